/** What the back office sets up around rewards, and what follows from it: delivery states, groups, rich texts, vendors. */
import { describe, expect, it } from 'vitest';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import { DAY, later } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, fieldOfEach, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const call = sandbox.call;

const BASE = '/api_gateway/rewards/core/v1';
const BRAND = 77;
const NAME = 'Meridian%20Threads';
const VENDOR = 301;
const USER = 'username=blr01.till01';

/** That a call is refused with a code, and that nothing came of it. */
async function expectRefused(code: number, act: () => Promise<Answer>, httpStatus = 400): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const answer = await act();
  expect([valueAt(answer.body, 'status.success'), valueAt(answer.body, 'status.code')]).toEqual([false, code]);
  expect(answer.status).toBe(httpStatus);
  before.expectSame(sandbox.world);
}

/** A reward for 50 points. @returns the answer to creating it */
const createReward = (more: object = {}): Promise<Answer> =>
  call(`POST ${BASE}/reward/create`, {
    body: {
      startTime: later(START, -DAY),
      endTime: later(START, 100 * DAY),
      type: 'VOUCHER',
      brandId: BRAND,
      redemptionType: 'PHYSICAL_REWARD',
      languageSpecificInfo: [{ languageCode: 'en', name: 'Silk scarf', description: 'Hand-printed', enabled: true }],
      paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
      ...more,
    },
  });

async function aReward(more: object = {}): Promise<number> {
  const { body } = await createReward(more);
  expect(valueAt(body, 'status.code')).toBe(6002);
  return Number(valueAt(body, 'reward.id'));
}

/** The identifier of a new customer with points. */
function aMember(): { id: number; mobile: string } {
  const { id, profiles } = aCustomer(sandbox.world);
  givePoints(sandbox.world, customerEntity(id), { kind: 'goodwill', points: 500, tillId: TILL, reason: 'Test' });
  return { id, mobile: profiles[0]?.identifiers[0]?.value ?? '' };
}

const issue = (rewardId: number, mobile: string, more: object = {}): Promise<Answer> =>
  call(`POST ${BASE}/user/reward/${rewardId}/issue?${USER}&skip_validation=true`, {
    body: { brand: 'Meridian Threads', mobile, ...more },
  });

const purchaseOf = async (mobile: string): Promise<unknown> =>
  valueAt((await call(`GET ${BASE}/user/userReward/brand/${NAME}?${USER}&mobile=${mobile}`)).body, 'rewards.0');

const shownReward = async (id: number): Promise<unknown> =>
  valueAt((await call(`GET ${BASE}/user/reward/${id}/brand/${NAME}`)).body, 'reward');

const statuses = (query = ''): Promise<Answer> => call(`GET ${BASE}/fulfillmentStatus${query}`);

