import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { makeBadge } from '../../src/sandbox/domains/badges/plain-badge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { fail } from '../../src/sandbox/world/failure.js';
import { definitions } from '../../src/tools/catalogue.js';
import { definitionOf } from './conformance/answers.js';
import { type Answer, aCustomer, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;
const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

let count = 0;
const draft = (activity: object, more: { metadata?: object; customerEnrolment?: object; limits?: object[] } = {}) => {
  count += 1;
  return {
    metadata: {
      name: `Promotion ${count}`,
      orgId: 100900,
      startDate: '2026-05-01T00:00:00Z',
      endDate: '2026-05-31T23:59:59Z',
      promotionType: 'GENERIC',
      status: 'DRAFT',
      ...more.metadata,
    },
    customerEnrolment: more.customerEnrolment ?? {},
    limits: more.limits ?? [],
    activities: [{ id: 'a', type: 'SINGLE', event: 'TransactionAdd', expJSON: 'true', ...activity }],
  };
};
const give = (actionName: string, mandatoryPropertiesValues: object) => ({
  commonCycleActionMapping: [{ actions: [{ actionName, mandatoryPropertiesValues }] }],
});
const HUNDRED = give('AWARD_POINTS_ACTION', { AwardStrategy: '5001' });
const FIVE_HUNDRED = give('AWARD_POINTS_ACTION', { AwardStrategy: '5003' });
const submit = (id: unknown) =>
  call(`PUT /v3/requests/PROMOTION/${id}/status?existingStatus=DRAFT`, {
    body: { promotionStatus: 'PENDING_APPROVAL' },
  });
const live = async (body: object) => {
  const id = valueAt((await call('POST /v3/promotions', { body })).body, 'data.id');
  await submit(id);
  const { body: approved } = await call(`POST /v3/promotions/${id}/review`, { body: { approvalStatus: 'APPROVE' } });
  return { id: String(id), promotionId: valueAt(approved, 'data.metadata.promotionId') };
};
/** What asks for a customer to be enrolled or opted in. */
const enrolling = (promotion: { id: string; promotionId: unknown }, customer: Customer) => (action: string) =>
  call('POST /v3/promotions/enrol', {
    body: {
      action,
      promotion,
      customer: { identifierName: 'id', identifierValue: String(customer.id), source: 'INSTORE' },
      programId: 812,
    },
  });
const stop = (id: string) => {
  const promotion = sandbox.world.loyaltyPromotions[id];
  if (promotion) promotion.status = 'STOPPED';
};
const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));
const buy = (customer: Customer, amount: number) =>
  addBill(sandbox.world, { customer, billNumber: `lp-${++count}`, amount, tillId: TILL });

it('a new promotion says that it waits for its review', async () => {
  const { body } = await call('POST /v3/promotions', { body: draft(HUNDRED) });
  expect(body).toMatchObject({ warnings: [{ code: 200, message: expect.stringMatching(/draft.*reviewed/) }] });
});

