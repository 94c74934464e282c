/** A call under way: its time, and what may stop it. */
import { type Definition, risk } from '../tools/define.js';
import type { ClientClock } from './clock.js';
import { Stopped, type StopReason } from './failures.js';

export interface ApiCall {
  readonly definition: Definition;
  /** A read may be repeated and aborted at will. */
  readonly read: boolean;
  /** Aborted with a {@link Stopped}: by the caller, at the deadline, or when the client closes. */
  readonly signal: AbortSignal;
  readonly clock: ClientClock;
  remainingMs(): number;
  /** Lets go of timers and listeners. */
  end(): void;
}

export function startCall(
  definition: Definition,
  {
    signal,
    closing,
    deadlineMs,
    clock,
  }: { signal: AbortSignal | undefined; closing: AbortSignal; deadlineMs: number; clock: ClientClock },
): ApiCall {
  const stop = new AbortController();
  const deadline = clock.now() + deadlineMs;
  const by = (reason: StopReason) => () => stop.abort(new Stopped(reason));
  const [onCancel, onClosing] = [by('cancelled'), by('closing')];
  const timer = setTimeout(by('timeout'), deadlineMs);
  signal?.addEventListener('abort', onCancel, { once: true });
  closing.addEventListener('abort', onClosing, { once: true });
  if (signal?.aborted) onCancel();
  if (closing.aborted) onClosing();
  return {
    definition,
    read: risk(definition) === 'read',
    signal: stop.signal,
    clock,
    remainingMs: () => deadline - clock.now(),
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onCancel);
      closing.removeEventListener('abort', onClosing);
    },
  };
}

/** The promise's result; or, if the call is stopped first, its {@link Stopped}. */
export function untilStopped<T>({ signal }: Pick<ApiCall, 'signal'>, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
