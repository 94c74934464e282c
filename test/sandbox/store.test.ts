import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, authorized, basic, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

/** The status of the whole, or of the row at a place: `[success, code]`. */
const statusOf = ({ body }: Answer, at = 'response.status'): unknown[] => [
  String(valueAt(body, `${at}.success`)),
  Number(valueAt(body, `${at}.code`)),
];

describe('a store', () => {
  const at = 'response.stores.store';

  it('is found by its id, by its code and by its external id', async () => {
    const { body } = await call('GET /v1.1/store/get?id=50012');
    expect(valueAt(body, `${at}.code`)).toBe('maa01');
    expect(valueAt(body, `${at}.currency`)).toEqual({
      name: 'Indian Rupee',
      symbol: '₹',
      iso_code: { alpha: 'INR', numeric: '356' },
    });
    expect(valueAt(body, `${at}.time_zone.offset.std`)).toBe('+05:30');
    expect((await call('GET /v1/store/get?external_id=EXT-maa01')).body).toEqual(body);
    expect((await call('GET /v1.1/store/get?code=maa01')).body).toEqual(body);
  });

  it.each([
    ['an unknown id', 'id=1', 902],
    ['an unknown external id', 'external_id=EXT-none', 902],
    ['an unknown code', 'code=none', 902],
    ['neither', '', 913],
  ])('is refused for %s', async (_, query, code) => {
    expect(statusOf(await call(`GET /v1.1/store/get?${query}`), `${at}.item_status`)).toEqual(['false', code]);
  });

  it('lists associates and managers, each with their store', async () => {
    const { body } = await call('GET /v1.1/store/staff?type=MANAGER');
    const kinds = fieldOfEach(body, 'response.store.staff.user', 'type');
    expect(new Set(kinds)).toEqual(new Set(['MANAGER']));
    const everybody = listAt((await call('GET /v1.1/store/staff')).body, 'response.store.staff.user');
    expect(everybody.length).toBe(Object.keys(sandbox.world.associates).length);
    expect(statusOf(await call('GET /v1.1/store/staff?type=OWNER'))).toEqual(['false', 400]);
  });

  it('has the tasks of its own people, narrowed by associate, customer, day and number', async () => {
    const tasks = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await call(`GET /v1.1/store/tasks?${query}`)).body, 'response.store.tasks.task', 'entry_id');
    const all = await tasks('');
    expect(all.length).toBeGreaterThan(1);
    expect(await tasks('count=1')).toEqual(all.slice(0, 1));
    const entry = Object.values(sandbox.world.taskEntries).find(({ customerId }) => customerId !== null);
    expect(await tasks(`customer_id=${entry?.customerId}&assoc_id=${entry?.associateId}`)).toEqual([String(entry?.id)]);
    expect(statusOf(await call('GET /v1.1/store/tasks?start_date=2027-01-01'))).toEqual(['false', 909]);
    expect(statusOf(await call('GET /v1.1/store/tasks?count=many'))).toEqual(['false', 908]);
  });

  it('tells who calls, and refuses a wrong password', async () => {
    const { body } = await call('GET /v1.1/store/login');
    expect(valueAt(body, 'response.store.user')).toMatchObject({
      username: 'blr01.till01',
      user_id: '5001101',
      type: 'TILL',
      org_name: 'Meridian Threads',
      server_time: '2026-05-03T12:00:00+05:30',
      associate_login_enabled: 'true',
    });
    const wrong = await call('GET /v1.1/store/login', { headers: { authorization: basic('blr01.till01', 'wrong') } });
    expect([wrong.status, ...statusOf(wrong)]).toEqual([401, 'false', 401]);
  });

  it('tells how its client is set up, with the last task it has', async () => {
    const { body } = await call('GET /v1.1/store/configurations');
    const at = 'response.store.configurations';
    expect(valueAt(body, `${at}.integration_output_templates.points_redemption`)).toBe('-1');
    expect(valueAt(body, `${at}.time_zone_offset`)).toBe('+05:30');
    const entries = Object.values(sandbox.world.taskEntries).filter(({ storeId }) => storeId === 50011);
    expect(valueAt(body, `${at}.store_tasks_max_entries_id`)).toBe(String(entries.at(-1)?.id));
  });
});

