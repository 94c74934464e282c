/** Request bodies of Coupon. */
import { email, freeText, idOf, mobile, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text } from '../schemas/values.js';

/** Mandatory settings of a series, both to create and to update it. */
const offer = () => ({
  discountCode: text('Name of the discount at the point of sale'),
  discountType: choice(['ABS', 'PERC'], 'ABS: fixed amount, PERC: percentage'),
  discountValue: number('Amount or percentage, by discountType'),
  clientHandlingType: choice(
    ['DISC_CODE', 'DISC_CODE_PIN', 'GENERIC'],
    'DISC_CODE: codes are generated; DISC_CODE_PIN: uploaded; GENERIC: one code for all',
  ),
  expiryStrategyType: choice(
    ['SERIES_EXPIRY', 'DAYS', 'MONTHS_END'],
    'When a coupon expires: with the series, or days or months after issue',
  ),
  anyUser: boolean('true: anyone with the code may redeem it; false: only its customer'),
  smsTemplate: text(
    'SMS sent at issue; tags {{first_name}}, {{last_name}}, {{fullname}}, {{voucher}}, {{offer_name}}, {{valid_days_from_create}}',
  ),
});

const discount = () => ({
  discountUpto: money('Maximum discount; 0 for none').optional(),
  discountOn: text('What is discounted: BILL or ITEM').optional(),
  minBillAmount: money('Minimum bill amount').optional(),
  maxBillAmount: money('Maximum bill amount').optional(),
  isValidWithDiscountedItem: boolean('true applies to discounted items too').optional(),
  productInfo: list(
    object({
      productType: choice(['SKU', 'CATEGORY', 'BRAND', 'ATTRIBUTE'], 'What the ids or codes are').optional(),
      productIds: idOf('product', list(integer(), 'Ids of that type')).optional(),
      productCodes: idOf('sku', list(text(), 'Codes of that type, instead of productIds')).optional(),
    }),
    'Products it applies to; a row holds 250 brands or attributes, 1,000 categories or 10,000 SKUs',
  ).optional(),
});

const validity = () => ({
  expiryStrategyValue: integer('Days (DAYS) or months (MONTHS_END) after issue; 1 for SERIES_EXPIRY').optional(),
  redemptionValidFrom: dateTime({ zone: 'offset' }, 'Not redeemable before').optional(),
  redemptionValidAfterDays: integer('Days after issue before it can be redeemed').optional(),
  redemptionRange: text('JSON in a string with arrays dom, dow and hours; "-1" in one means any').optional(),
  validDaysFromCreation: integer('Days a coupon is valid').optional(),
  fixedExpiryDate: epoch({ unit: 'milliseconds' }, integer('When all coupons expire, epoch milliseconds')).optional(),
  ownerValidity: epoch(
    { unit: 'milliseconds' },
    integer('Until when the owner is valid, epoch milliseconds'),
  ).optional(),
  isDvsEnabled: boolean('true for a DVS campaign').optional(),
  dvsExpiryDate: dateTime({ zone: 'offset', ends: true }, 'End of the DVS campaign').optional(),
  dvsItems: text('Items of the DVS campaign').optional(),
});

const limits = () => ({
  maxCreate: integer('Total coupons that may be issued; -1 for no limit').optional(),
  maxRedeem: integer('Total redemptions of the series; -1 for no limit').optional(),
  maxVouchersPerUser: integer('Coupons one customer may get; -1 for no limit').optional(),
  minDaysBetweenVouchers: integer('Days between two issues to one customer; -1 for none').optional(),
  maxRedemptionsInSeriesPerUser: integer('Redemptions by one customer; -1 for no limit').optional(),
  minDaysBetweenRedemption: integer('Days between two redemptions by one customer; -1 for none').optional(),
  redemptionPerCouponMaxLimit: integer(
    'Redemptions of one code by all customers, -1 for no limit; only with anyUser=true',
  ).optional(),
  maxReferralsPerReferee: integer('-1 for no limit').optional(),
  isMultipleVouchersPerUserAllowed: boolean('One customer may hold several coupons of the series').optional(),
  isMultipleUseAllowed: boolean('One code may be redeemed several times').optional(),
  sameUserMultipleRedeem: boolean('One customer may redeem several times').optional(),
  doNotResendExistingVoucher: boolean('true issues a new coupon, not the unredeemed one again').optional(),
});

const codes = () => ({
  genericCode: text('The code for all; needed when clientHandlingType is GENERIC').optional(),
  alphaNumeric: boolean('true generates alphanumeric codes').optional(),
  randomCodeLength: integer('Length of the generated part').optional(),
  shortCodeLength: integer('Length of short codes').optional(),
  couponPrefix: text('Prefix of generated codes').optional(),
  isPrefixEnabled: boolean('true uses couponPrefix').optional(),
  orgPrefixOverride: boolean("true uses couponPrefix instead of the organization's prefix").optional(),
  couponSuffix: text('Suffix of generated codes').optional(),
  isSuffixEnabled: boolean('true uses couponSuffix').optional(),
  orgSuffixOverride: boolean("true uses couponSuffix instead of the organization's suffix").optional(),
  showPinCode: boolean('true shows the PIN').optional(),
});

const messages = () => ({
  isSMSDisabled: boolean('true sends no SMS about these coupons').optional(),
  resendMessageEnabled: boolean('true allows coupon_resend_v1_1').optional(),
  shortSMSTemplate: text('Short SMS; tags {{cust_name}}, {{voucher_code}}').optional(),
  info: text('Further text about the coupon').optional(),
  termsAndConditions: text().optional(),
  customPropertyMap: object(
    { standard_terms_and_conditions: text('Terms and conditions').optional() },
    'Custom properties by name, all values text',
  ).optional(),
});

