/** The client behind all tools: turns a call's arguments into the API's response, or throws a CapillaryError. */
import type { Dispatcher } from 'undici';
import { trimEnd } from '../lib/trim-end.js';
import type { Definition } from '../tools/define.js';
import { CallHeaders, secretsOf, TOKEN_HEADER } from './auth.js';
import { type ApiCall, startCall, untilStopped } from './call.js';
import { CallQueue, type CallQueueOptions } from './call-queue.js';
import { type ClientClock, systemClock } from './clock.js';
import { CapillaryError } from './errors.js';
import { type ExchangeHost, Exchanges, MAX_DETACHED_WRITES } from './exchange.js';
import {
  CallStopped,
  internalError,
  NoTokenError,
  refusedCredentialsError,
  stoppedError,
  tokenError,
} from './failures.js';
import { HostHealth } from './host-health.js';
import { type ApiRequest, buildRequest } from './request.js';
import { type AttemptResult, withRetries } from './retry.js';
import { Secrets } from './secrets.js';
import { OAuthToken } from './token.js';
import { parseIssuedToken, tokenDefinition } from './token-endpoint.js';
import type { ExchangeTrace, Trace } from './trace.js';
import { createDispatcher } from './transport.js';
import type { ApiResponse, CapillaryClient, ClientOptions, IssuedToken, SendOptions } from './types.js';

/** MCP clients give up after 60 s by default; a response within 50 s still reaches them. */
const DEADLINE_MS = 50_000;
const CONCURRENCY = 16;
/** About 4,000 rows as large as the largest in the documentation (1.3 kB); pages have at most a few hundred. */
const MAX_RESPONSE_BYTES = 5_000_000;
const WRITE_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 10_000;
/** Calls that wait for a slot; more are refused. */
const MAX_WAITING = 256;
/** A request is sent only if this much time, or a tenth of the deadline if that is less, is left for its response. */
const MIN_TIME_LEFT_MS = 2_000;
/** Time reserved at the end of a call to report that the request budget is used up. */
const REPORT_MARGIN_MS = 300;

export class ApiClient implements CapillaryClient {
  readonly #options: ClientOptions;
  readonly #clock: ClientClock;
  /** Time limit of a call, including waiting and retries. */
  readonly #deadlineMs: number;
  /** The connection pool. */
  readonly #dispatcher: Dispatcher;
  readonly #exchanges: Exchanges;
  /** By the definition's `host`. Often both are the same host. */
  readonly #hosts: Readonly<Record<Definition['host'], ApiHost>>;
  readonly #headers: CallHeaders;
  /** Redacted from everything that the API sends. */
  readonly #secrets: Secrets;
  /** Used only with OAuth credentials. */
  readonly #token: OAuthToken;
  readonly #calls = new Set<ApiCall>();
  #isClosing = false;

