import { beforeEach, describe, expect, it } from 'vitest';
import { badges } from '../../src/tools/badges/badges.js';
import { badgesBeyond } from '../../src/tools/beyond/badges.js';
import { definitionOf, failureIn } from './conformance/answers.js';
import { Snapshot } from './snapshot.js';
import { type Answer, type CallOptions, fieldOfEach, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox([...badges.definitions, ...badgesBeyond.definitions]);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const BASE = '/api_gateway/v1/badges';
const META = `${BASE}/badgeMeta`;
/** The first customers of the seed. */
const [ASHA, ROHAN, THIRD] = [418400001, 418400002, 418400003];
const LOYALTY = { ownerType: 'Loyalty', referenceId: '973' };

/** That a call fails with these codes and leaves the world as it was. */
async function expectRefused(request: string, codes: number[], options: CallOptions = {}): Promise<Answer> {
  const before = new Snapshot(sandbox.world);
  const answer = await call(request, options);
  expect(fieldOfEach(answer.body, 'errors', 'code')).toEqual(codes);
  before.expectSame(sandbox.world);
  return answer;
}

/** The id of a seeded badge: `Five looks` is earned after enrolling, `First look` once without. */
function badgeNamed(name: string): string {
  const found = Object.values(sandbox.world.badges).find((badge) => badge.name === name);
  if (!found) throw new Error(`no badge ${name}`);
  return found.id;
}

const definition = (more: object = {}): object => ({
  name: 'Trailblazer',
  startOnISO: '2026-05-04T00:00:00Z',
  startOn: 1777852800,
  expiresOn: Date.parse('2026-06-30T23:59:59Z'),
  earnType: 'EARN',
  earnedBadgeExpiry: { expiryType: 'NEVER' },
  ownership: { restrictedToOwners: ['Loyalty'] },
  ...more,
});

const toDay = (days: number): Promise<Answer> =>
  call('POST /__sandbox/clock', { body: { advanceSeconds: days * 86_400 } });

const earnBulk = (badge: string, customerIds: unknown[], more: object = {}): [string, CallOptions] => [
  `POST ${BASE}/customer/earnBulk`,
  { body: { badgeMetaId: badgeNamed(badge), customerIds, requestId: 'bulk-1', triggeredBy: LOYALTY, ...more } },
];

describe('a badge group', () => {
  const create = (name: string, rank: number): Promise<Answer> => call(`POST ${BASE}/group`, { body: { name, rank } });

  it('is created, renamed, and listed by rank, the highest first', async () => {
    const made = await create('Spring quests', 3);
    expect(made.body).toMatchObject({ data: { name: 'Spring quests', rank: 3, isActive: true, createdBy: TILL } });
    const id = valueAt(made.body, 'data.id');
    await call(`PUT ${BASE}/group/${id}`, { body: { name: 'Autumn quests', rank: 0 } });
    expect((await call(`GET ${BASE}/group/${id}`)).body).toMatchObject({ data: { name: 'Autumn quests', rank: 0 } });
    const names = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await call(`GET ${BASE}/group?${query}`)).body, 'data.badgeGroups', 'name');
    expect(await names('')).toEqual(['Season quests', 'Welcome', 'Autumn quests']);
    expect(await names('order=ASC&size=2&page=1')).toEqual(['Season quests']);
  });

  it('has a name of its own, and a rank', async () => {
    await expectRefused(`POST ${BASE}/group`, [733], { body: { name: 'Welcome', rank: 9 } });
    await expectRefused(`POST ${BASE}/group`, [732], { body: { name: 'New' } });
    const [welcome] = Object.keys(sandbox.world.badgeGroups);
    await expectRefused(`PUT ${BASE}/group/${welcome}`, [733], { body: { name: 'Season quests', rank: 1 } });
    await expectRefused(`GET ${BASE}/group/none`, [404]);
  });

  it('holds the badges that name it, which show its name', async () => {
    const id = valueAt((await create('Spring quests', 3)).body, 'data.id');
    await expectRefused(`POST ${META}`, [400], { body: definition({ badgeGroupId: 'none' }) });
    await call(`POST ${META}`, { body: definition({ badgeGroupId: id }) });
    await toDay(2);
    const listed = await call(`GET ${BASE}/management/${ASHA}?badgeType=AVAILABLE&groupId=${id}`);
    expect(listed.body).toMatchObject({
      data: { customerBadges: [{ name: 'Trailblazer', badgeGroupName: 'Spring quests' }], pagination: { total: 1 } },
    });
  });
});

