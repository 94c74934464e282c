import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import { transferPoints } from '../../src/sandbox/domains/points/transfers.js';
import type { Request } from '../../src/sandbox/domains/requests/state.js';
import { nextId } from '../../src/sandbox/world/world.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aBill, aCustomer, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

const firstError = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

const named = (customer: Customer): string =>
  `source=INSTORE&identifierName=mobile&identifierValue=${mobileOf(customer)}`;

/** The endpoint's two forms: by id, and by identifier. */
const forms = (what: string) => ({
  byId: (customer: Customer, query = '') => call(`GET /v2/customers/${customer.id}/${what}?${query}`),
  byIdentifier: (customer: Customer, query = '') =>
    call(`GET /v2/customers/lookup/${what}?${named(customer)}&${query}`),
});

/** Reads by id and by identifier, and expects the same answer of both. */
async function readBoth(what: string, customer: Customer, query = ''): Promise<unknown> {
  const { byId, byIdentifier } = forms(what);
  const [one, other] = [await byId(customer, query), await byIdentifier(customer, query)];
  expect(one).toMatchObject({ status: 200 });
  expect(other.body).toEqual(one.body);
  return one.body;
}

describe.each(['points/balance', 'tierDetails', 'promisedPointsSchedule', 'pointsExpirySchedule', 'loyaltyDetails'])(
  '%s',
  (what) => {
    it('finds the customer by identifier, and says why it does not', async () => {
      const customer = aCustomer(sandbox.world);
      const codeOf = async (query: string): Promise<unknown[]> =>
        firstError(await call(`GET /v2/customers/lookup/${what}?${query}`));
      const mobile = `identifierName=mobile&identifierValue=${mobileOf(customer)}`;
      expect(await codeOf(`source=INSTORE&${mobile}`)).toEqual([200, undefined]);
      expect(await codeOf(mobile)).toEqual([400, 8003]);
      expect(await codeOf(`source=MOON&${mobile}`)).toEqual([400, 8003]);
      expect(await codeOf(`source=WECHAT&${mobile}`)).toEqual([400, 8045]);
      expect(await codeOf(`source=ECOMMERCE&${mobile}`)).toEqual([400, 8065]);
      expect(await codeOf('source=INSTORE&identifierName=shoe&identifierValue=42')).toEqual([400, 8013]);
      expect(await codeOf('source=INSTORE&identifierName=mobile&identifierValue=919999999999')).toEqual([400, 8015]);
      expect(firstError(await call(`GET /v2/customers/1/${what}`))).toEqual([400, 8015]);
    });
  },
);

