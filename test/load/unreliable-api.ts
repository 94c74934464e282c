/**
 * An upstream API that resets half of its connections at varied points, issues access tokens that soon expire, and keeps
 * a ledger: how often it applied each write, by the id that the write carries.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Where a connection is reset. From `applied` on, the upstream has done what the request asks for. */
const RESET_POINTS = [
  'accepted',
  'headers read',
  'body read',
  'applied',
  'status line sent',
  'half the answer sent',
  'answer sent',
] as const;
type ResetPoint = (typeof RESET_POINTS)[number];

/** What happens to one request. All but `answer` are rare, because a host that fails most calls is not called at all. */
type Fate = 'answer' | 'reject' | 'unavailable' | 'gateway timeout' | 'hang' | 'hang and apply';

export interface UnreliableApiOptions {
  seed: number;
  /** What the API says about the lifetime of a token. Every other token expires after four fifths of it. */
  tokenSeconds: number;
  /** How long a request hangs before it is answered. */
  hangMs: number;
}

/** What the API did. */
export interface Ledger {
  /** How often each write was applied, by its id. */
  applied: Record<string, number>;
  requests: number;
  connections: number;
  /** How many connections were reset, by point. */
  resets: Record<string, number>;
  tokens: number;
  /** Requests that were refused because their token had expired. */
  expired: number;
}

/** The last request of a connection, and whether the connection is then reset or closed. */
interface Plan {
  requestsLeft: number;
  resetAt: ResetPoint | undefined;
}

const TOKEN_PATH = '/v3/oauth/token/generate';
const MAX_REQUESTS_PER_CONNECTION = 8;
const MAX_DELAY_MS = 6;
/** The id in a path or a body. */
const CALL_ID = /\b9\d{9}\b/;

export class UnreliableApi {
  readonly ledger: Ledger = { applied: {}, requests: 0, connections: 0, resets: {}, tokens: 0, expired: 0 };
  readonly #options: UnreliableApiOptions;
  readonly #random: ReturnType<typeof xoroshiro128plus>;
  readonly #server: Server;
  readonly #plans = new WeakMap<Socket, Plan>();
  /** When each token expires. */
  readonly #tokens = new Map<string, number>();
  /** Requests that hang. */
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: UnreliableApiOptions) {
    this.#options = options;
    this.#random = xoroshiro128plus(options.seed);
    this.#server = createServer((request, response) => void this.#onRequest(request, response));
    this.#server.on('connection', (socket) => this.#onConnection(socket));
  }

  /** @returns its URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #onConnection(socket: Socket): void {
    // The client may be gone when something is written.
    socket.on('error', () => {});
    this.ledger.connections += 1;
    const isReset = this.ledger.connections % 2 === 0;
    const resetAt = isReset ? RESET_POINTS[this.#draw(RESET_POINTS.length)] : undefined;
    this.#plans.set(socket, { requestsLeft: 1 + this.#draw(MAX_REQUESTS_PER_CONNECTION), resetAt });
    if (resetAt === 'accepted') this.#reset(socket, 'accepted');
  }

  async #onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.ledger.requests += 1;
    const { socket, url = '' } = request;
    const plan = this.#plans.get(socket) ?? { requestsLeft: 1, resetAt: undefined };
    plan.requestsLeft -= 1;
    const isLast = plan.requestsLeft <= 0;
    const resetAt = isLast ? plan.resetAt : undefined;
    if (resetAt === 'headers read') return this.#reset(socket, resetAt);
    const body = await readText(request).catch(() => undefined);
    // The client has given up its request.
    if (body === undefined) return;
    if (resetAt === 'body read') return this.#reset(socket, resetAt);
    if (isLast) response.setHeader('connection', 'close');
    const answer = url === TOKEN_PATH ? this.#issueToken() : await this.#answer(request, CALL_ID.exec(url + body)?.[0]);
    if (resetAt === 'applied') return this.#reset(socket, resetAt);
    this.#send(response, answer, resetAt);
  }

  /** Applies a write unless it is refused. */
  async #answer({ method, headers }: IncomingMessage, id: string | undefined): Promise<Answer> {
    if (id === undefined) return { status: 400, body: { errors: [{ code: 400, message: 'no id' }] } };
    const token = String(headers['x-cap-api-oauth-token']);
    if (performance.now() >= (this.#tokens.get(token) ?? 0)) {
      this.ledger.expired += 1;
      return { status: 401, body: { errors: [{ code: 401, message: 'Access token has expired' }] } };
    }
    const apply = (): void => {
      if (method !== 'GET') this.ledger.applied[id] = (this.ledger.applied[id] ?? 0) + 1;
    };
    const success = { status: 200, body: { entity: Number(id), warnings: [] } };
    const fate = this.#drawFate();
    const hangs = fate === 'hang' || fate === 'hang and apply';
    await this.#wait(hangs ? this.#options.hangMs : this.#draw(MAX_DELAY_MS));
    if (fate === 'reject') return { status: 400, body: { errors: [{ code: 8001, message: `refused ${id}` }] } };
    if (fate === 'unavailable') return { status: 503, body: undefined };
    if (fate === 'hang') return { status: 504, body: undefined };
    apply();
    return fate === 'gateway timeout' ? { status: 504, body: undefined } : success;
  }

  #drawFate(): Fate {
    const drawn = this.#draw(2_000);
    if (drawn < 40) return 'reject';
    if (drawn < 60) return 'unavailable';
    if (drawn < 80) return 'gateway timeout';
    if (drawn === 80) return 'hang';
    return drawn === 81 ? 'hang and apply' : 'answer';
  }

  #issueToken(): Answer {
    this.ledger.tokens += 1;
    const accessToken = `token-${this.ledger.tokens}-${this.#draw(1_000_000)}`;
    const { tokenSeconds } = this.#options;
    const share = this.ledger.tokens % 2 === 0 ? 0.8 : 1;
    this.#tokens.set(accessToken, performance.now() + tokenSeconds * 1_000 * share);
    return { status: 200, body: { data: { accessToken, ttlSeconds: tokenSeconds } } };
  }

  #send(response: ServerResponse, { status, body }: Answer, resetAt: ResetPoint | undefined): void {
    const { socket } = response;
    if (!socket || socket.destroyed) return;
    const text = body === undefined ? '<html>gateway</html>' : JSON.stringify(body);
    if (resetAt === 'status line sent') {
      socket.write('HTTP/1.1 200 OK\r\ncontent-ty', () => this.#reset(socket, resetAt));
      return;
    }
    const type = body === undefined ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    if (resetAt === undefined) response.end(text);
    else if (resetAt === 'answer sent') response.end(text, () => this.#reset(socket, resetAt));
    else response.write(text.slice(0, text.length / 2), () => this.#reset(socket, resetAt));
  }

  /** A reset connection can lose what was sent on it; a closed one cannot. */
  #reset(socket: Socket, point: ResetPoint): void {
    this.ledger.resets[point] = (this.ledger.resets[point] ?? 0) + 1;
    if (this.#draw(2) === 0) socket.resetAndDestroy();
    else socket.destroy();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  /** A whole number from 0, less than the limit. */
  #draw(limit: number): number {
    return uniformInt(this.#random, 0, limit - 1);
  }
}

interface Answer {
  status: number;
  /** Undefined for a page of a gateway. */
  body: unknown;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