describe('a promotion gives', () => {
  it('points with each bill that meets its rule, up to its limit, and nothing before it is approved', async () => {
    const rule =
      '{"arity":"binary_operation","value":">","operands":[{"arity":"name","value":"currentTxn.value"},{"arity":"literal","value":"1000"}]}';
    const limits = [
      { granularity: 'USER', limitType: 'SUM', limitValue: 150, period: { periodType: 'NON_PERIOD_BASED' } },
    ];
    const body = draft({ ...HUNDRED, expJSON: rule }, { limits });
    const id = String(valueAt((await call('POST /v3/promotions', { body })).body, 'data.id'));
    const customer = aCustomer(sandbox.world);
    buy(customer, 2000);
    expect(held(customer)).toBe(200);
    await submit(id);
    await call(`POST /v3/promotions/${id}/review`, { body: { approvalStatus: 'APPROVE' } });
    buy(customer, 500);
    expect(held(customer)).toBe(250);
    const { transaction } = buy(customer, 2000);
    expect(held(customer)).toBe(250 + 200 + 100);
    buy(customer, 2000);
    expect(held(customer)).toBe(550 + 200 + 50);
    addReturn(sandbox.world, { customer, billNumber: transaction.billNumber, returnType: 'FULL', tillId: TILL });
    expect(held(customer)).toBe(500);
    stop(id);
  });

  it('a coupon, and a badge once', async () => {
    const series = Object.values(sandbox.world.couponSeries).find(({ seriesCode }) => seriesCode === 'VISIT100');
    const badge = Object.values(sandbox.world.badges).find(({ name }) => name === 'First look');
    const [coupons, badges] = [
      await live(draft(give('PE_ISSUE_VOUCHER_ACTION', { VoucherSeriesId: String(series?.id) }))),
      await live(draft(give('ISSUE_BADGE_ACTION', { badgeMetaId: badge?.id }))),
    ];
    const customer = aCustomer(sandbox.world);
    buy(customer, 100);
    buy(customer, 100);
    const theirs = <T extends { customerId: number | null }>(all: Record<string, T>) =>
      Object.values(all).filter((each) => each.customerId === customer.id);
    expect(theirs(sandbox.world.coupons).every((each) => each.seriesId === series?.id)).toBe(true);
    expect(theirs(sandbox.world.coupons).length).toBeGreaterThan(0);
    expect(theirs(sandbox.world.earnedBadges)).toHaveLength(1);
    stop(coupons.id);
    stop(badges.id);
  });

  it('all its actions each time, as often as its limit of times allows', async () => {
    const limits = [{ granularity: 'USER', limitType: 'COUNT', limitValue: 1 }];
    const actions = [HUNDRED, FIVE_HUNDRED].flatMap(({ commonCycleActionMapping }) => commonCycleActionMapping);
    const { id } = await live(draft({ commonCycleActionMapping: actions }, { limits }));
    const customer = aCustomer(sandbox.world);
    buy(customer, 100);
    expect(held(customer)).toBe(10 + 100 + 500);
    buy(customer, 100);
    expect(held(customer)).toBe(610 + 10);
    stop(id);
  });

  it('several badges with one bill', async () => {
    const badges = ['Early bird', 'Night owl'].map((name) =>
      makeBadge(sandbox.world, TILL, {
        name,
        description: '',
        startOn: '2026-01-01T00:00:00Z',
        expiresOn: '2026-12-31T00:00:00Z',
        earnedExpiry: { expiryType: 'NEVER' },
        owners: ['Loyalty'],
        rank: 1,
      }),
    );
    const actions = badges.map((badge) => give('ISSUE_BADGE_ACTION', { badgeMetaId: badge.id }));
    const mappings = actions.flatMap(({ commonCycleActionMapping }) => commonCycleActionMapping);
    const { id } = await live(draft({ commonCycleActionMapping: mappings }));
    const customer = aCustomer(sandbox.world);
    buy(customer, 100);
    const earned = Object.values(sandbox.world.earnedBadges).filter(({ customerId }) => customerId === customer.id);
    expect(earned.map(({ badgeId }) => badgeId)).toEqual(badges.map((badge) => badge.id));
    stop(id);
  });

  it('what it can where one of its actions is refused, and that one changes nothing', async () => {
    const series = Object.values(sandbox.world.couponSeries).find(({ seriesCode }) => seriesCode === 'VISIT100');
    if (!series) throw new Error('no series');
    const coupon = give('PE_ISSUE_VOUCHER_ACTION', { VoucherSeriesId: String(series.id) });
    const mappings = [coupon, HUNDRED].flatMap(({ commonCycleActionMapping }) => commonCycleActionMapping);
    const { id } = await live(draft({ commonCycleActionMapping: mappings }));
    const customer = aCustomer(sandbox.world);
    const { validTillDate } = series;
    series.validTillDate = '2026-05-01T00:00:00Z';
    const before = JSON.stringify([series, sandbox.world.coupons]);
    buy(customer, 100);
    expect(held(customer)).toBe(10 + 100);
    expect(JSON.stringify([series, sandbox.world.coupons])).toBe(before);
    series.validTillDate = validTillDate;
    stop(id);
  });

  it('what it gives for a bill dated back into its run, to a buyer whom that bill makes a member', async () => {
    const metadata = { promotionType: 'LOYALTY', startDate: '2026-04-01T00:00:00Z', endDate: '2026-04-30T23:59:59Z' };
    const { id } = await live(draft(HUNDRED, { metadata, customerEnrolment: { enrolmentMethod: 'TRANSACTION' } }));
    const customer = aCustomer(sandbox.world);
    const bill = (billingDate: string) => ({
      type: 'REGULAR',
      billNumber: `lp-${++count}`,
      billAmount: 100,
      billingDate,
    });
    const who = `identifierName=mobile&identifierValue=${customer.profiles[0]?.identifiers[0]?.value}&source=INSTORE`;
    const add = (billingDate: string) => call(`POST /v2/transactions?${who}`, { body: bill(billingDate) });
    expect(await add('2026-04-20T12:00:00Z')).toMatchObject({ status: 200, body: { errors: [], warnings: [] } });
    expect(held(customer)).toBe(10 + 100);
    const enrolments = Object.values(sandbox.world.promotionEnrolments).filter((each) => each.promotionId === id);
    expect(enrolments).toMatchObject([{ customerId: customer.id, enrolledOn: '2026-04-20T12:00:00Z' }]);
    expect((await add('2026-05-02T12:00:00Z')).status).toBe(200);
    expect(held(customer)).toBe(110 + 10);
    stop(id);
  });

  it('nothing of what a rule refuses, and the bill stands with its points and its tier', async () => {
    const metadata = { promotionType: 'LOYALTY' };
    const { id } = await live(draft(HUNDRED, { metadata, customerEnrolment: { enrolmentMethod: 'TRANSACTION' } }));
    const customer = aCustomer(sandbox.world);
    const awards = sandbox.world.promotionAwards;
    const key = `${id}:${customer.id}`;
    Object.defineProperty(awards, key, { get: () => fail(400, 'refused'), configurable: true });
    const { transaction, earned, upgraded } = buy(customer, 20_000);
    Reflect.deleteProperty(awards, key);
    expect([sandbox.world.transactions[transaction.id], earned?.awarded, upgraded]).toEqual([transaction, 2000, true]);
    expect(held(customer)).toBe(2000);
    expect(Object.values(sandbox.world.promotionEnrolments).filter((each) => each.promotionId === id)).toEqual([]);
    stop(id);
  });

  it('what a milestone says, when it is reached', async () => {
    const milestones = [
      {
        name: 'Three bills',
        targetEntity: 'TRANSACTION',
        targetType: 'COUNT',
        targetValue: '3',
        cycleActionMapping: [{ actions: HUNDRED.commonCycleActionMapping[0]?.actions }],
      },
    ];
    const { id } = await live(draft({ milestones, commonCycleActionMapping: [] }));
    const customer = aCustomer(sandbox.world);
    for (let bills = 0; bills < 4; bills++) buy(customer, 100);
    expect(held(customer)).toBe(40 + 100);
    const { body } = await call(`GET /v3/users/${customer.id}/targetGroups`);
    expect(JSON.stringify(body)).toMatch('Three bills');
    stop(id);
  });
});

