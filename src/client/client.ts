/** The one client that all tools use: a call from arguments to the API's answer, or a CapillaryError. */
import pLimit from 'p-limit';
import { type Definition, risk } from '../tools/define.js';
import { connectionFailure, ended, readAnswer } from './answers.js';
import { createAuthenticator } from './auth.js';
import { CapillaryError } from './errors.js';
import { createHttp, failureOf, type HttpAnswer } from './http.js';
import { buildRequest, type HttpRequest } from './request.js';
import { AttemptFailed, withRetries } from './retry.js';
import { fetchToken } from './token.js';
import type { ApiAnswer, CapillaryClient, ClientOptions } from './types.js';

/** Agents' clients give up after 60 s; an answer within 50 still reaches them. */
const DEADLINE_MS = 50_000;
/** How long a write whose caller has gone may still take before it is cut off. */
const BACKGROUND_MS = 60_000;
/** How long `close()` waits for such writes. */
const CLOSE_MS = 5_000;
const CONCURRENCY = 16;
const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;

/** One call on its way. */
interface Call {
  definition: Definition;
  request: HttpRequest;
  read: boolean;
  /** Fires when the caller cancels or the deadline passes. */
  signal: AbortSignal;
  /** A request of it is under way. */
  onWire: boolean;
}

export function createClient(options: ClientOptions): CapillaryClient {
  const { deadlineMs = DEADLINE_MS, concurrency = CONCURRENCY, maxResponseBytes = MAX_RESPONSE_BYTES, log } = options;
  const http = createHttp({ proxy: options.proxy, maxResponseBytes });
  const slots = pLimit(concurrency);
  const writes = new Set<Promise<unknown>>();
  const common = { accept: 'application/json', 'user-agent': options.userAgent };
  const authenticator = createAuthenticator(options, (credentials) =>
    fetchToken(credentials, (request) =>
      http.send(
        options.baseUrl,
        { ...request, headers: { ...common, ...request.headers } },
        AbortSignal.timeout(deadlineMs),
      ),
    ),
  );

  /** A read ends with its call. A write that is under way goes on without its caller, and its end is logged. */
  async function exchange(call: Call, headers: Record<string, string>, number: number): Promise<HttpAnswer> {
    const { definition, request, read, signal } = call;
    const baseUrl = definition.host === 'intouch' ? (options.inTouchBaseUrl ?? options.baseUrl) : options.baseUrl;
    const started = performance.now();
    const end = (result: number | string): void =>
      log?.({
        tool: definition.tool,
        method: definition.method,
        path: definition.path,
        result,
        ms: Math.round(performance.now() - started),
        attempt: number,
        ...(signal.aborted && !read && { background: true }),
      });
    const sent = http.send(
      baseUrl,
      { ...request, headers },
      read ? signal : AbortSignal.timeout(deadlineMs + BACKGROUND_MS),
    );
    const watched = sent.then(
      (answer) => {
        end(answer.status);
        return answer;
      },
      (thrown: unknown) => {
        end(failureOf(thrown).reason);
        throw thrown;
      },
    );
    if (!read) {
      writes.add(watched);
      void watched.catch(() => {}).finally(() => writes.delete(watched));
    }
    call.onWire = true;
    const answer = await unlessAborted(watched, signal).catch((thrown: unknown) => {
      if (signal.aborted) throw thrown;
      call.onWire = false;
      throw connectionFailure(definition, failureOf(thrown));
    });
    call.onWire = false;
    return answer;
  }

  /** One attempt; an access token that is refused is renewed once. */
  async function attempt(call: Call, number: number, renewed = false): Promise<ApiAnswer> {
    const own = await unlessAborted(authenticator.headers(call.definition), call.signal);
    const answer = await exchange(call, { ...common, ...merge(own, call.request.headers) }, number);
    if (!renewed && tokenRefused(answer) && authenticator.refused(own)) return attempt(call, number, true);
    return readAnswer(call.definition, answer, options.credentials.kind);
  }

  let closing: Promise<void> | undefined;
  async function finish(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([Promise.allSettled(writes), limit]);
    clearTimeout(timer);
    await http.close();
  }

  return {
    send: async (definition, args, { signal: cancel } = {}) => {
      const request = buildRequest(definition, args);
      const deadline = new AbortController();
      const endsAt = performance.now() + deadlineMs;
      const timer = setTimeout(() => deadline.abort(), deadlineMs);
      const signal = cancel ? AbortSignal.any([cancel, deadline.signal]) : deadline.signal;
      const call: Call = { definition, request, read: risk(definition) === 'read', signal, onWire: false };
      const run = async (): Promise<ApiAnswer> => {
        signal.throwIfAborted();
        const remaining = () => endsAt - performance.now();
        return withRetries((number) => attempt(call, number), { read: call.read, remaining, signal });
      };
      try {
        return await unlessAborted(slots(run), signal);
      } catch (thrown) {
        if (thrown instanceof CapillaryError) throw thrown;
        if (signal.aborted) throw ended(definition, cancel?.aborted ? 'caller' : 'deadline', call.onWire);
        throw thrown instanceof AttemptFailed ? thrown.failure.error : thrown;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => {
      closing ??= finish();
      return closing;
    },
  };
}

/** 401, or 498 where the body alone says that the token has expired. */
const tokenRefused = ({ status, text }: HttpAnswer): boolean =>
  status === 401 || status === 498 || (text.length < 2_000 && /"code"\s*:\s*"?498\b/.test(text));

/** Header arguments win over what the configuration would send, whatever their letter case. */
function merge(own: Record<string, string>, given: Record<string, string>): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(own).filter(([name]) => !names.has(name))), ...given };
}

/** The promise, or the signal's reason as soon as it fires. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    void promise.catch(() => {});
    signal.throwIfAborted();
  }
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
