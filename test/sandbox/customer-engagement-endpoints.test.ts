import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import {
  type Answer,
  aBill,
  aCustomer,
  basic,
  type CallOptions,
  errorOf,
  fieldOfEach,
  listAt,
  TILL,
  useSandbox,
  valueAt,
} from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const NEW = '919733300001';

const profile = (more: object = {}): object => ({
  firstName: 'Kiran',
  lastName: 'Pai',
  identifiers: [{ type: 'mobile', value: NEW }],
  source: 'INSTORE',
  ...more,
});

const add = (body: object): Promise<Answer> => call('POST /v2/customers', { body });

/** Asha Rao of the seed. */
const ASHA = 418400001;

describe('subscriptions', () => {
  it('change, and the log remembers by whom and why', async () => {
    const choice = {
      channel: 'MOBILE',
      accountId: '',
      priority: 'BULK',
      type: 'OPTOUT',
      sourceName: 'INSTORE',
      orgUnitId: -1,
    };
    const set = await call(`POST /v2/customers/${ASHA}/subscriptions`, {
      body: { reason: 'asked at the till', scope: { scope: 'USER', subScope: 'NONE' }, subscriptions: [choice] },
    });
    expect(set.body).toEqual({
      scope: { scope: 'USER', subScope: 'NONE' },
      subscriptions: [choice],
      campaignId: -1,
      communicationId: -1,
      reason: 'asked at the till',
      warnings: [],
    });
    const smsBulk = { channel: 'SMS', priority: 'BULK', type: 'OPTOUT' };
    const byId = await call(`GET /v2/customers/${ASHA}/subscriptions`);
    expect(valueAt(byId.body, 'subscriptions')).toContainEqual(smsBulk);
    const named = 'source=INSTORE&identifierName=mobile&identifierValue=919800000001';
    expect((await call(`GET /v2/customers/lookup/subscriptions?${named}`)).body).toEqual(byId.body);
    const log = await call(`GET /v2/customers/${ASHA}/subscriptionStatusChangeLog`);
    expect(listAt(log.body, 'data').at(-1)).toEqual({
      orgUnitId: -1,
      source: 'INSTORE',
      accountId: '',
      orgSourceId: -1,
      commChannelId: 1,
      commChannelType: 'mobile',
      communicationCategoryId: -1,
      priority: 'BULK',
      status: false,
      addedBy: TILL,
      addedOn: '2026-05-03',
      reason: 'asked at the till',
    });
  });

  it('are all refused where one is not valid', async () => {
    const row = { channel: 'EMAIL', accountId: '', priority: 'BULK', type: 'OPTOUT', orgUnitId: 50011 };
    const refused = (code: number, more: object): Promise<void> =>
      expectRefused(`POST /v2/customers/${ASHA}/subscriptions`, code, {
        body: { subscriptions: [row, { ...row, ...more }] },
      });
    await refused(1101, { channel: 'FAX' });
    await refused(1102, { priority: 'RARE' });
    await refused(1106, { type: 'MAYBE' });
    await refused(1000, { orgUnitId: 1 });
    await expectRefused(`POST /v2/customers/${ASHA}/subscriptions`, 400, { body: {} });
    await expectRefused('POST /v2/customers/1/subscriptions', 8015, { body: { subscriptions: [row] } });
  });
});

describe('status', () => {
  it('is changed by identifier, logged, and final once it is deletion', async () => {
    const named = 'source=INSTORE&identifierName=mobile&identifierValue=919800000001';
    const put = (label: string, more: object = {}): [string, CallOptions] => [
      `PUT /v2/customers/lookup/status?${named}`,
      { body: { label, reason: 'review', ...more } },
    ];
    expect((await call(...put('suspended', { createdOn: '2026-05-01T00:00:00Z' }))).body).toMatchObject({
      createdId: ASHA,
    });
    const log = await call(`GET /v2/customers/${ASHA}/statusLog`);
    expect(log.body).toMatchObject({
      data: [
        { label: 'Active', isActive: false },
        {
          label: 'Suspended',
          prevLabel: 'Active',
          status: 'SUSPENDED',
          reason: 'review',
          isActive: true,
          createdBy: TILL,
          createdByUser: 'blr01.till01',
          createdOn: '2026-05-01T00:00:00Z',
        },
      ],
    });
    await expectRefused(put('Sleeping')[0], 8106, put('Sleeping')[1]);
    await expectRefused(put('')[0], 400, put('')[1]);
    await call(...put('Deleted'));
    await expectRefused(put('Active')[0], 3042, put('Active')[1]);
  });
});

describe('pictures', () => {
  const send = async (path: string, sizes: readonly number[]): Promise<Answer> => {
    const form = new FormData();
    for (const [index, size] of sizes.entries()) {
      form.append('file', new Blob([new Uint8Array(size)], { type: 'image/png' }), `${index}.png`);
    }
    const { username, password } = sandbox.credentials;
    const headers = { authorization: basic(username, password) };
    const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body: form });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const SMALL = 10 * 1024;
  const named = 'source=INSTORE&identifierName=mobile&identifierValue=919800000001';

  it('are uploaded, shown and deleted by their index', async () => {
    const sent = await send(`/v2/customers/${ASHA}/setImage`, [SMALL, SMALL + 1]);
    expect(sent).toMatchObject({
      status: 200,
      body: { data: [{ code: 200, status: 'true', file: { fileSize: '10240', name: `100900/${ASHA}/0` } }, {}] },
    });
    await send(`/v2/customers/lookup/setImage?${named}`, [SMALL + 2]);
    const read = (): Promise<Answer> => call(`GET /v2/customers/${ASHA}?source=INSTORE&embed=customerImage`);
    const sizes = async (): Promise<unknown> => fieldOfEach((await read()).body, 'customerImage', 'file.fileSize');
    expect(await sizes()).toEqual(['10240', '10241', '10242']);
    await call(`DELETE /v2/customers/${ASHA}/deleteImage?image_ids=1`);
    expect(await sizes()).toEqual(['10240', '10242']);
    await expectRefused(`DELETE /v2/customers/${ASHA}/deleteImage?image_ids=2`, 8078);
    await expectRefused(`DELETE /v2/customers/${ASHA}/deleteImage`, 8078);
  });

  it('are refused when there are none, too many, or one is too small', async () => {
    const path = `/v2/customers/${ASHA}/setImage`;
    expect(errorOf(await send(path, []))).toEqual([400, 400]);
    expect(
      errorOf(
        await send(
          path,
          [1, 2, 3, 4, 5, 6].map(() => SMALL),
        ),
      ),
    ).toEqual([400, 400]);
    expect(errorOf(await send(path, [SMALL, SMALL - 1]))).toEqual([400, 8083]);
    expect(sandbox.world.customers[ASHA]?.images).toEqual([]);
  });
});

