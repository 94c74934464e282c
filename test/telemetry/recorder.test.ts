/** Spans of exchanges with the API, and what becomes of them when attempts fail or callers leave. */
import { setImmediate } from 'node:timers/promises';
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import type { RequestEvent } from '../../src/client/trace.js';
import { Recorder } from '../../src/telemetry/recorder.js';
import { findDefinition } from '../../src/tools/catalogue.js';

function record() {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const providers = { tracerProvider, meterProvider: new MeterProvider(), close: async () => {} };
  const telemetry = new Recorder(providers, { transport: 'pipe', onError: () => {} }).of('acme');
  /** Those that have ended, which they do after the answer. */
  const spans = async () => {
    await setImmediate();
    return exporter.getFinishedSpans();
  };
  return { telemetry, spans };
}

const write = findDefinition('customer_add');
if (!write) throw new Error('no tool customer_add');
const event = (changed: Partial<RequestEvent>): RequestEvent => ({
  tool: write.tool,
  method: write.method,
  path: write.path,
  ms: 40,
  attempt: 1,
  result: 'success',
  ...changed,
});

describe('the span of an exchange', () => {
  it('has an event for each attempt, and the result of the last', async () => {
    const { telemetry, spans } = record();
    await telemetry.aroundExchange(write, async (exchange) => {
      exchange.onAttempt(event({ result: 'upstream', status: 503 }));
      await Promise.resolve();
      exchange.onAttempt(event({ attempt: 2, status: 200, outcome: 'applied', requestId: '5f0c' }));
    });
    const [span] = await spans();
    expect(span?.name).toBe(`${write.method} /${write.path}`);
    expect(span?.events.map(({ attributes }) => attributes)).toEqual([
      { attempt: 1, result: 'upstream', duration_ms: 40, 'http.response.status_code': 503 },
      { attempt: 2, result: 'success', duration_ms: 40, 'http.response.status_code': 200 },
    ]);
    expect(span?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'http.request.resend_count': 1,
      'capillary.outcome': 'applied',
      'capillary.request_id': '5f0c',
      'capillary.tenant': 'acme',
    });
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it('says why it failed, without the message, which may quote what was sent', async () => {
    const { telemetry, spans } = record();
    const failure = new CapillaryError({ kind: 'timeout', message: 'Asha', hint: 'Asha', retryable: false });
    const failing = telemetry.aroundExchange(write, () => Promise.reject(failure));
    await expect(failing).rejects.toBe(failure);
    const broken = telemetry.aroundExchange(write, () => Promise.reject(new Error('Asha')));
    await expect(broken).rejects.toThrow('Asha');
    expect((await spans()).map(({ attributes }) => attributes['error.type'])).toEqual(['timeout', 'internal']);
    expect((await spans()).map(({ status }) => status)).toEqual([
      { code: SpanStatusCode.ERROR },
      { code: SpanStatusCode.ERROR },
    ]);
    expect((await spans()).flatMap(({ events }) => events)).toEqual([]);
  });

  it('is followed by another if a write ends after its caller has left', async () => {
    const { telemetry, spans } = record();
    let end = (): void => {};
    await telemetry.aroundExchange(write, async (exchange) => {
      end = () => exchange.onAttempt(event({ ms: 3_000, outcome: 'applied', background: true }));
    });
    await spans();
    end();
    expect((await spans()).map(({ attributes }) => attributes['capillary.background'])).toEqual([undefined, true]);
    expect((await spans())[1]?.duration[0]).toBe(3);
  });
});

describe('the span of a request', () => {
  it('has the code of an error of the protocol', async () => {
    const { telemetry, spans } = record();
    const request = { method: 'tools/list', id: 'a'.repeat(100) };
    const codes = [Object.assign(new Error('limit'), { code: -32_000 }), new Error('broken')];
    for (const error of codes) {
      await expect(telemetry.aroundRequest(request, () => Promise.reject(error))).rejects.toBe(error);
    }
    expect((await spans()).map(({ attributes }) => attributes['rpc.response.status_code'])).toEqual([
      '-32000',
      '-32603',
    ]);
    expect((await spans())[0]?.attributes['jsonrpc.request.id']).toBe('a'.repeat(64));
  });

  it('keeps the name of the caller if several tools were called', async () => {
    const { telemetry, spans } = record();
    const request = { method: 'tools/call', id: 1, metaTool: 'call_read_tool' };
    await telemetry.aroundRequest(request, async (trace) => {
      trace.onCall({ tool: 'customer_get', result: 'success' });
      trace.onCall({ tool: 'points_get_transfers', result: 'not_found' });
      return {};
    });
    expect((await spans())[0]?.name).toBe('tools/call call_read_tool');
    expect((await spans())[0]?.attributes['capillary.result']).toBeUndefined();
  });

  it('has the spans of what it sends below it, and theirs below them, whatever else is answered meanwhile', async () => {
    const { telemetry, spans } = record();
    const requests = [1, 2].map((id) =>
      telemetry.aroundRequest({ method: 'tools/call', id }, async (trace) => {
        await Promise.resolve();
        await trace.aroundExchange(write, async (exchange) => {
          await Promise.resolve();
          await exchange.aroundExchange(write, () => Promise.resolve());
        });
        return {};
      }),
    );
    await Promise.all(requests);
    const parents = (await spans()).map((span) => span.parentSpanContext?.spanId);
    const own = (await spans()).map((span) => span.spanContext().spanId);
    expect(parents.map((id) => (id === undefined ? 'none' : own.indexOf(id)))).toEqual([2, 3, 4, 5, 'none', 'none']);
  });

  it('has the version that an initialization agreed on', async () => {
    const { telemetry, spans } = record();
    await telemetry.aroundRequest({ method: 'initialize', id: 1 }, async () => ({ protocolVersion: '2025-11-25' }));
    expect((await spans())[0]?.attributes['mcp.protocol.version']).toBe('2025-11-25');
  });
});

describe('what keeps contexts', () => {
  it('is not set up by this server, because all promises would cost more with it', () => {
    record();
    expect(context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())).toBe(true);
    context.disable();
  });

  it('has the span of what is being done, if others have registered it', async () => {
    const { telemetry, spans } = record();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const active: (string | undefined)[] = [];
    const note = async (): Promise<void> => {
      await Promise.resolve();
      active.push(trace.getActiveSpan()?.spanContext().spanId);
    };
    try {
      await telemetry.aroundRequest({ method: 'tools/call', id: 1 }, async (request) => {
        await request.aroundExchange(write, note);
        await note();
        return {};
      });
    } finally {
      context.disable();
    }
    expect(active).toEqual((await spans()).map((span) => span.spanContext().spanId));
  });
});
