/** Rewards taken back, limited and looked up: what the rewards catalog has beyond the inventory. */
import { describe, expect, it } from 'vitest';
import { createSeries, redeemCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity, ledgerOf } from '../../src/sandbox/domains/points/ledger.js';
import { givePoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { advance, DAY, later } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, fieldOfEach, listAt, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const call = sandbox.call;

const BASE = '/api_gateway/rewards/core/v1';
const BRAND = 77;
const BRAND_NAME = 'Meridian Threads';

const iso = (days: number): string => later(START, days * DAY);
const codeOf = ({ body }: Answer): unknown => valueAt(body, 'status.code');

const rewardBody = (more: object = {}): object => ({
  startTime: iso(-1),
  endTime: iso(100),
  type: 'VOUCHER',
  brandId: BRAND,
  redemptionType: 'PHYSICAL_REWARD',
  languageSpecificInfo: [{ languageCode: 'en', name: 'Silk scarf', description: 'Hand-printed', enabled: true }],
  paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
  ...more,
});

const create = (more: object = {}): Promise<Answer> => call(`POST ${BASE}/reward/create`, { body: rewardBody(more) });
const aReward = async (more: object = {}): Promise<number> => Number(valueAt((await create(more)).body, 'reward.id'));

/** A reward that is a coupon of ₹100. */
function aCouponReward(more: object = {}): Promise<number> {
  const series = createSeries(
    sandbox.world,
    { description: 'Reward coupon', discountType: 'ABS', discountValue: 100, validTillDate: later(START, 50 * DAY) },
    TILL,
  );
  return aReward({ redemptionType: 'INTOUCH_REWARD', intouchSeriesId: String(series.id), ...more });
}

function aMember(points = 500): Customer {
  const customer = aCustomer(sandbox.world);
  givePoints(sandbox.world, customerEntity(customer.id), { kind: 'goodwill', points, tillId: TILL, reason: 'Test' });
  return customer;
}

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';
const pointsOf = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));

const issue = (rewardId: number, customer: Customer, more: object = {}): Promise<Answer> =>
  call(`POST ${BASE}/user/reward/${rewardId}/issue?username=blr01.till01&skip_validation=true`, {
    body: { brand: BRAND_NAME, mobile: mobileOf(customer), ...more },
  });

async function anIssue(rewardId: number, customer: Customer): Promise<{ id: number; code: string }> {
  const { body } = await issue(rewardId, customer);
  return { id: Number(valueAt(body, 'transactionId')), code: String(valueAt(body, 'intouch.couponCode')) };
}

const revoke = (txnId: number, more: object = {}): Promise<Answer> =>
  call(`POST ${BASE}/user/reward/revoke`, { body: { txnId, ...more } });

const held = async (customer: Customer): Promise<unknown[]> =>
  listAt(
    (await call(`GET ${BASE}/user/userReward/brand/${encodeURIComponent(BRAND_NAME)}?mobile=${mobileOf(customer)}`))
      .body,
    'rewards',
  );

const setSwitch = (configKeyName: string, configKeyValue: string, more: object = { brandId: BRAND }) =>
  call(`POST ${BASE}/brand/config`, { body: { configKeyName, configKeyValue, ...more } });

/** That a call is refused with a code, and that nothing came of it. */
async function expectRefused(code: number, act: () => Promise<Answer>): Promise<Answer> {
  const before = new Snapshot(sandbox.world);
  const answer = await act();
  expect([valueAt(answer.body, 'status.success'), codeOf(answer)]).toEqual([false, code]);
  before.expectSame(sandbox.world);
  return answer;
}