describe('a custom field of badges', () => {
  const FIELDS = `${BASE}/customField`;
  const field = { name: 'Cost centre', isMandatory: true, dataType: 'INTEGER' };

  it('binds new badges while it is mandatory and in use', async () => {
    const made = await call(`POST ${FIELDS}`, { body: field });
    expect([made.status, valueAt(made.body, 'data.isActive')]).toEqual([201, true]);
    const refused = await expectRefused(`POST ${META}`, [400], { body: definition() });
    expect(fieldOfEach(refused.body, 'errors', 'reference')).toEqual(['customFields.Cost centre']);
    await expectRefused(`POST ${META}`, [400], { body: definition({ customFields: { 'Cost centre': 'x' } }) });
    const kept = await call(`POST ${META}`, { body: definition({ customFields: { 'Cost centre': '77' } }) });
    expect(valueAt(kept.body, 'data.customFields')).toEqual({ 'Cost centre': '77', 'Partner code': 'none' });
    await call(`PUT ${FIELDS}/${valueAt(made.body, 'data.id')}`, { body: { ...field, isActive: false } });
    const free = await call(`POST ${META}`, { body: definition({ name: 'Without' }) });
    expect(valueAt(free.body, 'data.customFields')).toEqual({ 'Partner code': 'none' });
    const active = await call(`GET ${FIELDS}?isActive=true`);
    expect(fieldOfEach(active.body, 'data.customFieldROList', 'name')).toEqual(['Partner code']);
  });

  it('has a name of its own, and a default of its type', async () => {
    await expectRefused(`POST ${FIELDS}`, [409], { body: { name: 'Partner code', dataType: 'STRING' } });
    await expectRefused(`POST ${FIELDS}`, [400], { body: { ...field, defaultValue: 'many' } });
    await expectRefused(`GET ${FIELDS}/none`, [404]);
  });
});

describe('a claim', () => {
  it('is taken back: the module can no longer give the badge, until it claims it again', async () => {
    const id = badgeNamed('Five looks');
    const before = Object.keys(sandbox.world.earnedBadges).length;
    const off = await call(`POST ${META}/${id}/unclaim`, { body: LOYALTY });
    expect(off.body).toMatchObject({ data: { ...LOYALTY, isActive: false } });
    await expectRefused(...withCodes([810], earnBulk('Five looks', [ASHA])));
    expect(Object.keys(sandbox.world.earnedBadges)).toHaveLength(before);
    await expectRefused(`POST ${META}/${id}/unclaim`, [737], { body: LOYALTY });
    await call(`POST ${META}/${id}/claim`, { body: LOYALTY });
    expect((await call(...earnBulk('Five looks', [ASHA]))).status).toBe(200);
  });
});

const withCodes = (codes: number[], [request, options]: [string, CallOptions]): [string, number[], CallOptions] => [
  request,
  codes,
  options,
];

describe('a badge for several customers', () => {
  it('is given to those who can have it, and the others are listed with their reasons', async () => {
    const given = await call(...earnBulk('Five looks', [ASHA, ROHAN, 1]));
    expect(given.body).toMatchObject({
      data: { totalCount: 3, earnedCount: 1, failedCount: 2, earnedBadgesList: [{ customerId: ASHA }] },
    });
    expect(valueAt(given.body, 'data.failedEarnBadgeErrorList')).toMatchObject([
      { customerId: ROHAN, error: { code: 811 } },
      { customerId: 1, error: { code: 1026 } },
    ]);
    expect(failureIn(definitionOf('badge_earn_bulk'), given)).toMatchObject({ kind: 'partial' });
    const counted = await call(`GET ${META}/${badgeNamed('Five looks')}?includeStatistics=true`);
    expect(valueAt(counted.body, 'data.earnedCount')).toBe(2);
  });

  it('obeys the limits of each customer, and takes a request only once', async () => {
    const given = await call(...earnBulk('First look', [ASHA, THIRD, THIRD]));
    expect(given.body).toMatchObject({ data: { earnedCount: 1, failedCount: 2 } });
    await expectRefused(...withCodes([809], earnBulk('First look', [THIRD])));
    await expectRefused(
      ...withCodes([816], earnBulk('First look', [4], { requestId: 'b', earnEventDateISO: '2020-01-01T00:00:00Z' })),
    );
    await expectRefused(...withCodes([400], earnBulk('First look', [], { requestId: 'c' })));
  });
});

