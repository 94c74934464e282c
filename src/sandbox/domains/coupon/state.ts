/** State of coupons: series, coupons, redemptions. */
import type { Instant } from '../../world/clock.js';
import type { OtherSettings } from './settings.js';

declare module '../../world/world.js' {
  interface World extends CouponState {}
}

/** A part of the organization where coupons of a series can be redeemed. */
export interface RedemptionPlace {
  type: 'CONCEPT' | 'ZONE' | 'STORE' | 'TILL';
  id: number;
}

/** A limit of -1 means no limit, as in the API. */
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
  /** Ids of stores where it can be redeemed; empty for all. */
  redeemAtStoreIds: number[];
  /** Parts of the organization where it can be redeemed; empty for everywhere. Both lists apply. */
  redemptionPlaces: RedemptionPlace[];
  mutualExclusiveSeriesIds: number[];
  productInfo: { productType: 'SKU' | 'CATEGORY' | 'BRAND' | 'ATTRIBUTE'; productIds: string[] }[];
  randomCodeLength: number;
  alphaNumeric: boolean;
  couponPrefix: string;
  couponSuffix: string;
  termsAndConditions: string;
  customProperties: Record<string, unknown>;
  /** Settings without a field here, stored to be returned as sent. */
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
  /** Null for an uploaded or generic code that was not issued to anybody. */
  customerId: number | null;
  /** The customer it was first issued to, before any transfer. */
  issuedToCustomerId: number | null;
  issuedOn: Instant | null;
  issuedAtTillId: number;
  validTill: Instant;
  redemptionIds: number[];
  /** Times sent again. */
  sentCount: number;
  revoked: boolean;
  /** Why and by what it was issued, if the caller says so. */
  issualDetails?: Partial<Record<'sourceType' | 'sourceId' | 'sourceActivity' | 'notes' | 'reason', string>>;
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
