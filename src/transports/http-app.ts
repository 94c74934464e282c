/** The routes of MCP over HTTP, and the checks that a request passes before it reaches an MCP server. */
import type { HttpBindings } from '@hono/node-server';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import { localhostAllowedHostnames, localhostAllowedOrigins } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import { isLoopback } from '../lib/loopback.js';
import type { HttpOptions } from './http-options.js';
import type { McpEndpoints } from './mcp-endpoints.js';
import type { MemoryLimits } from './memory-limits.js';
import { Receiver } from './receiver.js';
import { refusalResponse } from './refusal.js';
import type { ShutdownGate } from './shutdown-gate.js';
import type { SseSessions } from './sse.js';

type Env = { Bindings: HttpBindings };

/** What the routes delegate to. */
export interface AppParts {
  shutdownGate: ShutdownGate;
  endpoints: McpEndpoints;
  /** Undefined if the HTTP+SSE transport of 2024 is off. */
  sse: SseSessions | undefined;
  limits: MemoryLimits;
}

export function createApp(options: HttpOptions, { shutdownGate, endpoints, sse, limits }: AppParts): Hono<Env> {
  const { host, allowedHosts, allowedOrigins, onAnswer, onError } = options;
  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    await next();
    onAnswer?.(context.req.method, context.res.status);
  });
  const onLoopback = isLoopback(host);
  app.use('*', hostHeaderValidation(allowedHosts ?? (onLoopback ? localhostAllowedHostnames() : [])));
  app.use('*', originValidation(allowedOrigins ?? (onLoopback ? localhostAllowedOrigins() : [])));
  app.use('*', shutdownGate.middleware);
  for (const [path, answer] of options.authenticator.publicRoutes) app.get(path, () => answer());

  const receiver = new Receiver(options, limits);
  app.all('/mcp', async (context) => {
    const received = await receiver.receive(context);
    if (received instanceof Response) return received;
    const { authenticated, body } = received;
    return endpoints.of(authenticated.service).handle(context.req.raw, authenticated, body);
  });
  if (sse) {
    app.get('/sse', async (context) => {
      const authenticated = await receiver.authenticate(context);
      return authenticated instanceof Response ? authenticated : sse.open(context.env.outgoing, authenticated);
    });
    app.post('/messages', async (context: Context<Env>) => {
      const received = await receiver.receive(context);
      if (received instanceof Response) return received;
      const { authenticated, body } = received;
      return sse.post(context.req.query('sessionId') ?? '', context.env, authenticated, body);
    });
  }
  app.notFound(() => refusalResponse(404, 'Not found: MCP is served at /mcp.'));
  app.onError((error) => {
    onError(error);
    return refusalResponse(500, 'Internal server error.');
  });
  return app;
}
