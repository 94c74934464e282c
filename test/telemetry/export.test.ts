/** The built command with an OpenTelemetry collector: which spans and metrics it sends, and when it sends none. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, describe, expect, it } from 'vitest';
import { CLI, cleanEnv } from '../e2e/clients.js';
import { startHosted } from '../e2e/hosted.js';
import { type ReceivedSpan, type Receiver, startReceiver } from './receiver.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const traceparent = (trace = TRACE): string => `00-${trace}-${CALLER}-01`;
const MOBILE = '919800000007';
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function receiver(status?: number): Promise<Receiver> {
  const started = await startReceiver(status);
  cleanups.push(started.close);
  return started;
}

const hanging = async (): Promise<Receiver> => {
  const started = await startReceiver(undefined);
  cleanups.push(started.close);
  return started;
};

/** Connects to the command over stdio. */
async function connect(env: Record<string, string>, mode: 'legacy' | { pin: string } = 'legacy') {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [CLI],
    env: cleanEnv(env),
    stderr: 'ignore',
  });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return client;
}

const lookUp = (client: Client, name = 'customer_lookup_get_points_balance', meta: Record<string, string> = {}) => {
  const args = { source: 'INSTORE', identifierName: 'mobile', identifierValue: MOBILE };
  const call = name === 'call_read_tool' ? { name: 'customer_lookup_get_points_balance', arguments: args } : args;
  return client.callTool({ name, arguments: call, _meta: meta });
};

const ofKind = (spans: readonly ReceivedSpan[], kind: number): ReceivedSpan[] =>
  spans.filter((span) => span.kind === kind);

