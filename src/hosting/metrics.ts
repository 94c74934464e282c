/**
 * The metrics of a hosted server, for Prometheus. Every label has few values, and none is personal: no argument, no
 * subject, no credential. Only `--http` loads this module, and with it prom-client.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_KINDS } from '../client/errors.js';
import type { RequestEvent } from '../client/trace.js';
import { VERSION } from '../lib/version.js';
import type { RefusalReason } from '../transports/authenticated-request.js';

/** A finished tool call. */
interface CallSample {
  tenant: string;
  tool: string;
  risk: 'read' | 'write' | 'destructive';
  /** `success`, or the error kind. */
  result: string;
  ms: number;
}

/** In seconds. The default time limit of a call is 50, and most calls take less than 1. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50];

const RESULTS: ReadonlySet<string> = new Set([
  'success',
  'previewed',
  'input_required',
  ...ERROR_KINDS.map(({ kind }) => kind),
]);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']);

/** Each instance has its own registry, so that two servers in one process are counted separately. */
export class Metrics {
  readonly #registry = processRegistry();
  /** The catalogue's tool names; any other name counts as `unknown`. */
  readonly #tools: ReadonlySet<string>;
  /** Reads the number of calls in flight, by tenant. */
  #readInFlight: () => Iterable<readonly [tenant: string, calls: number]> = () => [];

  readonly #calls = new Counter({
    name: 'capillary_mcp_calls_total',
    help: 'Finished tool calls, by result: success, or the error kind.',
    labelNames: ['tenant', 'tool', 'risk', 'result'] as const,
    registers: [this.#registry],
  });
  readonly #callDuration = new Histogram({
    name: 'capillary_mcp_call_duration_seconds',
    help: 'Duration of tool calls, including waits and retries.',
    labelNames: ['tenant', 'risk'] as const,
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #upstream = new Counter({
    name: 'capillary_mcp_upstream_requests_total',
    help: 'Requests to the Capillary API, including retries, by result.',
    labelNames: ['tenant', 'result'] as const,
    registers: [this.#registry],
  });
  readonly #upstreamDuration = new Histogram({
    name: 'capillary_mcp_upstream_duration_seconds',
    help: 'Duration of requests to the Capillary API.',
    labelNames: ['tenant'] as const,
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #http = new Counter({
    name: 'capillary_mcp_http_requests_total',
    help: 'Responses of the MCP port, by method and status.',
    labelNames: ['method', 'status'] as const,
    registers: [this.#registry],
  });
  readonly #refused = new Counter({
    name: 'capillary_mcp_refused_total',
    help: 'Requests refused before they reached an MCP server, by reason.',
    labelNames: ['reason'] as const,
    registers: [this.#registry],
  });
  readonly #slowReaders = new Counter({
    name: 'capillary_mcp_slow_readers_closed_total',
    help: 'Connections closed because their clients did not read the answers.',
    registers: [this.#registry],
  });
  readonly #sessions = new Gauge({
    name: 'capillary_mcp_sessions',
    help: 'Open sessions in this process (with --sessions or --sse).',
    registers: [this.#registry],
  });

  constructor(tools: Iterable<string>) {
    this.#tools = new Set(tools);
    const readInFlight = () => this.#readInFlight();
    new Gauge({
      name: 'capillary_mcp_calls_in_flight',
      help: 'Tool calls in flight in this process.',
      labelNames: ['tenant'] as const,
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [tenant, inFlight] of readInFlight()) this.set({ tenant }, inFlight);
      },
    });
  }

  /** Counts a finished tool call. */
  onCall({ tenant, tool, risk, result, ms }: CallSample): void {
    this.#calls.inc({ tenant, tool: this.#tools.has(tool) ? tool : 'unknown', risk, result: resultLabel(result) });
    this.#callDuration.observe({ tenant, risk }, ms / 1000);
  }

  /** Counts one request to the API. Each retry counts as one. */
  onUpstream(tenant: string, { result, ms }: Pick<RequestEvent, 'result' | 'ms'>): void {
    this.#upstream.inc({ tenant, result: resultLabel(result) });
    this.#upstreamDuration.observe({ tenant }, ms / 1000);
  }

  /** Counts a response of the MCP port. */
  onHttp(method: string, status: number): void {
    this.#http.inc({ method: METHODS.has(method) ? method : 'other', status });
  }

  /** Counts a request that was refused before it reached an MCP server. */
  onRefused(reason: RefusalReason): void {
    this.#refused.inc({ reason });
  }

  /** Counts a connection that was closed because its client did not read the answers. */
  onSlowReader(): void {
    this.#slowReaders.inc();
  }

  /** Counts a session that begins (1) or ends (-1). */
  onSession(change: 1 | -1): void {
    this.#sessions.inc(change);
  }

  /** Sets the function that reads the calls in flight, by tenant, at each scrape. */
  setInFlightSource(read: () => Iterable<readonly [tenant: string, calls: number]>): void {
    this.#readInFlight = read;
  }

  /** Removes the series of a tenant that is no longer served. */
  async forget(tenant: string): Promise<void> {
    const byTenant = [this.#calls, this.#callDuration, this.#upstream, this.#upstreamDuration];
    await Promise.all(byTenant.map((metric) => removeSeries(metric, tenant)));
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** The Content-Type of `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }
}

/** A registry with the default metrics of the process and the version of this server. */
function processRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'capillary_mcp_build_info',
    help: 'Always 1; the labels name the version of the server and of Node.',
    labelNames: ['version', 'node'] as const,
    registers: [registry],
  }).set({ version: VERSION, node: process.versions.node }, 1);
  return registry;
}

const resultLabel = (result: string): string => (RESULTS.has(result) ? result : 'unknown');

type Labels = Partial<Record<string, string | number>>;

/** The part of a metric that removing its series needs. */
interface RemovableMetric {
  get(): Promise<{ values: { labels: Labels }[] }>;
  remove(labels: Labels): void;
}

async function removeSeries(metric: RemovableMetric, tenant: string): Promise<void> {
  const { values } = await metric.get();
  for (const { labels } of values) {
    if (labels['tenant'] !== tenant) continue;
    // `le` names a bucket and is not part of the series' labels.
    const { le: _, ...series } = labels;
    metric.remove(series);
  }
}
