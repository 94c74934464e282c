import { describe, expect, it } from 'vitest';
import { setStatus } from '../../src/sandbox/domains/customer/rules.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import { errorOf, mobileOf, OFFER, useCouponSandbox } from './coupon-support.js';
import { type Answer, START, TILL, valueAt } from './support.js';

const api = useCouponSandbox();

describe('coupon series', () => {
  it('end with the beginning of a day that is given alone; their coupons last to the end of it', async () => {
    const customer = api.aMember();
    const seriesId = await api.aSeries({ validTillDate: '2026-05-05', maxVouchersPerUser: -1 });
    const issued = await api.issue(seriesId, customer);
    expect(issued.body).toMatchObject({ validTillDateTime: '2026-05-05T18:29:59Z', validTill: '2026-05-05T00:00:00Z' });
    const code = String(valueAt(issued.body, 'code'));
    const inDetail = await api.check(code, customer, '&details=true');
    expect(valueAt(inDetail.body, 'redemption.0.couponseries')).toMatchObject({ validTilldateFormat: '2026-05-05' });
    advance(api.sandbox.world, 2 * DAY);
    expect((await api.check(code, customer)).status).toBe(200);
    expect(errorOf(await api.issue(seriesId, api.aMember()))).toBe(712);
    advance(api.sandbox.world, DAY / 2);
    expect(valueAt((await api.check(code, customer)).body, 'redemption.0.redeemable')).not.toBe(true);
  });

  it('are created with the defaults of the API, read, and listed by v1.1', async () => {
    const created = await api.createSeries({ maxVouchersPerUser: '2', customPropertyMap: { banner: 'rain' } });
    expect(created.body).toMatchObject({
      orgId: 100900,
      description: 'Monsoon 15 off',
      validTillDate: '2027-09-29T18:30:00Z',
      expiryStrategyValue: 1,
      maxCreate: -1,
      maxVouchersPerUser: 2,
      anyUser: false,
      numIssued: 0,
      mutualExclusiveSeriesIds: '[]',
      redeemAtStore: '[-1]',
      redemptionRange: '{"dom":["-1"],"dow":["-1"],"hours":["-1"]}',
      maxBillAmount: 9007199254740991,
      redemptionValidFrom: '1970-01-01T00:00:00Z',
      ownedBy: 'NONE',
      seriesType: 'UNDEFINED',
      discountOn: 'BILL',
      customPropertyMap: { banner: 'rain' },
      createdBy: TILL,
      createdOn: START,
      latestIssualTime: 0,
      warnings: [],
    });
    const id = Number(valueAt(created.body, 'id'));
    expect(String(valueAt(created.body, 'seriesCode'))).toMatch(/^[0-9A-F]{20}$/);
    const read = await api.call(`GET /v2/coupon/series?ids=${id}&ids=1`);
    expect(read.body).toMatchObject({ entity: [{ id, discountCode: 'MON15' }], warnings: [{ code: 707 }] });
    for (const version of ['v1', 'v1.1']) {
      const old = await api.call(`GET /${version}/coupon/series?id=${id}`);
      expect(valueAt(old.body, 'response.series.items.item')).toMatchObject({
        id: String(id),
        description: 'Monsoon 15 off',
        any_user: '0',
        allow_multiple_vouchers_per_user: '1',
        valid_till_date: '2027-09-30',
        coupons: { issued: '0', redeemed: '0' },
        item_status: { success: 'true', code: '700' },
      });
    }
  });

  it('are told apart by v1.1 into those that ended and those that run', async () => {
    const ended = await api.aSeries({ validTillDate: '2020-01-01' });
    const ids = async (filter: string): Promise<unknown[]> => {
      const { body } = await api.call(`GET /v1.1/coupon/series?${filter}`);
      const items = valueAt(body, 'response.series.items.item');
      return Array.isArray(items) ? items.map((each: unknown) => valueAt(each, 'id')) : [valueAt(items, 'id')];
    };
    const [running, over, all] = [await ids('expired=false'), await ids('expired=true'), await ids('')];
    expect(over).toContain(String(ended));
    expect(running).not.toContain(String(ended));
    expect([...running, ...over].sort()).toEqual([...all].sort());
  });

  it('need their mandatory settings, well formed', async () => {
    expect(errorOf(await api.call('POST /v2/coupon/series', { body: OFFER }))).toBe(400);
    for (const more of [
      { description: '' },
      { validTillDate: undefined },
      { anyUser: undefined },
      { anyUser: 'perhaps' },
      { discountType: 'HALF' },
      { discountValue: 'much' },
      { validTillDate: '31/12/2026' },
      { maxCreate: -2 },
      { redemptionPerCouponMaxLimit: 0 },
      { redeemAtStore: 'all' },
      { redemptionOrgEntityDetails: [{ redemptionOrgEntityType: 'CITY', orgEntityId: 1 }] },
    ]) {
      expect([more, errorOf(await api.createSeries(more))]).toEqual([more, 400]);
    }
    expect(errorOf(await api.createSeries({ clientHandlingType: 'GENERIC' }))).toBe(754);
    expect(errorOf(await api.createSeries({ mutualExclusiveSeriesIds: '[12]' }))).toBe(756);
    expect(errorOf(await api.createSeries({ mutualExclusiveSeriesIds: 'twelve' }))).toBe(756);
    await api.createSeries({ seriesCode: 'TAKEN' });
    expect(errorOf(await api.createSeries({ seriesCode: 'TAKEN' }))).toBe(751);
    expect(errorOf(await api.call('GET /v2/coupon/series?ids=1'))).toBe(707);
    expect(errorOf(await api.call('GET /v2/coupon/series'))).toBe(707);
    const unknown = await api.call('GET /v1.1/coupon/series?id=1');
    expect(valueAt(unknown.body, 'response.series.items.item.item_status')).toMatchObject({
      success: 'false',
      code: '707',
    });
  });

  it('take products by their codes instead of their ids, but not both', async () => {
    const [product] = Object.values(api.sandbox.world.products);
    const [category] = Object.values(api.sandbox.world.productCategories);
    const id = await api.aSeries({
      productInfo: [
        { productType: 'SKU', productCodes: [product?.sku] },
        { productType: 'CATEGORY', productCodes: [category?.code] },
      ],
    });
    const { body } = await api.call(`GET /v2/coupon/series?ids=${id}`);
    expect(valueAt(body, 'entity.0.productInfo')).toEqual([
      { productType: 'SKU', productIds: [product?.id] },
      { productType: 'CATEGORY', productIds: [category?.id] },
    ]);
    const refused = async (productInfo: object) => errorOf(await api.createSeries({ productInfo: [productInfo] }));
    expect(await refused({ productType: 'SKU', productCodes: ['x'], productIds: [1] })).toBe(400);
    expect(await refused({ productType: 'SKU', productCodes: ['no-such-sku'] })).toBe(400);
    const ids = Array.from({ length: 251 }, (_, index) => index + 1);
    expect(await refused({ productType: 'BRAND', productIds: ids })).toBe(400);
  });

  it('are changed by a full set of settings, and their coupons end with them', async () => {
    const id = await api.aSeries({ seriesCode: 'EXTEND', priority: 7 });
    const customer = api.aMember();
    const code = valueAt((await api.issue(id, customer)).body, 'code');
    const changed = await api.updateSeries(id, {
      seriesCode: 'EXTEND',
      discountValue: 20,
      validTillDate: '2028-01-31T18:29:59Z',
    });
    expect(changed.body).toMatchObject({ id, discountValue: 20, priority: 7, numIssued: 1 });
    const { body } = await api.call(`GET /v2/coupon?couponCodes=${code}`);
    expect(body).toMatchObject({ data: [{ discountValue: 20, validTillDateTime: '2028-01-31T18:29:59Z' }] });
    expect(errorOf(await api.updateSeries(1, { seriesCode: 'EXTEND' }))).toBe(755);
    expect(errorOf(await api.updateSeries(id, {}))).toBe(753);
    expect(errorOf(await api.updateSeries(id, { seriesCode: 'EXTEND', smsTemplate: undefined }))).toBe(400);
    expect(errorOf(await api.updateSeries(id, { seriesCode: 'EXTEND', clientHandlingType: 'GENERIC' }))).toBe(400);
    await api.createSeries({ seriesCode: 'OTHER' });
    expect(errorOf(await api.updateSeries(id, { seriesCode: 'OTHER' }))).toBe(751);
    expect(api.sandbox.world.couponSeries[id]?.discountValue).toBe(20);
  });
});

