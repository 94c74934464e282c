import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addProduct, productBySku } from '../../src/sandbox/domains/product/rules.js';
import { ORG_LEVEL } from '../../src/sandbox/domains/product/state.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { aBill, aCustomer, emptyWorld, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const codesOf = (body: unknown): unknown[] => fieldOfEach(body, 'errors', 'code');

it('saves parents of a call before their children, and refuses a circle', async () => {
  const brand = (code: string, parentCode?: string) => ({ code, name: code, ...(parentCode && { parentCode }) });
  const { status, body } = await call('POST /v2/product/brands', {
    body: [brand('B-3', 'B-2'), brand('B-2', 'B-1'), brand('B-1'), brand('X', 'Y'), brand('Y', 'X')],
  });
  expect(status).toBe(207);
  expect(fieldOfEach(body, 'created', 'code')).toEqual(['B-3', 'B-2', 'B-1']);
  expect(codesOf(body)).toEqual([10057, 10057]);
  expect(body).toMatchObject({ summary: { totalRequested: 5, successCount: 3, failureCount: 2 } });
  const below = await call('GET /v1.1/product/brands?parent_name=b-1&format=json');
  expect(valueAt(below.body, 'response.product.count')).toBe(3);
});

it('refuses brands and categories row by row with their own codes', async () => {
  const refused = async (method: string, path: string, body: object[], codes: number[]) => {
    const before = new Snapshot(sandbox.world);
    const answer = await call(`${method} /v2/product/${path}`, { body });
    expect(answer.status).toBe(400);
    expect(codesOf(answer.body)).toEqual(codes);
    before.expectSame(sandbox.world);
  };
  await refused('POST', 'brands', [], [10051]);
  await refused(
    'POST',
    'brands',
    Array.from({ length: 101 }, (_, n) => ({ code: `n${n}`, name: 'n' })),
    [10052],
  );
  await refused(
    'POST',
    'brands',
    [{ name: 'n' }, { code: 'northline', name: 'n' }, { code: 'new' }],
    [10053, 10054, 10055],
  );
  await refused('POST', 'brands', [{ code: 'x'.repeat(51), name: 'n' }], [9170]);
  await refused('PUT', 'brands', [{ code: 'NONE' }, { code: 'TARA', parentCode: 'STRIDE' }], [10125, 10060]);
  await refused('PUT', 'brands', [{ code: 'NORTHLINE', isActive: false }], [400]);
  await refused('PUT', 'categories', [{ code: 'NONE' }, { code: 'SHIRTS', parentCode: 'X' }], [10122, 10070]);
  await refused('POST', 'categories', [{ code: 'NEW', name: 'n', ouCode: 'NO-CONCEPT' }], [10001]);
});

it('knows at most five levels of categories', async () => {
  const rows = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'].map((code, index, all) => ({
    code,
    name: code,
    ...(index > 0 && { parentCode: all[index - 1] }),
  }));
  const { status, body } = await call('POST /v2/product/categories', { body: rows });
  expect([status, codesOf(body)]).toEqual([207, [10069]]);
});

it('describes products by attributes whose values are known', async () => {
  await call('POST /v2/product/attributes', { body: [{ code: 'fit', name: 'Fit', valueCode: 'regular' }] });
  const twice = await call('POST /v2/product/attributeValues', {
    body: [
      { attributeCode: 'fit', code: 'slim' },
      { attributeCode: 'fit', code: 'SLIM' },
      { attributeCode: 'none', code: 'slim' },
    ],
  });
  expect([twice.status, codesOf(twice.body)]).toEqual([207, [10003, 10212]]);
  const sku = { sku: 'CHINO-FIT', price: 10, attributes: [{ code: 'fit', value: 'wide' }], brandCode: 'NONE' };
  const added = await call('POST /v2/product/skus', { body: [sku] });
  expect(added.status).toBe(200);
  expect(fieldOfEach(added.body, 'warnings', 'code')).toEqual([10125, 10121]);
  const changed = await call('PUT /v2/product/skus', { body: [{ ...sku, brandCode: 'TARA' }] });
  expect([changed.status, codesOf(changed.body)]).toEqual([400, [10121]]);
  await call('PUT /v2/product/skus', {
    body: [{ sku: 'CHINO-FIT', brandCode: 'TARA', attributes: [{ code: 'fit', value: 'slim' }] }],
  });
  await call('PUT /v2/product/brands', { body: [{ code: 'TARA', name: 'Tara Home' }] });
  const { body } = await call('GET /v2/product/skus?entityCodes=chino-fit&include=attributes');
  expect(body).toMatchObject({
    data: [{ brand: { name: 'Tara Home' }, attributes: [{ code: 'fit', value: { name: 'slim' } }] }],
  });
});

