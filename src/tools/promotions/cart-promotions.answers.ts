/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { mobile, open, problem, time, timestamp } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const cartPromotion = lazy(() =>
  open({
    id: text(),
    name: text(),
    orgId: integer(),
    priority: integer(),
    active: boolean(),
    messageLabel: text(),
    type: text(),
    condition: condition(),
    action: dataAction(),
    createdBy: integer(),
    createdOn: timestamp({ unit: 'milliseconds' }),
    lastUpdatedBy: integer(),
    lastUpdatedOn: timestamp({ unit: 'milliseconds' }),
    startDate: timestamp({ unit: 'milliseconds' }),
    endDate: timestamp({ unit: 'milliseconds' }),
    campaignId: idOf('campaign', integer()),
    earnLimitedToSpecificAudience: boolean(),
    mode: text(),
    maxIssuancePerCustomer: integer(),
    createdOnISO: time({ zone: 'offset' }),
    lastUpdatedOnISO: time({ zone: 'offset' }),
    startDateISO: time({ zone: 'offset' }),
    endDateISO: time({ zone: 'offset' }),
    earningCriteria: earningCriteria(),
    maxEarningPerCustomer: integer(),
    promotionRestrictions: promotionRestriction(),
    accumulationConfig: accumulationConfig(),
    customFieldValues: keyValues(),
    customerActivationRequired: boolean(),
    isStackable: boolean(),
    storeCriteria: storeCriteria(),
    isLoyaltyOnly: boolean(),
    expiryDateChangeJobList: list(expiryDateChangeJobList()),
  }),
);

