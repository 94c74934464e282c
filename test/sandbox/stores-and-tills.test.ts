/** Setting up stores and tills, and what exists of the organization besides. */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, basic, fieldOfEach, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const STORES = '/v2/orgEntity/store/bulk';
const store = (more: object = {}): object => ({
  code: 'hyd01',
  name: 'Hyderabad Banjara Hills',
  parentZoneId: 30001,
  parentConceptId: 40001,
  externalIds: ['HYD-017'],
  ...more,
});
const located = async (code: string): Promise<unknown> =>
  valueAt((await call(`GET /v2/locations?entityCodes=${code}`)).body, 'data.0');

const replace = (rows: readonly object[]): Promise<Answer> => call(`PUT ${STORES}`, { body: rows });

describe('stores', () => {
  it('are added row by row, with the locale of their zone unless they name another', async () => {
    const { body } = await call(`POST ${STORES}`, {
      body: [
        store({ latitude: '17.41', address: 'Road No. 1', landline: '04023456789', cityId: 7, adminType: 'ADMIN' }),
        store({ code: 'hyd02' }),
        store({ code: 'dxb01', name: 'Dubai Mall', externalIds: ['DXB-1'], timeZoneId: 178, currencyId: 2 }),
      ],
    });
    expect(body).toMatchObject({ totalCount: 3, failureCount: 1 });
    expect(valueAt(body, 'response.0.result')).toMatchObject({
      code: 'hyd01',
      adminType: 'ADMIN',
      isActive: true,
      timeZoneId: 191,
      latitude: '17.41',
      longitude: '',
      address: 'Road No. 1',
      landline: '04023456789',
      cityId: 7,
      parentZoneId: 30001,
    });
    expect(valueAt(body, 'response.1.errors.0.code')).toBe(1206);
    expect(await located('dxb01')).toMatchObject({ currency: 'AED', timezone: 'Asia/Dubai' });
    expect(await located('hyd02')).toBeUndefined();
  });

  it.each([
    [1220, store({ code: 'blr01' })],
    [1206, store({ name: 'bengaluru indiranagar' })],
    [1221, store({ externalIds: [] })],
    [1221, store({ externalIds: undefined })],
    [8055, store({ email: 'nobody' })],
    [400, store({ parentZoneId: 1 })],
    [400, store({ latitude: 'north' })],
  ])('are refused with %d', async (code, row) => {
    const { body } = await call(`POST ${STORES}`, { body: [row] });
    expect([valueAt(body, 'failureCount'), valueAt(body, 'response.0.errors.0.code')]).toEqual([1, code]);
  });

  it('lose what a replacement leaves out', async () => {
    await call(`POST ${STORES}`, {
      body: [store({ email: 'hyd@example.com', customFields: { format: 'flagship' }, description: 'Two floors' })],
    });
    const { body } = await replace([store({ name: 'Hyderabad Jubilee Hills', isActive: false })]);
    expect(valueAt(body, 'response.0.result')).toMatchObject({ name: 'Hyderabad Jubilee Hills', email: '' });
    expect(await located('hyd01')).toMatchObject({ isActive: false, description: '', customFields: {} });
    const refused = await replace([store({ code: 'nowhere' }), { name: 'No code' }, store({ id: 50011 })]);
    expect(fieldOfEach(refused.body, 'response', 'errors').map((each) => valueAt(each, '0.code'))).toEqual([
      1235, 1234, 400,
    ]);
  });

  it('are replaced 200 at a time', async () => {
    const rows = Array.from({ length: 201 }, () => store());
    expect(valueAt((await replace(rows)).body, 'errors.0.code')).toBe(1060);
  });
});

