import { describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const GATEWAY = 'api_gateway/intouch-api-v3/v3.1';
const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

let count = 0;

interface Made {
  groupId: unknown;
  targetId: unknown;
  period: string;
}

/** A milestone of one month for those who are enrolled, with a leaderboard. */
async function milestone(target: object = {}, more: object = {}): Promise<Made> {
  count += 1;
  const period = `Enrol_${count}`;
  const { body } = await call('POST /v3/targetGroups', {
    body: {
      name: `Enrol ${count}`,
      trackingType: 'DEFAULT',
      targetEvaluationType: 'FIXED_CALENDAR_WINDOW',
      totalPeriods: 1,
      leaderboardEnabled: true,
      periods: [
        { refCode: period, description: 'x', startDate: '2026-05-01T00:00:00Z', endDate: '2026-05-31T00:00:00Z' },
      ],
      targets: [
        {
          name: `Enrol ${count}`,
          targetEntity: 'TRANSACTION',
          targetType: 'SALES',
          enrolmentMethod: 'IMPORT',
          defaultValues: [{ defaultValue: 1000 }],
          ...target,
        },
      ],
      ...more,
    },
  });
  return { groupId: valueAt(body, 'data.id'), targetId: valueAt(body, 'data.targets.0.id'), period };
}

const buys = (customer: Customer, amount: number) =>
  addBill(sandbox.world, {
    customer,
    billNumber: `enrol-${++count}`,
    amount,
    tillId: TILL,
    lineItems: [{ itemCode: 'CAP-CNV-01', qty: 1 }],
  });

const enrol = ({ groupId, targetId, period }: Made, { id }: Customer, more: object = {}) =>
  call(`POST /v3/targetGroups/${groupId}/targets/${targetId}/enroll`, {
    body: [{ customerId: id, periodName: period, ...more }],
  });

const unenrol = ({ groupId, targetId }: Made, { id }: Customer) =>
  call(`POST /v3/targetGroups/${groupId}/targets/${targetId}/unEnroll`, { body: [{ customerId: id }] });

async function progress({ groupId }: Made, { id }: Customer): Promise<unknown> {
  const { body } = await call(`GET /v3/users/${id}/targetGroups?includeInactive=true`);
  const groups = valueAt(body, 'data.targetGroups');
  const found = Array.isArray(groups) ? groups.find((each) => each.id === groupId) : undefined;
  return valueAt(found, 'targets.0');
}

const events = async ({ targetId }: Made, { id }: Customer, query = '') =>
  listAt((await call(`GET /v3/users/${id}/trackedTargetEvents/${targetId}${query}`)).body, 'data');

describe('enrolment in a target', () => {
  it('is what a target with the method IMPORT needs to count anything', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    buys(customer, 300);
    expect(await progress(made, customer)).toMatchObject({ targetId: null, targetAchievedValue: 0 });
    expect((await enrol(made, customer)).body).toEqual({ data: customer.id, errors: null, warnings: null });
    buys(customer, 400);
    expect(await progress(made, customer)).toMatchObject({
      targetId: expect.any(Number),
      targetAchievedValue: 400,
      enrolledOn: '2026-05-03T06:30:00.000Z',
      unEnrolled: false,
    });
  });

  it('starts from a balance, and reaches the goal with it', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    await enrol(made, customer, { initialBalance: 800 });
    buys(customer, 250);
    expect(await progress(made, customer)).toMatchObject({
      targetAchievedValue: 1050,
      targetAchievedDateTime: expect.any(String),
    });
  });

  it('is refused twice, without a period, in a period that is over, and for whom or what there is not', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    expect(codeOf(await enrol({ ...made, period: 'none' }, customer))).toEqual([400, 310019]);
    const { groupId, targetId } = made;
    const without = { body: [{ customerId: customer.id }] };
    const path = `POST /v3/targetGroups/${groupId}/targets/${targetId}/enroll`;
    expect(codeOf(await call(path, without))).toEqual([400, 310019]);
    expect(codeOf(await call(path, { body: [] }))).toEqual([400, 300004]);
    expect(codeOf(await enrol({ ...made, groupId: 1 }, customer))).toEqual([400, 310017]);
    expect(codeOf(await enrol({ ...made, targetId: 1 }, customer))).toEqual([400, 310018]);
    expect(codeOf(await call(path, { body: [{ customerId: 1, periodName: made.period }] }))).toEqual([400, 310011]);
    await enrol(made, customer);
    expect(codeOf(await enrol(made, customer))).toEqual([400, 310119]);
    expect(codeOf(await enrol({ groupId: 89, targetId: 513, period: '' }, aCustomer(sandbox.world)))).toEqual([
      200,
      undefined,
    ]);
  });

  it('ends: nothing counts until the customer comes back, with the old value or a new one', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    expect(codeOf(await unenrol(made, customer))).toEqual([500, 310126]);
    await enrol(made, customer);
    buys(customer, 300);
    await unenrol(made, customer);
    buys(customer, 500);
    expect(await progress(made, customer)).toMatchObject({ targetAchievedValue: 300, unEnrolled: true });
    await enrol(made, customer);
    buys(customer, 50);
    expect(await progress(made, customer)).toMatchObject({ targetAchievedValue: 350, unEnrolled: false });
    await unenrol(made, customer);
    await enrol(made, customer, { initialBalance: 0 });
    expect(await progress(made, customer)).toMatchObject({ targetAchievedValue: 0 });
  });

  it('can be ended where a first purchase enrolled', async () => {
    const made = await milestone({ enrolmentMethod: 'TRANSACTION' });
    const customer = aCustomer(sandbox.world);
    expect(codeOf(await unenrol(made, customer))).toEqual([500, 310126]);
    buys(customer, 300);
    expect(codeOf(await enrol(made, customer))).toEqual([400, 310119]);
    expect((await unenrol(made, customer)).status).toBe(200);
    buys(customer, 900);
    expect(await progress(made, customer)).toMatchObject({ targetAchievedValue: 300, targetAchievedDateTime: null });
  });

  it('lets a streak go on, or begin anew', async () => {
    const streak = { groupId: 89, targetId: 513, period: '' };
    const counted = async (customer: Customer) => {
      const { body } = await call(`GET /v3/users/${customer.id}/targetGroups?targetRuleId=513`);
      return valueAt(body, 'data.targetGroups.0.streaks.1.currentCount');
    };
    const customer = Object.values(sandbox.world.customers).find(({ id }) =>
      [7103, 7104].every((period) =>
        sandbox.world.targetsReached[id]?.some((each) => each.targetId === 513 && each.periodId === period),
      ),
    );
    if (!customer) throw new Error('nobody has a streak');
    const before = await counted(customer);
    await unenrol(streak, customer);
    await enrol(streak, customer);
    expect(await counted(customer)).toBe(before);
    await unenrol(streak, customer);
    await enrol(streak, customer, { resetStreakStatus: true });
    expect(await counted(customer)).toBe(0);
  });

  it('is listed for the customer, while the target is active', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    await enrol(made, customer);
    const list = async (query = '') =>
      fieldOfEach((await call(`GET /v3/users/${customer.id}/enrolledTargets${query}`)).body, 'data', 'id');
    expect(await list()).toEqual([made.targetId]);
    expect(await list('?enrollmentType=TRANSACTION')).toEqual([]);
    expect(await list('?trackingDate=2026-05-10')).toEqual([made.targetId]);
    expect(await list('?trackingDate=2025-05-10')).toEqual([]);
    expect(codeOf(await call(`GET /v3/users/${customer.id}/enrolledTargets?enrollmentType=NONE`))).toEqual([
      400, 310130,
    ]);
    await call(`DELETE /v3/targetGroups/${made.groupId}/targets/${made.targetId}`);
    expect(await list()).toEqual([]);
  });

  it('moves to the survivor of a merge', async () => {
    const made = await milestone();
    const [victim, survivor] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    await enrol(made, victim);
    mergeCustomers(sandbox.world, victim, survivor, TILL);
    expect(await progress(made, survivor)).toMatchObject({ targetId: expect.any(Number), unEnrolled: false });
  });

  it('works in the scope of the own organization, and no other', async () => {
    const { groupId, targetId, period } = await milestone();
    const customer = aCustomer(sandbox.world);
    const path = `POST /${GATEWAY}/targetGroups/${groupId}/targets/${targetId}/enroll`;
    const body = [{ customerId: customer.id, periodName: period }];
    const scope = (kind: string, organization: string) => ({
      body,
      headers: { 'DATA-SCOPE': kind, 'DATA-SCOPE-ORG': organization },
    });
    expect(codeOf(await call(path, scope('OTHER', '1')))).toEqual([400, 310144]);
    expect(codeOf(await call(path, scope('ALL', '100900')))).toEqual([400, 310141]);
    expect(codeOf(await call(path, scope('SELF', '5')))).toEqual([400, 310144]);
    expect((await call(path, scope('SELF', '100900'))).body).toMatchObject({ data: customer.id });
    const { body: shown } = await call(`GET /${GATEWAY}/users/${customer.id}/targetGroups?targetRuleId=${targetId}`, {
      headers: { 'DATA-SCOPE': 'SELF' },
    });
    expect(valueAt(shown, 'data.targetGroups.0.targets.0.unEnrolled')).toBe(false);
  });
});

