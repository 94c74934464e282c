/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, bulkAnswer, listOrOne, open, problem } from '../schemas/answer.js';
import { entityStatus, loyaltyInfo, profile, statusCode } from '../schemas/answers.modern.js';
import { freeText, idOf, money } from '../schemas/leaf-types.js';
import { date, dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';
import { uploadJob } from './upload.answers.js';

/** What answers about series and about coupons have of a series. */
const seriesMembers = () => ({
  id: idOf('couponSeries', integer()),
  orgId: integer(),
  description: text(),
  discountCode: text(),
  validTillDate: dateTime({ zone: 'offset' }),
  validDaysFromCreation: integer(),
  expiryStrategyValue: integer(),
  maxCreate: integer(),
  maxRedeem: integer(),
  isTransferrable: boolean(),
  anyUser: boolean(),
  sameUserMultipleRedeem: boolean(),
  isReferralExistingUsersAllowed: boolean(),
  isMultipleUseAllowed: boolean(),
  isValidationRequired: boolean(),
  isValidWithDiscountedItem: boolean(),
  createdBy: integer(),
  numIssued: integer(),
  numRedeemed: integer(),
  createdOn: dateTime({ zone: 'offset' }),
  lastUsed: dateTime({ zone: 'offset' }),
  seriesCode: idOf('couponSeriesCode', text()),
  smsTemplate: text(),
  isSMSDisabled: boolean(),
  info: text(),
  isMultipleVouchersPerUserAllowed: boolean(),
  doNotResendExistingVoucher: boolean(),
  mutualExclusiveSeriesIds: text(),
  storeIdsJson: text(),
  isDvsEnabled: boolean(),
  dvsExpiryDate: dateTime({ zone: 'offset' }),
  priority: integer(),
  shortSMSTemplate: text(),
  maxVouchersPerUser: integer(),
  minDaysBetweenVouchers: integer(),
  maxReferralsPerReferee: integer(),
  discountUpto: number(),
  discountValue: number(),
  dvsItems: text(),
  /** Text in the answers about series, an object within the details of a coupon. */
  redemptionRange: anyOf(redemptionRange(), text()),
  minBillAmount: money(),
  maxBillAmount: money(),
  redeemAtStore: text(),
  campaignId: idOf('campaign', integer()),
  tag: text(),
  maxRedemptionsInSeriesPerUser: integer(),
  minDaysBetweenRedemption: integer(),
  redemptionValidFrom: dateTime({ zone: 'offset' }),
  sourceOrgId: integer(),
  issueToLoyalty: boolean(),
  redeemStoreType: text(),
  offlineRedeemType: boolean(),
  isOldFlowEnabled: boolean(),
  isPreRedeemEventRequired: boolean(),
  termsAndConditions: text(),
  signalRedemptionEvent: boolean(),
  syncToClient: boolean(),
  showPinCode: boolean(),
  redemptionPerCouponMaxLimit: integer(),
  seriesType: text(),
  clientHandlingType: text(),
  expiryStrategyType: text(),
  discountOn: text(),
  discountType: text(),
  updateProductData: boolean(),
  metadata: anything(),
});

/** A coupon series: the offer that coupons are issued from. Its `*Json` members and the like hold JSON as text. */
export const couponSeries = lazy(() =>
  open({
    ...seriesMembers(),
    targetUserDetails: targetUserDetails(),
    numUploadedNonIssued: integer(),
    numUploadedTotal: integer(),
    redemptionValidAfterDays: integer(),
    ownedBy: text(),
    ownerId: integer(),
    ownerValidity: integer(),
    alphaNumeric: boolean(),
    shortCodeLength: integer(),
    randomCodeLength: integer(),
    fixedExpiryDate: epoch({ unit: 'milliseconds' }),
    numTotal: integer(),
    latestIssualTime: epoch({ unit: 'milliseconds' }),
    latestRedemptionTime: epoch({ unit: 'milliseconds' }),
    genericCode: idOf('couponCode', text()),
    resendMessageEnabled: boolean(),
    externalIssual: boolean(),
    customPropertyMap: keyValues(),
    validTillDateTime: dateTime({ zone: 'offset' }),
    validTillISODate: date(),
    isPrefixEnabled: boolean(),
    isSuffixEnabled: boolean(),
    orgPrefixOverride: boolean(),
    orgSuffixOverride: boolean(),
    productInfo: list(open({ productType: text(), productIds: list(textOrNumber()) })),
    redemptionOrgEntityType: text(),
    redemptionOrgEntityDetails: list(open({ orgEntityId: integer(), redemptionOrgEntityType: text() })),
    couponSeriesAudience: list(couponSeriesAudience()),
    couponUploadInfo: list(uploadJob()),
    campaignName: text(),
    additionalDescription: text(),
    purpose: text(),
    warnings: list(problem()),
  }),
);

const redemptionRange = lazy(() => open({ dom: list(integer()), dow: list(integer()), hours: list(integer()) }));

const couponSeriesAudience = lazy(() =>
  open({
    audienceId: idOf('audienceGroup', integer()),
    audienceName: text(),
    audienceGroupVersionId: integer(),
    customerCount: integer(),
  }),
);

const targetUserDetails = lazy(() =>
  open({
    validMaxUserTransactionLimit: integer(),
    validUserRegistrationStartTime: epoch({ unit: 'milliseconds' }),
    validUserRegistrationEndTime: epoch({ unit: 'milliseconds' }),
  }),
);

/** The customer beside coupons. */
export const couponHolder = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    extendedFields: keyValues(),
  }),
);