describe('balance and tier', () => {
  it('follow bills, by id and by identifier alike', async () => {
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 12000);
    aBill(sandbox.world, customer, 1000, { source: 'ECOMMERCE' });
    expect(await readBoth('points/balance', customer)).toEqual({
      entityId: customer.id,
      entityType: 'CUSTOMER',
      programId: 812,
      totalPoints: 1325,
      mainPoints: 1200,
      promisedPoints: 125,
      promisedPointsBreakup: { delayedAccrualPoints: 125, externalTriggerBasedPoints: 0 },
      warnings: [],
    });
    expect(await readBoth('tierDetails', customer)).toEqual({
      entityId: customer.id,
      entityType: 'CUSTOMER',
      programTiers: [
        {
          programId: 812,
          currentTierName: 'Silver',
          currentTierSerialNumber: 2,
          tierExpiryDate: '2027-05-31 18:29:59',
          tierExpiryDateISO: '2027-05-31T18:29:59Z',
          nextTierName: 'Gold',
          nextTierSerialNumber: 3,
        },
      ],
      warnings: [],
    });
    expect(await readBoth('loyaltyDetails', customer)).toMatchObject({
      data: [
        {
          programId: 812,
          programTitle: 'Meridian Rewards',
          loyaltyPoints: 1200,
          lifetimePoints: 1325,
          delayedPoints: 125,
          totalAvailablePoints: 1325,
          cumulativePurchases: 13000,
          currentSlab: 'Silver',
          slabSNo: 2,
          nextSlab: 'Gold',
          nextSlabSerialNumber: 3,
          linkedPartnerPrograms: [],
        },
      ],
    });
  });

  it('have nothing above the top tier', async () => {
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 80000);
    const tier = await call(`GET /v2/customers/${customer.id}/tierDetails`);
    expect(tier.body).toMatchObject({ programTiers: [{ nextTierName: '', nextTierSerialNumber: -1 }] });
  });

  it("can be those of the customer's group", async () => {
    const [group] = Object.values(sandbox.world.userGroups);
    const member = sandbox.world.customers[group?.members[0]?.customerId ?? 0];
    if (!group || !member) throw new Error('the seed has no group');
    const { body } = await call(`GET /v2/customers/${member.id}/points/balance?entityType=FLEET`);
    expect(body).toMatchObject({ entityId: group.id, entityType: 'FLEET', mainPoints: 60 });
    const alone = aCustomer(sandbox.world);
    expect(firstError(await forms('points/balance').byId(alone, 'entityType=FLEET'))).toEqual([400, 1632]);
  });

  it('refuse kinds and programs that do not exist, and customers outside the program', async () => {
    const customer = aCustomer(sandbox.world);
    const outside = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    const codeOf = async (what: string, query: string, who = customer): Promise<unknown> =>
      firstError(await forms(what).byId(who, query))[1];
    expect(await codeOf('points/balance', 'entityType=TRIBE')).toBe(1212);
    expect(await codeOf('tierDetails', 'programId=5')).toBe(1213);
    expect(await codeOf('tierDetails', 'programId=5&fetchDataForAllPrograms=true')).toBeUndefined();
    expect(await codeOf('loyaltyDetails', 'programId=5')).toBe(885);
    expect(await codeOf('loyaltyDetails', '', outside)).toBe(8089);
    expect(await codeOf('pointsExpirySchedule', '', outside)).toBe(1218);
    expect(valueAt((await forms('tierDetails').byId(outside)).body, 'programTiers')).toEqual([]);
  });
});

