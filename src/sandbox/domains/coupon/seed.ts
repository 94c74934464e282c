/** Coupon series of the seed. `endsIn` is days from now, negative for one that has ended; `startedAgo` is days ago. */
import type { NewSeries } from './rules.js';

export interface SeedSeries {
  settings: Omit<NewSeries, 'validTillDate'>;
  startedAgo: number;
  endsIn: number;
  /** How many coupons are issued when the series starts, to customers in order of joining. */
  issued: number;
}

/** In order of start. */
export const SERIES: readonly SeedSeries[] = [
  {
    settings: {
      description: 'Monsoon sale, ₹300 off',
      discountCode: 'MON300',
      seriesCode: 'MONSOON300',
      discountType: 'ABS',
      discountValue: 300,
      minBillAmount: 1500,
    },
    startedAgo: 240,
    endsIn: -150,
    issued: 8,
  },
  {
    settings: {
      description: 'Welcome, 10% off',
      discountCode: 'WELC10',
      seriesCode: 'WELCOME10',
      discountType: 'PERC',
      discountValue: 10,
      discountUpto: 500,
      expiryStrategyType: 'DAYS',
      expiryStrategyValue: 90,
      isMultipleVouchersPerUserAllowed: false,
      maxVouchersPerUser: 1,
    },
    startedAgo: 120,
    endsIn: 400,
    issued: 10,
  },
  {
    settings: {
      description: 'Friends and family, 20% off',
      discountCode: 'FNF20',
      seriesCode: 'FRIENDS20',
      discountType: 'PERC',
      discountValue: 20,
      discountUpto: 2000,
      isTransferrable: true,
      maxVouchersPerUser: 3,
      termsAndConditions: 'Not valid on sale items',
    },
    startedAgo: 90,
    endsIn: 180,
    issued: 6,
  },
  {
    settings: {
      description: 'Every visit, ₹100 off',
      discountCode: 'VISIT100',
      seriesCode: 'VISIT100',
      discountType: 'ABS',
      discountValue: 100,
      minBillAmount: 999,
      isMultipleUseAllowed: true,
      redemptionPerCouponMaxLimit: 5,
      sameUserMultipleRedeem: true,
    },
    startedAgo: 60,
    endsIn: 300,
    issued: 6,
  },
  {
    settings: {
      description: 'First five, ₹1,000 off',
      discountCode: 'FIRST5',
      seriesCode: 'FIRSTFIVE',
      discountType: 'ABS',
      discountValue: 1000,
      minBillAmount: 3000,
      maxCreate: 5,
      maxVouchersPerUser: 1,
    },
    startedAgo: 30,
    endsIn: 60,
    issued: 5,
  },
  {
    settings: {
      description: 'Festival code, 15% off for everybody',
      discountCode: 'FESTIVE15',
      seriesCode: 'FESTIVE15',
      discountType: 'PERC',
      discountValue: 15,
      discountUpto: 1500,
      clientHandlingType: 'GENERIC',
      genericCode: 'FESTIVE15',
      anyUser: true,
    },
    startedAgo: 20,
    endsIn: 45,
    issued: 0,
  },
];
