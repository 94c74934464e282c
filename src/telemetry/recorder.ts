/**
 * Spans and metrics of a server, by the semantic conventions for MCP
 * (https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/mcp.md). Knows only the API of
 * OpenTelemetry; loaded only if there is something to report to.
 */
import { setImmediate } from 'node:timers/promises';
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  type Histogram,
  type Meter,
  metrics,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { CapillaryError } from '../client/errors.js';
import type { RequestEvent } from '../client/types.js';
import { withTimeout } from '../lib/timeout.js';
import { VERSION } from '../lib/version.js';
import type { Definition } from '../tools/define.js';
import type { ClientRequest, OrganizationTelemetry, Providers, Telemetry, TelemetryOptions } from './telemetry.js';

const NAME = 'capillary-mcp';

/** In seconds, as the conventions recommend for durations of MCP. */
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

/** How long the process waits at its end for what is left to be sent. */
const FLUSH_MS = 1_500;

/** What SDKs answer if a request fails in another way than with an error of the protocol. */
const INTERNAL_ERROR = -32_603;

/** Longer ids of requests are cut. */
const MAX_ID_LENGTH = 64;

const propagator = new W3CTraceContextPropagator();

/** The request that is being answered, and the tools that it called. */
const REQUEST = createContextKey('capillary-mcp request');
/** The exchange that is being made, and the last of its attempts. */
const EXCHANGE = createContextKey('capillary-mcp exchange');

class Calls {
  readonly tools = new Set<string>();
  /** How the last of them ended. */
  last: { result: string; outcome?: string } | undefined;
}

class Attempts {
  readonly span: Span;
  last: RequestEvent | undefined;

  constructor(span: Span) {
    this.span = span;
  }
}

/** Those that `--import` has registered. They belong to whoever did so, and are only flushed. */
export function registeredProviders(): Providers {
  const tracerProvider = trace.getTracerProvider();
  const meterProvider = metrics.getMeterProvider();
  return {
    tracerProvider,
    meterProvider,
    close: async () => {
      await Promise.allSettled([tracerProvider, meterProvider].map(flush));
    },
  };
}

/** The API has no such method, but most providers do, and the API's own hands out the one behind it. */
async function flush(provider: object): Promise<void> {
  const getDelegate: unknown = Reflect.get(provider, 'getDelegate');
  const target: unknown = typeof getDelegate === 'function' ? getDelegate.call(provider) : provider;
  const forceFlush: unknown = typeof target === 'object' && target ? Reflect.get(target, 'forceFlush') : undefined;
  if (typeof forceFlush === 'function') await forceFlush.call(target);
}

export class Recorder implements Telemetry {
  readonly #instruments: Instruments;
  readonly #providers: Providers;

  constructor(providers: Providers, { transport }: TelemetryOptions) {
    this.#providers = providers;
    // Does nothing if there is one.
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const meter = providers.meterProvider.getMeter(NAME, VERSION);
    this.#instruments = {
      tracer: providers.tracerProvider.getTracer(NAME, VERSION),
      operations: histogram(meter, 'mcp.server.operation.duration', 'Duration of requests, as the server sees it.'),
      sessions: histogram(meter, 'mcp.server.session.duration', 'Duration of sessions, as the server sees it.'),
      network: { 'network.transport': transport, ...(transport === 'tcp' && { 'network.protocol.name': 'http' }) },
    };
  }

  of(tenant?: string): OrganizationTelemetry {
    return new OrganizationRecorder(this.#instruments, tenant === undefined ? {} : { 'capillary.tenant': tenant });
  }

  onSessionEnded(durationMs: number): void {
    this.#instruments.sessions.record(durationMs / 1000, this.#instruments.network);
  }

  async close(): Promise<void> {
    // The last answers have been given, but their spans may not have ended.
    await setImmediate();
    await withTimeout(FLUSH_MS, this.#providers.close());
  }
}

interface Instruments {
  tracer: Tracer;
  operations: Histogram;
  sessions: Histogram;
  network: Attributes;
}

const histogram = (meter: Meter, name: string, description: string): Histogram =>
  meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: BUCKETS } });

class OrganizationRecorder implements OrganizationTelemetry {
  readonly #instruments: Instruments;
  /** On each span. */
  readonly #common: Attributes;

  constructor(instruments: Instruments, common: Attributes) {
    this.#instruments = instruments;
    this.#common = common;
  }