describe('referrals', () => {
  const invite = (row: object): [string, CallOptions] => [
    `POST /v2/customers/${ASHA}/referrals`,
    { body: { customerReferrals: [{ campaignToken: 'BRINGAFRIEND', customer: { id: ASHA }, ...row }] } },
  ];
  const friend = { type: 'MOBILE', referral: [{ name: 'Meera', identifier: NEW, invitedOn: '2026-05-01 13:15:45' }] };

  it('are recorded, and told apart from those who joined by the code', async () => {
    const [request, options] = invite({ referrals: [friend] });
    expect((await call(request, options)).body).toMatchObject({ customerReferrals: [{ referrals: [friend] }] });
    const referralCode = sandbox.world.customers[ASHA]?.referralCode;
    await add({ profiles: [profile()], referralCode });
    const read = await call(`GET /v2/customers/${ASHA}/referrals`);
    expect(read.body).toMatchObject({
      pagination: { limit: 10, offset: 0, total: 3 },
      data: [
        {
          customer: { id: ASHA },
          referralCode,
          invitees: [{}, {}, { type: 'MOBILE', identifier: NEW, invitedOn: '2026-05-01 07:45:45.0' }],
          referee: [{ eventType: 'REGISTRATION', firstName: 'Kiran', mobile: NEW }],
        },
      ],
    });
    expect(sandbox.world.customers[ASHA]?.referrals.at(-1)?.joinedCustomerId).not.toBeNull();
    const named = 'source=INSTORE&identifierName=mobile&identifierValue=919800000001&campaignToken=BRINGAFRIEND';
    const paged = await call(`GET /v2/customers/lookup/referrals?${named}&limit=1&offset=2`);
    expect(paged.body).toMatchObject({ pagination: { total: 3 }, data: [{ invitees: [{ identifier: NEW }] }] });
  });

  it('are refused outside a campaign and for who may not refer', async () => {
    const refused = (code: number, row: object): Promise<void> => {
      const [request, options] = invite({ referrals: [friend], ...row });
      return expectRefused(request, code, options);
    };
    await refused(1202, { campaignToken: 'NONE' });
    await refused(1203, { campaignToken: 'DIWALI25' });
    await refused(1206, { referrals: [{ ...friend, type: 'PIGEON' }] });
    await refused(1701, { referrals: [friend, { type: 'EMAIL', referral: [{ identifier: 'nobody' }] }] });
    await refused(8009, { customer: { mobile: '919800000002' } });
    const stranger = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    await expectRefused(`POST /v2/customers/${stranger.id}/referrals`, 1204, { body: { customerReferrals: [{}] } });
    await expectRefused(`GET /v2/customers/${ASHA}/referrals?campaignToken=NONE`, 1202);
  });
});

describe('recommendations', () => {
  const named = (mobile: string): string =>
    `GET /v2/customers/lookup/recommendations?source=INSTORE&accountId=&identifierName=mobile&identifierValue=${mobile}`;

  it('are what others bought with the same things, never what one has', async () => {
    const { world } = sandbox;
    const [one, two, three] = [aCustomer(world), aCustomer(world), aCustomer(world)];
    const sku = 'CAP-CNV-01';
    world.transactions = {};
    aBill(world, one, 499, { lineItems: [{ itemCode: sku }] });
    aBill(world, two, 2898, {
      lineItems: [{ itemCode: sku }, { itemCode: 'BAG-TOTE-01' }, { itemCode: 'DUP-PHU-01' }],
    });
    aBill(world, three, 899, { lineItems: [{ itemCode: 'BAG-TOTE-01' }] });
    const mobile = one.profiles[0]?.identifiers[0]?.value ?? '';
    const { body } = await call(named(mobile));
    expect(body).toMatchObject({ customer: { id: one.id, type: 'LOYALTY' }, count: 2 });
    expect(fieldOfEach(body, 'recommendations', 'sku')).toEqual(['BAG-TOTE-01', 'DUP-PHU-01']);
    const inTouch = await call(`GET /v1.1/customer/recommendations?mobile=${mobile}&limit=1&user_id=true`);
    expect(inTouch.body).toMatchObject({
      response: {
        status: { success: true },
        customer: { user_id: String(one.id), count: 1, recommendations: { recommendation: [{ sku: 'BAG-TOTE-01' }] } },
      },
    });
  });

  it('are best sellers for who bought nothing, and none where nothing was ever sold', async () => {
    const { world } = sandbox;
    const mobile = aCustomer(world).profiles[0]?.identifiers[0]?.value ?? '';
    expect(valueAt((await call(named(mobile))).body, 'count')).toBe(10);
    world.transactions = {};
    await expectRefused(named(mobile), 1051);
  });
});