describe('what counted towards a target', () => {
  it('is listed with bills, returns and enrolments, oldest first, and comes to the progress', async () => {
    const made = await milestone();
    const customer = aCustomer(sandbox.world);
    buys(customer, 70);
    await enrol(made, customer, { initialBalance: 100 });
    const { transaction } = buys(customer, 300);
    buys(customer, 200);
    addReturn(sandbox.world, { customer, billNumber: transaction.billNumber, returnType: 'FULL', tillId: TILL });
    const listed = await events(made, customer);
    expect(listed.map((each) => [valueAt(each, 'eventName'), valueAt(each, 'targetValue')])).toEqual([
      ['ENROL', 100],
      ['ADD_TRANSACTION', 300],
      ['ADD_TRANSACTION', 200],
      ['RETURN_BILL', -300],
    ]);
    expect(await progress(made, customer)).toMatchObject({ targetAchievedValue: 300 });
    await unenrol(made, customer);
    buys(customer, 500);
    expect((await events(made, customer)).at(-1)).toMatchObject({ eventName: 'UNENROL' });
    expect(await events(made, customer, '?limit=2&offset=1')).toHaveLength(2);
  });

  it('is refused where there is nothing', async () => {
    const made = await milestone();
    const { id } = aCustomer(sandbox.world);
    const path = `GET /v3/users/${id}/trackedTargetEvents`;
    expect(codeOf(await call(`${path}/${made.targetId}`))).toEqual([400, 310149]);
    expect(codeOf(await call(`${path}/1`))).toEqual([400, 310018]);
    expect(codeOf(await call(`${path}/${made.targetId}?periodId=1`))).toEqual([400, 310019]);
  });
});

