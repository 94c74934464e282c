/** The HTTP+SSE transport of the 2024 revision, for hosts that still speak it: `GET /sse`, `POST /messages`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Server } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import { type AuthenticatedRequest, hasExpired, sameCaller, sessionServer } from './authenticated-request.js';
import type { HttpOptions } from './http-options.js';
import { refusalResponse } from './refusal.js';

/** A session holds memory; beyond these a new one is refused. */
const MAX_SESSIONS = 10_000;

/** Proxies close a stream on which nothing happens. */
const KEEP_ALIVE_MS = 15_000;

interface Session {
  transport: SSEServerTransport;
  server: Server;
  /** As its newest request was admitted. */
  newest: { admitted: AuthenticatedRequest };
}

export class SseSessions {
  readonly #options: Pick<HttpOptions, 'onError' | 'onSession' | 'served' | 'shutdownMs'>;
  readonly #byId = new Map<string, Session>();
  /** Stops following what is served. */
  readonly #unsubscribe: () => void;

  constructor(options: Pick<HttpOptions, 'onError' | 'onSession' | 'served' | 'shutdownMs'>) {
    this.#options = options;
    this.#unsubscribe = options.served.subscribe(() => this.#endGone());
  }

  async open(response: ServerResponse, admitted: AuthenticatedRequest): Promise<Response> {
    if (this.#byId.size >= MAX_SESSIONS) {
      return refusalResponse(503, 'Too many sessions; try again later.', { 'retry-after': '60' });
    }
    const { onError, onSession } = this.#options;
    const transport = new SSEServerTransport('/messages', response);
    const newest = { admitted };
    const server = sessionServer(newest);
    const unsubscribe = admitted.served.allowed.subscribe(() => void server.sendToolListChanged().catch(onError));
    const beat = setInterval(() => {
      if (hasExpired(newest.admitted, Date.now())) server.close().catch(onError);
      else response.write(': keep-alive\n\n');
    }, KEEP_ALIVE_MS).unref();
    server.onerror = onError;
    server.onclose = () => {
      clearInterval(beat);
      unsubscribe();
      if (this.#byId.delete(transport.sessionId)) onSession?.(-1);
    };
    this.#byId.set(transport.sessionId, { transport, server, newest });
    onSession?.(1);
    await server.connect(transport);
    return RESPONSE_ALREADY_SENT;
  }

  async post(
    sessionId: string,
    { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
    admitted: AuthenticatedRequest,
    body: { parsed?: unknown },
  ): Promise<Response> {
    const session = this.#byId.get(sessionId);
    if (!session || !sameCaller(session.newest.admitted, admitted)) {
      return refusalResponse(404, 'No such session: begin with GET /sse.');
    }
    session.newest.admitted = admitted;
    await session.transport.handlePostMessage(incoming, outgoing, body.parsed);
    return RESPONSE_ALREADY_SENT;
  }

  /** Lets calls in flight finish until the limit, then ends the sessions. */
  async close(limitMs: number): Promise<void> {
    this.#unsubscribe();
    await Promise.all(this.#options.served.current().map(({ idle }) => idle(limitMs)));
    await setImmediate();
    await Promise.allSettled([...this.#byId.values()].map(({ server }) => server.close()));
  }

  /** Ends the sessions of what is no longer served, once its calls in flight have finished. */
  #endGone(): void {
    const { served, shutdownMs, onError } = this.#options;
    for (const { server, newest } of this.#byId.values()) {
      const { served: its } = newest.admitted;
      if (served.current().includes(its)) continue;
      its
        .idle(shutdownMs)
        .then(() => server.close())
        .catch(onError);
    }
  }
}
