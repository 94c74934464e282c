import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, basic, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const PASSWORD = 'sandbox-password';

const list = (query = ''): Promise<Answer> => call(`GET /v2/locations?${query}`);
const codes = async (query: string): Promise<unknown[]> => fieldOfEach((await list(query)).body, 'data', 'code');
const add = (type: string, rows: unknown, query = ''): Promise<Answer> =>
  call(`POST /v2/locations/${type}${query}`, { body: rows });

const locale = { language: 'en-AE', currency: 'AED', timezone: 'Asia/Dubai' };
const store = (more: object = {}): object => ({
  code: 'hyd01',
  name: 'Hyderabad Banjara Hills',
  areaParentCode: 'south',
  groupParentCode: 'flagship',
  ...locale,
  ...more,
});

/** That a call, or each of its rows, fails with a code and leaves the world as it was. */
async function expectRefused(act: () => Promise<Answer>, code: number, status = 400): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const { status: got, body } = await act();
  const refusal = valueAt(body, 'errors.0.code') ?? valueAt(body, 'response.0.errors.0.code');
  expect([got, refusal]).toEqual([status, code]);
  before.expectSame(sandbox.world);
}

describe('listing locations', () => {
  it('shows a store with its locale, contact and external ids', async () => {
    expect((await list('entityCodes=pnq01')).body).toEqual({
      pagination: { limit: 20, offset: 0, total: 1 },
      data: [
        {
          id: 50014,
          code: 'pnq01',
          name: 'Pune Koregaon Park',
          description: '',
          type: 'STORE',
          isActive: true,
          isAdmin: false,
          isDefault: false,
          isOrgUnit: false,
          areaParentCode: 'west',
          groupParentCode: 'outlet',
          externalIds: ['EXT-pnq01', 'SAP-50014'],
          email: 'pnq01@meridian.example.com',
          mobile: '918000050014',
          latitude: '18.5362',
          longitude: '73.8939',
          language: 'en-IN',
          currency: 'INR',
          timezone: 'Asia/Kolkata',
          customFields: {},
        },
      ],
      warnings: [],
      errors: [],
    });
  });

  it('narrows by type, whatever its case, and by start of name, code or external id', async () => {
    expect((await codes('type=zone&sortBy=entityCode')).sort()).toEqual(['north', 'south', 'west']);
    expect(await codes('q=name:pune,code:del&type=STORE&sortBy=entityCode')).toEqual(['del01', 'pnq01']);
    expect(await codes('q=external_id:sap-50012')).toEqual(['maa01']);
    expect(await codes('q=name:nowhere')).toEqual([]);
    expect(await codes('entityCodes=blr01&q=name:pune')).toEqual(['blr01']);
  });

  it('narrows by activity, admin access and organisation unit', async () => {
    await add('stores', [store({ isActive: false })]);
    expect(await codes('isActive=false')).toEqual(['hyd01']);
    expect(await codes('type=STORE&isActive=true&entityCodes=hyd01,blr01')).toEqual(['blr01']);
    expect(await codes('isAdmin=true')).toEqual(['blr01.till01']);
    const others = Object.values(sandbox.world.tills).length - 1;
    expect(await codes('isAdmin=false&type=TILL&limit=100')).toHaveLength(others);
    expect(await codes('isOrgUnit=true')).toEqual(['flagship']);
    expect(await codes('isOrgUnit=false&type=CONCEPT')).toEqual(['outlet']);
  });

  it('pages and sorts', async () => {
    const all = await codes('sortBy=entityCode&limit=100');
    const { stores, zones, concepts, tills } = sandbox.world;
    expect(all).toHaveLength([stores, zones, concepts, tills].flatMap(Object.values).length);
    const pages = [await codes('sortBy=entityCode&limit=7'), await codes('sortBy=entityCode&limit=7&offset=7')];
    expect(pages.flat()).toEqual(all.slice(0, 14));
    expect(await codes('sortBy=entityCode&sortOrder=desc&limit=100')).toEqual([...all].reverse());
    await add('stores', [store()]);
    expect((await codes(''))[0]).toBe('hyd01');
    expect((await codes('sortBy=lastUpdated&sortOrder=ASC&limit=100')).at(-1)).toBe('hyd01');
  });

  it('adds the locations below, to the tills', async () => {
    const { body } = await list('entityCodes=west&includeChildren=true');
    expect(fieldOfEach(body, 'data.0.children', 'code')).toEqual(['bom01', 'pnq01']);
    expect(fieldOfEach(body, 'data.0.children.1.children', 'code')).toEqual(['pnq01.till01', 'pnq01.till02']);
    expect(valueAt((await list('entityCodes=west')).body, 'data.0')).not.toHaveProperty('children');
    const concept = await list('entityCodes=flagship&includeChildren=true');
    expect(fieldOfEach(concept.body, 'data.0.children', 'code')).toContain('outlet');
  });

  it.each([
    ['type=CITY', 400],
    ['limit=101', 400],
    ['limit=0', 400],
    ['offset=-1', 400],
    ['q=city:pune', 400],
    ['q=name:', 400],
    ['q=name:a,name:b', 400],
    ['sortBy=size', 400],
    ['sortOrder=UP', 400],
    ['isActive=perhaps', 400],
    [`entityCodes=${Array.from({ length: 31 }, (_, index) => `s${index}`).join(',')}`, 1060],
  ])('refuses %s', async (query, code) => {
    await expectRefused(() => list(query), code);
  });
});