describe('delivery states', () => {
  it('are made several at once and in use from the start; the answer has no ids', async () => {
    const { body } = await call(`POST ${BASE}/fulfillmentStatus`, { body: [{ name: 'BOXED' }, { name: 'LOST' }] });
    expect(body).toMatchObject([
      { name: 'BOXED', isEnabled: true },
      { name: 'LOST', isEnabled: true },
    ]);
    expect(valueAt(body, '0.id')).toBeUndefined();
    expect((await statuses('?sortBy=lastUpdatedOn&orderBy=DESC')).body).toMatchObject([
      { id: 166, name: 'LOST' },
      { id: 165, name: 'BOXED' },
      { name: 'DELIVERED' },
      { name: 'SHIPPED' },
      { name: 'PACKED' },
      { name: 'ORDERED' },
    ]);
    await expectRefused(400, () => call(`POST ${BASE}/fulfillmentStatus`, { body: [{ name: 'boxed' }] }));
    await expectRefused(400, () => call(`POST ${BASE}/fulfillmentStatus`, { body: [{ name: 'A' }, { name: 'a' }] }));
  });

  it('show on issued rewards under their present name', async () => {
    const { mobile } = aMember();
    const id = await aReward();
    await issue(id, mobile, { fulfillmentDetails: { status: 'ORDERED' } });
    expect(await purchaseOf(mobile)).toMatchObject({ fulfillmentDetails: { status: 'ORDERED' } });
    const update = [{ id: 161, name: 'ACCEPTED', isEnabled: false }];
    expect((await call(`PUT ${BASE}/fulfillmentStatus`, { body: update })).body).toMatchObject(update);
    expect(await purchaseOf(mobile)).toMatchObject({ fulfillmentDetails: { status: 'ACCEPTED' } });
    // One that is off cannot be set any more.
    await expectRefused(400, () => issue(id, mobile, { fulfillmentDetails: { status: 'ACCEPTED' } }));
    await expectRefused(400, () =>
      call(`PUT ${BASE}/fulfillmentStatus`, { body: [{ id: 999, name: 'NONE', isEnabled: true }] }),
    );
    await expectRefused(400, () =>
      call(`PUT ${BASE}/fulfillmentStatus`, { body: [{ id: 162, name: 'SHIPPED', isEnabled: true }] }),
    );
  });

  it('are set on issued rewards, with custom fields, all or none, and no points move', async () => {
    const customField = {
      name: 'Courier',
      description: 'Who',
      scope: 'ISSUE_REWARD',
      dataType: 'STRING',
      isActive: true,
    };
    await call(`POST ${BASE}/brand/customfield`, { body: customField });
    const { id: customerId, mobile } = aMember();
    const rewardId = await aReward();
    const transactionId = valueAt((await issue(rewardId, mobile)).body, 'transactionId');
    const points = balance(sandbox.world, customerEntity(customerId));
    const row = { transactionId, fulfillmentDetails: { status: 'SHIPPED' } };
    const put = (transactions: object[]): Promise<Answer> =>
      call(`PUT ${BASE}/management/transactions?skip_validation=true`, { body: { transactions } });
    expect((await put([{ ...row, rewardId, transactionCustomFields: { Courier: 'BlueLine' } }])).body).toEqual({
      transactions: [
        {
          transactionId,
          rewardId,
          customerId,
          fulfillmentDetails: { id: 163, status: 'SHIPPED' },
          transactionCustomFields: { Courier: 'BlueLine' },
        },
      ],
    });
    expect(await purchaseOf(mobile)).toMatchObject({
      transactionId,
      fulfillmentDetails: { status: 'SHIPPED' },
      transactionCustomFields: { Courier: 'BlueLine' },
    });
    const delivered = { transactionId, fulfillmentDetails: { status: 'DELIVERED' } };
    await expectRefused(400, () => put([delivered, { ...row, transactionId: 1 }]));
    await expectRefused(400, () => put([delivered, { ...row, fulfillmentDetails: { status: 'NOWHERE' } }]));
    await expectRefused(400, () => put([{ ...row, customerId: 1 }]));
    await expectRefused(400, () => put([]));
    await expectRefused(3014, () => put([{ ...row, transactionCustomFields: { Driver: 'Ravi' } }]));
    expect(balance(sandbox.world, customerEntity(customerId))).toBe(points);
  });
});

const setUp = async (id: number): Promise<unknown> =>
  valueAt((await call(`GET ${BASE}/reward/${id}/brand/${BRAND}`)).body, 'reward');

