/** Faults on request, as a client meets them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../../src/client/client.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { authorized, START } from './support.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 1, now: START });
});
afterEach(() => sandbox.close());

const search = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.url}/v2/customers/search?q=Asha`, { headers: { ...authorized(sandbox), ...headers } });

const plan = (body: unknown): Promise<Response> =>
  fetch(`${sandbox.url}/__sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const addCustomer = (mobile: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${sandbox.url}/v2/customers?source=INSTORE`, {
    method: 'POST',
    headers: { ...authorized(sandbox), 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      profiles: [{ firstName: 'Noor', source: 'INSTORE', identifiers: [{ type: 'mobile', value: mobile }] }],
    }),
  });

const has = (mobile: string): boolean => JSON.stringify(sandbox.world.customers).includes(mobile);

describe('a fault in the header', () => {
  it('is the answer, in the envelope of the layer, and nothing is processed', async () => {
    const answer = await addCustomer('919811177001', { 'x-sandbox-fault': 'status=503, retry-after=2' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await answer.json()).toMatchObject({ errors: [{ code: 503 }] });
    expect(has('919811177001')).toBe(false);
  });

  it('cuts the connection before or after the call is processed', async () => {
    await expect(addCustomer('919811177002', { 'x-sandbox-fault': 'drop' })).rejects.toThrow();
    expect(has('919811177002')).toBe(false);
    await expect(addCustomer('919811177003', { 'x-sandbox-fault': 'drop=after' })).rejects.toThrow();
    expect(has('919811177003')).toBe(true);
  });

  it('cuts the answer in half', async () => {
    const answer = await search({ 'x-sandbox-fault': 'truncate' });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('does nothing where it cannot be read', async () => {
    expect((await search({ 'x-sandbox-fault': 'status=99999' })).status).toBe(200);
  });
});

describe('planned faults', () => {
  it('hold for so many calls of a method and path, and are told', async () => {
    await plan({ faults: [{ method: 'GET', path: '/v2/customers', status: 502, times: 2 }] });
    expect((await search()).status).toBe(502);
    expect(await (await fetch(`${sandbox.url}/__sandbox/faults`)).json()).toMatchObject({ faults: [{ times: 1 }] });
    expect([(await addCustomer('919811177004')).status, (await search()).status]).toEqual([200, 502]);
    expect((await search()).status).toBe(200);
  });

  it('are gone with DELETE and with a reset', async () => {
    for (const [method, path] of [
      ['DELETE', 'faults'],
      ['POST', 'reset'],
    ]) {
      await plan({ faults: [{ status: 500 }] });
      await fetch(`${sandbox.url}/__sandbox/${path}`, { method: method ?? '' });
      expect((await search()).status).toBe(200);
    }
  });

  it('are refused with what is wrong', async () => {
    const answer = await plan({ faults: [{ status: 200 }] });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('faults.0.status');
  });

  it('limit calls a minute by credential, until the minute is over', async () => {
    await plan({ rateLimitPerMinute: 2 });
    expect([(await search()).status, (await search()).status]).toEqual([200, 200]);
    const refused = await search();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(60);
    await fetch(`${sandbox.url}/__sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceSeconds": 60}',
    });
    expect((await search()).status).toBe(200);
  });

  it('show what this project’s own client makes of them', async () => {
    const { username, password } = sandbox.credentials;
    const client = new ApiClient({
      baseUrl: sandbox.url,
      credentials: { kind: 'basic', username, password },
      proxy: false,
      userAgent: 'test',
    });
    const definition = (tool: string) => {
      const found = findDefinition(tool);
      if (!found) throw new Error(`no tool ${tool}`);
      return found;
    };
    await plan({ faults: [{ status: 503, times: 1 }] });
    await expect(client.send(definition('customer_search'), { q: 'Asha' })).resolves.toMatchObject({ httpStatus: 200 });
    await plan({ faults: [{ drop: 'after', times: 1 }] });
    const write = client.send(definition('customer_add'), {
      body: {
        profiles: [{ firstName: 'Noor', source: 'INSTORE', identifiers: [{ type: 'mobile', value: '919811177005' }] }],
      },
    });
    await expect(write).rejects.toMatchObject({ outcome: 'unknown', retryable: false });
    expect(has('919811177005')).toBe(true);
    await client.close();
  });
});
