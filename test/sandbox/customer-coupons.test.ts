import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import { errorOf, mobileOf, useCouponSandbox } from './coupon-support.js';
import { valueAt } from './support.js';

const api = useCouponSandbox();

/** Codes by what became of them, issued a day apart in this order, to one customer. */
interface Wallet {
  customer: Customer;
  expired: string;
  redeemed: string;
  multiple: string;
  waiting: string;
  open: string;
  /** Days on which the coupons were issued, and the id of the redemption of `redeemed`. */
  days: string[];
  redemptionId: number;
}

async function aWallet(): Promise<Wallet> {
  const customer = api.aMember();
  const days: string[] = [];
  const next = async (more: object): Promise<string> => {
    const code = await api.aCoupon(customer, more);
    days.push(api.sandbox.world.coupons[api.sandbox.world.couponIndex[code] ?? 0]?.issuedOn?.slice(0, 10) ?? '');
    advance(api.sandbox.world, DAY);
    return code;
  };
  const expired = await next({ expiryStrategyType: 'DAYS', expiryStrategyValue: 1 });
  const redeemed = await next({ discountValue: 20, redeemAtStore: '[50011]' });
  const multiple = await next({ isMultipleUseAllowed: true, discountValue: 30 });
  const waiting = await next({ redemptionValidAfterDays: 30, redeemAtStore: '[50012]' });
  const open = await next({ customPropertyMap: { banner: 'rain' } });
  const done = await api.redeem([redeemed], customer, { transactionNumber: 'bill-1' });
  await api.redeem([multiple], customer, { transactionNumber: 'bill-2' });
  const redemptionId = Number(valueAt(done.body, 'redemption.0.id'));
  return { customer, expired, redeemed, multiple, waiting, open, days, redemptionId };
}

const codesIn = (rows: unknown): unknown[] =>
  Array.isArray(rows) ? rows.map((row: unknown) => valueAt(row, 'code')) : [];