describe("a customer's badges", () => {
  const names = async (query: string, customer: number | string = ASHA, headers = {}): Promise<unknown[]> => {
    const { body } = await call(`GET ${BASE}/management/${customer}?${query}`, { headers });
    return fieldOfEach(body, 'data.customerBadges', 'name');
  };

  it('are those open to enrol unless another list is asked for, and are filtered and sorted', async () => {
    expect([await names(''), await names('', ROHAN)]).toEqual([[], ['Five looks']]);
    expect(await names('badgeType=EARNED&sortOn=LAST_EARNED_ON_DATE&order=ASC')).toHaveLength(2);
    expect(await names('badgeType=EARNED&name=first')).toEqual(['First look']);
    expect(await names('badgeType=EARNED&sortOn=LAST_EARNED_EVENT_DATE')).toEqual(['Five looks', 'First look']);
    expect(await names('badgeType=EARNED&expiresOn=2026-06-01T00:00:00Z&expiresOnOperator=LESS_THAN')).toEqual([]);
    expect(await names('badgeType=EARNED&owner=Milestones&claimedBy=Loyalty&size=1&page=1')).toHaveLength(1);
    const byMobile = { 'X-CAP-CUSTOMER-IDENTIFIER': 'mobile' };
    expect(await names('badgeType=AVAILABLE&badgeStatus=LIVE', '919800000001', byMobile)).toEqual(['Five looks']);
    await expectRefused(`GET ${BASE}/management/1`, [1026]);
  });

  it('are explained one by one: what is used of each limit, and the enrolments with their ids', async () => {
    const explain = async (name: string, customer = ASHA): Promise<unknown> =>
      valueAt(
        (await call(`GET ${BASE}/management/${customer}/badge/${badgeNamed(name)}?includeStatistics=true`)).body,
        'data',
      );
    expect(await explain('First look')).toMatchObject({
      action: 'ACTIVATED',
      customerConstraints: [
        { constraintType: 'OVERALL', maxEarnLimit: 1, earnConstraintBlockStatistics: { currentEarnCount: 1 } },
      ],
      earnDetails: { earnCount: 1 },
      activeEarnedCount: 1,
    });
    const issueId = valueAt(await explain('Five looks', THIRD), 'issualDetails.issuals.0.issueId');
    const body = { badgeMetaId: badgeNamed('Five looks'), revokeIssuals: [{ customerId: THIRD, issueId }] };
    await call(`POST ${META}/customer/revokeIssue`, { body });
    expect(await explain('Five looks', THIRD)).toMatchObject({
      issuedStatus: 'REVOKED',
      issualDetails: { issuals: [{ issueId, issuedStatus: 'REVOKED', ownerReferenceId: '973' }] },
    });
    const short = await call(`GET ${BASE}/management/${ASHA}/badge/${badgeNamed('First look')}`);
    expect(valueAt(short.body, 'data')).not.toHaveProperty('customerConstraints');
  });
});

describe('the windows of a badge', () => {
  const WEEKLY = {
    customerConstraints: [{ constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW', durationType: 'WEEKLY', maxEarnLimit: 1 }],
  };

  it('are its cycles between start and end, with what a customer earned in each', async () => {
    const id = valueAt((await call(`POST ${META}`, { body: definition(WEEKLY) })).body, 'data.id');
    await toDay(10);
    const body = { badgeMetaId: id, customerId: ASHA, requestId: 'earn-1' };
    expect((await call(`POST ${BASE}/customer/earn`, { body })).status).toBe(200);
    const asked = `GET ${META}/getFixedWindowDetails?badgeMetaId=${id}&constraintType=CUSTOMER&includeEarnCount=true`;
    const { body: answered } = await call(`${asked}&customerId=${ASHA}&size=3`);
    expect(answered).toMatchObject({ data: { pagination: { page: 0, size: 3, total: 9, totalPages: 3 } } });
    const cycles = (name: string): unknown[] => fieldOfEach(answered, 'data.fixedWindowCycles', name);
    expect(cycles('startDateISO')).toEqual(['2026-05-04T00:00:00Z', '2026-05-11T00:00:00Z', '2026-05-18T00:00:00Z']);
    expect(cycles('earnCount')).toEqual([0, 1, 0]);
    await expectRefused(asked, [400]);
  });

  it('include those that begin on the last day asked for', async () => {
    const id = valueAt((await call(`POST ${META}`, { body: definition(WEEKLY) })).body, 'data.id');
    const { body } = await call(`GET ${META}/getFixedWindowDetails?badgeMetaId=${id}&endDate=2026-05-11`);
    expect(fieldOfEach(body, 'data.fixedWindowCycles', 'startDateISO')).toEqual([
      '2026-05-04T00:00:00Z',
      '2026-05-11T00:00:00Z',
    ]);
  });

  it('are none where no limit has a window', async () => {
    const { body } = await call(`GET ${META}/getFixedWindowDetails?badgeMetaId=${badgeNamed('First look')}`);
    expect(body).toMatchObject({ data: { fixedWindowCycles: [], pagination: { total: 0 } } });
    await expectRefused(`GET ${META}/getFixedWindowDetails?badgeMetaId=none`, [1054]);
  });
});
