import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { localDate } from '../../src/sandbox/world/dates.js';
import { definitions } from '../../src/tools/catalogue.js';
import { definitionOf } from './conformance/answers.js';
import { type Answer, aCustomer, fieldOfEach, listAt, OTHER_STORE_TILL, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];
let count = 0;
const group = async (target: object, more: object = {}) => {
  count += 1;
  const { body } = await call('POST /v3/targetGroups', {
    body: {
      name: `Group ${count}`,
      trackingType: 'DEFAULT',
      targetEvaluationType: 'FIXED_CALENDAR_WINDOW',
      totalPeriods: 1,
      frequencyType: 'MONTHLY',
      frequency: 1,
      recurringCycles: 1,
      targets: [
        {
          name: `Target ${count}`,
          targetEntity: 'TRANSACTION',
          targetType: 'SALES',
          enrolmentMethod: 'TRANSACTION',
          defaultValues: [{ defaultValue: 1000 }],
          ...target,
        },
      ],
      ...more,
    },
  });
  return valueAt(body, 'data.id');
};
const progress = async (customer: Customer, groupId: unknown): Promise<unknown> => {
  const { body } = await call(`GET /v3/users/${customer.id}/targetGroups?includeInactive=true`);
  const groups = valueAt(body, 'data.targetGroups');
  return Array.isArray(groups) ? groups.find((each) => each.id === groupId) : undefined;
};
const bill = (customer: Customer, amount: number, more: object = {}) =>
  addBill(sandbox.world, {
    customer,
    billNumber: `tg-${++count}`,
    amount,
    tillId: TILL,
    lineItems: [{ itemCode: 'CAP-CNV-01', qty: 2 }],
    ...more,
  });

describe('what is new', () => {
  it('says what it lacks to count purchases, and nothing where it lacks nothing', async () => {
    const made = async (target: object, more: object = {}) => {
      count += 1;
      const { body } = await call('POST /v3/targetGroups', {
        body: {
          name: `New ${count}`,
          trackingType: 'DEFAULT',
          totalPeriods: 1,
          frequencyType: 'MONTHLY',
          frequency: 1,
          recurringCycles: 1,
          targets: [
            {
              name: `New ${count}`,
              targetEntity: 'TRANSACTION',
              targetType: 'SALES',
              defaultValues: [{ defaultValue: 1000 }],
              ...target,
            },
          ],
          ...more,
        },
      });
      return valueAt(body, 'warnings');
    };
    expect(await made({})).toBeNull();
    expect(await made({ active: false }, { active: false })).toEqual([
      { code: 200, message: expect.stringMatching(/^Target group \d+ is not active/) },
      { code: 200, message: expect.stringMatching(/^Target \d+ is not active/) },
    ]);
  });
});

describe('progress', () => {
  it('moves with bills and back with returns; reaching the goal is an event, once', async () => {
    const id = await group({});
    const customer = aCustomer(sandbox.world);
    const { transaction } = bill(customer, 700);
    expect(await progress(customer, id)).toMatchObject({
      targets: [{ targetValue: 1000, targetAchievedValue: 700, targetAchievedDateTime: null, currentPeriod: true }],
    });
    bill(customer, 400);
    bill(customer, 50);
    expect(await progress(customer, id)).toMatchObject({
      targets: [{ targetAchievedValue: 1150, targetAchievedDateTime: expect.any(String) }],
    });
    const events = await call(`GET /v2/customers/${customer.id}/loyaltyEvents?eventType=TargetCompleted`);
    // This goal, and the visit of the month that the seed asks for.
    expect(listAt(events.body, 'data')).toHaveLength(2);
    addReturn(sandbox.world, { customer, billNumber: transaction.billNumber, returnType: 'FULL', tillId: TILL });
    expect(await progress(customer, id)).toMatchObject({ targets: [{ targetAchievedValue: 450 }] });
  });

  it.each([
    ['COUNT', 'TRANSACTION', 2],
    ['VISIT', 'TRANSACTION', 1],
    ['QUANTITY', 'TRANSACTION', 4],
    ['QUANTITY', 'LINEITEM', 4],
    ['COUNT', 'LINEITEM', 2],
    ['ALL_POINTS', 'POINTS', 60],
  ])('counts %s of %s', async (targetType, targetEntity, expected) => {
    const id = await group({ targetType, targetEntity });
    const customer = aCustomer(sandbox.world);
    bill(customer, 300);
    bill(customer, 300);
    expect(await progress(customer, id)).toMatchObject({ targets: [{ targetAchievedValue: expected }] });
  });

  it('counts only where the filters say', async () => {
    const id = await group({ filters: [{ entityType: 'STORE', entityIds: [50012] }] });
    const customer = aCustomer(sandbox.world);
    bill(customer, 300);
    bill(customer, 200, { tillId: OTHER_STORE_TILL });
    expect(await progress(customer, id)).toMatchObject({ targets: [{ targetAchievedValue: 200 }] });
  });

  it('counts only bills that meet its expression', async () => {
    const expressionJson =
      '{"arity":"binary_operation","value":">","operands":[{"arity":"name","value":"currentTxn.value"},{"arity":"literal","value":"250"}]}';
    const id = await group({ expressionJson });
    const customer = aCustomer(sandbox.world);
    bill(customer, 300);
    bill(customer, 200);
    expect(await progress(customer, id)).toMatchObject({ targets: [{ targetAchievedValue: 300 }] });
  });

  it('of a streak counts periods in a row', async () => {
    const day = (offset: number) => new Date(Date.parse('2026-05-03T00:00:00Z') + offset * 86_400_000).toISOString();
    const periods = [-20, -10, 0].map((from, index) => ({
      refCode: `S${count}-${index}`,
      description: 'x',
      startDate: day(from),
      endDate: day(from + 10 - 0.01),
    }));
    const id = await group(
      { targetType: 'COUNT', defaultValues: [{ defaultValue: 1 }] },
      {
        trackingType: 'STREAKS',
        periods,
        totalPeriods: 3,
        streaks: [
          { name: 'Two', targetCountOfSequence: 2 },
          { name: 'Three', targetCountOfSequence: 3 },
        ],
      },
    );
    const customer = aCustomer(sandbox.world);
    const on = (offset: number) => bill(customer, 100, { billingDate: day(offset).replace('.000Z', 'Z') });
    on(-5);
    on(0.1);
    expect(await progress(customer, id)).toMatchObject({
      streaks: [
        { streakName: 'Two', currentCount: 2, status: 'COMPLETED' },
        { streakName: 'Three', currentCount: 2, status: 'IN_PROGRESS' },
      ],
    });
  });
});

