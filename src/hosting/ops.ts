/** Health and metrics, on a port of their own: what a load balancer, an orchestrator and Prometheus ask. */
import { Hono } from 'hono';
import { listen } from '../transports/listen.js';
import type { Metrics } from './metrics.js';

export interface OpsOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** Why no new work should come here, such as `stopping`; undefined while it may. */
  ready: () => string | undefined;
  /** For a request to arrive in full; 5,000 by default. */
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
/** For an answer under way when it closes. */
const FLUSH_MS = 1_000;

const READ_METHODS = ['GET', 'HEAD'];

/**
 * Serves `/healthz` (200 while the process lives), `/readyz` (200, or 503 with the reason) and `/metrics`, to GET and
 * HEAD. It asks nobody who they are: bind it to loopback, or where only monitoring reaches it.
 *
 * @throws Error of the system, such as EADDRINUSE
 */
export async function serveOps({ host, port, metrics, ready, timeoutMs = TIMEOUT_MS }: OpsOptions): Promise<OpsServer> {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  });
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', (context) => {
    const reason = ready();
    return reason === undefined ? context.text('ready\n') : context.text(`not ready: ${reason}\n`, 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    app.all(path, (context) => context.text('GET only\n', 405, { allow: READ_METHODS.join(', ') }));
  }
  app.notFound((context) => context.text('/healthz, /readyz and /metrics are served here\n', 404));
  app.onError((_, context) => context.text('failed\n', 500));

  const listening = await listen({
    fetch: app.fetch,
    host,
    port,
    maxConnections: MAX_CONNECTIONS,
    maxHeaderBytes: MAX_HEADER_BYTES,
    headersTimeoutMs: timeoutMs,
    requestTimeoutMs: timeoutMs,
  });
  return {
    url: listening.url,
    close: () => {
      listening.stop();
      return listening.ended(FLUSH_MS);
    },
  };
}
