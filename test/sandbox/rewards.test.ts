import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { createSeries, issueCoupon, redeemCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import { createGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { DAY, later } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import { definitionOf } from './conformance/answers.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, fieldOfEach, listAt, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const call = sandbox.call;

const BASE = '/api_gateway/rewards/core/v1';
const BRAND = 77;
const NAME = 'Meridian%20Threads';
const USER = 'username=blr01.till01';
const ISSUE = `?${USER}&skip_validation=true`;

const iso = (days: number): string => later(START, days * DAY);

const rewardBody = (more: object = {}): object => ({
  startTime: iso(-1),
  endTime: iso(100),
  type: 'VOUCHER',
  brandId: BRAND,
  redemptionType: 'PHYSICAL_REWARD',
  languageSpecificInfo: [
    { languageCode: 'en', name: 'Silk scarf', description: 'Hand-printed', enabled: true },
    { languageCode: 'hi', name: 'रेशमी दुपट्टा', enabled: true },
  ],
  paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
  ...more,
});

const promotionBody = (rewardIds: number[], more: object = {}): object => ({
  brandId: String(BRAND),
  startTime: iso(-1),
  endTime: iso(10),
  discountType: 'PERCENTAGE',
  discountValue: 20,
  rewardIds,
  languageSpecificInfo: [{ languageCode: 'en', name: 'Sale', description: 'For a while', enabled: true }],
  ...more,
});

async function aReward(more: object = {}): Promise<number> {
  const made = await call(`POST ${BASE}/reward/create`, { body: rewardBody(more) });
  expect(valueAt(made.body, 'status.code')).toBe(6002);
  return Number(valueAt(made.body, 'reward.id'));
}

async function aPromotion(rewardIds: number[], more: object = {}): Promise<number> {
  const made = await call(`POST ${BASE}/promotion/create`, { body: promotionBody(rewardIds, more) });
  expect(valueAt(made.body, 'status.code')).toBe(11002);
  return Number(valueAt(made.body, 'catalogPromotion.id'));
}

function aMember(points = 500): Customer {
  const customer = aCustomer(sandbox.world);
  if (points > 0) {
    givePoints(sandbox.world, customerEntity(customer.id), { kind: 'goodwill', points, tillId: TILL, reason: 'Test' });
  }
  return customer;
}

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';
const pointsOf = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));

const issue = (rewardId: number, customer: Customer, more: object = {}, query = ISSUE): Promise<Answer> =>
  call(`POST ${BASE}/user/reward/${rewardId}/issue${query}`, {
    body: { brand: 'Meridian Threads', mobile: mobileOf(customer), ...more },
  });

const issueBulk = (customer: Customer, rewards: object[], more: object = {}): Promise<Answer> =>
  call(`POST ${BASE}/user/rewards/issue${ISSUE}`, { body: { mobile: mobileOf(customer), rewards, ...more } });

const purchased = (customer: Customer, query = ''): Promise<Answer> =>
  call(`GET ${BASE}/user/userReward/brand/${NAME}?${USER}&mobile=${mobileOf(customer)}${query}`);

const shown = (rewardId: number, query = ''): Promise<Answer> =>
  call(`GET ${BASE}/user/reward/${rewardId}/brand/${NAME}${query}`);

/** That a call is refused with a code and HTTP 400, and that nothing came of it. */
async function expectRefused(code: number, act: () => Promise<Answer>): Promise<Answer> {
  const before = new Snapshot(sandbox.world);
  const answer = await act();
  expect([valueAt(answer.body, 'status.success'), valueAt(answer.body, 'status.code')]).toEqual([false, code]);
  expect(answer.status).toBe(400);
  before.expectSame(sandbox.world);
  return answer;
}

const aSeries = (more: object = {}) =>
  createSeries(
    sandbox.world,
    { description: 'Reward coupon', discountType: 'ABS', discountValue: 100, validTillDate: iso(50), ...more },
    TILL,
  );

