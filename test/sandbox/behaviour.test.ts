import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { definitions } from '../../src/tools/catalogue.js';
import { definitionOf } from './conformance/answers.js';
import { aCustomer, errorOf, fieldOfEach, START, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;
const ASHA = 418400001;

const yes = { valueType: 'Boolean', value: 'true' };
const definition = {
  eventName: 'TryOn',
  actions: ['EMFConsumer'],
  description: 'Tried something on',
  fields: [
    { name: 'customer', type: 'customer', attributes: { addCustomerIfNotExists: yes } },
    { name: 'sku', type: 'productSku', attributes: { isRequired: yes, isUniqueKeyField: yes } },
    { name: 'size', type: 'string', attributes: { regex: { valueType: 'String', value: '[SML]' } } },
  ],
};

describe('behavioural events', () => {
  it('are taken in by a webhook if they are as they were defined', async () => {
    expect((await call('POST /v2/events', { body: definition })).status).toBe(200);
    await expectRefused('POST /v2/events', 1806, { body: definition });
    const made = await call('POST /v2/events/webhook', {
      body: { transformerType: 'WebEngageTransformer', tillCode: 'blr01.till01', uniquenessCheckEnabled: true },
    });
    const url = new URL(String(valueAt(made.body, 'webHookUri')));
    expect(url.origin).toBe(sandbox.url);
    const push = async (values: object) => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify({ event_name: 'TryOn', ...values }) });
      expect(JSON.parse(await response.text())).toMatchObject({ status: { code: 1100 } });
      const id = response.headers.get('x-cap-hydra-request-id');
      const { body } = await call(`GET /v2/events/running_status?eventId=${id}`);
      return [valueAt(body, 'stateList.1.status'), valueAt(body, 'stateList.1.message')];
    };
    const good = { customer: '919800000001', sku: 'JKT-BMB-L', size: 'M' };
    expect(await push(good)).toEqual(['EVENT_SUCCESS', 'TryOn']);
    expect(await push(good)).toEqual(['EVENT_FAILED', 'The event is a duplicate']);
    expect((await push({ ...good, sku: 'NONE' }))[0]).toBe('EVENT_FAILED');
    expect((await push({ ...good, sku: 'CAP-CNV-01', size: 'XXL' }))[0]).toBe('EVENT_FAILED');
    expect((await push({ customer: '919800000001' }))[1]).toBe('sku is missing');
    expect((await push({ customer: '919700555000', sku: 'CAP-CNV-01' }))[0]).toBe('EVENT_SUCCESS');

    const { body } = await call(`GET /v2/events/event_data/${ASHA}`);
    expect(valueAt(body, 'data.0')).toMatchObject({
      eventName: 'TryOn',
      additonalAttributes: { sku: 'JKT-BMB-L', size: 'M' },
    });
    const found = await call(
      'GET /v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=919700555000',
    );
    expect(found.status).toBe(200);
    const logs = await call('GET /v2/events/logs?event_name=TryOn&limit=3');
    expect(fieldOfEach(logs.body, 'data', 'status')).toEqual(['EVENT_SUCCESS', 'EVENT_FAILED', 'EVENT_FAILED']);
  });

  it('are given up on where a pattern does not end, and refused with one that is none', async () => {
    const regex = (value: string) => ({
      ...definition,
      eventName: 'Endless',
      fields: [{ name: 'text', type: 'string', attributes: { regex: { valueType: 'String', value } } }],
    });
    await expectRefused('POST /v2/events', 1802, { body: regex('(') });
    await call('POST /v2/events', { body: regex('(a+)+b') });
    const [webhook] = Object.values(sandbox.world.eventWebhooks);
    const response = await fetch(`${sandbox.url}/webhooks/${webhook?.id}`, {
      method: 'POST',
      body: JSON.stringify({ event_name: 'Endless', text: 'a'.repeat(100) }),
    });
    const id = response.headers.get('x-cap-hydra-request-id');
    const { body } = await call(`GET /v2/events/running_status?eventId=${id}`);
    expect(valueAt(body, 'stateList.1.status')).toBe('EVENT_FAILED');
  });

  it('tell of the customer whom a push registers', async () => {
    const [webhook] = Object.values(sandbox.world.eventWebhooks).filter((each) => each.tillCode === 'blr01.till01');
    await call('POST /v2/events', {
      body: { ...definition, eventName: 'Joins', fields: definition.fields.slice(0, 1) },
    });
    const response = await fetch(`${sandbox.url}/webhooks/${webhook?.id}`, {
      method: 'POST',
      body: JSON.stringify({ event_name: 'Joins', customer: '919700555001' }),
    });
    const { body } = await call(`GET /v3/webHooks/eventLog/requestId/${response.headers.get('x-cap-request-id')}`);
    expect(fieldOfEach(body, 'data', 'eventName')).toEqual(['customerAdded']);
  });

  it('have a history of their definition', async () => {
    await call('POST /v2/events', { body: definition });
    await call('PUT /v2/events', { body: { ...definition, description: 'Tried on in a cabin' } });
    const { body } = await call('GET /v2/events/audit_logs?eventName=TryOn');
    expect(fieldOfEach(body, 'data', 'updatedType')).toEqual(['ADD', 'UPDATE']);
    expect(valueAt(body, 'data.1.valueHistory.0.value')).toBe('Tried on in a cabin');
  });

  it('are refused where the definition cannot be', async () => {
    const refused = (code: number, more: object) =>
      expectRefused('POST /v2/events', code, { body: { ...definition, eventName: 'Other', ...more } });
    await refused(1811, { eventName: 'two words' });
    await refused(1810, { actions: ['Nobody'] });
    await refused(1823, { fields: [{ name: 'x', type: 'colour' }] });
    await refused(1802, { fields: [{ name: 'x', type: 'string', attributes: { isUniqueKeyField: yes } }] });
    await refused(1802, {
      fields: [{ name: 'x', type: 'string', attributes: { isRequired: { valueType: 'Boolean', value: 'maybe' } } }],
    });
    await expectRefused('PUT /v2/events', 1811, { body: { ...definition, eventName: 'Nothing' } });
    await expectRefused('POST /v2/events/webhook', 400, {
      body: { transformerType: 'WebEngageTransformer', tillCode: 'none' },
    });
  });
});

