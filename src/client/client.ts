/** The one client that all tools use: a call from its arguments to the API's answer, or a CapillaryError. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Dispatcher } from 'undici';
import type { Definition } from '../tools/define.js';
import { callHeaders, secretsOf, TOKEN_HEADER } from './auth.js';
import { type ApiCall, startCall, untilStopped } from './call.js';
import { type ClientClock, systemClock } from './clock.js';
import { CapillaryError } from './errors.js';
import { Exchanges, type Slots } from './exchange.js';
import { credentialsRefused, internalFault, Stopped, stopped, tokenFailed } from './failures.js';
import { type ApiRequest, buildRequest } from './request.js';
import { type AttemptResult, withRetries } from './retry.js';
import { Secrets } from './secrets.js';
import { OAuthToken } from './token.js';
import { issuedToken, tokenDefinition } from './token-endpoint.js';
import { createDispatcher } from './transport.js';
import type { ApiResponse, CapillaryClient, ClientOptions, IssuedToken } from './types.js';

/** Callers give up after 60 s; an answer within 50 still reaches them. */
const DEADLINE_MS = 50_000;
const CONCURRENCY = 16;
const MAX_RESPONSE_BYTES = 20_000_000;
const WRITE_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 10_000;
/** How much of a call's time is left to report that the budget is spent. */
const REPORT_MS = 300;

export class ApiClient implements CapillaryClient {
  readonly #options: ClientOptions;
  readonly #clock: ClientClock;
  /** What a call may take in all, waiting and retries included. */
  readonly #deadlineMs: number;
  /** The pool of connections. */
  readonly #dispatcher: Dispatcher;
  readonly #exchanges: Exchanges;
  /** Bounds the requests on the wire; the token's own takes no slot. */
  readonly #slots: Slots;
  /** Taken out of whatever the API says. */
  readonly #secrets: Secrets;
  /** Used where the credentials are those of an OAuth client. */
  readonly #token: OAuthToken;
  /** Aborted when the client closes. */
  readonly #closing = new AbortController();

  /** @param clock - for tests */
  constructor(options: ClientOptions, clock: ClientClock = systemClock) {
    const { deadlineMs = DEADLINE_MS, concurrency = CONCURRENCY } = options;
    this.#options = options;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#slots = pLimit(concurrency);
    this.#dispatcher = createDispatcher({ proxy: options.proxy, connections: concurrency });
    this.#exchanges = new Exchanges({
      dispatcher: this.#dispatcher,
      hosts: { api: new URL(options.baseUrl), intouch: new URL(options.inTouchBaseUrl ?? options.baseUrl) },
      maxBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
      writeLimitMs: options.writeLimitMs ?? WRITE_LIMIT_MS,
      deadlineMs,
      clock,
      log: options.log ?? (() => {}),
    });
    this.#secrets = new Secrets(secretsOf(options));
    this.#token = new OAuthToken(() => this.#fetchToken(), clock.now, options.tokenShare);
    // Every call in flight listens, which is no leak.
    setMaxListeners(0, this.#closing.signal);
  }

  async send(
    definition: Definition,
    args: Record<string, unknown>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<ApiResponse> {
    const call = this.#begin(definition, signal);
    try {
      const request = await buildRequest(definition, args);
      const headers = callHeaders(definition, request.headers, this.#options);
      call.signal.throwIfAborted();
      return await withRetries((number) => this.#attempt(call, { ...request, headers }, number), call);
    } catch (thrown) {
      const error = this.#asCapillaryError(definition, thrown);
      const refused = error.kind === 'authentication' && error.httpStatus !== undefined && error.outcome !== 'not_sent';
      throw refused ? credentialsRefused(error, this.#options.credentials.kind) : error;
    } finally {
      call.end();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#exchanges.writesDone(this.#options.closeLimitMs ?? CLOSE_LIMIT_MS);
    await this.#dispatcher.destroy();
  }

  #begin(definition: Definition, signal?: AbortSignal): ApiCall {
    return startCall(definition, {
      signal,
      closing: this.#closing.signal,
      deadlineMs: this.#deadlineMs,
      clock: this.#clock,
    });
  }

  /** One try; with a second exchange where the token has expired, for writes too: a 401 was not processed. */
  async #attempt(call: ApiCall, request: ApiRequest, number: number): Promise<AttemptResult<ApiResponse>> {
    const exchange = (headers: ApiRequest['headers']) =>
      this.#exchanges.run(
        call,
        { ...request, headers },
        { number, slots: this.#budgeted(call, this.#slots), scrub: (text) => this.#secrets.scrub(text) },
      );
    if (this.#options.credentials.kind === 'basic') return exchange(request.headers);
    const token = await this.#currentToken(call);
    const first = await exchange({ ...request.headers, [TOKEN_HEADER]: token });
    if ('response' in first || first.failure.kind !== 'authentication') return first;
    this.#token.refused(token);
    return exchange({ ...request.headers, [TOKEN_HEADER]: await this.#currentToken(call) });
  }

  async #currentToken(call: ApiCall): Promise<string> {
    try {
      const token = await untilStopped(call, this.#token.get());
      this.#secrets.add(token);
      return token;
    } catch (thrown) {
      throw thrown instanceof CapillaryError ? tokenFailed(call.definition, thrown) : thrown;
    }
  }

  /** Not bound to the call that happens to need it first, as others may wait for it too; takes no slot. */
  async #fetchToken(): Promise<IssuedToken> {
    const { credentials } = this.#options;
    if (credentials.kind !== 'oauth') throw new Error('no OAuth credentials');
    const { key, secret } = credentials;
    const call = this.#begin(tokenDefinition);
    try {
      const request = await buildRequest(tokenDefinition, { body: { key, secret } });
      const headers = callHeaders(tokenDefinition, request.headers, this.#options);
      const secrets = new Secrets([key, secret]);
      const slots = this.#budgeted(call, unlimited);
      const answer = await withRetries(
        (number) =>
          this.#exchanges.run(call, { ...request, headers }, { number, slots, scrub: (text) => secrets.scrub(text) }),
        call,
      );
      return issuedToken(answer.data);
    } catch (thrown) {
      throw this.#asCapillaryError(tokenDefinition, thrown);
    } finally {
      call.end();
    }
  }

  /** Slots that also take from the budget: last, or requests that waited for a slot would go out all at once. */
  #budgeted(call: ApiCall, slots: Slots): Slots {
    const { budget } = this.#options;
    if (!budget) return slots;
    return (task) =>
      slots(async () => {
        const remainingMs = call.remainingMs();
        const over = await budget.take(call.signal, remainingMs - Math.min(REPORT_MS, remainingMs / 10));
        if (over) throw overBudget(call, over.retryAfterMs);
        return task();
      });
  }

  #asCapillaryError(definition: Definition, thrown: unknown): CapillaryError {
    if (thrown instanceof CapillaryError) return thrown;
    // What fails once a request may be out is reported by the exchange; here nothing is out.
    if (thrown instanceof Stopped) return stopped(definition, thrown.reason, false, this.#deadlineMs);
    return internalFault(definition, { sent: false, cause: thrown });
  }
}

const unlimited: Slots = (task) => task();

function overBudget({ definition, read }: ApiCall, retryAfterMs: number): CapillaryError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new CapillaryError({
    kind: 'rate_limited',
    message: `${definition.tool} was not sent: the requests per minute that this server may make are used up.`,
    hint: `Wait ${retryAfterSeconds} seconds, then call again; make fewer, larger calls.`,
    retryable: true,
    ...(!read && { outcome: 'not_sent' as const }),
    details: { retryAfterSeconds },
  });
}
