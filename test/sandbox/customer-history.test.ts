import { describe, expect, it } from 'vitest';
import {
  createSeries,
  issueCoupon,
  reactivateRedemptions,
  redeemCoupon,
} from '../../src/sandbox/domains/coupon/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { redeemPoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { definitions } from '../../src/tools/catalogue.js';
import { aBill, aCustomer, OTHER_STORE_TILL, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

/** A customer with three bills, a return of the last, and their ids in order of date. */
function aShopper(): { customer: Customer; ids: number[]; numbers: string[] } {
  const { world } = sandbox;
  const customer = aCustomer(world);
  const bill = (amount: number, day: string, more = {}) =>
    aBill(world, customer, amount, { billingDate: `2026-04-${day}T12:00:00Z`, ...more }).transaction;
  const bills = [
    bill(100, '01', { paymentModes: [{ mode: 'UPI', value: 100 }], customFields: { cashier: 'C-1' } }),
    bill(200, '10', { tillId: OTHER_STORE_TILL, extendedFields: { ship_city: 'Pune' } }),
    bill(300, '20'),
  ];
  const back = addReturn(world, {
    customer,
    billNumber: bills[2]?.billNumber ?? '',
    tillId: TILL,
    returnType: 'AMOUNT',
    amount: 100,
  }).transaction;
  return { customer, ids: [...bills.map(({ id }) => id), back.id], numbers: bills.map((each) => each.billNumber) };
}

describe('v2 transactions of a customer', () => {
  it('are the newest first, with bills and returns', async () => {
    const { customer, ids } = aShopper();
    const { body } = await call(`GET /v2/customers/${customer.id}/transactions`);
    expect(body).toMatchObject({
      pagination: { limit: 20, offset: 0, sortBy: 'BILLING_TIME', sortOrder: 'DESC', total: 4 },
      data: [
        { id: ids[3], type: 'RETURN', returnType: 'AMOUNT', amount: 100 },
        { id: ids[2], type: 'REGULAR', customerId: customer.id, amount: 300, outlierStatus: 'NORMAL' },
        { id: ids[1] },
        { id: ids[0], billingTime: '2026-04-01T12:00:00Z' },
      ],
      errors: [],
    });
  });

  it('show lines and points on request', async () => {
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 599, { lineItems: [{ itemCode: 'TEE-WHT-M', qty: 1, amount: 599 }] });
    const read = async (query: string) =>
      valueAt((await call(`GET /v2/customers/${customer.id}/transactions?${query}`)).body, 'data.0');
    expect(await read('includeLineItemDetails=true&includeLoyaltiesPointDetails=true&mlp=true')).toMatchObject({
      lineItems: [{ details: { itemCode: 'TEE-WHT-M', amount: 599 } }],
      loyaltiesPointDetails: [{ issuedPoints: 59 }],
    });
    const plain = await read('mlp=true');
    expect(plain).not.toHaveProperty('lineItems');
    expect(plain).not.toHaveProperty('loyaltiesPointDetails');
  });

  it('are filtered, sorted and paged', async () => {
    const { customer, ids, numbers } = aShopper();
    const [first, second, third, back] = ids;
    const read = async (query: string): Promise<unknown[]> => {
      const { body } = await call(`GET /v2/customers/${customer.id}/transactions?${query}`);
      return [0, 1, 2, 3].map((index) => valueAt(body, `data.${index}.id`)).filter(Boolean);
    };
    expect(await read('sortOrder=ASC')).toEqual([first, second, third, back]);
    expect(await read('limit=2&offset=1')).toEqual([third, second]);
    expect(await read(`transactionId=${first},${second}`)).toEqual([second, first]);
    expect(await read(`startId=${second}&endId=${third}`)).toEqual([third, second]);
    expect(await read(`number=${numbers[0]}`)).toEqual([first]);
    expect(await read(`transNos=${numbers[0]},${numbers[1]}`)).toEqual([second, first]);
    expect(await read('startDate=2026-04-02%2000:00:00&endDate=2026-04-10')).toEqual([second]);
    expect(await read('entityType=STORE&entityCode=maa01')).toEqual([second]);
    expect(await read('entityType=TILL&entityCode=blr01.till01&limit=1')).toEqual([back]);
    expect(await read('entityType=ZONE&entityCode=north')).toEqual([]);
  });

  it('carry what is asked to be embedded, and no more', async () => {
    const { customer, ids } = aShopper();
    const read = async (id: number | undefined, query: string): Promise<unknown> =>
      valueAt(
        (await call(`GET /v2/customers/${customer.id}/transactions?transactionId=${id}&${query}`)).body,
        'data.0',
      );
    const plain = await read(ids[0], '');
    for (const name of ['customFields', 'paymentModes', 'billPoints', 'currencyLogDto', 'attribution']) {
      expect(valueAt(plain, name)).toBeUndefined();
    }
    expect(await read(ids[0], 'embed=BILL_CF,%20PAYMENT_MODES,ATTRIBUTION,BILL_POINTS')).toMatchObject({
      customFields: { cashier: 'C-1' },
      paymentModes: [{ mode: 'UPI', amount: 100 }],
      attribution: { createdBy: { code: 'blr01.till01' } },
      billPoints: {
        pointsBreakup: [{ regularPoints: [{ pointsAwardedType: 'bill_regular', points: 10 }], promisePoints: [] }],
        aggregatedBillPoints: [{ regularPoints: { points: 10 }, promisePoints: { points: 0 } }],
      },
    });
    expect(await read(ids[1], 'embed=BILL_EF,BILL_STORE_DETAILS&localCurrency=true')).toMatchObject({
      extendedFields: { ship_city: 'Pune' },
      billingTimeInputOffset: '+05:30',
      billingStore: { code: 'maa01' },
      currencyLogDto: { ratio: 1, transactionCurrency: { isoCode: 'INR' } },
    });
  });

  it('tell how the customer was named when the bill was posted', async () => {
    const customer = aCustomer(sandbox.world);
    const identifier = { type: 'mobile', value: mobileOf(customer) };
    await call(`POST /v2/transactions?identifierName=mobile&identifierValue=${identifier.value}&source=INSTORE`, {
      body: { type: 'REGULAR', billNumber: 'named-1', billAmount: 10 },
    });
    const { body } = await call(`GET /v2/customers/${customer.id}/transactions?embed=TRANSACTION_IDENTIFIER`);
    expect(body).toMatchObject({ data: [{ txnIdentifiers: [identifier] }] });
  });

  it('are refused for nobody and for what is no page or date', async () => {
    const { id } = aCustomer(sandbox.world);
    const codeOf = async (path: string): Promise<unknown> =>
      valueAt((await call(`GET /v2/customers/${path}`)).body, 'errors.0.code');
    expect(await codeOf('1/transactions')).toBe(8015);
    expect(await codeOf(`${id}/transactions?limit=0`)).toBe(400);
    expect(await codeOf(`${id}/transactions?startDate=soon`)).toBe(400);
  });
});

