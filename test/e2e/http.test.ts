/** Streamable HTTP on loopback, with clients of both eras and both SDKs, and what the guards refuse. */
import { request } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ToolAccess } from '../../src/discovery/filters.js';
import { DEFAULT_TOOLS } from '../../src/discovery/toolsets.js';
import type { MutableObservable } from '../../src/lib/observable.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { HttpServer } from '../../src/transports/http.js';
import { allowing, hosted } from '../transports/hosted.js';
import { startHosted } from './hosted.js';
import { callTool } from './rpc.js';

let server: HttpServer;
let allowed: MutableObservable<ToolAccess>;

/** Number of tools listed by default: the meta-tools and the everyday tools. */
const DEFAULT_COUNT = 6 + Object.keys(DEFAULT_TOOLS).length;

beforeAll(async () => {
  ({ server, allowed } = await hosted());
});

describe('Streamable HTTP', () => {
  it.each([['legacy' as const], [{ pin: '2026-07-28' }]])('serves the 2.x client, era %j', async (mode) => {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
    expect((await client.listTools()).tools).toHaveLength(DEFAULT_COUNT);
    const { isError } = await client.callTool({ name: 'customer_search', arguments: { q: 'Asha' } });
    expect(isError ?? false).toBe(false);
    await client.close();
  });

  it('serves the 1.x client', async () => {
    const client = new ClientV1({ name: 'test', version: '1' });
    // The 1.x transport declares its optional members without exactOptionalPropertyTypes in mind.
    await client.connect(new TransportV1(new URL(server.url)) as Parameters<typeof client.connect>[0]);
    expect((await client.listTools()).tools).toHaveLength(DEFAULT_COUNT);
    await client.close();
  });

  it('sends results as objects if asked to', async () => {
    const command = await startHosted({}, ['--output-schemas']);
    try {
      const { structure, json } = await callTool(command.url, 'customer_search', { q: 'Asha' });
      expect(structure).toMatchObject({ data: [{ userId: expect.any(Number) }] });
      expect(json).toEqual(structure);
    } finally {
      await command.stop();
    }
  });

  it('narrows by header or query, for that client only', async () => {
    const narrow = new URL(server.url);
    narrow.searchParams.set('toolsets', 'badges');
    const client = await connect(narrow, { 'x-mcp-readonly': 'true' });
    const other = await connect(new URL(server.url));
    const badges = definitions.filter(({ toolset, effect }) => toolset === 'badges' && effect === 'read');
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      'find_tools',
      'describe_connection',
      'call_read_tool',
      ...badges.map(({ tool }) => tool),
    ]);
    const refused = await client.callTool({ name: 'coupon_issue', arguments: {} });
    expect(JSON.stringify(refused.content)).toMatch(/disabled_tool.*read-only \(x-mcp-readonly\)/);
    const through = await client.callTool({ name: 'call_write_tool', arguments: { name: 'coupon_issue' } });
    expect(JSON.stringify(through.content)).toContain('disabled_tool');
    expect((await other.listTools()).tools).toHaveLength(DEFAULT_COUNT);
    await Promise.all([client.close(), other.close()]);
  });

  it('makes several reads at once, and refuses those among them that are hidden from that client', async () => {
    const client = await connect(new URL(server.url), { 'x-mcp-exclude-tools': 'customer_get' });
    const calls = [
      { name: 'customer_search', arguments: { q: 'Asha' } },
      { name: 'customer_get', arguments: {} },
      { name: 'coupon_issue', arguments: {} },
    ];
    const { content, isError } = await client.callTool({ name: 'call_read_tool', arguments: { calls } });
    expect(isError ?? false).toBe(false);
    const [first] = content;
    expect(JSON.parse(first?.type === 'text' ? first.text : '')).toMatchObject([
      { call: 1, result: expect.anything() },
      { call: 2, error: { kind: 'disabled_tool' } },
      { call: 3, error: { kind: 'invalid_arguments', outcome: 'not_sent' } },
    ]);
    await client.close();
  });

  it('never widens what the operator allows', async () => {
    const before = allowed.current();
    allowed.set(allowing({ readOnly: true }));
    const client = await connect(new URL(`${server.url}?read-only=false&toolsets=all`));
    const { tools } = await client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    const refused = await client.callTool({ name: 'coupon_issue', arguments: {} });
    expect(JSON.stringify(refused.content)).toMatch(/disabled_tool.*CAPILLARY_READ_ONLY/);
    await client.close();
    allowed.set(before);
  });

  it('answers an unknown name with the nearest', async () => {
    const response = await fetch(`${server.url}?toolsets=pionts`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/pionts.*nearest: points/);
  });

  it('notifies a client of the 2026 era that the list has changed', async () => {
    let onChange: (names: string[]) => void = () => {};
    const changed = new Promise<string[]>((resolve) => {
      onChange = resolve;
    });
    const client = new Client(
      { name: 'test', version: '1' },
      {
        versionNegotiation: { mode: { pin: '2026-07-28' } },
        listChanged: {
          tools: { onChanged: (_, tools) => onChange((tools ?? []).map(({ name }) => name)), debounceMs: 0 },
        },
      },
    );
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
    await client.listTools();
    const before = allowed.current();
    allowed.set(allowing({ toolsets: ['discovery'] }));
    expect(await changed).toHaveLength(6);
    allowed.set(before);
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

  it('refuses a body that is not JSON-RPC, and keeps working', async () => {
    expect(await statusOf({}, 'not json')).toBeGreaterThanOrEqual(400);
    expect(await statusOf({}, '{"jsonrpc":"2.0","id":1,"method":"ping"}')).toBe(200);
  });
});

async function connect(url: URL, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return client;
}

/** Uses node:http because fetch() does not let a test set Host. */
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
