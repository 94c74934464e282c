/** Sessions of the 2025-era Streamable HTTP transport. They live in this process, so replicas need session affinity. */
import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { type AuthenticatedRequest, hasExpired, sameCaller, sessionServer } from './authenticated-request.js';
import type { CallerQuota } from './caller-quota.js';
import { type EventBudget, RecentEvents } from './event-store.js';
import { refusalResponse } from './refusal.js';

export interface SessionsOptions {
  /** Called when a session begins (1) and ends (-1), then with how long it lasted. */
  onSession?: (change: 1 | -1, durationMs?: number) => void;
  onError: (error: Error) => void;
  maxBodyBytes: number;
  /** Limits the number of sessions. */
  quota: CallerQuota;
  /** Limits the events that sessions keep. */
  eventBudget: EventBudget;
  /** Called for each session that is refused because of the limit. */
  onRefused?: (reason: 'limit') => void;
  /** Milliseconds since 1970. */
  now?: () => number;
}

interface Session {
  transport: WebStandardStreamableHTTPServerTransport;
  server: Server;
  events: RecentEvents;
  /** Holds the newest request, which decides what the session may see and when it expires. */
  newest: { request: AuthenticatedRequest };
  begunAt: number;
  usedAt: number;
}

/** Sessions of clients that left without ending them are closed after this time. */
const IDLE_MS = 30 * 60_000;
const SWEEP_MS = 60_000;
/** How long clients wait before they reconnect to a stream that ended. */
const RETRY_MS = 1_000;

const HEADER = 'mcp-session-id';

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #now: () => number;
  readonly #byId = new Map<string, Session>();
  /** Ends expired and idle sessions. */
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  async handle(request: Request, authenticated: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response> {
    const id = request.headers.get(HEADER);
    if (id === null) {
      return isInitialize(body.parsed)
        ? this.#begin(request, authenticated, body)
        : refusalResponse(400, `The header ${HEADER} is missing: send initialize to start a session.`);
    }
    const session = this.#byId.get(id);
    // Another caller's session must look like one that does not exist.
    if (!session || !sameCaller(session.newest.request, authenticated)) {
      return refusalResponse(404, 'Session not found: send initialize to start a new one.');
    }
    session.usedAt = this.#now();
    session.newest.request = authenticated;
    return session.transport.handleRequest(request, optionsOf(body));
  }

  toolsChanged(): void {
    for (const { server } of this.#byId.values()) server.sendToolListChanged().catch(this.#options.onError);
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    await Promise.allSettled([...this.#byId.values()].map(({ server }) => server.close()));
    for (const { events } of this.#byId.values()) events.clear();
    this.#byId.clear();
  }

  async #begin(request: Request, authenticated: AuthenticatedRequest, body: { parsed?: unknown }): Promise<Response> {
    const { quota, eventBudget, onRefused, onSession, onError, maxBodyBytes } = this.#options;
    const refusal = quota.take(authenticated);
    if (refusal) {
      onRefused?.('limit');
      return refusal;
    }
    const events = new RecentEvents(eventBudget);
    let hasBegun = false;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        hasBegun = true;
        this.#byId.set(id, session);
        onSession?.(1);
      },
      onsessionclosed: (id) => this.#end(id),
      eventStore: events,
      retryInterval: RETRY_MS,
      maxRequestBodySize: maxBodyBytes,
    });
    const newest = { request: authenticated };
    const now = this.#now();
    const server = sessionServer(newest);
    const session: Session = { transport, events, newest, begunAt: now, usedAt: now, server };
    session.server.onclose = () => {
      if (transport.sessionId !== undefined) this.#end(transport.sessionId);
    };
    session.server.onerror = onError;
    try {
      await session.server.connect(transport);
      return await transport.handleRequest(request, optionsOf(body));
    } finally {
      if (!hasBegun) quota.release(authenticated);
    }
  }

  #end(id: string): void {
    const session = this.#byId.get(id);
    if (!session) return;
    this.#byId.delete(id);
    session.events.clear();
    this.#options.quota.release(session.newest.request);
    this.#options.onSession?.(-1, this.#now() - session.begunAt);
  }

  #sweep(): void {
    const now = this.#now();
    for (const [id, { server, newest, usedAt }] of this.#byId) {
      if (!hasExpired(newest.request, now) && now - usedAt < IDLE_MS) continue;
      this.#end(id);
      server.close().catch(this.#options.onError);
    }
  }
}

const isInitialize = (parsed: unknown): boolean =>
  Array.isArray(parsed) ? parsed.some(isInitializeRequest) : isInitializeRequest(parsed);

const optionsOf = (body: { parsed?: unknown }) => ('parsed' in body ? { parsedBody: body.parsed } : {});
