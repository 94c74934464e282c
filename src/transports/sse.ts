/** The HTTP+SSE transport of the 2024 revision, for hosts that still speak it: `GET /sse`, `POST /messages`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Server } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import { type Admitted, hasExpired, sameCaller, sessionServer } from './admission.js';
import type { HttpOptions } from './http-options.js';
import { refusal } from './refusal.js';

export interface Sse {
  open(response: ServerResponse, admitted: Admitted): Promise<Response>;
  post(
    sessionId: string,
    exchange: { incoming: IncomingMessage; outgoing: ServerResponse },
    admitted: Admitted,
    body: { parsed?: unknown },
  ): Promise<Response>;
  /** Lets calls under way finish, for so long at most, then ends the sessions. */
  close(limitMs: number): Promise<void>;
}

const MOST = 10_000;

/** Proxies close a stream on which nothing happens. */
const KEEP_ALIVE_MS = 15_000;

interface Session {
  transport: SSEServerTransport;
  server: Server;
  /** As its newest request was admitted. */
  newest: { admitted: Admitted };
}

export function openSse({
  onError,
  onSession,
  served,
  shutdownMs,
}: Pick<HttpOptions, 'onError' | 'onSession' | 'served' | 'shutdownMs'>): Sse {
  const sessions = new Map<string, Session>();
  const endWhereGone = served.subscribe(() => {
    for (const { server, newest } of sessions.values()) {
      const { served: its } = newest.admitted;
      if (!served.current().includes(its))
        its
          .idle(shutdownMs)
          .then(() => server.close())
          .catch(onError);
    }
  });
  return {
    open: async (response, admitted) => {
      if (sessions.size >= MOST) return refusal(503, 'Too many sessions; try again later.', { 'retry-after': '60' });
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
        if (sessions.delete(transport.sessionId)) onSession?.(-1);
      };
      sessions.set(transport.sessionId, { transport, server, newest });
      onSession?.(1);
      await server.connect(transport);
      return RESPONSE_ALREADY_SENT;
    },
    post: async (sessionId, { incoming, outgoing }, admitted, body) => {
      const session = sessions.get(sessionId);
      if (!session || !sameCaller(session.newest.admitted, admitted)) {
        return refusal(404, 'No such session: begin with GET /sse.');
      }
      session.newest.admitted = admitted;
      await session.transport.handlePostMessage(incoming, outgoing, body.parsed);
      return RESPONSE_ALREADY_SENT;
    },
    close: async (limitMs) => {
      endWhereGone();
      await Promise.all(served.current().map(({ idle }) => idle(limitMs)));
      await setImmediate();
      await Promise.allSettled([...sessions.values()].map(({ server }) => server.close()));
    },
  };
}
