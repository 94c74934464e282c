import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { aBill, aCustomer, authorized, basic, errorOf, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;
const admin = () => ({
  ...authorized(sandbox),
  'X-CAP-API-AUTH-KEY': sandbox.credentials.adminKey,
  'X-CAP-API-AUTH-ORG-ID': sandbox.credentials.adminOrgId,
});

describe('the organisation', () => {
  it('counts what was sold, and lists best what was sold most', async () => {
    const statistics = async () =>
      valueAt((await call('GET /v1.1/organization/statistics')).body, 'response.organization.statistics');
    const before = await statistics();
    aBill(sandbox.world, aCustomer(sandbox.world), 49_900, { lineItems: [{ itemCode: 'SOCK-PK3', qty: 500 }] });
    const after = await statistics();
    expect(Number(valueAt(after, 'customers'))).toBe(Number(valueAt(before, 'customers')) + 1);
    expect(Number(valueAt(after, 'avg_transaction_value'))).toBeGreaterThan(
      Number(valueAt(before, 'avg_transaction_value')),
    );
    const { body } = await call('GET /v1/organization/topitems');
    expect(valueAt(body, 'response.organization.item.0.sku')).toBe('SOCK-PK3');
  });

  it("shows the ids of a place's time zone, currency and language unless only the basics are asked for", async () => {
    const first = async (query: string) =>
      valueAt(
        (await call(`GET /v1.1/organization/entities?${query}&limit=1`)).body,
        'response.organization.entities.entity.0',
      );
    const till = await first('type=TILL');
    expect(till).toMatchObject({
      time_zone_id: '191',
      currency_id: '95',
      language_id: '148',
      username: valueAt(till, 'code'),
      timezones: { base_timezone: { label: 'Asia/Kolkata', offset: '+05:30' } },
    });
    expect(await first('type=STORE')).not.toHaveProperty('username');
    expect(await first('type=STORE&exclude_locale=1')).not.toHaveProperty('timezones');
    expect(await first('type=STORE&details=basic')).not.toHaveProperty('time_zone_id');
  });

  it('shows its tree by type, parent and change', async () => {
    const codes = async (query: string) =>
      fieldOfEach(
        (await call(`GET /v1.1/organization/entities?${query}`)).body,
        'response.organization.entities.entity',
        'code',
      );
    expect(await codes('type=store&limit=2')).toHaveLength(2);
    expect(await codes('type=STORE&limit=2&start_id=2')).not.toEqual(await codes('type=STORE&limit=2'));
    expect(await codes('type=TILL&parent_identifier_type=STORE_CODE&parent_identifier_value=blr01')).toEqual([
      'blr01.till01',
      'blr01.till02',
      'blr01staff1',
    ]);
    expect(await codes('type=STORE&id=50011,50012')).toEqual(['blr01', 'maa01']);
    expect(valueAt((await call('GET /v1.1/organization/entities?type=NONE')).body, 'response.status.success')).toBe(
      'false',
    );
    expect(valueAt((await call('GET /v1.1/organization/entities?type=STORE&id=1')).body, 'response.status.code')).toBe(
      3202,
    );
  });

  it('tells a key as it was set', async () => {
    const value = async () =>
      valueAt((await call('GET /v2/organization/configkeyvalue?name=ORG_MAX_LABEL_COUNT')).body, 'value');
    expect(await value()).toBe('10');
    await call('POST /v2/organization/configs', {
      body: { keyName: 'ORG_MAX_LABEL_COUNT', value: '20', scope: 'ORG' },
    });
    expect(await value()).toBe('20');
    await expectRefused('GET /v2/organization/configkeyvalue?name=NONE', 3209);
    await expectRefused('GET /v2/organization/till', 400);
    await expectRefused('GET /v2/organization/till?code=none', 3202);
  });

  it('opens a store, where bills can be made once it has a till', async () => {
    const body = { code: 'hyd01', name: 'Hyderabad', externalIds: ['HYD-1'], parentZoneId: 30001 };
    const id = valueAt((await call('POST /v2/orgEntity/store', { body })).body, 'createdId');
    expect(sandbox.world.stores[Number(id)]).toMatchObject({ code: 'hyd01', zoneId: 30001 });
    await expectRefused('POST /v2/orgEntity/store', 1220, { body });
    await expectRefused('POST /v2/orgEntity/store', 1206, { body: { ...body, code: 'hyd02' } });
    await expectRefused('POST /v2/orgEntity/store', 400, {
      body: { ...body, code: 'hyd02', name: 'Other', parentZoneId: 1 },
    });
  });
});

describe('fields', () => {
  it('that were defined are taken from then on', async () => {
    const register = (mobile: string) =>
      call('POST /v2/customers?source=INSTORE', {
        body: {
          profiles: [{ firstName: 'F', identifiers: [{ type: 'mobile', value: mobile }], fields: { hat_size: '58' } }],
        },
      });
    const fieldOf = (mobile: string) =>
      sandbox.world.customers[sandbox.world.identifierIndex[`mobile:${mobile}`] ?? 0]?.profiles[0]?.fields['hat_size'];
    await register('919700888001');
    const create = (body: object) => call('POST /v2/customFields', { body, headers: admin() });
    const hat = {
      scope: 'LOYALTY_REGISTRATION',
      customFields: [{ name: 'hat_size', type: 'text', dataType: 'String' }],
    };
    expect((await create(hat)).status).toBe(200);
    await register('919700888002');
    expect([fieldOf('919700888001'), fieldOf('919700888002')]).toEqual([undefined, '58']);
    const other = { authorization: basic('blr01.till02', 'sandbox-password') };
    const gloves = { scope: 'LOYALTY_REGISTRATION', customFields: [{ ...hat.customFields[0], name: 'glove_size' }] };
    expect((await call('POST /v2/customFields', { body: gloves, headers: other })).status).toBe(200);
    expect(errorOf(await call('GET /v2/customFields', { headers: other }))).toEqual([400, 91032]);
    expect(errorOf(await create(hat))).toEqual([400, 1025]);
    expect(errorOf(await create({ ...hat, scope: 'NONE' }))).toEqual([400, 1018]);
    expect(errorOf(await create({ ...hat, customFields: [] }))).toEqual([400, 1028]);
    expect(errorOf(await create({ ...hat, customFields: [{ name: 'x' }] }))).toEqual([400, 1024]);
    const { body } = await call('GET /v2/organization/customFields?scope=loyalty_registration');
    expect(fieldOfEach(body, 'data', 'name')).toContain('hat_size');
  });

  it('that are hidden are not listed', async () => {
    const names = async () =>
      listAt((await call('GET /v2/extendedFields')).body, 'entity.customer').map((each) => valueAt(each, 'name'));
    const before = await names();
    const id = Object.values(sandbox.world.extendedFieldDefinitions).find(({ name }) => name === 'gender')?.id;
    await call('POST /v2/organization/entity/extended_field_config', {
      body: { extendedFieldId: id, hideDisplay: true },
    });
    expect(await names()).toEqual(before.filter((name) => name !== 'gender'));
    await expectRefused('POST /v2/organization/entity/extended_field_config', 400, {
      body: { extendedFieldId: 1, hideDisplay: true },
    });
  });

  it('are listed for one kind of record, also where it has none', async () => {
    const ofKind = async (kind: string) => (await call(`GET /v2/entity/extendedFields?entityType=${kind}`)).body;
    expect(Object.keys(Object(valueAt(await ofKind('lead'), 'entity')))).toEqual(['lead']);
    expect(await ofKind('company')).toMatchObject({ entity: { company: [] } });
  });
});
