/** Several coupons of one series, and what happens to issued coupons and their redemptions later. */
import { describe, expect, it } from 'vitest';
import {
  couponByCode,
  couponsOf,
  createSeries,
  issueCoupon,
  type NewSeries,
  redeemCoupon,
  redemptionsOf,
} from '../../src/sandbox/domains/coupon/rules.js';
import type { Coupon, CouponSeries } from '../../src/sandbox/domains/coupon/state.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { couponBeyond } from '../../src/tools/beyond/coupon.js';
import { mobileOf } from './coupon-support.js';
import { aCustomer, errorOf, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(couponBeyond.definitions);
const { call, expectRefused } = sandbox;

const aSeries = (more: Partial<NewSeries> = {}): CouponSeries =>
  createSeries(
    sandbox.world,
    { description: 'Offer', discountType: 'ABS', discountValue: 100, validTillDate: '2027-09-30T00:00:00Z', ...more },
    TILL,
  );

const issued = (series: CouponSeries, customer: Customer): Coupon =>
  issueCoupon(sandbox.world, series, customer, TILL).coupon;

const used = (coupon: Coupon, customer: Customer) =>
  redeemCoupon(sandbox.world, { code: coupon.code, customer, tillId: TILL, billAmount: 500 }).redemption;

describe('issuing several', () => {
  const issue = (seriesId: number, customer: Customer, count?: number, more: object = {}) =>
    call('POST /v2/coupon/issue/multiple', {
      body: { seriesId, count, customer: { mobile: mobileOf(customer) }, ...more },
    });

  it('gives the customer as many coupons as asked, with the reason on each', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const { body } = await issue(series.id, customer, 3, { metadata: { sourceType: 'CRM', reason: 'Apology' } });
    expect(body).toMatchObject({ totalCount: 3, successCount: 3, failureCount: 0, errors: [] });
    const held = couponsOf(sandbox.world, customer.id);
    expect(fieldOfEach(body, 'coupons', 'couponId')).toEqual(held.map(({ id }) => id));
    expect(held.map(({ issualDetails }) => issualDetails?.reason)).toEqual(['Apology', 'Apology', 'Apology']);
    expect((await issue(series.id, customer)).body).toMatchObject({ totalCount: 1, successCount: 1 });
  });

  it('stops at a limit, and says why there are no more', async () => {
    const customer = aCustomer(sandbox.world);
    const perUser = aSeries({ maxVouchersPerUser: 2 });
    expect((await issue(perUser.id, customer, 5)).body).toMatchObject({
      successCount: 2,
      failureCount: 3,
      errors: [{ code: 5002 }],
    });
    expect(errorOf(await issue(perUser.id, customer, 1))).toEqual([400, 5002]);
    const few = aSeries({ maxCreate: 1 });
    expect(valueAt((await issue(few.id, customer, 2)).body, 'errors.0.code')).toBe(5001);
    const single = aSeries({ isMultipleVouchersPerUserAllowed: false });
    expect(valueAt((await issue(single.id, customer, 2)).body, 'errors.0.code')).toBe(5004);
    expect(errorOf(await issue(single.id, customer, 2))).toEqual([400, 709]);
  });

  it.each([
    [756, { count: 0 }],
    [677, { count: 501 }],
    [707, { seriesId: 1 }],
    [701, { customer: { mobile: '919999999999' } }],
  ])('is refused with %i', async (code, more) => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const body = { seriesId: series.id, count: 1, customer: { mobile: mobileOf(customer) }, ...more };
    await expectRefused('POST /v2/coupon/issue/multiple', code, { body });
  });
});

describe('the expiry of issued coupons', () => {
  const move = (body: object) => call('PUT /v2/coupon/bulk/expiry', { body });

  it('moves, and the coupon can be used so long', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const [one, two] = [issued(series, customer), issued(series, customer)];
    const { body } = await move({
      couponSeriesId: series.id,
      couponCodes: [
        { couponCode: one.code, expiryDate: '2026-05-03T06:29:00Z' },
        { couponCode: two.code, expiryDate: '2026-05-10T23:59:59Z' },
        { couponCode: 'NONE', expiryDate: '2026-05-10T23:59:59Z' },
      ],
    });
    expect(valueAt(body, 'entity')).toMatchObject({
      totalCount: 3,
      failedCount: 2,
      unprocessedCoupons: [
        { couponCode: one.code, errorCode: 690 },
        { couponCode: 'NONE', errorCode: 633 },
      ],
    });
    expect(couponByCode(sandbox.world, two.code)?.validTill).toBe('2026-05-10T23:59:59Z');
  });

  it('does not pass the end of the series, and needs the series of several codes', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const couponCodes = [{ couponCode: issued(series, customer).code, expiryDate: '2099-01-01T00:00:00Z' }];
    expect(valueAt((await move({ couponCodes })).body, 'entity.unprocessedCoupons.0.errorCode')).toBe(691);
    await expectRefused('PUT /v2/coupon/bulk/expiry', 756, { body: { couponCodes: [...couponCodes, ...couponCodes] } });
    await expectRefused('PUT /v2/coupon/bulk/expiry', 756, { body: { couponSeriesId: series.id } });
  });
});

