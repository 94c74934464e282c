/** Webhooks are really notified, over HTTP, by a receiver's answers. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isObject } from '../../src/lib/json.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { aCustomer, fieldOfEach, START, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

interface Received {
  method: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

const receivers: Server[] = [];
afterEach(async () => {
  for (const server of receivers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A receiver on this machine, which answers with one status after the other, the last one from then on. */
async function receiver(...statuses: number[]): Promise<{ url: string; port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body: unknown = JSON.parse(text);
    received.push({ method: request.method ?? '', headers: request.headers, body: isObject(body) ? body : {} });
    response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receivers.push(server);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver listens on no port');
  return { url: `http://127.0.0.1:${address.port}/hook`, port: address.port, received };
}

const settings = (webHookUrl: string, more: object = {}) => ({
  active: true,
  name: 'Ours',
  eventNames: ['transactionAdded', 'customerUpdated', 'pointsIssued'],
  customerIdentifiersToBeEnriched: ['INSTORE'],
  maxAllowedConnections: 2,
  methodType: 'POST',
  webHookType: 'HTTP',
  webHookUrl,
  webHookHeaders: { Authorization: 'Bearer open-sesame' },
  ...more,
});

/** Registers a webhook; returns its id, and its consumer group. */
async function registered(url: string, more: object = {}): Promise<{ id: string; group: string }> {
  const { body } = await call('POST /v3/webHooks', { body: settings(url, more) });
  return { id: String(valueAt(body, 'data.webHookId')), group: String(valueAt(body, 'data.consumerGroupId')) };
}

let bills = 0;

/** Books a bill, and waits until webhooks were notified. */
async function buy(customerId: number, billAmount = 1000) {
  bills += 1;
  const answer = await call(`POST /v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customerId}`, {
    body: { type: 'REGULAR', billNumber: `wh-${bills}`, billAmount },
  });
  await sandbox.settled();
  return answer;
}

const logs = async (group: string, query = '') =>
  (await call(`GET /v3/events/consumer-groups/${group}/logs${query}`)).body;
const metrics = async (group: string) =>
  valueAt((await call(`GET /v3/events/consumer-groups/${group}/metrics`)).body, 'data');

