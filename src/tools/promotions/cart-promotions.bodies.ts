/** Request bodies of Cart Promotions. */
import { z } from 'zod';
import { idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';

const COMPARISONS = [
  'EQUALS',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'IN',
  'NONE',
] as const;

/** The basket total that counts. */
const cartCondition = () =>
  object(
    {
      kpi: choice(['SUBTOTAL', 'ITEMCOUNT'], 'Value of the cart or number of items'),
      operator: choice(COMPARISONS, 'How it compares with value'),
      value: number('Threshold, up to 2 decimals'),
    },
    'For CART',
  );

/** The products that count, and the required quantity or amount. */
export const productCondition = () =>
  object({
    kpi: choice(['QUANTITY', 'AMOUNT', 'NONE'], 'Measure over the matching items').optional(),
    operator: choice(COMPARISONS, 'How it compares with value').optional(),
    value: number('Threshold').optional(),
    criteriaList: list(
      object({
        entity: choice(['SKU', 'CATEGORY', 'BRAND', 'TAG', 'ATTRIBUTE'], 'What values are').optional(),
        operator: choice(['IN', 'NOT_IN'], 'Only these, or all others').optional(),
        values: list(textOrNumber(), 'Codes').optional(),
        attributeName: text('Needed for ATTRIBUTE').nullish(),
      }),
      'Products that count',
    ).optional(),
  });

/** The payment modes that count. */
const paymentMode = (about: string) =>
  object(
    {
      paymentModeSelectionCriteriaRO: object(
        {
          operator: choice(['IN', 'NOT_IN'], 'Only these, or all others').optional(),
          values: list(text(), 'E.g. POINTS').optional(),
        },
        'Payment modes that count',
      ).optional(),
    },
    about,
  );

/** When a promotion applies. */
export const condition = () =>
  object(
    {
      type: choice(
        [
          'CART',
          'PRODUCT',
          'COMBO_PRODUCT',
          'TENDER',
          'PAYMENT_MODE',
          'PAYMENT_MODE_SCOPE',
          'PAYMENT_MODE_COMBO_PRODUCT',
        ],
        'TENDER only with a TENDER action; PAYMENT_MODE_ with a nested condition',
      ),
      cartCondition: cartCondition().optional(),
      productCondition: productCondition().describe('For PRODUCT').optional(),
      comboProductCondition: object(
        { productConditions: list(keyValues(), 'Each like productCondition; all must match').optional() },
        'For COMBO_PRODUCT',
      ).optional(),
      tenderCondition: object(
        {
          type: choice(['CARD', 'CASH', 'PAYMENT_VOUCHER'], 'Means of payment').optional(),
          identifier: text('Card network or bank code; needed for CARD').optional(),
          tenderModes: list(
            object({
              type: choice(['CARD', 'CASH', 'PAYMENT_VOUCHER'], 'Means of payment').optional(),
              identifiers: list(textOrNumber(), 'Card networks, bank codes or vouchers').optional(),
            }),
            'Newer form: the means of payment, one of which must be used',
          ).optional(),
          condition: keyValues('Besides: a CART or PRODUCT condition, shaped like condition').optional(),
        },
        'For TENDER',
      ).optional(),
      paymentModeCondition: paymentMode('For PAYMENT_MODE').optional(),
      paymentModeScopeConditionRO: object(
        {
          paymentModeCondition: paymentMode('Payment modes').optional(),
          condition: keyValues('PRODUCT or CART condition, shaped like condition').optional(),
        },
        'For PAYMENT_MODE_SCOPE',
      ).optional(),
      paymentComboProductConditionRO: object(
        {
          paymentModeCondition: paymentMode('Payment modes').optional(),
          comboProductCondition: keyValues('As above').optional(),
        },
        'For PAYMENT_MODE_COMBO_PRODUCT',
      ).optional(),
    },
    'When the benefit applies: type and the field for that type',
  );

const discount = () =>
  object({
    type: choice(['PERCENTAGE', 'ABSOLUTE'], 'What value is: percent or amount'),
    value: number('Percent from 0 to 100, or amount'),
  });

/** What a promotion gives. */
export const action = () =>
  object(
    {
      type: choice(
        ['CART_BASED', 'PRODUCT_BASED', 'FIXED_PRICE', 'FREE_PRODUCT', 'TENDER', 'PER_UNIT'],
        'FIXED_PRICE only with a PRODUCT or COMBO_PRODUCT condition',
      ),
      cartBasedAction: discount().describe('For CART_BASED').optional(),
      productBasedAction: discount()
        .extend({
          includeItemsFromConditionSet: boolean(
            'true also discounts the items that fulfilled the condition; default false',
          ).optional(),
          productBasedCondition: keyValues(
            'Products discounted, shaped like condition; null for those in the condition',
          ).nullish(),
        })
        .describe('For PRODUCT_BASED')
        .optional(),
      fixedPriceAction: object(
        {
          value: money('Price to charge').optional(),
          includeItemsFromConditionSet: boolean('true charges it for the items of the condition').optional(),
          productBasedCondition: keyValues('Products it is charged for, shaped like condition').optional(),
        },
        'For FIXED_PRICE',
      ).optional(),
      freeProductAction: object(
        {
          productBasedCondition: keyValues(
            'Free products: type PRODUCT and productCondition, with the free quantity as its value',
          ).optional(),
          productCriteria: keyValues('Free products, another form').optional(),
          quantity: number('How many are free, with productCriteria').optional(),
          includeItemsFromConditionSet: boolean('true also makes items of the condition free').optional(),
        },
        'For FREE_PRODUCT',
      ).optional(),
      tenderBasedAction: discount().partial().describe('For TENDER').optional(),
      perUnitAction: discount()
        .partial()
        .extend({
          unitType: text('EACH, LITER, GALLON …').optional(),
          perUnitKPI: text('Newer form: what is divided, QUANTITY or AMOUNT').optional(),
          perUnitDivider: number('Units for which rewardAction is given once').optional(),
          rewardAction: keyValues('Benefit for each such unit, shaped like action').optional(),
        })
        .describe('For PER_UNIT')
        .optional(),
    },
    'The benefit: type and the field for that type',
  );

const storeCriteria = (about: string) =>
  object(
    {
      operator: choice(['IN', 'NOT_IN'], 'Only these, or all others'),
      type: choice(['CONCEPT', 'STORE', 'ZONE'], 'What values are'),
      values: list(integer(), 'Ids'),
    },
    about,
  ).optional();

const earningCriteria = () =>
  object(
    {
      earnedFromType: choice(['ACTIVITY', 'MILESTONE'], 'Cannot be changed later').optional(),
      criteriaName: text('Label, e.g. Transaction').optional(),
      eventType: text('For ACTIVITY, e.g. TransactionAdd').optional(),
      milestoneId: idOf('target', integer('For MILESTONE')).optional(),
      groupId: idOf('targetGroup', integer('For MILESTONE: target group id')).optional(),
      duration: keyValues('How long it can be earned').nullish(),
      storeCriteria: storeCriteria('Where it can be earned'),
      timeCriteria: keyValues('When it can be earned').optional(),
      criteriaDsl: text('Rule expression, e.g. true').optional(),
      criteriaDslJson: text('The rule as JSON text').optional(),
      active: boolean('true switches earning on').optional(),
    },
    'For EARNING: how it is earned',
  );

const restrictions = (about: string) =>
  list(
    object({
      kpi: choice(['TRANSACTION', 'REDEMPTION', 'DISCOUNT'], 'Limits bills, uses or the discount').optional(),
      limit: number('Maximum value').optional(),
      frequency: text('Period of the limit: DAYS, WEEKS …').optional(),
      minTimeBetweenRepeat: integer('Period in milliseconds').optional(),
    }),
    about,
  ).optional();

/** A cart promotion, to create it or to replace it. */
export const cartPromotionBody = () =>
  object(
    {
      name: text('Unique among running promotions', 50),
      type: choice(
        ['POS', 'CODE', 'CUSTOMER', 'EARNING', 'REWARD'],
        'POS applies automatically at checkout, CODE by a code, CUSTOMER once issued, EARNING once earned, REWARD from the rewards catalog',
      ),
      condition: condition(),
      action: action(),
      startDate: epoch({ unit: 'milliseconds' }, integer('Start, epoch milliseconds')),
      endDate: epoch({ unit: 'milliseconds' }, integer('End (its last moment), epoch milliseconds')),
      active: boolean('true switches it on; default false: off. At most 250 at a time').optional(),
      campaignId: idOf('campaign', integer('Campaign it belongs to')).optional(),
      messageLabel: text('Text shown to the customer').optional(),
      mode: choice(['DISCOUNT', 'PAYMENT_VOUCHER', 'REWARD'], 'What it is used as').optional(),
      isStackable: boolean('true lets it combine with other promotions; default false').optional(),
      maxIssuancePerCustomer: integer('Times it may be issued to one customer, -1 for no limit; default 1', {
        min: -1,
        max: 50,
      }).optional(),
      isLoyaltyOnly: boolean('true for loyalty members only').optional(),
      priority: integer('Unique in the campaign; default 0; lowest first in most documentation').optional(),
      storeCriteria: storeCriteria('Where it applies'),
      promotionRestrictions: object(
        {
          Customer: restrictions('For one customer'),
          Cart: restrictions('For one cart'),
          Code: restrictions('For one code'),
          Earn: restrictions('For one earned promotion'),
          Promotion: restrictions('For all together'),
        },
        'Usage limits, each for a scope; {} for none',
      ).optional(),
      earningCriteria: earningCriteria().optional(),
      maxEarningPerCustomer: integer('Times one customer may earn it').optional(),
      loyaltyEarningExpiryDays: integer('Days until an earned promotion expires').optional(),
      earnLimitedToSpecificAudience: boolean('true lets only a list of customers earn it').optional(),
      customerActivationRequired: boolean('true if the customer must activate it first; default false').optional(),
      onEarnCommunicationChannels: list(z.unknown(), 'Channels that notify the customer: SMS, push, email').optional(),
      timeCriteria: keyValues('When it applies').optional(),
      supplementaryCriteria: keyValues('Loyalty programs it is for').optional(),
      redeemableFromCriteria: keyValues('When an earned promotion becomes usable').optional(),
      accumulationConfig: keyValues('Counts purchases of several visits: enabled, overAchievementEnabled …').optional(),
      customFieldValues: keyValues('Custom fields by name').optional(),
      languagesConfigured: list(text(), 'Languages').optional(),
      ownershipCriteria: keyValues('Who may edit it').optional(),
      expiryDateChangeJobList: list(z.unknown(), 'Scheduled changes of the end date').optional(),
      orgId: idOf('organization', integer('Organization id')).optional(),
      createdBy: integer('Audit: user id').optional(),
      createdOn: epoch({ unit: 'milliseconds' }, integer('Audit: epoch milliseconds')).optional(),
      lastUpdatedBy: integer('Audit: user id').optional(),
      lastUpdatedOn: epoch({ unit: 'milliseconds' }, integer('Audit: epoch milliseconds')).optional(),
    },
    'Send active, messageLabel, mode, isStackable, isLoyaltyOnly and maxIssuancePerCustomer too: required in newer documentation',
  );

export const evaluateBody = () =>
  object({
    amount: money('Total of the basket'),
    customerId: idOf('customer', integer("Capillary's customer id")),
    cartItems: list(
      object({
        sku: idOf('sku', text('Item code')),
        amount: money('Price of the line'),
        qty: number('Quantity'),
        discount: money('Discount already applied').nullish(),
        categoryList: list(text(), 'Category codes').optional(),
        brandList: list(text(), 'Brand codes').optional(),
        referenceId: textOrNumber('Your own id of the line; the answer repeats it').optional(),
        appliedPromotions: list(z.unknown(), 'From an earlier evaluation').nullish(),
      }),
      'Lines of the basket',
    ).optional(),
    promoCodes: idOf('cartPromotionCode', list(text(), 'Codes the customer entered')).nullish(),
    promoCode: idOf('cartPromotionCode', list(text(), 'The same, under its newer name')).nullish(),
    paymentVouchers: list(text(), 'Payment vouchers the customer gives').nullish(),
    cartTenders: list(
      object({
        identifier: text('Means of payment, e.g. CreditCard'),
        amount: money('Paid with it').optional(),
      }),
      'Payments; without them no promotion with a payment condition qualifies',
    ).optional(),
    categoryHierarchySentInPayload: boolean('true uses categoryList and brandList of the lines').optional(),
  });

/** A promotion that was used on a line or on the cart. */
const redemption = () =>
  object({
    sku: idOf('sku', text('Product it was used on')).optional(),
    promotionId: idOf('cartPromotion', text('Cart promotion id')),
    earnedPromotionId: idOf(
      'earnedCartPromotion',
      text("The customer's earned promotion, from the evaluation"),
    ).optional(),
    redemptionCount: integer('Times used').optional(),
    discount: money('Discount applied').optional(),
    discountAppliedOnQuantity: number('Quantity discounted').optional(),
    promotionAppliedOnQuantity: number('Quantity consumed by the promotion').optional(),
  });

export const cartPromotionRedeemBody = () =>
  object({
    customerId: idOf('customer', textOrNumber("Capillary's customer id; wins over the identifier pair")).optional(),
    customerIdentifierType: text('E.g. mobile; needed without customerId').optional(),
    customerIdentifierValue: personIdentifier(textOrNumber('Needed without customerId')).optional(),
    transactionIdentifier: text('Your own unique id of the sale; a repeated id is refused', 250),
    transactionNumber: text('Bill number; not checked', 250),
    transactionDate: epoch({ unit: 'milliseconds' }, integer('Time of the sale, epoch milliseconds')),
    amount: money('Total of the sale before discounts'),
    redemptions: list(redemption(), 'Promotions used on the cart; needed without lineItems').optional(),
    lineItems: list(redemption(), 'Promotions used on lines; needed without redemptions').optional(),
    evaluationId: idOf(
      'cartEvaluation',
      text('From cart_promotion_evaluate, if required; the name is not documented'),
    ).optional(),
  });

const eventDetails = () =>
  object({
    id: textOrNumber('Id of the event or job'),
    type: text('TransactionAdd …; for BULK_ISSUE the same as earnedFromType'),
    eventPayload: keyValues('Data of the event, e.g. storeId, amount').optional(),
  });

export const cartPromotionEarnBody = () =>
  object({
    customerId: idOf('customer', integer("Capillary's customer id")),
    earnedFromType: choice(['ACTIVITY', 'MILESTONE', 'REWARD', 'BULK_ISSUE'], 'What it was earned by'),
    earnedFromId: idOf('owningRecord', textOrNumber('Id of that activity, milestone or reward issue')),
    eventTime: epoch({ unit: 'milliseconds' }, integer('Time of the event, epoch milliseconds')).optional(),
    eventDetails: eventDetails().partial().describe('What triggered it').optional(),
    id: textOrNumber('Id of the earning').optional(),
    promotionId: idOf('cartPromotion', text('As in the path')).optional(),
    validTill: epoch({ unit: 'milliseconds' }, 'When the earned promotion ends').optional(),
    supplementaryCriteria: object(
      {
        loyaltyProgramId: idOf('loyaltyProgram', integer('Loyalty program')).optional(),
        programType: text('E.g. TIER').optional(),
        partnerProgramId: idOf('partnerProgram', integer('Partner program')).optional(),
      },
      'Program it was earned in',
    ).optional(),
  });

export const cartPromotionEarnBulkBody = () =>
  object({
    customerId: idOf('customer', integer("Capillary's customer id")),
    earnedFromType: choice(['BULK_ISSUE', 'ACTIVITY', 'MILESTONE', 'REWARD'], 'What they were earned by'),
    eventDetails: eventDetails().describe('What triggered it'),
    earnedPromotions: list(
      object({
        promotionId: idOf('cartPromotion', text('Cart promotion id')),
        earnCount: integer('Times to grant it', { min: 1 }).optional(),
        earnedFromId: idOf('owningRecord', textOrNumber('Id of that activity, milestone or job')).optional(),
      }),
      'Promotions to grant',
    ),
    eventTime: epoch({ unit: 'milliseconds' }, integer('Time of the event, epoch milliseconds. Send it')).optional(),
    orgId: idOf('organization', integer('Organization id')).optional(),
  });
