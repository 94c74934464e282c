/** Streamable HTTP on loopback, with clients of both eras and both SDKs; and what its guards refuse. */
import { request } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { createClient } from '../../src/client/client.js';
import { listTool } from '../../src/listing.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import { createServerFactory } from '../../src/server.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type HttpServer, serveHttp } from '../../src/transports/http.js';

let sandbox: Sandbox;
let server: HttpServer;
let api: ReturnType<typeof createClient>;

beforeAll(async () => {
  sandbox = await startSandbox({ definitions, seed: 1, now: '2026-05-03T06:30:00Z' });
  const { username, password } = sandbox.credentials;
  api = createClient({
    baseUrl: sandbox.url,
    credentials: { kind: 'basic', username, password },
    proxy: false,
    userAgent: 'test',
  });
  const factory = createServerFactory({
    tools: {
      list: async () => definitions.map(listTool),
      find: async (name) => findDefinition(name),
      names: async () => definitions.map(({ tool }) => tool),
    },
    callTool: createCallTool({ client: async () => api, maxCharacters: 28_000 }),
    version: '0.0.0',
    sandbox: true,
  });
  server = await serveHttp(factory, { port: 0, onError: () => {} });
});
afterAll(async () => {
  await server.close();
  await api.close();
  await sandbox.close();
});

describe('Streamable HTTP', () => {
  it.each([['legacy' as const], [{ pin: '2026-07-28' }]])('serves the 2.x client, era %j', async (mode) => {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
    expect((await client.listTools()).tools).toHaveLength(definitions.length);
    const { isError } = await client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } });
    expect(isError ?? false).toBe(false);
    await client.close();
  });

  it('serves the 1.x client', async () => {
    const client = new ClientV1({ name: 'test', version: '1' });
    // The 1.x transport declares its optional members without exactOptionalPropertyTypes in mind.
    await client.connect(new TransportV1(new URL(server.url)) as Parameters<typeof client.connect>[0]);
    expect((await client.listTools()).tools).toHaveLength(definitions.length);
    await client.close();
  });

  it('listens on loopback only', () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  it.each([
    ['a foreign Host', { host: 'evil.example.com' }],
    ['a foreign Origin', { origin: 'https://evil.example.com' }],
  ])('refuses %s', async (_, headers) => {
    expect(await statusOf(headers, '{"jsonrpc":"2.0","id":1,"method":"ping"}')).toBe(403);
  });

  it('refuses a body that is no JSON-RPC without falling over', async () => {
    expect(await statusOf({}, 'not json')).toBeGreaterThanOrEqual(400);
    expect(await statusOf({}, '{"jsonrpc":"2.0","id":1,"method":"ping"}')).toBe(200);
  });
});

/** fetch() sets Host itself; node:http lets a test lie. */
function statusOf(headers: Record<string, string>, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(
      server.url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
