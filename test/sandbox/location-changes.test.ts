/** Changing stores, zones, concepts and tills. */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, basic, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const change = (type: string, rows: readonly object[], query = ''): Promise<Answer> =>
  call(`PUT /v2/locations/${type}${query}`, { body: rows });
const byCode = (code: string, more: object): object => ({ identifierName: 'CODE', identifierValue: code, ...more });
const located = async (code: string): Promise<unknown> =>
  valueAt((await call(`GET /v2/locations?entityCodes=${code}`)).body, 'data.0');
const codesOf = ({ body }: Answer): unknown[] =>
  fieldOfEach(body, 'response', 'errors').map((errors) => valueAt(errors, '0.code'));

describe('a change of a location', () => {
  it('leaves what it does not have, and clears what is null', async () => {
    await change('stores', [
      byCode('blr01', { description: 'Two floors', customFields: { format: 'flagship', x: 1 } }),
    ]);
    const { status, body } = await change('stores', [
      byCode('blr01', { name: 'Bengaluru 100 Feet Road', latitude: null, customFields: { x: null } }),
    ]);
    expect([status, valueAt(body, 'failureCount')]).toEqual([200, 0]);
    expect(await located('blr01')).toMatchObject({
      name: 'Bengaluru 100 Feet Road',
      description: 'Two floors',
      latitude: '',
      longitude: '77.6412',
      customFields: { format: 'flagship' },
    });
    await change('stores', [byCode('blr01', { description: null, customFields: null })]);
    expect(await located('blr01')).toMatchObject({ description: '', customFields: {} });
  });

  it('finds its row by id, code or external id, and gives other external ids', async () => {
    await change('stores', [
      { identifierName: 'ID', identifierValue: '50011', externalIds: { erp: 'ERP-1', pos: 'POS-1' } },
    ]);
    expect(await located('blr01')).toMatchObject({ externalIds: ['ERP-1', 'POS-1'] });
    const { body } = await change('stores', [
      { identifierName: 'EXTERNAL_ID', identifierValue: 'POS-1', name: 'Found by POS-1' },
    ]);
    expect(valueAt(body, 'response.0')).toMatchObject({ entityId: 50011, result: { name: 'Found by POS-1' } });
    expect(codesOf(await change('stores', [byCode('maa01', { externalIds: { erp: 'ERP-1' } })]))).toEqual([400]);
  });

  it('moves stores, tills and zones, but no zone below itself', async () => {
    await change('stores', [byCode('blr01', { areaParentCode: 'west', groupParentCode: 'outlet' })]);
    expect(await located('blr01')).toMatchObject({ areaParentCode: 'west', groupParentCode: 'outlet' });
    await change('tills', [byCode('blr01.till02', { storeParentCode: 'maa01' })]);
    expect(await located('blr01.till02')).toMatchObject({ storeParentCode: 'maa01' });
    await change('zones', [byCode('south', { areaParentCode: 'north' })]);
    expect(await located('south')).toMatchObject({ areaParentCode: 'north' });
    const refused = await change('zones', [
      byCode('north', { areaParentCode: 'south' }),
      byCode('south', { areaParentCode: 'south' }),
    ]);
    expect([refused.status, codesOf(refused)]).toEqual([400, [400, 400]]);
    await change('zones', [byCode('south', { areaParentCode: null })]);
    expect(await located('south')).not.toHaveProperty('areaParentCode');
  });

  it('takes the locale from the parent where it is asked to', async () => {
    await change('zones', [byCode('south', { language: 'en-AE', currency: 'AED', timezone: 'Asia/Dubai' })]);
    expect(await located('blr01')).toMatchObject({ currency: 'INR' });
    await change('stores', [byCode('blr01', { timezone: 'Asia/Kolkata' })], '?inheritLocale=true');
    expect(await located('blr01')).toMatchObject({ language: 'en-AE', currency: 'AED', timezone: 'Asia/Kolkata' });
  });

  it('closes a till, which then cannot call any more', async () => {
    const headers = { authorization: basic('blr01.till02', 'sandbox-password') };
    expect((await call('GET /v2/currencyratio', { headers })).status).toBe(200);
    await change('tills', [byCode('blr01.till02', { isActive: false })]);
    expect((await call('GET /v2/currencyratio', { headers })).status).toBe(401);
  });

  it('stands alone among the rows: 207 where some fail', async () => {
    const mixed = await change('stores', [
      byCode('blr01', { name: 'Renamed' }),
      byCode('nowhere', { name: 'x' }),
      byCode('maa01', { name: '' }),
      byCode('maa01', { name: 'root' }),
      byCode('maa01', { areaParentCode: null }),
      byCode('maa01', { storeParentCode: 'blr01' }),
      byCode('maa01', { latitude: '91' }),
      byCode('maa01', { currency: 'Rupee' }),
    ]);
    expect([mixed.status, codesOf(mixed)]).toEqual([207, [undefined, 400, 400, 400, 400, 400, 400, 400]]);
    expect(await located('maa01')).toMatchObject({ name: 'Chennai Nungambakkam' });
  });

  it('is for administrators except of tills, and for 100 rows at most, 50 of tills', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => byCode('blr01.till02', { name: 'Till' }));
    const headers = { authorization: basic('blr01.till02', 'sandbox-password') };
    await expectRefused('PUT /v2/locations/stores', 400, { body: [byCode('blr01', { name: 'x' })], headers });
    expect((await call('PUT /v2/locations/tills', { body: rows(1), headers })).status).toBe(200);
    await expectRefused('PUT /v2/locations/tills', 1060, { body: rows(51) });
    await expectRefused('PUT /v2/locations/stores', 1060, { body: rows(101) });
    await expectRefused('PUT /v2/locations/planets', 404, { body: rows(1) }, 404);
  });
});
