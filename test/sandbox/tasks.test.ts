import { beforeEach, describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, basic, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** Of the seed: head office's manager; manager and cashiers of blr01; the first two customers; its three tasks. */
const HEAD = '7701';
const [MANAGER, ARJUN, NISHA] = ['7702', '7703', '7704'];
const [ASHA, SECOND] = ['418400001', '418400002'];
const [CALLS, DISPLAY, MEMO] = ['301', '302', '303'];

const task = (more: object = {}): object => ({
  id: '-1',
  local_id: 'c-1',
  title: 'Call lapsed members',
  body: 'Offer double points',
  start_date: '2026-05-05 10:00:00',
  end_date: '2026-05-12 20:00:00',
  expiry_date: '2026-05-15 20:00:00',
  type: 'TASK',
  action: { type: 'call', template: 'Hi {name}' },
  creator: { type: 'manager', id: HEAD },
  target_type: 'CUSTOMER',
  customer_ids: `${ASHA},${SECOND}`,
  executable_by_type: 'cashier',
  executable_by_ids: `${ARJUN},${NISHA}`,
  possible_statuses: 'OPEN,IN_PROGRESS,CLOSED',
  ...more,
});

const post = (path: string, name: string, rows: object[]): Promise<Answer> =>
  call(`POST /${path}`, { body: { root: { [name]: rows } } });
const add = (...rows: object[]): Promise<Answer> => post('v1.1/task/add', 'task', rows);
const update = (...rows: object[]): Promise<Answer> => post('v1.1/task/update', 'task', rows);
const remind = (row: object, query = ''): Promise<Answer> => post(`v1.1/task/reminder${query}`, 'reminder', [row]);
const metadata = (query = '', path = 'v1.1/task/metadata'): Promise<Answer> => call(`GET /${path}?${query}`);
const titles = async (query: string): Promise<unknown[]> =>
  fieldOfEach((await metadata(query, 'v2/task/metadata')).body, 'data', 'id');
const overall = ({ body }: Answer): number => Number(valueAt(body, 'response.status.code'));

const TASK = 'response.tasks.task';
const added = async (more: object = {}): Promise<string> => String(valueAt((await add(task(more))).body, `${TASK}.id`));

/** That the one row of a call fails with a code and leaves the world as it was. */
async function expectRefused(act: () => Promise<Answer>, code: number, row = TASK): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const { body } = await act();
  expect(Number(valueAt(body, `${row}.item_status.code`) ?? valueAt(body, 'response.status.code'))).toBe(code);
  expect(valueAt(body, 'response.status.success')).toBe('false');
  before.expectSame(sandbox.world);
}

