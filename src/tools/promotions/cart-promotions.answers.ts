/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, listOrOne, mapOf, open, problem } from '../schemas/answer.js';
import { idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

/** A cart promotion. `condition` and `action` hold only the part that their type names; decimals are text. */
export const cartPromotion = lazy(() =>
  open({
    id: idOf('cartPromotion', text()),
    name: text(),
    orgId: integer(),
    priority: integer(),
    active: boolean(),
    messageLabel: text(),
    type: text(),
    condition: condition(),
    action: action(),
    createdBy: integer(),
    createdOn: epoch({ unit: 'milliseconds' }),
    lastUpdatedBy: integer(),
    lastUpdatedOn: epoch({ unit: 'milliseconds' }),
    startDate: epoch({ unit: 'milliseconds' }),
    endDate: epoch({ unit: 'milliseconds' }),
    campaignId: idOf('campaign', integer()),
    earnLimitedToSpecificAudience: boolean(),
    mode: text(),
    maxIssuancePerCustomer: integer(),
    createdOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedOnISO: dateTime({ zone: 'offset' }),
    startDateISO: dateTime({ zone: 'offset' }),
    endDateISO: dateTime({ zone: 'offset' }),
    earningCriteria: earningCriteria(),
    maxEarningPerCustomer: integer(),
    promotionRestrictions: promotionRestrictions(),
    accumulationConfig: accumulationConfig(),
    customFieldValues: keyValues(),
    customerActivationRequired: boolean(),
    isStackable: boolean(),
    storeCriteria: storeCriteria(),
    timeCriteria: anything(),
    supplementaryCriteria: anything(),
    isLoyaltyOnly: boolean(),
    expiryDateChangeJobList: list(expiryDateChangeJob()),
  }),
);

const tenderCondition = lazy(() =>
  open({
    /** The older form, of one means of payment. */
    type: text(),
    identifier: text(),
    tenderModes: list(
      open({
        type: text(),
        identifiers: list(text()),
      }),
    ),
    condition: open({
      type: text(),
      cartCondition: cartCondition(),
    }),
  }),
);

const comboProductCondition = lazy(() => open({ productConditions: list(productCondition()) }));

/** As it was sent: no documented answer shows those about modes of payment. */
const condition = lazy(() =>
  open({
    type: text(),
    cartCondition: cartCondition(),
    tenderCondition: tenderCondition(),
    comboProductCondition: comboProductCondition(),
    productCondition: productCondition(),
    paymentModeCondition: anything(),
    paymentModeScopeConditionRO: anything(),
    paymentComboProductConditionRO: anything(),
  }),
);

const cartCondition = lazy(() =>
  open({
    kpi: text(),
    operator: text(),
    value: textOrNumber(),
  }),
);

const productCondition = lazy(() =>
  open({
    criteriaList: list(productCriterion()),
    kpi: text(),
    value: textOrNumber(),
    operator: text(),
  }),
);

const productCriterion = lazy(() =>
  open({
    entity: text(),
    operator: text(),
    values: list(text()),
    attributeName: text(),
  }),
);

const action = lazy(() =>
  open({
    type: text(),
    cartBasedAction: open({
      type: text(),
      value: textOrNumber(),
    }),
    tenderBasedAction: open({
      type: text(),
      value: textOrNumber(),
    }),
    productBasedAction: productBasedAction(),
    fixedPriceAction: productAction(),
    freeProductAction: productAction(),
    perUnitAction: perUnitAction(),
  }),
);

const productBasedAction = lazy(() =>
  open({
    type: text(),
    value: textOrNumber(),
    includeItemsFromConditionSet: boolean(),
    productBasedCondition: productBasedCondition(),
  }),
);

const productBasedCondition = lazy(() =>
  open({
    type: text(),
    productCondition: productCondition(),
    comboProductCondition: comboProductCondition(),
  }),
);

const perUnitAction = lazy(() =>
  open({
    /** The older form: what each unit gives. */
    type: text(),
    value: textOrNumber(),
    unitType: text(),
    perUnitKPI: text(),
    perUnitDivider: textOrNumber(),
    includeItemsFromConditionSet: boolean(),
    rewardAction: rewardAction(),
  }),
);

/** An action on items; `value` is the price that they get. */
const productAction = lazy(() =>
  open({
    value: money(textOrNumber()),
    quantity: textOrNumber(),
    includeItemsFromConditionSet: boolean(),
    productBasedCondition: productBasedCondition(),
    productCriteria: keyValues(),
  }),
);

const rewardAction = lazy(() =>
  open({
    type: text(),
    productBasedAction: productBasedAction(),
    freeProductAction: productAction(),
    fixedPriceAction: productAction(),
  }),
);

const earningCriteria = lazy(() =>
  open({
    active: boolean(),
    criteriaDsl: text(),
    criteriaDslJson: text(),
    criteriaName: text(),
    duration: keyValues(),
    earnedFromType: text(),
    eventType: text(),
    groupId: integer(),
    milestoneId: integer(),
  }),
);

/** The limits of a promotion, by what they count for. */
export const promotionRestrictions = lazy(() =>
  open({
    Promotion: list(restriction()),
    Customer: list(restriction()),
    Cart: list(restriction()),
    Code: list(restriction()),
  }),
);

const restriction = lazy(() =>
  open({
    kpi: text(),
    frequency: text(),
    minTimeBetweenRepeat: integer(),
    limit: textOrNumber(),
    windowType: text(),
    fixedWindowConfig: fixedWindowConfig(),
  }),
);

const fixedWindowConfig = lazy(() =>
  open({
    cycleType: text(),
    weekStartDay: text(),
    refreshRate: integer(),
    cycleReferenceDate: epoch({ unit: 'milliseconds' }),
    cycleReferenceDateISO: dateTime({ zone: 'offset' }),
    cycleReferenceDateSource: text(),
  }),
);

const accumulationConfig = lazy(() =>
  open({
    enabled: boolean(),
    overAchievementEnabled: boolean(),
    lookbackPeriodLastXCycles: integer(),
  }),
);

export const storeCriteria = lazy(() =>
  open({
    type: text(),
    values: list(integer()),
    operator: text(),
  }),
);

const expiryDateChangeJob = lazy(() =>
  open({
    jobType: text(),
    status: text(),
    createdOn: epoch({ unit: 'milliseconds' }),
    createdOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedOn: epoch({ unit: 'milliseconds' }),
    lastUpdatedOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    createdBy: integer(),
    message: text(),
    requestId: text(),
  }),
);

/** A promotion that the evaluation of a cart applied, or the voucher of one that pays. */
const appliedPromotion = lazy(() =>
  open({
    promotionId: idOf('cartPromotion', text()),
    earnedPromotionId: idOf('earnedCartPromotion', text()),
    promoCode: idOf('cartPromotionCode', text()),
    name: text(),
    messageLabel: text(),
    promotionMode: text(),
    redemptionCount: integer(),
    discount: money(textOrNumber()),
    discountAppliedOnQuantity: textOrNumber(),
    promotionAppliedOnQuantity: textOrNumber(),
    identifier: text('Base64 of JSON'),
    type: text(),
    tenderType: text(),
    tenderIdentifier: text(),
    totalVoucherValue: money(textOrNumber()),
    redeemableVoucherValue: money(textOrNumber()),
  }),
);

const cartItem = lazy(() =>
  open({
    referenceId: text(),
    sku: text(),
    amount: money(textOrNumber()),
    qty: textOrNumber(),
    discount: money(textOrNumber()),
    appliedPromotions: list(appliedPromotion()),
    brandList: list(text()),
    categoryList: list(text()),
    attributes: keyValues(),
  }),
);

/** Why a code was applied to the cart or not. */
const codeEvaluation = lazy(() =>
  open({
    promoCode: text(),
    codeType: text(),
    message: text(),
    errorCode: integer(),
  }),
);

/** What a customer earned: the right to use a promotion. */
const earnedPromotion = lazy(() =>
  open({
    id: idOf('earnedCartPromotion', text()),
    customerId: idOf('customer', integer()),
    promotionId: idOf('cartPromotion', text()),
    earnedFromType: text(),
    earnedFromId: text(),
    eventTime: epoch({ unit: 'milliseconds' }),
    eventTimeISO: dateTime({ zone: 'offset' }),
    eventDetails: open({ id: text(), type: text(), eventPayload: keyValues() }),
    validTill: epoch({ unit: 'milliseconds' }),
    validTillISO: dateTime({ zone: 'offset' }),
    errorDetails: earnError(),
  }),
);

const earnError = lazy(() => open({ errorCode: integer(), errorMessages: anyOf(text(), list(text())) }));

/** A redemption of a promotion on a bill or on one of its lines. */
const redemptionOnBill = lazy(() =>
  open({
    sku: text(),
    promotionId: idOf('cartPromotion', text()),
    earnedPromotionId: idOf('earnedCartPromotion', text()),
    promoCode: idOf('cartPromotionCode', text()),
    redemptionCount: integer(),
    discount: money(textOrNumber()),
    discountAppliedOnQuantity: textOrNumber(),
    promotionAppliedOnQuantity: textOrNumber(),
  }),
);

/** With `includeRedemptions` a redemption, without it a code and what is left of its limits. */
const redemptionOrCode = lazy(() =>
  open({
    id: text(),
    orgId: integer(),
    promotionId: idOf('cartPromotion', text()),
    promoCode: idOf('cartPromotionCode', text()),
    earnedPromotionId: idOf('earnedCartPromotion', text()),
    customerId: idOf('customer', integer('-1: nobody known')),
    redemptionDate: epoch({ unit: 'milliseconds' }),
    redemptionDateISO: dateTime({ zone: 'offset' }),
    transactionIdentifier: text(),
    transactionNumber: idOf('billNumber', text()),
    promotionName: text(),
    promotionMessageLabel: text(),
    transactionEntityIdentifier: text(),
    cartEvaluationId: idOf('cartEvaluation', text()),
    redemptionTill: idOf('till', integer()),
    discount: money(textOrNumber()),
    redemptionCount: integer(),
    discountAppliedQuantity: textOrNumber(),
    promotionAppliedQuantity: textOrNumber(),
    amount: money(textOrNumber()),
    sku: text(),
    productId: idOf('product', integer()),
    redemptionType: text(),
    code: idOf('cartPromotionCode', text()),
    active: boolean(),
    createdOn: epoch({ unit: 'milliseconds' }),
    createdOnISO: dateTime({ zone: 'offset' }),
    validTill: epoch({ unit: 'milliseconds' }),
    validTillISO: dateTime({ zone: 'offset' }),
    mode: text(),
    redeemableFrom: epoch({ unit: 'milliseconds' }),
    redeemableFromISO: dateTime({ zone: 'offset' }),
    restrictions: open({
      Promotion: list(remainingUse()),
      Customer: list(remainingUse()),
      Cart: list(remainingUse()),
      Code: list(remainingUse()),
    }),
    apiError: anything(),
  }),
);

export const remainingUse = lazy(() =>
  open({
    kpi: text(),
    maxLimit: textOrNumber(),
    remainingRedemption: textOrNumber(),
    tempRedemption: textOrNumber(),
  }),
);

/** What a customer earned of one promotion, and for how many customers that failed. */
const earnResult = lazy(() =>
  open({
    earnedFromId: text(),
    promotionId: idOf('cartPromotion', text()),
    successfulEarnCount: integer(),
    failedEarnCount: integer(),
    errorDetails: earnError(),
    customerEarnedPromotions: list(earnedPromotion()),
  }),
);

export const cartPromotionAnswer = lazy(() =>
  open({
    data: cartPromotion(),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);

export const cartPromotionEvaluateAnswer = () =>
  open({
    data: open({
      amount: money(textOrNumber()),
      customerId: idOf('customer', integer()),
      cartItems: list(cartItem()),
      evaluationId: idOf('cartEvaluation', text()),
      appliedPromotions: list(appliedPromotion()),
      appliedPaymentVouchers: list(appliedPromotion()),
      promoCodeEvaluationLogs: list(codeEvaluation()),
      paymentVoucherEvaluationLogs: list(codeEvaluation()),
      cartTenders: list(
        open({
          identifier: text(),
          amount: money(textOrNumber()),
          referenceId: text(),
          adjustedAmount: money(textOrNumber()),
        }),
      ),
      categoryHierarchySentInPayload: boolean(),
      promoCodes: list(text()),
      paymentVouchers: list(text()),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const cartPromotionRedeemAnswer = () =>
  open({
    data: open({
      orgId: integer(),
      /** A mobile number, an email address or another id, as `customerIdentifierType` says. */
      customerIdentifierValue: personIdentifier(),
      customerIdentifierType: text(),
      customerId: idOf('customer', integer()),
      transactionIdentifier: text(),
      transactionNumber: idOf('billNumber', text()),
      transactionDate: epoch({ unit: 'milliseconds' }),
      transactionDateISO: dateTime({ zone: 'offset' }),
      amount: money(),
      redemptions: list(redemptionOnBill()),
      lineItems: list(redemptionOnBill()),
    }),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const cartPromotionGetRedemptionsAnswer = () =>
  open({
    data: listOrOne(redemptionOrCode()).describe('redemptions; or, if asked by codes, the codes'),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const cartPromotionEarnAnswer = () =>
  open({
    data: earnedPromotion(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const cartPromotionIssueBulkAnswer = () =>
  open({
    data: mapOf(earnedPromotion()).describe('by customer id'),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const cartPromotionEarnBulkAnswer = () =>
  open({
    // Some answers have only what was earned.
    data: listOrOne(anyOf(earnResult(), earnedPromotion())),
    errors: list(problem()),
    warnings: list(problem()),
  });
