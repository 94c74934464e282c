/**
 * Spans and metrics of a server, by the semantic conventions for MCP
 * (https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/mcp.md). Knows only the API of
 * OpenTelemetry; loaded only if there is something to report to.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Attributes,
  type Context,
  context,
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
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { CapillaryError } from '../client/errors.js';
import type { ExchangeTrace, RequestEvent, RequestTrace, Trace } from '../client/trace.js';
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
    await nextTurn();
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

/** What the spans of one organization have in common. */
interface Reporting extends Instruments {
  /** On each span. */
  common: Attributes;
}

class OrganizationRecorder implements OrganizationTelemetry {
  readonly #reporting: Reporting;

  constructor(instruments: Instruments, common: Attributes) {
    this.#reporting = { ...instruments, common };
  }

  async aroundRequest<T extends object>(
    request: ClientRequest,
    answer: (trace: RequestTrace) => Promise<T>,
  ): Promise<T> {
    const reported = new ReportedRequest(this.#reporting, request);
    try {
      const result = await reported.run(() => answer(reported));
      reported.end(result);
      return result;
    } catch (thrown) {
      reported.fail(thrown);
      throw thrown;
    }
  }

  aroundExchange<T>(definition: Definition, send: (exchange: ExchangeTrace) => Promise<T>): Promise<T> {
    return reportExchange(this.#reporting, context.active(), definition, send);
  }
}

/**
 * A span that is not over. It is handed on from call to call: with a context for each promise, as AsyncLocalStorage keeps
 * it, all promises of the process would cost more.
 */
abstract class ReportedSpan implements Trace {
  protected readonly reporting: Reporting;
  protected readonly span: Span;
  /** With the span, for those below it. */
  protected readonly context: Context;

  constructor(reporting: Reporting, span: Span, parent: Context) {
    this.reporting = reporting;
    this.span = span;
    this.context = trace.setSpan(parent, span);
  }

  /** Where `--import` has registered what keeps contexts, other instrumentation finds the span there. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return context.with(this.context, work);
  }

  aroundExchange<T>(definition: Definition, send: (exchange: ExchangeTrace) => Promise<T>): Promise<T> {
    return reportExchange(this.reporting, this.context, definition, send);
  }
}

/**
 * Does what need not be done before an answer is given: ending a span costs more than all that is noted on it.
 *
 * @param finish - gets the time of now, as `performance` has it
 */
function afterTurn(finish: (time: number) => void): void {
  const time = performance.now();
  setImmediate(() => finish(time));
}

class ReportedRequest extends ReportedSpan implements RequestTrace {
  readonly #started = performance.now();
  readonly #request: ClientRequest;
  /** What the metric has in common with the span. */
  readonly #described: Attributes;
  readonly #tools = new Set<string>();
  /** How the last call ended. */
  #last: { result: string; outcome?: string } | undefined;

  constructor(reporting: Reporting, request: ClientRequest) {
    const { tracer, network, common } = reporting;
    const { parent, links } = parentOf(request);
    const described = { ...describe(request), ...network };
    const attributes = { ...described, ...identify(request), ...common };
    super(reporting, tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes, links }, parent), parent);
    this.#request = request;
    this.#described = described;
  }

  onCall({ tool, ...ended }: Parameters<RequestTrace['onCall']>[0]): void {
    this.#tools.add(tool);
    this.#last = ended;
  }

  end(result: object): void {
    const hasFailed = 'isError' in result && result.isError === true;
    afterTurn((time) => this.#finish(time, { ...versionIn(result), ...(hasFailed && { 'error.type': 'tool_error' }) }));
  }

  fail(thrown: unknown): void {
    const code = String(codeOf(thrown));
    afterTurn((time) => this.#finish(time, { 'error.type': code, 'rpc.response.status_code': code }));
  }

  /** @param time - when it ended */
  #finish(time: number, ended: Attributes): void {
    const { method, metaTool } = this.#request;
    const [only] = this.#tools.size === 1 ? this.#tools : [metaTool];
    const found = { ...(only !== undefined && { 'gen_ai.tool.name': only }), ...ended };
    if (only !== undefined) this.span.updateName(`${method} ${only}`);
    const { result = 'success', outcome } = (this.#tools.size === 1 && this.#last) || {};
    this.span.setAttributes({
      ...found,
      ...(result !== 'success' && { 'capillary.result': result }),
      ...(outcome !== undefined && { 'capillary.outcome': outcome }),
    });
    if ('error.type' in ended) this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end(time);
    this.reporting.operations.record((time - this.#started) / 1000, { ...this.#described, ...found });
  }
}

async function reportExchange<T>(
  reporting: Reporting,
  parent: Context,
  { method, path, tool }: Definition,
  send: (exchange: ExchangeTrace) => Promise<T>,
): Promise<T> {
  const span = startExchange(reporting, parent, { method, path, tool });
  const exchange = new ReportedExchange(reporting, span, parent);
  try {
    const response = await exchange.run(() => send(exchange));
    exchange.end();
    return response;
  } catch (thrown) {
    exchange.fail(thrown);
    throw thrown;
  }
}

class ReportedExchange extends ReportedSpan implements ExchangeTrace {
  #last: RequestEvent | undefined;

  onAttempt(event: RequestEvent): void {
    if (event.background) {
      this.#reportBackground(event);
      return;
    }
    this.#last = event;
    const { attempt, status, result, ms } = event;
    this.span.addEvent('attempt', {
      attempt,
      result,
      duration_ms: ms,
      ...(status !== undefined && { 'http.response.status_code': status }),
    });
  }

  /** A write that went on after its caller had gone has a span of its own, because that of the exchange has ended. */
  #reportBackground(event: RequestEvent): void {
    const span = startExchange(this.reporting, this.context, event, Date.now() - event.ms);
    span.setAttributes({ 'capillary.background': true, ...resultOf(event) });
    if (event.result !== 'success') fail(span, event.result);
    span.end();
  }

  end(): void {
    afterTurn((time) => {
      if (this.#last) {
        this.span.setAttributes({ ...resultOf(this.#last), 'http.request.resend_count': this.#last.attempt - 1 });
      }
      this.span.end(time);
    });
  }

  fail(thrown: unknown): void {
    fail(this.span, thrown instanceof CapillaryError ? thrown.kind : 'internal');
    this.end();
  }
}

function startExchange(
  { tracer, common }: Reporting,
  parent: Context,
  { method, path, tool }: Pick<RequestEvent, 'method' | 'path' | 'tool'>,
  startTime?: number,
): Span {
  const template = `/${path}`;
  const described = { 'http.request.method': method, 'url.template': template, 'capillary.tool': tool };
  const options = {
    kind: SpanKind.CLIENT,
    attributes: { ...described, ...common },
    ...(startTime !== undefined && { startTime }),
  };
  return tracer.startSpan(`${method} ${template}`, options, parent);
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

/** What an initialization has agreed on. */
const versionIn = (result: object): Attributes =>
  'protocolVersion' in result ? { 'mcp.protocol.version': String(result.protocolVersion) } : {};

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
  const ofMessage =
    'traceparent' in meta ? extract((name) => Reflect.get(meta, name), Object.keys(meta)) : ROOT_CONTEXT;
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