describe('groups of rewards', () => {
  const groups = (query = ''): Promise<Answer> => call(`GET ${BASE}/group${query}`);

  it('are listed by rank, and have a name of their own', async () => {
    const { body } = await call(`POST ${BASE}/group/create`, { body: { name: 'Weekend treats' } });
    expect(body).toMatchObject({ name: 'Weekend treats', rank: null, isActive: true });
    const id = valueAt(body, 'id');
    expect(fieldOfEach((await groups()).body, 'groupRoList', 'name')).toEqual(['Favourites', 'Weekend treats']);
    await call(`PUT ${BASE}/group/${id}`, { body: { name: 'Weekend treats', rank: 0 } });
    expect(fieldOfEach((await groups()).body, 'groupRoList', 'name')).toEqual(['Weekend treats', 'Favourites']);
    expect((await groups(`/${id}`)).body).toMatchObject({ id, rank: 0 });
    expect(valueAt((await groups('?name=favourites&page=0&size=1')).body, 'pagingDto.totalElements')).toBe(1);
    expect((await groups('?active=false')).body).toMatchObject({ groupRoList: [] });
    await expectRefused(12012, () => call(`POST ${BASE}/group/create`, { body: { name: 'FAVOURITES' } }));
    await expectRefused(12012, () => call(`PUT ${BASE}/group/${id}`, { body: { name: 'Favourites' } }));
    await expectRefused(12008, () => groups('/1'));
  });

  it('hold rewards that name them, also after they are renamed', async () => {
    const groupId = valueAt(
      (await call(`POST ${BASE}/group/create`, { body: { name: 'For the beach', rank: 9 } })).body,
      'id',
    );
    const id = await aReward({ groups: [{ groupName: 'For the beach', rewardRank: 2 }] });
    await call(`PUT ${BASE}/group/${groupId}`, { body: { name: 'Summer', rank: 4 } });
    expect(await shownReward(id)).toMatchObject({
      groups: [{ id: groupId, groupName: 'Summer', groupRank: 4, rewardRank: 2 }],
    });
    expect(await setUp(id)).toMatchObject({ groups: [{ groupName: 'Summer' }] });
    const listed = await call(`GET ${BASE}/user/reward/brand/${NAME}?groupName=Summer`);
    expect(fieldOfEach(listed.body, 'rewardList', 'id')).toEqual([id]);
    const searched = await call(`GET ${BASE}/reward/list/brand/${BRAND}?groupName=Summer`);
    expect(fieldOfEach(searched.body, 'rewardList', 'id')).toEqual([id]);
    await expectRefused(12008, () => call(`GET ${BASE}/user/reward/brand/${NAME}?groupName=For%20the%20beach`));
    await expectRefused(12008, () => createReward({ groups: [{ groupName: 'For the beach' }] }));
  });
});

describe('rich-text fields', () => {
  const META = `${BASE}/brand/richContentMeta`;
  const text = (richContentRO: object) => ({
    languageSpecificInfo: [{ languageCode: 'en', name: 'Mug', description: 'Big', enabled: true, richContentRO }],
  });

  it('are filled by rewards, under names that exist', async () => {
    const id = await aReward(text({ 'How to use': { content: '<b>Show</b> the code', isEnabled: true } }));
    const filled = { richContentRO: { 'How to use': { content: '<b>Show</b> the code', isEnabled: true } } };
    expect(await shownReward(id)).toMatchObject(filled);
    expect(await setUp(id)).toMatchObject({ languageSpecificInfo: [filled] });
    await expectRefused(400, () => createReward(text({ 'How to lose': { content: 'x', isEnabled: true } })));
    const body = { name: 'Steps', isMandatory: false, scope: 'REWARD' };
    await call(`PUT ${META}/7`, { body });
    expect(await shownReward(id)).toMatchObject({ richContentRO: { Steps: { content: '<b>Show</b> the code' } } });
    await call(`PUT ${META}/7`, { body: { ...body, isActive: false } });
    expect(await shownReward(id)).toMatchObject({ richContentRO: null });
    await expectRefused(400, () => createReward(text({ Steps: { content: 'x', isEnabled: true } })));
    expect((await call(`GET ${META}?status=INACTIVE`)).body).toMatchObject({
      richContentMetaROS: [{ id: 7, name: 'Steps', isActive: false }],
    });
    await call(`PUT ${META}/7`, { body: { ...body, name: 'How to use', isActive: true } });
  });

  it('that are mandatory show their default in rewards without a text', async () => {
    const id = await aReward();
    const body = { name: 'Terms', isMandatory: true, scope: 'REWARD', defaultValue: 'No refunds.' };
    await expectRefused(400, () => call(`POST ${META}`, { body: { ...body, defaultValue: null } }));
    const made = await call(`POST ${META}`, { body });
    expect(made.body).toMatchObject({ ...body, isActive: true });
    expect(await shownReward(id)).toMatchObject({ richContentRO: { Terms: { content: 'No refunds.' } } });
    await expectRefused(400, () => call(`POST ${META}`, { body }));
    await expectRefused(400, () => call(`POST ${META}`, { body: { ...body, name: 'More', scope: 'BRAND' } }));
    await call(`PUT ${META}/${valueAt(made.body, 'id')}`, { body: { ...body, isMandatory: false } });
    expect(await shownReward(id)).toMatchObject({ richContentRO: null });
  });
});