  /** @param clock - replaced in tests */
  constructor(options: ClientOptions, clock: ClientClock = systemClock) {
    const { deadlineMs = DEADLINE_MS, concurrency = CONCURRENCY } = options;
    this.#options = options;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#hosts = openHosts(options, {
      concurrency,
      maxWaiting: MAX_WAITING,
      minTimeLeftMs: Math.min(MIN_TIME_LEFT_MS, deadlineMs / 10),
      clock,
    });
    // Detached writes and the request for a token have no slot, but must not take a connection from a call that has.
    const connections = concurrency + MAX_DETACHED_WRITES + 1;
    this.#dispatcher = createDispatcher({ proxy: options.proxy, connections });
    this.#exchanges = new Exchanges({
      dispatcher: this.#dispatcher,
      hosts: this.#hosts,
      maxBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
      writeLimitMs: options.writeLimitMs ?? WRITE_LIMIT_MS,
      deadlineMs,
      clock,
      log: options.log ?? (() => {}),
    });
    this.#headers = new CallHeaders(options);
    this.#secrets = new Secrets(secretsOf(options));
    this.#token = new OAuthToken(
      (needing) => this.#traced(needing, tokenDefinition, (exchange) => this.#fetchToken(exchange)),
      clock.now,
      options.tokenShare,
    );
  }

  send(definition: Definition, args: Record<string, unknown>, options: SendOptions = {}): Promise<ApiResponse> {
    return this.#traced(options.trace, definition, (exchange) => this.#sendCall(definition, args, options, exchange));
  }

  #traced<T>(
    trace: Trace | undefined,
    definition: Definition,
    send: (exchange?: ExchangeTrace) => Promise<T>,
  ): Promise<T> {
    const parent = trace ?? this.#options.trace;
    return parent ? parent.aroundExchange(definition, send) : send();
  }

  async #sendCall(
    definition: Definition,
    args: Record<string, unknown>,
    options: SendOptions,
    exchange: ExchangeTrace | undefined,
  ): Promise<ApiResponse> {
    const call = this.#begin(definition, options, exchange);
    try {
      const request = await buildRequest(definition, args);
      const headers = this.#headers.of(definition, request.headers);
      call.signal.throwIfAborted();
      return await withRetries((number) => this.#attempt(call, { ...request, headers }, number), call);
    } catch (thrown) {
      const error = this.#asCapillaryError(definition, thrown);
      const isRefused =
        error.kind === 'authentication' && error.httpStatus !== undefined && !(error instanceof NoTokenError);
      throw isRefused ? refusedCredentialsError(error, this.#options.credentials.kind) : error;
    } finally {
      this.#end(call);
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const call of this.#calls) call.stop('closing');
    await this.#exchanges.waitForWrites(this.#options.closeLimitMs ?? CLOSE_LIMIT_MS);
    await this.#dispatcher.destroy();
  }

  #begin(definition: Definition, options: SendOptions, trace: ExchangeTrace | undefined): ApiCall {
    const call = startCall(definition, options, { deadlineMs: this.#deadlineMs, clock: this.#clock, trace });
    this.#calls.add(call);
    if (this.#isClosing) call.stop('closing');
    return call;
  }

  #end(call: ApiCall): void {
    call.end();
    this.#calls.delete(call);
  }

  /** One attempt, in a slot. A stopped call gives its slot back at once, even if its write continues. */
  async #attempt(call: ApiCall, request: ApiRequest, number: number): Promise<AttemptResult<ApiResponse>> {
    const slot = await this.#hosts[call.definition.host].queue.enter(call);
    try {
      return await this.#send(call, request, number);
    } finally {
      slot.release();
    }
  }

  /** If the token has expired, sends again with a new one, even a write: a 401 was not processed. */
  async #send(call: ApiCall, request: ApiRequest, number: number): Promise<AttemptResult<ApiResponse>> {
    const exchange = (authenticated: ApiRequest, token?: string) =>
      this.#exchanges.run(call, authenticated, { number, scrub: (text) => this.#secrets.scrub(text, token) });
    const exchangeWithToken = async () => {
      await this.#takeFromBudget(call);
      // Last, so that it cannot expire while the call waits.
      const token = await this.#currentToken(call);
      const headers = { ...request.headers, [TOKEN_HEADER]: token };
      return { token, result: await exchange({ ...request, headers }, token) };
    };
    if (this.#options.credentials.kind === 'basic') {
      await this.#takeFromBudget(call);
      return exchange(request);
    }
    const { token, result } = await exchangeWithToken();
    if ('response' in result || result.failure.kind !== 'authentication') return result;
    this.#token.invalidate(token);
    return (await exchangeWithToken()).result;
  }

  async #currentToken(call: ApiCall): Promise<string> {
    const since = this.#clock.now();
    try {
      const token = await untilStopped(call, this.#getToken(call));
      this.#secrets.add(token);
      return token;
    } catch (thrown) {
      const waitedMs = this.#clock.now() - since;
      if (thrown instanceof CallStopped) throw new CallStopped(thrown.reason, { for: 'token', ms: waitedMs });
      throw thrown instanceof CapillaryError ? tokenError(call.definition, thrown, waitedMs) : thrown;
    }
  }

  /** Asks again after a timeout: the request for the token may have begun long before this call. */
  #getToken({ signal, trace }: ApiCall): Promise<string> {
    return this.#token.get(trace).catch((thrown: unknown) => {
      const isLate = thrown instanceof CapillaryError && thrown.kind === 'timeout' && thrown.httpStatus === undefined;
      if (isLate && !signal.aborted) return this.#token.get(trace);
      throw thrown;
    });
  }

  /** Has a deadline of its own, because several calls may wait for the same token. Needs no slot. */
  async #fetchToken(trace: ExchangeTrace | undefined): Promise<IssuedToken> {
    const { credentials } = this.#options;
    if (credentials.kind !== 'oauth') throw new Error('no OAuth credentials');
    const { key, secret } = credentials;
    const call = this.#begin(tokenDefinition, {}, trace);
    try {
      const request = await buildRequest(tokenDefinition, { body: { key, secret } });
      const headers = this.#headers.of(tokenDefinition, request.headers);
      const secrets = new Secrets([key, secret]);
      const response = await withRetries(async (number) => {
        await this.#takeFromBudget(call);
        return this.#exchanges.run(call, { ...request, headers }, { number, scrub: (text) => secrets.scrub(text) });
      }, call);
      return parseIssuedToken(response.data);
    } catch (thrown) {
      throw this.#asCapillaryError(tokenDefinition, thrown);
    } finally {
      this.#end(call);
    }
  }

  /** After queueing: otherwise all queued requests could be sent in one burst. @throws CapillaryError if it is used up */
  async #takeFromBudget(call: ApiCall): Promise<void> {
    const { budget } = this.#options;
    if (!budget) return;
    const remainingMs = call.remainingMs();
    const exceeded = await budget.take(call.signal, remainingMs - Math.min(REPORT_MARGIN_MS, remainingMs / 10));
    if (exceeded) throw budgetError(call, exceeded.retryAfterMs);
  }

  #asCapillaryError(definition: Definition, thrown: unknown): CapillaryError {
    if (thrown instanceof CapillaryError) return thrown;
    // Failures after a request may have been sent are reported by the exchange; here nothing was sent.
    if (thrown instanceof CallStopped)
      return stoppedError(definition, thrown, { sent: false, deadlineMs: this.#deadlineMs });
    return internalError(definition, { sent: false, cause: thrown });
  }
}

