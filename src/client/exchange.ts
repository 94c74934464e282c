/** One HTTP exchange of a call: sends, reads the response, logs. A stopped caller does not wait for it. */
import type { Dispatcher } from 'undici';
import { InFlight } from '../lib/in-flight.js';
import { StopSignal } from '../lib/stop-signal.js';
import type { Definition } from '../tools/define.js';
import type { ApiCall } from './call.js';
import type { ClientClock } from './clock.js';
import { CapillaryError } from './errors.js';
import { CallStopped, internalError, stoppedError, toFailedAttempt } from './failures.js';
import type { HostHealth } from './host-health.js';
import type { ApiRequest } from './request.js';
import { isXmlEnvelope, readResponse, requestIdOf } from './response.js';
import type { AttemptResult } from './retry.js';
import type { RequestEvent } from './trace.js';
import { type RawResponse, TransportFailure, transmit } from './transport.js';
import type { ApiResponse } from './types.js';

/** Maximum number of writes that continue without their caller. */
export const MAX_DETACHED_WRITES = 64;

/** A host of the API. */
export interface ExchangeHost {
  /** For messages. */
  name: string;
  origin: string;
  /** Path before that of every endpoint, without a slash at its end. */
  prefix: string;
  health: HostHealth;
}

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  hosts: Readonly<Record<Definition['host'], ExchangeHost>>;
  maxBytes: number;
  /** Time limit of a write, whether or not its caller still waits. */
  writeLimitMs: number;
  deadlineMs: number;
  clock: ClientClock;
  log: (event: RequestEvent) => void;
}

interface ExchangeAttempt {
  /** 1 for the first attempt. */
  number: number;
  /** Removes this server's secrets from a text. */
  scrub: (text: string) => string;
}

/** The exchanges of one client. */
export class Exchanges {
  readonly #options: ExchangeOptions;
  /** Writes in flight, with or without a waiting caller. */
  readonly #writes = new InFlight();
  /** Writes whose callers no longer wait, oldest first. */
  readonly #detached = new Set<Exchange>();

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /**
   * If the call is stopped before its request is sent, nothing is sent. After that, a read is aborted, and a write
   * continues without its caller. Of these writes, only a limited number is awaited: the oldest is given up.
   *
   * @throws CapillaryError if the call is stopped meanwhile
   */
  run(call: ApiCall, request: ApiRequest, attempt: ExchangeAttempt): Promise<AttemptResult<ApiResponse>> {
    const exchange = new Exchange(this.#options, call, attempt);
    const work = exchange.perform(request);
    if (!call.read) void this.#writes.track(work);
    return exchange.unlessStopped(work, () => {
      if (!call.read) this.#keepDetached(exchange, work);
    });
  }

  #keepDetached(exchange: Exchange, work: Promise<unknown>): void {
    this.#detached.add(exchange);
    const forget = (): boolean => this.#detached.delete(exchange);
    work.then(forget, forget);
    const [oldest] = this.#detached;
    if (this.#detached.size > MAX_DETACHED_WRITES) oldest?.giveUp();
  }

  /** Resolves when no write is in flight any more, or after the limit. */
  waitForWrites(limitMs: number): Promise<void> {
    return this.#writes.settled(limitMs);
  }
}

class Exchange {
  readonly #options: ExchangeOptions;
  readonly #call: ApiCall;
  readonly #attempt: ExchangeAttempt;
  /** Whether the request was sent. */
  #sent = false;
  /** Whether the caller stopped waiting after the request was sent. */
  #detached = false;
  /** Stopped to end the exchange of a write without a response. */
  readonly #givenUp: StopSignal | undefined;

  constructor(options: ExchangeOptions, call: ApiCall, attempt: ExchangeAttempt) {
    this.#options = options;
    this.#call = call;
    this.#attempt = attempt;
    if (!call.read) this.#givenUp = new StopSignal();
  }

