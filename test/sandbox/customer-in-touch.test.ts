import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aBill, aCustomer, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const NEW = '919744400001';

/** Asha Rao of the seed: the first to join, at blr01. */
const ASHA = { id: 418400001, mobile: '919800000001', email: 'asha.rao@example.com' };

/** Calls `customer/…` with rows under `root.customer`. */
const post = (what: string, ...customer: object[]): Promise<Answer> =>
  call(`POST /v1.1/customer/${what}`, { body: { root: { customer } } });

const get = (what: string, query: string): Promise<Answer> => call(`GET /v1.1/customer/${what}?${query}`);

const ofAsha = (what: string, query = ''): Promise<Answer> => get(what, `mobile=${ASHA.mobile}&${query}`);

const CUSTOMERS = 'response.customers.customer';

const numberAt = (body: unknown, path: string): number | undefined => {
  const value = valueAt(body, path);
  return value === undefined ? undefined : Number(value);
};

/** The verdict on the call and on each row; undefined for a row without one. */
const codes = ({ body }: Answer, rows = CUSTOMERS): unknown[] => [
  Number(valueAt(body, 'response.status.code')),
  ...(Array.isArray(valueAt(body, rows))
    ? fieldOfEach(body, rows, 'item_status.code').map(Number)
    : [numberAt(body, `${rows}.item_status.code`)]),
];

/** That a call is refused with these codes and leaves the world as it was. */
async function expectRefused(expected: unknown[], act: () => Promise<Answer>, rows = CUSTOMERS): Promise<void> {
  const before = new Snapshot(sandbox.world);
  expect(codes(await act(), rows)).toEqual(expected);
  before.expectSame(sandbox.world);
}

describe('customer/add', () => {
  it('registers, and v2 sees the same customer', async () => {
    const added = await post('add', {
      mobile: NEW,
      email: 'kiran.pai@example.org',
      external_id: 'KP-1',
      firstname: 'Kiran',
      lastname: 'Pai',
      registered_on: '2026-01-11 11:11:11',
      registered_till: 'maa01.till01',
      card_details: { series_code: 'MERIDIANGOLD' },
      subscriptions: { subscription: [{ priority: 'BULK', scope: 'all', is_subscribed: '0', channel: 'sms' }] },
      extended_fields: { field: [{ name: 'city', value: 'Goa' }] },
      custom_fields: { field: [{ name: 'hat_size', value: '7' }] },
    });
    const id = valueAt(added.body, `${CUSTOMERS}.0.user_id`);
    expect(added.body).toMatchObject({
      response: {
        status: { success: 'true', code: 200, total: '1', success_count: '1' },
        customers: {
          customer: [
            {
              firstname: 'Kiran',
              mobile: NEW,
              lifetime_points: 0,
              current_slab: 'Bronze',
              points_summaries: { points_summary: [{ programId: '812', currentSlab: 'Bronze', nextSlab: 'Silver' }] },
              registered_on: '2026-01-11 11:11:11',
              type: 'LOYALTY',
              source: 'instore',
              fraud_status: 'NONE',
              custom_fields: { field: [] },
              extended_fields: { field: [{ name: 'city', value: 'Goa' }] },
              subscriptions: { subscription: [{ channel: 'SMS', priority: 'BULK', scope: 'ALL', status: '0' }] },
              side_effects: { effect: [] },
              item_status: { success: 'true', code: '1000', warnings: { warning: ['1017'] } },
            },
          ],
        },
      },
    });
    const v2 = await call(`GET /v2/customers/${id}?source=INSTORE`);
    expect(v2.body).toMatchObject({
      profiles: [{ firstName: 'Kiran' }],
      associatedWith: 'maa01.till01',
      extendedFields: { city: 'Goa' },
      cardDetails: [{ seriesCode: 'MERIDIANGOLD', statusInfo: { label: 'ACTIVE' } }],
    });
  });

  it('refreshes whom it finds by the mobile, but not the identifiers', async () => {
    const added = await post('add', { mobile: ASHA.mobile, email: 'new@example.com', lastname: 'Iyer' });
    expect(codes(added)).toEqual([200, 1000]);
    expect(valueAt(added.body, `${CUSTOMERS}.0`)).toMatchObject({
      user_id: ASHA.id,
      firstname: 'Asha',
      lastname: 'Iyer',
      email: ASHA.email,
    });
  });

  it('tells each row that failed, and does the others', async () => {
    const answer = await post(
      'add',
      { mobile: NEW },
      { mobile: '12' },
      { email: 'nobody' },
      {},
      { mobile: '919744400002', email: ASHA.email },
      { external_id: 'X-1', mobile: '919744400003', type: 'NON_LOYALTY' },
      { external_id: 'X-2', type: 'NON_LOYALTY' },
      { mobile: '919744400004', registered_on: '2030-01-01 00:00:00' },
      { mobile: '919744400005', card_details: { card_number: 'NONE' } },
      { mobile: '919744400006', registered_till: 'none' },
    );
    expect(codes(answer)).toEqual([201, 1000, 1001, 1002, 1007, 1016, 1000, 1045, 1034, 3010, 1000]);
    expect(valueAt(answer.body, 'response.status')).toMatchObject({ total: '10', success_count: '3' });
    expect(valueAt(answer.body, `${CUSTOMERS}.9.item_status.warnings.warning`)).toEqual(['91020']);
    // A card that does not exist leaves nobody behind.
    expect(codes(await get('get', 'mobile=919744400005'))).toEqual([500, 1012]);
  });

  it('is refused whole when it holds nothing or too much', async () => {
    await expectRefused([400, undefined], () => post('add'));
    await expectRefused([1060, undefined], () => post('add', ...Array.from({ length: 101 }, () => ({ mobile: NEW }))));
  });
});