describe('with OTEL_EXPORTER_OTLP_ENDPOINT, over stdio', () => {
  it.each([
    ['the 2025 era', 'legacy' as const, '2025-11-25'],
    ['the 2026 era', { pin: '2026-07-28' }, '2026-07-28'],
  ])('joins a call of %s to the trace of its caller', async (_, mode, version) => {
    const { url, spans, points, bodies } = await receiver();
    const client = await connect({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SERVICE_NAME: 'loyalty' }, mode);
    await lookUp(client, 'customer_lookup_get_points_balance', { traceparent: traceparent() });
    await client.close();
    const [call] = ofKind(spans, SERVER).filter(({ name }) => name.startsWith('tools/call'));
    expect(call).toMatchObject({
      name: 'tools/call customer_lookup_get_points_balance',
      traceId: TRACE,
      parentSpanId: CALLER,
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': 'customer_lookup_get_points_balance',
        'gen_ai.operation.name': 'execute_tool',
        'mcp.protocol.version': version,
        'jsonrpc.request.id': expect.any(String),
        'network.transport': 'pipe',
      },
      status: 0,
    });
    expect(call?.resource).toMatchObject({ 'service.name': 'loyalty', 'service.version': expect.any(String) });
    const exchanges = ofKind(spans, CLIENT).filter(({ parentSpanId }) => parentSpanId === call?.spanId);
    expect(exchanges).toMatchObject([
      {
        name: 'GET /v2/customers/lookup/points/balance',
        traceId: TRACE,
        attributes: {
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'capillary.tool': 'customer_lookup_get_points_balance',
        },
        events: [{ name: 'attempt', attributes: { attempt: 1, result: 'success' } }],
      },
    ]);
    expect(points['mcp.server.operation.duration']?.find(({ attributes }) => attributes['gen_ai.tool.name'])).toEqual({
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': 'customer_lookup_get_points_balance',
        'gen_ai.operation.name': 'execute_tool',
        'mcp.protocol.version': version,
        'network.transport': 'pipe',
      },
      count: 1,
      bounds: BUCKETS,
    });
    // A client of the 2026 era first starts a server to ask for its versions.
    expect(points['mcp.server.session.duration']?.[0]).toMatchObject({ count: 1, bounds: BUCKETS });
    // What was asked for and answered stays here.
    expect(bodies.join()).not.toMatch(/9198000|Asha|INSTORE/);
  });

  it('names the tool that a caller calls, and that it failed', async () => {
    const { url, spans, points } = await receiver();
    const client = await connect({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    await lookUp(client, 'call_read_tool');
    await client.callTool({ name: 'customer_get', arguments: { customerId: '999999999', source: 'INSTORE' } });
    await client.callTool({ name: 'find_tools', arguments: { query: 'points' } });
    await client.callTool({ name: 'no_such_tool_of_asha', arguments: {} });
    await client.close();
    const calls = ofKind(spans, SERVER).filter(({ attributes }) => attributes['mcp.method.name'] === 'tools/call');
    expect(calls.map(({ name, status, attributes }) => [name, status, attributes['error.type']])).toEqual([
      ['tools/call customer_lookup_get_points_balance', 0, undefined],
      ['tools/call customer_get', ERROR, 'tool_error'],
      ['tools/call find_tools', 0, undefined],
      // Any text may be called: it is no name of a series.
      ['tools/call', ERROR, 'tool_error'],
    ]);
    expect(calls[1]?.attributes['capillary.result']).toBe('not_found');
    const failed = points['mcp.server.operation.duration']?.filter(({ attributes }) => attributes['error.type']);
    expect(failed?.map(({ attributes }) => attributes['gen_ai.tool.name'])).toEqual(['customer_get', undefined]);
  });

  it('shows what is looked up for a call below it', async () => {
    const { url, spans } = await receiver();
    const client = await connect({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    const identifier = { type: 'mobile', value: MOBILE };
    const transfer = {
      name: 'points_transfer',
      arguments: {
        body: { pointsTobeTransferred: 1, fromCustomerIdentifier: identifier, toCustomerIdentifier: identifier },
      },
    };
    await client.callTool({ name: 'preview_call', arguments: transfer });
    await client.close();
    const [call] = ofKind(spans, SERVER).filter(({ name }) => name.startsWith('tools/call'));
    const lookUps = ofKind(spans, CLIENT).filter(({ name }) => name.includes('/lookup/'));
    expect(lookUps.length).toBeGreaterThan(0);
    expect(lookUps.map(({ parentSpanId }) => parentSpanId)).toEqual(lookUps.map(() => call?.spanId));
  });

  it('sends nothing of a signal whose exporter is none', async () => {
    const { url, spans, points } = await receiver();
    const client = await connect({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_TRACES_EXPORTER: 'none' });
    await lookUp(client);
    await client.close();
    expect(spans).toEqual([]);
    expect(Object.keys(points).sort()).toEqual(['mcp.server.operation.duration', 'mcp.server.session.duration']);
  });

  it('ends within two seconds if the collector does not answer', async () => {
    const { url } = await hanging();
    const client = await connect({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    await lookUp(client);
    const started = performance.now();
    await client.close();
    // The client would end the process after two seconds.
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('with OTEL_EXPORTER_OTLP_ENDPOINT, over HTTP', () => {
  it('prefers the parent in _meta to that in the header, which it links', async () => {
    const { url, spans, points } = await receiver();
    const server = await startHosted({ OTEL_EXPORTER_OTLP_ENDPOINT: url, CAPILLARY_SESSIONS: 'true' });
    const header = 'a'.repeat(32);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(server.url, {
        requestInit: { headers: { traceparent: traceparent(header) } },
      }),
    );
    await lookUp(client);
    await lookUp(client, 'call_read_tool', { traceparent: traceparent() });
    await client.close();
    expect(await server.stop()).toBe(0);
    const calls = ofKind(spans, SERVER).filter(({ attributes }) => attributes['mcp.method.name'] === 'tools/call');
    expect(calls.map(({ traceId, links }) => [traceId, links])).toEqual([
      [header, []],
      [TRACE, [header]],
    ]);
    expect(calls[0]?.attributes).toMatchObject({
      'network.transport': 'tcp',
      'network.protocol.name': 'http',
      'mcp.session.id': expect.any(String),
      'capillary.tenant': 'default',
    });
    expect(points['mcp.server.session.duration']).toMatchObject([
      { count: 1, attributes: { 'network.transport': 'tcp' } },
    ]);
  });

  it('reports the fetch of a token as an exchange', async () => {
    const { url, spans } = await receiver();
    const server = await startHosted({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(server.url));
    const upload = { name: 'coupon_upload_get_status', arguments: { couponSeriesId: 1 } };
    await client.callTool({ name: 'call_read_tool', arguments: upload });
    await client.close();
    await server.stop();
    const [exchange] = ofKind(spans, CLIENT).filter(({ name }) => !name.includes('oauth'));
    const [token] = ofKind(spans, CLIENT).filter(({ name }) => name.includes('oauth'));
    expect(token).toMatchObject({
      name: 'POST /v3/oauth/token/generate',
      parentSpanId: exchange?.spanId,
      attributes: { 'capillary.tool': 'oauth_token_generate', 'http.response.status_code': 200 },
    });
  });
});

describe('with OpenTelemetry switched off', () => {
  // Neither does a start without any of it: test/e2e/records-off.test.ts.
  it('OTEL_SDK_DISABLED set loads nothing of OpenTelemetry', async () => {
    const env = { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
    const folder = await mkdtemp(join(tmpdir(), 'loaded-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const hooks = join(folder, 'hooks.mjs');
    const loaded = join(folder, 'loaded.txt');
    await writeFile(
      hooks,
      `import { appendFileSync } from 'node:fs';
      export async function load(url, context, next) { appendFileSync(${JSON.stringify(loaded)}, url + '\\n'); return next(url, context); }`,
    );
    const register = join(folder, 'register.mjs');
    await writeFile(
      register,
      `import { register } from 'node:module'; register(${JSON.stringify(`file://${hooks}`)});`,
    );
    const client = await connect({ ...env, NODE_OPTIONS: `--import=file://${register}` });
    await lookUp(client);
    await client.close();
    const files = await readFile(loaded, 'utf8');
    expect(files).toContain('commands-serve.js');
    expect(files).not.toMatch(/opentelemetry|telemetry-(otlp|recorder)/);
  });
});

describe('with a provider that --import has registered', () => {
  it('reports there, and does not export by itself', async () => {
    const { url, spans } = await receiver();
    const folder = await mkdtemp(join(tmpdir(), 'registered-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const register = join(folder, 'register.mjs');
    const packageFile = (name: string): string => JSON.stringify(import.meta.resolve(name));
    await writeFile(
      register,
      `import { trace } from ${packageFile('@opentelemetry/api')};
      import base from ${packageFile('@opentelemetry/sdk-trace-base')};
      import otlp from ${packageFile('@opentelemetry/exporter-trace-otlp-http')};
      const processor = new base.BatchSpanProcessor(new otlp.OTLPTraceExporter({ url: '${url}/v1/traces' }));
      trace.setGlobalTracerProvider(new base.BasicTracerProvider({ spanProcessors: [processor] }));`,
    );
    const other = await receiver();
    const client = await connect({
      NODE_OPTIONS: `--import=file://${register}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: other.url,
    });
    await lookUp(client);
    await client.close();
    const [call] = ofKind(spans, SERVER).filter(({ name }) => name.startsWith('tools/call'));
    const exchanges = ofKind(spans, CLIENT).filter(({ parentSpanId }) => parentSpanId === call?.spanId);
    expect([call?.name, exchanges.length]).toEqual(['tools/call customer_lookup_get_points_balance', 1]);
    expect(other.bodies).toEqual([]);
  });
});