describe('rewards of the catalog', () => {
  it('read back as they were created', async () => {
    const id = await aReward({ priority: 3, categories: [12], tier: 'SILVER' });
    const { status, body } = await shown(id);
    expect(status).toBe(200);
    expect(valueAt(body, 'status')).toEqual({
      success: true,
      code: 200,
      message: 'User Reward fetched successfully',
    });
    expect(valueAt(body, 'reward')).toMatchObject({
      id,
      name: 'Silk scarf',
      description: 'Hand-printed',
      priority: 3,
      tier: 'SILVER',
      intouchPoints: 50,
      startTime: '2026-05-02 06:30:00',
      startDateTime: iso(-1),
      expired: false,
      started: true,
      redemptionType: 'PHYSICAL_REWARD',
      categoryList: [{ id: 12, name: 'clothing', enabled: true }],
      paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
      rewardRestrictions: { isValid: true },
      orgLevelRestrictions: { isValid: true },
    });
    expect(valueAt((await shown(id, '?language=hi')).body, 'reward.name')).toBe('रेशमी दुपट्टा');
  });

  it('refuse what is missing or does not fit together', async () => {
    const create = (more: object) => () => call(`POST ${BASE}/reward/create`, { body: rewardBody(more) });
    for (const name of ['startTime', 'endTime', 'type', 'brandId', 'redemptionType', 'languageSpecificInfo']) {
      await expectRefused(400, create({ [name]: undefined }));
    }
    await expectRefused(3004, create({ brandId: 999 }));
    await expectRefused(400, create({ endTime: iso(-5) }));
    await expectRefused(400, create({ redemptionType: 'MILES', paymentConfigs: undefined }));
    await expectRefused(400, create({ redemptionType: 'INTOUCH_REWARD' }));
    await expectRefused(400, create({ redemptionType: 'GIFT_CARD' }));
    await expectRefused(
      400,
      create({ redemptionType: 'GAMES', paymentConfigs: [{ paymentMode: 'CONV_RATIO', conversionRatio: 2 }] }),
    );
    await expectRefused(
      400,
      create({ paymentConfigs: [{ paymentMode: 'FREE' }, { paymentMode: 'POINTS', points: 5 }] }),
    );
    await expectRefused(400, create({ languageSpecificInfo: [{ languageCode: 'en', termNConditionsId: '' }] }));
    await expectRefused(400, create({ categories: [999] }));
    for (const unknown of [{ customFields: { colour: 'blue' } }, { segment: [{ segmentId: 1 }] }, { labels: [5] }]) {
      await expectRefused(6003, create(unknown));
    }
    await expectRefused(6003, create({ cardSeries: ['nowhere'] }));
  });

  it('keep the ids of their limits on updating, while these count the same', async () => {
    const id = await aReward({ restrictions: { customerLevel: [{ kpi: 'QUANTITY', limit: 1 }] } });
    const limited = async (customerLevel: object[]): Promise<unknown> => {
      const body = rewardBody({ restrictions: { customerLevel } });
      await call(`PUT ${BASE}/reward/${id}/brand/${BRAND}`, { body });
      return valueAt((await shown(id)).body, 'reward.rewardRestrictions.customerLevel');
    };
    const before = valueAt((await shown(id)).body, 'reward.rewardRestrictions.customerLevel.0.id');
    const monthly = { kpi: 'QUANTITY', limit: 3, windowType: 'FIXED', repeatFrequencyType: 'MONTHS' };
    expect(await limited([{ kpi: 'QUANTITY', limit: 2 }, monthly])).toMatchObject([
      { id: before, limit: 2 },
      { limit: 3 },
    ]);
    expect(await limited([monthly])).not.toMatchObject([{ id: before }]);
  });

  it('keep on updating what is left out, and what is fixed once live', async () => {
    const id = await aReward({ priority: 4, categories: [12] });
    const update = (more: object): Promise<Answer> =>
      call(`PUT ${BASE}/reward/${id}/brand/${BRAND}`, {
        body: rewardBody({ languageSpecificInfo: undefined, ...more }),
      });
    const before = valueAt((await shown(id)).body, 'reward.paymentConfigs.0.id');
    const changed = await update({ paymentConfigs: [{ paymentMode: 'POINTS', points: 70 }], categories: null });
    expect(changed.body).toEqual({
      status: { success: true, code: 6006, message: 'Reward updated successfully' },
      reward: { id },
    });
    expect(valueAt((await shown(id)).body, 'reward')).toMatchObject({
      name: 'Silk scarf',
      priority: 4,
      intouchPoints: 70,
      paymentConfigs: [{ id: before }],
      categoryList: [{ id: 12 }],
    });
    await update({ categories: [], enabled: false });
    await expectRefused(6004, () => shown(id));
    for (const fixed of [{ startTime: iso(1) }, { type: 'POINTS' }, { redemptionType: 'GAMES' }]) {
      await expectRefused(400, () => update(fixed));
    }
    await expectRefused(3014, () => update({ customFields: { colour: 'blue' } }));
    await expectRefused(12045, () => update({ cardSeries: ['nowhere'] }));
    await expectRefused(12048, () => update({ labels: [5] }));
    await expectRefused(6004, () => call(`PUT ${BASE}/reward/1/brand/${BRAND}`, { body: rewardBody() }));
    await expectRefused(3004, () => call(`PUT ${BASE}/reward/${id}/brand/1`, { body: rewardBody() }));
  });

  it('are listed for the brand, page by page, ended ones only when asked for', async () => {
    const list = (query = ''): Promise<Answer> => call(`GET ${BASE}/reward/brand/${BRAND}${query}`);
    const all = await list();
    expect(valueAt(all.body, 'status.code')).toBe(6101);
    expect(fieldOfEach(all.body, 'rewardList', 'status')).not.toContain('ENDED');
    expect(fieldOfEach((await list('?includeExpired=true')).body, 'rewardList', 'name')).toContain('Spring draw');
    const ids = fieldOfEach(all.body, 'rewardList', 'id');
    expect(fieldOfEach((await list('?page=1&size=2')).body, 'rewardList', 'id')).toEqual(ids.slice(2, 4));
    expect(valueAt(all.body, 'rewardList.0')).toMatchObject({ type: 'VOUCHER', enabled: true, status: 'LIVE' });
    for (const query of ['?size=0', '?size=101', '?page=-1']) await expectRefused(8009, () => list(query));
    await expectRefused(3004, () => call(`GET ${BASE}/reward/brand/1`));
  });
});