describe('creating locations', () => {
  it('reads a store back as it was written', async () => {
    const sent = { latitude: '17.41', longitude: '78.44', email: 'hyd@example.com', mobile: '919812345670' };
    const externalId = ['ERP-1', 'ERP-2', 'ERP-3', 'ERP-4'];
    const made = await add('stores', [store({ ...sent, externalId })]);
    expect(made.status).toBe(201);
    const id = valueAt(made.body, 'response.0.entityId');
    const stored = valueAt((await list('q=external_id:ERP-4')).body, 'data.0');
    expect(stored).toEqual({
      id,
      code: 'hyd01',
      name: 'Hyderabad Banjara Hills',
      description: '',
      type: 'STORE',
      isActive: true,
      isAdmin: false,
      isDefault: false,
      isOrgUnit: false,
      areaParentCode: 'south',
      groupParentCode: 'flagship',
      externalIds: externalId,
      customFields: {},
      ...sent,
      ...locale,
    });
    expect(made.body).toEqual({
      response: [{ entityId: id, result: stored, errors: [], warnings: [] }],
      totalCount: 1,
      failureCount: 0,
    });
  });

  it('builds a hierarchy from the zone down, whose till then calls the API', async () => {
    expect((await add('zones', [{ code: 'gulf', name: 'Gulf', areaParentCode: 'root', ...locale }])).status).toBe(201);
    expect(
      (await add('zones', [{ code: 'uae', name: 'Emirates', areaParentCode: 'gulf' }], '?inheritLocale=true')).status,
    ).toBe(201);
    expect((await add('concepts', [{ code: 'kiosk', name: 'Kiosks', ...locale }])).status).toBe(201);
    const { code, name } = { code: 'dxb01', name: 'Dubai Mall' };
    const shop = { code, name, areaParentCode: 'uae', groupParentCode: 'kiosk' };
    expect((await add('stores', [shop], '?inheritLocale=true')).status).toBe(201);
    const tills = ['dxb01.till01', 'dxb01.till02'].map((till) => ({ code: till, name: 'Till', storeParentCode: code }));
    expect((await add('tills', tills)).status).toBe(201);

    const tree = valueAt((await list('entityCodes=gulf&includeChildren=true')).body, 'data.0.children.0');
    expect(valueAt(tree, 'children.0')).toMatchObject({ code, ...locale });
    expect(fieldOfEach(tree, 'children.0.children', 'code')).toEqual(['dxb01.till01', 'dxb01.till02']);
    expect(fieldOfEach(tree, 'children.0.children', 'currency')).toEqual(['AED', 'AED']);
    const byNewTill = await call('GET /v2/locations', {
      headers: { authorization: basic('dxb01.till01', PASSWORD) },
    });
    expect(byNewTill.status).toBe(200);
  });

  it('takes letters of any language in codes, and any characters in names', async () => {
    const { status } = await add('stores', [store({ code: 'HYD_ह.1', name: 'Hyderabad – Phase 2/“West”' })]);
    expect(status).toBe(201);
    expect(await codes('q=code:HYD_')).toEqual(['HYD_ह.1']);
  });

  it('keeps one default till a store', async () => {
    const till = (code: string): object => ({ code, name: 'New', storeParentCode: 'blr01', isDefault: true });
    await add('tills', [till('blr01.till03'), till('blr01.till04')]);
    const tills = Object.values(sandbox.world.tills).filter((each) => each.storeId === 50011);
    expect(
      tills.filter(({ id }) => sandbox.world.locationDetails[`TILL:${id}`]?.isDefault).map(({ code }) => code),
    ).toEqual(['blr01.till04']);
  });

  it('saves the good rows of a batch: 207, and 400 where there is none', async () => {
    const mixed = await add('stores', [
      store(),
      store({ name: 'Again' }),
      store({ code: 'hyd02', areaParentCode: 'moon' }),
    ]);
    expect(mixed.status).toBe(207);
    expect(fieldOfEach(mixed.body, 'response', 'entityId')).toEqual([expect.any(Number), null, null]);
    expect(valueAt(mixed.body, 'failureCount')).toBe(2);
    expect(valueAt(mixed.body, 'response.1.errors')).toEqual([
      { status: false, code: 400, message: 'Code hyd01 is already in use' },
    ]);
    expect(await codes('q=code:hyd')).toEqual(['hyd01']);
    await expectRefused(() => add('stores', [store()]), 400);
  });

  it.each([
    ['a code with a hyphen', 'stores', store({ code: 'hyd-01' }), 400],
    ['a code with a space', 'stores', store({ code: 'hyd 01' }), 400],
    ['no code', 'stores', store({ code: undefined }), 400],
    ['no name', 'stores', store({ name: '' }), 400],
    ['the name root', 'stores', store({ name: 'Root' }), 400],
    ['a name of more than 100 characters', 'stores', store({ name: 'x'.repeat(101) }), 400],
    ['no zone', 'stores', store({ areaParentCode: undefined }), 400],
    ['no concept', 'stores', store({ groupParentCode: undefined }), 400],
    ['a language that is none', 'stores', store({ language: '' }), 400],
    ['a currency that is none', 'stores', store({ currency: 'XX' }), 400],
    ['a time zone that is none', 'stores', store({ timezone: 'Mars/Base' }), 400],
    ['a latitude beyond the pole', 'stores', store({ latitude: '91' }), 400],
    ['an email that is none', 'stores', store({ email: 'here' }), 8055],
    ['a mobile that is none', 'stores', store({ mobile: '12' }), 8056],
    ['an external id in use', 'stores', store({ externalId: ['EXT-blr01'] }), 400],
    ['a till without store', 'tills', { code: 't1', name: 'Till' }, 400],
    ['a till of an unknown store', 'tills', { code: 't1', name: 'Till', storeParentCode: 'zzz' }, 400],
    ['a zone without parent', 'zones', { code: 'z1', name: 'Zone', ...locale }, 400],
    ['a concept without locale', 'concepts', { code: 'c1', name: 'Concept' }, 400],
  ])('refuses a row with %s', async (_, type, row, code) => {
    const before = new Snapshot(sandbox.world);
    const { status, body } = await add(type, [row]);
    expect([status, valueAt(body, 'response.0.errors.0.code')]).toEqual([400, code]);
    before.expectSame(sandbox.world);
  });

  it('needs a parent that is active', async () => {
    await add('stores', [store({ isActive: false })]);
    const { body } = await add('tills', [{ code: 't1', name: 'Till', storeParentCode: 'hyd01' }]);
    expect(valueAt(body, 'response.0.errors.0.message')).toBe('Store hyd01 is not active');
  });

  it('needs a parent to inherit from', async () => {
    const { status } = await add('concepts', [{ code: 'c1', name: 'Concept' }], '?inheritLocale=true');
    expect(status).toBe(400);
  });

  it('takes 1 to 50 rows of a known type', async () => {
    await expectRefused(
      () =>
        add(
          'stores',
          Array.from({ length: 51 }, () => store()),
        ),
      1060,
    );
    await expectRefused(() => add('stores', []), 400);
    await expectRefused(() => add('stores', 'store'), 400);
    await expectRefused(() => add('shops', [store()]), 404, 404);
  });

  it('lets only users with admin access create more than tills', async () => {
    const headers = { authorization: basic('maa01.till01', PASSWORD) };
    const till = [{ code: 'maa01.till03', name: 'Third', storeParentCode: 'maa01' }];
    await expectRefused(() => call('POST /v2/locations/stores', { body: [store()], headers }), 400);
    expect((await call('POST /v2/locations/tills', { body: till, headers })).status).toBe(201);
    const attributed = { ...headers, 'x-cap-api-attribution-entity-code': 'blr01.till01' };
    await expectRefused(() => call('POST /v2/locations/stores', { body: [store()], headers: attributed }), 400);
    expect(listAt((await list('q=code:maa01.till')).body, 'data')).toHaveLength(3);
  });
});