describe('customer/update', () => {
  it('changes details, fills in what is missing and ignores what belongs to others', async () => {
    const { id } = aCustomer(sandbox.world, { firstName: 'Kiran' });
    const answer = await post('update', {
      id,
      email: 'vikram.menon@example.org',
      external_id: 'KP-1',
      lastname: 'Pai',
      fraud_status: { status: 'CONFIRMED' },
      subscriptions: { subscription: [{ priority: 'TRANS', is_subscribed: 1, channel: 'email' }] },
    });
    expect(valueAt(answer.body, `${CUSTOMERS}.0`)).toMatchObject({
      user_id: id,
      lastname: 'Pai',
      external_id: 'KP-1',
      email: '',
      fraud_status: 'CONFIRMED',
      subscriptions: { subscription: [{ channel: 'EMAIL', priority: 'TRANS', status: '1' }] },
      item_status: { code: '1000', warnings: { warning: ['91007'] } },
    });
    const read = await get('get', `id=${id}`);
    expect(valueAt(read.body, `${CUSTOMERS}.0.fraud_details`)).toEqual({
      status: 'CONFIRMED',
      marked_by: 'blr01.till01',
      modified_on: '2026-05-03 12:00:00',
    });
  });

  it('is about the profile that there is, unless a source is named', async () => {
    const { id } = aCustomer(sandbox.world, { source: 'WEBSITE' });
    expect(codes(await post('update', { id, lastname: 'Pai' }))).toEqual([200, 1000]);
    expect(sandbox.world.customers[id]?.profiles[0]?.lastName).toBe('Pai');
    await expectRefused([500, 8065], () => post('update', { id, lastname: 'Rao', source: 'INSTORE' }));
  });

  it('is refused for nobody, and for leaving the program', async () => {
    await expectRefused([500, 1012], () => post('update', { mobile: NEW }));
    await expectRefused([500, 1015], () => post('update', { firstname: 'Kiran' }));
    await expectRefused([500, 1046], () => post('update', { mobile: ASHA.mobile, type: 'NON_LOYALTY' }));
    await expectRefused([500, 1101], () =>
      post('update', {
        mobile: ASHA.mobile,
        lastname: 'X',
        subscriptions: { subscription: [{ channel: 'fax', is_subscribed: '1' }] },
      }),
    );
  });
});