describe('the rewards that a customer can get', () => {
  const list = (query: string): Promise<Answer> => call(`GET ${BASE}/user/reward/brand/${NAME}?${query}`);
  const names = async (query: string): Promise<unknown[]> =>
    fieldOfEach((await list(query)).body, 'rewardList', 'name');

  it('are narrowed by each filter', async () => {
    const { id } = aMember(0);
    const user = `userId=${id}&page=0`;
    expect(await names(`${user}&groupName=Favourites&sortBy=points`)).toEqual(['Tea for two', 'Hundred off']);
    expect(await names(`${user}&groupName=Favourites&sortBy=points&orderBy=DESC`)).toEqual([
      'Hundred off',
      'Tea for two',
    ]);
    expect(await names(`${user}&category=giving`)).toEqual(['Books for schools']);
    expect(await names(`${user}&redemptionType=VOUCHER,INTOUCH_REWARD&groupName=Favourites`)).toHaveLength(2);
    expect(await names(`${user}&vendorId=301`)).toEqual(['Tea for two']);
    expect(await names(`${user}&minPoints=250&maxPoints=300`)).toEqual(['Canvas bag']);
    expect(await names(`${user}&minCash=200`)).toEqual(['Canvas bag']);
    expect(await names(`${user}&status=UPCOMING`)).toEqual(['Diwali hamper']);
    expect(await names(`${user}&status=ENDED`)).toEqual(['Spring draw']);
    expect(await names(`${user}&createdOnDaysAgo=1`)).toEqual([]);
    expect(await names(user)).not.toContain('Spring draw');
    expect(await names(`${user}&includeExpired=true`)).toContain('Spring draw');
    // Only for the upper tiers.
    expect(await names(user)).not.toContain('Stylist hour');
    const gold = Object.values(sandbox.world.customers).find((each) => each.tier === 3);
    expect(await names(`userId=${gold?.id}&page=0`)).toContain('Stylist hour');
  });

  it('come in pages', async () => {
    const first = await list('page=1&size=3');
    expect(valueAt(first.body, 'pagingDto')).toMatchObject({ number: 0, size: 3, numberOfElements: 3, first: true });
    const second = await list('page=2&size=3');
    expect(valueAt(second.body, 'pagingDto.number')).toBe(1);
    const all = fieldOfEach((await list('page=0')).body, 'rewardList', 'id');
    expect(fieldOfEach(second.body, 'rewardList', 'id')).toEqual(all.slice(3, 6));
    await expectRefused(8009, () => list('size=0'));
  });

  it('cost less under a promotion', async () => {
    expect(valueAt((await list('groupName=&minPoints=300&maxPoints=300')).body, 'rewardList.0')).toMatchObject({
      name: 'Canvas bag',
      intouchPoints: 300,
      paymentConfigs: [{ points: 300 }, { points: 150, cash: 250 }],
      appliedPromotions: [{ name: 'Bag month', discountValue: 25 }],
    });
  });

  it('are refused for what does not exist', async () => {
    await expectRefused(2004, () => list('category=nowhere'));
    await expectRefused(12008, () => list('groupName=nowhere'));
    await expectRefused(15006, () => list('userId='));
    await expectRefused(1014, () => list('userId=1'));
    await expectRefused(3004, () => call(`GET ${BASE}/user/reward/brand/Nobody`));
    await expectRefused(6004, () => shown(1));
  });

  it('are shown to members of their segment only', async () => {
    const group = Object.values(sandbox.world.audienceGroups).find((each) => each.tier === 4);
    const id = await aReward({ segment: [{ segmentId: group?.id }] });
    const member = aMember();
    await expectRefused(6004, () => shown(id, `?userId=${member.id}`));
    await expectRefused(6004, () => shown(id));
    await expectRefused(12034, () => issue(id, member));
    const platinum = Object.values(sandbox.world.customers).find((each) => each.tier === 4);
    expect((await shown(id, `?userId=${platinum?.id}`)).status).toBe(200);
  });
});

describe('the seeded catalog', () => {
  it('has rewards in every state, and members who got a coupon and a vendor’s voucher', async () => {
    const { body } = await call(`GET ${BASE}/reward/brand/${BRAND}?includeExpired=true`);
    expect(fieldOfEach(body, 'rewardList', 'status')).toEqual(expect.arrayContaining(['LIVE', 'UPCOMING', 'ENDED']));
    const pieces = Object.values(sandbox.world.rewardIssues).flatMap((each) => each.pieces);
    expect(pieces.some((piece) => piece.couponId !== null)).toBe(true);
    expect(pieces.some((piece) => piece.vendorVoucher !== null)).toBe(true);
  });
});

describe('what ids and names of the catalog refer to', () => {
  it('lists the brands of the organization, by id and name, and none of another organization', async () => {
    const brands = async (orgIds: unknown[]) => (await call(`POST ${BASE}/brand/getAll`, { body: { orgIds } })).body;
    const { id: orgId, name } = sandbox.world.organisation;
    expect(listAt(await brands([orgId]), 'brandList')).toEqual([{ id: BRAND, brand: name, enabled: true, orgId }]);
    expect(listAt(await brands([String(orgId)]), 'brandList')).toHaveLength(1);
    expect(listAt(await brands([1]), 'brandList')).toEqual([]);
    expect((await call(`POST ${BASE}/brand/getAll`, { body: {} })).status).toBe(400);
  });

  it('lists categories by the id or the name of the brand, newest first unless asked otherwise', async () => {
    const names = async (brand: string | number, more = '') =>
      fieldOfEach((await call(`GET ${BASE}/metadata/categories/brand/${brand}${more}`)).body, 'categoryList', 'name');
    expect(await names(BRAND)).toEqual(['giving', 'vouchers', 'clothing']);
    expect(await names('meridian%20threads', '?sortBy=lastUpdatedOn&orderBy=ASC')).toEqual([
      'clothing',
      'vouchers',
      'giving',
    ]);
    expect(valueAt((await call(`GET ${BASE}/metadata/categories/brand/4`)).body, 'status.code')).toBe(3004);
  });

  it("lists the vendors' redemptions, whose ids a new reward can name", async () => {
    const ask = async (query: string) => (await call(`GET ${BASE}/vendor/redemptions?${query}`)).body;
    const [redemption] = listAt(await ask('page=0&size=5&vendorIds=301,302'), 'redemptionList');
    expect(redemption).toMatchObject({ vendorId: 301, vendorName: 'Chai Corner', redemptionType: 'VOUCHER' });
    await aReward({ redemptionType: 'VOUCHER', vendorRedemption: valueAt(redemption, 'id') });
    expect(listAt(await ask('page=0&size=5&vendorIds=302'), 'redemptionList')).toEqual([]);
    expect(listAt(await ask('page=1&size=5'), 'redemptionList')).toEqual([]);
    expect(valueAt(await ask('page=0'), 'status.code')).toBe(8000);
    expect(valueAt(await ask('page=0&size=5&redemptionType=HOPE'), 'status.code')).toBe(2110);
  });
});

