/**
 * What a hosted server counts, for Prometheus. Every label has few values and none is personal: no argument, no
 * subject, no credential. Only `--http` loads this module, and prom-client with it.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_KINDS } from '../client/errors.js';
import type { LogEvent } from '../client/types.js';
import { VERSION } from '../lib/version.js';
import type { Refused } from '../transports/admission.js';

/** One tool call that ended. */
export interface CallSample {
  tenant: string;
  tool: string;
  risk: 'read' | 'write' | 'destructive';
  /** `success`, or the kind of the failure. */
  result: string;
  ms: number;
}

export interface Metrics {
  /** Counts a tool call that ended. */
  onCall(call: CallSample): void;
  /** Counts one request to the API; retries count again. */
  onUpstream(tenant: string, event: Pick<LogEvent, 'result' | 'ms'>): void;
  /** Counts an answer of the MCP port. */
  onHttp(method: string, status: number): void;
  /** Counts a request that was refused before it reached a server. */
  onRefused(reason: Refused): void;
  /** Told when a session begins (1) and ends (-1). */
  sessions(change: 1 | -1): void;
  /** Where calls under way are read from, by tenant, at each scrape. */
  inFlight(read: () => Iterable<readonly [tenant: string, calls: number]>): void;
  /** Removes what was counted for a tenant that is no longer served. */
  forget(tenant: string): Promise<void>;
  /** All of it, in Prometheus' text format. */
  text(): Promise<string>;
  /** The Content-Type of `text()`. */
  readonly contentType: string;
}

/** Seconds. A call has 50 by default, and most answers come within one. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50];

const RESULTS: ReadonlySet<string> = new Set(['success', ...ERROR_KINDS.map(({ kind }) => kind)]);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PUT', 'PATCH']);

/**
 * Metrics with a registry of their own.
 *
 * @param tools - the catalogue's tool names; any other name counts as `unknown`
 */
export function createMetrics(tools: Iterable<string>): Metrics {
  const names: ReadonlySet<string> = new Set(tools);
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: 'capillary_mcp_build_info',
    help: 'Always 1; the labels say which version runs on which Node.',
    labelNames: ['version', 'node'] as const,
    registers,
  }).set({ version: VERSION, node: process.versions.node }, 1);
  const calls = new Counter({
    name: 'capillary_mcp_calls_total',
    help: 'Tool calls that ended, by result: success, or the kind of the failure.',
    labelNames: ['tenant', 'tool', 'risk', 'result'] as const,
    registers,
  });
  const callDuration = new Histogram({
    name: 'capillary_mcp_call_duration_seconds',
    help: 'What tool calls took, waiting and retries included.',
    labelNames: ['tenant', 'risk'] as const,
    buckets: BUCKETS,
    registers,
  });
  const upstream = new Counter({
    name: 'capillary_mcp_upstream_requests_total',
    help: 'Requests to the Capillary API, each retry included, by result.',
    labelNames: ['tenant', 'result'] as const,
    registers,
  });
  const upstreamDuration = new Histogram({
    name: 'capillary_mcp_upstream_duration_seconds',
    help: 'What requests to the Capillary API took.',
    labelNames: ['tenant'] as const,
    buckets: BUCKETS,
    registers,
  });
  const http = new Counter({
    name: 'capillary_mcp_http_requests_total',
    help: 'Answers of the MCP port, by method and status.',
    labelNames: ['method', 'status'] as const,
    registers,
  });
  const refused = new Counter({
    name: 'capillary_mcp_refused_total',
    help: 'Requests refused before they reached an MCP server, by reason.',
    labelNames: ['reason'] as const,
    registers,
  });
  const sessions = new Gauge({
    name: 'capillary_mcp_sessions',
    help: 'Sessions open in this process (with --sessions or --sse).',
    registers,
  });
  let readInFlight: () => Iterable<readonly [tenant: string, calls: number]> = () => [];
  new Gauge({
    name: 'capillary_mcp_calls_in_flight',
    help: 'Tool calls under way in this process.',
    labelNames: ['tenant'] as const,
    registers,
    collect() {
      this.reset();
      for (const [tenant, underWay] of readInFlight()) this.set({ tenant }, underWay);
    },
  });

  return {
    onCall: ({ tenant, tool, risk, result, ms }) => {
      calls.inc({ tenant, tool: names.has(tool) ? tool : 'unknown', risk, result: resultLabel(result) });
      callDuration.observe({ tenant, risk }, ms / 1000);
    },
    onUpstream: (tenant, { result, ms }) => {
      upstream.inc({ tenant, result: resultLabel(result) });
      upstreamDuration.observe({ tenant }, ms / 1000);
    },
    onHttp: (method, status) => http.inc({ method: METHODS.has(method) ? method : 'other', status }),
    onRefused: (reason) => refused.inc({ reason }),
    sessions: (change) => sessions.inc(change),
    inFlight: (read) => {
      readInFlight = read;
    },
    forget: async (tenant) => {
      await Promise.all([
        forgetIn(calls, tenant),
        forgetIn(callDuration, tenant),
        forgetIn(upstream, tenant),
        forgetIn(upstreamDuration, tenant),
      ]);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

const resultLabel = (result: string): string => (RESULTS.has(result) ? result : 'unknown');

type Labels = Partial<Record<string, string | number>>;

/** A metric as far as removing its series goes. */
interface Removable {
  get(): Promise<{ values: { labels: Labels }[] }>;
  remove(labels: Labels): void;
}

async function forgetIn(metric: Removable, tenant: string): Promise<void> {
  const { values } = await metric.get();
  for (const { labels } of values) {
    if (labels['tenant'] !== tenant) continue;
    // `le` is a bucket's, not the series'.
    const { le: _, ...series } = labels;
    metric.remove(series);
  }
}