describe('customer/update_identity', () => {
  const change = (identifier: string, old_value: string, new_value: string): Promise<Answer> =>
    post('update_identity', { identifier, old_value, new_value });

  it('files a request, and changes nothing before it is approved', async () => {
    const asked = await change('mobile', ASHA.mobile, NEW);
    expect(valueAt(asked.body, CUSTOMERS)).toMatchObject({ updated: 'true', item_status: { code: '1040' } });
    expect(codes(await ofAsha('get'))).toEqual([200, 1000]);
    const requests = await call(`GET /v2/customers/${ASHA.id}/changeRequest`);
    expect(requests.body).toMatchObject({ data: [{ status: 'PENDING', changeType: 'MOBILE' }] });
    await expectRefused([500, 1041], () => change('mobile', ASHA.mobile, NEW));
  });

  it('is refused for what cannot be changed so', async () => {
    await expectRefused([500, 1041], () => change('mobile', NEW, '919744400002'));
    await expectRefused([500, 1041], () => change('email', ASHA.email, 'vikram.menon@example.org'));
    await expectRefused([500, 1042], () => change('email', ASHA.email, 'nobody'));
    await expectRefused([500, 1027], () => change('pigeon', '1', '2'));
  });
});

describe('customer/get', () => {
  it('answers several at once, those not found beside the others', async () => {
    const answer = await get('get', `mobile=${ASHA.mobile},${NEW}&user_id=true`);
    expect(codes(answer)).toEqual([201, 1000, 1012]);
    expect(valueAt(answer.body, CUSTOMERS)).toMatchObject([
      {
        user_id: String(ASHA.id),
        email: ASHA.email,
        gender: 'Female',
        registered_store: { code: 'blr01' },
        registered_till: { code: 'blr01.till01' },
        fraud_details: { status: 'NONE', marked_by: '', modified_on: '' },
      },
      { mobile: NEW },
    ]);
    expect(valueAt((await get('get', 'user_id=true')).body, 'response.status.code')).toBe(1015);
    expect(codes(await get('get', 'card_number=MG00000001'))).toEqual([200, 1000]);
  });

  it('names the groups that the customer is in, and none for others', async () => {
    const groups = async (query: string) => valueAt((await get('get', query)).body, `${CUSTOMERS}.0.user_groups2`);
    expect(await groups(`mobile=${ASHA.mobile}`)).toEqual([
      { id: 2600, external_id: 'fam-rao-01', name: 'Rao family' },
    ]);
    expect(await groups('mobile=919800000030')).toEqual([]);
  });

  it('shows blocks as they are asked for, and those that need mlp only with it', async () => {
    const blocks = async (query: string): Promise<unknown> =>
      valueAt((await ofAsha('get', query)).body, `${CUSTOMERS}.0`);
    expect(await blocks('basic=true')).not.toHaveProperty('coupons');
    expect(await blocks('slab_history=true')).not.toHaveProperty('slab_history');
    const customer = sandbox.world.customers[ASHA.id];
    const full = await blocks(
      'mlp=true&slab_history=true&next_slab=true&card_details=true&subscriptions=true&expiry_schedule=true&tracker_info=true',
    );
    expect(full).toMatchObject({
      points_summaries: { points_summary: [{ programId: '812' }] },
      card_details: [{ card_number: 'MG00000001', series_code: 'MERIDIANGOLD', status_label: 'ACTIVE' }],
      subscriptions: { subscription: [{ channel: 'SMS' }, {}, {}] },
      trackers: [{ tracker_type: 'BILL_AMOUNT' }, {}, {}],
      notes: { note: [{ description: 'Prefers calls in the evening' }, {}] },
    });
    const expiring = fieldOfEach(full, 'expiry_schedule.schedule', 'points').reduce<number>(
      (sum, points) => sum + Number(points),
      0,
    );
    expect(expiring).toBeCloseTo(Number(valueAt(full, 'loyalty_points')));
    expect(listAt(full, 'slab_history.history')).toHaveLength(customer?.tierHistory.length ?? 0);
    expect(valueAt(full, 'slab_history.history.0.to')).toBe(valueAt(full, 'current_slab'));
    expect(await blocks('program_summary=true&points_summary=true')).toMatchObject({
      programs_list: {
        program: [
          {
            programId: '812',
            isDefault: 'true',
            PartnerPrograms: {
              PartnerProgram: expect.arrayContaining([expect.objectContaining({ partnerProgramName: 'CityMiles' })]),
            },
          },
        ],
      },
      points_summary: { returned: '348' },
    });
    expect(await blocks('mlp=true&program_id=1')).not.toHaveProperty('points_summaries');
  });

  it('lists transactions and coupons narrowed, sorted and cut as asked', async () => {
    const { id } = aCustomer(sandbox.world);
    const customer = sandbox.world.customers[id];
    if (!customer) throw new Error('no customer');
    aBill(sandbox.world, customer, 100, { billNumber: 'one' });
    aBill(sandbox.world, customer, 200, { billNumber: 'two', tillId: 5001201 });
    const bills = async (query: string): Promise<unknown> =>
      fieldOfEach((await get('get', `id=${id}&${query}`)).body, `${CUSTOMERS}.0.transactions.transaction`, 'number');
    expect(await bills('')).toEqual([]);
    expect(await bills('transactions=true')).toEqual(['two', 'one']);
    expect(await bills('transactions=true&store_code=maa01')).toEqual(['two']);
    expect(await bills('transactions=true&amount=100')).toEqual(['one']);
    expect(await bills('transactions=true&type=RETURN')).toEqual([]);

    const coupons = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await ofAsha('get', query)).body, `${CUSTOMERS}.0.coupons.coupon`, 'valid_till');
    const all = await coupons('');
    const byEnd = await coupons('coupon_order_by=valid_till&coupon_sort_order=asc');
    expect(byEnd).toEqual([...all].sort());
    expect(byEnd.length).toBeGreaterThan(2);
    expect(await coupons('coupon_order_by=valid_till&coupon_sort_order=asc&coupon_offset=1&coupon_limit=1')).toEqual(
      byEnd.slice(1, 2),
    );
    expect((await coupons('coupon_active=true')).every((end) => String(end) > '2026-05-03')).toBe(true);
  });

  it('tells the way to the next tier, and warns at either end', async () => {
    const { id } = aCustomer(sandbox.world);
    const customer = sandbox.world.customers[id];
    if (!customer) throw new Error('no customer');
    aBill(sandbox.world, customer, 4000);
    const read = async (days = 0): Promise<unknown> =>
      valueAt(
        (await get('get', `id=${id}&mlp=true&gap_to_upgrade_for=0&gap_to_renew_for=${days}`)).body,
        `${CUSTOMERS}.0`,
      );
    const SUMMARY = 'points_summaries.points_summary.0';
    const bronze = await read();
    expect(valueAt(bronze, `${SUMMARY}.gap_to_upgrade`)).toMatchObject({
      upgrade_strategy: [
        {
          upgrade_threshold: '10000',
          customer_upgrade_entity_values: { current_value: '4000', gap_to_upgrade: '6000' },
        },
      ],
    });
    expect(bronze).toMatchObject({ item_status: { warnings: { warning: ['91011'] } } });
    expect(valueAt(bronze, `${SUMMARY}.gap_to_renew`)).toBeUndefined();
    aBill(sandbox.world, customer, 90000);
    const highest = await read();
    expect(valueAt(highest, SUMMARY)).toMatchObject({
      gap_to_upgrade: { upgrade_strategy: [] },
      gap_to_renew: { tier_expiry_date: '2027-05-31', renew_strategy: [{ customer_gap_to_renew_value: '0' }] },
    });
    expect(highest).toMatchObject({ item_status: { warnings: { warning: ['91012'] } } });
    // By the day the tier ends, today's bills will have left the window.
    expect(valueAt(await read(393), SUMMARY)).toMatchObject({
      gap_to_renew: { renew_confirmed: 'false', renew_strategy: [{ customer_gap_to_renew_value: '75000' }] },
    });
  });
});

