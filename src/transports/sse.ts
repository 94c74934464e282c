/** The HTTP+SSE transport of the 2024 revision, for hosts that still use it: `GET /sse`, `POST /messages`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import { type AuthenticatedRequest, hasExpired, sameCaller, sessionServer } from './authenticated-request.js';
import { RESPONSE_ALREADY_SENT } from './listen.js';
import type { EndpointOptions } from './mcp-endpoint.js';
import { refusalResponse } from './refusal.js';

/** Proxies close idle streams. */
const KEEP_ALIVE_MS = 15_000;

interface Session {
  transport: SSEServerTransport;
  server: Server;
  /** Holds the newest request, which decides what the session may see and when it expires. */
  newest: { request: AuthenticatedRequest };
}

type SseOption = 'onError' | 'onRefused' | 'onSession' | 'services' | 'sessionQuota' | 'shutdownMs';

export class SseSessions {
  readonly #options: Pick<EndpointOptions, SseOption>;
  readonly #byId = new Map<string, Session>();
  /** Stops watching which tenants are served. */
  readonly #unsubscribe: () => void;

  constructor(options: Pick<EndpointOptions, SseOption>) {
    this.#options = options;
    this.#unsubscribe = options.services.subscribe(() => this.#endRemoved());
  }

  async open(response: ServerResponse, authenticated: AuthenticatedRequest): Promise<Response> {
    const { onError, onRefused, onSession, sessionQuota } = this.#options;
    const refusal = sessionQuota.take(authenticated);
    if (refusal) {
      onRefused?.('limit');
      return refusal;
    }
    const transport = new SSEServerTransport('/messages', response);
    const newest = { request: authenticated };
    const begunAt = performance.now();
    const server = sessionServer(newest);
    const unsubscribe = authenticated.service.allowed.subscribe(() => void server.sendToolListChanged().catch(onError));
    const keepAlive = setInterval(() => {
      if (hasExpired(newest.request, Date.now())) server.close().catch(onError);
      else response.write(': keep-alive\n\n');
    }, KEEP_ALIVE_MS).unref();
    server.onerror = onError;
    server.onclose = () => {
      clearInterval(keepAlive);
      unsubscribe();
      if (!this.#byId.delete(transport.sessionId)) return;
      sessionQuota.release(authenticated);
      onSession?.(-1, performance.now() - begunAt);
    };
    this.#byId.set(transport.sessionId, { transport, server, newest });
    onSession?.(1);
    await server.connect(transport);
    return RESPONSE_ALREADY_SENT;
  }

  async post(
    sessionId: string,
    { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
    authenticated: AuthenticatedRequest,
    body: { parsed?: unknown },
  ): Promise<Response> {
    const session = this.#byId.get(sessionId);
    if (!session || !sameCaller(session.newest.request, authenticated)) {
      return refusalResponse(404, 'Session not found: send GET /sse to start a new one.');
    }
    session.newest.request = authenticated;
    await session.transport.handlePostMessage(incoming, outgoing, body.parsed);
    return RESPONSE_ALREADY_SENT;
  }

  /** Waits until calls in flight finish, or until the limit; then ends the sessions. */
  async close(limitMs: number): Promise<void> {
    this.#unsubscribe();
    await Promise.all(this.#options.services.current().map(({ idle }) => idle(limitMs)));
    await setImmediate();
    await Promise.allSettled([...this.#byId.values()].map(({ server }) => server.close()));
  }

  /** Ends the sessions of tenants that are no longer served, once their calls in flight have finished. */
  #endRemoved(): void {
    const { services, shutdownMs, onError } = this.#options;
    for (const { server, newest } of this.#byId.values()) {
      const { service } = newest.request;
      if (services.current().includes(service)) continue;
      service
        .idle(shutdownMs)
        .then(() => server.close())
        .catch(onError);
    }
  }
}