const advance = async (advanceSeconds: number) => {
  await fetch(`${sandbox.url}/__sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds }),
  });
  await sandbox.settled();
};

describe('a webhook', () => {
  it('is sent what happens, as documented, with its headers and the identifiers that it wants', async () => {
    const { url, received } = await receiver(200);
    const { group } = await registered(url);
    const customer = aCustomer(sandbox.world);
    const bill = await buy(customer.id);
    const requestId = bill.headers.get('x-cap-request-id');
    const sale = received.find(({ body }) => body['eventName'] === 'transactionAdded');
    expect(sale?.headers).toMatchObject({ authorization: 'Bearer open-sesame', 'content-type': 'application/json' });
    expect(sale?.body).toMatchObject({
      orgId: sandbox.world.organisation.id,
      refId: `${sandbox.world.organisation.id}_${valueAt(bill.body, 'createdId')}`,
      apiRequestId: requestId,
      createdAt: Date.parse(START),
      data: {
        amount: 1000,
        billType: 'REGULAR',
        transactionId: valueAt(bill.body, 'createdId'),
        customerIdentifiers: {
          customerId: customer.id,
          instore: { mobile: customer.profiles[0]?.identifiers[0]?.value },
        },
      },
    });
    const points = received.find(({ body }) => body['eventName'] === 'pointsIssued');
    expect(points?.body['data']).toMatchObject({
      totalPointsIssued: 100,
      triggeringActivity: { name: 'TransactionAdd' },
    });
    expect(fieldOfEach(await logs(group), 'data', 'status')).toEqual(['DELIVERED', 'DELIVERED']);
    expect(fieldOfEach(await logs(group, '?eventType=pointsIssued'), 'data', 'requestId')).toEqual([requestId]);
    expect(fieldOfEach(await logs(group, `?eventSearchKey=${requestId}`), 'data', 'eventType').sort()).toEqual([
      'pointsIssued',
      'transactionAdded',
    ]);
  });

  it('is sent changes of what existed before, and only the events that it wants', async () => {
    const { url, received } = await receiver(200);
    await registered(url, { eventNames: ['customerUpdated'] });
    const customer = aCustomer(sandbox.world);
    await buy(customer.id);
    const update = { profiles: [{ firstName: 'Ira' }] };
    await call(`PUT /v2/customers/${customer.id}?source=INSTORE`, { body: update });
    await sandbox.settled();
    expect(received.map(({ body }) => body['eventName'])).toEqual(['customerUpdated']);
    expect(received[0]?.body['data']).toMatchObject({
      firstName: 'Ira',
      customerIdentifiers: { customerId: customer.id },
    });
  });

  it('is sent what happens because time passes', async () => {
    const { url, received } = await receiver(200);
    await registered(url, { eventNames: ['pointsExpired'] });
    await advance(200 * 86_400);
    expect(received.length).toBeGreaterThan(0);
    expect(received[0]?.body).toMatchObject({ eventName: 'pointsExpired', apiRequestId: '' });
  });

  it('is tried again while it fails, by the clock of the sandbox, with the same event id', async () => {
    const { url, received } = await receiver(503, 429, 200);
    const { group } = await registered(url, { eventNames: ['transactionAdded'] });
    await buy(aCustomer(sandbox.world).id);
    expect(await metrics(group)).toMatchObject({ totalEvents: 1, retryingEvents: 1 });
    await advance(30);
    expect(received.length).toBe(1);
    await advance(31);
    expect(received.length).toBe(2);
    await advance(3600);
    expect(new Set(received.map(({ body }) => body['eventId'])).size).toBe(1);
    expect(await metrics(group)).toMatchObject({ deliveredEvents: 1, retryingEvents: 0, failedEvents: 0 });
  });

  it('is not tried again where it refuses the notification, or after a week', async () => {
    const refusing = await receiver(400);
    const { group } = await registered(refusing.url, { eventNames: ['transactionAdded'] });
    const failing = await receiver(500);
    const other = await registered(failing.url, { name: 'Failing', eventNames: ['transactionAdded'] });
    await buy(aCustomer(sandbox.world).id);
    await advance(3600);
    expect(refusing.received.length).toBe(1);
    expect(valueAt(await logs(group), 'data.0')).toMatchObject({
      status: 'FAILED',
      consumerResponse: { webhookHttpStatus: 400, message: 'The receiver answered 400' },
    });
    await advance(7 * 86_400);
    expect(await metrics(other.group)).toMatchObject({ failedEvents: 1, retryingEvents: 0 });
  });

  it('reaches no other machine and not the sandbox itself, unless the origin is allowed', async () => {
    const { group } = await registered('https://hooks.example.com/loyalty', { eventNames: ['transactionAdded'] });
    const own = await registered(`${sandbox.url}/hook`, { name: 'Own', eventNames: ['transactionAdded'] });
    await buy(aCustomer(sandbox.world).id);
    for (const each of [group, own.group]) {
      expect(valueAt(await logs(each), 'data.0.consumerResponse.message')).toMatch(/^The sandbox sends nothing to/);
      expect(await metrics(each)).toMatchObject({ failedEvents: 1 });
    }
    const allow = (origins: string[]) =>
      fetch(`${sandbox.url}/__sandbox/deliveries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ origins }),
      });
    expect((await allow(['hooks.example.com'])).status).toBe(400);
    expect(await (await allow(['https://hooks.example.com'])).json()).toEqual({
      loopback: true,
      origins: ['https://hooks.example.com'],
    });
    await allow([]);
  });

  it('is sent nothing once it is deactivated, and again once it is active', async () => {
    const { url, received } = await receiver(200);
    const { id } = await registered(url, { eventNames: ['transactionAdded'] });
    const stopped = await call(`DELETE /v3/webHooks/${id}`);
    expect(valueAt(stopped.body, 'data.active')).toBe(false);
    await buy(aCustomer(sandbox.world).id);
    expect(received).toEqual([]);
    await call(`PUT /v3/webHooks/${id}`, { body: settings(url, { eventNames: ['transactionAdded'] }) });
    await buy(aCustomer(sandbox.world).id);
    expect(received.length).toBe(1);
  });

  it('is refused without what it needs', async () => {
    const refused = (code: number, more: object) =>
      expectRefused('POST /v3/webHooks', code, { body: settings('https://hooks.example.com', more) });
    await refused(51003, { eventNames: [] });
    await refused(51003, { eventNames: undefined });
    await refused(51007, { maxAllowedConnections: 0 });
    await refused(300004, { maxAllowedConnections: undefined });
    await refused(400, { webHookUrl: 'ftp://example.com' });
    await refused(400, { webHookHeaders: { 'X-Two': 'a\r\nb' } });
    await refused(400, { name: 'Loyalty events to the warehouse' });
    await expectRefused('DELETE /v3/webHooks/none', 400);
    await expectRefused('GET /v3/events/consumer-groups/none/metrics', 400);
  });
});

describe('a sandbox that is part of another server', () => {
  let embedded: Sandbox | undefined;
  afterEach(() => embedded?.close());

  it('sends nothing, and says so', async () => {
    embedded = await startSandbox({ embedded: true, seed: 5, now: START });
    const { url, received } = await receiver(200);
    const { world } = embedded;
    const [webhook] = Object.values(world.webhooks);
    Object.assign(webhook ?? {}, { type: 'HTTP', url });
    const { username, password } = embedded.credentials;
    const { createHash } = await import('node:crypto');
    const basic = btoa(`${username}:${createHash('md5').update(password).digest('hex')}`);
    const customer = aCustomer(world);
    await fetch(`${embedded.url}/v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customer.id}`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'REGULAR', billNumber: 'em-1', billAmount: 500 }),
    });
    await embedded.settled();
    expect(received).toEqual([]);
    expect(world.notifications.at(-1)?.deliveries[0]).toMatchObject({
      status: 'FAILED',
      problem: expect.stringContaining('part of another server'),
    });
  });
});