describe('notes', () => {
  const write = (...note: object[]): Promise<Answer> => post('notes', { mobile: ASHA.mobile, notes: { note } });
  const ROW = 'response.customer';

  it('are added and edited', async () => {
    const added = await write({ date: '2026-02-05 15:15:00', description: 'Likes indigo' });
    expect(valueAt(added.body, ROW)).toMatchObject({
      user_id: String(ASHA.id),
      notes: { note: { date: '2026-02-05 15:15:00', description: 'Likes indigo' } },
      item_status: { code: 1000 },
    });
    await write({ id: valueAt(added.body, `${ROW}.notes.note.id`), description: 'Likes maroon' });
    const read = await ofAsha('notes', 'user_id=true');
    expect(valueAt(read.body, `${ROW}.user_id`)).toBe(String(ASHA.id));
    expect(fieldOfEach(read.body, `${ROW}.notes.note`, 'description').at(-1)).toBe('Likes maroon');
    expect(listAt(read.body, `${ROW}.notes.note`)).toHaveLength(3);
    expect(valueAt((await ofAsha('notes')).body, `${ROW}.user_id`)).toBeUndefined();
  });

  it('are written as far as they can be', async () => {
    const answer = await write(
      { description: 'Fine' },
      { id: 1, description: 'Nobody’s' },
      { description: 'x'.repeat(256) },
    );
    expect(codes(answer, ROW)).toEqual([200, 1036]);
    expect(valueAt(answer.body, `${ROW}.notes.note.description`)).toBe('Fine');
    await expectRefused([500, 1037], () => write({ description: '' }), ROW);
    await expectRefused(
      [500, 1011],
      () => post('notes', { mobile: NEW, notes: { note: [{ description: 'a' }] } }),
      ROW,
    );
    await expectRefused([500, 1028], () => get('notes', 'external_id=MT-00002'), ROW);
  });
});

