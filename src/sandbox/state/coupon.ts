/** State of coupons: series, coupons, redemptions. */
import type { Instant } from '../clock.js';
import type { OtherSettings } from './coupon-settings.js';

/** A part of the organisation where coupons of a series may be redeemed. */
export interface RedemptionPlace {
  type: 'CONCEPT' | 'ZONE' | 'STORE' | 'TILL';
  id: number;
}

/** A limit of -1 means none, as the API has it. */
export interface CouponSeries {
  id: number;
  seriesCode: string;
  description: string;
  discountCode: string;
  info: string;
  smsTemplate: string;
  discountType: 'ABS' | 'PERC';
  discountValue: number;
  /** Ceiling of the discount; 0 none. */
  discountUpto: number;
  discountOn: 'BILL' | 'ITEM';
  clientHandlingType: 'DISC_CODE' | 'DISC_CODE_PIN' | 'GENERIC';
  genericCode: string;
  seriesType: 'UNDEFINED' | 'LOYALTY' | 'CAMPAIGN';
  /** End of the series; no coupon lives longer. */
  validTillDate: Instant;
  expiryStrategyType: 'SERIES_EXPIRY' | 'DAYS' | 'MONTHS_END';
  expiryStrategyValue: number;
  redemptionValidFrom: Instant | null;
  redemptionValidAfterDays: number;
  minBillAmount: number;
  maxBillAmount: number;
  maxCreate: number;
  maxRedeem: number;
  maxVouchersPerUser: number;
  minDaysBetweenVouchers: number;
  redemptionPerCouponMaxLimit: number;
  maxRedemptionsInSeriesPerUser: number;
  minDaysBetweenRedemption: number;
  anyUser: boolean;
  isTransferrable: boolean;
  isMultipleUseAllowed: boolean;
  isMultipleVouchersPerUserAllowed: boolean;
  sameUserMultipleRedeem: boolean;
  doNotResendExistingVoucher: boolean;
  /** Ids of stores where it may be redeemed; empty for all. */
  redeemAtStoreIds: number[];
  /** Where it may be redeemed, by parts of the organisation; empty for everywhere. Both lists count. */
  redemptionPlaces: RedemptionPlace[];
  mutualExclusiveSeriesIds: number[];
  productInfo: { productType: 'SKU' | 'CATEGORY' | 'BRAND' | 'ATTRIBUTE'; productIds: string[] }[];
  randomCodeLength: number;
  alphaNumeric: boolean;
  couponPrefix: string;
  couponSuffix: string;
  termsAndConditions: string;
  customProperties: Record<string, unknown>;
  /** Settings given that have no field here, kept to be answered as given. */
  otherSettings: OtherSettings;
  numIssued: number;
  numRedeemed: number;
  latestIssualTime: Instant | null;
  latestRedemptionTime: Instant | null;
  createdOn: Instant;
  modifiedOn: Instant;
  createdByTillId: number;
}

export interface Coupon {
  id: number;
  code: string;
  seriesId: number;
  /** Null for an uploaded or generic code that nobody was issued. */
  customerId: number | null;
  /** Who was issued it first, before any transfer. */
  issuedToCustomerId: number | null;
  issuedOn: Instant | null;
  issuedAtTillId: number;
  validTill: Instant;
  redemptionIds: number[];
  /** Times sent again. */
  sentCount: number;
  revoked: boolean;
  /** Why and by what it was issued, where the caller said so. */
  issualDetails?: Record<string, string>;
}

export interface CouponRedemption {
  id: number;
  couponId: number;
  seriesId: number;
  customerId: number;
  billNumber: string;
  transactionId: number | null;
  billAmount: number | null;
  redeemedOn: Instant;
  tillId: number;
  storeId: number;
  notes: string;
  customFields: Record<string, string>;
  /** Set once reactivated: the redemption no longer counts. */
  reactivatedOn: Instant | null;
}

export interface CouponState {
  couponSeries: Record<number, CouponSeries>;
  coupons: Record<number, Coupon>;
  /** Coupon code, upper case, to coupon id. */
  couponIndex: Record<string, number>;
  couponRedemptions: Record<number, CouponRedemption>;
}

export const emptyCouponState = (): CouponState => ({
  couponSeries: {},
  coupons: {},
  couponIndex: {},
  couponRedemptions: {},
});