describe('milestones', () => {
  const milestone = (name: string, targetValue: string) => ({
    name,
    targetEntity: 'TRANSACTION',
    targetType: 'COUNT',
    targetValue,
    cycleActionMapping: HUNDRED.commonCycleActionMapping,
  });
  const update = async (id: string, body: ReturnType<typeof draft>, activity: object) => {
    const [first] = body.activities;
    const metadata = { ...body.metadata, status: 'ACTIVE' };
    return call(`PUT /v3/promotions/${id}`, { body: { ...body, metadata, activities: [{ ...first, ...activity }] } });
  };

  it('stay apart from what each bill gives, through a change of the live promotion, which may add some', async () => {
    const body = draft({ ...HUNDRED, milestones: [milestone('Two bills', '2')] });
    const { id } = await live(body);
    const more = { milestones: [milestone('Two bills', '2'), milestone('Three bills in all', '3')] };
    expect((await update(id, body, more)).status).toBe(200);
    const customer = aCustomer(sandbox.world);
    const given = [1, 2, 3, 4].map(() => {
      const before = held(customer);
      buy(customer, 100);
      return held(customer) - before;
    });
    expect(given).toEqual([110, 210, 210, 110]);
    stop(id);
  });

  it('move their goal, and are refused where they would count something else', async () => {
    const body = draft({ milestones: [milestone('Far', '50')], commonCycleActionMapping: [] });
    const { id } = await live(body);
    await update(id, body, { milestones: [milestone('Far', '1')] });
    const customer = aCustomer(sandbox.world);
    buy(customer, 100);
    expect(held(customer)).toBe(110);
    const other = { milestones: [{ ...milestone('Far', '1'), targetType: 'SALES' }] };
    expect(codeOf(await update(id, body, other))).toEqual([400, 310161]);
    stop(id);
  });

  it('are refused with their promotion: figures that do not fit, names twice or taken, and nothing is approved', async () => {
    const created = (milestones: object[]) => call('POST /v3/promotions', { body: draft({ milestones }) });
    expect(codeOf(await created([{ ...milestone('x', '1'), targetType: 'ALL' }]))).toEqual([400, 310033]);
    expect(codeOf(await created([milestone('x', '1'), milestone('x', '2')]))).toEqual([400, 300004]);
    const body = draft({ milestones: [milestone('First', '1'), milestone('Taken', '1')] });
    const id = valueAt((await call('POST /v3/promotions', { body })).body, 'data.id');
    const [group] = Object.values(sandbox.world.targetGroups);
    const target = group?.targets[0];
    if (!target) throw new Error('no target');
    const name = target.name;
    target.name = `${body.metadata.name}: Taken`;
    const groups = Object.keys(sandbox.world.targetGroups).length;
    await submit(id);
    const refused = await call(`POST /v3/promotions/${id}/review`, { body: { approvalStatus: 'APPROVE' } });
    target.name = name;
    expect(codeOf(refused)).toEqual([400, 310069]);
    expect(Object.keys(sandbox.world.targetGroups)).toHaveLength(groups);
    expect(sandbox.world.loyaltyPromotions[String(id)]?.status).toBe('PENDING_APPROVAL');
  });
});

