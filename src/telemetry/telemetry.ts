/** What is reported to OpenTelemetry, and by whom. */
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import type { RequestTrace, Trace } from '../client/trace.js';

/** A request of a client, as far as it is reported. */
export interface ClientRequest {
  /** Such as `tools/call`. */
  method: string;
  id: string | number;
  /** The meta-tool that is called, if one is. Other tools are reported once they are found. */
  metaTool?: string | undefined;
  protocolVersion?: string | undefined;
  sessionId?: string | undefined;
  /** Of the request's `params`. Its `traceparent` is the parent of the span. */
  meta?: object | undefined;
  /** Of the HTTP request. Its `traceparent` is the parent if `meta` has none. */
  headers?: Headers | undefined;
}

/**
 * Reports what one organization does. No argument, answer, subject or credential is among it. Exchanges are client spans
 * with their attempts as events.
 */
export interface OrganizationTelemetry extends Trace {
  /** Answers a request of a client, and reports it as a server span and in `mcp.server.operation.duration`. */
  aroundRequest<T extends object>(request: ClientRequest, answer: (trace: RequestTrace) => Promise<T>): Promise<T>;
}

export interface Telemetry {
  /** @param tenant - the id of the organization, if there are several */
  of(tenant?: string): OrganizationTelemetry;
  /** Reports a session in `mcp.server.session.duration`. */
  onSessionEnded(durationMs: number): void;
  /** Sends what is left, for at most two seconds. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  /** As the conventions name the transport of a client: `pipe` for stdio, `tcp` for HTTP. */
  transport: 'pipe' | 'tcp';
  /** Called when something could not be sent. */
  onError: (error: unknown) => void;
}

/** What spans and metrics are reported to. */
export interface Providers {
  tracerProvider: TracerProvider;
  meterProvider: MeterProvider;
  /** Sends what is left. */
  close(): Promise<void>;
}