describe('issuing a reward', () => {
  it('takes its points and gives its coupon, which the customer then holds', async () => {
    const series = aSeries();
    const id = await aReward({ redemptionType: 'INTOUCH_REWARD', intouchSeriesId: String(series.id) });
    const member = aMember();
    const { status, body } = await issue(id, member, { requestId: 'r-1', transactionNumber: 'RW-1', eventLogId: 7 });
    expect(status).toBe(200);
    expect(valueAt(body, 'status')).toEqual({ success: true, code: 200, message: 'Reward issued successfully' });
    expect(body).toMatchObject({
      intouch: { pointsRedeemed: '50', codeExpiry: '2026-06-22 18:29:59' },
      vendor: null,
      promotion: null,
      paymentConfig: { paymentMode: 'POINTS', points: 50 },
      requestId: 'r-1',
      eventLogId: '7',
      eventDateTime: START,
    });
    expect(pointsOf(member)).toBe(450);
    const code = String(valueAt(body, 'intouch.couponCode'));
    const coupons = await call(`GET /v2/customers/${member.id}/coupons`);
    expect(JSON.stringify(coupons.body)).toContain(code);

    const row = valueAt((await purchased(member)).body, 'rewards.0');
    expect(row).toMatchObject({
      rewardId: id,
      typeOfReward: 'INTOUCH_REWARD',
      pointsRedeemed: 50,
      issueRewardRefId: 'RW-1',
      transactionId: valueAt(body, 'transactionId'),
      rewardIssueDate: Date.parse(START),
      code,
      seriesId: String(series.id),
      userRewardDetails: { name: 'Silk scarf' },
    });
    redeemCoupon(sandbox.world, { code, customer: member, tillId: TILL, billAmount: 1000 });
    const held = await call(`GET ${BASE}/user/reward/${id}/vouchers/brand/${NAME}?${USER}&mobile=${mobileOf(member)}`);
    expect(held.body).toMatchObject({
      reward: { id },
      vouchers: [{ code, rewardId: id, pointsRedeemed: 50, redemptionCount: 1, seriesName: 'Reward coupon' }],
      intouchUserId: String(member.id),
    });
  });

  it('gives a vendor’s voucher while the vendor has some', async () => {
    const id = await aReward({ redemptionType: 'VOUCHER', vendorRedemption: 9 });
    const member = aMember();
    const vendor = sandbox.world.vendorRedemptions[9];
    if (!vendor || vendor.stock === null) throw new Error('no vendor with a stock');
    const stock = vendor.stock;
    const { body } = await issue(id, member);
    expect(valueAt(body, 'intouch')).toBeNull();
    expect(valueAt(body, 'vendor.pointsRedeemed')).toBe('50');
    expect(JSON.parse(String(valueAt(body, 'vendor.voucher')))).toMatchObject({ vendorName: 'Chai Corner' });
    expect(vendor.stock).toBe(stock - 1);
    vendor.stock = 0;
    await expectRefused(8003, () => issue(id, member));
    vendor.stock = stock - 1;
  });

  it('happens once for a request id', async () => {
    const id = await aReward();
    const member = aMember();
    const first = await issue(id, member, { requestId: 'once' });
    expect((await issue(id, member, { requestId: 'once' })).body).toEqual(first.body);
    expect(pointsOf(member)).toBe(450);
    const other = aMember();
    await expectRefused(10003, () => issue(id, other, { requestId: 'once' }));
  });

  it('is refused, with the reason of the loyalty engine beside it', async () => {
    const id = await aReward();
    const poor = aMember(20);
    const short = await expectRefused(8004, () => issue(id, poor));
    expect(valueAt(short.body, 'status.partnerError.codes')).toEqual([803]);
    const rich = aMember();
    const unconfirmed = await expectRefused(8004, () => issue(id, rich, {}, `?${USER}`));
    expect(valueAt(unconfirmed.body, 'status.partnerError.codes')).toEqual([808]);
    const group = await expectRefused(8004, () => issue(id, poor, { user_group2_id: 1 }));
    expect(valueAt(group.body, 'status.partnerError.codes')).toEqual([1632]);
    await expectRefused(8004, () => issue(id, poor, { mobile: undefined }));
    await expectRefused(8004, () => issue(id, poor, { mobile: '919999999999' }));
  });

  it('says what a customer lacks: the tier, a partner program, or the loyalty program', async () => {
    const forProgram = (more: object) => aReward({ supplementaryCriteriaRO: [{ loyaltyProgramId: 812, ...more }] });
    const reason = async (rewardId: number, customer: Customer) =>
      valueAt((await expectRefused(8004, () => issue(rewardId, customer))).body, 'status.message');
    const [gold, miles, member] = [await forProgram({ tierIds: [25213, 25214] }), await forProgram({}), aMember()];
    expect(await reason(gold, member)).toMatch(/for the tier Gold, Platinum; the customer's is Bronze/);
    const linked = await forProgram({ partnerProgramIds: [319] });
    expect(await reason(linked, member)).toMatch(/none of the partner programs of the reward: Meridian Plus/);
    const stranger = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    expect(await reason(miles, stranger)).toMatch(/not in the loyalty program/);
  });

  it('takes the validation code that the customer was sent, once', async () => {
    const id = await aReward();
    const member = aMember();
    await call(`GET /v1.1/points/validationcode?mobile=${mobileOf(member)}&points=50&format=json`);
    const code = sandbox.world.validationCodes.findLast((each) => each.customerId === member.id)?.code;
    expect(code).toBeDefined();
    expect((await issue(id, member, { validationCode: code }, `?${USER}`)).status).toBe(200);
    await expectRefused(8004, () => issue(id, member, { validationCode: code }, `?${USER}`));
  });

  it('is refused where the reward is not to be had', async () => {
    const member = aMember();
    await expectRefused(3004, () => issue(1, member, { brand: 'Nobody' }));
    await expectRefused(400, () => issue(1, member, { brand: undefined }));
    await expectRefused(6004, () => issue(1, member));
    const id = await aReward();
    await expectRefused(400, () => issue(id, member, {}, '?skip_validation=true'));
    await expectRefused(400, () => issue(id, member, {}, '?username=nobody'));
    await expectRefused(12016, () => issue(id, member, { paymentConfig: { id: 1 } }));
    await expectRefused(3014, () => issue(id, member, { customFields: { unknown: 'x' } }));
    await expectRefused(400, () => issue(id, member, { fulfillmentDetails: { status: 'LOST' } }));
    await expectRefused(400, () => issue(id, member, { eventDateTime: iso(2) }));
    await expectRefused(8004, () => issue(id, member, { rewardOwnershipRO: { ownerType: 'GOODWILL' } }));
    const off = await aReward({ enabled: false });
    const soon = await aReward({ startTime: iso(3) });
    const over = await aReward({ startTime: iso(-9), endTime: iso(-3) });
    for (const each of [off, soon, over]) await expectRefused(8003, () => issue(each, member));
    const carded = await aReward({ cardSeries: [Object.values(sandbox.world.cardSeries)[0]?.code] });
    await expectRefused(12050, () => issue(carded, member));
  });

  it('needs the choice among several prices', async () => {
    const id = await aReward({
      paymentConfigs: [
        { paymentMode: 'POINTS', points: 100 },
        { paymentMode: 'POINTS_CASH', points: 40, cash: 200 },
      ],
    });
    const member = aMember();
    await expectRefused(12035, () => issue(id, member));
    const chosen = valueAt((await shown(id)).body, 'reward.paymentConfigs.1.id');
    await expectRefused(400, () => issue(id, member, { paymentConfig: { id: chosen }, tender: { totalAmount: 100 } }));
    const { body } = await issue(id, member, { paymentConfig: { id: chosen }, tender: { totalAmount: 200 } });
    expect(valueAt(body, 'paymentConfig')).toEqual({ paymentMode: 'POINTS_CASH', id: chosen, points: 40, cash: 200 });
    expect(pointsOf(member)).toBe(460);
  });

  it('keeps to the limits of the customer and of the reward', async () => {
    const limit = { kpi: 'QUANTITY', windowType: 'ROLLING', repeatFrequencyType: 'DAYS', interval: 1 };
    const id = await aReward({
      restrictions: { customerLevel: [{ ...limit, limit: 1 }], rewardLevel: [{ ...limit, limit: 2 }] },
    });
    const [first, second, third] = [aMember(), aMember(), aMember()];
    expect((await issue(id, first)).status).toBe(200);
    await expectRefused(12005, () => issue(id, first));
    expect(valueAt((await shown(id, `?userId=${first.id}`)).body, 'reward.rewardRestrictions')).toMatchObject({
      isValid: false,
      customerLevel: [{ limit: 1, consumed: 1 }],
      rewardLevel: [{ limit: 2, consumed: 1 }],
    });
    expect((await issue(id, second)).status).toBe(200);
    await expectRefused(12005, () => issue(id, third));
  });

  it('converts a value into points by the ratio', async () => {
    const id = await aReward({
      redemptionType: 'MILES',
      paymentConfigs: [{ paymentMode: 'CONV_RATIO', conversionRatio: 2 }],
    });
    const member = aMember();
    const { body } = await issue(id, member, { paymentConfig: { redemptionValue: 120 } });
    expect(valueAt(body, 'redemptionDetails')).toEqual({ redemptionType: 'MILES', totalRedemptionValue: 120 });
    expect(pointsOf(member)).toBe(440);
    await expectRefused(400, () => issue(id, member, { quantity: 6 }));
  });

  it('lets a group pay for its member', async () => {
    const member = aMember();
    const group = createGroup(sandbox.world, {
      name: 'Payers',
      externalId: 'payers-1',
      primary: member,
      maxGroupSize: 3,
      tillId: TILL,
    });
    const pool = { type: 'USERGROUP2' as const, id: group.id };
    transferPoints(sandbox.world, { from: customerEntity(member.id), to: pool, points: 100 }, { tillId: TILL });
    const id = await aReward();
    expect((await issue(id, member, { user_group2_external_id: 'payers-1' })).status).toBe(200);
    expect([balance(sandbox.world, pool), pointsOf(member)]).toEqual([50, 400]);
    expect((await issue(id, member, { userGroup2ExternalId: 'payers-1' })).status).toBe(200);
    expect([balance(sandbox.world, pool), pointsOf(member)]).toEqual([0, 400]);
    transferPoints(sandbox.world, { from: customerEntity(member.id), to: pool, points: 50 }, { tillId: TILL });
    await issue(id, member, {}, `${ISSUE}&user_group2_primary_user_id=${member.id}`);
    expect([balance(sandbox.world, pool), pointsOf(member)]).toEqual([0, 350]);
    const other = aMember();
    const stranger = await expectRefused(8004, () => issue(id, other, { user_group2_id: group.id }));
    expect(valueAt(stranger.body, 'status.partnerError.codes')).toEqual([828]);
  });
});

describe('a reward as real callers use it', () => {
  it('is issued without an OTP by either spelling of skip_validation', async () => {
    const [id, member] = [await aReward(), aMember()];
    expect((await issue(id, member, {}, `?${USER}&skipValidation=true`)).status).toBe(200);
    await expectRefused(8004, () => issue(id, member, {}, `?${USER}`));
  });

  it('is listed by its label group, and for a customer by mobile', async () => {
    const id = await aReward({ group: 'POS' });
    const listed = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await call(`GET ${BASE}/user/reward/brand/${NAME}?${query}`)).body, 'rewardList', 'id');
    expect(await listed('group=POS')).toEqual([id]);
    expect(await listed(`group=POS&${USER}&mobile=${mobileOf(aMember())}`)).toEqual([id]);
    const read = (): Promise<Answer> => call(`GET ${BASE}/user/reward/brand/${NAME}?mobile=919999999999`);
    await expectRefused(1014, read);
  });

  it('is issued by the id that a partner gave it, which is unique in the brand', async () => {
    const id = await aReward({ rewardExternalId: 'PARTNER7' });
    const member = aMember();
    const { body } = await issueBulk(member, [{ rewardExternalId: 'PARTNER7', quantity: 1 }]);
    expect(fieldOfEach(body, 'rewards', 'rewardId')).toEqual([id]);
    const again = rewardBody({ rewardExternalId: 'PARTNER7' });
    await expectRefused(6081, () => call(`POST ${BASE}/reward/create`, { body: again }));
    const none = await issueBulk(member, [{ rewardExternalId: 'NONE', quantity: 1 }]);
    expect(valueAt(none.body, 'rewards.0.status.code')).toBe(6004);
    const same = await call(`PUT ${BASE}/reward/${id}/brand/${BRAND}`, { body: again });
    expect(valueAt(same.body, 'status.code')).toBe(6006);
  });

  it('is written back as it was read, with its nulls and read-only fields', async () => {
    const id = await aReward({ group: null, label: null, tier: null, priority: null, categories: null });
    const list = await call(`GET ${BASE}/reward/brand/${BRAND}?size=100`);
    const managed = listAt(list.body, 'rewardList').find((each) => valueAt(each, 'id') === id);
    for (const read of [managed, valueAt((await shown(id)).body, 'reward')]) {
      const body = { ...rewardBody(), ...Object(read) };
      expect(() => checkArguments(definitionOf('reward_update'), { rewardId: id, brandId: BRAND, body })).not.toThrow();
      const updated = await call(`PUT ${BASE}/reward/${id}/brand/${BRAND}`, { body });
      expect(valueAt(updated.body, 'status.code')).toBe(6006);
    }
  });
});