/** A coupon of a customer, with the discount of its series. */
export const issuedCoupon = lazy(() =>
  open({
    id: idOf('coupon', integer()),
    code: idOf('couponCode', text()),
    seriesId: idOf('couponSeries', integer()),
    description: text(),
    discountCode: text(),
    validTill: dateTime({ zone: 'offset' }),
    validTillDateTime: dateTime({ zone: 'offset' }),
    discountType: text(),
    discountValue: number('amount or percentage, as discountType says'),
    discountUpto: money(),
    discountOn: text(),
    detailedInfo: text(),
    customer: couponHolder(),
    redemptionCount: integer(),
    couponIssualDetails: open({
      sourceType: text(),
      sourceId: text(),
      sourceActivity: text(),
      notes: freeText(),
      reason: freeText(),
    }),
    couponSeries: couponSeries(),
    warnings: list(problem()),
  }),
);

/** What became of one coupon of a redemption, or would. */
const couponRedemption = lazy(() =>
  open({
    id: idOf('coupon', integer()),
    redemptionId: textOrNumber('-1: not redeemed'),
    code: idOf('couponCode', text()),
    discountCode: text(),
    seriesCode: idOf('couponSeries', integer()),
    isAbsolute: boolean(),
    couponValue: number(),
    discountType: text(),
    discountValue: number(),
    discountUpto: money(),
    currencyInput: boolean(),
    localToBaseCurrencyExchangeRate: number(),
    redemptionStatus: entityStatus(),
    isRedeemable: boolean(),
    numberOfRedemptionsByUser: integer(),
    redemptionsLeft: integer('-1: no limit'),
    couponseries: redeemableSeries(),
    appendedErrorMessage: text(),
    warnings: list(problem()),
  }),
);

/** The series of a coupon that was checked, with `details`. */
const redeemableSeries = lazy(() =>
  open({
    description: text(),
    discountCode: text(),
    validTillDate: text(),
    validTilldateFormat: text(),
    discountUpto: money(),
    discountValue: number(),
    discountType: text(),
    isValidWithDiscountedItem: boolean(),
    isUpdateProductData: boolean(),
    updateProductData: boolean(),
    info: text(),
    maxRedemptionsInSeriesPerUser: integer(),
    issueToLoyalty: boolean(),
    discountOn: text(),
    brands: list(anything()),
    products: list(anything()),
    categories: list(anything()),
    entityLevelRedemptionConfigsValues: list(anything()),
  }),
);

export const couponGetSeriesAnswer = () =>
  open({
    entity: listOrOne(couponSeries()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const couponIssueBulkAnswer = () => bulkAnswer(idOf('couponSeries', integer()), issuedCoupon());

export const couponRedeemAnswer = lazy(() =>
  open({
    redemption: list(couponRedemption()),
    redemptionStatus: statusCode(),
    customer: couponHolder(),
    warnings: list(problem()),
    errors: list(problem()),
  }),
);

export const couponRedeemBulkAnswer = () => bulkAnswer(integer(), couponRedemption());

export const couponReactivateAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const couponGetAnswer = () =>
  open({
    data: listOrOne(issuedCoupon()),
    warnings: list(problem()),
    errors: list(problem()),
  });