describe('a log file', () => {
  const text = 'Client started\n';
  const sha1 = createHash('sha1').update(text).digest('hex');

  async function upload(headers: Record<string, string>, file = true): Promise<unknown[]> {
    const form = new FormData();
    if (file) form.set('file', new Blob([text]), 'activity.log');
    else form.set('note', 'no file');
    const response = await fetch(`${sandbox.url}/v1.1/store/logs.file?logged_time=2026-05-03%2010:00:00`, {
      method: 'POST',
      headers: { ...authorized(sandbox), ...headers },
      body: form,
    });
    const body: unknown = await response.json();
    return [valueAt(body, 'response.success'), valueAt(body, 'response.code')];
  }
  const told = {
    'X-CAP-CLIENT-LOGFILENAME': 'activity.log',
    'X-CAP-CLIENT-LOGFILESIZE': String(text.length),
    'X-CAP-CLIENT-FILE-SIGNATURE': sha1,
  };

  it('is taken with its name, size, SHA-1 and time', async () => {
    expect(await upload(told)).toEqual(['true', '200']);
    expect(Object.values(sandbox.world.storeLogs).at(-1)).toMatchObject({
      storeId: 50011,
      fileName: 'activity.log',
      size: text.length,
      sha1,
      loggedOn: '2026-05-03T04:30:00Z',
    });
  });

  it.each([
    ['another size', { ...told, 'X-CAP-CLIENT-LOGFILESIZE': '3' }, true, '904'],
    ['another SHA-1', { ...told, 'X-CAP-CLIENT-FILE-SIGNATURE': 'ab' }, true, '905'],
    ['no file', told, false, '906'],
    ['no name', { ...told, 'X-CAP-CLIENT-LOGFILENAME': '' }, true, '907'],
  ])('is refused with %s, and nothing is kept', async (_, headers, file, code) => {
    const before = Object.keys(sandbox.world.storeLogs).length;
    expect(await upload(headers, file)).toEqual(['false', code]);
    expect(Object.keys(sandbox.world.storeLogs).length).toBe(before);
  });
});

describe('reports', () => {
  const upload = (report: unknown) => call('POST /v1.1/store/reports', { body: { root: { report } } });
  const daily = (query: string) => call(`GET /v1.1/store/reports?${query}`);
  const DAY = 'start_date=2026-04-20&end_date=2026-04-20';
  const figures = { '-type': 'loyalty', store_code: 'blr01', date: '2026-04-20 21:30:00' };

  it('count what was reported before the bills that came in, and a report sent again replaces the first', async () => {
    const first = await upload({ ...figures, total_transactions: '84', transaction_count: { not_interested: '12' } });
    expect(valueAt(first.body, 'response.store.report')).toMatchObject({
      type: 'loyalty',
      store_code: 'blr01',
      date: '2026-04-20 21:30:00',
      item_status: { success: 'true', code: '900' },
    });
    const row = async (): Promise<unknown> => listAt((await daily(DAY)).body, 'response.report.loyalty.row')[0];
    expect(await row()).toMatchObject({
      start_date: '2026-04-20 00:00:00',
      end_date: '2026-04-20 23:59:59',
      transactions: '84',
      not_interested_transactions: '12',
    });
    await upload({ ...figures, total_transactions: '85', transaction_count: { not_interested: '11' } });
    expect(await row()).toMatchObject({ transactions: '85', not_interested_transactions: '11' });
  });

  it('take several stores at once, each with its verdict', async () => {
    const { body } = await upload([figures, { ...figures, store_code: 'none' }, { ...figures, '-type': 'monthly' }]);
    expect(valueAt(body, 'response.status.code')).toBe('201');
    const codes = listAt(body, 'response.store.report').map((each) => valueAt(each, 'item_status.code'));
    expect(codes).toEqual(['900', '902', '911']);
    const wrong = await upload({ ...figures, total_sales: 'a lot' });
    expect(statusOf(wrong, 'response.store.report.item_status')).toEqual(['false', 912]);
  });

  it('are read as XML and taken as XML', async () => {
    const raw = `<root><report type="loyalty"><store_code>blr01</store_code><date>2026-04-21 21:00:00</date>
      <total_transactions>40</total_transactions></report></root>`;
    const { body } = await call('POST /v1.1/store/reports', { raw, headers: { 'content-type': 'application/xml' } });
    expect(valueAt(body, 'response.store.report.item_status.code')).toBe('900');
  });

  it('add up what happened at the tills: members, bills, points, and who used them', async () => {
    const { body } = await daily('start_date=2025-06-01&end_date=2026-05-03');
    const sum = (name: string): number =>
      fieldOfEach(body, 'response.report.loyalty.row', name).reduce<number>((total, each) => total + Number(each), 0);
    const { customers, transactions, pointsRedemptions, tills } = sandbox.world;
    const from = '2025-05-31T18:30:00Z';
    const joined = Object.values(customers).filter((each) => each.storeId === 50011 && each.createdOn >= from);
    expect(sum('customers')).toBe(joined.length);
    const refused = Object.values(transactions).filter((each) => each.storeId === 50011 && each.billingDate >= from);
    expect(refused.length).toBeGreaterThan(0);
    const used = Object.values(pointsRedemptions).filter((each) => tills[each.tillId]?.storeId === 50011);
    expect(sum('points_redeemed')).toBe(used.reduce((total, { points }) => total + points, 0));
    expect(listAt(body, 'response.report.redemption.row').length).toBe(used.length);
  });

  it.each([
    ['an unknown type', 'type=sales', 911],
    ['one date alone', 'start_date=2026-04-20', 901],
    ['dates the wrong way round', 'start_date=2026-04-20&end_date=2026-04-01', 901],
    ['more than a year', 'start_date=2020-04-20&end_date=2026-04-01', 901],
  ])('are refused for %s', async (_, query, code) => {
    expect(statusOf(await daily(query))).toEqual(['false', code]);
  });

  it('show one part where one is asked for', async () => {
    const { body } = await daily(`type=redemption&${DAY}`);
    expect(Object.keys(Object(valueAt(body, 'response.report')))).toEqual(['redemption']);
  });
});