describe('tickets', () => {
  const open = (...ticket: object[]): Promise<Answer> => post('tickets', { mobile: ASHA.mobile, ticket });

  it('are opened and found again', async () => {
    const opened = await open({
      priority: 'high',
      department: 'CARE',
      subject: 'Points missing',
      message: 'Nothing for the bill of 19 April',
      custom_fields: {
        field: [
          { name: 'bill_number', value: 'B-7' },
          { name: 'nonsense', value: '1' },
        ],
      },
    });
    const ticket = {
      status: 'OPEN',
      priority: 'HIGH',
      department: 'CARE',
      subject: 'Points missing',
      message: 'Nothing for the bill of 19 April',
      custom_fields: { field: [{ name: 'bill_number', value: 'B-7' }] },
    };
    expect(valueAt(opened.body, CUSTOMERS)).toMatchObject({ ticket, item_status: { code: '1300' } });
    const found = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await ofAsha('tickets', query)).body, 'response.customer.tickets.ticket', 'subject');
    await open({ subject: 'Wrong size', status: 'closed' });
    expect(await found('')).toEqual(['Wrong size', 'Points missing']);
    expect(await found('priority=high&status=open')).toEqual(['Points missing']);
    expect(await found(`ticket_code=${valueAt(opened.body, `${CUSTOMERS}.ticket.code`)}`)).toEqual(['Points missing']);
    expect(await found('start_date=2026-05-04')).toEqual([]);
    expect(await found('start_date=2026-05-03&end_date=2026-05-03')).toHaveLength(2);
  });

  it('are refused without a subject of their own, all or none', async () => {
    await open({ subject: 'Points missing' });
    await expectRefused([500, 1301], () => open({ subject: 'Another' }, { subject: 'POINTS missing' }));
    await expectRefused([500, 1303], () => open({ message: 'Hello' }));
    await expectRefused([500, 1302], () => open({ subject: 'Hello', status: 'LOST' }));
    await expectRefused([500, 1011], () => post('tickets', { mobile: NEW, ticket: [{ subject: 'a' }] }));
  });
});

