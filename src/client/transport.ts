/** One HTTP exchange: sends a request, reads the response, and reports on failure whether the request was sent. */
import type { Dispatcher } from 'undici';
import { hasMoreValues } from '../lib/json-values.js';
import type { Stoppable } from '../lib/stop-signal.js';
import type { Method } from '../tools/define.js';
import { type BodyBudget, type BodyReader, processBodyBudget } from './body-budget.js';
import { DecodingFailure, decodeBody, encodingsOf } from './content-encoding.js';
import { Agent, EnvHttpProxyAgent } from './undici.js';

export interface WireRequest {
  origin: string;
  method: Method;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer | null;
}

export interface RawResponse {
  status: number;
  header(name: string): string | undefined;
  text: string;
}

/** Why there is no response. */
export type TransportFailureReason =
  /** The host name could not be resolved. */
  | 'dns'
  /** Nothing listens on the port. */
  | 'refused'
  | 'certificate_expired'
  | 'certificate_not_yet_valid'
  | 'certificate_self_signed'
  | 'certificate_unknown_issuer'
  /** The certificate is for another host. */
  | 'certificate_wrong_host'
  /** Any other failure of TLS, such as a host that does not speak it. */
  | 'tls'
  /** The proxy refused the connection. */
  | 'proxy'
  /** The connection could not be made, or was lost. */
  | 'connection'
  /** The connection was lost in the middle of the response. */
  | 'truncated'
  | 'too_large'
  /** Too many other large responses were being read. */
  | 'congested'
  | 'headers_too_large'
  /** The body is compressed in a way that this client does not know, or is damaged. */
  | 'undecodable'
  /** HTTP 100 (Continue) or 101 (Switching Protocols), which was not requested. */
  | 'interim'
  /** The response is not valid HTTP. */
  | 'malformed'
  | 'aborted'
  | 'limit'
  /** The request could not be written as HTTP. */
  | 'unsendable';

export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly reason: TransportFailureReason;
  /** False only if not a single byte of the request can have been sent. */
  readonly sent: boolean;
  /** The HTTP status, if one had arrived. */
  readonly status: number | undefined;

  constructor(reason: TransportFailureReason, sent: boolean, status?: number) {
    super(reason);
    this.reason = reason;
    this.sent = sent;
    this.status = status;
  }
}

export interface TransmitOptions {
  /** Aborts the exchange; with `finishOnceSent`, only before the request is sent. */
  signal: Stoppable;
  finishOnceSent: boolean;
  /** Ends the exchange at any time, as if its time limit had passed. */
  giveUp?: Stoppable;
  /** Time limit from the moment the request is sent. */
  limitMs: number;
  /** Maximum size of the body. */
  maxBytes: number;
  /** Shared with the other exchanges of this process by default. */
  budget?: BodyBudget;
  onSent(): void;
}

/** Values in the JSON of a response. The largest body of ordinary rows has about as many; parsing more takes too long. */
const MAX_VALUES = 250_000;

/** Where proxies are configured. Source: the documentation of undici's EnvHttpProxyAgent. */
const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];

/** A pool of keep-alive connections with one request at a time on each. `proxy` uses the proxies in the environment. */
export function createDispatcher({ proxy, connections }: { proxy: boolean; connections: number }): Dispatcher {
  // The exchange enforces its own, finer limits.
  const options = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };
  // Without proxies, the agent that chooses one for each request would only cost time.
  const hasProxy = proxy && PROXY_VARIABLES.some((name) => process.env[name]);
  return hasProxy ? new EnvHttpProxyAgent(options) : new Agent(options);
}

/** @throws TransportFailure */
export function transmit(dispatcher: Dispatcher, request: WireRequest, options: TransmitOptions): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    new Transmission(options, resolve, reject).start(dispatcher, request);
  });
}

/** Handles undici's events of one exchange. */
class Transmission implements Dispatcher.DispatchHandler, BodyReader {
  readonly #options: TransmitOptions;
  readonly #resolve: (response: RawResponse) => void;
  readonly #reject: (failure: TransportFailure) => void;
  /** Set when the request is sent. */
  #controller: Dispatcher.DispatchController | undefined;
  /** Status and headers of the final response; interim responses (1xx) are ignored. */
  #head: { status: number; headers: Record<string, string | string[] | undefined> } | undefined;
  readonly #chunks: Buffer[] = [];
  /** Bytes of the body received so far. */
  #size = 0;
  readonly #budget: BodyBudget;
  /** Enforces `limitMs`. */
  #timer: NodeJS.Timeout | undefined;
  #settled = false;