describe('setting up', () => {
  it('needs no unit of cycles if the periods are given', async () => {
    const cycles = { targetEvaluationType: undefined, frequencyType: undefined };
    const periods = [{ startDate: '2026-05-01T00:00:00Z', endDate: '2026-05-31T00:00:00Z', refCode: 'given-1' }];
    const id = await group({}, { ...cycles, periods });
    const customer = aCustomer(sandbox.world);
    bill(customer, 700);
    expect(await progress(customer, id)).toMatchObject({
      targetEvaluationType: 'FIXED_CALENDAR_WINDOW',
      targets: [{ targetAchievedValue: 700, currentPeriod: true, unEnrolled: false }],
    });
    const body = { name: 'Neither', trackingType: 'DEFAULT', ...cycles, totalPeriods: 1, frequency: 1 };
    expect((await call('POST /v3/targetGroups', { body: { ...body, recurringCycles: 1 } })).status).toBe(400);
  });

  it('needs neither unit, length nor number of cycles where periods are explicit', async () => {
    const periods = [{ startDate: '2026-06-01T00:00:00Z', endDate: '2026-06-30T23:59:59Z' }];
    const body = { name: 'June alone', trackingType: 'DEFAULT', totalPeriods: 1, periods };
    const explicit = await call('POST /v3/targetGroups', { body });
    expect(explicit.status).toBe(200);
    expect(listAt(explicit.body, 'data.periods')).toHaveLength(1);
    const { periods: _, ...without } = body;
    expect((await call('POST /v3/targetGroups', { body: { ...without, name: 'No period' } })).status).toBe(400);
  });

  it('adds a single target that is not in a list', async () => {
    const id = await group({});
    const target = { name: 'Alone', targetEntity: 'TRANSACTION', targetType: 'SALES', defaultValues: null };
    expect(() => checkArguments(definitionOf('target_create'), { groupId: id, body: target })).not.toThrow();
    const { body } = await call(`POST /v3/targetGroups/${id}/targets`, { body: target });
    expect(listAt(body, 'data')).toMatchObject([{ name: 'Alone' }]);
  });

  it('is refused for names taken, figures that do not fit, and fields that are missing', async () => {
    const id = await group({ name: 'Only once' });
    const add = (target: object) =>
      call(`POST /v3/targetGroups/${id}/targets`, {
        body: [
          {
            name: `New ${count}`,
            targetEntity: 'TRANSACTION',
            targetType: 'SALES',
            defaultValues: [{ defaultValue: 5 }],
            ...target,
          },
        ],
      }).then(codeOf);
    expect(await add({ name: 'only ONCE' })).toEqual([400, 310069]);
    expect(await add({ name: 'x'.repeat(201) })).toEqual([400, 310008]);
    expect(await add({ targetType: 'VISIT', targetEntity: 'LINEITEM' })).toEqual([400, 310033]);
    expect(await add({ targetType: 'EXTENDED_FIELD' })).toEqual([400, 310094]);
    expect(await add({ defaultValues: [{ defaultValue: 5, periodId: 1 }] })).toEqual([400, 300004]);
    expect(await add({ defaultValues: [{ defaultValue: 0 }] })).toEqual([400, 300004]);
    expect(listAt((await call(`GET /v3/targetGroups/${id}/targets`)).body, 'data')).toHaveLength(1);
  });

  it('can rank customers where its periods are those of the calendar', async () => {
    const id = await group({}, { leaderboardEnabled: true });
    expect(valueAt((await call(`GET /v3/targetGroups/${id}`)).body, 'data.leaderboardEnabled')).toBe(true);
    const body = {
      name: 'Ranked',
      trackingType: 'DEFAULT',
      targetEvaluationType: 'CYCLIC_WINDOW',
      totalPeriods: 1,
      frequencyType: 'MONTHLY',
      frequency: 1,
      recurringCycles: 1,
      leaderboardEnabled: true,
    };
    expect(codeOf(await call('POST /v3/targetGroups', { body }))).toEqual([400, 310132]);
    expect((await call('POST /v3/targetGroups', { body: { ...body, leaderboardEnabled: false } })).status).toBe(200);
  });

  it('changes a running period only in its end', async () => {
    const id = await group({});
    const period = valueAt((await call(`GET /v3/targetGroups/${id}?includePeriods=true`)).body, 'data');
    const { id: periodId, refCode } = (sandbox.world.targetGroups[Number(id)]?.periods ?? [])[0] ?? {};
    expect(valueAt(period, 'periods.0.periodStatus')).toBe('RUNNING');
    const update = (startDate: string | undefined, endDate: string) =>
      call(`PUT /v3/targetGroups/${id}/targetPeriods`, {
        body: [{ id: periodId, refCode, description: 'x', startDate, endDate }],
      });
    expect(codeOf(await update('2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z'))).toEqual([400, 300004]);
    const started = sandbox.world.targetGroups[Number(id)]?.periods[0]?.startsOn;
    expect(valueAt((await update(started, '2026-12-31T00:00:00Z')).body, 'data.0.endDate')).toBe('2026-12-31');
  });

  it('of a group that was deleted is gone, and a target that was switched off no longer counts', async () => {
    const [kept, gone] = [await group({}), await group({})];
    const customer = aCustomer(sandbox.world);
    bill(customer, 500);
    const targetId = sandbox.world.targetGroups[Number(kept)]?.targets[0]?.id;
    await call(`DELETE /v3/targetGroups/${kept}/targets/${targetId}`);
    await call(`DELETE /v3/targetGroups/${gone}`);
    expect([await progress(customer, kept), await progress(customer, gone)]).toEqual([undefined, undefined]);
    expect(codeOf(await call(`GET /v3/targetGroups/${gone}`))).toEqual([400, 300004]);
  });
});

