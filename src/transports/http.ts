/** MCP over HTTP: starts a server on a port, and shuts it down gracefully. */

import { CallerQuota } from './caller-quota.js';
import { EventBudget } from './event-store.js';
import { createApp } from './http-app.js';
import type { HttpOptions } from './http-options.js';
import { listen } from './listen.js';
import { McpEndpoints } from './mcp-endpoints.js';
import { fitToMessages, MEMORY_LIMITS } from './memory-limits.js';
import { ShutdownGate } from './shutdown-gate.js';
import { UnreadBytes } from './unread-bytes.js';

export interface HttpServer {
  /** Where MCP clients connect. */
  url: string;
  /** Refuses new requests, waits for calls in flight as long as `shutdownMs` allows, then closes. */
  close(): Promise<void>;
}

/** Time limit for receiving the headers of a request. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than the minute for which proxies keep connections, or they would send requests into a closed one. */
const KEEP_ALIVE_MS = 75_000;
const MAX_HEADER_BYTES = 16_384;
/** After the last call: time for the responses to be sent. */
const FLUSH_MS = 2_000;

/** @throws a system error, such as EADDRINUSE */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { services, shutdownMs, requestTimeoutMs } = options;
  const shutdownGate = new ShutdownGate(() => options.onRefused?.('stopping'));
  const limits = fitToMessages({ ...MEMORY_LIMITS, ...options.limits }, options.maxBodyBytes);
  const sessionQuota = new CallerQuota('open sessions', limits.sessions);
  const eventBudget = new EventBudget(limits.recentEventBytes);
  const endpoints = new McpEndpoints({ ...options, sessionQuota, eventBudget });
  const sse = options.sse ? new (await import('./sse.js')).SseSessions({ ...options, sessionQuota }) : undefined;
  const unsubscribe = services.subscribe(() => endpoints.closeRemoved());
  const listener = await listen({
    fetch: createApp(options, { shutdownGate, endpoints, sse, limits }).fetch,
    host: options.host,
    port: options.port,
    maxConnections: options.maxConnections,
    unread: new UnreadBytes(limits.unread, options.onSlowReader),
    maxHeaderBytes: MAX_HEADER_BYTES,
    headersTimeoutMs: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
    requestTimeoutMs,
    keepAliveMs: KEEP_ALIVE_MS,
  });
  return {
    url: `${listener.url}/mcp`,
    close: async () => {
      shutdownGate.shut();
      unsubscribe();
      listener.stopAccepting();
      const deadline = performance.now() + shutdownMs;
      await shutdownGate.settled(shutdownMs);
      const remainingMs = Math.max(0, deadline - performance.now());
      await endpoints.close(remainingMs);
      await sse?.close(remainingMs);
      await listener.drain(FLUSH_MS);
    },
  };
}