describe('revoking', () => {
  const revoke = (body: object) => call('POST /v2/coupon/revoke', { body });

  it('takes codes back, which can then not be used; a used one stays', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const [open, spent] = [issued(series, customer), issued(series, customer)];
    used(spent, customer);
    const couponCodes = [open.code, spent.code, 'NONE'];
    const { body } = await revoke({ couponSeriesId: series.id, couponCodes });
    expect(body).toMatchObject({
      success: true,
      entity: {
        totalCount: 3,
        failedCount: 2,
        revokedCoupons: [{ couponId: open.id, couponCode: open.code, issuedToUserId: customer.id }],
        failedToRevoke: [
          { errorCode: 405, couponCodes: [spent.code] },
          { errorCode: 404, couponCodes: ['NONE'] },
        ],
      },
    });
    const check = await call(`GET /v2/coupon/is_redeemable?code=${open.code}&mobile=${mobileOf(customer)}`);
    expect(valueAt(check.body, 'redemptionStatus.code')).toBe(660);
    const again = await revoke({ couponCodes: [open.code] });
    expect(valueAt(again.body, 'entity.failedToRevoke.0.errorCode')).toBe(682);
  });

  it('takes all open coupons of a customer in the series without codes, and no others', async () => {
    const [series, other] = [aSeries(), aSeries()];
    const [customer, friend] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const [open, spent] = [issued(series, customer), issued(series, customer)];
    const kept = [issued(other, customer), issued(series, friend)];
    used(spent, customer);
    const { body } = await revoke({ couponSeriesId: series.id, customer: { id: String(customer.id) } });
    expect(fieldOfEach(body, 'entity.revokedCoupons', 'couponId')).toEqual([open.id]);
    expect([spent, ...kept].map(({ id }) => sandbox.world.coupons[id]?.revoked)).toEqual([false, false, false]);
    await expectRefused('POST /v2/coupon/revoke', 756, { body: { customer: { id: String(customer.id) } } });
    await expectRefused('POST /v2/coupon/revoke', 756, { body: { couponSeriesId: series.id } });
  });

  it('finds codes by the letter case that is said', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const coupon = issued(series, customer);
    coupon.code = coupon.code.toLowerCase();
    const body = { couponCodes: [coupon.code] };
    expect(valueAt((await revoke(body)).body, 'entity.failedCount')).toBe(1);
    const asItIs = await call('POST /v2/coupon/revoke?couponCodeCase=AS_IT_IS', { body });
    expect(listAt(asItIs.body, 'entity.revokedCoupons')).toHaveLength(1);
  });

  it('does not take the code of a generic series', async () => {
    const series = aSeries({ clientHandlingType: 'GENERIC', genericCode: 'FORALL', anyUser: true });
    await expectRefused('POST /v2/coupon/revoke', 108, {
      body: { couponSeriesId: series.id, couponCodes: ['FORALL'] },
    });
  });
});

describe('a redemption that was made', () => {
  it('gets its bill and custom fields; one that does not exist is refused beside it', async () => {
    const [series, customer] = [aSeries(), aCustomer(sandbox.world)];
    const coupon = issued(series, customer);
    const { id } = used(coupon, customer);
    const row = { billAmount: 1499, transactionNumber: 'b-9', customFields: { channel: 'app' } };
    const { body } = await call('PUT /v2/coupon/redeem', {
      body: {
        redemptions: [
          { redemptionId: id, ...row },
          { redemptionId: 1, ...row },
        ],
        user: { mobile: mobileOf(customer) },
      },
    });
    expect(valueAt(body, 'entity')).toMatchObject({
      redemptions: [
        { redemptionId: id, ...row, redemptionStatus: { status: true, code: 761 } },
        { redemptionId: 1, redemptionStatus: { status: false, code: 510 } },
      ],
      status: { code: 762 },
      failedCount: 1,
    });
    expect(redemptionsOf(sandbox.world, coupon)[0]).toMatchObject({ billNumber: 'b-9', billAmount: 1499 });
  });
});
