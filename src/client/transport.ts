/** One HTTP exchange: sends a request, reads the answer, and tells of a failure whether the request had gone out. */
import type { Dispatcher } from 'undici';
import type { Method } from '../tools/define.js';
import { Agent, EnvHttpProxyAgent } from './undici.js';

export interface WireRequest {
  origin: string;
  method: Method;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
}

export interface RawResponse {
  status: number;
  header(name: string): string | undefined;
  text: string;
}

/** Why there is no answer. */
export type Cause =
  /** No such host. */
  | 'dns'
  /** Nothing listens there. */
  | 'refused'
  | 'tls'
  /** The proxy did not let it through. */
  | 'proxy'
  /** The connection could not be made, or was lost. */
  | 'connection'
  /** The connection was lost in the middle of the answer. */
  | 'truncated'
  | 'too_large'
  /** Not HTTP. */
  | 'malformed'
  | 'aborted'
  | 'limit'
  /** The request could not be written as HTTP. */
  | 'unsendable';

export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly reason: Cause;
  /** False only where not one byte of the request can have gone out. */
  readonly sent: boolean;
  /** The answer's status, where one had arrived. */
  readonly status: number | undefined;

  constructor(reason: Cause, sent: boolean, status?: number) {
    super(reason);
    this.reason = reason;
    this.sent = sent;
    this.status = status;
  }
}

export interface TransmitOptions {
  /** Aborts the exchange; with `finishOnceSent`, only as long as the request has not gone out. */
  signal: AbortSignal;
  finishOnceSent: boolean;
  /** Ends the exchange this long after the request went out. */
  limitMs: number;
  maxBytes: number;
  onSent(): void;
}

/** Keep-alive connections, one request at a time on each; proxies from the environment where wanted. */
export function createDispatcher({ proxy, connections }: { proxy: boolean; connections: number }): Dispatcher {
  // The exchange has its own limits, finer than undici's.
  const options = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };
  return proxy ? new EnvHttpProxyAgent(options) : new Agent(options);
}

/** @throws TransportFailure */
export function transmit(dispatcher: Dispatcher, request: WireRequest, options: TransmitOptions): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    new Transmission(options, resolve, reject).start(dispatcher, request);
  });
}

/** One exchange as undici reports it, event by event. */
class Transmission implements Dispatcher.DispatchHandler {
  readonly #options: TransmitOptions;
  readonly #resolve: (answer: RawResponse) => void;
  readonly #reject: (failure: TransportFailure) => void;
  /** There once the request goes out. */
  #controller: Dispatcher.DispatchController | undefined;
  /** What precedes the body of the final answer; interim answers (1xx) are none. */
  #head: { status: number; headers: Record<string, string | string[] | undefined> } | undefined;
  readonly #chunks: Buffer[] = [];
  /** Bytes of the body so far. */
  #size = 0;
  /** Ends the exchange at its limit. */
  #timer: NodeJS.Timeout | undefined;
  #settled = false;

  constructor(
    options: TransmitOptions,
    resolve: (answer: RawResponse) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(dispatcher: Dispatcher, request: WireRequest): void {
    const { signal } = this.#options;
    if (signal.aborted) {
      this.#onAbort();
      return;
    }
    signal.addEventListener('abort', this.#onAbort);
    dispatcher.dispatch(request, this);
  }

  /** Called when a connection stands, just before the request is written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new TransportFailure('aborted', false));
      return;
    }
    const first = this.#controller === undefined;
    this.#controller = controller;
    if (!first) return;
    this.#timer = setTimeout(() => this.#fail('limit'), this.#options.limitMs);
    this.#options.onSent();
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status >= 200) this.#head = { status, headers };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#options.maxBytes) this.#fail('too_large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#head) {
      this.#fail('malformed');
      return;
    }
    const { status, headers } = this.#head;
    const text = Buffer.concat(this.#chunks).toString('utf8');
    const header = (name: string): string | undefined => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    this.#settle(() => this.#resolve({ status, header, text }));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(causeOf(error, this.#controller !== undefined, this.#head !== undefined));
  }

  readonly #onAbort = (): void => {
    if (!(this.#options.finishOnceSent && this.#controller)) this.#fail('aborted');
  };

  #fail(reason: Cause): void {
    const failure = new TransportFailure(reason, this.#controller !== undefined, this.#head?.status);
    this.#settle(() => this.#reject(failure));
    this.#controller?.abort(failure);
  }

  #settle(finish: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    finish();
  }
}

/** undici's and Node's error codes, as causes. The texts of the errors are never shown. */
function causeOf(error: Error, sent: boolean, answering: boolean): Cause {
  const code = codeOf(error);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'aborted';
  if (sent) {
    if (/^(HPE_|UND_ERR_HEADERS_OVERFLOW)/.test(code) && !answering) return 'malformed';
    return answering ? 'truncated' : 'connection';
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|EPROTO|UND_ERR_PRX_TLS)/.test(code)) {
    return 'tls';
  }
  // A proxy that answers CONNECT with anything but 200.
  if (code === 'UND_ERR_ABORTED') return 'proxy';
  return code === 'UND_ERR_INVALID_ARG' ? 'unsendable' : 'connection';
}

/** An attempt at several addresses fails with all their errors in one. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