  async aroundRequest<T extends object>(request: ClientRequest, answer: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const { tracer, network } = this.#instruments;
    const { parent, links } = parentOf(request);
    const described = { ...describe(request), ...network };
    const attributes = { ...described, ...identify(request), ...this.#common };
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes, links }, parent);
    const calls = new Calls();
    const finish = (failure: Attributes): void => this.#finish(span, request, calls, { started, described, failure });
    try {
      const result = await context.with(trace.setSpan(parent, span).setValue(REQUEST, calls), answer);
      finish('isError' in result && result.isError === true ? { 'error.type': 'tool_error' } : {});
      return result;
    } catch (thrown) {
      const code = String(codeOf(thrown));
      finish({ 'error.type': code, 'rpc.response.status_code': code });
      throw thrown;
    }
  }

  #finish(
    span: Span,
    { method, metaTool }: ClientRequest,
    { tools, last }: Calls,
    { started, described, failure }: { started: number; described: Attributes; failure: Attributes },
  ): void {
    const [only] = tools.size === 1 ? tools : [metaTool];
    const found = { ...(only !== undefined && { 'gen_ai.tool.name': only }), ...failure };
    if (only !== undefined) span.updateName(`${method} ${only}`);
    span.setAttributes({
      ...found,
      ...(last && last.result !== 'success' && tools.size === 1 && { 'capillary.result': last.result }),
      ...(last?.outcome !== undefined && tools.size === 1 && { 'capillary.outcome': last.outcome }),
    });
    if ('error.type' in failure) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    this.#instruments.operations.record((performance.now() - started) / 1000, { ...described, ...found });
  }

  onCall({ tool, result, outcome }: Parameters<OrganizationTelemetry['onCall']>[0]): void {
    const calls = context.active().getValue(REQUEST);
    if (!(calls instanceof Calls)) return;
    calls.tools.add(tool);
    calls.last = { result, ...(outcome !== undefined && { outcome }) };
  }

  async aroundExchange<T>(definition: Definition, send: () => Promise<T>): Promise<T> {
    const { method, path, tool } = definition;
    const span = this.#startExchange({ method, path, tool });
    const attempts = new Attempts(span);
    try {
      const response = await context.with(trace.setSpan(context.active(), span).setValue(EXCHANGE, attempts), send);
      endExchange(attempts);
      return response;
    } catch (thrown) {
      endExchange(attempts, thrown);
      throw thrown;
    }
  }

  onRequest(event: RequestEvent): void {
    const attempts = context.active().getValue(EXCHANGE);
    if (!(attempts instanceof Attempts) || event.background) {
      this.#reportBackground(event);
      return;
    }
    attempts.last = event;
    const { attempt, status, result, ms } = event;
    attempts.span.addEvent('attempt', {
      attempt,
      result,
      duration_ms: ms,
      ...(status !== undefined && { 'http.response.status_code': status }),
    });
  }

  /** A write that went on after its caller had gone has a span of its own, because that of the exchange has ended. */
  #reportBackground(event: RequestEvent): void {
    const span = this.#startExchange(event, Date.now() - event.ms);
    span.setAttributes({ 'capillary.background': true, ...resultOf(event) });
    if (event.result !== 'success') fail(span, event.result);
    span.end();
  }

  #startExchange({ method, path, tool }: Pick<RequestEvent, 'method' | 'path' | 'tool'>, startTime?: number): Span {
    const template = `/${path}`;
    const described = { 'http.request.method': method, 'url.template': template, 'capillary.tool': tool };
    return this.#instruments.tracer.startSpan(`${method} ${template}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...described, ...this.#common },
      ...(startTime !== undefined && { startTime }),
    });
  }
}

function endExchange({ span, last }: Attempts, ...failure: [thrown?: unknown]): void {
  if (last) span.setAttributes({ ...resultOf(last), 'http.request.resend_count': last.attempt - 1 });
  if (failure.length > 0) fail(span, failure[0] instanceof CapillaryError ? failure[0].kind : 'internal');
  span.end();
}

const resultOf = ({ status, outcome, requestId }: RequestEvent): Attributes => ({
  ...(status !== undefined && { 'http.response.status_code': status }),
  ...(outcome !== undefined && { 'capillary.outcome': outcome }),
  ...(requestId !== undefined && { 'capillary.request_id': requestId }),
});

function fail(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** What spans and metrics have in common. */
const describe = ({ method, protocolVersion }: ClientRequest): Attributes => ({
  'mcp.method.name': method,
  ...(method === 'tools/call' && { 'gen_ai.operation.name': 'execute_tool' }),
  ...(protocolVersion !== undefined && { 'mcp.protocol.version': protocolVersion }),
});

const identify = ({ id, sessionId }: ClientRequest): Attributes => ({
  'jsonrpc.request.id': String(id).slice(0, MAX_ID_LENGTH),
  ...(sessionId !== undefined && { 'mcp.session.id': sessionId }),
});

/**
 * The parent is what the client sends in `_meta`, and else the span of the HTTP request: the one that instrumentation has
 * begun here, or the caller's. If `_meta` names a parent, the HTTP request's is linked.
 */
function parentOf({ meta = {}, headers }: ClientRequest) {
  const active = context.active();
  const ofHttp = trace.getSpanContext(active)
    ? active
    : extract((name) => headers?.get(name) ?? undefined, ['traceparent', 'tracestate']);
  const ofMessage = extract((name) => Reflect.get(meta, name), Object.keys(meta));
  const http = trace.getSpanContext(ofHttp);
  if (!trace.getSpanContext(ofMessage)) return { parent: ofHttp, links: [] };
  return { parent: ofMessage, links: http ? [{ context: http }] : [] };
}

function extract(get: (name: string) => unknown, names: string[]): Context {
  return propagator.extract(ROOT_CONTEXT, undefined, {
    keys: () => names,
    get: (_, name) => {
      const value = get(name);
      return typeof value === 'string' ? value : undefined;
    },
  });
}

function codeOf(thrown: unknown): number {
  const code: unknown = typeof thrown === 'object' && thrown ? Reflect.get(thrown, 'code') : undefined;
  return Number.isInteger(code) ? Number(code) : INTERNAL_ERROR;
}