describe('received events', () => {
  const searched = async (query: string) =>
    fieldOfEach((await call(`GET /v2/events/search?${query}`)).body, 'data', 'requestId');
  const push = async (values: object) => {
    const [webhook] = Object.values(sandbox.world.eventWebhooks);
    const response = await fetch(`${sandbox.url}/webhooks/${webhook?.id}`, {
      method: 'POST',
      body: JSON.stringify(values),
    });
    return response.headers.get('x-cap-hydra-request-id');
  };
  const added = { event_name: 'WishlistAdd', customer: '919800000001', sku: 'JKT-BMB-L' };

  it('are found by customer, name, day and attribute, and read by request id', async () => {
    const id = await push(added);
    expect(await searched('eventName=WishlistAdd')).toContain(id);
    expect(await searched('sku=JKT-BMB-L&allowExactMatch=true')).toEqual([id]);
    expect(await searched('sku=jkt')).toEqual([id]);
    expect(await searched('sku=jkt&allowExactMatch=true')).toEqual([]);
    expect(await searched('userIdentifierType=mobile&userIdentifierValue=919800000001&sku=JKT-BMB-L')).toEqual([id]);
    expect(await searched(`userIdentifierType=userId&userIdentifierValue=418400002&sku=JKT-BMB-L`)).toEqual([]);
    expect(await searched('tillDate=2020-01-01T00:00:00')).toEqual([]);
    const { body } = await call(`GET /v2/events/event_data?id=${id}`);
    expect(valueAt(body, 'data.0')).toMatchObject({
      eventName: 'WishlistAdd',
      userId: ASHA,
      additonalAttributes: { sku: 'JKT-BMB-L' },
    });
    await expectRefused('GET /v2/events/search?userIdentifierType=userId&userIdentifierValue=12x', 1850);
    await expectRefused('GET /v2/events/search?userIdentifierType=mobile', 1850);
  });

  it('are no longer taken in once their kind is disabled, for good', async () => {
    await call('PUT /v2/events/disable?event_name=WishlistAdd');
    const refused = await push(added);
    const { body } = await call(`GET /v2/events/running_status?eventId=${refused}`);
    expect(valueAt(body, 'stateList.1')).toMatchObject({
      status: 'EVENT_FAILED',
      message: 'Event WishlistAdd is disabled',
    });
    expect(valueAt((await call(`GET /v2/events/event_data?id=${refused}`)).body, 'data')).toEqual([]);
    const meta = await call('GET /v2/events/meta?event_name=WishlistAdd');
    expect(valueAt(meta.body, 'clickEventsMeta.status')).toBe('DISABLED');
    const fields = [{ name: 'customer', type: 'customer' }];
    const again = { body: { eventName: 'WishlistAdd', actions: ['EIConsumer'], fields } };
    await expectRefused('PUT /v2/events', 1811, again);
    await expectRefused('POST /v2/events', 1806, again);
    await expectRefused('PUT /v2/events/disable?event_name=Nothing', 1811);
  });
});