describe('members', () => {
  it('enrol, opt in, and get what is for those who did', async () => {
    const promotion = await live(
      draft(HUNDRED, {
        metadata: { promotionType: 'LOYALTY_EARNING', promoIdentifier: 'opt-1' },
        customerEnrolment: { enrolmentMethod: 'IMPORT' },
      }),
    );
    const { id, promotionId } = promotion;
    const customer = aCustomer(sandbox.world);
    const act = enrolling(promotion, customer);
    const standing = async (status: string) =>
      listAt(
        (
          await call(
            `GET /v3/members/${customer.id}/promotions?promotionId=${promotionId}&memberEnrollmentStatus=${status}`,
          )
        ).body,
        'promotions',
      ).length;
    buy(customer, 100);
    expect([held(customer), await standing('PENDING_ENROLLMENT')]).toEqual([10, 1]);
    expect(codeOf(await act('OPT_IN'))).toEqual([400, 400]);
    await act('ENROL');
    expect(valueAt((await act('ENROL')).body, 'warnings.0.message')).toMatch('already');
    expect(await standing('PENDING_OPT_IN')).toBe(1);
    await act('OPT_IN');
    buy(customer, 100);
    expect([held(customer), await standing('REDEEMED')]).toEqual([120, 1]);
    const one = await call(`GET /v3/members/${customer.id}/promotions/${promotionId}`);
    expect(
      valueAt(one.body, 'promotions.0.customerPromotionTimelines.0.enrollmentDetails.0.optInDetails.0.active'),
    ).toBe(true);
    expect(codeOf(await call(`GET /v3/members/${customer.id}/promotions/1`))).toEqual([400, 310194]);
    expect(codeOf(await call('GET /v3/members/1/promotions'))).toEqual([400, 310192]);
    stop(id);
  });
});

