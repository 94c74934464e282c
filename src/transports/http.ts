/** MCP over HTTP: who may connect, as whom, and which server answers. */
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/hono';
import { isJsonContentType, localhostAllowedHostnames, localhostAllowedOrigins } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import { isLoopback } from '../lib/loopback.js';
import { within } from '../lib/timeout.js';
import { createAdmission, type Served } from './admission.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import type { HttpOptions } from './http-options.js';
import { listen } from './listen.js';
import { refusal } from './refusal.js';
import { openSse } from './sse.js';

export interface HttpServer {
  /** Where MCP clients connect. */
  url: string;
  /** Refuses new work, lets calls under way finish for as long as the settings say, then closes. */
  close(): Promise<void>;
}

/** How long a client may take over the headers of a request. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Proxies keep connections for about a minute: longer than theirs, or they send into a closed one. */
const KEEP_ALIVE_MS = 75_000;
const MAX_HEADER_BYTES = 16_384;
/** After the calls: for answers to reach the wire. */
const FLUSH_MS = 2_000;

type Env = { Bindings: HttpBindings };

/** @throws Error of the system, such as EADDRINUSE */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { authenticator, served, onError, onRefused, maxBodyBytes } = options;
  const admit = createAdmission(options);
  const endpoints = new Map<Served, Endpoint>();
  const endpointOf = (of: Served): Endpoint => {
    const known = endpoints.get(of);
    if (known) return known;
    const made = createEndpoint(of, options);
    endpoints.set(of, made);
    return made;
  };
  const dropGone = (): void => {
    for (const [of, endpoint] of endpoints) {
      if (served.current().includes(of)) continue;
      endpoints.delete(of);
      void endpoint.close(options.shutdownMs).catch(onError);
    }
  };
  const unsubscribe = served.subscribe(dropGone);
  let stopping = false;
  /** Requests on their way to a server. */
  const arriving = new Set<Promise<unknown>>();

  const app = new Hono<Env>();
  app.use('*', async (context, next) => {
    await next();
    options.onAnswer?.(context.req.method, context.res.status);
  });
  const loopback = isLoopback(options.host);
  app.use('*', hostHeaderValidation(options.allowedHosts ?? (loopback ? localhostAllowedHostnames() : [])));
  app.use('*', originValidation(options.allowedOrigins ?? (loopback ? localhostAllowedOrigins() : [])));
  app.use('*', async (_, next) => {
    if (!stopping) {
      const answered = next();
      arriving.add(answered);
      await answered.finally(() => arriving.delete(answered));
      return;
    }
    onRefused?.('stopping');
    return refusal(503, 'This server is stopping; another one takes over.', {
      'retry-after': '1',
      connection: 'close',
    });
  });
  for (const [path, answer] of authenticator.publicRoutes) app.get(path, () => answer());

  app.all('/mcp', async (context) => {
    const request = context.req.raw;
    const admitted = await admit(request);
    if (admitted instanceof Response) return admitted;
    const body = await readBody(context.env.incoming, maxBodyBytes);
    if (body instanceof Response) {
      onRefused?.('body');
      return body;
    }
    return endpointOf(admitted.served).handle(request, admitted, body);
  });
  const sse = options.sse ? openSse(options) : undefined;
  if (sse) {
    app.get('/sse', async (context) => {
      const admitted = await admit(context.req.raw);
      return admitted instanceof Response ? admitted : sse.open(context.env.outgoing, admitted);
    });
    app.post('/messages', async (context: Context<Env>) => {
      const admitted = await admit(context.req.raw);
      if (admitted instanceof Response) return admitted;
      const body = await readBody(context.env.incoming, maxBodyBytes);
      if (body instanceof Response) {
        onRefused?.('body');
        return body;
      }
      return sse.post(context.req.query('sessionId') ?? '', context.env, admitted, body);
    });
  }
  app.notFound(() => refusal(404, 'MCP is served at /mcp.'));
  app.onError((error) => {
    onError(error);
    return refusal(500, 'This server failed.');
  });

  const listening = await listen({
    fetch: app.fetch,
    host: options.host,
    port: options.port,
    maxConnections: options.maxConnections,
    maxHeaderBytes: MAX_HEADER_BYTES,
    headersTimeoutMs: Math.min(HEADERS_TIMEOUT_MS, options.requestTimeoutMs),
    requestTimeoutMs: options.requestTimeoutMs,
    keepAliveMs: KEEP_ALIVE_MS,
  });
  return {
    url: `${listening.url}/mcp`,
    close: async () => {
      stopping = true;
      unsubscribe();
      listening.stop();
      const until = performance.now() + options.shutdownMs;
      await within(options.shutdownMs, Promise.allSettled(arriving));
      const left = Math.max(0, until - performance.now());
      await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close(left)));
      await sse?.close(left);
      await listening.ended(FLUSH_MS);
    },
  };
}

/**
 * The parsed body of a POST; undefined where it is for the SDK to refuse; or the answer that refuses it. Read from
 * Node's own stream: a web stream costs more than all else that is done to a small request.
 */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<{ parsed?: unknown } | Response> {
  if (incoming.method !== 'POST' || !isJsonContentType(incoming.headers['content-type'])) return {};
  const tooLarge = refusal(413, `A request may have ${maxBytes} bytes at most.`, { connection: 'close' });
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
    return refusal(400, 'Not JSON.', {}, -32_700);
  }
}