describe('issuing several rewards', () => {
  it('gives each piece and takes the points of all', async () => {
    const series = aSeries();
    const coupon = await aReward({ redemptionType: 'INTOUCH_REWARD', intouchSeriesId: series.id });
    const scarf = await aReward();
    const member = aMember();
    const { status, body } = await issueBulk(member, [
      { rewardId: coupon, quantity: 2, requestId: 'b-1' },
      { rewardId: scarf, quantity: 1, fulfillmentDetails: { status: 'ORDERED' } },
    ]);
    expect([status, valueAt(body, 'status.code')]).toEqual([200, 200]);
    expect(fieldOfEach(body, 'rewards', 'quantity')).toEqual([2, 1]);
    expect(new Set(fieldOfEach(body, 'rewards.0.intouch', 'couponCode')).size).toBe(2);
    expect(listAt(body, 'rewards.0.pointsReferenceIds')).toHaveLength(2);
    expect(pointsOf(member)).toBe(350);
    expect(fieldOfEach((await purchased(member)).body, 'rewards', 'rewardId').toSorted()).toEqual(
      [coupon, coupon, scarf].toSorted(),
    );
  });

  it('fails as a whole where the points are too few', async () => {
    const id = await aReward();
    const poor = aMember(120);
    const answer = await expectRefused(8004, () => issueBulk(poor, [{ rewardId: id, quantity: 3 }]));
    expect(valueAt(answer.body, 'rewards')).toBeNull();
    expect(valueAt(answer.body, 'status.partnerError.codes')).toEqual([803]);
  });

  it('tells what was issued where some fail', async () => {
    const good = await aReward();
    const limited = await aReward({
      restrictions: { customerLevel: [{ kpi: 'QUANTITY', repeatFrequencyType: 'NO_LIMIT', limit: 1 }] },
    });
    const member = aMember();
    const { status, body } = await issueBulk(member, [
      { rewardId: good, quantity: 1 },
      { rewardId: limited, quantity: 2 },
      { rewardId: 1, quantity: 1 },
    ]);
    expect([status, valueAt(body, 'status.success'), valueAt(body, 'status.code')]).toEqual([400, false, 8010]);
    expect(listAt(body, 'rewards').map((each) => valueAt(each, 'status.code'))).toEqual([200, 8010, 6004]);
    expect(fieldOfEach(body, 'rewards', 'quantity')).toEqual([1, 1, 0]);
    expect(pointsOf(member)).toBe(400);
    await expectRefused(8004, () => issueBulk(member, [{ rewardId: limited, quantity: 1 }]));
  });

  it('refuses malformed rows and repeats that differ', async () => {
    const id = await aReward();
    const member = aMember();
    await expectRefused(400, () => issueBulk(member, []));
    await expectRefused(400, () => issueBulk(member, [{ rewardId: id }]));
    await expectRefused(400, () => issueBulk(member, [{ quantity: 1 }]));
    const twice = { rewardId: id, quantity: 1, requestId: 'b-2' };
    await expectRefused(400, () => issueBulk(member, [twice, twice]));
    const first = await issueBulk(member, [twice]);
    expect((await issueBulk(member, [twice])).body).toEqual(first.body);
    await expectRefused(10003, () => issueBulk(member, [{ ...twice, quantity: 2 }]));
    expect(pointsOf(member)).toBe(450);
  });
});

