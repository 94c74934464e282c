/** One HTTP exchange: sends a request, reads the answer, and tells of a failure whether the request had gone out. */
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Method } from '../tools/define.js';

export interface WireRequest {
  origin: string;
  method: Method;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
}

export interface RawAnswer {
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
export function transmit(
  dispatcher: Dispatcher,
  request: WireRequest,
  { signal, finishOnceSent, limitMs, maxBytes, onSent }: TransmitOptions,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let answer: { status: number; headers: Record<string, string | string[] | undefined> } | undefined;
    let size = 0;
    let timer: NodeJS.Timeout | undefined;
    let settled = false;

    const settle = (finish: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      finish();
    };
    const fail = (reason: Cause): void => {
      const failure = new TransportFailure(reason, controller !== undefined, answer?.status);
      settle(() => reject(failure));
      controller?.abort(failure);
    };
    const abort = (): void => {
      if (!(finishOnceSent && controller)) fail('aborted');
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);

    dispatcher.dispatch(request, {
      // Called when a connection stands, just before the request is written to it.
      onRequestStart(given) {
        if (settled) return given.abort(new TransportFailure('aborted', false));
        const first = controller === undefined;
        controller = given;
        if (!first) return;
        timer = setTimeout(() => fail('limit'), limitMs);
        onSent();
      },
      onResponseStart(_, status, headers) {
        if (status >= 200) answer = { status, headers };
      },
      onResponseData(_, chunk) {
        size += chunk.length;
        if (size > maxBytes) return fail('too_large');
        chunks.push(chunk);
      },
      onResponseEnd() {
        const { status, headers = {} } = answer ?? {};
        if (status === undefined) return fail('malformed');
        settle(() =>
          resolve({
            status,
            header: (name) => {
              const value = headers[name];
              return Array.isArray(value) ? value[0] : value;
            },
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
      onResponseError(_, error) {
        fail(causeOf(error, controller !== undefined, answer !== undefined));
      },
    });
  });
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