describe('adding tasks', () => {
  it('makes an entry for each executor and customer, and reminds the executors', async () => {
    const reminder = [
      { create: 'true', time: '2026-05-06 09:00:00', template: 'calls today' },
      { create: 'false', time: '2026-05-07 09:00:00' },
    ];
    const { body } = await add(task({ reminder }));
    expect(valueAt(body, 'response.status')).toEqual({ success: 'true', code: '200', message: 'Success' });
    const entry = (index: number, customer: string, associate: string, name: string): object => ({
      entry_id: String((sandbox.world.ids['taskEntry'] ?? 0) - 3 + index),
      customer_id: customer,
      associate_id: associate,
      associate_name: name,
      store_id: '50011',
      status: 'OPEN',
      type: 'call',
    });
    expect(valueAt(body, TASK)).toEqual({
      id: '304',
      local_id: 'c-1',
      title: 'Call lapsed members',
      body: 'Offer double points',
      start_date: '2026-05-05 10:00:00',
      end_date: '2026-05-12 20:00:00',
      expiry_date: '2026-05-15 20:00:00',
      action: { type: 'call', template: 'Hi {name}' },
      cashier_task: 'true',
      customer_task: 'true',
      execute_by_all: 'false',
      creator: { type: 'manager', id: HEAD, name: 'Priya Menon' },
      tags: '',
      entries: {
        entry: [
          entry(0, ASHA, ARJUN, 'Arjun Shetty'),
          entry(1, SECOND, ARJUN, 'Arjun Shetty'),
          entry(2, ASHA, NISHA, 'Nisha Bhat'),
          entry(3, SECOND, NISHA, 'Nisha Bhat'),
        ],
      },
      reminders: {
        reminder: [ARJUN, NISHA].map((remindee_id, index) => ({
          id: String(62 + index),
          created_by: HEAD,
          remindee_id,
          time: '2026-05-06 09:00:00',
          template: 'calls today',
        })),
      },
      item_status: { success: 'true', code: '200', message: 'Task added' },
    });
  });

  it('goes to stores, to every cashier, or by default to the calling store', async () => {
    const memo = (more: object): object =>
      task({ target_type: 'CASHIER', customer_ids: '', executable_by_ids: '', ...more });
    const { body } = await add(
      memo({ executable_by_type: 'store', executable_by_ids: '50011,50013' }),
      memo({ execute_by_all: 'true' }),
      memo({ execute_by_all: true, executable_by_type: 'store', executable_by_ids: '50012' }),
      memo({}),
    );
    const storesOf = (index: number): unknown[] => fieldOfEach(body, `${TASK}.${index}.entries.entry`, 'store_id');
    expect(storesOf(0)).toEqual(['50011', '50013']);
    expect(fieldOfEach(body, `${TASK}.0.entries.entry`, 'associate_id')).toEqual(['', '']);
    expect(storesOf(1)).toHaveLength(10);
    expect(storesOf(2)).toEqual(['50012', '50012']);
    expect(storesOf(3)).toEqual(['50011']);
  });

  it('aims at the customers of an audience group', async () => {
    const { body } = await add(task({ customer_ids: '', selected_audience_groups: '904', executable_by_ids: ARJUN }));
    const platinum = Object.values(sandbox.world.customers).filter((each) => each.tier === 4);
    expect(fieldOfEach(body, `${TASK}.entries.entry`, 'customer_id')).toEqual(platinum.map(({ id }) => String(id)));
  });

  it('takes associates as creators by username, and the store’s manager without any', async () => {
    const { body } = await add(
      task({ creator: { type: 'associate', id: 'arjun.shetty' } }),
      task({ creator: undefined }),
    );
    expect(valueAt(body, `${TASK}.0.creator`)).toEqual({ type: 'associate', id: 'arjun.shetty', name: 'Arjun Shetty' });
    expect(valueAt(body, `${TASK}.1.creator.id`)).toBe(MANAGER);
  });

  it('adds the good rows of a batch: 201', async () => {
    const answer = await add(task(), task({ title: '' }));
    expect(overall(answer)).toBe(201);
    expect(valueAt(answer.body, `${TASK}.1.item_status.code`)).toBe('5205');
    expect(await titles('start_id=304')).toEqual(['304']);
  });

  it.each([
    ['no title', { title: '' }, 5205],
    ['an end before the start', { end_date: '2026-05-04 10:00:00' }, 5208],
    ['an expiry before the end', { expiry_date: '2026-05-12 20:00:00' }, 5209],
    ['a date that is none', { start_date: 'soon' }, 5205],
    ['an unknown action', { action: { type: 'dance' } }, 5205],
    ['an unknown type', { type: 'PARTY' }, 5205],
    ['an unknown status', { possible_statuses: 'OPEN,LOST' }, 5207],
    ['an unknown customer', { customer_ids: '1' }, 5212],
    ['no customer', { customer_ids: '' }, 5212],
    ['an unknown audience group', { selected_audience_groups: '1' }, 5212],
    ['an unknown associate', { executable_by_ids: '1' }, 5212],
    ['an unknown store', { executable_by_type: 'store', executable_by_ids: '1' }, 5212],
    ['an unknown creator', { creator: { type: 'manager', id: '1' } }, 5213],
    ['a creator of another role', { creator: { type: 'manager', id: ARJUN } }, 5213],
    ['a reminder without time', { reminder: [{ create: true }] }, 5205],
    ['the id of no task', { id: '999' }, 5204],
    ['the id of a task without entries', { id: CALLS }, 5203],
  ])('refuses %s', async (_, more, code) => {
    await expectRefused(() => add(task(more)), code);
  });

  it('needs a task', async () => {
    const { status, body } = await call('POST /v1.1/task/add', { body: { root: {} } });
    expect([status, valueAt(body, 'response.status.code')]).toEqual([400, 400]);
  });

  it('updates entries where the id names a task, all or none', async () => {
    const id = await added();
    const entry = (customer_id: string, status: string): object => ({ customer_id, associate_id: ARJUN, status });
    await expectRefused(() => add({ id, entries: { entry: [entry(ASHA, 'CLOSED'), entry('1', 'CLOSED')] } }), 5205);
    const { body } = await add({ id, entries: { entry: [entry(ASHA, 'CLOSED'), entry(SECOND, 'IN_PROGRESS')] } });
    expect(fieldOfEach(body, `${TASK}.entries.entry`, 'status')).toEqual(['CLOSED', 'IN_PROGRESS', 'OPEN', 'OPEN']);
  });
});

