/** Which requests the sandbox answers, as browsers and command lines send them. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { authorized, START } from './support.js';

let sandbox: Sandbox;
let embedded: Sandbox;
beforeAll(async () => {
  const options = { seed: 1, now: START };
  sandbox = await startSandbox(options);
  embedded = await startSandbox({ ...options, embedded: true });
});
afterAll(async () => {
  await Promise.all([sandbox.close(), embedded.close()]);
});

interface Sent {
  to?: Sandbox;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends exactly these headers, which `fetch` does not allow. */
function send(
  call: string,
  { to = sandbox, headers = {}, body }: Sent = {},
): Promise<{ status: number; text: string }> {
  const [method, path] = call.split(' ');
  const { hostname, port } = new URL(to.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(Buffer.from(chunk));
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const statusOf = async (call: string, sent?: Sent): Promise<number> => (await send(call, sent)).status;
const portOf = (to = sandbox): string => new URL(to.url).port;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a host name', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('%s with the port is answered', async (name) => {
    expect(await statusOf('GET /', { headers: { host: `${name}:${portOf()}` } })).toBe(200);
  });

  it.each([
    ['of an attacker', () => `rebound.example:${portOf()}`],
    ['that only begins like an own one', () => `localhost.attacker.example:${portOf()}`],
    ['with another port', () => 'localhost:1'],
    ['without a port', () => 'localhost'],
    ['with credentials', () => `me@localhost:${portOf()}`],
  ])('%s is refused, for the page, control calls and the API', async (_, host) => {
    const headers = { host: host(), ...authorized(sandbox) };
    for (const call of ['GET /', 'GET /__sandbox/state', 'POST /__sandbox/reset', 'GET /v2/customers/search?q=Asha']) {
      const { status, text } = await send(call, { headers });
      expect([status, text]).toEqual([421, expect.stringContaining(`127.0.0.1:${portOf()}`)]);
    }
  });

  it('can be any address where the sandbox listens on all of them, but not any name', async () => {
    const open = await startSandbox({ seed: 1, now: START, host: '0.0.0.0' });
    const status = (name: string) => statusOf('GET /', { to: open, headers: { host: `${name}:${portOf(open)}` } });
    expect([await status('192.168.1.5'), await status('[fe80::1]'), await status('rebound.example')]).toEqual([
      200, 200, 421,
    ]);
    await open.close();
  });
});

describe('a page of another site', () => {
  it.each([
    { origin: 'https://attacker.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is refused: %o', async (headers) => {
    for (const call of ['GET /', 'OPTIONS /v2/customers', 'GET /__sandbox/state', 'POST /__sandbox/reset']) {
      expect(await statusOf(call, { headers: { ...headers, ...JSON_TYPE } })).toBe(403);
    }
  });

  it('is refused before anything changes', async () => {
    const before = sandbox.world;
    await send('POST /__sandbox/reset', { headers: { origin: 'https://attacker.example' } });
    await send('POST /__sandbox/reset', { headers: { 'content-type': 'text/plain' }, body: '{}' });
    expect(sandbox.world).toBe(before);
  });

  it('is not mistaken for the own page or a person at the address bar', async () => {
    const own = { origin: sandbox.url, 'sec-fetch-site': 'same-origin' };
    expect(await statusOf('POST /__sandbox/reset', { headers: { ...own, ...JSON_TYPE }, body: '{}' })).toBe(200);
    expect(await statusOf('GET /', { headers: { 'sec-fetch-site': 'none' } })).toBe(200);
  });
});

describe('a control call', () => {
  it('needs no content type from the command line if it has no body', async () => {
    expect(await statusOf('POST /__sandbox/reset')).toBe(200);
    expect(await statusOf('POST /__sandbox/reset', { headers: { 'content-length': '0' } })).toBe(200);
    expect(await statusOf('DELETE /__sandbox/faults')).toBe(200);
  });

  it.each([
    ['application/json', 200],
    ['Application/JSON; charset=utf-8', 200],
    ['text/plain', 415],
    ['application/jsonp', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['', 415],
  ])('with the content type "%s" is answered with %i', async (type, expected) => {
    const { status } = await send('POST /__sandbox/clock', {
      headers: { 'content-type': type },
      body: '{"advanceSeconds": 0}',
    });
    expect(status).toBe(expected);
  });

  it('with a body and no content type, or from a page without one, is refused', async () => {
    expect(await statusOf('POST /__sandbox/clock', { body: '{"advanceSeconds": 0}' })).toBe(415);
    expect(await statusOf('POST /__sandbox/reset', { headers: { origin: sandbox.url } })).toBe(415);
  });

  it('is accepted by an embedded sandbox only from its own page', async () => {
    const reset = (headers: Record<string, string>) => statusOf('POST /__sandbox/reset', { to: embedded, headers });
    expect(await reset({})).toBe(403);
    expect(await reset(JSON_TYPE)).toBe(403);
    expect(await reset({ ...JSON_TYPE, origin: sandbox.url })).toBe(403);
    expect(await reset({ ...JSON_TYPE, origin: embedded.url })).toBe(200);
    expect(await statusOf('GET /__sandbox/state', { to: embedded })).toBe(200);
  });
});