  constructor(
    options: TransmitOptions,
    resolve: (response: RawResponse) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#options = options;
    this.#budget = options.budget ?? processBodyBudget;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(dispatcher: Dispatcher, request: WireRequest): void {
    const { signal, giveUp } = this.#options;
    if (signal.aborted) {
      this.#onAbort();
      return;
    }
    signal.addEventListener('abort', this.#onAbort);
    giveUp?.addEventListener('abort', this.#onGiveUp);
    dispatcher.dispatch(request, this);
  }

  /** Called when a connection is ready, just before the request is written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new TransportFailure('aborted', false));
      return;
    }
    const isFirst = this.#controller === undefined;
    this.#controller = controller;
    if (!isFirst) return;
    this.#timer = setTimeout(() => this.#fail('limit'), this.#options.limitMs);
    this.#options.onSent();
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#head = { status, headers };
    if (Number(headers['content-length']) > this.#options.maxBytes) this.#fail('too_large');
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#size += chunk.length;
    if (this.#size > this.#options.maxBytes) {
      this.#fail('too_large');
      return;
    }
    this.#chunks.push(chunk);
    if (this.#budget.take(this, chunk.length)) return;
    if (this.#head && canPause(this.#head.headers)) controller.pause();
    else this.#fail('congested');
  }

  /** The budget has room again. */
  resume(): void {
    this.#controller?.resume();
  }

  onResponseEnd(): void {
    if (!this.#head) {
      this.#fail('malformed');
      return;
    }
    const { status, headers } = this.#head;
    const header = (name: string): string | undefined => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const finish = (body: Buffer): void => {
      if (hasMoreValues(body, MAX_VALUES)) this.#fail('too_large');
      this.#settle(() => {
        this.#resolve({ status, header, text: body.toString('utf8') });
      });
    };
    const read = (): void => {
      if (this.#settled) return;
      const [first = Buffer.alloc(0), ...others] = this.#chunks;
      const body = others.length === 0 ? first : Buffer.concat(this.#chunks);
      const encodings = body.length === 0 ? [] : encodingsOf(header('content-encoding'), body);
      if (encodings.length === 0) finish(body);
      else void this.#decode(body, encodings, finish);
    };
    const turn = this.#budget.turn(this.#size);
    if (turn) void turn.then(read);
    else read();
  }

  async #decode(body: Buffer, encodings: readonly string[], finish: (body: Buffer) => void): Promise<void> {
    try {
      // A small body can become a large one.
      await this.#budget.decodeAlone(async () => {
        if (this.#settled) return;
        const decoded = await decodeBody(body, encodings, this.#options.maxBytes);
        if (this.#settled) return;
        this.#budget.take(this, decoded.length);
        finish(decoded);
      });
    } catch (thrown) {
      this.#fail(thrown instanceof DecodingFailure ? thrown.reason : 'undecodable');
    }
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(reasonOf(error, this.#controller !== undefined, this.#head !== undefined));
  }

  readonly #onAbort = (): void => {
    if (!(this.#options.finishOnceSent && this.#controller)) this.#fail('aborted');
  };

  readonly #onGiveUp = (): void => this.#fail('limit');

  #fail(reason: TransportFailureReason): void {
    const failure = new TransportFailure(reason, this.#controller !== undefined, this.#head?.status);
    this.#settle(() => this.#reject(failure));
    this.#controller?.abort(failure);
  }

  #settle(finish: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#options.giveUp?.removeEventListener('abort', this.#onGiveUp);
    finish();
    this.#chunks.length = 0;
    this.#budget.release(this);
  }
}

/**
 * undici ends the process with a failed assertion if a paused connection that is not kept alive is reset, so only a
 * response that certainly keeps its connection alive is paused.
 */
function canPause(headers: Record<string, string | string[] | undefined>): boolean {
  const { connection, 'content-length': length, 'transfer-encoding': encoding } = headers;
  const hasKnownEnd = encoding === undefined ? length !== undefined : encoding === 'chunked';
  return hasKnownEnd && String(connection).toLowerCase() === 'keep-alive';
}

/** OpenSSL's codes for certificates that are not accepted. Source: Node's documentation, 'X509 certificate error codes'. */
const CERTIFICATE_FAILURES: Readonly<Record<string, TransportFailureReason>> = {
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_not_yet_valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate_self_signed',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate_unknown_issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_unknown_issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_unknown_issuer',
  CERT_UNTRUSTED: 'certificate_unknown_issuer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_wrong_host',
  HOSTNAME_MISMATCH: 'certificate_wrong_host',
};

/** Maps error codes of undici and Node to reasons. The messages of these errors are never shown. */
function reasonOf(error: Error, sent: boolean, responseStarted: boolean): TransportFailureReason {
  const code = codeOf(error);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'aborted';
  if (sent) {
    if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'headers_too_large';
    if (UNREQUESTED_INTERIM.includes(error.message)) return 'interim';
    // The parser's errors do not always have a code.
    if (error.name === 'HTTPParserError' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return 'malformed';
    return responseStarted ? 'truncated' : 'connection';
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  const certificate = CERTIFICATE_FAILURES[code];
  if (certificate) return certificate;
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO|UND_ERR_PRX_TLS)/.test(code)) return 'tls';
  // The proxy responded to CONNECT with a status other than 200.
  if (code === 'UND_ERR_ABORTED') return 'proxy';
  return code === 'UND_ERR_INVALID_ARG' ? 'unsendable' : 'connection';
}

/** How undici words its refusal of HTTP 100 and 101. It has no code for them but that of all errors of a socket. */
const UNREQUESTED_INTERIM: readonly string[] = ['bad response', 'bad upgrade'];

/** The code of an error, of its first part if several addresses failed, or of its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
