/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { anything, day, freeText, open, problem, time, timestamp } from '../schemas/answer.js';
import { entityStatus, profile, statusCode } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

export const coupon = lazy(() =>
  open({
    id: integer(),
    orgId: integer(),
    description: text(),
    discountCode: text(),
    validTillDate: time({ zone: 'offset' }),
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
    createdOn: time({ zone: 'offset' }),
    lastUsed: time({ zone: 'offset' }),
    seriesCode: text(),
    smsTemplate: text(),
    isSMSDisabled: boolean(),
    info: text(),
    isMultipleVouchersPerUserAllowed: boolean(),
    doNotResendExistingVoucher: boolean(),
    mutualExclusiveSeriesIds: text(),
    storeIdsJson: text(),
    isDvsEnabled: boolean(),
    dvsExpiryDate: time({ zone: 'offset' }),
    priority: integer(),
    shortSMSTemplate: text(),
    maxVouchersPerUser: integer(),
    minDaysBetweenVouchers: integer(),
    maxReferralsPerReferee: integer(),
    discountUpto: number(),
    discountValue: number(),
    dvsItems: text(),
    redemptionRange: text(),
    minBillAmount: number(),
    maxBillAmount: number(),
    redeemAtStore: text(),
    campaignId: idOf('campaign', integer()),
    tag: text(),
    maxRedemptionsInSeriesPerUser: integer(),
    minDaysBetweenRedemption: integer(),
    redemptionValidFrom: time({ zone: 'offset' }),
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
    targetUserDetails: targetUserDetail(),
    numUploadedNonIssued: integer(),
    numUploadedTotal: integer(),
    redemptionValidAfterDays: integer(),
    ownedBy: text(),
    ownerId: integer(),
    ownerValidity: integer(),
    alphaNumeric: boolean(),
    shortCodeLength: integer(),
    randomCodeLength: integer(),
    fixedExpiryDate: timestamp({ unit: 'milliseconds' }),
    numTotal: integer(),
    latestIssualTime: timestamp({ unit: 'milliseconds' }),
    latestRedemptionTime: timestamp({ unit: 'milliseconds' }),
    genericCode: text(),
    resendMessageEnabled: boolean(),
    redemptionPerCouponMaxLimit: integer(),
    seriesType: text(),
    clientHandlingType: text(),
    expiryStrategyType: text(),
    discountOn: text(),
    discountType: text(),
    externalIssual: boolean(),
    updateProductData: boolean(),
    customPropertyMap: keyValues(),
    validTillDateTime: time({ zone: 'offset' }),
    validTillISODate: day(),
    isPrefixEnabled: boolean(),
    isSuffixEnabled: boolean(),
    orgPrefixOverride: boolean(),
    orgSuffixOverride: boolean(),
    warnings: list(problem()),
  }),
);

const responseCouponCustomer = lazy(() =>
  open({
    id: integer(),
    profiles: list(profile()),
  }),
);

export const responseCoupon = lazy(() =>
  open({
    code: text(),
    seriesId: idOf('couponSeries', integer()),
    description: text(),
    discountCode: text(),
    validTill: time({ zone: 'offset' }),
    validTillDateTime: time({ zone: 'offset' }),
    discountType: text(),
    discountValue: number(),
    discountUpto: number(),
    discountOn: text(),
    detailedInfo: text(),
    customer: responseCouponCustomer(),
    redemptionCount: integer(),
    id: integer(),
    warnings: list(problem()),
    couponIssualDetails: open({
      sourceType: text(),
      sourceId: text(),
      sourceActivity: text(),
      notes: freeText(),
      reason: freeText(),
    }),
    couponSeries: coupon(),
  }),
);

const redemption = lazy(() =>
  open({
    id: integer(),
    currencyInput: boolean(),
    localToBaseCurrencyExchangeRate: number(),
    warnings: list(problem()),
    appendedErrorMessage: text(),
    code: text(),
    discountCode: text(),
    seriesCode: idOf('couponSeries', integer()),
    isAbsolute: boolean(),
    couponValue: number(),
    redemptionStatus: entityStatus(),
    discountType: text(),
    discountValue: number(),
    discountUpto: number(),
    isRedeemable: boolean(),
    numberOfRedemptionsByUser: integer(),
    redemptionsLeft: integer(),
    couponseries: couponsery(),
  }),
);

const couponsery = lazy(() =>
  open({
    description: text(),
    discountCode: text(),
    validTillDate: text(),
    validTilldateFormat: text(),
    discountUpto: number(),
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

const couponCouponCustomer = lazy(() =>
  open({
    id: integer(),
    profiles: list(profile()),
  }),
);

const couponCoupon = lazy(() =>
  open({
    redemption: list(redemption()),
    redemptionStatus: statusCode(),
    customer: couponCouponCustomer(),
    warnings: list(problem()),
  }),
);

const targetUserDetail = lazy(() =>
  open({
    validMaxUserTransactionLimit: integer(),
    validUserRegistrationStartTime: integer(),
    validUserRegistrationEndTime: integer(),
  }),
);

export const couponGetSeriesAnswer = () =>
  open({
    entity: list(coupon()),
    warnings: list(problem()),
  });

export const couponIssueBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const couponRedeemAnswer = () => couponCoupon();

export const couponRedeemBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const couponCheckRedeemableAnswer = () => couponCoupon();

export const couponReactivateAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const couponGetAnswer = () =>
  open({
    data: list(responseCoupon()),
    warnings: list(problem()),
    errors: list(problem()),
  });
