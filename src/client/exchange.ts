/** One exchange of a call: waits for a slot, sends, reads the answer, logs; and lets go of the caller where it must. */
import type { Dispatcher } from 'undici';
import { InFlight } from '../lib/in-flight.js';
import type { Definition } from '../tools/define.js';
import type { ApiCall } from './call.js';
import type { ClientClock } from './clock.js';
import { CapillaryError } from './errors.js';
import { internalFault, Stopped, stopped, transportFailed } from './failures.js';
import type { ApiRequest } from './request.js';
import { readResponse, requestIdOf } from './response.js';
import type { AttemptResult } from './retry.js';
import { type RawResponse, TransportFailure, transmit } from './transport.js';
import type { ApiResponse, RequestEvent } from './types.js';

/** Runs a task when there is room for it. */
export type Slots = <T>(task: () => Promise<T>) => Promise<T>;

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  hosts: Readonly<Record<Definition['host'], URL>>;
  maxBytes: number;
  /** How long a write may stay on the wire, whether or not its caller still waits. */
  writeLimitMs: number;
  deadlineMs: number;
  clock: ClientClock;
  log: (event: RequestEvent) => void;
}

interface ExchangeAttempt {
  /** 1 for the first try. */
  number: number;
  /** Takes this server's secrets out of a text. */
  scrub: (text: string) => string;
}

/** The exchanges of one client. */
export class Exchanges {
  readonly #options: ExchangeOptions;
  /** Writes that wait for a slot or are on the wire, with or without a caller. */
  readonly #writes = new InFlight();

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /**
   * A call that is stopped before its request went out is not sent. Once it is out, a read is aborted, and a write goes
   * on without its caller.
   *
   * @throws CapillaryError where the call is stopped in the meantime
   */
  run(
    call: ApiCall,
    request: ApiRequest,
    { slots, ...attempt }: ExchangeAttempt & { slots: Slots },
  ): Promise<AttemptResult<ApiResponse>> {
    const exchange = new Exchange(this.#options, call, attempt);
    const work = slots(() => exchange.perform(request));
    if (!call.read) void this.#writes.track(work);
    return exchange.unlessStopped(work);
  }

  /** Resolves when no write is on the wire any more, or at the limit. */
  writesDone(limitMs: number): Promise<void> {
    return this.#writes.settled(limitMs);
  }
}

class Exchange {
  readonly #options: ExchangeOptions;
  readonly #call: ApiCall;
  readonly #attempt: ExchangeAttempt;
  /** Whether the request went out. */
  #sent = false;
  /** Whether the caller was let go. */
  #detached = false;

  constructor(options: ExchangeOptions, call: ApiCall, attempt: ExchangeAttempt) {
    this.#options = options;
    this.#call = call;
    this.#attempt = attempt;
  }

  /** Sends, reads the answer, logs. */
  async perform(request: ApiRequest): Promise<AttemptResult<ApiResponse>> {
    const { dispatcher, hosts, maxBytes, writeLimitMs, deadlineMs, clock, log } = this.#options;
    const { definition, read, signal } = this.#call;
    signal.throwIfAborted();
    const host = hosts[definition.host];
    const started = clock.now();
    let answer: RawResponse | undefined;
    let result: AttemptResult<ApiResponse>;
    try {
      answer = await transmit(dispatcher, wireRequest(host, request), {
        signal,
        finishOnceSent: !read,
        limitMs: read ? deadlineMs : writeLimitMs,
        maxBytes,
        onSent: () => {
          this.#sent = true;
        },
      });
      result = readResponse(definition, answer, this.#attempt.scrub);
    } catch (thrown) {
      if (!(thrown instanceof TransportFailure)) throw thrown;
      result = transportFailed(definition, host.host, thrown);
    }
    const { number } = this.#attempt;
    log(describe(this.#call, result, { number, ms: clock.now() - started, answer, detached: this.#detached }));
    return result;
  }

  /** What the work comes to; or, if the call is stopped first, the error that says so. */
  unlessStopped<T>(work: Promise<T>): Promise<T> {
    const { definition, read, signal } = this.#call;
    return new Promise((resolve, reject) => {
      const onStop = (): void => {
        const { reason } = signal;
        if (!(reason instanceof Stopped)) return;
        // While the client closes, the caller of a write may still have its answer.
        if (reason.reason === 'closing' && this.#sent && !read) return;
        this.#detached = true;
        reject(stopped(definition, reason.reason, this.#sent, this.#options.deadlineMs));
      };
      if (signal.aborted) onStop();
      signal.addEventListener('abort', onStop, { once: true });
      const onFailure = (thrown: unknown): void => {
        const expected = thrown instanceof CapillaryError || thrown instanceof Stopped;
        reject(expected ? thrown : internalFault(definition, { sent: this.#sent, cause: thrown }));
      };
      work.then(resolve, onFailure).finally(() => signal.removeEventListener('abort', onStop));
    });
  }
}

function wireRequest(host: URL, { method, path, query, headers, body }: ApiRequest) {
  const prefix = host.pathname.replace(/\/+$/, '');
  return { origin: host.origin, method, path: `${prefix}${path}${query}`, headers: { ...headers }, body };
}

function describe(
  { definition, read }: ApiCall,
  result: AttemptResult<ApiResponse>,
  { number, ms, answer, detached }: { number: number; ms: number; answer: RawResponse | undefined; detached: boolean },
): RequestEvent {
  const failure = 'failure' in result ? result.failure : undefined;
  const requestId = answer && requestIdOf(answer);
  return {
    tool: definition.tool,
    method: definition.method,
    path: definition.path,
    ...(answer && { status: answer.status }),
    ms: Math.round(ms),
    attempt: number,
    result: failure?.kind ?? 'success',
    ...(!read && { outcome: failure?.outcome ?? 'applied' }),
    ...(requestId !== undefined && { requestId }),
    ...(detached && !read && { background: true }),
  };
}