describe('event logs', () => {
  it('tell what a call caused, by its request id, by the entity and by the event', async () => {
    const customer = aCustomer(sandbox.world);
    const bill = await call(`POST /v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customer.id}`, {
      body: { type: 'REGULAR', billNumber: 'el-1', billAmount: 80_000 },
    });
    const requestId = bill.headers.get('x-cap-request-id');
    const byRequest = await call(`GET /v3/webHooks/eventLog/requestId/${requestId}`);
    expect(fieldOfEach(byRequest.body, 'data', 'eventName')).toEqual([
      'transactionAdded',
      'pointsIssued',
      'tierUpgraded',
    ]);
    const refId = valueAt(byRequest.body, 'data.0.refId');
    expect(refId).toBe(`${sandbox.world.organisation.id}_${valueAt(bill.body, 'createdId')}`);
    const byRef = await call(`GET /v3/webHooks/eventLog/refId/${refId}`);
    expect(valueAt(byRef.body, 'data.0')).toEqual(valueAt(byRequest.body, 'data.0'));
    const one = await call(`GET /v3/webHooks/eventLog/${valueAt(byRef.body, 'data.0.eventId')}`);
    expect(valueAt(one.body, 'data.eventName')).toBe('transactionAdded');
    expect((await call('GET /v3/webHooks/eventLog/none')).status).toBe(404);
  });

  it('say nothing of calls that failed, and of those that only read', async () => {
    const before = sandbox.world.notifications.length;
    await call('POST /v2/customers?source=INSTORE', { body: {} });
    await call(`GET /v2/customers/${ASHA}?source=INSTORE`);
    expect(sandbox.world.notifications.length).toBe(before);
  });
});

describe('communications', () => {
  it('are sent at once, or when they are due, and read back', async () => {
    const send = (scheduled_time?: string) =>
      call('POST /v1.1/communications/sms', {
        body: {
          root: { sms: [{ to: '919800000001', body: 'Your parcel waits', ...(scheduled_time && { scheduled_time }) }] },
        },
      });
    const [now, later] = [await send(), await send('2026-05-10 10:00:00')];
    expect([valueAt(now.body, 'response.sms.status'), valueAt(later.body, 'response.sms.status')]).toEqual([
      'Sent',
      'Queued',
    ]);
    const read = await call(`GET /v1/communications/sms?id=${valueAt(now.body, 'response.sms.id')}`);
    expect(valueAt(read.body, 'response.sms')).toMatchObject({ message: 'Your parcel waits', to: '919800000001' });
    const { body } = await call(`GET /v1.1/customer/interaction?mobile=919800000001&type=sms`);
    expect(JSON.stringify(body).match(/Your parcel waits/g)).toHaveLength(1);
  });

  it('are refused without text, and to addresses that cannot be', async () => {
    const failing = async (path: string, row: object) => {
      const channel = path.split('/').at(-1) ?? '';
      return valueAt(
        (await call(`POST ${path}`, { body: { root: { [channel]: [row] } } })).body,
        path.startsWith('/v2') ? 'errors.0.code' : 'response.status.code',
      );
    };
    expect(await failing('/v1.1/communications/sms', { to: '919800000001' })).toBe(4217);
    expect(await failing('/v1.1/communications/sms', { to: 'x', body: 'y' })).toBe(4101);
    expect(await failing('/v1.1/communications/email', { to: 'x', subject: 's', body: 'y' })).toBe(4208);
    expect(await failing('/v2/communications/email', { to: 'a@example.com', body: 'y' })).toBe(4217);
    const none = await call('GET /v1.1/communications/email?id=1');
    expect(valueAt(none.body, 'response.status.code')).toBe(4202);
  });
});