  /** Sends the request, reads the response, and logs. */
  async perform(request: ApiRequest): Promise<AttemptResult<ApiResponse>> {
    const { dispatcher, hosts, maxBytes, writeLimitMs, deadlineMs, clock, log } = this.#options;
    const { definition, read, signal } = this.#call;
    signal.throwIfAborted();
    const host = hosts[definition.host];
    const started = clock.now();
    let response: RawResponse | undefined;
    let result: AttemptResult<ApiResponse>;
    try {
      response = await transmit(dispatcher, toWireRequest(host, request), {
        signal,
        finishOnceSent: !read,
        ...(this.#givenUp && { giveUp: this.#givenUp }),
        limitMs: read ? deadlineMs : writeLimitMs,
        maxBytes,
        onSent: () => {
          this.#sent = true;
        },
      });
      const xml = isXmlEnvelope(definition, response) ? await import('./xml-response.js') : undefined;
      result = readResponse(definition, response, { scrub: this.#attempt.scrub, xml });
    } catch (thrown) {
      if (!(thrown instanceof TransportFailure)) throw thrown;
      result = toFailedAttempt(definition, host.name, thrown);
    }
    host.health.onResult(result);
    const { number } = this.#attempt;
    const ended = { number, ms: clock.now() - started, response, detached: this.#detached };
    const event = toRequestEvent(this.#call, result, ended);
    log(event);
    this.#call.trace?.onAttempt(event);
    if (this.#detached && !read) this.#call.onLateEnd?.('failure' in result ? result.failure : undefined);
    return result;
  }

  /** Ends the exchange of a write without a response. Its outcome stays unknown. */
  giveUp(): void {
    this.#givenUp?.stop('given up');
  }

  /**
   * The result of the work, or an error as soon as the call is stopped.
   *
   * @param onDetached - called if the work continues after that
   */
  unlessStopped<T>(work: Promise<T>, onDetached: () => void): Promise<T> {
    const { definition, read, signal, onLateEnd } = this.#call;
    return new Promise((resolve, reject) => {
      const onStop = (): void => {
        const stop: unknown = signal.reason;
        if (!(stop instanceof CallStopped)) return;
        // While the client closes, the caller of a write can still get its response.
        if (stop.reason === 'closing' && this.#sent && !read) return;
        this.#detached = this.#sent;
        if (this.#sent) onDetached();
        if (this.#sent && stop.reason === 'timeout') this.#options.hosts[definition.host].health.onTimeout();
        const { deadlineMs } = this.#options;
        reject(
          stoppedError(definition, stop, { sent: this.#sent, deadlineMs, reportsLateEnd: onLateEnd !== undefined }),
        );
      };
      if (signal.aborted) onStop();
      signal.addEventListener('abort', onStop, { once: true });
      const onFailure = (thrown: unknown): void => {
        const isExpected = thrown instanceof CapillaryError || thrown instanceof CallStopped;
        reject(isExpected ? thrown : internalError(definition, { sent: this.#sent, cause: thrown }));
      };
      const ignoreStop = (): void => signal.removeEventListener('abort', onStop);
      work.then(
        (value) => {
          ignoreStop();
          resolve(value);
        },
        (thrown) => {
          ignoreStop();
          onFailure(thrown);
        },
      );
    });
  }
}

const toWireRequest = ({ origin, prefix }: ExchangeHost, { method, path, query, headers, body }: ApiRequest) => ({
  origin,
  method,
  path: `${prefix}${path}${query}`,
  headers,
  body,
});

function toRequestEvent(
  { definition, read }: ApiCall,
  result: AttemptResult<ApiResponse>,
  {
    number,
    ms,
    response,
    detached,
  }: { number: number; ms: number; response: RawResponse | undefined; detached: boolean },
): RequestEvent {
  const failure = 'failure' in result ? result.failure : undefined;
  const requestId = response && requestIdOf(response);
  return {
    tool: definition.tool,
    method: definition.method,
    path: definition.path,
    ...(response && { status: response.status }),
    ms: Math.round(ms),
    attempt: number,
    result: failure?.kind ?? 'success',
    ...(!read && { outcome: failure?.outcome ?? 'applied' }),
    ...(requestId !== undefined && { requestId }),
    ...(detached && !read && { background: true }),
  };
}
