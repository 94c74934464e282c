import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { issueCode, recipientOf } from '../../src/sandbox/domains/otp/rules.js';
import { advance, DAY, now } from '../../src/sandbox/world/clock.js';
import { errorOf, mobileOf, useCouponSandbox } from './coupon-support.js';
import { Snapshot } from './snapshot.js';
import { type Answer, OTHER_STORE_TILL, TILL, valueAt } from './support.js';

const api = useCouponSandbox();

const STORE = 50011;

/** Calls that count for another store than the caller's. */
const ELSEWHERE = {
  'x-cap-api-attribution-entity-type': 'TILL',
  'x-cap-api-attribution-entity-code': 'maa01.till01',
};

const redeemBulk = (codes: readonly string[], customer: Customer, query = '', more: object = {}): Promise<Answer> =>
  api.call(`POST /v2/coupon/bulk/redeem${query}`, {
    body: { redemptionRequestList: codes.map((code) => ({ code })), user: { id: customer.id }, ...more },
  });

const redeemInTouch = (rows: readonly object[], version = 'v1.1'): Promise<Answer> =>
  api.call(`POST /${version}/coupon/redeem`, { body: { root: { coupon: rows } } });

const statusOf = ({ body }: Answer): unknown => valueAt(body, 'redemptionStatus.code');

/** That something leaves the world as it was. */
async function changingNothing<T>(act: () => Promise<T>): Promise<T> {
  const before = new Snapshot(api.sandbox.world);
  const result = await act();
  before.expectSame(api.sandbox.world);
  return result;
}

/** That v2 and v1.1, asked or told to redeem, refuse a coupon for the same reason and change nothing. */
const expectRefused = (code: number, name: string, customer: Customer, bill: unknown = 5000, headers = {}) =>
  changingNothing(async () => {
    const refused = await api.redeem([name], customer, { billAmount: bill }, headers);
    expect(refused.body).toMatchObject({
      redemption: [{ redemptionStatus: { success: false, code, statusCode: { status: false, code } } }],
      redemptionStatus: { status: false, code },
    });
    const bulk = await api.call('POST /v2/coupon/bulk/redeem', {
      body: { redemptionRequestList: [{ code: name }], user: { id: customer.id }, billAmount: bill },
      headers,
    });
    expect([bulk.status, valueAt(bulk.body, 'response.0.errors.0.code')]).toEqual([400, code]);
    const row = { code: name, customer: { id: customer.id }, transaction: [{ number: 'b', amount: bill }] };
    const old = await api.call('POST /v1.1/coupon/redeem', { body: { root: { coupon: [row] } }, headers });
    expect([old.status, Number(valueAt(old.body, 'response.coupons.coupon.item_status.code'))]).toEqual([500, code]);
    // Only the bill is unknown to those who merely ask.
    if (code === 733) return;
    const asked = await api.check(name, customer, '', headers);
    expect(asked.body).toMatchObject({
      redemption: [{ isRedeemable: false, warnings: [{ status: false, code }] }],
      redemptionStatus: { status: false, code },
    });
    const inTouch = await api.call(`GET /v1.1/coupon/isredeemable?id=${customer.id}&code=${name}`, { headers });
    expect(valueAt(inTouch.body, 'response')).toMatchObject({
      status: { success: 'true', code: 200 },
      coupons: { redeemable: { is_redeemable: 'false', item_status: { status: 'true', code } } },
    });
  });

