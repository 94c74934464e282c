/** The routes of MCP over HTTP, and what a request passes before it reaches a server. */
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import { isJsonContentType, localhostAllowedHostnames, localhostAllowedOrigins } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import { isLoopback } from '../lib/loopback.js';
import { type AuthenticatedRequest, authenticateRequests } from './authenticated-request.js';
import type { Endpoints } from './endpoints.js';
import type { HttpOptions } from './http-options.js';
import type { Intake } from './intake.js';
import { refusalResponse } from './refusal.js';
import type { SseSessions } from './sse.js';

type Env = { Bindings: HttpBindings };

/** What answers admitted requests. */
export interface AppParts {
  intake: Intake;
  endpoints: Endpoints;
  /** Without it, the transport of 2024 is not served. */
  sse: SseSessions | undefined;
}

export function createApp(options: HttpOptions, { intake, endpoints, sse }: AppParts): Hono<Env> {
  const { host, allowedHosts, allowedOrigins, onAnswer, onError } = options;
  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    await next();
    onAnswer?.(context.req.method, context.res.status);
  });
  const loopback = isLoopback(host);
  app.use('*', hostHeaderValidation(allowedHosts ?? (loopback ? localhostAllowedHostnames() : [])));
  app.use('*', originValidation(allowedOrigins ?? (loopback ? localhostAllowedOrigins() : [])));
  app.use('*', intake.middleware);
  for (const [path, answer] of options.authenticator.publicRoutes) app.get(path, () => answer());

  const admit = authenticateRequests(options);
  const receive = receiver(options, admit);
  app.all('/mcp', async (context) => {
    const received = await receive(context);
    if (received instanceof Response) return received;
    const { admitted, body } = received;
    return endpoints.of(admitted.served).handle(context.req.raw, admitted, body);
  });
  if (sse) {
    app.get('/sse', async (context) => {
      const admitted = await admit(context.req.raw);
      return admitted instanceof Response ? admitted : sse.open(context.env.outgoing, admitted);
    });
    app.post('/messages', async (context: Context<Env>) => {
      const received = await receive(context);
      if (received instanceof Response) return received;
      const { admitted, body } = received;
      return sse.post(context.req.query('sessionId') ?? '', context.env, admitted, body);
    });
  }
  app.notFound(() => refusalResponse(404, 'MCP is served at /mcp.'));
  app.onError((error) => {
    onError(error);
    return refusalResponse(500, 'This server failed.');
  });
  return app;
}

interface Received {
  admitted: AuthenticatedRequest;
  body: { parsed?: unknown };
}

/** Admits a request and reads its body; or returns the answer that refuses it. */
const receiver =
  ({ maxBodyBytes, onRefused }: HttpOptions, admit: ReturnType<typeof authenticateRequests>) =>
  async ({ req, env }: Context<Env>): Promise<Received | Response> => {
    const admitted = await admit(req.raw);
    if (admitted instanceof Response) return admitted;
    const body = await readBody(env.incoming, maxBodyBytes);
    if (!(body instanceof Response)) return { admitted, body };
    onRefused?.('body');
    return body;
  };

/**
 * The parsed body of a POST; undefined where it is for the SDK to refuse; or the answer that refuses it. Read from
 * Node's own stream: a web stream costs more than all else that is done to a small request.
 */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<{ parsed?: unknown } | Response> {
  if (incoming.method !== 'POST' || !isJsonContentType(incoming.headers['content-type'])) return {};
  const tooLarge = refusalResponse(413, `A request may have ${maxBytes} bytes at most.`, { connection: 'close' });
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
    return refusalResponse(400, 'Not JSON.', {}, -32_700);
  }
}
