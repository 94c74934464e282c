/** The HTTP+SSE transport of the 2024 revision, for hosts that still speak it: `GET /sse`, `POST /messages`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Server } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import { type Admitted, refusal, sessionServer } from './admission.js';
import type { HttpOptions } from './http.js';

export interface Sse {
  open(response: ServerResponse, admitted: Admitted): Promise<Response>;
  post(
    sessionId: string,
    exchange: { incoming: IncomingMessage; outgoing: ServerResponse },
    admitted: Admitted,
    body: { parsed?: unknown },
  ): Promise<Response>;
  close(): Promise<void>;
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

export function openSse({ onError, onSession, served }: Pick<HttpOptions, 'onError' | 'onSession' | 'served'>): Sse {
  const sessions = new Map<string, Session>();
  const endWhereGone = served.subscribe(() => {
    for (const { server, newest } of sessions.values()) {
      if (!served.current().includes(newest.admitted.served)) server.close().catch(onError);
    }
  });
  return {
    open: async (response, admitted) => {
      if (sessions.size >= MOST) return refusal(503, 'Too many sessions; try again later.', { 'retry-after': '60' });
      const transport = new SSEServerTransport('/messages', response);
      const newest = { admitted };
      const server = sessionServer(newest);
      const unsubscribe = admitted.served.allowed.subscribe(() => void server.sendToolListChanged().catch(onError));
      const beat = setInterval(() => response.write(': keep-alive\n\n'), KEEP_ALIVE_MS).unref();
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
      const { served: its, caller } = session?.newest.admitted ?? {};
      if (!session || its !== admitted.served || caller?.subject !== admitted.caller.subject) {
        return refusal(404, 'No such session: begin with GET /sse.');
      }
      session.newest.admitted = admitted;
      await session.transport.handlePostMessage(incoming, outgoing, body.parsed);
      return RESPONSE_ALREADY_SENT;
    },
    close: async () => {
      endWhereGone();
      await Promise.allSettled([...sessions.values()].map(({ server }) => server.close()));
    },
  };
}