describe('the list of groups', () => {
  const list = async (query = '') => (await call(`GET /v3/milestones?limit=50&${query}`)).body;
  const names = async (query: string) => fieldOfEach(await list(query), 'data', 'name');

  it('finds a group by its name, with its targets and the period that runs', async () => {
    const id = Number(await group({}));
    const { name } = sandbox.world.targetGroups[id] ?? { name: '' };
    const found = listAt(await list(`name=${encodeURIComponent(name.toUpperCase())}`), 'data');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id, name, activePeriod: { periodStatus: 'RUNNING', targetGroupId: id } });
    expect(listAt(found[0], 'targets')).toHaveLength(1);
  });

  it('filters by state, and leaves out what was deleted or made by customers', async () => {
    const [live, stopped, gone, own] = [await group({}), await group({}), await group({}), await group({})];
    const [a, b, c, d] = [live, stopped, gone, own].map((id) => sandbox.world.targetGroups[Number(id)]);
    if (!a || !b || !c || !d) throw new Error('no group was made');
    b.active = false;
    c.deleted = true;
    d.userCreated = true;
    expect(await names('status=LIVE')).toContain(a.name);
    expect(await names('status=STOPPED')).toContain(b.name);
    for (const each of [b, c, d]) expect(await names('status=LIVE')).not.toContain(each.name);
    expect(await names('includeUserCreatedTargetGroups=true')).toContain(d.name);
  });

  it('filters by day: a group counts on the first and the last day of its periods', async () => {
    const id = Number(await group({}));
    const { name, periods } = sandbox.world.targetGroups[id] ?? { name: '', periods: [] };
    const { timezone } = sandbox.world.organisation;
    const first = localDate(periods[0]?.startsOn ?? '', timezone);
    const last = localDate(periods.at(-1)?.endsOn ?? '', timezone);
    expect(await names(`end-date=${first}`)).toContain(name);
    expect(await names(`start-date=${last}`)).toContain(name);
    expect(await names('start-date=2099-01-01')).not.toContain(name);
    expect(await names('end-date=2001-01-01')).not.toContain(name);
    expect(codeOf(await call('GET /v3/milestones?start-date=someday'))).toEqual([400, 300004]);
  });

  it('pages', async () => {
    const body = await list();
    const total = Number(valueAt(body, 'pagination.total'));
    const page = (await call('GET /v3/milestones?limit=1&offset=1')).body;
    expect(fieldOfEach(page, 'data', 'id')).toEqual([fieldOfEach(body, 'data', 'id')[1]]);
    expect(valueAt(page, 'pagination')).toEqual({ limit: 1, offset: 1, total });
  });
});
