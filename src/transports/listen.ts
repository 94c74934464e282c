/** Serves a web-standard handler on a port, with limits and a graceful shutdown. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { UnreadBytes } from './unread-bytes.js';

/**
 * What a handler returns once it has written the response itself. It is created with this module: after the first
 * `serve`, which replaces the global `Response`, it would be sent like any other response.
 */
export { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

export interface ListenOptions {
  fetch: Parameters<typeof serve>[0]['fetch'];
  host: string;
  /** 0 picks a free one. */
  port: number;
  maxConnections: number;
  maxHeaderBytes: number;
  /** Time limit for receiving the headers of a request. */
  headersTimeoutMs: number;
  /** Time limit for receiving a whole request. */
  requestTimeoutMs: number;
  keepAliveMs?: number;
  /** Closes connections whose clients do not read. */
  unread?: UnreadBytes;
}

export interface HttpListener {
  /** Its address, without a path. */
  url: string;
  /** Accepts no more connections, and closes idle ones. */
  stopAccepting(): void;
  /** Waits until all connections have ended; closes those that remain at the limit. Call `stopAccepting` first. */
  drain(limitMs: number): Promise<void>;
}

/** How often to look for connections that exceed a time limit. */
const CHECK_INTERVAL_MS = 2_000;

/** @throws a system error, such as EADDRINUSE */
export async function listen(options: ListenOptions): Promise<HttpListener> {
  const server = serve({
    fetch: options.fetch,
    hostname: options.host.replace(/[[\]]/g, ''),
    port: options.port,
    createServer,
    serverOptions: {
      maxHeaderSize: options.maxHeaderBytes,
      headersTimeout: options.headersTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, options.headersTimeoutMs / 5),
      ...(options.keepAliveMs !== undefined && { keepAliveTimeout: options.keepAliveMs }),
    },
  }) as Server;
  server.maxConnections = options.maxConnections;
  options.unread?.watch(server);
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  let closed = Promise.resolve();
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    stopAccepting: () => {
      closed = new Promise((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
    },
    drain: async (limitMs) => {
      const limit = setTimeout(() => server.closeAllConnections(), limitMs);
      await closed;
      clearTimeout(limit);
    },
  };
}
