/** MCP over Streamable HTTP at `/mcp`, on loopback. Both protocol eras, no sessions: each request stands alone. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createMcpHonoApp } from '@modelcontextprotocol/hono';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import type { createServerFactory } from '../server.js';

const HOST = '127.0.0.1';

export interface HttpServer {
  /** Where MCP clients connect. */
  url: string;
  /** Stops accepting, lets requests under way finish. */
  close(): Promise<void>;
}

/**
 * Listens on loopback. The SDK's own guards refuse a foreign Host or Origin (403) and bodies over 4 MiB (413).
 *
 * @param port - 0 takes a free one
 * @throws Error of the system, such as EADDRINUSE
 */
export async function serveHttp(
  factory: ReturnType<typeof createServerFactory>,
  { port, onError }: { port: number; onError: (error: Error) => void },
): Promise<HttpServer> {
  const handler = createMcpHandler(factory, { onerror: onError });
  const app = createMcpHonoApp({ host: HOST });
  app.all('/mcp', (context: Context<{ Variables: { parsedBody: unknown } }>) =>
    handler.fetch(context.req.raw, { parsedBody: context.get('parsedBody') }),
  );

  const server = serve({ fetch: app.fetch, hostname: HOST, port });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${bound}/mcp`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await handler.close();
      await closed;
    },
  };
}