describe('setting up', () => {
  it('needs no organization id, which follows from the credentials', async () => {
    const body = draft(HUNDRED, { metadata: { orgId: undefined } });
    const made = await call('POST /v3/promotions', { body });
    expect(valueAt(made.body, 'data.metadata.orgId')).toBe(100900);
    const id = valueAt(made.body, 'data.id');
    expect((await call(`PUT /v3/promotions/${id}`, { body })).status).toBe(200);
    const other = draft(HUNDRED, { metadata: { orgId: 1 } });
    expect(codeOf(await call('POST /v3/promotions', { body: other }))).toEqual([400, 300004]);
  });

  it('has the goal of a cycle as text, and shared expiry strategies', async () => {
    const action = {
      actionName: 'AWARD_POINTS_ACTION',
      mandatoryPropertiesValues: { AwardStrategy: '5001' },
      embeddedStrategies: [
        { strategyTypeId: 3, strategySubType: 'DEFAULT', useCommonExpiryStrategy: true, strategyRef: 'expiry_1' },
      ],
    };
    const milestone = {
      name: 'Spend 700',
      targetEntity: 'TRANSACTION',
      targetType: 'SALES',
      trackingType: 'NON_CONTINUOUS_STREAKS',
      cycleActionMapping: [{ defaultValue: '700', actions: [action] }],
    };
    const body = draft({ milestones: [milestone] });
    expect(() => checkArguments(definitionOf('loyalty_promotion_create'), { body })).not.toThrow();
    expect((await call('POST /v3/promotions', { body })).status).toBe(200);
  });

  it('lists by every status that a promotion can have', async () => {
    const statusesOf = async (status: string): Promise<unknown[]> =>
      fieldOfEach((await call(`GET /v3/promotions?size=100&status=${status}`)).body, 'data.content', 'id');
    const past = draft(HUNDRED, { metadata: { startDate: '2026-05-01T00:00:00Z', endDate: '2026-05-04T00:00:00Z' } });
    const { id } = await live(past);
    expect(await statusesOf('COMPLETED')).not.toContain(id);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 2 * 86_400 } });
    expect(await statusesOf('COMPLETED')).toContain(id);
    expect(await statusesOf('SNAPSHOT,PUBLISH_FAILED')).toEqual([]);
    await call('POST /__sandbox/reset');
  });

  it('is refused for what cannot be', async () => {
    const refused = (body: object) => call('POST /v3/promotions', { body }).then(codeOf);
    const fine = draft(HUNDRED, { metadata: { promoIdentifier: 'once' } });
    await call('POST /v3/promotions', { body: fine });
    expect(await refused(fine)).toEqual([400, 310187]);
    expect(await refused({ ...fine, metadata: { ...fine.metadata, name: 'Other' } })).toEqual([400, 310159]);
    expect(await refused(draft(HUNDRED, { metadata: { endDate: '2026-04-01T00:00:00Z' } }))).toEqual([400, 300004]);
    expect(await refused(draft(give('AWARD_POINTS_ACTION', { AwardStrategy: '1' })))).toEqual([400, 300004]);
    expect(await refused({ ...fine, activities: [] })).toEqual([400, 300004]);
    expect(
      await refused(draft(HUNDRED, { metadata: { loyaltyConfigMetaData: { isStackable: true, isExclusive: true } } })),
    ).toEqual([400, 310185]);
    expect(await refused(draft(HUNDRED, { metadata: { promotionMetadata: [{ key: 'a', value: '' }] } }))).toEqual([
      400, 310178,
    ]);
  });

  it('refuses values of another kind than is documented, because answers repeat what was sent', async () => {
    const action = { actionName: 'AWARD_POINTS_ACTION', actionClass: true, mandatoryPropertiesValues: {} };
    const { body } = await call('POST /v3/promotions', { body: draft(HUNDRED) });
    const replaced = await call(`PUT /v3/promotions/${valueAt(body, 'data.id')}`, {
      body: draft({ commonCycleActionMapping: [{ actions: [action] }] }),
    });
    expect(codeOf(replaced)).toEqual([400, 300004]);
  });

  it('needs neither the id of the organization nor a status, and takes no other status than DRAFT', async () => {
    const body = draft(HUNDRED);
    const { orgId: _, status: __, ...metadata } = body.metadata;
    const created = await call('POST /v3/promotions', { body: { ...body, metadata } });
    expect(created.body).toMatchObject({ data: { metadata: { orgId: 100900, status: 'DRAFT' } } });
    const active = await call('POST /v3/promotions', { body: draft(HUNDRED, { metadata: { status: 'ACTIVE' } }) });
    expect(codeOf(active)).toEqual([400, 300004]);
  });

  it('cannot be changed while it waits for approval', async () => {
    const body = draft(HUNDRED);
    const id = String(valueAt((await call('POST /v3/promotions', { body })).body, 'data.id'));
    const promotion = sandbox.world.loyaltyPromotions[id];
    if (promotion) promotion.status = 'PENDING_APPROVAL';
    const changed = { ...body, metadata: { ...body.metadata, status: 'PENDING_APPROVAL', description: 'new' } };
    expect(codeOf(await call(`PUT /v3/promotions/${id}`, { body: changed }))).toEqual([400, 310174]);
    stop(id);
  });

  it('shows a member its type and opt-in window, and up to 50 on a page', async () => {
    const member = aCustomer(sandbox.world);
    const window = { from: '2026-05-05T00:00:00Z', to: '2026-05-09T00:00:00Z' };
    const { id, promotionId } = await live({
      ...draft(HUNDRED, {
        metadata: { promotionType: 'LOYALTY_EARNING', loyaltyEarningType: 'DIRECT_EARN' },
        customerEnrolment: { enrolmentMethod: 'IMPORT' },
      }),
      workflowMetadata: { enrolment: {}, optin: { optInStartDate: window.from, optInEndDate: window.to } },
    });
    const list = (query: string) => call(`GET /v3/members/${member.id}/promotions?${query}`);
    expect((await list(`promotionId=${promotionId}`)).body).toMatchObject({
      promotions: [{ promotionType: 'LOYALTY_EARNING', loyaltyEarningType: 'DIRECT_EARN' }],
    });
    expect((await call(`GET /v3/members/${member.id}/promotions/${promotionId}`)).body).toMatchObject({
      promotions: [{ optInStartDateISO: window.from, optInEndDateISO: window.to }],
    });
    expect((await list('size=50')).status).toBe(200);
    expect(codeOf(await list('size=51'))).toEqual([400, 310195]);
    stop(id);
  });

  it('replaces everything, keeps the status, and locks the start once live', async () => {
    const body = draft(HUNDRED);
    const { id } = await live(body);
    const put = (metadata: object) =>
      call(`PUT /v3/promotions/${id}`, {
        body: { ...body, metadata: { ...body.metadata, status: 'ACTIVE', ...metadata } },
      });
    expect(codeOf(await put({ status: 'DRAFT' }))).toEqual([400, 310175]);
    expect(codeOf(await put({ startDate: '2026-05-02T00:00:00Z' }))).toEqual([400, 310153]);
    expect(codeOf(await put({ endDate: '2026-05-10T00:00:00Z' }))).toEqual([400, 310155]);
    expect((await put({ endDate: '2026-06-30T00:00:00Z', description: 'longer' })).body).toMatchObject({
      data: { version: 2, metadata: { endDate: '2026-06-30T00:00:00Z' } },
    });
    expect(codeOf(await call(`POST /v3/promotions/${id}/review`, { body: { approvalStatus: 'REJECT' } }))).toEqual([
      400, 999999,
    ]);
    expect(codeOf(await call('GET /v3/promotions/none'))).toEqual([400, 9013]);
    stop(id);
  });

  it('lists by text, status and page', async () => {
    const names = async (query: string) =>
      fieldOfEach((await call(`GET /v3/promotions?${query}`)).body, 'data.content', 'metadata').map((each) =>
        valueAt(each, 'name'),
      );
    expect(await names('searchText=SUMMER')).toEqual(['Summer bonus']);
    expect(await names('status=LIVE')).toContain('Summer bonus');
    expect(await names('size=1&page=1')).not.toEqual(await names('size=1'));
    expect(codeOf(await call('GET /v3/promotions?size=101'))).toEqual([400, 300004]);
  });
});

