/** A web-standard handler on a port, with limits; and how it leaves the port again. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export interface ListenOptions {
  fetch: Parameters<typeof serve>[0]['fetch'];
  host: string;
  /** 0 takes a free one. */
  port: number;
  maxConnections: number;
  maxHeaderBytes: number;
  /** For the headers of a request to arrive, and for all of it. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  keepAliveMs?: number;
}

export interface Listening {
  /** Its address, without a path. */
  url: string;
  /** Takes no more connections; those that are idle end. */
  stop(): void;
  /** Resolves when all connections have ended, by themselves or at the limit. After `stop`. */
  ended(limitMs: number): Promise<void>;
}

/** How often connections that take too long are looked for. */
const LOOK_EVERY_MS = 2_000;

/** @throws Error of the system, such as EADDRINUSE */
export async function listen(options: ListenOptions): Promise<Listening> {
  const server = serve({
    fetch: options.fetch,
    hostname: options.host.replace(/[[\]]/g, ''),
    port: options.port,
    createServer,
    serverOptions: {
      maxHeaderSize: options.maxHeaderBytes,
      headersTimeout: options.headersTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, options.headersTimeoutMs / 5),
      ...(options.keepAliveMs !== undefined && { keepAliveTimeout: options.keepAliveMs }),
    },
  }) as Server;
  server.maxConnections = options.maxConnections;
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  let closed = Promise.resolve();
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    stop: () => {
      closed = new Promise((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
    },
    ended: async (limitMs) => {
      const limit = setTimeout(() => server.closeAllConnections(), limitMs);
      await closed;
      clearTimeout(limit);
    },
  };
}
