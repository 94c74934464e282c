/** Search criteria decide what can be searched by, and which records are found. */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { aCustomer, fieldOfEach, START, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;
const ASHA = '418400001';

interface Condition {
  fieldId: string;
  operator?: string;
  values: readonly (string | number)[];
}

const equals = (fieldId: string, value: string): Condition => ({ fieldId, operator: 'EQUALS', values: [value] });
const asked = (entityType: string, searchConditions: readonly Condition[], more: object = {}) => ({
  body: { entityType, searchConditions, ...more },
});
const search = async (...of: Parameters<typeof asked>) =>
  (await call('POST /api_gateway/cortex/v1/search', { ...asked(...of) })).body;
const hits = async (...of: Parameters<typeof asked>) =>
  fieldOfEach(await search(...of), 'data.entityDetails', 'entityId');
const refused = (code: number, ...of: Parameters<typeof asked>) =>
  expectRefused('POST /api_gateway/cortex/v1/search', code, asked(...of));

const field = (fieldId: string, fieldType = 'INDEXED', fieldReference = fieldId) => ({
  fieldId,
  fieldType,
  dataSourceDetails: { fieldReference },
  dataType: 'STRING',
});
const criteria = (more: object = {}) => ({
  body: {
    name: 'Mine',
    entityType: 'CUSTOMER',
    fieldDefinitions: [field('home', 'INDEXED', 'extendedFields.city')],
    ...more,
  },
});
const CRITERIA = '/api_gateway/cortex/v1/criteria';

const advance = (advanceSeconds: number) =>
  fetch(`${sandbox.url}/__sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds }),
  });

describe('a search by criteria', () => {
  it('finds customers by the beginning of a name or number, with the data fields of the organization', async () => {
    const found = await search('CUSTOMER', [{ fieldId: 'search_prefix', operator: 'STARTS_WITH', values: ['asha'] }]);
    expect(fieldOfEach(found, 'data.entityDetails', 'entityId')).toContain(ASHA);
    const { body } = await call('GET /api_gateway/cortex/v1/dataFields');
    const shown = fieldOfEach(body, 'data.0.dataFieldDefinitions', 'fieldAlias');
    expect(Object.keys(Object(valueAt(found, 'data.entityDetails.0.entityData'))).sort()).toEqual(shown.sort());
  });

  it('finds bills of a store within dates, newest first, in pages', async () => {
    const within: Condition = {
      fieldId: 'billDate',
      operator: 'RANGE',
      values: [1_700_000_000_000, Date.parse(START)],
    };
    const all = await hits('TRANSACTION', [equals('storecode', 'blr01'), within], { limit: 20 });
    expect(all.length).toBeGreaterThan(3);
    expect(all).toEqual(all.toSorted((a, b) => Number(b) - Number(a)));
    const page = await hits('TRANSACTION', [equals('storecode', 'blr01'), within], { limit: 2, offset: 1 });
    expect(page).toEqual(all.slice(1, 3));
  });

  it('needs all indexed fields of a criteria, and no others', async () => {
    await refused(1029, 'TRANSACTION', [equals('storecode', 'blr01')]);
    await refused(1029, 'CUSTOMER', [equals('email', 'asha.rao@example.com')]);
    expect(await hits('CUSTOMER', [equals('mobile', '919800000001')])).toEqual([ASHA]);
    expect(await hits('CUSTOMER', [equals('mobile', '919800000001'), equals('lastName', 'Nobody')])).toEqual([]);
  });

  it('is refused where its conditions cannot be searched', async () => {
    await refused(1027, 'CUSTOMER', []);
    await refused(1026, 'CUSTOMER', [{ fieldId: 'mobile', operator: 'EQUALS', values: [] }]);
    await refused(1028, 'CUSTOMER', [{ fieldId: 'mobile', operator: 'EQUALS', values: ['1', '2'] }]);
    await refused(1043, 'CUSTOMER', [{ fieldId: 'mobile', operator: 'RANGE', values: ['1', '2'] }]);
    await refused(1044, 'TRANSACTION', [
      { fieldId: 'billDate', operator: 'RANGE', values: ['2026-01-01', '2026-02-01'] },
    ]);
    await refused(1011, 'CUSTOMER', [equals('mobile', '1')], { offset: -1 });
  });
});

describe('new criteria', () => {
  it('are verified first, and find records from then on', async () => {
    const made = await call(`POST ${CRITERIA}`, criteria());
    const id = valueAt(made.body, 'data.id');
    const status = async () => valueAt((await call(`GET ${CRITERIA}/${id}`)).body, 'data.criteriaStatus.status');
    expect(await status()).toBe('VERIFICATION_IN_PROGRESS');
    await refused(1029, 'CUSTOMER', [equals('home', 'pune')]);
    await advance(60);
    expect(await status()).toBe('VERIFIED');
    expect(await hits('CUSTOMER', [equals('home', 'pune')])).toEqual([]);
    const newcomer = aCustomer(sandbox.world, { extendedFields: { city: 'Pune' } });
    expect(await hits('CUSTOMER', [equals('home', 'pune')])).toEqual([String(newcomer.id)]);
    await advance(181 * 86_400);
    expect(await hits('CUSTOMER', [equals('home', 'pune')])).toEqual([]);
  });

  it('can be searched by in the global search, too', async () => {
    const body = {
      entityType: 'CUSTOMER',
      searchConditions: [equals('home', 'pune')],
      enrichmentFields: {},
      limit: 20,
    };
    await expectRefused('POST /v2/search/entity', 400, { body });
    await call(`POST ${CRITERIA}`, criteria());
    await advance(60);
    const found = await call('POST /v2/search/entity', { body });
    expect(fieldOfEach(found.body, 'data.0.customerSearchDetails', 'entityId').length).toBeGreaterThan(0);
  });

  it('are refused where they are too many, too large or about nothing', async () => {
    const refusedCriteria = (code: number, more: object) => expectRefused(`POST ${CRITERIA}`, code, criteria(more));
    await refusedCriteria(1003, { fieldDefinitions: [] });
    await refusedCriteria(1005, { fieldDefinitions: [field('x', 'INDEXED', 'shoeSize')] });
    await refusedCriteria(1002, { entityType: 'COUPON' });
    await refusedCriteria(400, { fieldDefinitions: [field('mobile', 'FILTERABLE')] });
    await refusedCriteria(400, {
      entityType: 'TRANSACTION',
      searchStrategyType: 'PREFIX',
      fieldDefinitions: [field('billNumber')],
    });
    await refusedCriteria(400, {
      entityType: 'TRANSACTION',
      fieldDefinitions: [field('billNumber')],
      searchDataPolicy: { dataRetentionPolicy: { value: 366 } },
    });
    const prefix = criteria({ searchStrategyType: 'PREFIX', fieldDefinitions: [field('firstName')] });
    expect((await call(`POST ${CRITERIA}`, prefix)).status).toBe(200);
    await expectRefused(`POST ${CRITERIA}`, 400, prefix);
    await expectRefused(`GET ${CRITERIA}/none`, 404, undefined, 404);
  });
});
