/** MCP over HTTP: a server on a port, and how it leaves the port again. */
import { Endpoints } from './endpoints.js';
import { createApp } from './http-app.js';
import type { HttpOptions } from './http-options.js';
import { Intake } from './intake.js';
import { listen } from './listen.js';

export interface HttpServer {
  /** Where MCP clients connect. */
  url: string;
  /** Refuses new work, lets calls in flight finish for as long as the settings say, then closes. */
  close(): Promise<void>;
}

/** How long a client may take over the headers of a request. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Proxies keep connections for about a minute: longer than theirs, or they send into a closed one. */
const KEEP_ALIVE_MS = 75_000;
const MAX_HEADER_BYTES = 16_384;
/** After the calls: for answers to reach the wire. */
const FLUSH_MS = 2_000;

/** @throws Error of the system, such as EADDRINUSE */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { served, shutdownMs, requestTimeoutMs } = options;
  const intake = new Intake(() => options.onRefused?.('stopping'));
  const endpoints = new Endpoints(options);
  const sse = options.sse ? new (await import('./sse.js')).SseSessions(options) : undefined;
  const unsubscribe = served.subscribe(() => endpoints.closeGone());
  const listening = await listen({
    fetch: createApp(options, { intake, endpoints, sse }).fetch,
    host: options.host,
    port: options.port,
    maxConnections: options.maxConnections,
    maxHeaderBytes: MAX_HEADER_BYTES,
    headersTimeoutMs: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
    requestTimeoutMs,
    keepAliveMs: KEEP_ALIVE_MS,
  });
  return {
    url: `${listening.url}/mcp`,
    close: async () => {
      intake.stop();
      unsubscribe();
      listening.stop();
      const until = performance.now() + shutdownMs;
      await intake.settled(shutdownMs);
      const left = Math.max(0, until - performance.now());
      await endpoints.close(left);
      await sse?.close(left);
      await listening.ended(FLUSH_MS);
    },
  };
}