describe('redeeming a coupon', () => {
  it('is told beforehand, done once, seen by v1.1, and undone by its redemption id', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer, { discountUpto: 300 });
    const asked = await changingNothing(() => api.check(code, customer, '&details=true'));
    expect(asked.body).toMatchObject({
      customer: { id: customer.id },
      redemption: [
        {
          code,
          isRedeemable: true,
          isAbsolute: false,
          numberOfRedemptionsByUser: 0,
          redemptionsLeft: 1,
          appendedErrorMessage: '',
          discountValue: 15,
          discountUpto: 300,
          couponseries: { description: 'Monsoon 15 off', validTilldateFormat: '2027-09-30' },
        },
      ],
      redemptionStatus: { status: true, code: 700 },
    });
    const bill = { transactionNumber: 'bill-2201', billAmount: '1800', redemptionTime: '2026-05-03 18:20:00' };
    const redeemed = await api.redeem([code.toLowerCase()], customer, bill);
    expect(redeemed.status).toBe(200);
    expect(redeemed.body).toMatchObject({
      redemption: [
        {
          code,
          discountCode: 'MON15',
          isAbsolute: false,
          couponValue: 15,
          redemptionStatus: { code: 700, success: true, statusCode: { status: true, code: 700 } },
          discountType: 'PERC',
        },
      ],
      redemptionStatus: { status: true, code: 700 },
      customer: { id: customer.id },
      warnings: [],
    });
    const id = Number(valueAt(redeemed.body, 'redemption.0.id'));
    expect(valueAt(redeemed.body, 'redemption.0.redemptionId')).toBe(String(id));
    // The moment sent is for checks; the present is what is kept.
    expect(api.sandbox.world.couponRedemptions[id]).toMatchObject({
      redeemedOn: now(api.sandbox.world),
      billNumber: 'bill-2201',
      billAmount: 1800,
    });
    const seen = await api.call(`GET /v1.1/coupon/get?code=${code}`);
    expect(valueAt(seen.body, 'response.coupons.coupon.0.redemption_info')).toMatchObject({
      redeemed: 'true',
      id,
      redeemed_by: { firstname: 'Asha', mobile: mobileOf(customer) },
      transaction: { bill_number: 'bill-2201' },
    });
    await expectRefused(711, code, customer);

    const reactivate = (ids: readonly number[]) =>
      api.call('POST /v2/coupon/reactivate', { body: { redemptionIds: ids } });
    await changingNothing(async () => {
      expect(errorOf(await reactivate([]))).toBe(661);
      expect(errorOf(await reactivate([id, 1]))).toBe(510);
    });
    expect((await reactivate([id])).body).toEqual({ warnings: [], errors: [], success: true });
    expect(errorOf(await reactivate([id]))).toBe(510);
    expect(statusOf(await api.redeem([code], customer))).toBe(700);
  });

  it('is refused to other customers, unless the series is for anybody or transferrable', async () => {
    const [customer, other] = [api.aMember(), api.aMember()];
    const code = await api.aCoupon(customer);
    await expectRefused(710, code, other);
    await expectRefused(702, 'NOSUCH', customer);
    for (const more of [{ anyUser: true }, { isTransferrable: true }]) {
      expect(statusOf(await api.redeem([await api.aCoupon(customer, more)], other))).toBe(700);
    }
    await api.aSeries({ clientHandlingType: 'GENERIC', genericCode: 'FEST26', anyUser: true });
    for (const each of [customer, other]) expect(statusOf(await api.redeem(['fest26'], each))).toBe(700);
    await expectRefused(716, 'FEST26', other);
    const nobody = await api.call('POST /v2/coupon/redeem', {
      body: { redemptionRequestList: [{ code }], user: { mobile: '919999999999' } },
    });
    expect([nobody.status, errorOf(nobody)]).toEqual([400, 701]);
  });

  it('is refused to fraudulent and suspended customers', async () => {
    const [fraud, suspended] = [api.aMember(), api.aMember()];
    const codes = [await api.aCoupon(fraud), await api.aCoupon(suspended)];
    fraud.fraudStatus = 'MARKED';
    const named = `source=INSTORE&identifierName=mobile&identifierValue=${mobileOf(suspended)}`;
    await api.call(`PUT /v2/customers/lookup/status?${named}`, { body: { label: 'Suspended', reason: 'check' } });
    await expectRefused(740, codes[0] ?? '', fraud);
    await expectRefused(742, codes[1] ?? '', suspended);
  });

  it('keeps to the limits of code, customer and series', async () => {
    const customer = api.aMember();
    const twice = await api.aCoupon(customer, { isMultipleUseAllowed: true, redemptionPerCouponMaxLimit: 2 });
    await api.redeem([twice], customer);
    expect(valueAt((await api.check(twice, customer)).body, 'redemption.0')).toMatchObject({
      redemptionsLeft: 1,
      numberOfRedemptionsByUser: 1,
    });
    await api.redeem([twice], customer);
    await expectRefused(696, twice, customer);

    const limits: [object, number][] = [
      [{ maxRedemptionsInSeriesPerUser: 1 }, 736],
      [{ maxRedeem: 1 }, 728],
      [{ minDaysBetweenRedemption: 3 }, 738],
    ];
    for (const [limit, code] of limits) {
      const series = await api.aSeries(limit);
      const first = valueAt((await api.issue(series, customer)).body, 'code');
      const second = valueAt((await api.issue(series, customer)).body, 'code');
      expect(statusOf(await api.redeem([String(first)], customer))).toBe(700);
      await expectRefused(code, String(second), customer);
    }
  });

  it('keeps to bill amounts, also where none is given', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer, { minBillAmount: 500, maxBillAmount: 2000 });
    for (const bill of [499, '2001', 'many', -1]) {
      const refused = await changingNothing(() => api.redeem([code], customer, { billAmount: bill }));
      expect([bill, statusOf(refused) ?? errorOf(refused)]).toEqual([bill, 733]);
    }
    await expectRefused(733, code, customer, 499);
    expect(statusOf(await api.redeem([code], customer))).toBe(733);
    expect(statusOf(await api.redeem([code], customer, { billAmount: '500' }))).toBe(700);
  });

  it('works only where the series is valid', async () => {
    const customer = api.aMember();
    const zone = api.sandbox.world.stores[STORE]?.zoneId;
    for (const places of [
      { redeemAtStore: `[${STORE}]` },
      { redemptionOrgEntityDetails: [{ redemptionOrgEntityType: 'STORE', orgEntityId: STORE }] },
      { redemptionOrgEntityDetails: [{ redemptionOrgEntityType: 'TILL', orgEntityId: TILL }] },
    ]) {
      const code = await api.aCoupon(customer, places);
      await expectRefused(735, code, customer, 5000, ELSEWHERE);
      expect(statusOf(await api.redeem([code], customer))).toBe(700);
    }
    const elsewhere = api.sandbox.world.stores[Math.floor(OTHER_STORE_TILL / 100)];
    const detail = [{ redemptionOrgEntityType: 'ZONE', orgEntityId: zone }];
    const code = await api.aCoupon(customer, { redemptionOrgEntityDetails: detail });
    expect(elsewhere?.zoneId).toBe(zone);
    expect(valueAt((await api.check(code, customer, '', ELSEWHERE)).body, 'redemption.0.isRedeemable')).toBe(true);
    const north = { ...ELSEWHERE, 'x-cap-api-attribution-entity-code': 'del01.till01' };
    await expectRefused(735, code, customer, 5000, north);
  });

  it('waits for the start and ends with coupon or series', async () => {
    const customer = api.aMember();
    const passDays = (days: number): void => {
      advance(api.sandbox.world, days * DAY);
      runDue(api.sandbox.world);
    };
    const waiting = await api.aCoupon(customer, { redemptionValidAfterDays: 2 });
    const notYet = await api.aCoupon(customer, { redemptionValidFrom: '2026-05-05T00:00:00+05:30' });
    const short = await api.aCoupon(customer, { expiryStrategyType: 'DAYS', expiryStrategyValue: 1 });
    const ending = await api.aCoupon(customer, { validTillDate: '2026-05-10' });
    await expectRefused(739, waiting, customer);
    await expectRefused(739, notYet, customer);
    expect(errorOf(await api.redeem([short], customer, { redemptionTime: 'tomorrow' }))).toBe(739);
    expect(statusOf(await api.redeem([short], customer, { redemptionTime: '2026-05-09' }))).toBe(713);
    passDays(3);
    for (const code of [waiting, notYet]) expect(statusOf(await api.redeem([code], customer))).toBe(700);
    await expectRefused(713, short, customer);
    passDays(10);
    await expectRefused(712, ending, customer);
  });

  it('asks for the code that was sent, where the series wants validation', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer, { isValidationRequired: true });
    const redeem = async (validation_code?: string): Promise<unknown> => {
      const { body } = await redeemInTouch([{ code, validation_code, customer: { mobile: mobileOf(customer) } }]);
      return Number(valueAt(body, 'response.coupons.coupon.item_status.code'));
    };
    await changingNothing(async () => {
      expect(await redeem()).toBe(725);
      expect(await redeem('WRONG1')).toBe(705);
      expect(statusOf(await api.redeem([code], customer))).toBe(725);
    });
    const sent = issueCode(api.sandbox.world, recipientOf(customer), 'COUPON').code;
    expect(await redeem(sent.code)).toBe(700);
    expect(sent.usedOn).not.toBeNull();
  });
});

