import { beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import { DAY } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import {
  type Answer,
  aBill,
  aCustomer,
  type CallOptions,
  fieldOfEach,
  listAt,
  TILL,
  useSandbox,
  valueAt,
} from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** The Rao family of the seed: Asha, who owns it, and two others. */
const RAO = 2600;
const [ASHA, VIKRAM] = [418400001, 418400002];

let made = 0;

async function aGroup(more: object = {}): Promise<number> {
  made += 1;
  const { body } = await call('POST /v2/userGroup2', {
    body: { externalId: `group-${made}`, groupName: `Group ${made}`, maxGroupSize: 4, ...more },
  });
  return Number(valueAt(body, 'entity'));
}

const join = (group: number, rows: readonly object[]): Promise<Answer> =>
  call(`POST /v2/userGroup2/join?id=${group}`, { body: rows });

/** A group of an owner and another member. */
async function aPair(): Promise<{ group: number; owner: Customer; other: Customer }> {
  const [owner, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
  const group = await aGroup();
  await join(group, [
    { userId: owner.id, primaryMember: true, permissions: [] },
    { userId: other.id, permissions: [] },
  ]);
  return { group, owner, other };
}

const read = (group: number, more = ''): Promise<Answer> => call(`GET /v2/userGroup2?id=${group}${more}`);
const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';
const leave = (group: number, mobile: string): string =>
  `DELETE /v2/userGroup2/${group}/leave?source=INSTORE&identifierName=mobile&identifierValue=${mobile}`;

describe('a group', () => {
  it('is made empty and read back as it was sent', async () => {
    const added = await call('POST /v2/userGroup2', {
      body: {
        externalId: 'fam-menon-01',
        groupName: 'Menon family',
        maxGroupSize: 5,
        extendedFields: { ug_status: 'Active', ug_city: { name: 'Kochi' }, ug_pet: 'cat' },
      },
    });
    expect(fieldOfEach(added.body, 'warnings', 'code')).toEqual([91016, 91017]);
    const id = valueAt(added.body, 'entity');
    expect((await call('GET /v2/userGroup2?externalId=fam-menon-01')).body).toEqual({
      id,
      externalId: 'fam-menon-01',
      groupName: 'Menon family',
      groupStatus: 'ACTIVE',
      maxGroupSize: 5,
      createdBy: TILL,
      createdOn: '2026-05-03T06:30:00Z',
      fleetGroupUsers: [],
      lifeTimePurchases: 0,
      totalActiveMembers: 0,
      totalExitedMembers: 0,
      extendedFields: { ug_status: 'Active' },
      warnings: [],
    });
  });

  it('is refused without what it needs, and for what is taken or too large', async () => {
    const refused = (code: number, body: object): Promise<void> => expectRefused('POST /v2/userGroup2', code, { body });
    await refused(1644, {});
    await refused(1634, { maxGroupSize: 3 });
    await refused(1645, { externalId: 'new' });
    await refused(1645, { externalId: 'n'.repeat(51), maxGroupSize: 3 });
    await refused(1633, { externalId: 'fam-rao-01', maxGroupSize: 3 });
    await refused(1639, { externalId: 'new', maxGroupSize: 30001 });
    await refused(1640, { externalId: 'new', maxGroupSize: 0 });
    await call('POST /v2/organization/configs', {
      body: { keyName: 'CONF_MAX_FLEET_GROUP_SIZE', value: '20', scope: 'ORG' },
    });
    await refused(1639, { externalId: 'new', maxGroupSize: 21 });
  });

  it('is changed in what is sent', async () => {
    const changed = await call('PUT /v2/userGroup2', {
      body: { id: String(RAO), groupName: 'Raos', maxGroupSize: 8, extendedFields: { ug_city: 'Mysuru' } },
    });
    const now = { id: RAO, externalId: 'fam-rao-01', groupName: 'Raos', maxGroupSize: 8 };
    expect(changed.body).toEqual({ ...now, extendedFields: { ug_city: 'Mysuru' }, warnings: [] });
    expect((await read(RAO)).body).toMatchObject(now);
    const refused = (code: number, body: object): Promise<void> => expectRefused('PUT /v2/userGroup2', code, { body });
    await refused(1632, { id: 1, groupName: 'X' });
    await refused(1632, {});
    await refused(1633, { id: RAO, externalId: 'fri-saturday-01' });
    await refused(1639, { id: RAO, maxGroupSize: 30001 });
    await refused(1640, { id: RAO, maxGroupSize: -1 });
    await refused(1645, { id: RAO, maxGroupSize: 2 });
    await refused(1643, { id: RAO, groupName: 'Raos' });
  });

  it('is found by name, id, external id and its owner, page by page', async () => {
    const search = (q: string): Promise<Answer> => call(`GET /v2/userGroup2/search?q=${encodeURIComponent(q)}`);
    for (const q of ['rao fam', 'FAM-RAO', '2600', '919800000001', 'asha.rao@', 'MG00000001']) {
      expect((await search(q)).body).toMatchObject({
        pagination: { limit: 10, offset: 0, total: 1 },
        data: [
          {
            groupId: RAO,
            groupName: 'Rao family',
            groupStatus: 'ACTIVE',
            groupExternalId: 'fam-rao-01',
            firstName: 'Asha',
            primaryMemberId: ASHA,
            mobile: '919800000001',
            totalMembers: 3,
          },
        ],
      });
    }
    const ids = [await aGroup({ groupName: 'Cyclists' }), await aGroup({ groupName: 'Cyclists' })];
    const second = await call('GET /v2/userGroup2/search?q=cyclists&limit=1&offset=1');
    expect(second.body).toMatchObject({ pagination: { limit: 1, offset: 1, total: 2 }, data: [{ groupId: ids[1] }] });
    expect(listAt((await search('nobody at all')).body, 'data')).toEqual([]);
    await expectRefused('GET /v2/userGroup2/search', 91052);
    await expectRefused(`GET /v2/userGroup2/search?q=${'x'.repeat(51)}`, 91052);
  });

  it('that is deleted can be read, but no longer used', async () => {
    const { group, owner } = await aPair();
    expect(await call(`DELETE /v2/userGroup2?id=${group}`)).toMatchObject({ status: 200, body: { warnings: [] } });
    expect((await read(group)).body).toMatchObject({ groupStatus: 'DELETED' });
    await expectRefused(`POST /v2/userGroup2/join?id=${group}`, 1632, { body: [{ userId: ASHA }] });
    await expectRefused(`DELETE /v2/userGroup2?id=${group}`, 1632);
    await expectRefused('DELETE /v2/userGroup2', 1635);
    await expectRefused(`GET /v2/userGroup2?primaryUserId=${owner.id}`, 1632);
    await expectRefused('GET /v2/userGroup2', 1635);
  });
});

describe('members', () => {
  it('join one by one; what fails is told beside what was done', async () => {
    const [owner, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const group = await aGroup({ maxGroupSize: 2 });
    const permissions = ['allow_points_redemption', 'block_points_transfer'];
    const { body } = await join(group, [
      { userId: owner.id, primaryMember: true, permissions: ['allow_points_transfer'], defaultGroup: true },
      { userId: owner.id, permissions },
      { userId: other.id, primaryMember: true, permissions },
      { userId: other.id, permissions: ['fly'] },
      { userId: ASHA, permissions },
      { userId: 1, permissions },
      { userId: String(other.id), permissions },
      { userId: VIKRAM, permissions },
    ]);
    const done = {
      userId: other.id,
      groupId: group,
      permissions,
      primaryMember: false,
      active: true,
      defaultGroup: true,
    };
    expect(valueAt(body, 'response.6')).toEqual({ entityId: done, result: done, errors: [], warnings: [] });
    const codes = listAt(body, 'response').map((row) => valueAt(row, 'errors.0.code'));
    expect(codes).toEqual([undefined, 1636, 1637, 1641, 1642, 8015, undefined, 1638]);
    expect(body).toMatchObject({ totalCount: 8, failureCount: 6 });
    expect((await read(group)).body).toMatchObject({
      totalActiveMembers: 2,
      fleetGroupUsers: [
        { userId: owner.id, groupId: group, primaryMember: true, active: true, defaultGroup: true },
        { userId: other.id, primaryMember: false },
      ],
    });
    await expectRefused('POST /v2/userGroup2/join', 1635, { body: [{ userId: ASHA }] });
    await expectRefused('POST /v2/userGroup2/join?externalId=none', 1632, { body: [{ userId: ASHA }] });
    await expectRefused(`POST /v2/userGroup2/join?primaryUserId=${owner.id}`, 400, { body: [] });
  });

  it('are listed with role, points and cards, and by pages', async () => {
    const members = (more: string): Promise<Answer> =>
      call(`GET /v2/userGroup2/members?source=INSTORE&identifierName=id&identifierValue=${RAO}${more}`);
    const all = await members('&includeCardDetails=true&includeStatusDetails=true&sortBy=IS_PRIMARY');
    expect(listAt(all.body, 'data')).toHaveLength(3);
    expect(valueAt(all.body, 'pagination')).toBeUndefined();
    expect(valueAt(all.body, 'data.0')).toMatchObject({
      fleetUserId: ASHA,
      firstName: 'Asha',
      lastName: 'Rao',
      mobile: '919800000001',
      joinedOn: '2026-03-19',
      role: 'PRIMARY',
      primaryMember: true,
      inActive: true,
      pointsContributed: 60,
      cards: [{ cardNumber: 'MG00000001', statusInfo: { status: 'ACTIVE' } }],
    });
    const last = await members('&sortBy=IS_PRIMARY&sortOrder=ASC&paginationDetails=true&limit=1&offset=2');
    expect(last.body).toMatchObject({
      pagination: { limit: 1, offset: 2, sortBy: 'IS_PRIMARY', sortOrder: 'ASC', total: 3 },
      data: [{ fleetUserId: ASHA }],
    });
    expect(valueAt(last.body, 'data.0.cards')).toBeUndefined();
    const cards = await members('&includeCardDetails=true&sortBy=IS_PRIMARY');
    expect(valueAt(cards.body, 'data.0.cards.0.cardNumber')).toBe('MG00000001');
    expect(valueAt(cards.body, 'data.0.cards.0.statusInfo')).toBeUndefined();
    expect(listAt((await members('&fromDate=2026-03-20%2000:00:00')).body, 'data')).toEqual([]);
    expect(listAt((await members('&toDate=2026-03-20%2000:00:00')).body, 'data')).toHaveLength(3);
    await expectRefused('GET /v2/userGroup2/members?source=INSTORE&identifierName=id&identifierValue=1', 1632);
    await expectRefused('GET /v2/userGroup2/members?source=INSTORE', 1635);
    await expectRefused(`GET /v2/userGroup2/members?identifierName=id&identifierValue=${RAO}`, 8003);
  });

  it('leave, and are remembered; without its owner a group is inactive', async () => {
    const { group, owner, other } = await aPair();
    expect((await call(leave(group, mobileOf(other)))).body).toEqual({ warnings: [], errors: [], success: true });
    expect((await read(group)).body).toMatchObject({
      groupStatus: 'ACTIVE',
      totalActiveMembers: 1,
      totalExitedMembers: 1,
      fleetGroupUsers: [{ userId: owner.id }, { userId: other.id, active: false }],
    });
    await expectRefused(leave(group, mobileOf(other)), 1620);
    await expectRefused(leave(1, mobileOf(owner)), 1619);
    await expectRefused(leave(group, '919999999999'), 8015);
    await expectRefused(`DELETE /v2/userGroup2/${group}/leave?source=INSTORE`, 403, {}, 403);
    await join(group, [{ userId: other.id, permissions: [] }]);
    expect((await read(group)).body).toMatchObject({ totalActiveMembers: 2, totalExitedMembers: 0 });
    await call(leave(group, mobileOf(owner)));
    expect((await read(group)).body).toMatchObject({ groupStatus: 'INACTIVE' });
  });

  it('move to another group, all or none', async () => {
    const [from, to] = [await aPair(), await aPair()];
    const move = (userIds: readonly number[], more: object = {}): [string, CallOptions] => [
      'POST /v2/userGroup2/transfer',
      { body: { leaveGroupId: from.group, joinGroupId: String(to.group), userIds, ...more } },
    ];
    const refused = (code: number, userIds: readonly number[], more: object = {}): Promise<void> =>
      expectRefused(...([move(userIds, more)[0], code, move(userIds, more)[1]] as const));
    await refused(1624, [from.other.id, from.owner.id]);
    await refused(1620, [from.other.id, ASHA]);
    await refused(1619, [from.other.id], { joinGroupId: 1 });
    await refused(1623, [from.other.id], { joinGroupId: from.group });
    await expectRefused(move([])[0], 403, move([])[1], 403);
    await call('PUT /v2/userGroup2', { body: { id: to.group, maxGroupSize: 2 } });
    await refused(1638, [from.other.id]);
    await call('PUT /v2/userGroup2', { body: { id: to.group, maxGroupSize: 3 } });
    const { world } = sandbox;
    const place = world.associations[Number(Object.keys(world.associations)[0])];
    if (!place) throw new Error('nobody is in a company');
    world.associations[from.other.id] = { ...place, customerId: from.other.id };
    world.associations[to.owner.id] = { ...place, customerId: to.owner.id, companyId: 99 };
    await refused(1622, [from.other.id]);
    delete world.associations[from.other.id];
    expect((await call(...move([from.other.id]))).body).toEqual({ warnings: [], errors: [], success: true });
    expect((await read(from.group)).body).toMatchObject({ totalActiveMembers: 1, totalExitedMembers: 1 });
    expect((await read(to.group)).body).toMatchObject({ totalActiveMembers: 3, totalExitedMembers: 0 });
  });

  it('may not spend points of the group where that is blocked', async () => {
    const { world } = sandbox;
    const [owner, other] = [aCustomer(world), aCustomer(world)];
    const group = await aGroup();
    await join(group, [
      { userId: owner.id, primaryMember: true, permissions: [] },
      { userId: other.id, permissions: ['block_points_redemption', 'allow_points_transfer'] },
    ]);
    const gift = { kind: 'goodwill' as const, points: 100, tillId: TILL, customerId: owner.id };
    givePoints(world, { type: 'USERGROUP2', id: group }, gift);
    const redeemable = (customer: Customer): Promise<Answer> =>
      call(
        `GET /v1.1/points/isredeemable?mobile=${mobileOf(customer)}&points=50&skip_validation=true&user_group2_id=${group}`,
      );
    const code = (answer: Answer): unknown => valueAt(answer.body, 'response.points.redeemable.item_status.code');
    expect(code(await redeemable(owner))).toBe(800);
    expect(code(await redeemable(other))).toBe(828);
  });
});

describe('what a group bought', () => {
  it('is listed newest first, filtered, with points and what is asked for', async () => {
    const { group, owner, other } = await aPair();
    const { world } = sandbox;
    const one = aBill(world, owner, 1000, { userGroupId: group, lineItems: [{ itemCode: 'BAG-TOTE-01' }] }).transaction;
    const two = aBill(world, other, 500, { userGroupId: group, billingDate: '2026-05-01T10:00:00Z' }).transaction;
    aBill(world, other, 700);
    const bills = async (more = ''): Promise<unknown[]> =>
      fieldOfEach((await call(`GET /v2/userGroup2/transactions?id=${group}${more}`)).body, 'data', 'id');
    expect(await bills()).toEqual([one.id, two.id]);
    expect(await bills('&order=ASC')).toEqual([two.id, one.id]);
    expect(await bills('&limit=1&offset=1')).toEqual([two.id]);
    expect(await bills('&limit=0&offset=-3')).toEqual([one.id, two.id]);
    expect(await bills(`&customerId=${other.id}`)).toEqual([two.id]);
    expect(await bills(`&billNumber=${one.billNumber}`)).toEqual([one.id]);
    expect(await bills(`&transactionId=${two.id}`)).toEqual([two.id]);
    expect(await bills('&startDate=2026-05-01T10:00:00Z&endDate=2026-05-03T06:30:00Z')).toEqual([two.id]);
    expect(await bills('&type=return')).toEqual([]);
    const plain = await call(`GET /v2/userGroup2/transactions?primaryUserId=${owner.id}`);
    expect(valueAt(plain.body, 'data.0')).toMatchObject({
      customerId: owner.id,
      type: 'REGULAR',
      pointSummary: { issuedPoints: 100, availablePoints: 100 },
      billPointsBreakup: [{ awardedPoints: 100 }],
      userGroup2: { id: group, groupStatus: 'ACTIVE', lifeTimePurchases: 1500, primaryUserId: owner.id },
      billDetails: { amount: 1000 },
    });
    expect(valueAt(plain.body, 'data.0.lineItems')).toBeUndefined();
    const named = `source=INSTORE&identifierName=mobile&identifierValue=${mobileOf(owner)}`;
    const full = await call(`GET /v2/userGroup2/transactions?${named}&embed=LINEITEMS,PAYMENTDETAILS&roles=true`);
    expect(valueAt(full.body, 'data.0')).toMatchObject({ lineItems: [{}], paymentModes: [], role: 'PRIMARY' });
    await expectRefused(`GET /v2/userGroup2/transactions?id=${group}&customerId=${ASHA}`, 1620);
    await expectRefused('GET /v2/userGroup2/transactions', 1635);
    await expectRefused('GET /v2/userGroup2/transactions?id=1', 1632);
  });

  it('brings tiers, which end unless they are kept, and the history tells', async () => {
    const { group, owner } = await aPair();
    const { world } = sandbox;
    aBill(world, owner, 12_000, { userGroupId: group });
    const history = (more = ''): Promise<Answer> => call(`GET /v2/userGroup2/slabHistory?fleetGroupId=${group}${more}`);
    expect((await history()).body).toMatchObject({
      data: [{ fromSlabNumber: 1, toSlabNumber: 2, from: 'Bronze', to: 'Silver', type: 'UPGRADE', tillId: TILL }],
      pagination: { limit: 10, offset: 0, total: 1 },
    });
    const details = '&programDetails=true&gapToUpgradeFor=2&gapToRenewFor=1&primaryMemberDetails=true';
    expect((await read(group, details)).body).toMatchObject({
      primaryMember: { userId: owner.id },
      pointsSummaries: [{ currentSlab: 'Silver', nextSlab: 'Gold', loyaltyPoints: 1200, userGroup2Id: group }],
      gapToUpgrade: [
        { upgradeThreshold: 30000, customerUpgradeEntityValues: { currentValue: 12000, gapToUpgrade: 18000 } },
        { upgradeThreshold: 75000 },
      ],
      gapToRenew: { tierExpiryDate: '2027-05-31', renewConfirmed: true },
    });
    world.clock = { kind: 'fixed', now: new Date(Date.parse('2026-05-03T06:30:00Z') + 800 * DAY).toISOString() };
    const later = await history();
    expect(fieldOfEach(later.body, 'data', 'type')).toEqual(['DOWNGRADE', 'UPGRADE']);
    expect((await history('&pageSize=1')).body).toMatchObject({ data: [{ to: 'Bronze' }], pagination: { total: 2 } });
    expect(fieldOfEach((await history('&endDate=2026-06-01')).body, 'data', 'to')).toEqual(['Silver']);
    expect((await read(group, '&expiredPoints=true')).body).toMatchObject({ expiredPoints: [{ points: 1200 }] });
    await expectRefused('GET /v2/userGroup2/slabHistory?fleetGroupId=1', 1619);
    await expectRefused('GET /v2/userGroup2/slabHistory', 1632);
  });

  it('shows in the ledger and schedules of the group', async () => {
    const { group, owner } = await aPair();
    const { world } = sandbox;
    aBill(world, owner, 640, { userGroupId: group });
    aBill(world, owner, 750, { userGroupId: group, source: 'ECOMMERCE' });
    const ledger = await call(
      `GET /v2/pointsLedger/getCustomerLedgerInfo?type=USERGROUP2&identifierName=id&identifierValue=${group}&source=INSTORE`,
    );
    expect(fieldOfEach(ledger.body, 'ledgerEntries', 'eventName')).toEqual(['TransactionAdd', 'TransactionAdd']);
    const externalId = world.userGroups[group]?.externalId;
    const expiries = await call(`GET /v2/userGroup2/pointsExpirySchedule?externalId=${externalId}&type=FLEET`);
    const row = { points: 64, expiryDate: '2027-05-31', programId: 812, pointsType: 'bill_regular' };
    expect(expiries.body).toMatchObject({ expirySchedules: [{ ...row, expiryType: 'fixed' }], warnings: [] });
    const schedule = (more: string): Promise<Answer> =>
      call(`GET /v2/userGroup2/pointsExpirySchedule?externalId=${externalId}&${more}`);
    expect(listAt((await schedule('endDate=2027-05-30')).body, 'expirySchedules')).toEqual([]);
    expect(listAt((await schedule('limits=1&offsets=1')).body, 'expirySchedules')).toEqual([]);
    expect((await read(group, '&expirySchedules=true')).body).toMatchObject({ expirySchedules: [row] });
    const promised = await call(`GET /v2/userGroup2/promisedPointsSchedule?primaryUserId=${owner.id}`);
    expect(promised.body).toEqual({
      entityId: -group,
      entityType: 'FLEET',
      promisedPointsScheduleList: [
        {
          points: 75,
          redeemableFrom: '2026-05-18',
          redeemableFromISO: '2026-05-18T06:30:00Z',
          programId: 812,
          pointsType: 'bill_regular',
        },
      ],
      triggerBasedPointsList: [],
      warnings: [],
    });
    await expectRefused('GET /v2/userGroup2/pointsExpirySchedule', 1635);
    await expectRefused('GET /v2/userGroup2/pointsExpirySchedule?externalId=none', 1632);
    await expectRefused('GET /v2/userGroup2/promisedPointsSchedule', 1635);
    await expectRefused(`GET /v2/userGroup2/promisedPointsSchedule?primaryUserId=${VIKRAM}`, 1632);
  });

  it('names the company of its owner, or warns that there is none', async () => {
    const head = Number(Object.keys(sandbox.world.associations)[0]);
    const group = await aGroup();
    await join(group, [{ userId: head, primaryMember: true, permissions: [] }]);
    expect((await read(group, '&companyDetails=true')).body).toMatchObject({ company: { externalId: 'LOTUS-01' } });
    expect((await read(RAO, '&companyDetails=true')).body).toMatchObject({ warnings: [{ code: 1656 }] });
  });
});