describe('a leaderboard', () => {
  it('ranks whoever is enrolled by what they achieved; equals share a rank', async () => {
    const made = await milestone();
    const people = [aCustomer(sandbox.world), aCustomer(sandbox.world), aCustomer(sandbox.world)];
    for (const each of people) await enrol(made, each);
    for (const [index, amount] of [100, 300, 300].entries()) {
      const customer = people[index];
      if (customer) buys(customer, amount);
    }
    buys(aCustomer(sandbox.world), 5000);
    const path = `GET /${GATEWAY}/leaderboards/targetGroups/${made.groupId}?targetId=${made.targetId}`;
    const { body } = await call(path);
    expect(fieldOfEach(body, 'data.rankings', 'rank')).toEqual([1, 1, 3]);
    expect(fieldOfEach(body, 'data.rankings', 'achievedValue')).toEqual([300, 300, 100]);
    expect(valueAt(body, 'data.rankings.0.userEnrichmentDetails')).toMatchObject({
      first_name: 'Asha',
      email: 'NOT-CAPTURED',
    });
    const { body: page } = await call(`${path}&pageSize=2&pageOffset=1`);
    expect(fieldOfEach(page, 'data.rankings', 'rank')).toEqual([3]);
    const { body: own } = await call(`GET /${GATEWAY}/leaderboards/user/${people[0]?.id}`, {
      body: [{ targetGroupId: made.groupId, targetRuleId: made.targetId }],
    });
    expect(valueAt(own, 'data.userRanks')).toMatchObject([{ rank: 3, achievedValue: 100, totalUsersInTargetGroup: 3 }]);
  });

  it('is refused where the group has none, where nothing runs, and for more than 25 targets', async () => {
    const made = await milestone({}, { leaderboardEnabled: false });
    const path = `GET /${GATEWAY}/leaderboards/targetGroups/${made.groupId}?targetId=${made.targetId}`;
    expect(codeOf(await call(path))).toEqual([400, 300004]);
    expect(codeOf(await call(`${path}&periodId=1`))).toEqual([400, 310019]);
    const rows = Array.from({ length: 26 }, () => ({ targetGroupId: 88, targetRuleId: 512 }));
    const { id } = aCustomer(sandbox.world);
    expect(codeOf(await call(`GET /${GATEWAY}/leaderboards/user/${id}`, { body: rows }))).toEqual([400, 300004]);
  });
});

