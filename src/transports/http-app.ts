/** The routes of MCP over HTTP, and the checks that a request passes before it reaches an MCP server. */
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import { isJsonContentType, localhostAllowedHostnames, localhostAllowedOrigins } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import { isLoopback } from '../lib/loopback.js';
import { type AuthenticatedRequest, authenticateRequests } from './authenticated-request.js';
import type { HttpOptions } from './http-options.js';
import type { McpEndpoints } from './mcp-endpoints.js';
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
}

export function createApp(options: HttpOptions, { shutdownGate, endpoints, sse }: AppParts): Hono<Env> {
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

  const authenticate = authenticateRequests(options);
  const receive = createReceiver(options, authenticate);
  app.all('/mcp', async (context) => {
    const received = await receive(context);
    if (received instanceof Response) return received;
    const { authenticated, body } = received;
    return endpoints.of(authenticated.service).handle(context.req.raw, authenticated, body);
  });
  if (sse) {
    app.get('/sse', async (context) => {
      const authenticated = await authenticate(context.req.raw);
      return authenticated instanceof Response ? authenticated : sse.open(context.env.outgoing, authenticated);
    });
    app.post('/messages', async (context: Context<Env>) => {
      const received = await receive(context);
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

interface Received {
  authenticated: AuthenticatedRequest;
  body: { parsed?: unknown };
}

/** Authenticates a request and reads its body, or returns the response that refuses it. */
const createReceiver =
  ({ maxBodyBytes, onRefused }: HttpOptions, authenticate: ReturnType<typeof authenticateRequests>) =>
  async ({ req, env }: Context<Env>): Promise<Received | Response> => {
    const authenticated = await authenticate(req.raw);
    if (authenticated instanceof Response) return authenticated;
    const body = await readBody(env.incoming, maxBodyBytes);
    if (!(body instanceof Response)) return { authenticated, body };
    onRefused?.('body');
    return body;
  };

/**
 * Reads from Node's own stream: for a small request, a web stream costs more than all other work together.
 *
 * @returns the parsed body of a POST; an empty object if the SDK is to refuse the request; or the response that refuses it
 */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<{ parsed?: unknown } | Response> {
  if (incoming.method !== 'POST' || !isJsonContentType(incoming.headers['content-type'])) return {};
  const tooLarge = refusalResponse(413, `The request body is too large: the limit is ${maxBytes} bytes.`, {
    connection: 'close',
  });
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > maxBytes) return tooLarge;
    chunks.push(chunk);
  }
  try {
    return { parsed: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return refusalResponse(400, 'The request body is not valid JSON.', {}, -32_700);
  }
}