interface ApiHost extends ExchangeHost {
  /** Limits concurrent requests; the request for a token does not count. */
  queue: CallQueue;
}

function openHosts(
  { baseUrl, inTouchBaseUrl = baseUrl }: ClientOptions,
  limits: Omit<CallQueueOptions, 'host' | 'health'>,
): Record<Definition['host'], ApiHost> {
  const open = (url: URL): ApiHost => {
    const health = new HostHealth(limits.clock);
    return { ...addressOf(url), health, queue: new CallQueue({ host: url.host, health, ...limits }) };
  };
  const api = open(new URL(baseUrl));
  const inTouchUrl = new URL(inTouchBaseUrl);
  const isSameHost = inTouchUrl.origin === api.origin;
  return { api, intouch: isSameHost ? { ...api, ...addressOf(inTouchUrl) } : open(inTouchUrl) };
}

const addressOf = ({ host, origin, pathname }: URL) => ({ name: host, origin, prefix: trimEnd(pathname, '/') });

function budgetError({ definition, read }: ApiCall, retryAfterMs: number): CapillaryError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new CapillaryError({
    kind: 'rate_limited',
    message: `${definition.tool} was not sent: this server has used up its requests per minute.`,
    hint: `Wait ${retryAfterSeconds} seconds, then call again; make fewer, larger calls.`,
    retryable: true,
    ...(!read && { outcome: 'not_sent' as const }),
    details: { retryAfterSeconds },
  });
}
