import { beforeEach, describe, expect, it } from 'vitest';
import { identifierOf } from '../../src/sandbox/domains/customer/rules.js';
import { addMember, createGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import {
  type Answer,
  aBill,
  aCustomer,
  type CallOptions,
  errorOf,
  fieldOfEach,
  listAt,
  START,
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

const add = (body: object, headers?: Record<string, string>): Promise<Answer> =>
  call('POST /v2/customers', { body, ...(headers && { headers }) });

const idOf = async (name: string, value: string, source = 'INSTORE'): Promise<unknown> =>
  valueAt(
    (await call(`GET /v2/customers/lookup?source=${source}&identifierName=${name}&identifierValue=${value}`)).body,
    'entity',
  );

/** Asha Rao of the seed. */
const ASHA = 418400001;

describe('a customer who is added', () => {
  it('can be found, read, changed and found again', async () => {
    const added = await add({
      profiles: [profile({ fields: { shoe_size: '38' } })],
      extendedFields: { city: 'Pune', gender: '', pincode: null },
      associatedWith: 'pnq01.till02',
    });
    const id = valueAt(added.body, 'createdId');
    expect(added).toMatchObject({ status: 200, body: { warnings: [], sideEffects: [] } });
    expect(await idOf('mobile', `%2B${NEW}`)).toBe(id);

    await call(`PUT /v2/customers/${id}?source=INSTORE`, {
      body: { profiles: [{ lastName: 'Pai-Naik' }], extendedFields: { city: 'Goa' } },
    });
    const read = await call(`GET /v2/customers/${id}?source=ALL`);
    expect(read.body).toMatchObject({
      id,
      profiles: [
        {
          firstName: 'Kiran',
          lastName: 'Pai-Naik',
          fields: { shoe_size: '38' },
          identifiersAll: [{ type: 'mobile', value: NEW }],
          commChannels: [{ type: 'mobile', value: NEW, primary: true }],
        },
      ],
      loyaltyInfo: { loyaltyType: 'loyalty', lifetimePurchases: 0 },
      associatedWith: 'pnq01.till02',
      extendedFields: { city: 'Goa' },
      cardDetails: [],
    });
    const found = await call(`GET /v2/customers/search?q=pai-n`);
    expect(found.body).toMatchObject({
      pagination: { limit: 10, offset: 0, total: 1 },
      data: [{ userId: id, matchedIdentifiers: [{ idType: 'lastName', idValue: 'Pai-Naik', source: 'INSTORE' }] }],
    });
  });

  it('is refused for what is missing or malformed, and nothing is kept', async () => {
    const refused = (code: number, body: object): Promise<void> => expectRefused('POST /v2/customers', code, { body });
    await refused(8005, {});
    await refused(8005, { profiles: [profile({ identifiers: [] })] });
    await refused(8004, { profiles: [profile({ source: undefined })] });
    await refused(3217, { profiles: [profile({ source: 'MARS' })] });
    await refused(8045, { profiles: [profile({ source: 'WECHAT' })] });
    await refused(8013, { profiles: [profile({ identifiers: [{ type: 'pigeon', value: '1' }] })] });
    await refused(8056, { profiles: [profile({ identifiers: [{ type: 'mobile', value: '12' }] })] });
    await refused(8055, { profiles: [profile({ identifiers: [{ type: 'email', value: 'nobody' }] })] });
    await refused(8057, { profiles: [profile({ commChannels: [{ type: 'email', value: 'nobody' }] })] });
    await refused(8010, { profiles: [profile({ commChannels: [{ type: 'pigeon', value: '1' }] })] });
    await refused(8017, { profiles: [profile()], createDate: 'yesterday' });
    await refused(8017, { profiles: [profile()], createDate: '2030-01-01' });
    await refused(8106, { profiles: [profile()], statusLabel: 'Sleeping' });
    await refused(1101, { profiles: [profile()], subscriptionInfo: { subscriptions: [{ channel: 'FAX' }] } });
    await refused(8006, { profiles: [profile({ identifiers: [{ type: 'mobile', value: '919800000001' }] })] });
    // The first profile alone would do; the second belongs to somebody else.
    await refused(8053, {
      profiles: [
        profile(),
        profile({ source: 'WEBSITE', identifiers: [{ type: 'email', value: 'vikram.menon@example.org' }] }),
      ],
    });
    await refused(3010, {
      profiles: [
        profile({
          identifiers: [
            { type: 'mobile', value: NEW },
            { type: 'cardnumber', value: 'NONE', statusLabel: 'ACTIVE' },
          ],
        }),
      ],
    });
  });

  it('keeps one account for several sources, and says when an identifier joins two', async () => {
    const added = await add({
      profiles: [profile(), profile({ source: 'WEBSITE', identifiers: [{ type: 'email', value: 'kp@example.org' }] })],
    });
    expect(added.body).toMatchObject({ warnings: [] });
    const id = valueAt(added.body, 'createdId');
    expect(await idOf('email', 'KP@example.org', 'WEBSITE')).toBe(id);
    const again = await add({ profiles: [profile({ source: 'WECHAT', accountId: 'wc-1' })] });
    expect(again.body).toMatchObject({ createdId: id, warnings: [{ code: 8050 }] });
    const read = await call(`GET /v2/customers/${id}?source=WECHAT&accountId=wc-1&includedOnlyCurrentProfile=true`);
    expect(fieldOfEach(read.body, 'profiles', 'source')).toEqual(['WECHAT']);
    expect(errorOf(await call(`GET /v2/customers/${id}?source=LINE&accountId=x`))).toEqual([400, 8065]);
  });

  it('can come with a card, subscriptions, a status and a referrer', async () => {
    const code = sandbox.world.customers[ASHA]?.referralCode;
    const added = await add({
      profiles: [
        profile({
          identifiers: [
            { type: 'mobile', value: NEW },
            { type: 'cardnumber', value: 'MG00000019', seriesCode: 'MERIDIANGOLD', statusLabel: 'ACTIVE' },
          ],
        }),
      ],
      subscriptionInfo: { subscriptions: [{ channel: 'EMAIL', priority: 'BULK', type: 'OPTOUT' }] },
      statusLabel: 'suspended',
      referralCode: code,
    });
    const id = Number(valueAt(added.body, 'createdId'));
    expect(await idOf('cardnumber', 'MG00000019')).toBe(id);
    expect(sandbox.world.customers[id]).toMatchObject({ statusLabel: 'Suspended', referredBy: ASHA });
    const read = await call(`GET /v2/customers/${id}?source=INSTORE&embed=subscriptions`);
    expect(read.body).toMatchObject({
      cardDetails: [{ cardNumber: 'MG00000019', seriesCode: 'MERIDIANGOLD', statusInfo: { status: 'ACTIVE' } }],
      subscriptionInfo: { subscriptions: [{ channel: 'EMAIL', priority: 'BULK', type: 'OPTOUT' }] },
    });
  });

  it('gets points for joining where the program gives them, told unless loyalty work is left out', async () => {
    sandbox.world.organisation.program.registrationPoints = 50;
    const added = await add({ profiles: [profile()] });
    expect(valueAt(added.body, 'sideEffects')).toEqual([
      { entityType: 'USER', rawAwardedPoints: 50, awardedPoints: 50, type: 'points' },
    ]);
    const other = profile({ identifiers: [{ type: 'mobile', value: '919733300002' }] });
    const silent = await add({ profiles: [other] }, { 'SKIP-DOWNSTREAM': 'true' });
    const id = Number(valueAt(silent.body, 'createdId'));
    expect(silent.body).not.toHaveProperty('sideEffects');
    expect(Object.values(sandbox.world.events).filter(({ customerId }) => customerId === id)).toEqual([]);
  });
});

describe('reading a customer', () => {
  it('embeds what is asked for', async () => {
    const read = await call(
      `GET /v2/customers/${ASHA}?source=INSTORE&embed=points,mlp,promotionalPoints,expirySchedules&gapToUpgrade=0&gapToRenew=30`,
    );
    const asha = sandbox.world.customers[ASHA];
    expect(read.body).toMatchObject({
      pointsSummary: { loyaltyId: asha?.loyaltyId, cumulativePurchases: asha?.lifetimePurchases },
      loyaltyProgramDetails: [{ programId: 812, programPointsToCurrencyRatio: 1 }],
      promotionalPoints: {
        customerPromotionType: expect.arrayContaining([
          expect.objectContaining({
            points: 250,
            promotionSource: expect.objectContaining({ promotionSourceType: 'GOODWILL' }),
          }),
        ]),
      },
    });
    const sum = fieldOfEach(read.body, 'expirySchedules', 'points').reduce<number>(
      (total, points) => total + Number(points),
      0,
    );
    expect(sum).toBeCloseTo(Number(valueAt(read.body, 'pointsSummary.loyaltyPoints')));
  });

  it('names the groups that the customer belongs to, as primary member or not', async () => {
    const { world } = sandbox;
    const [first, second] = [1, 2].map((number) =>
      createGroup(world, { name: `Club ${number}`, externalId: `club-${number}`, maxGroupSize: 5, tillId: TILL }),
    );
    const customer = aCustomer(world);
    if (!first || !second) throw new Error('no groups');
    addMember(world, first, customer, { primary: false, permissions: [], defaultGroup: true });
    addMember(world, second, customer, { primary: true, permissions: [], defaultGroup: false });
    const read = async (more: string) =>
      (await call(`GET /v2/customers/${customer.id}?source=INSTORE&embed=userGroup${more}`)).body;
    expect(fieldOfEach(await read(''), 'userGroup', 'groupName')).toEqual(['Club 1']);
    const all = await read('&includedAllUserGroup2=true&ug2PaginationDetails=true');
    expect(fieldOfEach(all, 'userGroup', 'id').sort()).toEqual([first.id, second.id]);
    expect(valueAt(all, 'ug2Pagination.total')).toBe(2);
    const one = await read(`&userGroup2Id=${second.id}`);
    expect(listAt(one, 'userGroup')).toMatchObject([{ externalId: 'club-2', primaryMember: true }]);
    const { body } = await call(`GET /v2/customers/${aCustomer(world).id}?source=INSTORE&embed=userGroup`);
    expect(listAt(body, 'userGroup')).toEqual([]);
  });

  it('names the company and the parent of a customer in a hierarchy', async () => {
    const { world } = sandbox;
    const company = Object.values(world.companies)[0];
    const { customerId } = Object.values(world.associations).find(({ companyId }) => companyId === company?.id) ?? {};
    const mobile = identifierOf(world.customers[customerId ?? 0] ?? aCustomer(world), 'mobile');
    const lookup = 'GET /v2/customers/lookup/customerDetails?source=INSTORE&embed=fleetParentDetails';
    const { body } = await call(`${lookup}&identifierName=mobile&identifierValue=${mobile}`);
    expect(valueAt(body, 'fleetParentDetails.fleetCompany')).toEqual({
      externalId: company?.externalId,
      companyId: company?.id,
    });
  });

  it('tells how far the next tier is, and that the window moves on', async () => {
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 4000);
    const gap = async (days: number): Promise<unknown> => {
      const read = await call(`GET /v2/customers/${customer.id}?source=INSTORE&embed=mlp&gapToUpgrade=${days}`);
      return valueAt(read.body, 'loyaltyProgramDetails.0.upgradeStrategies.0');
    };
    expect(await gap(0)).toMatchObject({
      upgradeThreshold: 10000,
      customerUpgradeEntityValues: { currentValue: 4000, gapToUpgrade: 6000, valueValidUpto: '2027-05-03' },
    });
    expect(await gap(400)).toMatchObject({ customerUpgradeEntityValues: { currentValue: 0, gapToUpgrade: 10000 } });
    expect(errorOf(await call(`GET /v2/customers/${customer.id}?source=INSTORE&embed=mlp&gapToUpgrade=-1`))).toEqual([
      400, 400,
    ]);
  });

  it('has no points for who is outside the program', async () => {
    const { id } = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    const read = await call(`GET /v2/customers/${id}?source=INSTORE&embed=points,mlp`);
    expect(read.body).toMatchObject({ loyaltyProgramDetails: [], warnings: [{ code: 8062 }] });
    expect(read.body).not.toHaveProperty('pointsSummary');
  });

  it('answers the same by identifier', async () => {
    const byId = await call(`GET /v2/customers/${ASHA}?source=INSTORE&embed=points`);
    const lookup = 'GET /v2/customers/lookup/customerDetails?source=INSTORE&embed=points';
    const byMobile = await call(`${lookup}&identifierName=mobile&identifierValue=9800000001`);
    const byBoth = await call(
      `${lookup}&identifierName=email,externalId&identifierValue=asha.rao@example.com,MT-00001`,
    );
    expect(byMobile.body).toEqual(byId.body);
    expect(byBoth.body).toEqual(byId.body);
  });

  it('is refused for nobody, a wrong source and a wrong identifier', async () => {
    await expectRefused('GET /v2/customers/1?source=INSTORE', 8015);
    await expectRefused(`GET /v2/customers/${ASHA}`, 8012);
    await expectRefused(`GET /v2/customers/${ASHA}?source=MARS`, 8012);
    await expectRefused(`GET /v2/customers/${ASHA}?source=WEBSITE`, 8065);
    const lookup = 'GET /v2/customers/lookup';
    await expectRefused(`${lookup}?identifierName=mobile&identifierValue=919800000001`, 8003);
    await expectRefused(`${lookup}?source=WECHAT&identifierName=mobile&identifierValue=919800000001`, 8045);
    await expectRefused(`${lookup}?source=INSTORE&identifierName=pigeon&identifierValue=1`, 8013);
    await expectRefused(`${lookup}?source=INSTORE&identifierName=mobile`, 8013);
    const details = 'GET /v2/customers/lookup/customerDetails?source=INSTORE&basicIdentifierLookup=true';
    await expectRefused(`${details}&identifierName=mobile`, 8130);
    await expectRefused(`${details}&identifierName=pigeon&identifierValue=1`, 8013);
    await expectRefused(`${lookup}?source=INSTORE&identifierName=email&identifierValue=no@example.com`, 8015);
    // Identifiers of two customers are nobody's.
    await expectRefused(
      `${lookup}?source=ALL&identifierName=mobile,externalId&identifierValue=919800000001,MT-00002`,
      8015,
    );
  });
});

describe('updating a customer', () => {
  it('works by identifier too, leaves identifiers as they are, and says so', async () => {
    const put = await call(
      'PUT /v2/customers/lookup?source=INSTORE&identifierName=externalId&identifierValue=MT-00001',
      {
        body: {
          profiles: [
            { identifiers: [{ type: 'email', value: 'new@example.com' }], fields: { shoe_size: '40', nonsense: 1 } },
          ],
        },
      },
    );
    expect(put.body).toMatchObject({ createdId: ASHA, warnings: [{ code: 91005 }, { code: 1017 }] });
    expect(await idOf('email', 'asha.rao@example.com')).toBe(ASHA);
    expect(sandbox.world.customers[ASHA]?.profiles[0]?.fields).toMatchObject({ shoe_size: '40' });
  });

  it('takes into the program, never out of it', async () => {
    const { id } = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    await call(`PUT /v2/customers/${id}?source=INSTORE`, { body: { loyaltyInfo: { loyaltyType: 'loyalty' } } });
    expect(sandbox.world.customers[id]).toMatchObject({ loyaltyType: 'loyalty', tier: 1 });
    await expectRefused(`PUT /v2/customers/${id}?source=INSTORE`, 1046, {
      body: { loyaltyInfo: { loyaltyType: 'non_loyalty' } },
    });
    await expectRefused(`PUT /v2/customers/${id}`, 3217, { body: {} });
  });
});

describe('identifiers and cards', () => {
  const change = (id: number, body: object): [string, CallOptions] => [
    `POST /v2/customers/${id}/changeIdentifier?source=INSTORE`,
    { body },
  ];

  it('are replaced in one call', async () => {
    const done = await call(
      ...change(ASHA, {
        add: [{ type: 'email', value: 'asha.new@example.com' }],
        remove: [{ type: 'email', value: 'asha.rao@example.com' }],
      }),
    );
    expect(done.body).toMatchObject({ createdId: ASHA });
    expect(await idOf('email', 'asha.new@example.com')).toBe(ASHA);
    expect(await idOf('email', 'asha.rao@example.com')).toBeUndefined();
  });

  it('are left alone where one of the changes is refused', async () => {
    const refused = async (code: number, body: object): Promise<void> => {
      const [request, options] = change(ASHA, body);
      await expectRefused(request, code, options);
    };
    await refused(400, {});
    await refused(8007, { add: [{ type: 'email', value: 'vikram.menon@example.org' }] });
    await refused(8015, {
      add: [{ type: 'email', value: 'asha.new@example.com' }],
      remove: [{ type: 'email', value: 'other@example.com' }],
    });
    await refused(3017, { add: [{ type: 'cardnumber', value: 'MG00000012', statusLabel: 'SHINY' }] });
    await refused(3011, { add: [{ type: 'cardnumber', value: 'MG00000012' }] });
    // Vikram has the second card; Asha has one of the series already.
    await refused(8007, { add: [{ type: 'cardnumber', value: 'MG00000002', statusLabel: 'ACTIVE' }] });
    await refused(3039, { add: [{ type: 'cardnumber', value: 'MG00000012', statusLabel: 'ACTIVE' }] });
    await refused(3000, {
      add: [{ type: 'cardnumber', value: 'MA00000001', seriesCode: 'MERIDIANGOLD', statusLabel: 'ACTIVE' }],
    });
    await refused(8015, { remove: [{ type: 'cardnumber', value: 'MG00000002', statusLabel: 'NOT_ISSUED' }] });
  });

  it('move a card from one customer to another', async () => {
    const other = aCustomer(sandbox.world);
    const card = { type: 'cardnumber', value: 'MG00000001' };
    await call(...change(ASHA, { remove: [{ ...card, statusLabel: 'NOT_ISSUED' }] }));
    expect(await idOf('cardnumber', 'MG00000001')).toBeUndefined();
    await call(...change(other.id, { add: [{ ...card, cardExternalId: 'uuid-7', statusLabel: 'ACTIVE' }] }));
    expect(await idOf('cardnumber', 'MG00000001')).toBe(other.id);
    expect(await idOf('cardExternalId', 'uuid-7')).toBe(other.id);
    const read = await call(`GET /v2/customers/${other.id}?source=INSTORE`);
    expect(read.body).toMatchObject({
      profiles: [{ identifiers: [{ type: 'mobile' }, { ...card, statusLabel: 'ACTIVE' }, { type: 'cardExternalId' }] }],
      cardDetails: [{ cardExternalId: 'uuid-7', issuedDate: START }],
    });
  });
});

describe('upserting', () => {
  const upsert = (rows: unknown, query = ''): Promise<Answer> =>
    call(`POST /v2/integrations/customer/upsert/bulk${query}`, { body: rows });

  it('updates who is known, registers who is not, and tells each row that failed', async () => {
    const answer = await upsert([
      {
        profiles: [
          profile({
            firstName: 'Asha',
            identifiers: [
              { type: 'externalId', value: 'MT-00001' },
              { type: 'email', value: 'asha.new@example.com' },
            ],
          }),
        ],
        extendedFields: { city: 'Mysuru' },
      },
      { profiles: [profile()] },
      { profiles: [profile({ identifiers: [{ type: 'email', value: 'nobody' }] })] },
      {
        profiles: [
          profile({
            identifiers: [
              { type: 'mobile', value: '919800000001' },
              { type: 'email', value: 'vikram.menon@example.org' },
            ],
          }),
        ],
      },
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        totalCount: 4,
        failureCount: 2,
        response: [
          { entityId: ASHA, result: { id: ASHA, extendedFields: { city: 'Mysuru' } }, errors: [] },
          { result: { profiles: [{ firstName: 'Kiran' }] }, errors: [] },
          { entityId: null, errors: [{ code: 8055 }] },
          { entityId: null, errors: [{ code: 8053 }] },
        ],
      },
    });
    expect(await idOf('email', 'asha.new@example.com')).toBe(ASHA);
    expect(await idOf('email', 'asha.rao@example.com')).toBeUndefined();
  });

  it('leaves identifiers alone where asked to', async () => {
    const identifiers = [
      { type: 'externalId', value: 'MT-00001' },
      { type: 'email', value: 'asha.new@example.com' },
    ];
    await upsert([{ profiles: [profile({ identifiers, lastName: 'Iyer' })] }], '?skipChangeIdentifier=true');
    expect(await idOf('email', 'asha.rao@example.com')).toBe(ASHA);
    expect(sandbox.world.customers[ASHA]?.profiles[0]?.lastName).toBe('Iyer');
  });

  it('sets a status; one that does not exist is an error beside a row that counts', async () => {
    const row = { profiles: [profile({ identifiers: [{ type: 'externalId', value: 'MT-00001' }] })] };
    await upsert([{ ...row, statusLabel: 'Suspended' }]);
    expect(sandbox.world.customers[ASHA]?.statusLabel).toBe('Suspended');
    const unknown = await upsert([{ ...row, statusLabel: 'Sleeping' }]);
    expect(unknown.body).toMatchObject({
      failureCount: 1,
      response: [{ entityId: ASHA, result: { id: ASHA }, errors: [{ code: 3017 }] }],
    });
  });

  it('takes no more rows than the organisation allows', async () => {
    const rows = Array.from({ length: 101 }, () => ({}));
    await expectRefused('POST /v2/integrations/customer/upsert/bulk', 1060, { body: rows });
  });
});

describe('search', () => {
  it('pages, and finds by the beginning of identifiers and names alone', async () => {
    const page = async (offset: number): Promise<unknown> => {
      const { body } = await call(`GET /v2/customers/search?q=9198000000&limit=15&offset=${offset}`);
      return [valueAt(body, 'pagination.total'), listAt(body, 'data').length];
    };
    expect(await page(0)).toEqual([40, 15]);
    expect(await page(30)).toEqual([40, 10]);
    expect((await call('GET /v2/customers/search?q=sha')).body).not.toMatchObject({ data: [{ userId: ASHA }] });
    await expectRefused('GET /v2/customers/search', 400);
  });
});