describe('what a customer has', () => {
  it('is narrowed, sorted and paged', async () => {
    const member = aMember();
    const [scarf, series] = [await aReward(), aSeries()];
    const coupon = await aReward({ redemptionType: 'INTOUCH_REWARD', intouchSeriesId: series.id, categories: [13] });
    await issue(scarf, member);
    await issue(coupon, member);
    const rows = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await purchased(member, query)).body, 'rewards', 'rewardId');
    expect(await rows('')).toEqual([coupon, scarf]);
    expect(await rows('&orderBy=asc')).toEqual([scarf, coupon]);
    expect(await rows(`&rewardId=${scarf}`)).toEqual([scarf]);
    expect(await rows('&typeOfReward=INTOUCH_REWARD,VOUCHER')).toEqual([coupon]);
    expect(await rows('&category=13')).toEqual([coupon]);
    expect(await rows(`&fromPurchaseDate=${Date.parse(START) + 1}&toPurchaseDate=${Date.parse(iso(1))}`)).toEqual([]);
    expect(await rows(`&fromExpiryDate=${Date.parse(iso(49))}&toExpiryDate=${Date.parse(iso(51))}`)).toEqual([coupon]);
    expect(await rows('&sortBy=rewardId&orderBy=asc')).toEqual([scarf, coupon]);
    expect(await rows('&sortBy=createdOn')).toEqual([coupon, scarf]);
    expect(await rows('&page=2&size=1')).toEqual([scarf]);
    const lower = valueAt((await purchased(member, '&couponCodeCase=LOWER')).body, 'rewards.0.code');
    expect(lower).toBe(String(lower).toLowerCase());
  });

  it('includes, among vouchers, coupons that came from elsewhere', async () => {
    const member = aMember();
    const series = aSeries();
    const id = await aReward({ redemptionType: 'INTOUCH_REWARD', intouchSeriesId: series.id });
    const tea = await aReward({ redemptionType: 'VOUCHER', vendorRedemption: 9 });
    await issue(id, member);
    await issue(tea, member);
    issueCoupon(sandbox.world, series, member, TILL);
    const vouchers = (query = ''): Promise<Answer> =>
      call(`GET ${BASE}/user/vouchers/brand/${NAME}?${USER}&mobile=${mobileOf(member)}${query}`);
    const ids = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await vouchers(query)).body, 'userVouchers', 'rewardDetails').map((each) =>
        each === null ? null : valueAt(each, 'rewardId'),
      );
    expect(await ids('')).toEqual([null, id, tea]);
    expect(await ids('&orderBy=DESC')).toEqual([tea, id, null]);
    expect(await ids('&intouch=false')).toEqual([tea]);
    expect(await ids('&status=redeemed')).toEqual([]);
    expect(await ids('&page=1&size=1')).toEqual([id]);
    expect(valueAt((await vouchers()).body, 'pagingDto')).toMatchObject({ size: 10, number: 0, first: true });
    const [first] = listAt((await vouchers('&intouch=false')).body, 'userVouchers');
    expect(valueAt(first, 'vouchers.0')).toMatchObject({ code: null, rewardId: tea, seriesId: null });
  });

  it('is the survivor’s once the customer is merged', async () => {
    const [gone, survivor] = [aMember(), aMember()];
    const id = await aReward();
    await issue(id, gone);
    mergeCustomers(sandbox.world, gone, survivor, TILL);
    expect(fieldOfEach((await purchased(survivor)).body, 'rewards', 'rewardId')).toEqual([id]);
  });

  it('is refused without a customer or a till', async () => {
    for (const path of ['user/userReward', 'user/vouchers']) {
      const read = (query: string) => () => call(`GET ${BASE}/${path}/brand/${NAME}?${query}`);
      await expectRefused(15006, read(USER));
      await expectRefused(1014, read(`${USER}&mobile=919999999999`));
      await expectRefused(3004, () => call(`GET ${BASE}/${path}/brand/Nobody?${USER}`));
    }
    const member = `mobile=${mobileOf(aMember())}`;
    await expectRefused(400, () => call(`GET ${BASE}/user/vouchers/brand/${NAME}?${member}`));
    expect((await call(`GET ${BASE}/user/userReward/brand/${NAME}?${member}`)).status).toBe(200);
    await expectRefused(8000, () => call(`GET ${BASE}/user/reward/1/vouchers/brand/${NAME}?${USER}&mobile=1`));
  });
});

