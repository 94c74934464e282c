import { beforeEach, describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { badges } from '../../src/tools/badges/badges.js';
import { coupon } from '../../src/tools/coupon/coupon.js';
import { definitionOf } from './conformance/answers.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, type CallOptions, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox([...badges.definitions, ...coupon.definitions]);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const BASE = '/api_gateway/v1/badges';
const META = `${BASE}/badgeMeta`;
/** The first customer of the seed. */
const ASHA = 418400001;

/** That a call fails with these codes and leaves the world as it was. */
async function expectRefused(request: string, codes: number[], options: CallOptions = {}, status = 400): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const answer = await call(request, options);
  expect([answer.status, fieldOfEach(answer.body, 'errors', 'code')]).toEqual([status, codes]);
  expect(answer.body).toMatchObject({ data: null, warnings: [] });
  before.expectSame(sandbox.world);
}

const definition = (more: object = {}): object => ({
  name: 'Trailblazer',
  description: 'Ten hikes',
  startOn: Date.parse('2026-05-04T00:00:00Z'),
  expiresOn: Date.parse('2026-12-31T23:59:59Z'),
  earnType: 'EARN',
  earnedBadgeExpiry: { expiryType: 'RELATIVE', relativeExpirytype: 'DAYS', value: 30 },
  ownership: { restrictedToOwners: ['Loyalty', 'Milestones'] },
  active: true,
  ...more,
});

const ENROL_FIRST = { earnType: 'ISSUE_EARN', issuedBadgeExpiry: { expiryType: 'NEVER' } };

const create = (more: object = {}): Promise<Answer> => call(`POST ${META}`, { body: definition(more) });

/** The id of a new badge. */
const aBadge = async (more: object = {}): Promise<string> => String(valueAt((await create(more)).body, 'data.id'));

const toDay = (days: number): Promise<Answer> =>
  call('POST /__sandbox/clock', { body: { advanceSeconds: days * 86_400 } });

let requests = 0;

const earning = (badgeMetaId: string, more: object = {}): CallOptions => {
  requests += 1;
  return { body: { badgeMetaId, customerId: ASHA, requestId: `earn-${requests}`, ...more } };
};

const earn = (id: string, more: object = {}): Promise<Answer> => call(`POST ${BASE}/customer/earn`, earning(id, more));

const enrol = (badgeMetaId: string, customers: unknown[] = [ASHA], more: object = {}): Promise<Answer> =>
  call(`POST ${META}/customer/issueBulk`, { body: { badgeMetaId, customers, ...more } });

const namesFor = async (query: string, customer: number | string = ASHA): Promise<unknown[]> =>
  fieldOfEach((await call(`GET ${BASE}/customer/${customer}?${query}`)).body, 'data.badges', 'name');

describe('the organisation’s tags', () => {
  const tag = { key: 'Tier', dataType: 'string', description: 'Gold or silver', mandatory: true };
  const sent = (tags: object[] = [tag]): CallOptions => ({ body: { orgId: sandbox.world.organisation.id, tags } });

  it('are set up once, replaced, read, and bind the badges', async () => {
    await expectRefused(`GET ${BASE}/orgMeta`, [404], {}, 404);
    await expectRefused(`PUT ${BASE}/orgMeta`, [404], sent(), 404);
    const made = await call(`POST ${BASE}/orgMeta`, sent());
    expect(made.body).toMatchObject({
      data: { orgId: sandbox.world.organisation.id, tags: [tag], createdOn: 1777789800, createdBy: TILL },
      errors: [],
    });
    await expectRefused(`POST ${BASE}/orgMeta`, [409], sent(), 409);
    await expectRefused(`PUT ${BASE}/orgMeta`, [400], { body: { orgId: 1, tags: [] } });
    await expectRefused(`POST ${META}`, [999999], { body: definition() });
    await expectRefused(`POST ${META}`, [999999, 999999], { body: definition({ tags: [{ name: 'x', value: '1' }] }) });
    expect((await create({ tags: [{ name: 'Tier', value: 'gold' }] })).status).toBe(201);
    await call(`PUT ${BASE}/orgMeta`, sent([{ ...tag, mandatory: false }]));
    expect(valueAt((await call(`GET ${BASE}/orgMeta`)).body, 'data.tags.0.mandatory')).toBe(false);
    expect((await create({ name: 'Free of tags' })).status).toBe(201);
  });
});