describe('an opt-in window', () => {
  const windowed = (
    optInStartDate: string,
    optInEndDate: string,
    more: { type?: string; enrolment?: object } = {},
  ) => ({
    ...draft(HUNDRED, {
      metadata: { promotionType: more.type ?? 'LOYALTY_EARNING' },
      customerEnrolment: { enrolmentMethod: 'IMPORT' },
    }),
    workflowMetadata: { enrolment: more.enrolment ?? {}, optin: { optInStartDate, optInEndDate } },
  });
  const refused = (body: object) => call('POST /v3/promotions', { body }).then(codeOf);

  it('is refused where it cannot be', async () => {
    const [may5, may9] = ['2026-05-05T00:00:00Z', '2026-05-09T00:00:00Z'];
    expect(await refused(windowed(may5, may9, { type: 'LOYALTY' }))).toEqual([400, 300006]);
    expect(await refused(windowed(may9, may5))).toEqual([400, 300006]);
    expect(await refused(windowed(may5, ''))).toEqual([400, 300006]);
    expect(await refused(windowed(may5, '2026-06-09T00:00:00Z'))).toEqual([400, 300006]);
    expect(await refused(windowed(may5, may9, { enrolment: { basedOn: 'ACTIVITY' } }))).toEqual([400, 310228]);
    expect(await refused(windowed('2026-05-01T00:00:00Z', may9))).toEqual([400, 310226]);
  });

  it('takes opt-ins while it is open, and may then only be prolonged', async () => {
    const [may5, may9] = ['2026-05-05T00:00:00Z', '2026-05-09T00:00:00Z'];
    const body = windowed(may5, may9);
    const promotion = await live(body);
    const { id } = promotion;
    const customer = aCustomer(sandbox.world);
    const act = enrolling(promotion, customer);
    await act('ENROL');
    const update = (from: string, to: string) => {
      const { workflowMetadata } = windowed(from, to);
      const changed = { ...body, metadata: { ...body.metadata, status: 'ACTIVE' }, workflowMetadata };
      return call(`PUT /v3/promotions/${id}`, { body: changed });
    };
    expect(codeOf(await act('OPT_IN'))).toEqual([400, 310229]);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 3 * 86_400 } });
    expect((await act('OPT_IN')).status).toBe(200);
    expect(codeOf(await update('2026-05-04T00:00:00Z', may9))).toEqual([400, 310224]);
    expect(codeOf(await update(may5, '2026-05-08T00:00:00Z'))).toEqual([400, 310225]);
    expect((await update(may5, '2026-05-10T00:00:00Z')).status).toBe(200);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 5 * 86_400 } });
    expect(codeOf(await act('OPT_IN'))).toEqual([400, 310230]);
    expect(codeOf(await update(may5, '2026-05-10T00:00:00Z'))).toEqual([400, 310227]);
    stop(id);
  });
});
