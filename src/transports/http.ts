/** MCP over Streamable HTTP at `/mcp`, on loopback. Both protocol eras, no sessions: each request stands alone. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createMcpHonoApp } from '@modelcontextprotocol/hono';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { ConfigError } from '../config.js';
import type { Selection } from '../discovery/selection.js';
import type { Allowed } from '../filters.js';
import type { Live } from '../live.js';
import type { CreateServer } from '../server.js';

const HOST = '127.0.0.1';

export interface HttpServer {
  /** Where MCP clients connect. */
  url: string;
  /** Stops accepting, lets requests under way finish. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** What is enabled and listed; a change of it is notified. */
  allowed: Live<Allowed>;
  /** What a request narrows it to, by its headers and query. @throws ConfigError for an unknown name */
  selectionOf: (allowed: Allowed, request: { headers: Headers; url: string }) => Selection;
  /** 0 takes a free one. */
  port: number;
  onError: (error: Error) => void;
}

/**
 * Listens on loopback. The SDK's own guards refuse a foreign Host or Origin (403) and bodies over 4 MiB (413).
 *
 * @throws Error of the system, such as EADDRINUSE
 */
export async function serveHttp(
  createServer: CreateServer,
  { allowed, selectionOf, port, onError }: HttpOptions,
): Promise<HttpServer> {
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const selection = requestInfo ? selectionOf(allowed.current(), requestInfo) : allowed.current().selection;
      return createServer(() => selection);
    },
    { onerror: onError },
  );
  const unsubscribe = allowed.subscribe(() => handler.notify.toolsChanged());
  const app = createMcpHonoApp({ host: HOST });
  app.all('/mcp', async (context: Context<{ Variables: { parsedBody: unknown } }>) => {
    try {
      selectionOf(allowed.current(), context.req.raw);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return context.json({ jsonrpc: '2.0', id: null, error: { code: -32600, message: error.message } }, 400);
    }
    return handler.fetch(context.req.raw, { parsedBody: context.get('parsedBody') });
  });

  const server = serve({ fetch: app.fetch, hostname: HOST, port });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${bound}/mcp`,
    close: async () => {
      unsubscribe();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await handler.close();
      await closed;
    },
  };
}
