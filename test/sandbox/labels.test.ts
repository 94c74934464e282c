import { expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { aCustomer, errorOf, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const define = async (name: string, more: object = {}) =>
  call('POST /v2/labels', { body: { labels: [{ name, entityType: 'PRODUCT', ...more }] } });
const assign = (assignments: object[], entityType = 'PRODUCT') =>
  call('POST /v2/labels/assignments', { body: { entityType, assignments } });
const labelsOf = async (entityId: string, more = '') =>
  fieldOfEach(
    (await call(`GET /v2/labels/assignments?entityType=PRODUCT&entityIds=${entityId}${more}`)).body,
    'data.0.labels',
    'labelName',
  );

it('tells each row of several, with 207 where some failed and 400 or 409 where all did', async () => {
  const labels = [
    { name: 'Linen', entityType: 'PRODUCT' },
    { name: '', entityType: 'PRODUCT' },
    { name: 'Linen', entityType: 'NOTHING' },
  ];
  const { status, body } = await call('POST /v2/labels', { body: { labels } });
  expect([status, fieldOfEach(body, 'data', 'name'), fieldOfEach(body, 'errors', 'code')]).toEqual([
    207,
    ['Linen'],
    [23007, 23006],
  ]);
  expect(errorOf(await define('Linen'))).toEqual([409, 23027]);
  expect(
    errorOf(await define('Old', { expiryConfig: { type: 'FIXED_DATE', expiryDate: '2020-01-01T00:00:00Z' } })),
  ).toEqual([400, 23004]);
  expect(errorOf(await define('Odd', { expiryConfig: { type: 'RELATIVE', unit: 'DAYS' } }))).toEqual([400, 23011]);
  expect(errorOf(await call('POST /v2/labels', { body: { labels: [] } }))).toEqual([400, 23022]);
});

it('puts labels on what there is, once, until they end', async () => {
  await define('Week', { externalId: 'week', expiryConfig: { type: 'RELATIVE', unit: 'DAYS', value: 7 } });
  await assign([
    { entityId: 'CAP-CNV-01', labelExternalId: 'week' },
    { entityId: 'CAP-CNV-01', labelName: 'Made on the fly' },
  ]);
  expect(await labelsOf('CAP-CNV-01')).toEqual(['Week', 'Made on the fly']);
  expect(errorOf(await assign([{ entityId: 'CAP-CNV-01', labelExternalId: 'week' }]))).toEqual([409, 23044]);
  expect(errorOf(await assign([{ entityId: 'NONE', labelExternalId: 'week' }]))).toEqual([400, 23045]);
  expect(errorOf(await assign([{ entityId: 'CAP-CNV-01', labelExternalId: 'none' }]))).toEqual([400, 23037]);
  expect(errorOf(await assign([{ entityId: 'CAP-CNV-01' }]))).toEqual([400, 23035]);
  expect(errorOf(await assign([{ entityId: 'CAP-CNV-01' }], 'brand'))).toEqual([400, 23034]);
  await call('POST /__sandbox/clock', { body: { advanceSeconds: 8 * 86_400 } });
  expect(await labelsOf('CAP-CNV-01')).toEqual(['Made on the fly']);
  expect(await labelsOf('CAP-CNV-01', '&includeInactive=true')).toHaveLength(2);
});

it('finds a product in any letter case of its SKU', async () => {
  await assign([{ entityId: 'cap-cnv-01', labelName: 'Any case' }]);
  expect(await labelsOf('Cap-Cnv-01')).toContain('Any case');
  expect(await labelsOf('CAP-CNV-01')).toContain('Any case');
  const removals = [{ entityId: 'cAP-CNV-01', labelNames: ['Any case'] }];
  expect((await call('DELETE /v2/labels/assignments', { body: { entityType: 'PRODUCT', removals } })).status).toBe(200);
  expect(await labelsOf('CAP-CNV-01')).not.toContain('Any case');
});

it('retires a label, after which nothing but reviving it works', async () => {
  const id = valueAt((await define('Retired')).body, 'data.0.id');
  const update = (change: object) => call('PUT /v2/labels', { body: { labels: [{ labelId: id, ...change }] } });
  await assign([{ entityId: 'SOCK-PK3', labelName: 'Retired' }]);
  await update({ status: 'ARCHIVED' });
  expect(errorOf(await update({ description: 'x' }))).toEqual([400, 23026]);
  const { body } = await call('GET /v2/labels?status=ARCHIVED&q=RETI');
  expect(body).toMatchObject({ totalCount: 1, labels: [{ id, status: 'ARCHIVED' }] });
  expect((await call('GET /v2/labels?q=RETI')).body).toMatchObject({ totalCount: 0 });
  await update({ status: 'ACTIVE' });
  expect((await update({ description: 'x' })).status).toBe(200);
});

it('takes labels off, and finds who carries one', async () => {
  await assign(['TEE-WHT-M', 'TEE-BLK-M'].map((entityId) => ({ entityId, labelName: 'Plain' })));
  const carriers = async (offset = 0) =>
    (await call(`GET /v2/labels/assignments/search?entityType=PRODUCT&labelName=Plain&limit=1&offset=${offset}`)).body;
  expect([
    valueAt(await carriers(), 'pagination.totalCount'),
    fieldOfEach(await carriers(1), 'data', 'entityId'),
  ]).toEqual([2, ['TEE-BLK-M']]);
  const remove = (removals: object[]) =>
    call('DELETE /v2/labels/assignments', { body: { entityType: 'PRODUCT', removals } });
  expect((await remove([{ entityId: 'TEE-WHT-M', labelNames: ['Plain'] }])).status).toBe(200);
  expect(errorOf(await remove([{ entityId: 'TEE-WHT-M', labelNames: ['Plain'] }]))).toEqual([400, 23050]);
  expect(errorOf(await remove([{ entityId: 'TEE-BLK-M', labelNames: ['Plain'], labelIds: [1] }]))).toEqual([
    400, 23058,
  ]);
  expect(valueAt(await carriers(), 'pagination.totalCount')).toBe(1);
  expect((await call('GET /v2/labels/assignments/search?entityType=PRODUCT')).body).toMatchObject({ code: 23036 });
});

it('knows a referral code by whose it is, and nobody’s as not valid', async () => {
  const customer = aCustomer(sandbox.world);
  const validate = async (code: string) => (await call(`GET /v2/referral/validate?code=${code}`)).body;
  expect(await validate(customer.referralCode)).toMatchObject({ valid: true, referrer: customer.id });
  expect(await validate('NOBODY')).toMatchObject({ valid: false, referrer: -1 });
});

it('lets customers log in with their password until it is replaced', async () => {
  const customer = aCustomer(sandbox.world);
  const mobile = customer.profiles[0]?.identifiers[0]?.value;
  const [first, second] = ['5f4dcc3b5aa765d61d8327deb882cf99', 'e10adc3949ba59abbe56e057f20f883e'];
  const auth = (verb: string, password: string) => call(verb, { body: { mobile, password } });
  expect(errorOf(await auth('POST /v2/user_auth/authorize_user', first))).toEqual([400, 91024]);
  expect(errorOf(await auth('PUT /v2/user_auth/update', first))).toEqual([400, 91026]);
  await auth('POST /v2/user_auth/register', first);
  expect(errorOf(await auth('POST /v2/user_auth/register', first))).toEqual([400, 91029]);
  expect((await auth('POST /v2/user_auth/authorize_user', first.toUpperCase())).body).toMatchObject({ entity: true });
  await auth('PUT /v2/user_auth/update', second);
  expect(errorOf(await auth('POST /v2/user_auth/authorize_user', first))).toEqual([400, 91024]);
  expect(errorOf(await auth('POST /v2/user_auth/register', 'plain'))).toEqual([400, 91028]);
  expect(JSON.stringify(sandbox.world)).not.toContain(second);
});