describe('preferences', () => {
  const set = (row: object, mobile = '919800000002'): Promise<Answer> => post('preferences', { mobile, ...row });
  const fields = (...pairs: [string, string][]): object => ({
    custom_fields: { field: pairs.map(([name, value]) => ({ name, value })) },
  });
  const read = (): Promise<Answer> => get('preferences', 'mobile=919800000002');

  it('are kept with the preferred store', async () => {
    await expectRefused([500, 1031], read);
    const done = await set({ ...fields(['favourite_colour', 'Green']), store: { code: 'pnq01' } });
    expect(valueAt(done.body, CUSTOMERS)).toMatchObject({
      store: { id: '50014', code: 'pnq01', status: 'SUCCESS' },
      item_status: { code: '200' },
    });
    expect(valueAt((await read()).body, `${CUSTOMERS}.custom_fields.field`)).toEqual([
      { name: 'favourite_colour', value: 'Green' },
      { name: 'PREFERRED_STORE', value: 'Pune Koregaon Park' },
    ]);
  });

  it('are set as far as they are known', async () => {
    const some = await set({ ...fields(['likes', 'linen'], ['star_sign', 'Leo']), store: { code: 'nowhere' } });
    expect(valueAt(some.body, CUSTOMERS)).toMatchObject({
      custom_fields: { field: [{ name: 'likes', value: 'linen' }] },
      item_status: { success: 'true', code: '1035', warnings: { warning: ['1053'] } },
    });
    await expectRefused([500, 1030], () => set(fields(['star_sign', 'Leo'])));
    await expectRefused([500, 1011], () => set(fields(['likes', 'linen']), NEW));
  });
});

describe('subscriptions', () => {
  const ROWS = 'response.subscriptions.subscription';
  const update = (...subscription: object[]): Promise<Answer> =>
    call('POST /v1.1/customer/subscriptions', { body: { root: { subscription } } });
  const optOut = { priority: 'bulk', scope: 'all', channel: 'email', is_subscribed: '0' };

  it('are set row by row, and v2 sees them', async () => {
    const answer = await update({ email: ASHA.email, ...optOut }, { email: 'no@example.com', ...optOut });
    expect(codes(answer, ROWS)).toEqual([201, 1000, 1104]);
    expect(valueAt(answer.body, `${ROWS}.0`)).toMatchObject({
      user_id: String(ASHA.id),
      channel: 'EMAIL',
      priority: 'BULK',
      scope: 'ALL',
      is_subscribed: '0',
    });
    const v2 = await call(`GET /v2/customers/${ASHA.id}/subscriptions`);
    expect(valueAt(v2.body, 'subscriptions')).toContainEqual({ channel: 'EMAIL', priority: 'BULK', type: 'OPTOUT' });
    const wrong = async (more: object): Promise<unknown> =>
      (await update({ email: ASHA.email, ...optOut, ...more })).body;
    expect(await wrong({ channel: 'fax' })).toMatchObject({
      response: { subscriptions: { subscription: [{ item_status: { code: '1101' } }] } },
    });
    expect(await wrong({ priority: 'rare' })).toMatchObject({
      response: { subscriptions: { subscription: [{ item_status: { code: '1102' } }] } },
    });
    expect(await wrong({ scope: 'some' })).toMatchObject({
      response: { subscriptions: { subscription: [{ item_status: { code: '1103' } }] } },
    });
    expect(await wrong({ is_subscribed: '2' })).toMatchObject({
      response: { subscriptions: { subscription: [{ item_status: { code: '1106' } }] } },
    });
  });

  it('are read by channel; who has not chosen is subscribed', async () => {
    const { id } = aCustomer(sandbox.world);
    await update({ id, ...optOut });
    const answer = await get('subscriptions', `id=${id},1&priority=BULK`);
    expect(codes(answer, ROWS)).toEqual([201, 1000, 1104]);
    const bulk = (subscribed: string, unsubscribed: string, user_preference: string): object => ({
      priority: [{ name: 'BULK', subscribed, unsubscribed, user_preference }],
    });
    expect(valueAt(answer.body, `${ROWS}.0.channel`)).toEqual([
      { name: 'SMS', ...bulk('ALL', '', 'NOT_SET') },
      { name: 'POSTMAIL', ...bulk('ALL', '', 'NOT_SET') },
      { name: 'EMAIL', ...bulk('', 'ALL', 'UNSUBSCRIBED') },
    ]);
    const sms = await get('subscriptions', `id=${id}&channel=SMS`);
    expect(fieldOfEach(sms.body, `${ROWS}.0.channel`, 'name')).toEqual(['SMS']);
    await expectRefused([1101, undefined], () => get('subscriptions', `id=${id}&channel=FAX`), ROWS);
  });
});