describe('revoking a reward', () => {
  it('gives its points back through the ledger, and takes the coupon and the reward from the customer', async () => {
    const member = aMember();
    const reward = await aCouponReward();
    const { id, code } = await anIssue(reward, member);
    expect([pointsOf(member), (await held(member)).length]).toEqual([450, 1]);
    const { status, body } = await revoke(id, { revokedBy: 'SUPPORT', revokeReason: 'by mistake' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: { success: true }, txnId: id, state: 'CANCELLED', userRewardCount: 1 });
    expect([pointsOf(member), await held(member)]).toEqual([500, []]);
    expect(ledgerOf(sandbox.world, customerEntity(member.id)).at(-1)).toMatchObject({
      movement: 'reverse',
      points: 50,
    });
    expect(() => redeemCoupon(sandbox.world, { code, customer: member, tillId: TILL, billAmount: 900 })).toThrow(
      /revoked/,
    );
    await expectRefused(13003, () => revoke(id));
  });

  it('makes room for another one under the limit of the reward', async () => {
    const once = { kpi: 'QUANTITY', limit: 1, windowType: 'FIXED', repeatFrequencyType: 'MONTHS' };
    const reward = await aReward({ restrictions: { customerLevel: [once] } });
    const member = aMember();
    const { id } = await anIssue(reward, member);
    expect(codeOf(await issue(reward, member))).toBe(12005);
    await revoke(id);
    expect(codeOf(await issue(reward, member))).toBe(200);
  });

  it('is refused, with HTTP 200, for what was used, is unknown or has had its points returned', async () => {
    const member = aMember();
    const reward = await aCouponReward();
    const used = await anIssue(reward, member);
    redeemCoupon(sandbox.world, { code: used.code, customer: member, tillId: TILL, billAmount: 900 });
    expect((await expectRefused(13003, () => revoke(used.id))).status).toBe(200);
    expect((await expectRefused(10007, () => revoke(1))).status).toBe(200);
    const returned = await anIssue(await aReward(), member);
    const redemptionId = sandbox.world.rewardIssues[returned.id]?.pieces[0]?.redemptionId ?? '';
    reverseRedemption(sandbox.world, { redemptionId, customer: member, tillId: TILL });
    await expectRefused(1018, () => revoke(returned.id));
    expect(codeOf(await call(`POST ${BASE}/user/reward/revoke`, { body: {} }))).toBe(400);
  });

  it('needs the switch of the brand, or of the organization', async () => {
    const member = aMember();
    const { id } = await anIssue(await aReward(), member);
    await setSwitch('REVOKE_ENABLE', 'false');
    await expectRefused(13005, () => revoke(id));
    await setSwitch('REVOKE_ENABLE', 'true', {});
    await expectRefused(13005, () => revoke(id));
    await setSwitch('REVOKE_ENABLE', 'TRUE');
    expect(codeOf(await revoke(id))).toBe(200);
  });
});