const tenderCondition = lazy(() =>
  open({
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

const comboProductCondition = lazy(() =>
  open({
    productConditions: list(productCondition()),
  }),
);

const condition = lazy(() =>
  open({
    type: text(),
    cartCondition: cartCondition(),
    tenderCondition: tenderCondition(),
    comboProductCondition: comboProductCondition(),
    productCondition: productCondition(),
  }),
);

const cartCondition = lazy(() =>
  open({
    kpi: text(),
    operator: text(),
    value: text(),
  }),
);

const productCondition = lazy(() =>
  open({
    criteriaList: list(criteriaList()),
    kpi: text(),
    value: text(),
    operator: text(),
  }),
);

const criteriaList = lazy(() =>
  open({
    entity: text(),
    operator: text(),
    values: list(text()),
    attributeName: text(),
  }),
);

const dataAction = lazy(() =>
  open({
    type: text(),
    cartBasedAction: open({
      type: text(),
      value: text(),
    }),
    tenderBasedAction: open({
      type: text(),
      value: text(),
    }),
    productBasedAction: productBasedAction(),
    perUnitAction: perUnitAction(),
  }),
);

const productBasedAction = lazy(() =>
  open({
    type: text(),
    value: text(),
    includeItemsFromConditionSet: boolean(),
    productBasedCondition: productBasedCondition(),
  }),
);

const productBasedConditionComboProductCondition = lazy(() =>
  open({
    productConditions: list(productCondition()),
  }),
);

const productBasedCondition = lazy(() =>
  open({
    type: text(),
    productCondition: productCondition(),
    comboProductCondition: productBasedConditionComboProductCondition(),
  }),
);

const perUnitAction = lazy(() =>
  open({
    perUnitKPI: text(),
    perUnitDivider: text(),
    includeItemsFromConditionSet: boolean(),
    rewardAction: rewardAction(),
  }),
);

const freeProductAction = lazy(() =>
  open({
    includeItemsFromConditionSet: boolean(),
    productBasedCondition: productBasedCondition(),
  }),
);

const rewardAction = lazy(() =>
  open({
    type: text(),
    productBasedAction: productBasedAction(),
    freeProductAction: freeProductAction(),
    fixedPriceAction: fixedPriceAction(),
  }),
);

const fixedPriceAction = lazy(() =>
  open({
    value: text(),
    includeItemsFromConditionSet: boolean(),
    productBasedCondition: productBasedCondition(),
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

const promotionRestriction = lazy(() =>
  open({
    Promotion: list(promotion()),
    Customer: list(promotion()),
    Cart: list(promotion()),
    Code: list(promotion()),
  }),
);

const promotion = lazy(() =>
  open({
    kpi: text(),
    frequency: text(),
    minTimeBetweenRepeat: integer(),
    limit: text(),
    windowType: text(),
    fixedWindowConfig: fixedWindowConfig(),
  }),
);

const fixedWindowConfig = lazy(() =>
  open({
    cycleType: text(),
    weekStartDay: text(),
    refreshRate: integer(),
    cycleReferenceDate: timestamp({ unit: 'milliseconds' }),
    cycleReferenceDateISO: time({ zone: 'offset' }),
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

const storeCriteria = lazy(() =>
  open({
    type: text(),
    values: list(integer()),
    operator: text(),
  }),
);

const expiryDateChangeJobList = lazy(() =>
  open({
    jobType: text(),
    status: text(),
    createdOn: timestamp({ unit: 'milliseconds' }),
    createdOnISO: time({ zone: 'offset' }),
    lastUpdatedOn: timestamp({ unit: 'milliseconds' }),
    lastUpdatedOnISO: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    createdBy: integer(),
    message: text(),
    requestId: text(),
  }),
);

const appliedPromotion = lazy(() =>
  open({
    promotionId: idOf('cartPromotion', text()),
    earnedPromotionId: idOf('earnedPromotion', text()),
    promoCode: text(),
    name: text(),
    messageLabel: text(),
    promotionMode: text(),
    redemptionCount: integer(),
    discount: text(),
    discountAppliedOnQuantity: text(),
    promotionAppliedOnQuantity: text(),
    identifier: text(),
    type: text(),
    tenderType: text(),
    tenderIdentifier: text(),
  }),
);

const dataEventDetail = lazy(() =>
  open({
    id: text(),
    type: text(),
    eventPayload: keyValues(),
  }),
);

export const cartPromotionCreateAnswer = () =>
  open({
    data: cartPromotion(),
    errors: list(problem()),
  });

export const cartPromotionUpdateAnswer = () =>
  open({
    data: cartPromotion(),
    errors: list(problem()),
  });

const cartItem = lazy(() =>
  open({
    referenceId: text(),
    sku: text(),
    amount: text(),
    qty: text(),
    discount: text(),
    appliedPromotions: list(appliedPromotion()),
    brandList: list(text()),
    categoryList: list(text()),
    attributes: keyValues(),
  }),
);

const appliedPaymentVoucher = lazy(() =>
  open({
    promotionId: idOf('cartPromotion', text()),
    earnedPromotionId: idOf('earnedPromotion', text()),
    promoCode: text(),
    name: text(),
    messageLabel: text(),
    promotionMode: text(),
    redemptionCount: integer(),
    totalVoucherValue: text(),
    redeemableVoucherValue: text(),
    identifier: text(),
    discount: text(),
    discountAppliedOnQuantity: text(),
    promotionAppliedOnQuantity: text(),
  }),
);

export const cartPromotionEvaluateAnswer = () =>
  open({
    data: open({
      amount: text(),
      customerId: idOf('customer', integer()),
      cartItems: list(cartItem()),
      evaluationId: idOf('cartEvaluation', text()),
      appliedPromotions: list(appliedPromotion()),
      appliedPaymentVouchers: list(appliedPaymentVoucher()),
      promoCodeEvaluationLogs: list(
        open({
          promoCode: text(),
          codeType: text(),
          message: text(),
          errorCode: integer(),
        }),
      ),
      paymentVoucherEvaluationLogs: list(
        open({
          promoCode: text(),
          codeType: text(),
          message: text(),
          errorCode: integer(),
        }),
      ),
      cartTenders: list(
        open({
          identifier: text(),
          amount: text(),
          referenceId: text(),
          adjustedAmount: text(),
        }),
      ),
      categoryHierarchySentInPayload: boolean(),
      promoCodes: list(text()),
      paymentVouchers: list(text()),
    }),
    errors: list(problem()),
  });

export const cartPromotionRedeemAnswer = () =>
  open({
    data: open({
      orgId: integer(),
      customerIdentifierValue: mobile(),
      customerIdentifierType: text(),
      customerId: idOf('customer', integer()),
      transactionIdentifier: text(),
      transactionNumber: text(),
      transactionDate: timestamp({ unit: 'milliseconds' }),
      amount: number(),
      redemptions: list(
        open({
          promotionId: idOf('cartPromotion', text()),
          redemptionCount: integer(),
          discount: text(),
          discountAppliedOnQuantity: text(),
          promotionAppliedOnQuantity: text(),
        }),
      ),
      lineItems: list(
        open({
          sku: text(),
          promotionId: idOf('cartPromotion', text()),
          earnedPromotionId: idOf('earnedPromotion', text()),
          redemptionCount: integer(),
          discount: text(),
          discountAppliedOnQuantity: text(),
          promotionAppliedOnQuantity: text(),
        }),
      ),
      transactionDateISO: time({ zone: 'offset' }),
    }),
    errors: list(problem()),
  });

export const cartPromotionGetRedemptionsAnswer = () =>
  open({
    data: list(
      open({
        id: text(),
        orgId: integer(),
        promotionId: idOf('cartPromotion', text()),
        promoCode: text(),
        earnedPromotionId: idOf('earnedPromotion', text()),
        customerId: idOf('customer', integer()),
        redemptionDate: timestamp({ unit: 'milliseconds' }),
        redemptionDateISO: time({ zone: 'offset' }),
        transactionIdentifier: text(),
        transactionNumber: text(),
        promotionName: text(),
        promotionMessageLabel: text(),
        transactionEntityIdentifier: text(),
        cartEvaluationId: idOf('cartEvaluation', text()),
        redemptionTill: idOf('till', integer()),
        discount: text(),
        redemptionCount: integer(),
        discountAppliedQuantity: text(),
        promotionAppliedQuantity: text(),
        amount: text(),
        sku: text(),
        productId: idOf('product', integer()),
        redemptionType: text(),
        code: text(),
        active: boolean(),
        createdOn: timestamp({ unit: 'milliseconds' }),
        createdOnISO: time({ zone: 'offset' }),
        validTill: timestamp({ unit: 'milliseconds' }),
        validTillISO: time({ zone: 'offset' }),
        mode: text(),
        redeemableFrom: timestamp({ unit: 'milliseconds' }),
        redeemableFromISO: time({ zone: 'offset' }),
        restrictions: open({
          Code: list(
            open({
              kpi: text(),
              maxLimit: text(),
              remainingRedemption: text(),
              tempRedemption: text(),
            }),
          ),
        }),
      }),
    ),
    errors: list(problem()),
  });

export const cartPromotionEarnAnswer = () =>
  open({
    data: open({
      id: text(),
      customerId: idOf('customer', integer()),
      promotionId: idOf('cartPromotion', text()),
      earnedFromType: text(),
      earnedFromId: text(),
      eventTime: timestamp({ unit: 'milliseconds' }),
      eventTimeISO: time({ zone: 'offset' }),
      eventDetails: dataEventDetail(),
      validTill: timestamp({ unit: 'milliseconds' }),
      validTillISO: time({ zone: 'offset' }),
      errorDetails: open({
        errorCode: integer(),
        errorMessages: text(),
      }),
    }),
    errors: list(problem()),
  });

const customerId = lazy(() =>
  open({
    id: text(),
    customerId: idOf('customer', integer()),
    promotionId: idOf('cartPromotion', text()),
    earnedFromId: text(),
    eventTime: timestamp({ unit: 'milliseconds' }),
    validTill: timestamp({ unit: 'milliseconds' }),
    eventTimeISO: time({ zone: 'offset' }),
    validTillISO: time({ zone: 'offset' }),
    earnedFromType: text(),
  }),
);

export const cartPromotionIssueBulkAnswer = () =>
  open({
    data: open({
      '{customerId}': customerId(),
    }),
    errors: list(problem()),
  });

const customerEarnedPromotion = lazy(() =>
  open({
    id: text(),
    customerId: idOf('customer', integer()),
    promotionId: idOf('cartPromotion', text()),
    earnedFromType: text(),
    earnedFromId: text(),
    eventTime: timestamp({ unit: 'milliseconds' }),
    eventTimeISO: time({ zone: 'offset' }),
    eventDetails: dataEventDetail(),
    validTill: timestamp({ unit: 'milliseconds' }),
    validTillISO: time({ zone: 'offset' }),
    errorDetails: open({
      errorCode: integer(),
      errorMessages: text(),
    }),
  }),
);

export const cartPromotionEarnBulkAnswer = () =>
  open({
    data: list(
      open({
        earnedFromId: text(),
        promotionId: idOf('cartPromotion', text()),
        successfulEarnCount: integer(),
        failedEarnCount: integer(),
        errorDetails: open({
          errorCode: integer(),
          errorMessages: text(),
        }),
        customerEarnedPromotions: list(customerEarnedPromotion()),
      }),
    ),
    errors: list(problem()),
  });