describe('vendors', () => {
  const vendorBody = { name: 'Sky Miles Co', brandId: BRAND, type: 'REWARDS' };
  const createVendor = (more: object = {}): Promise<Answer> =>
    call(`POST ${BASE}/vendor/create`, { body: { ...vendorBody, ...more } });
  const details = (id: unknown): Promise<Answer> => call(`GET ${BASE}/vendor/${id}/details`);
  const setStatus = (action: string): Promise<Answer> =>
    call(`PUT ${BASE}/vendor/${VENDOR}/status/${action}/brand/${BRAND}`);

  it('are made with a code and masked settings, and change only where something is sent', async () => {
    const made = await createVendor({
      rank: 6,
      vendorDetails: { merchantKey: 'planted-4711' },
      description: 'Airline',
    });
    expect(made.body).toMatchObject({ status: { code: 5002 }, vendor: { ...vendorBody, enabled: true, rank: 6 } });
    const id = valueAt(made.body, 'vendor.id');
    const code = String(valueAt(made.body, 'vendor.code'));
    expect(code).toMatch(/^\w{8}$/);
    const put = (more: object): Promise<Answer> =>
      call(`PUT ${BASE}/vendor/${id}`, { body: { name: 'Sky Miles Co', enabled: true, type: 'REWARDS', ...more } });
    expect((await put({ rank: null })).body).toMatchObject({
      status: { code: 'VENDOR_UPDATED' },
      vendor: { id, rank: null, description: 'Airline', code },
    });
    const read = await details(id);
    expect(read.body).toMatchObject({
      vendor: { redemptionsConfigured: 0, vendorDetails: { merchantKey: '********' } },
    });
    expect(JSON.stringify(read.body)).not.toContain('planted');
    expect((await put({ vendorDetails: null })).body).toMatchObject({ vendor: { vendorDetails: {} } });
    const found = await call(`GET ${BASE}/vendor/brand/${BRAND}?code=${code}`);
    expect(fieldOfEach(found.body, 'vendorList', 'id')).toEqual([id]);
  });

  it('are refused with a name, a code or a picture that will not do', async () => {
    await expectRefused(5007, () => createVendor({ name: 'chai corner' }));
    await expectRefused(409, () => createVendor({ name: 'Tea', code: 'CHAI01' }), 409);
    await expectRefused(3004, () => createVendor({ name: 'Tea', brandId: 1 }));
    await expectRefused(400, () => createVendor({ name: 'Tea', type: 'COFFEE' }));
    await expectRefused(400, () => createVendor({ name: 'Tea', isEncryptionRequired: true }));
    const logo = { name: 'logo', isExternal: true };
    await expectRefused(400, () => createVendor({ name: 'Tea', images: [logo] }));
    const files = [1, 2, 3].map((each) => ({ name: `clip ${each}`, id: 'file', isExternal: false }));
    await expectRefused(400, () => createVendor({ name: 'Tea', videos: files }));
    await createVendor({ name: 'Outside points', type: 'POINTS' });
    await expectRefused(409, () => createVendor({ name: 'More points', type: 'POINTS' }), 409);
    await expectRefused(5004, () => details(1), 200);
  });

  it('that are off fulfil no reward until they are on again', async () => {
    const { id: customerId, mobile } = aMember();
    const id = await aReward({ redemptionType: 'VOUCHER', vendorRedemption: 9 });
    expect((await setStatus('disable')).body).toMatchObject({ vendorRo: { id: VENDOR, enabled: false } });
    const enabled = await call(`GET ${BASE}/vendor/brand/${BRAND}?enabled=true`);
    expect(fieldOfEach(enabled.body, 'vendorList', 'id')).not.toContain(VENDOR);
    await expectRefused(8003, () => issue(id, mobile));
    expect(balance(sandbox.world, customerEntity(customerId))).toBe(500);
    await setStatus('enable');
    expect(valueAt((await issue(id, mobile)).body, 'status.success')).toBe(true);
    await expectRefused(5004, () => call(`PUT ${BASE}/vendor/1/status/disable/brand/${BRAND}`));
  });
});