describe('points restrictions', () => {
  const row = (more: object = {}) => ({
    kpi: 'POINTS',
    constraintLevel: 'CUSTOMER',
    frequencyType: 'DAILY',
    intervalValue: 1,
    constraintLimitValue: 80,
    isActive: true,
    ...more,
  });
  const restrict = (...rows: object[]): Promise<Answer> => call(`POST ${BASE}/brand/constraints`, { body: rows });
  const change = (...rows: object[]): Promise<Answer> => call(`PUT ${BASE}/brand/constraints`, { body: rows });
  const idIn = ({ body }: Answer): unknown => valueAt(body, '0.rewardConstraintId');

  it('limit what a customer may spend on all rewards together, until the window passes or the limit is raised', async () => {
    const restrictionId = idIn(await restrict(row()));
    const [scarf, bag] = [await aReward(), await aReward()];
    const member = aMember();
    const { id } = await anIssue(scarf, member);
    await expectRefused(12005, () => issue(bag, member));
    expect(codeOf(await issue(bag, aMember()))).toBe(200);
    await revoke(id);
    expect(codeOf(await issue(bag, member))).toBe(200);
    advance(sandbox.world, DAY);
    expect(codeOf(await issue(bag, member))).toBe(200);
    await change(row({ rewardConstraintId: restrictionId, constraintLimitValue: 100 }));
    expect(codeOf(await issue(bag, member))).toBe(200);
    await change(row({ rewardConstraintId: restrictionId, isActive: false }));
    expect(codeOf(await issue(bag, member))).toBe(200);
  });

  it('hold for the kind of reward, the tier or the label that they name', async () => {
    await restrict(
      row({ constraintLevel: 'CUSTOMER_REDEMPTION_TYPE', redemptionType: 'PHYSICAL_REWARD', constraintLimitValue: 10 }),
      row({ constraintLevel: 'CUSTOMER_TIER', tierId: 4, constraintLimitValue: 0 }),
    );
    const member = aMember();
    const coupon = await aCouponReward();
    await expectRefused(12005, () => issue(98103, member, { paymentConfig: { id: priceOf(98103) } }));
    expect(codeOf(await issue(coupon, member))).toBe(200);
    member.tier = 4;
    await expectRefused(12005, () => issue(coupon, member));
  });

  it('are shown to whoever looks at what a customer can get, with the points that are spent', async () => {
    const member = aMember();
    await issue(await aReward(), member);
    const { body } = await call(`GET ${BASE}/user/reward/brand/${encodeURIComponent(BRAND_NAME)}?userId=${member.id}`);
    expect(valueAt(body, 'orgLevelRestrictions')).toMatchObject({
      isValid: true,
      customerLevel: [{ rewardConstraintId: 50501, constraintLimitValue: 10000, consumed: 50, isValid: true }],
      customerRedemptionTypeLevel: [{ redemptionType: 'INTOUCH_REWARD', consumed: 0 }],
    });
  });

  it('are refused row by row if they exist already, and at once if they repeat each other', async () => {
    const first = await restrict(row(), row({ frequencyType: 'WEEKLY' }));
    expect(first.body).toMatchObject([
      { status: { success: true }, constraintLimitValue: 80 },
      { status: { success: true }, startDayOfTheWeek: 'MONDAY' },
    ]);
    const again = await restrict(row(), row({ constraintLevel: 'CUSTOMER_LOYALTY_PROGRAM', programId: 812 }));
    expect(again.body).toMatchObject([
      { rewardConstraintId: idIn(first), status: { success: false, code: 12014 } },
      { programId: '812', status: { success: true } },
    ]);
    await expectRefused(12022, () => restrict(row({ frequencyType: 'MONTHLY' }), row({ frequencyType: 'MONTHLY' })));
    await expectRefused(12016, () => restrict(row({ rewardConstraintId: 1 })));
    await expectRefused(12018, () => restrict(row({ isActive: false })));
    await expectRefused(12017, () => change(row()));
    const unknown = await change(row({ rewardConstraintId: 1 }));
    expect(valueAt(unknown.body, '0.status.code')).toBe(12015);
    const untargeted = await restrict(row({ constraintLevel: 'CUSTOMER_TIER' }));
    expect(valueAt(untargeted.body, '0.status.code')).toBe(400);
  });

  it('are at most 15 at a time that are active', async () => {
    const kinds = ['GAMES', 'AUCTION', 'CASH_WALLET', 'VOUCHER', 'CASH_BACK', 'CHARITY', 'MILES'];
    const rows = kinds.flatMap((redemptionType) =>
      ['DAILY', 'WEEKLY'].map((frequencyType) =>
        row({ constraintLevel: 'CUSTOMER_REDEMPTION_TYPE', redemptionType, frequencyType }),
      ),
    );
    const { body } = await restrict(...rows);
    expect(
      fieldOfEach({ rows: body }, 'rows', 'status').filter((each) => valueAt(each, 'code') === 12020),
    ).toHaveLength(1);
    expect(listAt({ rows: (await call(`GET ${BASE}/brand/constraints`)).body }, 'rows')).toHaveLength(15);
  });

  it('start their weeks on the day that the organization has set', async () => {
    await setSwitch('CONF_START_OF_THE_WEEK_FOR_ORG_RESTRICTION', 'SUNDAY');
    const made = await restrict(row({ frequencyType: 'WEEKLY' }));
    expect(valueAt(made.body, '0.startDayOfTheWeek')).toBe('SUNDAY');
    // The sandbox starts on a Sunday.
    const member = aMember();
    const reward = await aReward();
    await issue(reward, member);
    advance(sandbox.world, DAY);
    await expectRefused(12005, () => issue(reward, member));
    await setSwitch('CONF_START_OF_THE_WEEK_FOR_ORG_RESTRICTION', 'MONDAY');
    expect(codeOf(await issue(reward, member))).toBe(200);
  });
});