describe('the list of a customer’s coupons', () => {
  it('shows what each is worth and how it was used, newest first', async () => {
    const { customer, redeemed, redemptionId, ...codes } = await aWallet();
    const { body } = await api.call(`GET /v2/customers/coupons?mobile=${mobileOf(customer)}`);
    expect(body).toMatchObject({
      entity: {
        pagination: { limit: '100', offset: '0', total: 5 },
        customers: [{ id: customer.id, firstname: 'Asha', lastname: 'Rao', mobile: mobileOf(customer) }],
      },
      warnings: [],
      errors: [],
      success: true,
    });
    const rows = valueAt(body, 'entity.customers.0.coupons');
    expect(codesIn(rows)).toEqual([codes.open, codes.waiting, codes.multiple, redeemed, codes.expired]);
    expect(valueAt(rows, '3')).toMatchObject({
      code: redeemed,
      discountType: 'PERC',
      discountValue: 20,
      redemptionCount: 1,
      redemptionsLeft: 0,
      validTill: '2027-09-30T00:00:00Z',
      validTillDateTime: '2027-09-30T18:29:59Z',
      transactionNumber: '0',
      issuedAt: { code: 'blr01' },
      redemptions: [{ id: redemptionId, transactionNumber: 'bill-1', redeemedAt: { code: 'blr01' } }],
      reversedRedemptions: [],
    });
    expect(valueAt(rows, '2')).toMatchObject({ redemptionCount: 1, redemptionsLeft: -1 });
    expect(valueAt(rows, '0')).toMatchObject({ redemptionCount: 0, redemptionsLeft: 1, redemptions: [] });
  });

  it('filters by status and bill, pages and sorts', async () => {
    const { customer, expired, redeemed, multiple, waiting, open } = await aWallet();
    const list = async (query: string): Promise<unknown[]> => {
      const { body } = await api.call(`GET /v2/customers/coupons?id=${customer.id}&sort_order=ASC&${query}`);
      return codesIn(valueAt(body, 'entity.customers.0.coupons'));
    };
    expect(await list('status=ACTIVE')).toEqual([redeemed, multiple, waiting, open]);
    expect(await list('status=EXPIRED')).toEqual([expired]);
    expect(await list('status=REDEEMED')).toEqual([redeemed, multiple]);
    expect(await list('status=UNREDEEMED')).toEqual([expired, waiting, open]);
    expect(await list('status=active_unredeemed')).toEqual([waiting, open]);
    expect(await list('status=EXPIRED_REDEEMED')).toEqual([]);
    expect(await list('status=REDEEMABLE')).toEqual([multiple, open]);
    expect(await list('status=EXPIRED,REDEEMED')).toEqual([expired, redeemed, multiple]);
    expect(await list('transaction_numbers=bill-2,bill-9')).toEqual([multiple]);
    expect(await list('limit=2&offset=1')).toEqual([redeemed, multiple]);
    expect(await list('limit=1&coupon_code_case=LOWER')).toEqual([expired.toLowerCase()]);
    const refused = async (query: string): Promise<unknown> =>
      errorOf(await api.call(`GET /v2/customers/coupons?${query}`));
    expect(await refused(`id=${customer.id}&status=GONE`)).toBe(400);
    expect(await refused(`id=${customer.id}&limit=none`)).toBe(400);
    expect(await refused('mobile=919999999999')).toBe(8015);
    expect(await refused('')).toBe(8015);
  });

  it('shows undone redemptions on request', async () => {
    const { customer, redeemed, redemptionId } = await aWallet();
    await api.call('POST /v2/coupon/reactivate', { body: { redemptionIds: [redemptionId] } });
    const row = async (query: string): Promise<unknown> => {
      const { body } = await api.call(`GET /v2/customers/coupons?id=${customer.id}&${query}`);
      const rows = valueAt(body, 'entity.customers.0.coupons');
      return Array.isArray(rows) ? rows.find((each: unknown) => valueAt(each, 'code') === redeemed) : undefined;
    };
    expect(await row('')).toMatchObject({ redemptionCount: 0, redemptionsLeft: 1, reversedRedemptions: [] });
    expect(await row('include_reversed_redemptions=true')).toMatchObject({
      redemptions: [],
      reversedRedemptions: [{ id: redemptionId, transactionNumber: 'bill-1' }],
    });
  });
});

describe('a customer’s coupons in detail', () => {
  it('carry the whole series and their history', async () => {
    const { customer, redeemed, redemptionId, open } = await aWallet();
    const { body } = await api.call(`GET /v2/customers/${customer.id}/coupons?coupon_code_case=LOWER`);
    expect(valueAt(body, 'success')).toBe(true);
    expect(codesIn(valueAt(body, 'entity'))).toHaveLength(5);
    expect(valueAt(body, 'entity.3')).toMatchObject({
      code: redeemed.toLowerCase(),
      series: {
        discountValue: 20,
        numRedeemed: 1,
        redeemAtStore: '[50011]',
        validRedemptionOrgEntityDetails: { stores: [], tills: [] },
      },
      seriesName: 'Monsoon 15 off',
      isRedeemed: true,
      redeemed: true,
      issuedTo: customer.id,
      issuedAt: { code: 'blr01', type: 'STORE' },
      couponDiscountType: 'PERC',
      discountType: false,
      redemptionsLeft: 0,
      couponStatus: { code: 200, success: true },
      redemptionInfo: [{ id: redemptionId, transactionNumber: 'bill-1' }],
      reversedRedemptionInfo: [],
    });
    expect(valueAt(body, 'entity.0')).toMatchObject({
      code: open.toLowerCase(),
      isRedeemed: false,
      redemptionInfo: [],
    });
  });

  it('are refused for customers that are none or have none', async () => {
    const answer = async (id: string | number): Promise<unknown[]> => {
      const response = await api.call(`GET /v2/customers/${id}/coupons`);
      return [response.status, errorOf(response)];
    };
    expect(await answer('asha')).toEqual([400, 'INVALID_CUSTOMER_ID']);
    expect(await answer(1)).toEqual([400, 8015]);
    expect(await answer(api.aMember().id)).toEqual([404, 'NO_COUPONS_FOUND']);
  });
});