const eligibility = () => ({
  isValidationRequired: boolean('true asks for a validation code at redemption').optional(),
  isTransferrable: boolean('The customer may transfer it').optional(),
  issueToLoyalty: boolean('true issues to loyalty members only').optional(),
  isReferralExistingUsersAllowed: boolean('Existing customers may be referred').optional(),
  targetUserDetails: object(
    {
      validMaxUserTransactionLimit: integer('Transactions that the customer must have').optional(),
      validUserRegistrationStartTime: integer('Registered after, epoch; unit not documented').optional(),
      validUserRegistrationEndTime: integer('Registered before, epoch; unit not documented').optional(),
    },
    'Customers who may redeem',
  ).optional(),
  redemptionOrgEntityDetails: list(
    object({
      redemptionOrgEntityType: choice(['CONCEPT', 'ZONE', 'STORE', 'TILL'], 'Kind of place').optional(),
      orgEntityId: idOf('place', integer('Id of that concept, zone, store or till')).optional(),
    }),
    'Places where it may be redeemed',
  ).optional(),
  redeemAtStore: idOf('store', text('Store ids as JSON in a string, such as "[12,15]"; "[-1]" for all')).optional(),
  redeemStoreType: text('Such as redeemable_stores').optional(),
  storeIdsJson: text('Store ids as JSON in a string; "[-1]" for all').optional(),
  mutualExclusiveSeriesIds: idOf(
    'couponSeries',
    text('Series that holders of this one may not have: ids as JSON in a string, such as "[12]"'),
  ).optional(),
});

const administration = () => ({
  campaignId: idOf('campaign', integer('-1 for none')).optional(),
  tag: text('Label of the series').optional(),
  priority: integer('Rank among series; not documented further').optional(),
  seriesType: text('UNDEFINED, LOYALTY, CAMPAIGN …').optional(),
  ownedBy: text('Module that owns the series: NONE, LOYALTY …').optional(),
  ownerId: idOf('owningRecord', integer('-1 for none')).optional(),
  orgId: idOf('organization', integer('Taken from the credentials if absent')).optional(),
  sourceOrgId: idOf('organization', integer('-1 for none')).optional(),
  externalIssual: boolean('true: issued outside Capillary').optional(),
  updateProductData: boolean('true: its products can change').optional(),
  syncToClient: boolean('true syncs the series to the point of sale').optional(),
  offlineRedeemType: boolean('true allows offline redemption').optional(),
  isOldFlowEnabled: boolean('true uses the legacy flow').optional(),
  isPreRedeemEventRequired: boolean('true raises an event before redemption').optional(),
  signalRedemptionEvent: boolean('true raises an event at redemption').optional(),
});

const settings = () => ({
  ...discount(),
  ...validity(),
  ...limits(),
  ...codes(),
  ...messages(),
  ...eligibility(),
  ...administration(),
});

const NAME = 'Name of the series';
const END = 'End of the series, not before its coupons expire';

export const createSeriesBody = () =>
  object({
    CouponSeriesV2: object(
      {
        description: text(NAME),
        validTillDate: dateTime({ zone: 'offset', ends: true }, END),
        ...offer(),
        seriesCode: text('Generated if absent').optional(),
        ...settings(),
      },
      'The series',
    ),
  });

export const updateSeriesBody = () =>
  object({
    CouponSeriesV2: object(
      {
        id: idOf('couponSeries', integer('Series id, as in the path')).optional(),
        seriesCode: idOf('couponSeriesCode', text('Existing code of the series, from coupon_get_series')),
        description: text(NAME).optional(),
        validTillDate: dateTime({ zone: 'offset', ends: true }, END).optional(),
        ...offer(),
        ...settings(),
      },
      'The series: all mandatory settings, and any other changes',
    ),
  });

const identifiers = () => ({
  id: idOf('customer', integer("Capillary's customer id")).optional(),
  mobile: mobile('With or without country code').optional(),
  email: email().optional(),
  externalId: idOf('customerExternalId', text("The brand's own id")).optional(),
});

/** Why and by what a coupon is issued. */
const issualMetadata = () =>
  object(
    {
      sourceType: text('Kind of issuing system or process', 50).optional(),
      sourceId: text('Id in that system, such as a case or campaign', 50).optional(),
      sourceActivity: text('Reason for the issue').optional(),
      notes: freeText().optional(),
      reason: freeText('Why it is issued').optional(),
    },
    'For audits; coupon_get shows it with includeIssualDetails=true',
  ).optional();

export const couponIssueBody = () =>
  object({
    seriesId: idOf('couponSeries', integer('Coupon series to issue from')),
    customer: object(
      {
        ...identifiers(),
        cardNumber: personIdentifier('Number of a card').optional(),
        cardExternalId: idOf('cardExternalId', text('External id of a card')).optional(),
      },
      'Customer who gets the coupon; give one identifier',
    ),
    metadata: issualMetadata(),
  });

export const issueBulkBody = () =>
  object({
    seriesIds: idOf('couponSeries', list(integer(), 'Coupon series; one coupon is issued from each')),
    customer: object(identifiers(), 'Customer who gets the coupons; give one identifier'),
    metadata: issualMetadata(),
  });

export const couponRedeemBody = () =>
  object({
    redemptionRequestList: list(object({ code: idOf('couponCode', text('Coupon code')) }), 'Coupons to redeem'),
    user: object(identifiers(), 'Customer who redeems; give one identifier'),
    billAmount: money('Total of the bill').optional(),
    transactionNumber: text('Bill number, which need not be booked yet; some series require it').optional(),
    redemptionTime: dateTime(
      { zone: 'organization', iso: true },
      "Time for the checks; the store's current time is recorded",
    ).optional(),
  });