describe('catalog promotions', () => {
  it('lower what a reward costs, until switched off for good', async () => {
    const reward = await aReward();
    const id = await aPromotion([reward]);
    const { body } = await call(`GET ${BASE}/promotion/${id}/brand/${BRAND}`);
    expect(valueAt(body, 'status.code')).toBe(11008);
    expect(valueAt(body, 'catalogPromotion')).toMatchObject({
      id,
      name: 'Sale',
      orgId: sandbox.world.organisation.id,
      isEnabled: true,
      startTime: '2026-05-02 06:30:00',
      endDateTime: iso(10),
      discountType: 'PERCENTAGE',
      discountValue: 20,
      createdOnDateTime: START,
      rewards: [{ rewardId: reward, promotionId: id, started: true, expired: false, intouchPointsPostDiscount: 40 }],
    });
    const listed = await call(`GET ${BASE}/promotion/brand/${BRAND}`);
    expect(fieldOfEach(listed.body, 'catalogPromotions', 'id')).toContain(id);
    const member = aMember();
    await issue(reward, member);
    expect(pointsOf(member)).toBe(460);

    const off = await call(`PUT ${BASE}/promotion/${id}/status/false/brand/${BRAND}`);
    expect(off.body).toEqual({
      status: { success: true, code: 11011, message: 'Catalog promotion status updated successfully' },
    });
    await issue(reward, member);
    expect(pointsOf(member)).toBe(410);
    await expectRefused(11013, () => call(`PUT ${BASE}/promotion/${id}/status/false/brand/${BRAND}`));
    const change = { body: promotionBody([reward]) };
    await expectRefused(11013, () => call(`PUT ${BASE}/promotion/${id}/brand/${BRAND}`, change));
    await aPromotion([reward]);
  });

  it('take up each reward once, and tell those they cannot', async () => {
    const [taken, open] = [await aReward(), await aReward()];
    const free = await aReward({ paymentConfigs: [{ paymentMode: 'FREE' }] });
    await aPromotion([taken]);
    const create =
      (ids: number[], more: object = {}) =>
      () =>
        call(`POST ${BASE}/promotion/create`, { body: promotionBody(ids, more) });
    const { body: refused } = await expectRefused(11004, create([taken]));
    expect(refused).toMatchObject({ catalogPromotion: null, failedRewards: [{ id: taken, name: 'Silk scarf' }] });
    expect(fieldOfEach(refused, 'failedRewards', 'code')).toEqual([undefined]);
    await expectRefused(11015, create([free]));
    await expectRefused(6004, create([1]));
    const { body } = await create([open, taken, free])();
    expect(fieldOfEach(body, 'failedRewards', 'code')).toEqual([11004, 11015]);
    for (const name of ['brandId', 'startTime', 'endTime', 'discountType', 'discountValue', 'rewardIds']) {
      await expectRefused(400, create([open], { [name]: undefined }));
    }
    await expectRefused(400, create([open], { languageSpecificInfo: [{ languageCode: 'en', name: 'Sale' }] }));
    await expectRefused(400, create([open], { discountValue: 120 }));
    await expectRefused(3004, create([open], { brandId: 1 }));
  });

  it('change in all while scheduled, and only in part while running', async () => {
    const [one, two] = [await aReward(), await aReward()];
    const id = await aPromotion([one], { startTime: iso(2) });
    const update = (more: object): Promise<Answer> =>
      call(`PUT ${BASE}/promotion/${id}/brand/${BRAND}`, { body: { ...promotionBody([two]), ...more } });
    const changed = await update({ discountType: 'FIXED', discountValue: 10 });
    expect(changed.body).toEqual({
      status: { success: true, code: 11021, message: 'Catalog promotion updated successfully.' },
      catalogPromotion: { id },
      failedRewards: [],
    });
    const { body } = await call(`GET ${BASE}/promotion/${id}/brand/${BRAND}`);
    expect(fieldOfEach(body, 'catalogPromotion.rewards', 'rewardId')).toEqual([two]);
    // It runs now.
    await expectRefused(400, () => update({ discountType: 'FIXED', discountValue: 15 }));
    await expectRefused(400, () => update({ discountType: 'FIXED', discountValue: 10, endTime: iso(-0.5) }));
    await expectRefused(11007, () => call(`PUT ${BASE}/promotion/1/brand/${BRAND}`, { body: promotionBody([two]) }));
    await expectRefused(11007, () => call(`GET ${BASE}/promotion/1/brand/${BRAND}`));
    await expectRefused(11007, () => call(`PUT ${BASE}/promotion/1/status/false/brand/${BRAND}`));
    await expectRefused(3004, () => call(`GET ${BASE}/promotion/brand/1`));
  });
});

