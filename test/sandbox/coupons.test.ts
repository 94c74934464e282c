import { describe, expect, it } from 'vitest';
import {
  checkCoupon,
  couponByCode,
  createSeries,
  discountOn,
  issueCoupon,
  type NewSeries,
  reactivateRedemptions,
  redeemCoupon,
  seriesById,
  updateSeries,
} from '../../src/sandbox/domains/coupon/rules.js';
import type { CouponSeries } from '../../src/sandbox/domains/coupon/state.js';
import { setStatus } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import type { World } from '../../src/sandbox/world/world.js';
import { aCustomer, emptyWorld, expectFailure, OTHER_STORE_TILL, TILL } from './support.js';

const aSeries = (world: World, more: Partial<NewSeries> = {}): CouponSeries =>
  createSeries(
    world,
    {
      description: '15 off',
      discountType: 'PERC',
      discountValue: 15,
      validTillDate: '2026-12-31T18:29:59Z',
      ...more,
    },
    TILL,
  );

const issue = (world: World, series: CouponSeries, customer: Customer) =>
  issueCoupon(world, series, customer, TILL).coupon;

const redeem = (world: World, code: string, customer: Customer, more = {}) =>
  redeemCoupon(world, { code, customer, tillId: TILL, billAmount: 1000, ...more });

describe('coupon series', () => {
  it('refuse bad settings', () => {
    const world = emptyWorld();
    aSeries(world, { seriesCode: 'S1' });
    expectFailure(world, 751, () => aSeries(world, { seriesCode: 'S1' }));
    expectFailure(world, 754, () => aSeries(world, { clientHandlingType: 'GENERIC' }));
    expectFailure(world, 756, () => aSeries(world, { mutualExclusiveSeriesIds: [1] }));
    expectFailure(world, 400, () => aSeries(world, { discountValue: 120 }));
    expectFailure(world, 400, () => aSeries(world, { description: '' }));
  });

  it('are changed by what is given, under the same checks', () => {
    const world = emptyWorld();
    const series = aSeries(world, { seriesCode: 'S1' });
    aSeries(world, { seriesCode: 'S2' });
    updateSeries(world, series, { seriesCode: 'S1', discountValue: 20 });
    expect(series).toMatchObject({ discountValue: 20, description: '15 off' });
    expectFailure(world, 751, () => updateSeries(world, series, { seriesCode: 'S2' }));
    expectFailure(world, 755, () => seriesById(world, 'none', 755));
  });

  it('cap what they take off', () => {
    const world = emptyWorld();
    expect(discountOn(aSeries(world), 999)).toBe(149.85);
    expect(discountOn(aSeries(world, { discountUpto: 100 }), 999)).toBe(100);
    expect(discountOn(aSeries(world, { discountType: 'ABS', discountValue: 300 }), 200)).toBe(200);
  });
});

describe('issuing', () => {
  it('gives codes of the series, good until its own end or that of the series', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const style = { couponPrefix: 'MON', couponSuffix: 'X', randomCodeLength: 6 };
    const coupon = issue(
      world,
      aSeries(world, { ...style, expiryStrategyType: 'DAYS', expiryStrategyValue: 30 }),
      customer,
    );
    expect(coupon.code).toMatch(/^MON[A-HJ-NP-Z2-9]{6}X$/);
    expect(coupon.validTill).toBe('2026-06-02T18:29:59Z');
    const byMonths = { expiryStrategyType: 'MONTHS_END', expiryStrategyValue: 2 } as const;
    expect(issue(world, aSeries(world, byMonths), customer).validTill).toBe('2026-07-31T18:29:59Z');
    const long = { expiryStrategyType: 'MONTHS_END', expiryStrategyValue: 20 } as const;
    expect(issue(world, aSeries(world, long), customer).validTill).toBe('2026-12-31T18:29:59Z');
    expect(couponByCode(world, coupon.code.toLowerCase())).toBe(coupon);
  });

  it('keeps to the limits of the series', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    const two = aSeries(world, { maxVouchersPerUser: 2, maxCreate: 3 });
    issue(world, two, customer);
    issue(world, two, customer);
    expectFailure(world, 722, () => issue(world, two, customer));
    issue(world, two, other);
    expectFailure(world, 722, () => issue(world, two, other));
    const spaced = aSeries(world, { minDaysBetweenVouchers: 7 });
    issue(world, spaced, customer);
    expectFailure(world, 722, () => issue(world, spaced, customer));
    advance(world, 7 * DAY);
    issue(world, spaced, customer);
    expect([two.numIssued, spaced.numIssued]).toEqual([3, 2]);
  });

  it('sends an unused coupon again where a customer has one at a time', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const series = aSeries(world, { isMultipleVouchersPerUserAllowed: false });
    const first = issueCoupon(world, series, customer, TILL);
    expect(issueCoupon(world, series, customer, TILL)).toEqual({ coupon: first.coupon, resent: true });
    redeem(world, first.coupon.code, customer);
    expectFailure(world, 722, () => issue(world, series, customer));
    const strict = aSeries(world, { isMultipleVouchersPerUserAllowed: false, doNotResendExistingVoucher: true });
    issue(world, strict, customer);
    expectFailure(world, 722, () => issue(world, strict, customer));
  });

  it('refuses series that are over and customers who are barred', () => {
    const world = emptyWorld();
    const [customer, fraud, suspended] = [aCustomer(world), aCustomer(world), aCustomer(world)];
    fraud.fraudStatus = 'MARKED';
    setStatus(world, suspended, { label: 'Suspended', reason: '', tillId: TILL });
    const series = aSeries(world);
    expectFailure(world, 740, () => issue(world, series, fraud));
    expectFailure(world, 742, () => issue(world, series, suspended));
    advance(world, 300 * DAY);
    expectFailure(world, 712, () => issue(world, series, customer));
    expectFailure(world, 707, () => seriesById(world, 1));
  });
});