describe('schedules', () => {
  it('sum what expires by day and kind of points, soonest first', async () => {
    const { world } = sandbox;
    const customer = aCustomer(world);
    aBill(world, customer, 1000);
    aBill(world, customer, 500);
    const gift = { kind: 'goodwill' as const, points: 30, tillId: TILL };
    givePoints(world, customerEntity(customer.id), { ...gift, expiresOn: '2026-08-01T18:29:59Z' });
    givePoints(world, customerEntity(customer.id), { ...gift, points: 7 });
    givePoints(world, customerEntity(customer.id), { ...gift, expiresOn: null });
    const rows = [
      { points: 30, expiryDate: '2026-08-01', pointsType: 'customer_promotions' },
      { points: 150, expiryDate: '2027-05-31', expiryDateISO: '2027-05-31T18:29:59Z', pointsType: 'bill_regular' },
      { points: 7, expiryDate: '2027-05-31', pointsType: 'customer_promotions' },
    ];
    const read = (query: string) => readBoth('pointsExpirySchedule', customer, query);
    expect(await read('')).toMatchObject({ id: customer.id, profiles: [], expirySchedules: rows });
    expect(await read('fetchEarliestExpiryOnly=true')).toMatchObject({ expirySchedules: rows.slice(0, 2) });
    expect(await read('startDate=2026-08-02&endDate=2027-05-31')).toMatchObject({ expirySchedules: rows.slice(1) });
    expect(await read('endDate=2026-07-31')).toMatchObject({ expirySchedules: [] });
  });

  it('tell when promised points become redeemable, and move on when they do', async () => {
    const { world } = sandbox;
    const customer = aCustomer(world);
    aBill(world, customer, 1000, { source: 'ECOMMERCE' });
    const lot = aBill(world, customer, 300, { source: 'ECOMMERCE' }).earned?.lot;
    if (!lot) throw new Error('nothing was earned');
    Object.assign(lot, { category: 'ExternalTriggerBasedPointCategory', redeemableFrom: null });
    for (const entry of world.ledger) if (entry.lotId === lot.id) entry.category = lot.category;
    expect(await readBoth('promisedPointsSchedule', customer)).toEqual({
      entityId: customer.id,
      entityType: 'CUSTOMER',
      promisedPointsScheduleList: [
        {
          points: 100,
          redeemableFrom: '2026-05-18',
          redeemableFromISO: '2026-05-18T06:30:00Z',
          programId: 812,
          pointsType: 'bill_regular',
        },
      ],
      triggerBasedPointsList: [{ points: 30, programId: 812, pointsType: 'bill_regular' }],
      warnings: [],
    });
  });

  it.each([
    [1216, 'startDate=soon'],
    [1216, 'endDate=2026-02-31'],
    [1215, 'startDate=2026-05-03'],
    [1215, 'endDate=2026-01-01'],
    [1214, 'startDate=2026-07-01&endDate=2026-06-01'],
    [1217, 'endDate=2200-01-01'],
  ])('refuse with %d the days %s', async (code, query) => {
    const customer = aCustomer(sandbox.world);
    for (const what of ['pointsExpirySchedule', 'promisedPointsSchedule']) {
      expect(firstError(await forms(what).byId(customer, query))).toEqual([400, code]);
      expect(firstError(await forms(what).byIdentifier(customer, query))).toEqual([400, code]);
    }
  });

  it('differ between their forms in the code for a program', async () => {
    const customer = aCustomer(sandbox.world);
    const { byId, byIdentifier } = forms('promisedPointsSchedule');
    expect(firstError(await byId(customer, 'programId=5'))[1]).toBe(885);
    expect(firstError(await byIdentifier(customer, 'programId=5'))[1]).toBe(1213);
  });
});

describe('loyalty events', () => {
  it('are the newest first, filtered and in pages', async () => {
    const { world } = sandbox;
    const [customer, friend] = [aCustomer(world), aCustomer(world)];
    // The goals of the seed would be events too.
    for (const group of Object.values(world.targetGroups)) group.active = false;
    for (const amount of [100, 200, 300]) aBill(world, customer, amount);
    transferPoints(
      world,
      { from: customerEntity(customer.id), to: customerEntity(friend.id), points: 20 },
      { tillId: TILL },
    );
    const read = async (query = ''): Promise<unknown> =>
      (await call(`GET /v2/customers/${customer.id}/loyaltyEvents?${query}`)).body;
    const names = (body: unknown): unknown[] =>
      [0, 1, 2, 3, 4].map((index) => valueAt(body, `data.${index}.eventName`));
    const all = await read();
    expect(names(all)).toEqual([
      'PointsTransfer',
      'TransactionAdd',
      'TransactionAdd',
      'TransactionAdd',
      'CustomerRegistration',
    ]);
    expect(all).toMatchObject({
      data: [{ customerId: customer.id, date: START, orgId: 100900, status: 'SUCCESS' }, {}, {}, {}, {}],
    });
    expect(names(await read('eventType=TRANSFER')).filter(Boolean)).toEqual(['PointsTransfer']);
    expect(names(await read('eventType=transactionadd')).filter(Boolean)).toHaveLength(3);
    expect(names(await read('limit=2&page=3')).filter(Boolean)).toEqual(['CustomerRegistration']);
    expect(names(await read('limit=1&offset=1')).filter(Boolean)).toEqual(['TransactionAdd']);
    expect(await read('fromDate=2026-05-04')).toMatchObject({ data: [] });
    expect(await read('toDate=2026-05-03&limit=1')).toMatchObject({ data: [{}] });
  });
});