describe('custom fields of the catalog', () => {
  const create = (more: object): Promise<Answer> =>
    call(`POST ${BASE}/brand/customfield`, {
      body: { name: 'giftNote', description: 'Greeting', scope: 'ISSUE_REWARD', dataType: 'STRING', ...more },
    });

  it('are defined, listed by scope, and then filled in', async () => {
    const made = await create({});
    expect(made.body).toMatchObject({
      orgId: sandbox.world.organisation.id,
      name: 'giftNote',
      scope: 'ISSUE_REWARD',
      isMandatory: false,
      isActive: true,
      enumValues: null,
      createdOn: Date.parse(START),
      createdOnDateTime: START,
    });
    await create({
      name: 'colour',
      scope: 'REWARD',
      dataType: 'ENUM',
      enumValues: ['blue', 'red'],
      defaultValue: 'red',
    });
    const list = async (query: string): Promise<unknown[]> => {
      const { body } = await call(`GET ${BASE}/brand/customfield${query}`);
      return fieldOfEach({ list: body }, 'list', 'name');
    };
    expect(await list('')).toEqual(['colour', 'giftNote', 'supplier']);
    expect(await list('?orderBy=ASC')).toEqual(['supplier', 'giftNote', 'colour']);
    expect(await list('?scope=ISSUE_REWARD')).toEqual(['giftNote']);
    const id = await aReward({ customFields: { colour: 'blue' } });
    expect(valueAt((await shown(id)).body, 'reward.customFields')).toEqual({ colour: 'blue' });
    expect(valueAt((await shown(await aReward())).body, 'reward.customFields')).toEqual({ colour: 'red' });
    await expectRefused(6003, () =>
      call(`POST ${BASE}/reward/create`, { body: rewardBody({ customFields: { colour: 'green' } }) }),
    );
    const member = aMember();
    await issue(id, member, { customFields: { giftNote: 'For Asha' } });
    expect(valueAt((await purchased(member)).body, 'rewards.0.transactionCustomFields')).toEqual({
      giftNote: 'For Asha',
    });
  });

  it('are refused where malformed or too many', async () => {
    for (const name of ['name', 'description', 'scope', 'dataType']) {
      await expectRefused(400, () => create({ [name]: undefined }));
    }
    const ofValues =
      (enumValues: string[], defaultValue = 'a') =>
      () =>
        create({ name: 'size', dataType: 'ENUM', enumValues, defaultValue });
    await expectRefused(400, ofValues([]));
    await expectRefused(400, ofValues(Array.from({ length: 31 }, (_, index) => `v${index}`)));
    await expectRefused(3024, ofValues(['a', 'b!']));
    await expectRefused(3025, ofValues(['b']));
    await expectRefused(3028, ofValues(['a', 'b'.repeat(81)]));
    await expectRefused(3029, ofValues(['a', 'a']));
    await expectRefused(3030, ofValues(['a', '']));
    await create({});
    await expectRefused(400, () => create({ name: 'GIFTNOTE' }));
    for (let number = 2; number <= 10; number++) await create({ name: `note${number}` });
    await expectRefused(3022, () => create({ name: 'note11' }));
  });
});