describe('issuing', () => {
  it('gives a code that v2 and v1.1 both know', async () => {
    const customer = api.aMember();
    const issued = await api.issue(
      await api.aSeries({ expiryStrategyType: 'DAYS', expiryStrategyValue: 30 }),
      customer,
    );
    const code = String(valueAt(issued.body, 'code'));
    expect(issued.body).toMatchObject({
      code: expect.stringMatching(/^[A-Z0-9]{8}$/),
      description: 'Monsoon 15 off',
      discountType: 'PERC',
      discountValue: 15,
      discountUpto: 0,
      validTill: '2026-06-02T00:00:00Z',
      validTillDateTime: '2026-06-02T18:29:59Z',
      redemptionCount: 0,
      id: 0,
      customer: { id: customer.id, profiles: [{ firstName: 'Asha', userId: customer.id }] },
      warnings: [],
    });
    const known = await api.call(
      `GET /v2/coupon?issuedToIds=${customer.id}&coupon_code_case=LOWER&showCouponSeries=true`,
    );
    expect(known.body).toMatchObject({
      data: [{ code: code.toLowerCase(), couponSeries: { numIssued: 1 } }],
      errors: [],
    });
    const old = await api.call(`GET /v1.1/coupon/get?code=${code.toLowerCase()},NOSUCH&user_id=true`);
    expect(valueAt(old.body, 'response')).toMatchObject({
      status: { success: 'true', status: 'true', code: 200 },
      coupons: {
        coupon: [
          {
            code,
            valid_till: '02-06-2026',
            issued_on: '2026-05-03 12:00:00',
            is_absolute: false,
            value: 15,
            customer: { id: String(customer.id), name: 'Asha Rao', user_id: String(customer.id) },
            item_status: { success: 'true', code: 700 },
          },
          { id: -1, code: 'NOSUCH', value: null, item_status: { success: 'false', code: 705 } },
        ],
      },
    });
    expect(valueAt(old.body, 'response.coupons.coupon.0.redemption_info')).toBeUndefined();
  });

  it('keeps why it was issued', async () => {
    const customer = api.aMember();
    const body = {
      seriesId: await api.aSeries(),
      customer: { id: String(customer.id) },
      metadata: { sourceType: 'ServiceDesk', sourceId: 'case-119', notes: 'Late delivery' },
    };
    await api.call('POST /v2/coupon/issue', { body });
    const read = await api.call(`GET /v2/coupon?issuedToIds=${customer.id}&includeIssualDetails=true`);
    expect(read.body).toMatchObject({
      data: [{ couponIssualDetails: { sourceId: 'case-119', notes: 'Late delivery' } }],
    });
  });

  it('refuses unknown customers and series, limits and exclusive series', async () => {
    const customer = api.aMember();
    const id = await api.aSeries({ maxVouchersPerUser: 1 });
    const rival = await api.aSeries({ mutualExclusiveSeriesIds: `[${id}]` });
    const members = await api.aSeries({ issueToLoyalty: true });
    expect((await api.issue(id, customer)).status).toBe(200);
    expect(errorOf(await api.issue(1, customer))).toBe(707);
    expect(errorOf(await api.issue(rival, customer))).toBe(722);
    expect(errorOf(await api.issue(members, api.aMember({ loyaltyType: 'non_loyalty' })))).toBe(721);
    const to = (who: object): Promise<Answer> =>
      api.call('POST /v2/coupon/issue', { body: { seriesId: rival, customer: who } });
    expect(errorOf(await to({ mobile: '919999999999', email: '' }))).toBe(701);
    expect(errorOf(await to({ mobile: '', email: '' }))).toBe(721);
    const fraud = api.aMember();
    fraud.fraudStatus = 'CONFIRMED';
    expect(errorOf(await api.issue(rival, fraud))).toBe(740);
    const suspended = api.aMember();
    setStatus(api.sandbox.world, suspended, { label: 'Suspended', reason: '', tillId: TILL });
    expect(errorOf(await api.issue(rival, suspended))).toBe(742);
  });

  it('hands out uploaded codes, one after the other', async () => {
    const { world } = api.sandbox;
    const series = await api.aSeries({ clientHandlingType: 'DISC_CODE_PIN' });
    const validTill = '2027-01-01T00:00:00Z';
    for (const [index, code] of ['UP-1', 'UP-2'].entries()) {
      const id = 1000 + index;
      world.coupons[id] = {
        id,
        code,
        seriesId: series,
        customerId: null,
        issuedToCustomerId: null,
        issuedOn: null,
        issuedAtTillId: TILL,
        validTill,
        redemptionIds: [],
        sentCount: 0,
        revoked: false,
      };
      world.couponIndex[code] = id;
    }
    const counts = async (): Promise<unknown> =>
      valueAt((await api.call(`GET /v2/coupon/series?ids=${series}`)).body, 'entity.0');
    expect(await counts()).toMatchObject({ numUploadedTotal: 2, numUploadedNonIssued: 2, numIssued: 0 });
    for (const code of ['UP-1', 'UP-2']) {
      expect((await api.issue(series, api.aMember())).body).toMatchObject({ code, validTill });
    }
    expect(await counts()).toMatchObject({ numUploadedTotal: 2, numUploadedNonIssued: 0, numIssued: 2 });
    expect(errorOf(await api.issue(series, api.aMember()))).toBe(722);
  });

  it('from several series tells of each, and keeps why', async () => {
    const customer = api.aMember();
    const [first, second] = [await api.aSeries(), await api.aSeries({ maxCreate: 0 })];
    const bulk = (body: object): Promise<Answer> =>
      api.call('POST /v2/coupon/bulk/issue?source=INSTORE', {
        body: { customer: { id: String(customer.id) }, ...body },
      });
    const answer = await bulk({
      seriesIds: [first, second, 1],
      metadata: { sourceType: 'ServiceDesk', sourceId: 'case-118', reason: 'Late delivery' },
    });
    expect(answer.body).toMatchObject({
      response: [
        { entityId: first, result: { seriesId: first, redemptionCount: 0 }, errors: [] },
        { entityId: second, errors: [{ status: false, code: 722 }] },
        { entityId: 1, errors: [{ code: 707 }] },
      ],
      totalCount: 3,
      failureCount: 2,
    });
    const { body } = await api.call(`GET /v2/coupon?issuedToIds=${customer.id}&includeIssualDetails=true`);
    expect(body).toMatchObject({ data: [{ couponIssualDetails: { sourceId: 'case-118', reason: 'Late delivery' } }] });
    expect(errorOf(await bulk({ seriesIds: [first], customer: { id: '1' } }))).toBe(701);
    expect(errorOf(await bulk({ seriesIds: [] }))).toBe(707);
    expect(errorOf(await bulk({ seriesIds: Array.from({ length: 101 }, () => first) }))).toBe(1060);
    expect(errorOf(await bulk({ seriesIds: [first], metadata: { sourceType: 'x'.repeat(51) } }))).toBe(400);
    const elsewhere = { body: { seriesIds: [first], customer: { id: customer.id } } };
    expect(errorOf(await api.call('POST /v2/coupon/bulk/issue?source=WECHAT', elsewhere))).toBe(8065);
  });

  it.each(['v1.1', 'v1'])('goes row by row in %s', async (version) => {
    const customer = api.aMember();
    const id = await api.aSeries();
    const { status, body } = await api.call(`POST /${version}/coupon/issue?user_id=true`, {
      body: {
        root: {
          coupon: [
            { series_id: String(id), customer: { mobile: mobileOf(customer) } },
            { series_id: '1', customer: { mobile: mobileOf(customer) } },
            { series_id: String(id), customer: { mobile: '919999999999' } },
          ],
        },
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      response: {
        status: { success: true, code: 201 },
        coupon: [
          {
            series_id: String(id),
            discount_value: '15',
            valid_till: '2027-09-30',
            customer: { mobile: mobileOf(customer), user_id: String(customer.id) },
            item_status: { success: true, code: 700 },
          },
          { item_status: { success: false, code: 707 } },
          { item_status: { success: false, code: 701 } },
        ],
      },
    });
    expect(api.sandbox.world.couponSeries[id]?.numIssued).toBe(1);
  });
});

describe('sending again', () => {
  it('counts, and refuses what is not the customer’s, unknown or expired', async () => {
    const customer = api.aMember();
    const code = await api.aCoupon(customer);
    const resend = async (query: string): Promise<unknown> => {
      const { body } = await api.call(`GET /v1.1/coupon/resend?${query}`);
      return Number(valueAt(body, 'response.coupons.coupon.0.item_status.code'));
    };
    const sent = (): number | undefined =>
      Object.values(api.sandbox.world.coupons).find((each) => each.code === code)?.sentCount;
    expect(sent()).toBe(1);
    expect(await resend(`code=${code}&id=${customer.id}`)).toBe(700);
    expect(sent()).toBe(2);
    expect(await resend(`code=${code}&mobile=${mobileOf(api.aMember())}`)).toBe(703);
    expect(await resend(`code=${code}&mobile=919999999999`)).toBe(701);
    expect(await resend(`code=NOSUCH&id=${customer.id}`)).toBe(719);
    const silent = await api.aCoupon(customer, { resendMessageEnabled: false });
    expect(await resend(`code=${silent}&id=${customer.id}`)).toBe(724);
    const noSms = await api.aCoupon(customer, { isSMSDisabled: 'true' });
    expect(await resend(`code=${noSms}&id=${customer.id}`)).toBe(704);
    advance(api.sandbox.world, 600 * DAY);
    expect(await resend(`code=${code}&id=${customer.id}`)).toBe(713);
    expect(sent()).toBe(2);
  });
});