describe('updating tasks', () => {
  it('changes the definition and adds executors', async () => {
    const id = await added({ executable_by_ids: ARJUN });
    const sent = {
      id,
      title: 'Call them soon',
      body: 'Today',
      end_date: '2026-05-14',
      action_type: 'sms',
      action_template: 'Hello',
      tags: 'urgent',
      executable_by_ids: `${ARJUN},${NISHA}`,
    };
    const { executable_by_ids: _, ...fields } = sent;
    const { body } = await update(sent);
    expect(valueAt(body, TASK)).toEqual({
      ...fields,
      end_date: '2026-05-14 00:00:00',
      item_status: { success: 'true', code: '200', message: 'Task updated' },
    });
    const read = await metadata(`start_id=${id}&end_id=${id}`);
    expect(valueAt(read.body, `${TASK}.0`)).toMatchObject({
      title: 'Call them soon',
      end_date: '2026-05-14 00:00:00',
      start_date: '2026-05-05 10:00:00',
      action: { type: 'SMS', template: 'Hello' },
      tags: 'urgent',
    });
    const entries = Object.values(sandbox.world.taskEntries).filter((each) => String(each.taskId) === id);
    expect(entries.map(({ associateId }) => String(associateId))).toEqual([ARJUN, ARJUN, NISHA, NISHA]);
  });

  it('sets the status of an entry, which the log remembers', async () => {
    const { body } = await update({ id: DISPLAY, associate_id: ARJUN, status: 'processing' });
    expect(valueAt(body, TASK)).toMatchObject({ id: DISPLAY, status: 'PROCESSING', customer_id: '', associate_id: '' });
    const log = await call(`GET /v1.1/task/log?task_id=${DISPLAY}`);
    expect(listAt(log.body, `${TASK}.log`)).toEqual([
      {
        task_id: DISPLAY,
        task_status_id: valueAt(body, `${TASK}.entry_id`),
        customer_id: '',
        associate_id: ARJUN,
        store_id: '50011',
        updated_time: '2026-05-03 12:00:00',
        new_status: 'PROCESSING',
      },
    ]);
  });

  it.each([
    ['no id', { title: 'x' }, 5203],
    ['an unknown id', { id: '999', title: 'x' }, 5204],
    ['nothing to change', { id: CALLS }, 5021],
    ['a status that is none', { id: CALLS, entry_id: '2201', status: 'LOST' }, 5207],
    ['a status that the task does not have', { id: MEMO, associate_id: ARJUN, status: 'IN_PROGRESS' }, 5207],
    ['an entry of another task', { id: DISPLAY, entry_id: '2201', status: 'CLOSED' }, 5205],
    ['one entry of many unnamed', { id: CALLS, status: 'CLOSED' }, 5203],
    ['an associate of another store', { id: DISPLAY, associate_id: '7710', status: 'CLOSED' }, 5205],
    ['a start after the end', { id: CALLS, start_date: '2027-01-01' }, 5208],
    ['an expiry before the end', { id: CALLS, expiry_date: '2026-01-01' }, 5209],
    ['a date that is none', { id: CALLS, end_date: '31 May' }, 5205],
    ['an unknown executor', { id: CALLS, executable_by_ids: '1' }, 5212],
    ['an unknown action', { id: CALLS, action_type: 'dance' }, 5205],
    ['a good title with a bad status', { id: CALLS, title: 'x', entry_id: '2201', status: 'LOST' }, 5207],
  ])('refuses %s', async (_, row, code) => {
    await expectRefused(() => update(row), code);
  });
});