describe('a badge', () => {
  it('is created and read back, with and without statistics', async () => {
    const limit = {
      constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW',
      durationType: 'DAYS',
      refreshRate: 7,
      maxEarnLimit: 1,
    };
    const made = await create({ customerConstraints: [limit] });
    expect(made.body).toMatchObject({
      data: {
        name: 'Trailblazer',
        startOn: 1777852800,
        startOnISO: '2026-05-04T00:00:00Z',
        earnedBadgeExpiry: { expiryType: 'RELATIVE', relativeExpirytype: 'DAYS', value: 30 },
        issuedBadgeExpiry: null,
        ownership: { restrictedToOwners: ['Loyalty', 'Milestones'], claims: [] },
        customerConstraints: [{ ...limit, cycleStatus: 'UPCOMING' }],
        status: 'UPCOMING',
        active: true,
      },
    });
    const id = String(valueAt(made.body, 'data.id'));
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect((await call(`GET ${META}/${id}`)).body).toEqual(made.body);
    const counted = await call(`GET ${META}/${id}?includeStatistics=true`);
    expect(counted.body).toMatchObject({ data: { issuedCount: 0, earnedCount: 0 } });
    await toDay(1);
    const live = await call(`GET ${META}/${id}`);
    expect(valueAt(live.body, 'data.customerConstraints.0.currentCycle')).toEqual({
      startDate: 1777852800,
      endDate: 1777852800 + 7 * 86_400,
    });
    await expectRefused(`GET ${META}/none`, [1054]);
  });

  it('takes seconds and ISO too, and a past start only by migration', async () => {
    expect(valueAt((await create({ startOn: 1777852800 })).body, 'data.startOnISO')).toBe('2026-05-04T00:00:00Z');
    const twin = await create({ name: 'Twin', startOnISO: '2026-06-01T00:00:00Z' });
    expect(valueAt(twin.body, 'data.startOn')).toBe(1780272000);
    const past = definition({ name: 'Old', startOnISO: '2020-01-01T00:00:00Z' });
    await expectRefused(`POST ${META}`, [722], { body: past });
    const headers = { 'X-CAP-BADGES-MIGRATION': 'migration' };
    const imported = await call(`POST ${META}`, { body: past, headers });
    expect(imported.body).toMatchObject({ data: { ownership: { restrictedToOwners: ['Historical_Import'] } } });
  });

  it('is refused for all that is wrong with it at once', async () => {
    const refused = (codes: number[], more: object): Promise<void> =>
      expectRefused(`POST ${META}`, codes, { body: definition(more) });
    await refused([725], { name: 'First look' });
    await refused([728], { ownership: { restrictedToOwners: [] } });
    await refused([714], { ownership: { restrictedToOwners: ['Historical_Import'] } });
    await refused([725, 728, 720, 722], {
      name: 'First look',
      ownership: { restrictedToOwners: [] },
      startOnISO: '2026-04-04T00:00:00Z',
      expiresOnISO: '2026-04-03T00:00:00Z',
    });
    await refused([400], { earnType: 'FIND' });
    await refused([400], { earnType: 'ISSUE_EARN' });
    await refused([400], { name: '' });
    await refused([400], { startOn: undefined });
    await refused([400], { benefits: Array.from({ length: 11 }, () => ({ benefitType: 'COUPON' })) });
    await refused([400], { ownership: { restrictedToOwners: ['Nobody'] } });
  });

  it('names the field of each problem', async () => {
    const body = definition({ name: 'First look', ownership: { restrictedToOwners: [] } });
    const refused = await call(`POST ${META}`, { body });
    expect(fieldOfEach(refused.body, 'errors', 'reference')).toEqual(['name', 'ownership.restrictedToOwners']);
  });

  it('is active unless active or isActive says otherwise, and stays as it is when updated without', async () => {
    const made = async (more: object): Promise<unknown> => valueAt((await create(more)).body, 'data.active');
    expect(await made({ active: undefined })).toBe(true);
    expect(await made({ name: 'Off', active: undefined, isActive: false })).toBe(false);
    const id = await aBadge({ name: 'Off too', active: false });
    const body = definition({ id, name: 'Still off', active: undefined });
    expect(valueAt((await call(`PUT ${META}`, { body })).body, 'data.active')).toBe(false);
  });

  it('accepts limits of either kind in either list, with ISO text in startOn and expiresOn', async () => {
    const rolling = { constraintType: 'BADGE_ROLLING_WINDOW', maxEarnForWeeks: 1, rollForWeeks: 1 };
    const weekly = {
      constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW',
      durationType: 'WEEKS',
      startDayOfTheWeek: 7,
      maxEarnLimit: 5,
    };
    const made = await create({
      startOn: '2026-05-04T00:00:00Z',
      expiresOn: '2026-12-31T23:59:59Z',
      customerConstraints: [rolling],
      badgeConstraints: [weekly],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      data: {
        startOn: 1777852800,
        customerConstraints: [rolling],
        badgeConstraints: [{ ...weekly, startDayOfTheWeek: '7' }],
      },
    });
    const id = String(valueAt(made.body, 'data.id'));
    await toDay(1);
    expect((await earn(id)).status).toBe(200);
    await expectRefused(`POST ${BASE}/customer/earn`, [400], earning(id));
  });

  it('is claimed at creation by the claims that it brings', async () => {
    const claims = [{ ownerType: 'Loyalty', referenceId: '973', badgeMetaId: null }];
    const made = await create({ ownership: { restrictedToOwners: ['Loyalty'], claims } });
    expect(listAt(made.body, 'data.ownership.claims')).toMatchObject([{ ownerType: 'Loyalty', referenceId: '973' }]);
    const body = definition({ name: 'Other', ownership: { restrictedToOwners: ['Milestones'], claims } });
    await expectRefused(`POST ${META}`, [714], { body });
  });

  it('is written back as it was read, with its nulls and read-only fields', async () => {
    const id = await aBadge({ customerConstraints: [{ constraintType: 'CUSTOMER_BADGE_NO_LIMIT' }] });
    const read = await call(`GET ${META}/${id}?includeStatistics=true`);
    const data = valueAt(read.body, 'data');
    expect(() => checkArguments(definitionOf('badge_update'), { body: data })).not.toThrow();
    expect((await call(`PUT ${META}`, { body: data })).status).toBe(200);
    expect((await call(`GET ${META}/${id}?includeStatistics=true`)).body).toEqual(read.body);
  });

  it('is read only in the state that was asked for', async () => {
    const id = await aBadge();
    expect((await call(`GET ${META}/${id}?status=UPCOMING`)).status).toBe(200);
    await expectRefused(`GET ${META}/${id}?status=LIVE`, [1054]);
  });

  it('is replaced, within what may still change', async () => {
    const limit = { constraintType: 'CUSTOMER_BADGE_FIXED_VALUE', maxEarnLimit: 2 };
    const made = await create({ customerConstraints: [limit] });
    const id = String(valueAt(made.body, 'data.id'));
    const referenceId = valueAt(made.body, 'data.customerConstraints.0.referenceId');
    const kept = { customerConstraints: [{ ...limit, referenceId }] };
    const put = (more: object): [string, CallOptions] => [
      `PUT ${META}`,
      { body: definition({ id, ...kept, ...more }) },
    ];
    const changed = await call(...put({ name: 'Pathfinder', startOnISO: '2026-05-05T00:00:00Z' }));
    expect(changed.body).toMatchObject({
      data: { id, name: 'Pathfinder', startOnISO: '2026-05-05T00:00:00Z', customerConstraints: [{ referenceId }] },
    });
    const refused = (codes: number[], more: object): Promise<void> => expectRefused(put(more)[0], codes, put(more)[1]);
    const window = { constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW', durationType: 'MONTHLY', maxEarnLimit: 1 };
    await refused([1054], { id: 'none' });
    await refused([400], { id: '' });
    await refused([725], { name: 'First look' });
    await refused([720], { expiresOnISO: '2026-05-04T00:00:00Z' });
    await refused([826], { customerConstraints: [window] });
    await call(`POST ${META}/${id}/claim`, { body: { ownerType: 'Loyalty', referenceId: '1' } });
    await refused([400], { ownership: { restrictedToOwners: ['Milestones'] } });
    await toDay(10);
    await refused([723], { startOnISO: '2026-05-06T00:00:00Z' });
    await refused([724], { startOnISO: '2026-05-05T00:00:00Z', expiresOnISO: '2026-05-08T00:00:00Z' });
  });

  it('is claimed by modules that may own it', async () => {
    const id = await aBadge();
    const claim = (body: object): [string, CallOptions] => [`POST ${META}/${id}/claim`, { body }];
    const owner = { ownerType: 'Milestones', referenceId: 'ms-1' };
    expect((await call(...claim(owner))).body).toEqual({
      data: { badgeMetaId: id, ...owner, isActive: true },
      errors: [],
      warnings: [],
    });
    await call(...claim(owner));
    const read = await call(`GET ${META}/${id}`);
    expect(valueAt(read.body, 'data.ownership.claims')).toEqual([{ ...owner, isActive: true }]);
    await expectRefused(claim({})[0], [717], { body: { ownerType: 'Milestones' } });
    await expectRefused(claim({})[0], [714], { body: { ...owner, ownerType: 'Journeys' } });
    await expectRefused(claim({})[0], [400], { body: { ...owner, ownerType: 'Nobody' } });
    await expectRefused(`POST ${META}/none/claim`, [1054], { body: owner });
  });

  it('is switched off and on, and given to nobody while it is off', async () => {
    const id = await aBadge();
    await toDay(1);
    const off = await call(`PUT ${META}/${id}/deactivate`);
    expect(off.body).toMatchObject({ data: { id, isActive: false } });
    await expectRefused(`POST ${BASE}/customer/earn`, [400], earning(id));
    expect(await namesFor('badgeType=AVAILABLE')).not.toContain('Trailblazer');
    expect(await namesFor('badgeType=AVAILABLE&action=DEACTIVATED')).toEqual(['Trailblazer']);
    await call(`PUT ${META}/${id}/activate`);
    expect((await earn(id)).status).toBe(200);
    await expectRefused(`PUT ${META}/${id}/pause`, [400]);
    await expectRefused(`PUT ${META}/none/activate`, [1054]);
  });
});

describe('the list of badges', () => {
  const names = async (query: string): Promise<unknown[]> =>
    fieldOfEach((await call(`GET ${META}?${query}`)).body, 'data.metaBasicDetails', 'name');

  it('is narrowed, sorted and paged', async () => {
    await create({ ownership: { restrictedToOwners: ['Journeys'] } });
    const all = ['First look', 'Five looks', 'Winter guest', 'Trailblazer'];
    expect(await names('')).toEqual(all);
    expect(await names('order=DESC')).toEqual([...all].reverse());
    expect(await names('sortOn=NAME')).toEqual([...all].sort());
    expect((await names('sortOn=START_DATE'))[0]).toBe('Winter guest');
    expect(await names('status=LIVE,UPCOMING')).toEqual(['First look', 'Five looks', 'Trailblazer']);
    expect(await names('status=ENDED')).toEqual(['Winter guest']);
    expect(await names('earnType=ISSUE_EARN')).toEqual(['Five looks']);
    expect(await names('badgeType=ISSUE_EARN')).toEqual(['Five looks']);
    expect(await names('owner=Journeys')).toEqual(['Trailblazer']);
    expect(await names('claimedBy=Loyalty')).toEqual(['First look', 'Five looks']);
    expect(await names('unclaimed=true')).toEqual(['Winter guest', 'Trailblazer']);
    expect(await names('name=look')).toEqual(['First look', 'Five looks']);
    expect(await names('startOn=2026-05-01T00:00:00Z')).toEqual(['Trailblazer']);
    expect(await names('expiresOn=2026-05-01T00:00:00Z')).toEqual(['Winter guest']);
    expect(await names('action=DE_ACTIVATED')).toEqual([]);
    const page = await call(`GET ${META}?limit=3&page=1`);
    expect(fieldOfEach(page.body, 'data.metaBasicDetails', 'name')).toEqual(['Trailblazer']);
    expect(valueAt(page.body, 'data.pagination')).toEqual({ page: 1, size: 3, total: 4, totalPages: 2 });
    await expectRefused(`GET ${META}?status=SLEEPING`, [400]);
    await expectRefused(`GET ${META}?limit=0`, [400]);
  });
});

describe('earning', () => {
  it('gives a badge that shows on the customer until it expires', async () => {
    const id = await aBadge();
    await toDay(1);
    expect(await namesFor('badgeType=AVAILABLE')).toContain('Trailblazer');
    const { body } = await earn(id, { earnEventDateISO: '2026-05-04T01:00:00Z', requestId: 'r-1' });
    const at = Date.parse('2026-05-04T01:00:00Z') / 1000;
    expect(body).toMatchObject({
      data: { badgeMetaId: id, customerId: ASHA, requestId: 'r-1', issuedId: null, expiresOn: at + 30 * 86_400 },
      errors: [],
      warnings: [],
    });
    const held = await call(`GET ${BASE}/customer/${ASHA}?badgeType=EARNED&sortOn=LAST_EARNED_EVENT_DATE`);
    expect(held.body).toMatchObject({
      data: { badges: [{ badgeMetaId: id, earnedCount: 1, lastEarnEventDate: at }, {}, {}] },
    });
    const paged = await call(`GET ${BASE}/customer/${ASHA}?badgeType=EARNED&sortOn=RANK&limit=1&page=1`);
    expect(paged.body).toMatchObject({
      data: { badges: [{ name: 'Five looks' }], pagination: { page: 1, size: 1, total: 3, totalPages: 3 } },
    });
    await toDay(40);
    expect(await namesFor('badgeType=EARNED')).not.toContain('Trailblazer');
    expect(await namesFor('badgeType=EXPIRED')).toEqual(['Trailblazer']);
    expect(await namesFor('badgeType=EARNED&includeExpired=true')).toContain('Trailblazer');
  });

  it('needs a known badge and customer, a new request, a fitting date, and a claim', async () => {
    const id = await aBadge();
    await toDay(2);
    await earn(id, { requestId: 'r-1' });
    const refused = (code: number, more: object, status = 400): Promise<void> =>
      expectRefused(`POST ${BASE}/customer/earn`, [code], earning(id, more), status);
    await refused(1054, { badgeMetaId: 'none' });
    await refused(1026, { customerId: 1 });
    await refused(809, { requestId: 'r-1' });
    await refused(400, { requestId: '' });
    await refused(400, { customerId: '' });
    await refused(816, { earnEventDateISO: '2026-05-01T00:00:00Z' });
    await refused(816, { earnEventDateISO: '2026-05-07T00:00:00Z' });
    await refused(810, { triggeredBy: { ownerType: 'Loyalty', referenceId: '973' } }, 409);
    await refused(400, { triggeredBy: { ownerType: 'Nobody', referenceId: '973' } });
  });

  it('stops at the limits of a customer and of all', async () => {
    const weekly = { durationType: 'DAYS', refreshRate: 7, maxEarnLimit: 1 };
    const own = await aBadge({ customerConstraints: [{ constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW', ...weekly }] });
    const rolling = { constraintType: 'CUSTOMER_BADGE_ROLLING_WINDOW', maxEarnForDays: 2, rollForDays: 3 };
    const rolled = await aBadge({ name: 'Rolling', customerConstraints: [rolling] });
    const all = await aBadge({
      name: 'Two in all',
      badgeConstraints: [{ constraintType: 'BADGE_FIXED_VALUE', maxEarnLimit: 2 }],
    });
    const other = aCustomer(sandbox.world).id;
    await toDay(1);
    for (const id of [own, rolled, rolled, all]) expect((await earn(id)).status).toBe(200);
    expect((await earn(all, { customerId: other })).status).toBe(200);
    for (const id of [own, rolled, all]) await expectRefused(`POST ${BASE}/customer/earn`, [400], earning(id));
    expect((await earn(own, { customerId: other })).status).toBe(200);
    await toDay(7);
    for (const id of [own, rolled]) expect((await earn(id)).status).toBe(200);
    await expectRefused(`POST ${BASE}/customer/earn`, [400], earning(all));
  });

  it('brings the coupons that come with the badge, or says why not', async () => {
    const series = Object.values(sandbox.world.couponSeries).find((each) => each.seriesCode === 'FRIENDS20');
    const benefits = [series?.id, 1].map((seriesId) => ({ benefitType: 'COUPON', seriesId }));
    const id = await aBadge({ benefits });
    const customerId = aCustomer(sandbox.world).id;
    await toDay(1);
    const { body } = await earn(id, { customerId });
    expect(fieldOfEach(body, 'warnings', 'code')).toEqual([400]);
    const coupons = Object.values(sandbox.world.coupons).filter((each) => each.customerId === customerId);
    expect(coupons.map(({ seriesId }) => seriesId)).toEqual([series?.id]);
  });

  it('is taken back by the id of what was earned, and counts no more', async () => {
    const id = await aBadge({
      customerConstraints: [{ constraintType: 'CUSTOMER_BADGE_FIXED_VALUE', maxEarnLimit: 1 }],
    });
    await toDay(1);
    const earnedBadgeId = valueAt((await earn(id)).body, 'data.earnedBadgeId');
    const revoke = (more: object = {}, headers = {}): [string, CallOptions] => [
      `POST ${BASE}/customer/revokeEarn`,
      { body: { badgeMetaId: id, customerId: ASHA, earnedBadgeId, ...more }, headers },
    ];
    const refused = (code: number, more: object, headers = {}): Promise<void> =>
      expectRefused(revoke()[0], [code], revoke(more, headers)[1]);
    await refused(814, { earnedBadgeId: 'none' });
    await refused(814, { customerId: ASHA + 1 });
    await refused(1026, { customerId: 1 });
    await refused(1028, {}, { 'X-CAP-CUSTOMER-IDENTIFIER': 'shoe' });
    await refused(1054, { badgeMetaId: 'none' });
    const byMobile = revoke({ customerId: '919800000001' }, { 'X-CAP-CUSTOMER-IDENTIFIER': 'mobile' });
    expect((await call(...byMobile)).body).toMatchObject({
      data: { badgeMetaId: id, customerId: ASHA, earnedBadgeId, isActive: false },
    });
    await refused(814, {});
    expect(await namesFor('badgeType=EARNED')).not.toContain('Trailblazer');
    expect((await earn(id)).status).toBe(200);
  });
});

describe('enrolment', () => {
  it('comes before earning where the badge asks for it, row by row', async () => {
    const id = await aBadge(ENROL_FIRST);
    await toDay(1);
    await expectRefused(`POST ${BASE}/customer/earn`, [811], earning(id), 409);
    expect(await namesFor('badgeType=AVAILABLE_TO_ISSUE')).toContain('Trailblazer');
    const { status, body } = await enrol(id, [ASHA, 1], { requestId: 'e-1' });
    expect(status).toBe(200);
    expect(fieldOfEach(body, 'data.issuedBadges', 'customerId')).toEqual([ASHA, 1]);
    expect(fieldOfEach(body, 'data.issuedBadges', 'error.code')).toEqual([undefined, 1026]);
    expect(body).toMatchObject({ data: { badgeMetaId: id, expiresOn: null, requestId: 'e-1' }, errors: [] });
    expect(await namesFor('badgeType=AVAILABLE_TO_ISSUE')).not.toContain('Trailblazer');
    expect(await namesFor('badgeType=AVAILABLE')).toContain('Trailblazer');
    const issuedId = valueAt(body, 'data.issuedBadges.0.issuedId');
    expect(valueAt((await earn(id)).body, 'data.issuedId')).toBe(issuedId);
  });

  it('is refused for an unknown or direct badge, a used request, and a date outside the validity', async () => {
    const id = await aBadge(ENROL_FIRST);
    const direct = await aBadge({ name: 'Direct' });
    await toDay(1);
    await enrol(id, [ASHA], { requestId: 'e-1' });
    const refused = (code: number, more: object): Promise<void> =>
      expectRefused(`POST ${META}/customer/issueBulk`, [code], {
        body: { badgeMetaId: id, customers: [ASHA], ...more },
      });
    await refused(1054, { badgeMetaId: 'none' });
    await refused(400, { badgeMetaId: direct });
    await refused(809, { requestId: 'e-1' });
    await refused(816, { issueEventDateISO: '2026-05-01T00:00:00Z' });
    await refused(400, { customers: [] });
    await refused(400, { triggeredBy: { ownerType: 'Nobody', referenceId: '1' } });
  });

  it('ends by being cancelled: all of a customer’s, or a single one', async () => {
    const id = await aBadge(ENROL_FIRST);
    const other = aCustomer(sandbox.world).id;
    await toDay(1);
    await enrol(id, [ASHA, other]);
    const second = valueAt((await enrol(id)).body, 'data.issuedBadges.0.issuedId');
    const revoke = (body: object): Promise<Answer> =>
      call(`POST ${META}/customer/revokeIssue`, { body: { badgeMetaId: id, ...body } });
    const single = await revoke({ revokeIssuals: [{ customerId: ASHA, issueId: second }], customers: [other] });
    expect(listAt(single.body, 'data.revokedIssuedBadges')).toEqual([
      { customerId: ASHA, issuedId: second, error: null },
    ]);
    const rows = await revoke({ customers: [ASHA, other, 1] });
    expect(fieldOfEach(rows.body, 'data.revokedIssuedBadges', 'error.code')).toEqual([undefined, undefined, 1026]);
    const again = await revoke({ customers: [ASHA] });
    expect(again.body).toMatchObject({ data: { revokedIssuedBadges: [{ customerId: ASHA, error: { code: 404 } }] } });
    await expectRefused(`POST ${BASE}/customer/earn`, [811], earning(id), 409);
    const refused = (code: number, body: object, status = 400): Promise<void> =>
      expectRefused(`POST ${META}/customer/revokeIssue`, [code], { body: { badgeMetaId: id, ...body } }, status);
    await refused(1051, {}, 200);
    await refused(400, { customers: Array.from({ length: 21 }, () => ASHA) });
    await refused(1054, { badgeMetaId: 'none', customers: [ASHA] });
  });
});

describe('a customer’s badges', () => {
  it('are found by any identifier that the header names', async () => {
    const headers = { 'X-CAP-CUSTOMER-IDENTIFIER': 'mobile' };
    const byMobile = await call(`GET ${BASE}/customer/919800000001?badgeType=EARNED`, { headers });
    expect(byMobile.body).toEqual((await call(`GET ${BASE}/customer/${ASHA}?badgeType=EARNED`)).body);
    expect(fieldOfEach(byMobile.body, 'data.badges', 'name')).toEqual(['First look', 'Five looks']);
    await expectRefused(`GET ${BASE}/customer/1`, [1026]);
    await expectRefused(`GET ${BASE}/customer/919800000001`, [1028], { headers: { 'X-CAP-CUSTOMER-IDENTIFIER': 'x' } });
    await expectRefused(`GET ${BASE}/customer/${ASHA}?badgeType=LOST`, [400]);
    expect(await namesFor('badgeType=EARNED&groupId=none')).toEqual([]);
  });

  it('are narrowed by when the badge was last given or earned', async () => {
    const id = await aBadge();
    await toDay(3);
    await earn(id, { earnEventDateISO: '2026-05-04T12:00:00Z' });
    const since = (name: string, at: string): Promise<unknown[]> =>
      namesFor(`badgeType=EARNED&${name}=${Date.parse(at)}`);
    expect(await since('lastEarnedOnDate', '2026-05-06T00:00:00Z')).toEqual(['Trailblazer']);
    expect(await since('lastEarnEventDate', '2026-05-04T00:00:00Z')).toEqual(['Trailblazer']);
    expect(await since('lastEarnEventDate', '2026-05-06T00:00:00Z')).toEqual([]);
  });
});