describe('redeeming several coupons', () => {
  it('redeems all, or none where one fails', async () => {
    const customer = api.aMember();
    const [a, b] = [await api.aCoupon(customer), await api.aCoupon(customer, { discountType: 'ABS' })];
    const refused = await changingNothing(() => redeemBulk([a, 'NOSUCH', b], customer));
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      response: [{ errors: [{ code: 749 }] }, { entityId: null, errors: [{ code: 702 }] }, { errors: [{ code: 749 }] }],
      totalCount: 3,
      failureCount: 3,
    });
    const single = await changingNothing(() => api.redeem([a, 'NOSUCH'], customer));
    expect(statusOf(single)).toBe(702);
    const done = await redeemBulk([a, b], customer, '?source=INSTORE', { transactionNumber: 'bill-7' });
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      response: [
        { result: { code: a, isAbsolute: false, redemptionStatus: { code: 700, success: true } }, errors: [] },
        { result: { code: b, isAbsolute: true }, errors: [] },
      ],
      totalCount: 2,
      failureCount: 0,
    });
    const id = Number(valueAt(done.body, 'response.0.entityId'));
    expect(valueAt(done.body, 'response.0.result.redemptionId')).toBe(String(id));
    expect(api.sandbox.world.couponRedemptions[id]?.billNumber).toBe('bill-7');
  });

  it('counts them together towards the limits', async () => {
    const customer = api.aMember();
    const series = await api.aSeries({ maxRedemptionsInSeriesPerUser: 1 });
    const first = String(valueAt((await api.issue(series, customer)).body, 'code'));
    const second = String(valueAt((await api.issue(series, customer)).body, 'code'));
    const codesOf = async (codes: readonly string[]): Promise<unknown[]> => {
      const { body } = await changingNothing(() => redeemBulk(codes, customer));
      return codes.map((_, index) => valueAt(body, `response.${index}.errors.0.code`));
    };
    expect(await codesOf([first, second])).toEqual([749, 736]);
    expect(await codesOf([first, first])).toEqual([749, 711]);
  });

  it('only tells what would happen when asked to', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer);
    const dry = await changingNothing(() => redeemBulk([code], customer, '?is_redeemable=true'));
    expect(dry.body).toMatchObject({
      response: [{ result: { redemptionId: '-1', code, redemptionStatus: { code: 700, success: true } } }],
      failureCount: 0,
    });
    expect(statusOf(await api.redeem([code], customer))).toBe(700);
  });

  it('takes so many a call and needs their codes', async () => {
    const customer = api.aMember();
    const codes = Array.from({ length: 51 }, (_, index) => `CODE${index}`);
    expect(errorOf(await redeemBulk(codes, customer))).toBe(629);
    expect(errorOf(await redeemBulk([], customer))).toBe(629);
    expect(errorOf(await redeemBulk([''], customer))).toBe(629);
    expect(errorOf(await api.redeem([...codes, ...codes], customer))).toBe(629);
    expect(errorOf(await redeemBulk(['CODE1'], customer, '?source=WECHAT'))).toBe(8065);
  });

  it('is checked code by code', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer, { productInfo: [{ productType: 'BRAND', productIds: [7, '8'] }] });
    const { body } = await api.check(`${code},NOSUCH`, customer, '&details=extended');
    expect(body).toMatchObject({
      redemption: [
        { code, isRedeemable: true, couponseries: { brands: [7, 8], products: [], categories: [] } },
        { code: 'NOSUCH', isRedeemable: false, warnings: [{ code: 702 }] },
      ],
      redemptionStatus: { status: true, code: 700 },
    });
    expect(errorOf(await api.check('', customer))).toBe(781);
    expect(errorOf(await api.call(`GET /v2/coupon/is_redeemable?code=${code}`))).toBe(701);
  });
});