describe('a till', () => {
  const till = (more: object = {}): object => ({
    name: 'blr01till3',
    password: 'counter-three',
    storeId: 50011,
    ...more,
  });
  const added = async (more: object = {}): Promise<number> =>
    Number(valueAt((await call('POST /v2/orgEntity/till', { body: till(more) })).body, 'createdId'));

  it('calls the API with its own password, and its bills are those of its store', async () => {
    await added();
    const headers = { authorization: basic('blr01till3', 'counter-three') };
    const customer = aCustomer(sandbox.world);
    const bill = { type: 'REGULAR', billNumber: 'third-1', billAmount: 500 };
    const query = `identifierName=id&identifierValue=${customer.id}&source=INSTORE`;
    const { body } = await call(`POST /v2/transactions?${query}`, { body: bill, headers });
    const read = await call(`GET /v2/transactions/${valueAt(body, 'createdId')}`);
    expect(valueAt(read.body, 'billDetails.billingStore.code')).toBe('blr01');
    expect(
      (await call('GET /v2/currencyratio', { headers: { authorization: basic('blr01till3', 'wrong') } })).status,
    ).toBe(401);
  });

  it('has custom fields, of which new ones are defined for all tills and unknown ones left out', async () => {
    const id = await added({
      customFields: [
        { name: 'counter', value: '3' },
        { name: 'floor', value: '1', type: 'text', dataType: 'string' },
        { name: 'colour', value: 'red' },
      ],
    });
    const fields = async (tillId: number): Promise<unknown> =>
      valueAt((await call(`GET /v2/organization/till/${tillId}`)).body, 'customField');
    expect(await fields(id)).toEqual([
      { name: 'counter', value: '3' },
      { name: 'floor', value: '1' },
    ]);
    const set = await call(`PUT /v2/orgEntity/till/${TILL}`, {
      body: {
        customFields: [
          { name: 'floor', value: '2' },
          { name: 'colour', value: 'red' },
        ],
      },
    });
    expect(set.body).toMatchObject({ entity: TILL, success: true, warnings: [{ code: 1017 }] });
    expect(await fields(TILL)).toEqual([{ name: 'floor', value: '2' }]);
  });

  it.each([
    [1207, till({ name: 'blr01.till01' })],
    [1214, till({ storeId: 1 })],
    [1024, till({ customFields: [{ name: 'counter' }] })],
    [
      1025,
      till({
        customFields: [
          { name: 'counter', value: '1' },
          { name: 'counter', value: '2' },
        ],
      }),
    ],
    [
      1023,
      till({
        customFields: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
          name,
          value: '1',
          type: 'text',
          dataType: 'string',
          enableAuditTrail: 1,
        })),
      }),
    ],
    [400, till({ name: 'Till 3' })],
    [400, till({ password: undefined })],
  ])('is refused with %d, and then nothing is there', (code, body) =>
    expectRefused('POST /v2/orgEntity/till', code, { body }),
  );

  it('takes fields from admin tills only where the organization says so', async () => {
    const admin = { body: { customFields: [{ name: 'counter', value: '9' }] } };
    sandbox.world.organisationConfigs['CONF_ALLOW_TILL_AUTH_FOR_ORG_ENTITY_CREATION'] = {
      id: 1,
      keyName: 'CONF_ALLOW_TILL_AUTH_FOR_ORG_ENTITY_CREATION',
      value: '0',
    };
    const other = { authorization: basic('blr01.till02', 'sandbox-password') };
    await expectRefused(`PUT /v2/orgEntity/till/${TILL}`, 1209, { ...admin, headers: other });
    expect((await call(`PUT /v2/orgEntity/till/${TILL}`, admin)).status).toBe(200);
    await expectRefused('PUT /v2/orgEntity/till/1', 3202, admin);
    await expectRefused('GET /v2/organization/till/1', 3202);
  });
});