const priceOf = (rewardId: number): number | undefined =>
  sandbox.world.rewards[rewardId]?.prices.find(({ paymentMode }) => paymentMode === 'POINTS')?.id;

describe('categories of rewards', () => {
  const status = (id: number, action: string, brand = BRAND): Promise<Answer> =>
    call(`PUT ${BASE}/metadata/category/${id}/status/${action}/brand/${brand}`);
  const inCategory = async (name: string): Promise<unknown[]> =>
    fieldOfEach(
      (await call(`GET ${BASE}/user/reward/brand/${encodeURIComponent(BRAND_NAME)}?category=${name}`)).body,
      'rewardList',
      'id',
    );

  it('can be used by rewards once they are made', async () => {
    const made = await call(`POST ${BASE}/metadata/category/create`, { body: { brandId: BRAND, name: 'travel' } });
    expect(made.body).toMatchObject({ status: { code: 2002 }, category: { name: 'travel', enabled: true } });
    const id = await aReward({ categories: [valueAt(made.body, 'category.id')] });
    expect(await inCategory('travel')).toEqual([id]);
    await expectRefused(3004, () => call(`POST ${BASE}/metadata/category/create`, { body: { brandId: 1, name: 'x' } }));
  });

  it('are taken off all rewards when they are disabled, and do not come back', async () => {
    const id = await aReward({ categories: [12, 13] });
    expect(codeOf(await status(12, 'disable'))).toBe(2006);
    expect(valueAt((await call(`GET ${BASE}/reward/${id}/brand/${BRAND}`)).body, 'reward.categories')).toEqual([13]);
    expect(codeOf(await create({ categories: [12] }))).toBe(400);
    await status(12, 'enable');
    expect(await inCategory('clothing')).toEqual([]);
    expect(codeOf(await create({ categories: [12] }))).toBe(6002);
    await expectRefused(2004, () => status(999, 'disable'));
    await expectRefused(3004, () => status(12, 'disable', 1));
    await expectRefused(400, () => status(12, 'toggle'));
  });
});

describe('the switches of the catalog', () => {
  const read = async (): Promise<unknown[]> =>
    listAt((await call(`GET ${BASE}/brand/${BRAND}/getConfig`)).body, 'configList');

  it('read back as they were set, for the brand or for all', async () => {
    await setSwitch('CONF_EXT_POINTS_VENDOR', 'true', {});
    await setSwitch('CONF_SEND_EXPIRY_NOTIFICATION_FOR_REWARD_TIME', '09:30');
    expect(await read()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ configKeyName: 'CONF_EXT_POINTS_VENDOR', configKeyValue: 'true', brandId: null }),
        expect.objectContaining({ configKeyValue: '09:30', brandId: BRAND }),
      ]),
    );
  });

  it('are refused if the key, the brand or the value is none', async () => {
    await expectRefused(3011, () => setSwitch('CONF_HOPE', 'true'));
    await expectRefused(3011, () => setSwitch('REVOKE_ENABLE', 'true', { brandId: 1 }));
    await expectRefused(400, () => setSwitch('REVOKE_ENABLE', 'perhaps'));
    await expectRefused(400, () => setSwitch('CONF_CATALOG_PROMOTION_BUFFER_END_TIME_MINUTES', '31'));
    await expectRefused(3004, () => call(`GET ${BASE}/brand/1/getConfig`));
  });

  it('decide whether there are catalog promotions', async () => {
    const promote = async () =>
      call(`POST ${BASE}/promotion/create`, {
        body: {
          brandId: String(BRAND),
          startTime: iso(-1),
          endTime: iso(10),
          discountType: 'PERCENTAGE',
          discountValue: 20,
          rewardIds: [98101],
          languageSpecificInfo: [{ languageCode: 'en', name: 'Sale', description: 'For a while', enabled: true }],
        },
      });
    await setSwitch('CONF_ENABLE_FEATURE_CATALOG_PROMOTION', 'false');
    expect(codeOf(await promote())).toBe(400);
    await setSwitch('CONF_ENABLE_FEATURE_CATALOG_PROMOTION', 'true');
    expect(codeOf(await promote())).toBe(11002);
  });
});