it('lists page by page, and warns of what it ignores', async () => {
  const first = await call('GET /v2/product/skus?limit=3&sortBy=code&sortOrder=ASC');
  const second = await call('GET /v2/product/skus?limit=3&offset=3&sortBy=code&sortOrder=ASC');
  const codes = [...fieldOfEach(first.body, 'data', 'code'), ...fieldOfEach(second.body, 'data', 'code')];
  expect(codes).toHaveLength(6);
  expect(codes).toEqual([...new Set(codes)].sort());
  const warned = await call('GET /v2/product/skus?q=code:jean&entityIds=1,x&include=size,shape');
  expect(fieldOfEach(warned.body, 'data', 'code').every((code) => String(code).startsWith('JEAN'))).toBe(true);
  expect(fieldOfEach(warned.body, 'warnings', 'code')).toEqual([10009, 10019, 10018]);
  const all = await call('GET /v2/product/brands?entityIds=x,&sortBy=price');
  expect(fieldOfEach(all.body, 'warnings', 'code')).toEqual([10011, 10013, 10014]);
  for (const [query, code] of [
    ['limit=101', 10004],
    ['limit=0', 10005],
    ['offset=-1', 10006],
    [`entityCodes=${'a,'.repeat(30)}a`, 10007],
    [`entityIds=${'1,'.repeat(30)}1`, 10008],
    ['q=jeans', 10071],
    ['ouCode=NONE', 10001],
  ] as const)
    await sandbox.expectRefused(`GET /v2/product/skus?${query}`, code);
});

it('keeps what belongs to a concept apart from what belongs to all', async () => {
  const [concept] = Object.values(sandbox.world.concepts);
  const ouCode = concept?.code ?? '';
  await call('POST /v2/product/skus', { body: [{ sku: 'TEE-WHT-M', ean: 'own', price: 500, ouCode }] });
  const prices = async (query: string) =>
    fieldOfEach((await call(`GET /v2/product/skus?entityCodes=TEE-WHT-M&${query}`)).body, 'data', 'price');
  expect(await prices(`ouCode=${ouCode}`)).toEqual([500]);
  expect(await prices('fetchType=ORG')).toEqual([599]);
  expect(await prices('fetchType=ALL')).toEqual([500, 599]);
});

it('adds items by v1.1 row by row, and finds them again by price, words and attributes', async () => {
  const { body } = await call('POST /v1.1/product/add?format=json', {
    body: {
      root: {
        product: [
          {
            sku: 'MUG-1',
            price: '349',
            description: 'Stoneware mug',
            brand: { name: 'NONE' },
            color: { name: 'navy' },
          },
          { price: 1 },
          { sku: 'MUG-2' },
          { sku: 'MUG-3', price: 'cheap' },
          { sku: 'MUG-4', price: 1, ean: 'MUG-1' },
        ],
      },
    },
  });
  expect(valueAt(body, 'response.status.code')).toBe(201);
  const rows = valueAt(body, 'response.product');
  expect(rows).toMatchObject([
    { brand: { name: null }, color: { name: 'Navy' }, item_status: { success: true, code: 9100 } },
    { item_status: { success: false, code: 9102 } },
    { item_status: { code: 9103 } },
    { item_status: { code: 9106 } },
    { item_status: { code: 9108 } },
  ]);
  const found = await call('GET /v1.1/product/search?q=(description:EQUALS:mug|price:RANGE:300;400|color:IN:red;navy)');
  expect(valueAt(found.body, 'response.product.results')).toMatchObject({ item: [{ sku: 'MUG-1' }] });
  const missing = await call('GET /v1.1/product/get?sku=MUG-1,NONE&include_hierarchy=true');
  expect(valueAt(missing.body, 'response.product')).toMatchObject({
    item: [{ item_ean: 'MUG-1', item_status: { code: 2100 } }, { item_status: { status: false, code: 2101 } }],
  });
});

it('prices a bill’s line by the concept’s own product, or else the organisation’s', () => {
  const world = emptyWorld();
  const till = Object.values(world.tills)[0];
  const conceptId = world.stores[till?.storeId ?? 0]?.conceptId ?? 0;
  addProduct(world, { sku: 'cap-cnv-01', ean: 'own', ouId: conceptId, price: 450 });
  const line = (tillId: number) =>
    aBill(world, aCustomer(world), 500, { tillId, lineItems: [{ itemCode: 'CAP-CNV-01' }] }).transaction.lineItems[0];
  const elsewhere = Object.values(world.tills).find(({ storeId }) => world.stores[storeId]?.conceptId !== conceptId);
  expect(line(till?.id ?? 0)?.rate).toBe(450);
  if (elsewhere) expect(line(elsewhere.id)?.rate).toBe(499);
});

it('gives back a product as it was added and changed, whatever it was', async () => {
  const text = fc.stringMatching(/^[A-Za-z0-9 ,.]{1,40}$/).filter((each) => each.trim() === each);
  // As fc.webUrl(), which takes seconds to create.
  const path = fc.stringMatching(/^(\/([\w~.-]|%[0-9A-F]{2}){0,8}){0,3}$/);
  const details = fc.record(
    {
      price: fc.integer({ min: 0, max: 1e6 }),
      description: text,
      longDescription: text,
      imageUrl: fc.tuple(fc.domain(), path).map(([host, rest]) => `https://${host}${rest}`),
      returnableDays: fc.integer({ min: 1, max: 365 }),
      isActive: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  let count = 0;
  await fc.assert(
    fc.asyncProperty(details, details, async (first, second) => {
      const sku = `RB-${count++}`;
      const read = async () => valueAt((await call(`GET /v2/product/skus?entityCodes=${sku}`)).body, 'data.0');
      await call('POST /v2/product/skus', { body: [{ sku, ...first }] });
      expect(await read()).toMatchObject({ code: sku, ean: sku, returnable: true, ...first });
      await call('PUT /v2/product/skus', { body: [{ sku, ...second }] });
      expect(await read()).toMatchObject({ code: sku, ...first, ...second });
      expect(productBySku(sandbox.world, sku.toLowerCase(), ORG_LEVEL)?.sku).toBe(sku);
    }),
    { numRuns: 30 },
  );
});
