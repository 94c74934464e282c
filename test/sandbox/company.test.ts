import { expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { errorOf, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const add = (externalId: string, more: object = {}) =>
  call('POST /v2/companies', {
    body: { name: `Company ${externalId}`, externalId, hierarchyDefinitionCode: 'CORPORATE', ...more },
  });

it('keeps a company as it was added and changed', async () => {
  await add('A-1', { extendedFields: { owner: 'R Iyer' } });
  await call('PUT /v2/companies?externalId=A-1', {
    body: { name: 'A renamed', extendedFields: { owner: '', phone: '123' } },
  });
  expect((await call('GET /v2/companies?externalId=A-1')).body).toMatchObject({
    name: 'A renamed',
    isActive: true,
    extendedFields: { owner: 'R Iyer', phone: '123' },
  });
});

it('removes a company with those below it, once', async () => {
  await add('B-1');
  await add('B-2', { parentCompany: { externalId: 'B-1' } });
  expect((await call('DELETE /v2/companies?externalId=B-1')).body).toMatchObject({ isActive: false });
  expect(errorOf(await call('DELETE /v2/companies?externalId=B-1'))).toEqual([400, 1705]);
  const { body } = await call('GET /v2/companies/all?status=INACTIVE&sortOrder=asc');
  expect(fieldOfEach(body, 'data', 'externalId')).toEqual(['B-1', 'B-2']);
  await expectRefused('PUT /v2/companies?externalId=B-2', 1705, { body: { name: 'x' } });
});

it('refuses what cannot be', async () => {
  await add('C-1');
  const refused = (code: number, more: object) =>
    expectRefused('POST /v2/companies', code, {
      body: { name: 'C', externalId: 'C-2', hierarchyDefinitionCode: 'CORPORATE', ...more },
    });
  await refused(1702, { externalId: 'C-1' });
  await refused(1707, { externalId: '' });
  await refused(1701, { hierarchyDefinitionCode: 'NONE' });
  await refused(1703, { parentCompany: { externalId: 'NONE' } });
  await refused(1709, { parentCompany: { externalId: 'C-2' } });
  await expectRefused('GET /v2/companies', 1708);
  await expectRefused('GET /v2/companies?id=999', 1704);
  await expectRefused('PUT /v2/companies?externalId=C-1', 1711, { body: { hierarchyDefinitionCode: 'OTHER' } });
  await expectRefused('GET /v2/companies/extendedFieldSearch?extendedFieldName=owner&q=ab', 400);
});

it('pages, and finds by the beginning of a field', async () => {
  for (const name of ['D-1', 'D-2', 'D-3']) await add(name, { extendedFields: { owner: `Mehta ${name}` } });
  const page = async (offset: number) =>
    (
      await call(
        `GET /v2/companies/extendedFieldSearch?extendedFieldName=owner&q=meh&limit=2&sortOrder=ASC&offset=${offset}`,
      )
    ).body;
  expect(fieldOfEach(await page(0), 'data', 'externalId')).toEqual(['D-1', 'D-2']);
  expect(fieldOfEach(await page(2), 'data', 'externalId')).toEqual(['D-3']);
  expect(valueAt(await page(0), 'pagination.total')).toBe(3);
});

it('labels customers: by name, once, and takes labels off again', async () => {
  const asha = 418400001;
  const labels = async () => fieldOfEach((await call(`GET /v2/customers/${asha}/labels`)).body, 'data', 'labelName');
  const change = (body: object) => call(`POST /v2/customers/${asha}/changeLabels`, { body });
  await change({ add: [{ labelName: 'dormant' }, { labelName: 'Dormant' }], remove: [{ labelName: 'Stylist' }] });
  expect(await labels()).toEqual(['WeekendShopper', 'Dormant']);
  await expectRefused(`POST /v2/customers/${asha}/changeLabels`, 400, { body: { add: [{ labelName: 'None' }] } });
  await expectRefused('POST /v2/customers/1/changeLabels', 8015, { body: { add: [{ labelName: 'Dormant' }] } });
  const { body } = await call('GET /v2/customers/labels/search?q=WEEKENDSHOPPER&limit=-1');
  expect(valueAt(body, 'pagination.total')).toBe(3);
});

it('lets an organisation have so many labels', async () => {
  const orgLabels = Array.from({ length: 8 }, (_, index) => ({ name: `Label ${index}` }));
  await expectRefused('POST /v2/organization/labels', 400, { body: { orgLabels } });
  expect((await call('POST /v2/organization/labels', { body: { orgLabels: orgLabels.slice(0, 7) } })).status).toBe(200);
  await expectRefused('POST /v2/organization/labels', 400, { body: { orgLabels: [{ name: 'label 1' }] } });
});
