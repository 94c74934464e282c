/** HTTP by undici: one request, its answer read in full; and what a failed one means. No retries, no redirects. */
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import type { HttpRequest } from './request.js';

export interface HttpAnswer {
  status: number;
  contentType: string;
  /** Milliseconds of Retry-After, where the answer has one. */
  retryAfterMs: number | undefined;
  text: string;
}

/** Why there is no answer. `notSent`: the request certainly did not reach the API. */
export interface HttpFailure {
  reason: 'refused' | 'no_host' | 'no_route' | 'connect_timeout' | 'tls' | 'lost' | 'no_answer' | 'too_large' | 'other';
  notSent: boolean;
}

export interface Http {
  /** Rejects with whatever went wrong; {@link failureOf} tells what. */
  send(baseUrl: string, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Longer than any call's deadline: deadlines are the client's business. */
const SILENCE_MS = 300_000;

class TooLarge extends Error {}

/** @param proxy - go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name */
export function createHttp({ proxy, maxResponseBytes }: { proxy: boolean; maxResponseBytes: number }): Http {
  const settings = {
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  };
  const dispatcher: Dispatcher = proxy && proxyConfigured() ? new EnvHttpProxyAgent(settings) : new Agent(settings);
  return {
    send: async (baseUrl, { method, path, query, headers, body }, signal) => {
      const answer = await request(`${baseUrl}${path}${query}`, {
        dispatcher,
        method,
        headers,
        signal,
        ...(body !== undefined && { body }),
      });
      return {
        status: answer.statusCode,
        contentType: one(answer.headers['content-type']),
        retryAfterMs: retryAfter(one(answer.headers['retry-after'])),
        text: await readText(answer.body, maxResponseBytes),
      };
    },
    close: () => dispatcher.close(),
  };
}

const proxyConfigured = (): boolean =>
  ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => (process.env[name] ?? '') !== '');

const one = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? (header[0] ?? '') : (header ?? '');

/** Seconds or a date, as RFC 9110 has it. */
function retryAfter(header: string): number | undefined {
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

async function readText(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new TooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const REASONS: Readonly<Record<string, HttpFailure>> = {
  ECONNREFUSED: { reason: 'refused', notSent: true },
  ENOTFOUND: { reason: 'no_host', notSent: true },
  EAI_AGAIN: { reason: 'no_host', notSent: true },
  EHOSTUNREACH: { reason: 'no_route', notSent: true },
  ENETUNREACH: { reason: 'no_route', notSent: true },
  UND_ERR_CONNECT_TIMEOUT: { reason: 'connect_timeout', notSent: true },
  ECONNRESET: { reason: 'lost', notSent: false },
  EPIPE: { reason: 'lost', notSent: false },
  UND_ERR_SOCKET: { reason: 'lost', notSent: false },
  UND_ERR_ABORTED: { reason: 'no_answer', notSent: false },
  UND_ERR_HEADERS_TIMEOUT: { reason: 'no_answer', notSent: false },
  UND_ERR_BODY_TIMEOUT: { reason: 'no_answer', notSent: false },
};

/** Certificates and handshakes: the connection was never made. */
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

export function failureOf(thrown: unknown): HttpFailure {
  if (thrown instanceof TooLarge) return { reason: 'too_large', notSent: false };
  const codes = codesOf(thrown);
  for (const code of codes) {
    const known = REASONS[code];
    if (known) return known;
    if (TLS.test(code)) return { reason: 'tls', notSent: true };
  }
  return { reason: 'other', notSent: false };
}

/** Codes of the error and of what it wraps: one for each address that was tried. */
function codesOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  const inner = thrown instanceof AggregateError ? thrown.errors.flatMap(codesOf) : [];
  return [...own, ...inner, ...codesOf(thrown.cause)];
}
