/** Sessions of the 2025-era Streamable HTTP transport. They live in this process: replicas need affinity. */
import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { type AuthenticatedRequest, hasExpired, sameCaller, sessionServer } from './authenticated-request.js';
import { RecentEvents } from './event-store.js';
import { refusalResponse } from './refusal.js';

export interface SessionsOptions {
  /** Notified when a session begins (1) and ends (-1). */
  onSession?: (change: 1 | -1) => void;
  onError: (error: Error) => void;
  maxBodyBytes: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

interface Session {
  transport: WebStandardStreamableHTTPServerTransport;
  server: Server;
  /** As its newest request was admitted. */
  newest: { admitted: AuthenticatedRequest };
  usedAt: number;
}

/** Clients that went away without a word are forgotten. */
const IDLE_MS = 30 * 60_000;
const SWEEP_MS = 60_000;
/** A session holds memory; beyond these a new one is refused. */
const MAX_SESSIONS = 10_000;
/** What clients wait before they come back to a stream that ended. */
const RETRY_MS = 1_000;

const HEADER = 'mcp-session-id';

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #now: () => number;
  readonly #byId = new Map<string, Session>();
  /** Ends sessions that nobody uses any more. */
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  async handle(request: Request, admitted: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response> {
    const id = request.headers.get(HEADER);
    if (id === null) {
      return isInitialize(body.parsed)
        ? this.#begin(request, admitted, body)
        : refusalResponse(400, `${HEADER} is missing: begin with initialize.`);
    }
    const session = this.#byId.get(id);
    // Somebody else's session is as good as none.
    if (!session || !sameCaller(session.newest.admitted, admitted)) {
      return refusalResponse(404, 'No such session: begin with initialize.');
    }
    session.usedAt = this.#now();
    session.newest.admitted = admitted;
    return session.transport.handleRequest(request, optionsOf(body));
  }

  toolsChanged(): void {
    for (const { server } of this.#byId.values()) server.sendToolListChanged().catch(this.#options.onError);
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.allSettled([...this.#byId.values()].map(({ server }) => server.close()));
    this.#byId.clear();
  }

  async #begin(request: Request, admitted: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response> {
    if (this.#byId.size >= MAX_SESSIONS) {
      return refusalResponse(503, 'Too many sessions; try again later.', { 'retry-after': '60' });
    }
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.#byId.set(id, session);
        this.#options.onSession?.(1);
      },
      onsessionclosed: (id) => this.#end(id),
      eventStore: new RecentEvents(),
      retryInterval: RETRY_MS,
      maxRequestBodySize: this.#options.maxBodyBytes,
    });
    const newest = { admitted };
    const session: Session = { transport, newest, usedAt: this.#now(), server: sessionServer(newest) };
    session.server.onclose = () => {
      if (transport.sessionId !== undefined) this.#end(transport.sessionId);
    };
    session.server.onerror = this.#options.onError;
    await session.server.connect(transport);
    return transport.handleRequest(request, optionsOf(body));
  }

  #end(id: string): void {
    if (this.#byId.delete(id)) this.#options.onSession?.(-1);
  }

  #sweep(): void {
    const now = this.#now();
    for (const [id, { server, newest, usedAt }] of this.#byId) {
      if (!hasExpired(newest.admitted, now) && now - usedAt < IDLE_MS) continue;
      this.#end(id);
      server.close().catch(this.#options.onError);
    }
  }
}

const isInitialize = (parsed: unknown): boolean =>
  Array.isArray(parsed) ? parsed.some(isInitializeRequest) : isInitializeRequest(parsed);

const optionsOf = (body: { parsed?: unknown }) => ('parsed' in body ? { parsedBody: body.parsed } : {});
