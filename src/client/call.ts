/** A call in flight: how much time it has left, and what can stop it. */
import { type Stoppable, StopSignal } from '../lib/stop-signal.js';
import { type Definition, risk } from '../tools/define.js';
import type { ClientClock } from './clock.js';
import { CallStopped, type StopReason } from './failures.js';
import type { ExchangeTrace } from './trace.js';
import type { SendOptions } from './types.js';

export interface ApiCall {
  readonly definition: Definition;
  /** Whether the call is a read, which may be repeated and aborted freely. */
  readonly read: boolean;
  /** Stopped with a {@link CallStopped} by the caller, at the deadline, or when the client closes. */
  readonly signal: Stoppable;
  readonly clock: ClientClock;
  readonly onLateEnd: SendOptions['onLateEnd'];
  /** Who calls; empty if that is not known. */
  readonly subject: string;
  /** Notified of each attempt. */
  readonly trace: ExchangeTrace | undefined;
  remainingMs(): number;
  /** Stops the signal. */
  stop(reason: StopReason): void;
  /** Releases timers and listeners. */
  end(): void;
}

export function startCall(
  definition: Definition,
  { signal, subject = '', onLateEnd }: SendOptions,
  { deadlineMs, clock, trace }: { deadlineMs: number; clock: ClientClock; trace?: ExchangeTrace | undefined },
): ApiCall {
  const deadline = clock.now() + deadlineMs;
  const stopSignal = new StopSignal();
  const stop = (reason: StopReason): void => stopSignal.stop(new CallStopped(reason));
  const onCancel = (): void => stop('cancelled');
  const timer = setTimeout(stop, deadlineMs, 'timeout');
  signal?.addEventListener('abort', onCancel);
  if (signal?.aborted) onCancel();
  return {
    definition,
    read: risk(definition) === 'read',
    signal: stopSignal,
    clock,
    onLateEnd,
    subject,
    trace,
    remainingMs: () => deadline - clock.now(),
    stop,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onCancel);
    },
  };
}

/**
 * Waits for a promise until the call is stopped.
 *
 * @throws CallStopped if the call is stopped first
 */
export function untilStopped<T>({ signal }: Pick<ApiCall, 'signal'>, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