describe('looking up rewards', () => {
  const names = async (query: string): Promise<unknown[]> =>
    fieldOfEach((await call(`GET ${BASE}/reward/list/brand/${BRAND}?${query}`)).body, 'rewardList', 'name');

  it('shows one as it is set up', async () => {
    const owners = [{ ownerType: 'MILESTONES', ownerId: '5' }];
    const id = await aReward({ owners, labels: [], restrictions: { rewardLevel: [{ kpi: 'QUANTITY', limit: 9 }] } });
    expect((await call(`GET ${BASE}/reward/${id}/brand/${BRAND}`)).body).toMatchObject({
      status: { code: 6001 },
      reward: {
        id,
        startDateTime: iso(-1),
        languageSpecificInfo: [{ rewardId: id, languageCode: 'en', name: 'Silk scarf' }],
        restrictions: { rewardLevel: [{ limit: 9 }] },
        paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
        owners,
      },
    });
    await expectRefused(6004, () => call(`GET ${BASE}/reward/1/brand/${BRAND}`));
  });

  it('finds them by name, state, kind, vendor, owner and period', async () => {
    await aReward({ owners: [{ ownerType: 'LOYALTY_PROGRAM', ownerId: '812' }], enabled: false });
    expect(await names('rewardName=SCARF')).toEqual(['Silk scarf']);
    expect(await names('rewardStatus=ENDED')).toEqual(['Spring draw']);
    expect(await names('vendorIds=301,302')).toEqual(['Tea for two']);
    expect(await names('redemptionType=CHARITY')).toEqual(['Books for schools']);
    expect(await names('ownerType=Loyalty%20program')).toEqual(['Silk scarf']);
    expect(await names('enabled=false')).toEqual(['Silk scarf']);
    const past = [iso(-100), iso(-50)].map((each) => Date.parse(each));
    expect(await names(`startDate=${past[0]}&endDate=${past[1]}&redemptionType=SWEEPSTAKES`)).toEqual(['Spring draw']);
    await expectRefused(400, () => call(`GET ${BASE}/reward/list/brand/${BRAND}?startDate=${past[0]}`));
  });

  it('lists for a promotion those that are in none in its period', async () => {
    const free = async (from: string, until: string): Promise<unknown[]> =>
      fieldOfEach(
        (await call(`GET ${BASE}/reward/brand/${BRAND}/available?startDate=${from}&endDate=${until}`)).body,
        'rewardList',
        'name',
      );
    expect(await free('2026-05-10T00:00Z', '2026-05-20T00:00Z')).toEqual([
      'Hundred off',
      'Tea for two',
      'Diwali hamper',
    ]);
    expect(await free('2026-06-10T00:00Z', '2026-06-20T00:00Z')).toContain('Canvas bag');
    await expectRefused(400, () =>
      call(`GET ${BASE}/reward/brand/${BRAND}/available?startDate=soon&endDate=2026-05-20T00:00Z`),
    );
  });
});