describe('listing tasks', () => {
  it('shows the same definitions in all layers', async () => {
    const first = await metadata();
    expect(valueAt(first.body, `${TASK}.2`)).toEqual({
      id: MEMO,
      title: 'New return policy',
      body: 'Returns are taken for 30 days now',
      start_date: '',
      end_date: '',
      expiry_date: '',
      action: { type: 'None', template: '' },
      task_type: 'MEMO',
      cashier_task: 'true',
      customer_task: 'false',
      execute_by_all: 'true',
      creator: { type: 'manager', id: MANAGER },
      possible_statuses: {
        status: [
          { label: 'NEW', value: 'OPEN' },
          { label: 'FINISHED', value: 'CLOSED' },
        ],
      },
      tags: '',
    });
    expect((await metadata('', 'v1/task/metadata')).body).toEqual(first.body);
    const newest = await metadata('', 'v2/task/metadata');
    expect(newest.body).toEqual({ data: valueAt(first.body, TASK), warnings: [], errors: [] });
  });

  it.each([
    ['status=CLOSED', [CALLS]],
    ['action_type=call', [CALLS]],
    ['action_type=none', [DISPLAY, MEMO]],
    ['assoc=true', [CALLS, MEMO]],
    [`assoc_id=${NISHA}`, [MEMO]],
    [`customer_id=${ASHA}`, [CALLS]],
    [`created_by=${HEAD}`, [CALLS, DISPLAY]],
    ['created_by_type=manager', [CALLS, DISPLAY, MEMO]],
    ['execute_by_all=true', [MEMO]],
    ['execute_by_all=false', [CALLS, DISPLAY]],
    ['customer_task=true', [CALLS]],
    ['start_date=2026-04-25 00:00:00', [DISPLAY, MEMO]],
    ['end_date=2026-04-28', [CALLS, DISPLAY]],
    ['batch_size=2', [CALLS, DISPLAY]],
    [`batch_size=2&start_id=${MEMO}`, [MEMO]],
    [`start_id=${DISPLAY}&end_id=${DISPLAY}`, [DISPLAY]],
  ])('narrows by %s', async (query, ids) => {
    expect(await titles(encodeURI(query))).toEqual(ids);
  });

  it('covers only the calling store where that is asked', async () => {
    const headers = { authorization: basic('maa01.till01', 'sandbox-password') };
    const { body } = await call('GET /v2/task/metadata?all=false', { headers });
    expect(fieldOfEach(body, 'data', 'id')).toEqual([DISPLAY, MEMO]);
  });

  it('refuses what it cannot read, and tells where there is nothing', async () => {
    for (const [query, code] of [
      ['created_by_type=manager&action_type=dance', 5205],
      ['batch_size=0', 5205],
      ['start_id=x', 5205],
      ['start_date=soon', 5205],
      ['all=perhaps', 5205],
      ['created_by_type=cashier', 5211],
      ['customer_id=1', 5211],
    ] as const) {
      const newest = await metadata(query, 'v2/task/metadata');
      expect([newest.status, valueAt(newest.body, 'errors.0.code')]).toEqual([400, code]);
      expect(overall(await metadata(query))).toBe(code);
    }
  });

  it('follows a customer who was merged into another', async () => {
    const [victim, survivor] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const id = await added({ customer_ids: String(victim.id) });
    mergeCustomers(sandbox.world, victim, survivor, TILL);
    expect(await titles(`customer_id=${survivor.id}`)).toEqual([id]);
  });
});

describe('logs', () => {
  it('show changes of several tasks, and unknown ids as rows', async () => {
    const old = await call(`GET /v1.1/task/log?task_id=${CALLS},999`);
    expect(overall(old)).toBe(200);
    expect(fieldOfEach(old.body, `${TASK}.log`, 'new_status')).toEqual(['CLOSED', 'IN_PROGRESS', undefined]);
    expect(valueAt(old.body, `${TASK}.log.2`)).toEqual({
      task_id: '999',
      item_status: { success: 'false', code: '5204', message: 'Invalid task id' },
    });
    const newest = await call(`GET /v2/task/log?task_id=${CALLS},999`);
    expect(listAt(newest.body, 'data')).toHaveLength(2);
    expect(valueAt(newest.body, 'data.0')).toMatchObject({
      task_id: CALLS,
      customer_id: ASHA,
      associate_id: ARJUN,
      updated_time: '2026-04-21T06:30:00Z',
    });
    expect(valueAt(newest.body, 'warnings.0.code')).toBe(5204);
  });

  it('need ids of tasks', async () => {
    expect(overall(await call('GET /v1.1/task/log'))).toBe(5203);
    expect(overall(await call('GET /v1.1/task/log?task_id=999'))).toBe(5211);
    const { status, body } = await call('GET /v2/task/log?task_id=x');
    expect([status, valueAt(body, 'errors.0.code')]).toEqual([400, 5211]);
  });
});

