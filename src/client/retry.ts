/** What is tried again, and when: composition around one attempt. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CapillaryError } from './errors.js';

/** What one attempt came to, as far as trying again goes. */
export interface Failure {
  error: CapillaryError;
  /** The request certainly was not processed: refused connection, no such host, 429. */
  notProcessed: boolean;
  /** The cause may pass by itself: connection lost, 429, 502–504, an answer cut short. */
  passing: boolean;
  /** As the API asks in Retry-After. */
  retryAfterMs?: number;
}

/** Thrown by an attempt that failed in a way worth a look; anything else thrown is final. */
export class AttemptFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.error.message);
    this.failure = failure;
  }
}

export interface RetryOptions {
  /** A read is tried again on any passing failure; a write only if it was not processed. */
  read: boolean;
  /** Milliseconds left for the call. */
  remaining: () => number;
  /** Ends waiting; its reason is thrown. */
  signal: AbortSignal;
  tries?: number;
  /** For tests. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
}

const FIRST_WAIT_MS = 200;

/** @throws CapillaryError of the last attempt, or the signal's reason */
export async function withRetries<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { read, remaining, signal, tries = 3, random = Math.random } = options;
  const sleep = options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal }));
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (thrown) {
      if (!(thrown instanceof AttemptFailed)) throw thrown;
      const { error, notProcessed, passing, retryAfterMs = 0 } = thrown.failure;
      const again = passing && (read || notProcessed) && number < tries;
      // Full jitter, doubling: waiting callers must not come back together.
      const wait = Math.max(retryAfterMs, random() * FIRST_WAIT_MS * 2 ** number);
      if (!again || wait >= remaining()) throw error;
      await sleep(wait, signal).catch((reason: unknown) => {
        signal.throwIfAborted();
        throw reason;
      });
    }
  }
}