describe('global search', () => {
  const search = (body: object, query = '') =>
    call(`POST /v2/search/entity${query}`, { body: { entityType: 'CUSTOMER', enrichmentFields: {}, ...body } });
  const condition = (fieldId: string, operator: string, ...values: string[]) => ({
    searchConditions: [{ fieldId, operator, values }],
  });
  const hits = async (body: object) =>
    fieldOfEach(
      (await search(body)).body,
      `data.0.${'entityType' in body ? 'transaction' : 'customer'}SearchDetails`,
      'entityId',
    );

  it('finds customers by equality, by beginnings and within dates', async () => {
    expect(await hits(condition('mobile', 'EQUALS', '919800000001'))).toEqual([String(ASHA)]);
    expect(await hits(condition('search_prefix', 'STARTS_WITH', 'RAO'))).toContain(String(ASHA));
    const day = 86_400_000;
    const recent = await hits(
      condition('registeredDate', 'RANGE', String(Date.parse(START) - 30 * day), String(Date.parse(START) - day)),
    );
    expect(recent.length).toBe(2);
  });

  it('takes text in place of a list of one', async () => {
    const body = {
      entityType: 'CUSTOMER',
      searchConditions: [{ fieldId: 'search_prefix', operator: 'STARTS_WITH', values: 'rao' }],
      enrichmentFields: { enrichedFields: '', customFields: 'shoe_size', extendedFields: null },
    };
    expect(checkArguments(definitionOf('search_entities'), { body })).toEqual([]);
    const { body: found } = await search(body);
    expect(fieldOfEach(found, 'data.0.customerSearchDetails', 'entityId')).toContain(String(ASHA));
  });

  it('finds transactions, pages, and counts all where asked', async () => {
    const body = {
      entityType: 'TRANSACTION',
      ...condition('storeCode', 'EQUALS', 'blr01'),
      limit: 2,
      enrichmentFields: { enrichedFields: ['*'] },
    };
    const first = (await search(body, '?totalRequired=true')).body;
    expect(valueAt(first, 'data.0.transactionSearchDetails.0.transactionEnrichedFields.payment_mode')).toBeDefined();
    expect(Number(valueAt(first, 'pagination.total'))).toBeGreaterThan(10);
    expect(valueAt((await search(body)).body, 'pagination.total')).toBe(2);
    expect(await hits({ ...body, offset: 2 })).not.toEqual(await hits(body));
  });

  it('finds dates by epoch milliseconds, and refuses them in other forms', async () => {
    const from = (value: string | number) => ({
      entityType: 'TRANSACTION',
      searchConditions: [{ fieldId: 'billDate', operator: 'RANGE', values: [value, Date.parse(START)] }],
    });
    expect((await hits(from(Date.parse(START) - 60 * 86_400_000))).length).toBeGreaterThan(2);
    expect((await hits(from(String(Date.parse(START) - 60 * 86_400_000)))).length).toBeGreaterThan(2);
    for (const other of ['2026-03-01', '2026-03-01T00:00:00Z', 1_772_323_200]) {
      expect(await search(from(other)).then(errorOf)).toEqual([400, 400]);
    }
    expect(await search(condition('registeredDate', 'EQUALS', '2026-03-01')).then(errorOf)).toEqual([400, 400]);
  });

  it('finds customers by custom and extended fields, and by the beginning of anything without an operator', async () => {
    const pune = Object.values(sandbox.world.customers).filter(
      ({ extendedFields }) => extendedFields['city'] === 'Pune',
    );
    const newestFirst = pune.map(({ id }) => String(id)).reverse();
    expect(newestFirst).not.toEqual([]);
    expect((await hits({ ...condition('city', 'EQUALS', 'pune'), limit: 20 })).sort()).toEqual(
      newestFirst.slice(0, 20).sort(),
    );
    const byPrefix = { searchConditions: [{ fieldId: 'search_prefix', values: ['Ash'] }] };
    expect(await hits(byPrefix)).toContain(String(ASHA));
  });

  it('refuses what cannot be searched', async () => {
    const refused = (body: object) => search(body).then(errorOf);
    expect(await refused(condition('shoeSize', 'EQUALS', '42.5'))).toEqual([400, 400]);
    expect(await refused(condition('firstName', 'EQUALS', 'As'))).toEqual([400, 400]);
    expect(await refused(condition('firstName', 'RANGE', 'Asha', 'Zoya'))).toEqual([400, 400]);
    expect(await refused({ ...condition('firstName', 'EQUALS', 'Asha'), limit: 21 })).toEqual([400, 400]);
    expect(await refused({ searchConditions: [] })).toEqual([400, 400]);
  });
});