describe("vendors' redemptions", () => {
  const action = {
    name: 'transfer',
    execOrder: 1,
    apiUrl: 'https://partner.example.com/miles',
    apiType: 'POST',
    apiHeaders: { Authorization: 'Basic cGxhbnRlZA==' },
    contextKeys: { voucher: 'response.id' },
  };
  const body = { vendorId: VENDOR, name: 'Miles transfer', redemptionType: 'MILES', actions: [action] };
  const create = (more: object = {}): Promise<Answer> =>
    call(`POST ${BASE}/vendor/redemption/create`, { body: { brandId: BRAND, ...body, ...more } });
  const read = (id: unknown): Promise<Answer> => call(`GET ${BASE}/vendor/${VENDOR}/redemption/${id}/brand/${BRAND}`);

  it('are what rewards are fulfilled with, while they are on', async () => {
    const made = await create({ responseKeys: ['voucher'] });
    expect(made.body).toMatchObject({ status: { code: 5012 }, redemption: { actionCount: 1, enabled: true } });
    const id = valueAt(made.body, 'redemption.id');
    expect(valueAt((await details()).body, 'vendor.redemptionsConfigured')).toBe(2);
    const { mobile } = aMember();
    const reward = await aReward({ redemptionType: 'VENDOR_ONLY_REWARD', vendorRedemption: id });
    const { body: issued } = await issue(reward, mobile);
    expect(JSON.parse(String(valueAt(issued, 'vendor.voucher')))).toMatchObject({ vendorName: 'Chai Corner' });
    const put = (more: object): Promise<Answer> =>
      call(`PUT ${BASE}/vendor/redemption/${id}/brand/${BRAND}`, { body: { ...body, ...more } });
    expect((await put({ enabled: false })).body).toMatchObject({
      status: { code: 5016 },
      redemption: { enabled: false },
    });
    await expectRefused(8003, () => issue(reward, mobile));
    await put({ enabled: true, actions: [{ ...action, enabled: false }] });
    await expectRefused(8003, () => issue(reward, mobile));
    await expectRefused(400, () => createReward({ vendorRedemption: 1 }));
  });

  it('keep the calls that are sent with their ids, in their order', async () => {
    const made = await create({ name: 'Two calls' });
    const id = valueAt(made.body, 'redemption.id');
    const actionId = valueAt((await read(id)).body, 'redemption.redemptionActionList.0.id');
    const actions = [
      { ...action, actionId, execOrder: 2, retryAction: true },
      { ...action, name: 'login', execOrder: 1 },
    ];
    const put = (more: object): Promise<Answer> =>
      call(`PUT ${BASE}/vendor/redemption/${id}/brand/${BRAND}`, { body: { ...body, ...more } });
    await put({ name: 'Three calls', actions });
    expect((await read(id)).body).toMatchObject({
      redemption: {
        name: 'Three calls',
        redemptionActionList: [{ name: 'login' }, { id: actionId, name: 'transfer', retryAction: true }],
      },
    });
    await expectRefused(400, () => put({ actions: [{ ...action, actionId: 1 }] }));
    await expectRefused(400, () => put({ actions: [] }));
  });

  it('are refused for a vendor, brand or kind that does not exist', async () => {
    await expectRefused(5004, () => create({ vendorId: 1 }));
    await expectRefused(3004, () => create({ brandId: 1 }));
    await expectRefused(2110, () => create({ redemptionType: 'TEA' }));
    await expectRefused(404, () => read(1), 404);
    await expectRefused(3004, () => call(`GET ${BASE}/vendor/${VENDOR}/redemption/9/brand/1`));
    await expectRefused(8000, () => call(`GET ${BASE}/vendor/redemptions?page=0&size=0`));
  });

  const details = (): Promise<Answer> => call(`GET ${BASE}/vendor/${VENDOR}/details`);
});