describe('names for statuses', () => {
  const STATUSES = 'response.tasks.task_statuses.status';
  const map = (...rows: object[]): Promise<Answer> => post('v1.1/task/statusmapping', 'status', rows);

  it('are added and renamed, in all layers on the same state', async () => {
    const { body } = await map({ value: 'NONE', label: 'PARKED' }, { id: '3', value: 'CLOSED', label: 'DONE' });
    expect(valueAt(body, STATUSES)).toEqual([
      {
        id: '4',
        value: 'NONE',
        label: 'PARKED',
        item_status: { success: 'true', code: '200', message: 'Status added' },
      },
      {
        id: '3',
        value: 'CLOSED',
        label: 'DONE',
        item_status: { success: 'true', code: '200', message: 'Status updated' },
      },
    ]);
    const second = await call('POST /v2/task/statusmapping', { body: [{ value: 'OPEN', label: 'FRESH' }] });
    expect(second.body).toEqual({ data: [{ id: '5', value: 'OPEN', label: 'FRESH' }], warnings: [], errors: [] });
    const read = await call('GET /v1/task/statusmapping');
    expect(fieldOfEach(read.body, STATUSES, 'label')).toEqual(['NEW', 'PROCESSING', 'DONE', 'PARKED', 'FRESH']);
    const newest = await call('GET /v2/task/statusmapping');
    expect(valueAt(newest.body, 'data')).toEqual(valueAt(read.body, STATUSES));
  });

  it('show in entries that were set by them, also when renamed later', async () => {
    await update({ id: CALLS, entry_id: '2201', status: 'PROCESSING' });
    await map({ id: '2', value: 'IN_PROGRESS', label: 'ONGOING' });
    const log = await call(`GET /v2/task/log?task_id=${CALLS}`);
    expect(fieldOfEach(log.body, 'data', 'new_status').at(-1)).toBe('ONGOING');
  });

  it.each([
    ['a value that is none', { value: 'LOST', label: 'x' }, 5208],
    ['no value', { label: 'x' }, 5208],
    ['no label', { value: 'OPEN' }, 5205],
    ['a label in use', { value: 'OPEN', label: 'new' }, 5206],
    ['an unknown id', { id: '99', value: 'OPEN', label: 'x' }, 5206],
  ])('refuse %s', async (_, row, code) => {
    await expectRefused(() => map(row), code, `${STATUSES}.0`);
    const { status, body } = await call('POST /v2/task/statusmapping', { body: [row] });
    expect([status, valueAt(body, 'errors.0.code')]).toEqual([400, code]);
  });

  it('are kept where others of the call fail: 201', async () => {
    const rows = [
      { value: 'OPEN', label: 'FRESH' },
      { value: 'LOST', label: 'x' },
    ];
    const { status, body } = await call('POST /v2/task/statusmapping', { body: rows });
    expect([status, fieldOfEach(body, 'data', 'label'), valueAt(body, 'errors.0.code')]).toEqual([
      201,
      ['FRESH'],
      5208,
    ]);
    expect(overall(await map({ value: 'OPEN', label: 'FRESHER' }, { value: 'LOST', label: 'x' }))).toBe(201);
    expect((await call('POST /v2/task/statusmapping', { body: [] })).status).toBe(400);
  });
});

describe('reminders', () => {
  const REMINDERS = 'response.tasks.reminders.reminder';
  const reminder = (more: object = {}): object => ({
    task_id: CALLS,
    time: '2026-05-06 09:00:00',
    created_by: HEAD,
    remindee_id: NISHA,
    template: 'calls today',
    ...more,
  });

  it('are set, changed by their local id, and read back', async () => {
    const { body } = await remind(reminder({ local_id: 'r1' }));
    const { local_id: _, ...set } = { ...reminder(), local_id: '', id: '62' };
    expect(valueAt(body, `${REMINDERS}.0`)).toEqual({
      ...set,
      local_id: 'r1',
      item_status: { success: 'true', code: '200', message: 'Reminder added' },
    });
    await remind(reminder({ local_id: 'r1', time: '2026-05-07 09:00:00' }));
    const read = await call('GET /v1.1/task/reminder');
    expect(fieldOfEach(read.body, REMINDERS, 'id')).toEqual(['61', '62']);
    expect(valueAt(read.body, `${REMINDERS}.1`)).toEqual({ ...set, time: '2026-05-07 09:00:00' });
  });

  it('of head office are left out where only those for stores are asked', async () => {
    await remind(reminder({ remindee_id: HEAD }));
    const all = await call('GET /v1.1/task/reminder');
    const stores = await call('GET /v1/task/reminder?only_for_stores=true');
    expect(fieldOfEach(all.body, REMINDERS, 'remindee_id')).toEqual([ARJUN, HEAD]);
    expect(fieldOfEach(stores.body, REMINDERS, 'remindee_id')).toEqual([ARJUN]);
  });

  it.each([
    ['no task', { task_id: '' }, 5203, ''],
    ['an unknown task', { task_id: '999' }, 5204, ''],
    ['no time', { time: '' }, 5206, ''],
    ['an unknown remindee', { remindee_id: '1' }, 5212, ''],
    ['an unknown creator', { created_by: '1' }, 5213, ''],
    ['head office among stores', { remindee_id: HEAD }, 5212, '?only_for_stores=true'],
  ])('refuse %s', async (_, more, code, query) => {
    await expectRefused(() => remind(reminder(more), query), code, `${REMINDERS}.0`);
  });
});