describe('referrals', () => {
  const refer = (campaign_token: string, type: string, ...referral: object[]): Promise<Answer> =>
    post('referrals', { mobile: ASHA.mobile, referrals: { campaign_token, referral_type: { type, referral } } });
  const friend = { id: '1', name: 'Meera', identifier: NEW, invited_on: '20260501T13:15:45+05:30' };

  it('invite who can be reached, and tell who cannot', async () => {
    const answer = await refer('', 'MOBILE', friend, { ...friend, id: '2', identifier: '12' });
    expect(codes(answer)).toEqual([200, 1000]);
    expect(fieldOfEach(answer.body, `${CUSTOMERS}.0.referrals.referral_type.0.referral`, 'status.code')).toEqual([
      1000, 1701,
    ]);
    await post('add', {
      mobile: NEW,
      firstname: 'Meera',
      referral_code: sandbox.world.customers[ASHA.id]?.referralCode,
    });

    const read = await ofAsha('referrals', 'store_code=all&sort_order=desc');
    expect(valueAt(read.body, 'response.customer')).toMatchObject({
      referral_code: sandbox.world.customers[ASHA.id]?.referralCode,
      invitees: {
        referral_type: [
          { type: 'MOBILE', invitee: [{ identifier: NEW, invited_on: '2026-05-01 13:15:45.0' }, { name: 'Leela' }] },
          { type: 'EMAIL', invitee: [{ name: 'Dev', till: { code: 'blr01.till01' } }] },
        ],
      },
      referees: { referee: [{ event_type: 'REGISTRATION', firstname: 'Meera', added_on: '2026-05-03 12:00:00' }] },
      incentives: [],
      item_status: { code: 1000 },
    });
    const count = async (query: string): Promise<number> =>
      listAt((await ofAsha('referrals', query)).body, 'response.customer.invitees.referral_type').length;
    expect(await count('')).toBe(2);
    expect(await count('start_date=2026-05-01')).toBe(1);
    expect(await count('store_code=maa01')).toBe(0);
    const code = await ofAsha('referrals', 'only_referral_code=true');
    expect(valueAt(code.body, 'response.customer')).not.toHaveProperty('invitees');
  });

  it('are refused for other campaigns and channels, and for nobody', async () => {
    await expectRefused([500, 1202], () => refer('NONE', 'MOBILE', friend));
    await expectRefused([500, 1203], () => refer('DIWALI25', 'MOBILE', friend));
    await expectRefused([500, 1206], () => refer('', 'PIGEON', friend));
    await expectRefused([500, 1012], () => post('referrals', { mobile: NEW }));
    await expectRefused([500, 1012], () => get('referrals', `mobile=${NEW}`), 'response.customer');
  });
});

describe('customer/interaction', () => {
  it('lists the messages that were sent, without their codes', async () => {
    const mobile = '919744400009';
    const { id } = aCustomer(sandbox.world);
    sandbox.world.validationCodes.push({
      id: 99,
      code: 'SECRET',
      action: 'GENERIC',
      customerId: id,
      entityType: 'MOBILE',
      entityValue: mobile,
      issuedOn: '2026-05-02T00:00:00Z',
      validTill: '2026-05-02T00:15:00Z',
      usedOn: null,
    });
    const read = await get('interaction', `id=${id}`);
    expect(read.body).toMatchObject({
      response: {
        status: { success: 'true', response_code: '200' },
        customer: {
          id: String(id),
          interactions: {
            network: [
              {
                name: 'capillary',
                interaction: [
                  {
                    type: 'sms',
                    count: '1',
                    last_interaction_time: '2026-05-02 05:30:00',
                    messages: { message: { id: '99', receiver: mobile } },
                  },
                ],
              },
            ],
          },
        },
      },
    });
    expect(JSON.stringify(read.body)).not.toContain('SECRET');
    const none = async (query: string): Promise<unknown> =>
      valueAt((await get('interaction', `id=${id}&${query}`)).body, 'response.customer.interactions.network');
    expect(await none('type=email')).toEqual([]);
    expect(await none('network=twitter')).toEqual([]);
    expect(await none('end_date=2026-05-01')).toEqual([]);
    expect(valueAt((await get('interaction', `mobile=${NEW}`)).body, 'response.status.code')).toBe(1011);
    expect(valueAt((await get('interaction', '')).body, 'response.status.code')).toBe(1015);
  });
});
