/** One exchange of a call: waits for a slot, sends, reads the answer, logs; and lets go of the caller where it must. */
import type { Dispatcher } from 'undici';
import { within } from '../lib/timeout.js';
import type { Definition } from '../tools/define.js';
import { readAnswer, requestIdOf } from './answer.js';
import type { Call } from './call.js';
import type { Clock } from './clock.js';
import { Stopped, stopped, transportFailed } from './failures.js';
import type { ApiRequest } from './request.js';
import type { Attempt } from './retry.js';
import { type RawAnswer, TransportFailure, transmit } from './transport.js';
import type { ApiAnswer, LogEvent } from './types.js';

/** Runs a task when there is room for it. */
export type Slots = <T>(task: () => Promise<T>) => Promise<T>;

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  hosts: Readonly<Record<Definition['host'], URL>>;
  maxBytes: number;
  /** When a write on the wire is given up at last. */
  writeLimitMs: number;
  deadlineMs: number;
  clock: Clock;
  log: (event: LogEvent) => void;
}

export interface Exchange {
  /**
   * A call that is stopped before its request went out is not sent. Once it is out, a read is aborted, and a write goes
   * on alone, without its caller.
   *
   * @throws CapillaryError where the call is stopped meanwhile
   */
  run(
    call: Call,
    request: ApiRequest,
    options: { number: number; slots: Slots; scrub: (text: string) => string },
  ): Promise<Attempt<ApiAnswer>>;
  /** Resolves when no write is on the wire any more, or at the limit. */
  writesDone(limitMs: number): Promise<void>;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { dispatcher, hosts, maxBytes, writeLimitMs, deadlineMs, clock, log } = options;
  const writes = new Set<Promise<unknown>>();

  const run: Exchange['run'] = (call, request, { number, slots, scrub }) => {
    const { definition, read, signal } = call;
    const host = hosts[definition.host];
    const progress = { sent: false, alone: false };

    const perform = async (): Promise<Attempt<ApiAnswer>> => {
      signal.throwIfAborted();
      const started = clock.now();
      let answer: RawAnswer | undefined;
      let result: Attempt<ApiAnswer>;
      try {
        answer = await transmit(dispatcher, wireRequest(host, request), {
          signal,
          finishOnceSent: !read,
          limitMs: read ? deadlineMs : writeLimitMs,
          maxBytes,
          onSent: () => {
            progress.sent = true;
          },
        });
        result = readAnswer(definition, answer, scrub);
      } catch (thrown) {
        if (!(thrown instanceof TransportFailure)) throw thrown;
        result = transportFailed(definition, host.host, thrown);
      }
      log(describe(call, result, { number, ms: clock.now() - started, answer, alone: progress.alone }));
      return result;
    };

    const work = slots(perform);
    if (!read) {
      writes.add(work);
      work.catch(() => {}).finally(() => writes.delete(work));
    }
    return new Promise((resolve, reject) => {
      const onStop = (): void => {
        const { reason } = signal;
        if (!(reason instanceof Stopped)) return;
        // While the client closes, the caller of a write may still have its answer.
        if (reason.reason === 'closing' && progress.sent && !read) return;
        progress.alone = true;
        reject(stopped(definition, reason.reason, progress.sent, deadlineMs));
      };
      if (signal.aborted) onStop();
      signal.addEventListener('abort', onStop, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onStop));
    });
  };

  return {
    run,
    writesDone: async (limitMs) => {
      await within(limitMs, Promise.allSettled(writes));
    },
  };
}

function wireRequest(host: URL, { method, path, query, headers, body }: ApiRequest) {
  const prefix = host.pathname.replace(/\/+$/, '');
  return { origin: host.origin, method, path: `${prefix}${path}${query}`, headers: { ...headers }, body };
}

function describe(
  { definition, read }: Call,
  result: Attempt<ApiAnswer>,
  { number, ms, answer, alone }: { number: number; ms: number; answer: RawAnswer | undefined; alone: boolean },
): LogEvent {
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
    ...(alone && !read && { background: true }),
  };
}