describe('v1.1’s list of a customer’s coupons', () => {
  it('shows the same coupons in its own shape', async () => {
    const { customer, redeemed } = await aWallet();
    const { body } = await api.call(
      `GET /v1.1/customer/coupons?mobile=${mobileOf(customer)}&status=redeemed&sort_order=asc`,
    );
    expect(valueAt(body, 'response')).toMatchObject({
      pagination: { limit: '100', offset: '0', total: 2 },
      status: { success: 'true', code: '200' },
      customers: {
        customer: {
          id: String(customer.id),
          firstname: 'Asha',
          mobile: mobileOf(customer),
          coupons: {
            coupon: [
              {
                code: redeemed,
                series_name: 'Monsoon 15 off',
                redemption_count: '1',
                created_date: expect.stringMatching(/^\d{4}-\d\d-\d\dT12:00:00\+05:30$/),
                valid_till: '2027-09-30',
                redemptions: { redemption: [{ transaction_number: 'bill-1', redeemed_at: { code: 'blr01' } }] },
              },
              { redemption_count: '1' },
            ],
          },
          item_status: { success: 'true', code: '1000' },
        },
      },
    });
  });

  it('filters by status, series, store and day, sorts and pages', async () => {
    const { customer, expired, redeemed, multiple, waiting, open, days } = await aWallet();
    const { world } = api.sandbox;
    const list = async (query: string): Promise<unknown[]> => {
      const { body } = await api.call(`GET /v1.1/customer/coupons?id=${customer.id}&${query}`);
      return codesIn(valueAt(body, 'response.customers.customer.coupons.coupon'));
    };
    expect(await list('')).toEqual([open, waiting, multiple, redeemed, expired]);
    expect(await list('status=active&sort_order=asc')).toEqual([redeemed, multiple, waiting, open]);
    expect(await list('status=unredeemed')).toEqual([open, waiting, expired]);
    expect(await list('status=expired')).toEqual([expired]);
    expect(await list('store_id=50011')).toEqual([open, multiple, redeemed]);
    expect(await list('store_id=50012')).toEqual([open, waiting, multiple]);
    expect(await list(`series_id=${world.coupons[world.couponIndex[waiting] ?? 0]?.seriesId}`)).toEqual([waiting]);
    expect(await list(`end_date=${days[1]}`)).toEqual([expired]);
    // Those redeemed on a later day count for that day too.
    expect(await list(`start_date=${days[4]}&sort_order=asc`)).toEqual([redeemed, multiple, open]);
    expect(await list('order_by=amount&limit=2')).toEqual([multiple, redeemed]);
    expect(await list('order_by=valid_till&sort_order=asc&limit=1')).toEqual([expired]);
    expect(await list('limit=2&offset=3')).toEqual([redeemed, expired]);
  });

  it('names who is missing', async () => {
    const status = async (query: string): Promise<unknown[]> => {
      const { body } = await api.call(`GET /v1.1/customer/coupons?${query}`);
      return [
        valueAt(body, 'response.status.success'),
        Number(valueAt(body, 'response.customers.customer.item_status.code') ?? valueAt(body, 'response.status.code')),
      ];
    };
    expect(await status('mobile=919999999999')).toEqual(['false', 1012]);
    expect(await status('')).toEqual(['false', 1011]);
    expect(await status(`id=${api.aMember().id}&status=gone`)).toEqual(['false', 400]);
    expect(await status(`id=${api.aMember().id}&limit=none`)).toEqual(['false', 400]);
  });
});
