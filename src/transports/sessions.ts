/** Sessions of the 2025-era Streamable HTTP transport. They live in this process: replicas need affinity. */
import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { type Admitted, hasExpired, sameCaller, sessionServer } from './admission.js';
import { createEventStore } from './event-store.js';
import { refusal } from './refusal.js';

export interface Sessions {
  handle(request: Request, admitted: Admitted, body: { parsed?: unknown }): Promise<Response>;
  toolsChanged(): void;
  close(): Promise<void>;
}

interface Session {
  transport: WebStandardStreamableHTTPServerTransport;
  server: Server;
  /** As its newest request was admitted. */
  newest: { admitted: Admitted };
  usedAt: number;
}

/** Clients that went away without a word are forgotten. */
const IDLE_MS = 30 * 60_000;
const SWEEP_MS = 60_000;
/** A session holds memory; beyond these a new one is refused. */
const MOST = 10_000;
/** What clients wait before they come back to a stream that ended. */
const RETRY_MS = 1_000;

const HEADER = 'mcp-session-id';

/** @param now - milliseconds */
export function createSessions({
  onSession,
  onError,
  maxBodyBytes,
  now = Date.now,
}: {
  onSession?: (change: 1 | -1) => void;
  onError: (error: Error) => void;
  maxBodyBytes: number;
  now?: () => number;
}): Sessions {
  const sessions = new Map<string, Session>();
  const end = (id: string): void => {
    if (sessions.delete(id)) onSession?.(-1);
  };
  const sweep = setInterval(() => {
    for (const [id, { server, newest, usedAt }] of sessions) {
      if (!hasExpired(newest.admitted, now()) && now() - usedAt < IDLE_MS) continue;
      end(id);
      server.close().catch(onError);
    }
  }, SWEEP_MS).unref();

  const begin = async (request: Request, admitted: Admitted, body: { parsed?: unknown }): Promise<Response> => {
    if (sessions.size >= MOST) return refusal(503, 'Too many sessions; try again later.', { 'retry-after': '60' });
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, session);
        onSession?.(1);
      },
      onsessionclosed: end,
      eventStore: createEventStore(),
      retryInterval: RETRY_MS,
      maxRequestBodySize: maxBodyBytes,
    });
    const newest = { admitted };
    const session: Session = { transport, newest, usedAt: now(), server: sessionServer(newest) };
    session.server.onclose = () => {
      if (transport.sessionId !== undefined) end(transport.sessionId);
    };
    session.server.onerror = onError;
    await session.server.connect(transport);
    return transport.handleRequest(request, optionsOf(body));
  };

  return {
    handle: async (request, admitted, body) => {
      const id = request.headers.get(HEADER);
      if (id === null) {
        return isInitialize(body.parsed)
          ? begin(request, admitted, body)
          : refusal(400, `${HEADER} is missing: begin with initialize.`);
      }
      const session = sessions.get(id);
      // Somebody else's session is as good as none.
      if (!session || !sameCaller(session.newest.admitted, admitted))
        return refusal(404, 'No such session: begin with initialize.');
      session.usedAt = now();
      session.newest.admitted = admitted;
      return session.transport.handleRequest(request, optionsOf(body));
    },
    toolsChanged: () => {
      for (const { server } of sessions.values()) server.sendToolListChanged().catch(onError);
    },
    close: async () => {
      clearInterval(sweep);
      await Promise.allSettled([...sessions.values()].map(({ server }) => server.close()));
      sessions.clear();
    },
  };
}

const isInitialize = (parsed: unknown): boolean =>
  Array.isArray(parsed) ? parsed.some(isInitializeRequest) : isInitializeRequest(parsed);

const optionsOf = (body: { parsed?: unknown }) => ('parsed' in body ? { parsedBody: body.parsed } : {});