const itemCode = (body: unknown, at = 'customer'): number => Number(valueAt(body, `response.${at}.item_status.code`));

describe('v1.1 transactions of a customer', () => {
  const read = async (query: string): Promise<unknown> => (await call(`GET /v1.1/customer/transactions?${query}`)).body;

  it('show payments on request', async () => {
    const { customer } = aShopper();
    const payments = async (query: string) =>
      valueAt(
        await read(`mobile=${mobileOf(customer)}${query}`),
        'response.customer.transactions.transaction.3.payment_details',
      );
    expect(await payments('&tenders=true')).toMatchObject({ payment: [{ mode: 'UPI', value: '100' }] });
    expect(await payments('')).toBeUndefined();
  });

  it('show the member and each bill with its points', async () => {
    const { customer, ids, numbers } = aShopper();
    const body = await read(`mobile=${mobileOf(customer)}&custom_fields=true&local_currency=true`);
    expect(valueAt(body, 'response')).toMatchObject({
      status: { success: 'true', code: 200 },
      customer: {
        firstname: 'Asha',
        user_id: String(customer.id),
        loyalty_points: 50,
        lifetime_points: 60,
        lifetime_purchases: 500,
        current_slab: 'Bronze',
        type: 'LOYALTY',
        count: 4,
        start: String(ids[3]),
        rows: '4',
        transactions: {
          transaction: [
            { type: 'RETURN', return_type: 'AMOUNT', amount: '100', returned_points_on_bill: '10' },
            {
              number: numbers[2],
              returned_points_on_bill: '10',
              points: { issued: '30', returned: '10', program_id: '812', expiry_date: '2027-05-31 23:59:59' },
            },
            { store_code: 'maa01', extended_fields: { field: [{ name: 'ship_city', value: 'Pune' }] } },
            {
              billing_time: '2026-04-01 17:30:00',
              custom_fields: { field: [{ name: 'cashier', value: 'C-1' }] },
              currency: { ratio: 1, name: 'Indian Rupee' },
            },
          ],
        },
        item_status: { success: 'true', code: '1052' },
      },
    });
  });

  it('are filtered, sorted and paged', async () => {
    const { customer, ids, numbers } = aShopper();
    const [first, second, third, back] = ids.map(String);
    const found = async (query: string): Promise<unknown[]> => {
      const body = await read(`id=${customer.id}&${query}`);
      const row = (index: number) => valueAt(body, `response.customer.transactions.transaction.${index}.id`);
      return [0, 1, 2, 3].map(row).filter(Boolean);
    };
    expect(await found('order=asc')).toEqual([first, second, third, back]);
    expect(await found('sort=trans_id&limit=1')).toEqual([back]);
    expect(await found('limit=2&offset=2')).toEqual([second, first]);
    expect(await found(`number=${numbers[1]}`)).toEqual([second]);
    expect(await found(`transaction_id=${first}`)).toEqual([first]);
    expect(await found('store_code=maa01')).toEqual([second]);
    expect(await found('store_id=50012')).toEqual([second]);
    expect(await found('entity_type=TILL&entity_code=maa01.till01')).toEqual([second]);
    expect(await found(`start_id=${second}&end_id=${second}`)).toEqual([second]);
    expect(await found('start_date=2026-04-10&end_date=2026-04-20')).toEqual([third, second]);
    expect(await found('start_date=2026-04-10+17:30:01&end_date=2026-04-20')).toEqual([third]);
  });

  it('come for several customers, each judged alone', async () => {
    const [{ customer }, { customer: other }] = [aShopper(), aShopper()];
    const body = await read(`mobile=${mobileOf(customer)},919999999999,${mobileOf(other)}`);
    expect(valueAt(body, 'response.status.code')).toBe(201);
    expect([0, 1, 2].map((index) => itemCode(body, `customer.${index}`))).toEqual([1052, 1011, 1052]);
  });

  it('are refused for nobody, nothing bought, and no identifier', async () => {
    expect(itemCode(await read('mobile=919999999999'))).toBe(1011);
    expect(itemCode(await read(`identifierName=id&identifierValue=${aCustomer(sandbox.world).id}`))).toBe(1051);
    expect(valueAt(await read('format=json'), 'response.status')).toMatchObject({ success: 'false', code: 1015 });
  });
});

