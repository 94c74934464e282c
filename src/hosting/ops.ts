/** Health and metrics on a separate port, for load balancers, orchestrators and Prometheus. */
import { isIP } from 'node:net';
import { Hono } from 'hono';
import { listen } from '../transports/listen.js';
import type { Metrics } from './metrics.js';

export interface OpsOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Host names to accept besides addresses and names that only exist inside a network. */
  allowedHosts?: readonly string[];
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Why this server should get no new requests, such as `stopping`; undefined while it is ready. */
  notReadyReason: () => string | undefined;
  /** Time limit for receiving a request; 5,000 by default. */
  timeoutMs?: number;
}

export interface OpsServer {
  /** Its address, without a path. */
  url: string;
  close(): Promise<void>;
}

const TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 8_192;
const MAX_CONNECTIONS = 100;
/** How long closing waits for responses in flight. */
const FLUSH_MS = 1_000;

const READ_METHODS = ['GET', 'HEAD'];

/**
 * Serves `/healthz` (200 while the process lives), `/readyz` (200, or 503 with the reason) and `/metrics`, to GET and
 * HEAD. There is no authentication: bind it to loopback, or to an address that only monitoring reaches.
 *
 * @throws a system error, such as EADDRINUSE
 */
export async function serveOps({
  host,
  port,
  allowedHosts = [],
  metrics,
  notReadyReason,
  timeoutMs = TIMEOUT_MS,
}: OpsOptions): Promise<OpsServer> {
  const app = new Hono();
  app.use('*', async (context, next) => {
    if (isAcceptedHost(new URL(context.req.url).hostname, allowedHosts)) await next();
    else context.res = context.text('this port serves monitoring only, under an address or an internal name\n', 403);
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  });
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', (context) => {
    const reason = notReadyReason();
    return reason === undefined ? context.text('ready\n') : context.text(`not ready: ${reason}\n`, 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    app.all(path, (context) =>
      context.text('only GET and HEAD are allowed\n', 405, { allow: READ_METHODS.join(', ') }),
    );
  }
  app.notFound((context) => context.text('not found: this port serves /healthz, /readyz and /metrics\n', 404));
  app.onError((_, context) => context.text('internal server error\n', 500));

  const listener = await listen({
    fetch: app.fetch,
    host,
    port,
    maxConnections: MAX_CONNECTIONS,
    maxHeaderBytes: MAX_HEADER_BYTES,
    headersTimeoutMs: timeoutMs,
    requestTimeoutMs: timeoutMs,
  });
  return {
    url: listener.url,
    close: () => {
      listener.stopAccepting();
      return listener.drain(FLUSH_MS);
    },
  };
}

/** Top-level names that no public name server has. Sources: RFC 6761, RFC 6762, and the DNS of Kubernetes. */
const INTERNAL = /\.(localhost|local|internal|svc)$/;

/**
 * Whether monitoring could use this name. A web page whose own name resolves to this machine (DNS rebinding) has a
 * public name.
 */
function isAcceptedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  return isIP(name) > 0 || !name.includes('.') || INTERNAL.test(name) || allowedHosts.includes(name);
}