describe('transactions of the catalog', () => {
  const attempts = async (customer: Customer, query = ''): Promise<Answer['body']> =>
    (await call(`GET ${BASE}/management/customer/${customer.id}/issuals${query}`)).body;

  it('show what was taken and given, to whom it belongs', async () => {
    const member = aMember();
    const reward = await aCouponReward();
    const { id, code } = await anIssue(reward, member);
    const { status, body } = await call(`GET ${BASE}/reward-transactions/${id}?couponCodeCase=LOWER`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: [{ success: true, code: 200 }],
      data: {
        rewardTransactionId: String(id),
        customerId: member.id,
        status: { success: true },
        quantity: 1,
        rewardDetails: { rewardId: reward, name: 'Silk scarf' },
        pointsRedemption: { redeemedPoints: 50 },
        vouchers: [{ code: code.toLowerCase() }],
      },
    });
    const own = `GET ${BASE}/management/customer/${member.id}/issuals/${id}`;
    expect(valueAt((await call(own)).body, 'data.vouchers.0.code')).toBe(code.toUpperCase());
    const other = aMember();
    await expectRefused(6004, () => call(`GET ${BASE}/management/customer/${other.id}/issuals/${id}`));
    await expectRefused(6004, () => call(`GET ${BASE}/reward-transactions/1`));
  });

  it('list the rows that failed beside others, with the reason', async () => {
    const member = aMember();
    const [scarf, last] = [await aReward(), await aReward({ restrictions: { rewardLevel: [{ limit: 0 }] } })];
    const { body } = await call(`POST ${BASE}/user/rewards/issue?username=blr01.till01&skip_validation=true`, {
      body: {
        mobile: mobileOf(member),
        rewards: [
          { rewardId: scarf, quantity: 1 },
          { rewardId: last, quantity: 1, requestId: 'again' },
        ],
      },
    });
    expect(valueAt(body, 'status.code')).toBe(8010);
    expect(listAt(await attempts(member, '?status=false'), 'rewardIssueTransactions')).toMatchObject([
      { rewardDetails: { rewardId: last }, status: { success: false, code: 12005 } },
    ]);
    const issued = listAt(await attempts(member, '?status=true'), 'rewardIssueTransactions');
    expect(issued).toMatchObject([{ rewardDetails: { rewardId: scarf }, pointsRedemptionRefIds: null }]);
    const reference = sandbox.world.rewardIssues[Number(valueAt(issued[0], 'rewardTransactionId'))]?.pieces[0];
    expect(
      listAt(await attempts(member, `?pointsRefIds=${reference?.redemptionId},x`), 'rewardIssueTransactions'),
    ).toMatchObject([{ pointsRedemptionRefIds: [reference?.redemptionId] }]);
    await expectRefused(400, () =>
      call(`GET ${BASE}/management/customer/${member.id}/issuals?pointsRefIds=${'a,'.repeat(10)}a`),
    );
  });
});

describe('reminders of rewards that expire', () => {
  const listed = async (query = ''): Promise<unknown[]> =>
    listAt((await call(`GET ${BASE}/reward/expiryReminder${query}`)).body, 'rewardExpiryReminder');

  it('are kept, changed and stopped', async () => {
    const made = await call(`POST ${BASE}/reward/expiryReminder`, { body: { duration: 7 } });
    expect(made.body).toMatchObject({ rewardExpiryReminder: { duration: 7, timing: '16:00', isActive: true } });
    const id = Number(valueAt(made.body, 'rewardExpiryReminder.id'));
    expect(await listed()).toHaveLength(2);
    const change = (body: object) => call(`PUT ${BASE}/reward/expiryReminder/${id}`, { body });
    await change({ duration: 3, timing: '18:30' });
    expect((await listed()).at(-1)).toMatchObject({ id, duration: 3, timing: '18:30' });
    await change({ duration: 3, isActive: false });
    expect(await listed('?filter=INACTIVE')).toMatchObject([{ id, timing: '16:00', isActive: false }]);
    expect(await listed()).toHaveLength(1);
  });

  it('need the days, and exist', async () => {
    await expectRefused(400, () => call(`POST ${BASE}/reward/expiryReminder`, { body: { timing: '10:00' } }));
    await expectRefused(400, () => call(`PUT ${BASE}/reward/expiryReminder/1`, { body: { duration: 7 } }));
    await expectRefused(400, () => call(`GET ${BASE}/reward/expiryReminder?size=0`));
  });
});

describe('a custom field of rewards', () => {
  it('that is retired is no longer accepted', async () => {
    const field = { name: 'supplier', description: 'Who made it', scope: 'REWARD', dataType: 'STRING' };
    expect(codeOf(await create({ customFields: { supplier: 'Anokhi' } }))).toBe(6002);
    const { body } = await call(`PUT ${BASE}/brand/customfield/311`, { body: { ...field, isActive: false } });
    expect(body).toMatchObject({ id: 311, description: 'Who made it', isActive: false, createdBy: TILL });
    expect(codeOf(await create({ customFields: { supplier: 'Anokhi' } }))).toBe(6003);
    await expectRefused(400, () => call(`PUT ${BASE}/brand/customfield/1`, { body: field }));
    await expectRefused(3025, () =>
      call(`PUT ${BASE}/brand/customfield/311`, {
        body: { ...field, dataType: 'ENUM', enumValues: ['Anokhi'], defaultValue: 'Fab' },
      }),
    );
  });
});