describe('v1.1 redemptions of a customer', () => {
  const read = async (query: string): Promise<unknown> => (await call(`GET /v1.1/customer/redemptions?${query}`)).body;

  /** A customer who redeemed points three times, the first given back in part, and a coupon. */
  function aRedeemer() {
    const { world } = sandbox;
    const customer = aCustomer(world);
    const bill = aBill(world, customer, 5000).transaction;
    const redeem = (points: number, tillId = TILL, more = {}) =>
      redeemPoints(world, { customer, points }, { tillId, skipValidation: true, ...more });
    const points = [
      redeem(50, TILL, { billNumber: 'redeemed-1', purpose: 'Purchase', notes: 'three' }),
      redeem(20, OTHER_STORE_TILL, { externalReferenceNumber: `ref-${customer.id}` }),
      redeem(30),
    ];
    const reversal = reverseRedemption(world, {
      redemptionId: points[0]?.id ?? '',
      customer,
      points: 10,
      tillId: TILL,
    }).reversal;
    const series = createSeries(
      world,
      { description: 'Ten off', discountType: 'ABS', discountValue: 10, validTillDate: '2027-01-01T00:00:00Z' },
      TILL,
    );
    const { code } = issueCoupon(world, series, customer, TILL).coupon;
    const coupon = redeemCoupon(world, { code, customer, tillId: TILL }, { billNumber: 'redeemed-1' }).redemption;
    return { customer, points, reversal, coupon, code, bill };
  }

  it('show points with their reversals, and coupons', async () => {
    const { customer, points, reversal, coupon, code } = aRedeemer();
    const body = await read(`mobile=${mobileOf(customer)}&user_id=true&includePointsEarnBreakdown=true&order=asc`);
    expect(valueAt(body, 'response.customer')).toMatchObject({
      user_id: String(customer.id),
      rows: 4,
      coupons_count: '1',
      points_count: 3,
      points_start_id: points[0]?.summaryId,
      coupons_start_id: String(coupon.id),
      redemptions: {
        coupons: {
          coupon: [{ code, discount_type: 'ABS', discount_value: '10', transaction_number: 'redeemed-1' }],
        },
        points: {
          point: [
            {
              id: points[0]?.summaryId,
              redemption_id: points[0]?.id,
              points_redeemed: 50,
              redemption_purpose: 'Purchase',
              notes: 'three',
              redeemed_time: '2026-05-03 12:00:00',
              redeemed_store: { code: 'blr01' },
              reversals: [{ reversal_id: reversal.eventLogId, points_reversed: 10, reversed_on_till_id: TILL }],
              redemption_breakup_by_program: [{ program_id: 812, points_redeemed: 50 }],
              redemption_breakup_by_source: [{ source_store: { code: 'blr01' }, points_consumed: 50 }],
            },
            {},
            {},
          ],
        },
      },
    });
  });

  it('are filtered and paged', async () => {
    const { customer, points } = aRedeemer();
    const [first, second, third] = points.map(({ summaryId }) => summaryId);
    const found = async (query: string): Promise<unknown[]> => {
      const body = await read(`id=${customer.id}&${query}`);
      const row = (index: number) => valueAt(body, `response.customer.redemptions.points.point.${index}.id`);
      return [0, 1, 2].map(row).filter(Boolean);
    };
    expect(await found('')).toEqual([third, second, first]);
    expect(await found('sort=redemption_id&order=asc')).toEqual([first, second, third]);
    expect(await found('points_limit=2&points_offset=1')).toEqual([first]);
    expect(await found(`points_start_id=${second}&points_end_id=${second}`)).toEqual([second]);
    expect(await found(`external_reference_number=ref-${customer.id}`)).toEqual([second]);
    expect(await found('entity_code=maa01')).toEqual([second]);
    expect(await found('merchant_store_id=50012')).toEqual([second]);
    expect(await found('start_date=2026-05-04')).toEqual([]);
    expect(await found('type=COUPONS')).toEqual([]);
    expect(await found('program_id=5')).toEqual([]);
    const pointsOnly = await read(`id=${customer.id}&type=POINTS`);
    expect(valueAt(pointsOnly, 'response.customer')).toMatchObject({ coupons_count: '0', points_count: 3 });
  });

  it('leave out coupons that were given back', async () => {
    const { customer, coupon } = aRedeemer();
    reactivateRedemptions(sandbox.world, [coupon.id]);
    expect(valueAt(await read(`id=${customer.id}`), 'response.customer')).toMatchObject({
      coupons_count: '0',
      redemptions: { coupons: { coupon: [] } },
    });
  });

  it('are refused for nobody and without identifier', async () => {
    expect(itemCode(await read('id=1'))).toBe(1011);
    expect(valueAt(await read(''), 'response.status.code')).toBe(1015);
  });
});