describe.each(['v1.1', 'v1'])('%s', (version) => {
  it('redeems row by row, and leaves an event for a single coupon', async () => {
    const customer = api.aMember();
    const codes = [await api.aCoupon(customer), await api.aCoupon(customer), await api.aCoupon(customer)];
    const row = (index: number, more: object = {}): object => ({
      code: codes[index],
      customer: { mobile: mobileOf(customer) },
      transaction: [{ number: 'bill-2203', amount: '1800' }],
      ...more,
    });
    const events = (): number =>
      Object.values(api.sandbox.world.events).filter(
        (event) => event.name === 'VoucherRedemption' && event.customerId === customer.id,
      ).length;
    const custom_fields = {
      field: [
        { name: 'counter', value: '3' },
        { name: 'unheard_of', value: 'x' },
      ],
    };
    const one = await redeemInTouch([row(0, { custom_fields })], version);
    expect(one.status).toBe(200);
    expect(valueAt(one.body, 'response')).toMatchObject({
      status: { success: 'true', code: 200 },
      coupons: {
        coupon: {
          customer: { mobile: mobileOf(customer), email: '', external_id: '' },
          code: codes[0],
          discount_code: 'MON15',
          series_info: [],
          is_absolute: 'false',
          coupon_value: '15',
          transaction: { amount: '1800.00', number: 'bill-2203' },
          side_effects: [],
          item_status: { success: 'true', code: '700' },
        },
      },
    });
    const id = Number(valueAt(one.body, 'response.coupons.coupon.redemptionId'));
    expect(api.sandbox.world.couponRedemptions[id]?.customFields).toEqual({ counter: '3' });
    expect(events()).toBe(1);

    const some = await redeemInTouch([row(1), row(0), row(2)], version);
    expect(valueAt(some.body, 'response.status')).toMatchObject({ success: 'true', code: 201 });
    expect(valueAt(some.body, 'response.coupons.coupon')).toMatchObject([
      { item_status: { code: '700' } },
      { code: codes[0], item_status: { success: 'false', code: '711' } },
      { item_status: { code: '700' } },
    ]);
    expect(events()).toBe(1);
  });

  it('takes the id of a coupon, and answers 500 where nothing was redeemed', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer);
    const coupon = Object.values(api.sandbox.world.coupons).find((each) => each.code === code);
    const who = { customer: { id: customer.id } };
    const done = await redeemInTouch([{ id: coupon?.id, ...who }], version);
    expect(valueAt(done.body, 'response.coupons.coupon')).toMatchObject({ code, item_status: { code: '700' } });
    const nameless = await redeemInTouch([who], version);
    expect(nameless.status).toBe(500);
    expect(valueAt(nameless.body, 'response')).toMatchObject({
      status: { success: 'false', code: 500 },
      coupons: { coupon: { item_status: { success: 'false', code: '781' } } },
    });
    const nobody = await redeemInTouch([{ code, customer: { mobile: '919999999999' } }], version);
    expect(valueAt(nobody.body, 'response.coupons.coupon.item_status.code')).toBe('701');
  });

  it('says whether a coupon can be redeemed', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer);
    const query = `mobile=${mobileOf(customer)}&code=${code}&details=true&coupon_code_case=lower`;
    const { body } = await changingNothing(() => api.call(`GET /${version}/coupon/isredeemable?${query}`));
    expect(valueAt(body, 'response')).toMatchObject({
      status: { success: 'true', code: 200 },
      coupons: {
        redeemable: {
          mobile: mobileOf(customer),
          code: code.toLowerCase(),
          is_redeemable: 'true',
          redemptions_left: 1,
          no_of_redemptions_by_user: 0,
          coupon_value: '15',
          series_info: { description: 'Monsoon 15 off', discount_code: 'MON15', discount_value: '15' },
          item_status: { success: 'true', status: 'true', code: 700 },
        },
      },
    });
    const nobody = await api.call(`GET /${version}/coupon/isredeemable?mobile=919999999999&code=${code}`);
    expect(valueAt(nobody.body, 'response')).toMatchObject({
      status: { success: 'false', code: 500 },
      coupons: { redeemable: { is_redeemable: 'false', item_status: { success: 'false', code: 701 } } },
    });
  });
});