describe('points transfers', () => {
  it('show both sides, sorted and in pages, and are refused where there are none', async () => {
    const { world } = sandbox;
    const [giver, receiver] = [aCustomer(world), aCustomer(world)];
    aBill(world, giver, 1000);
    for (const points of [30, 10, 20]) {
      const [from, to] = [customerEntity(giver.id), customerEntity(receiver.id)];
      transferPoints(world, { from, to, points }, { tillId: TILL, notes: 'gift' });
    }
    const read = async (who: Customer, query = ''): Promise<Answer> =>
      call(`GET /v2/customers/${who.id}/pointsTransfers?${query}`);
    const counts = ({ body }: Answer): unknown[] =>
      [0, 1, 2].map((index) => valueAt(body, `data.${index}.pointsTransferred`)).filter(Boolean);
    const given = await read(giver);
    expect(counts(given)).toEqual([20, 10, 30]);
    expect(given.body).toMatchObject({
      data: [
        {
          transferType: 'DEDUCTION',
          transferredTo: { userId: receiver.id },
          notes: 'gift',
          programName: 'Meridian Rewards',
        },
        {},
        {},
      ],
    });
    expect(counts(await read(giver, 'sortBy=pointsTransferred&sortOrder=asc'))).toEqual([10, 20, 30]);
    expect(counts(await read(giver, 'limit=2&page=2'))).toEqual([30]);
    expect((await read(receiver)).body).toMatchObject({ data: [{ transferType: 'ADDITION' }, {}, {}] });
    expect(firstError(await read(aCustomer(world)))).toEqual([400, 814]);
    expect(firstError(await read(giver, 'sortBy=mood'))).toEqual([400, 814]);
    expect(firstError(await read(giver, 'limit=none'))).toEqual([400, 814]);
  });
});

/** A request as it stands after it was raised elsewhere. */
function aRequest(customer: Customer, more: Partial<Request> & Pick<Request, 'type' | 'baseType'>): Request {
  const { world } = sandbox;
  const request: Request = {
    id: nextId(world, 'request'),
    status: 'PENDING',
    customerId: customer.id,
    userGroupId: null,
    reason: '',
    comments: '',
    details: {},
    createdOn: START,
    modifiedOn: START,
    tillId: TILL,
    ...more,
  };
  world.requests[request.id] = request;
  return request;
}