describe('exchange rates', () => {
  const rates = async (): Promise<unknown> => valueAt((await call('GET /v2/currencyratio')).body, 'entity');
  const set = (currencyCode: string, ratioInr: number) => ({ body: { currencyCode, ratioInr } });

  it('convert the bills that come after they are set', async () => {
    const { body } = await call('POST /v2/currencyratio', set('AED', 25));
    expect(body).toEqual({ entity: { currencyCode: 'AED', ratioInr: 25 }, success: true, errors: [], warnings: [] });
    const customer = aCustomer(sandbox.world);
    const { body: posted } = await call(`POST /v2/transactions?identifierName=id&identifierValue=${customer.id}`, {
      body: { type: 'REGULAR', billNumber: 'aed-1', billAmount: 100, addWithLocalCurrency: true, currencyCode: 'AED' },
    });
    const read = await call(`GET /v2/transactions/${valueAt(posted, 'createdId')}`);
    expect(valueAt(read.body, 'billDetails.amount')).toBe(2500);
    expect(await rates()).toContainEqual({ currencyCode: 'AED', ratioInr: 25 });
  });

  it('are in rupees where the organization has another currency, too', async () => {
    const { organisation } = sandbox.world;
    organisation.currency = { code: 'SGD', symbol: '$' };
    organisation.settings.currencyRatios = { USD: 1.34, INR: 0.016 };
    expect(await rates()).toEqual([
      { currencyCode: 'SGD', ratioInr: 62.5 },
      { currencyCode: 'USD', ratioInr: 83.75 },
    ]);
    await call('POST /v2/currencyratio', set('SGD', 67));
    expect(await rates()).toEqual([
      { currencyCode: 'SGD', ratioInr: 67 },
      { currencyCode: 'USD', ratioInr: 83.75 },
    ]);
    expect(organisation.settings.currencyRatios['USD']).toBe(1.25);
  });

  it.each([
    ['EUR', 90],
    ['INR', 2],
    ['AED', 0],
    ['AED', -1],
  ])('of %s cannot be set to %d', (code, ratio) => expectRefused('POST /v2/currencyratio', 400, set(code, ratio)));
});

describe('custom fields of the organization', () => {
  const admin = () => ({
    'X-CAP-API-AUTH-KEY': sandbox.credentials.adminKey,
    'X-CAP-API-AUTH-ORG-ID': sandbox.credentials.adminOrgId,
  });
  const tag = (scope: string, entityId: number, name: string) => ({
    headers: admin(),
    body: { scope, entityId, customField: { name, value: '#004567' } },
  });

  it('are set on it, and shown beside its relatives, of which it has none', async () => {
    const set = await call('POST /v2/customField/tag', tag('ORG_CUSTOM_FIELD', 100900, 'header_colour'));
    expect(set.body).toEqual({ entity: 100900, warnings: [], errors: [], success: true });
    const { body } = await call('GET /v2/organization/hierarchy?fetchCustomFields=true');
    expect(body).toMatchObject({
      baseOrganization: {
        id: 100900,
        parentId: -1,
        orgType: 'STANDARD_ORG',
        customFields: { header_colour: '#004567' },
      },
      connectedOrganizations: [],
    });
    const plain = await call('GET /v2/organization/hierarchy');
    expect(plain.body).not.toHaveProperty('baseOrganization.customFields');
  });

  it('can be those of a place', async () => {
    await call('POST /v2/customField/tag', tag('STORE_CUSTOM_FIELDS', 50011, 'format'));
    expect(await located('blr01')).toMatchObject({ customFields: { format: '#004567' } });
  });

  it('must exist, on something that exists', async () => {
    for (const [scope, id, name] of [
      ['ORG_CUSTOM_FIELD', 100900, 'unheard-of'],
      ['ORG_CUSTOM_FIELD', 100900, 'shoe_size'],
      ['ORG_CUSTOM_FIELD', 1, 'header_colour'],
      ['STORE_CUSTOM_FIELDS', 1, 'format'],
      ['LOYALTY_REGISTRATION', 418400001, 'shoe_size'],
    ] as const) {
      await expectRefused('POST /v2/customField/tag', 400, tag(scope, id, name));
    }
  });
});