describe('redeeming a coupon', () => {
  it('is possible once, by whom it was issued to', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    const series = aSeries(world);
    const { code } = issue(world, series, customer);
    expectFailure(world, 702, () => redeem(world, 'NOSUCH', customer));
    expectFailure(world, 710, () => redeem(world, code, other));
    expect(checkCoupon(world, { code, customer, tillId: TILL })).toMatchObject({
      redemptionsLeft: 1,
      redemptionsByCustomer: 0,
    });
    redeem(world, code, customer);
    expect(series.numRedeemed).toBe(1);
    expectFailure(world, 711, () => redeem(world, code, customer));
  });

  it('is open to others where coupons are transferrable or for anybody', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world)];
    for (const more of [{ isTransferrable: true }, { anyUser: true }]) {
      const { code } = issue(world, aSeries(world, more), customer);
      expect(redeem(world, code, other).redemption.customerId).toBe(other.id);
    }
    const generic = { clientHandlingType: 'GENERIC', genericCode: 'FEST' } as const;
    const series = aSeries(world, { ...generic, sameUserMultipleRedeem: false });
    for (const each of [customer, other]) redeem(world, 'fest', each);
    expectFailure(world, 716, () => redeem(world, 'FEST', other));
    expect(series.numRedeemed).toBe(2);
  });

  it('keeps to the caps of code, customer and series', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const twice = aSeries(world, { isMultipleUseAllowed: true, redemptionPerCouponMaxLimit: 2 });
    const { code } = issue(world, twice, customer);
    redeem(world, code, customer);
    expect(checkCoupon(world, { code, customer, tillId: TILL })).toMatchObject({
      redemptionsLeft: 1,
      redemptionsByCustomer: 1,
    });
    redeem(world, code, customer);
    expectFailure(world, 696, () => redeem(world, code, customer));

    const perUser = aSeries(world, { maxRedemptionsInSeriesPerUser: 1 });
    const [a, b] = [issue(world, perUser, customer), issue(world, perUser, customer)];
    redeem(world, a.code, customer);
    expectFailure(world, 736, () => redeem(world, b.code, customer));

    const capped = aSeries(world, { maxRedeem: 1 });
    const [c, d] = [issue(world, capped, customer), issue(world, capped, customer)];
    redeem(world, c.code, customer);
    expectFailure(world, 728, () => redeem(world, d.code, customer));

    const spaced = aSeries(world, { minDaysBetweenRedemption: 3 });
    const [e, f] = [issue(world, spaced, customer), issue(world, spaced, customer)];
    redeem(world, e.code, customer);
    expectFailure(world, 738, () => redeem(world, f.code, customer));
    advance(world, 3 * DAY);
    redeem(world, f.code, customer);
  });

  it('keeps to time, bill amount and store', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const bounded = aSeries(world, { minBillAmount: 500, maxBillAmount: 2000, redeemAtStoreIds: [50011] });
    const { code } = issue(world, bounded, customer);
    expectFailure(world, 733, () => redeem(world, code, customer, { billAmount: 499 }));
    expectFailure(world, 733, () => redeem(world, code, customer, { billAmount: 2001 }));
    expectFailure(world, 735, () => redeem(world, code, customer, { tillId: OTHER_STORE_TILL }));
    const later = issue(world, aSeries(world, { redemptionValidAfterDays: 2 }), customer);
    expectFailure(world, 739, () => redeem(world, later.code, customer));
    const short = issue(world, aSeries(world, { expiryStrategyType: 'DAYS', expiryStrategyValue: 1 }), customer);
    advance(world, 3 * DAY);
    redeem(world, later.code, customer);
    expectFailure(world, 713, () => redeem(world, short.code, customer));
    advance(world, 300 * DAY);
    expectFailure(world, 712, () => redeem(world, code, customer));
  });

  it('can be undone, all or none', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const series = aSeries(world);
    const { code } = issue(world, series, customer);
    const { redemption } = redeem(world, code, customer);
    expectFailure(world, 661, () => reactivateRedemptions(world, []));
    expectFailure(world, 510, () => reactivateRedemptions(world, [redemption.id, 1]));
    reactivateRedemptions(world, [redemption.id]);
    expect(series.numRedeemed).toBe(0);
    expectFailure(world, 510, () => reactivateRedemptions(world, [redemption.id]));
    redeem(world, code, customer);
  });
});
