/** Authenticates requests and reads their bodies, within the limits of each caller. */
import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { isJsonContentType } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { isObject } from '../lib/json.js';
import { type AuthenticatedRequest, authenticateRequests } from './authenticated-request.js';
import { CallerQuota } from './caller-quota.js';
import type { HttpOptions } from './http-options.js';
import { LoopTurns } from './loop-turns.js';
import type { MemoryLimits } from './memory-limits.js';
import { explainExcess } from './message-values.js';
import { refusalResponse } from './refusal.js';
import { WriteScope } from './write-scope.js';

interface Received {
  authenticated: AuthenticatedRequest;
  body: { parsed?: unknown };
}

type HttpContext = Context<{ Bindings: HttpBindings }>;

export class Receiver {
  readonly #options: HttpOptions;
  readonly #authenticate: ReturnType<typeof authenticateRequests>;
  readonly #writeScope: WriteScope;
  readonly #openRequests: CallerQuota;
  readonly #bodyBytes: CallerQuota;
  readonly #turns = new LoopTurns();
  /** The newest response of each connection. */
  readonly #newest = new WeakMap<Socket, HttpBindings['outgoing']>();

  constructor(options: HttpOptions, limits: MemoryLimits) {
    this.#options = options;
    this.#authenticate = authenticateRequests(options);
    this.#writeScope = new WriteScope(options.facts);
    this.#openRequests = new CallerQuota('open requests and streams', limits.openRequests);
    this.#bodyBytes = new CallerQuota('bytes in the bodies of open requests', limits.bodyBytes);
  }

  /** Authenticates a request, which counts as open until its response has been sent; or returns the refusal. */
  async authenticate({ req, env }: HttpContext): Promise<AuthenticatedRequest | Response> {
    await this.#previousAnswered(env);
    if (env.incoming.socket.destroyed) return refusalResponse(400, 'The connection was closed.');
    const authenticated = await this.#authenticate(req.raw);
    if (authenticated instanceof Response) return authenticated;
    const refusal = this.#openRequests.take(authenticated);
    if (refusal) {
      this.#options.onRefused?.('limit');
      return refusal;
    }
    onceClosed(env.outgoing, () => this.#openRequests.release(authenticated));
    return authenticated;
  }

  /**
   * Resolves when all earlier requests of a connection are answered. A client that sends requests ahead (HTTP
   * pipelining) and does not read thus makes this server hold one answer, not one for each request.
   */
  async #previousAnswered({ incoming: { socket }, outgoing }: HttpBindings): Promise<void> {
    const previous = this.#newest.get(socket);
    this.#newest.set(socket, outgoing);
    if (previous && !previous.closed) await new Promise<void>((resolve) => onceClosed(previous, resolve));
  }

  /** Authenticates a request and reads its body, or returns the response that refuses it. */
  async receive(context: HttpContext): Promise<Received | Response> {
    const authenticated = await this.authenticate(context);
    if (authenticated instanceof Response) return authenticated;
    const body = await this.#readBody(context.env, authenticated);
    if (body instanceof Response) {
      this.#options.onRefused?.('body');
      return body;
    }
    const refusal = this.#writeScope.refuse(authenticated.caller, body.parsed);
    if (!refusal) return { authenticated, body };
    this.#options.onRefused?.('scope');
    return refusal;
  }

  /**
   * Reads from Node's own stream: for a small request, a web stream costs more than all other work together.
   *
   * @returns the parsed body of a POST; an empty object if the SDK is to refuse the request; or the response that
   * refuses it
   */
  async #readBody(env: HttpBindings, authenticated: AuthenticatedRequest): Promise<{ parsed?: unknown } | Response> {
    const { incoming, outgoing } = env;
    if (incoming.method !== 'POST' || !isJsonContentType(incoming.headers['content-type'])) return {};
    const maxBytes = this.#options.maxBodyBytes;
    const tooLarge = (): Response =>
      refusalResponse(413, `The request body is too large: the limit is ${maxBytes} bytes.`, { connection: 'close' });
    if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    // The arguments of a call stay in memory until it is answered.
    onceClosed(outgoing, () => this.#bodyBytes.release(authenticated, size));
    for await (const chunk of incoming) {
      if (size + chunk.length > maxBytes) return tooLarge();
      const refusal = this.#bodyBytes.take(authenticated, chunk.length);
      if (refusal) return refusal;
      size += chunk.length;
      chunks.push(chunk);
    }
    await this.#turns.next();
    return parse(Buffer.concat(chunks));
  }
}

/** Calls back once the response has been sent in full, or its connection has been closed. */
function onceClosed(outgoing: HttpBindings['outgoing'], callback: () => void): void {
  if (outgoing.closed) callback();
  else outgoing.once('close', callback);
}

function parse(body: Buffer): { parsed: unknown } | Response {
  const excess = explainExcess(body);
  if (excess !== undefined) return refusalResponse(413, excess);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return refusalResponse(400, 'The request body is not valid JSON.', {}, -32_700);
  }
  // Each list is a hundred times as large as the request for it.
  if (Array.isArray(parsed) && parsed.filter(isListRequest).length > 1) {
    return refusalResponse(400, 'A batch may contain only one tools/list request.', {}, -32_600);
  }
  return { parsed };
}

const isListRequest = (message: unknown): boolean => isObject(message) && message['method'] === 'tools/list';