describe('a target group', () => {
  it('says which names are free, whatever their case', async () => {
    const isFree = async (type: string, value: string) =>
      valueAt((await call('POST /v3/targetGroups/isValidName', { body: { type, value } })).body, 'data');
    const made = await milestone();
    expect(await isFree('targetGroupName', 'spring SPENDERS')).toBe(false);
    expect(await isFree('targetName', 'spring SPENDERS')).toBe(true);
    expect(await isFree('periodName', made.period)).toBe(false);
    expect(await isFree('streakLevelName', 'two in a row')).toBe(false);
    const wrong = { body: { type: 'colour', value: 'red' } };
    expect(codeOf(await call('POST /v3/targetGroups/isValidName', wrong))).toEqual([400, 310145]);
  });

  it('is renamed with new expressions of its targets, and nothing else of it changes', async () => {
    const { groupId, targetId } = await milestone();
    const edit = (body: object) =>
      call(`PUT /v3/targetGroups/editTargetGroup/${groupId}`, { body: { id: groupId, name: 'Renamed', ...body } });
    const { body } = await edit({ active: false, targets: [{ id: targetId, name: 'x', expression: 'false' }] });
    expect(body).toMatchObject({ data: { name: 'Renamed', active: true, targets: [{ expression: 'false' }] } });
    expect(valueAt(body, 'data.targets.0.name')).not.toBe('x');
    expect(codeOf(await edit({ name: 'spring spenders' }))).toEqual([400, 310069]);
    expect(codeOf(await edit({ targets: [{ id: 1 }] }))).toEqual([400, 310018]);
    expect(codeOf(await edit({ id: 88 }))).toEqual([400, 300004]);
  });

  it('that is unified reaches its goals together', async () => {
    const world = sandbox.world;
    const unified = Object.values(world.targetGroups).find(({ trackingType }) => trackingType === 'UNIFIED');
    const [items, visits] = unified?.targets ?? [];
    if (!unified || !items || !visits) throw new Error('the seed has no unified milestone');
    const change = (body: object) => call(`PUT /v3/targetGroups/${unified.id}/unifiedTargets`, { body });
    const { body } = await change({ unifiedTargetExpression: { thresholdValue: 3 } });
    expect(valueAt(body, 'data.unifiedTargetExpression')).toEqual({
      aggregation: 'SUM',
      thresholdValue: 3,
      ruleExpression: `(${items.id}+${visits.id})`,
    });
    const customer = aCustomer(world);
    for (const { id } of [items, visits]) {
      await enrol({ groupId: unified.id, targetId: id, period: 'LOOK' }, customer);
    }
    buys(customer, 10);
    const reached = () => world.targetsReached[customer.id] ?? [];
    expect(reached().map(({ targetId }) => targetId)).not.toContain(items.id);
    buys(customer, 10);
    expect(reached().map(({ targetId }) => targetId)).toContain(items.id);
    const off = await change({ targets: [{ id: items.id, name: 'Items' }], deactivateTargetIds: [visits.id] });
    expect(off.body).toMatchObject({ data: { targets: [{ name: 'Items' }], deactivateTargetIds: [visits.id] } });
    expect(visits.active).toBe(false);
    const other = await call('PUT /v3/targetGroups/88/unifiedTargets', { body: {} });
    expect(codeOf(other)).toEqual([400, 300004]);
  });
});