describe("a customer's requests", () => {
  it('are listed by kind', async () => {
    const customer = aCustomer(sandbox.world);
    const retro = aRequest(customer, { type: 'RETRO', baseType: 'RETRO', details: { transactionId: 910044009 } });
    const email = aRequest(customer, {
      type: 'CHANGE_IDENTIFIER',
      baseType: 'EMAIL',
      status: 'APPROVED',
      details: { oldValue: 'a@example.com', newValue: 'b@example.com' },
    });
    aRequest(customer, { type: 'CHANGE_IDENTIFIER', baseType: 'MOBILE' });
    const goodwill = aRequest(customer, {
      type: 'GOODWILL',
      baseType: 'POINTS',
      status: 'APPROVED',
      details: { points: 150, autoApproved: true },
    });
    expect(await readBoth('retroRequest', customer)).toMatchObject({
      pagination: { limit: 10, offset: 0, total: 1 },
      data: [
        {
          id: retro.id,
          requestId: retro.id,
          userId: customer.id,
          status: 'PENDING',
          transactionId: 910044009,
          addedBy: { code: 'blr01.till01', type: 'TILL' },
          addedByParent: { code: 'blr01', type: 'STORE' },
        },
      ],
    });
    const changes = await call(`GET /v2/customers/${customer.id}/changeRequest?changeType=EMAIL`);
    expect(changes.body).toMatchObject({
      pagination: { total: 1 },
      data: [
        {
          id: email.id,
          changeType: 'EMAIL',
          changeIdentifiers: {
            add: [{ type: 'EMAIL', value: 'b@example.com' }],
            remove: [{ type: 'EMAIL', value: 'a@example.com' }],
          },
        },
      ],
    });
    const goodwills = await call(`GET /v2/customers/${customer.id}/goodwillRequest?autoApprove=true`);
    expect(goodwills.body).toMatchObject({
      pagination: { total: 1 },
      data: [{ requestId: goodwill.id, goodwillType: 'POINTS', goodwillStatus: 'APPROVED', approvedValue: '150' }],
    });
  });

  it('are filtered by id and day, sorted and paged', async () => {
    const customer = aCustomer(sandbox.world);
    const change = (createdOn: string) =>
      aRequest(customer, { type: 'CHANGE_IDENTIFIER', baseType: 'EMAIL', createdOn });
    const ids = ['2026-04-01T06:00:00Z', '2026-04-02T06:00:00Z', '2026-04-03T06:00:00Z'].map((at) => change(at).id);
    const read = async (query: string): Promise<unknown[]> => {
      const { body } = await call(`GET /v2/customers/${customer.id}/changeRequest?${query}`);
      return [0, 1, 2].map((index) => valueAt(body, `data.${index}.id`)).filter(Boolean);
    };
    expect(await read('')).toEqual(ids.toReversed());
    expect(await read('sortBy=createdon&sortOrder=ASC')).toEqual(ids);
    expect(await read('startDate=2026-04-02&endDate=2026-04-02')).toEqual([ids[1]]);
    expect(await read(`startId=${ids[1]}&endId=${ids[2]}&sortOrder=ASC`)).toEqual([ids[1], ids[2]]);
    expect(await read('limit=1&offset=1')).toEqual([ids[1]]);
    expect(await read('changeType=MOBILE')).toEqual([]);
  });

  it('refuse customers, requests and sources that do not exist', async () => {
    const customer = aCustomer(sandbox.world);
    expect(firstError(await call('GET /v2/customers/1/retroRequest'))).toEqual([400, 9050]);
    expect(firstError(await call('GET /v2/customers/1/changeRequest'))).toEqual([400, 8015]);
    expect(firstError(await forms('goodwillRequest').byId(customer, 'requestId=1'))).toEqual([400, 9050]);
    expect(firstError(await forms('changeRequest').byId(customer, 'source=MOON'))).toEqual([400, 8003]);
  });
});

describe('goodwill for a group', () => {
  const goodwill = (more: object = {}) => ({
    type: 'GOODWILL',
    baseType: 'POINTS',
    goodwillRequest: { points: 80, reason: 'POINTS_ISSUE', comments: 'store outage' },
    earningEntityType: 'USERGROUP2',
    userGroup2IdentificationInfo: { identifierType: 'externalId', identifierValue: 'fam-rao-01' },
    ...more,
  });
  const raise = (body: object) => call('POST /v2/requests', { body });

  it('waits for approval: no points move', async () => {
    const { world } = sandbox;
    const entries = world.ledger.length;
    const { status, body } = await raise(goodwill({ comments: 'raised by care' }));
    expect(status).toBe(200);
    const request = world.requests[Number(valueAt(body, 'createdId'))];
    expect(request).toMatchObject({
      status: 'PENDING',
      customerId: null,
      comments: 'raised by care',
      details: { points: 80, comments: 'store outage' },
    });
    expect(world.ledger.length).toBe(entries);
  });

  it.each([
    [9006, { type: 'GIFT' }],
    [9008, { baseType: 'TIER' }],
    [400, { earningEntityType: 'CUSTOMER' }],
    [1101, { programId: 5 }],
    [93026, { userGroup2IdentificationInfo: { identifierType: 'id', identifierValue: 1 } }],
    [93026, { userGroup2IdentificationInfo: {} }],
    [400, { goodwillRequest: { points: 0 } }],
  ])('is refused with %d for %j', async (code, more) => {
    const before = JSON.stringify(sandbox.world.requests);
    expect(firstError(await raise(goodwill(more)))).toEqual([400, code]);
    expect(JSON.stringify(sandbox.world.requests)).toBe(before);
  });
});
