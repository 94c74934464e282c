/** Decides which attempts are repeated, and when. */
import type { Stoppable } from '../lib/stop-signal.js';
import type { ClientClock } from './clock.js';
import type { CapillaryError } from './errors.js';

/** The result of one attempt. */
export type AttemptResult<T> =
  | { response: T }
  | {
      failure: CapillaryError;
      /** `always` if the request was certainly not processed; `reads` if only a read is safe to repeat. */
      retry: 'always' | 'reads' | 'never';
      /** From the Retry-After header. */
      retryAfterMs?: number;
    };

export interface RetryOptions {
  /** A read is repeated after any transient failure, any other call only if it was not processed. */
  read: boolean;
  /** Milliseconds left for the call. */
  remainingMs(): number;
  /** Ends the wait between attempts; its reason is thrown. */
  signal: Stoppable;
  clock: ClientClock;
}

const MAX_ATTEMPTS = 3;
const INITIAL_BACKOFF_MS = 250;

/** @throws CapillaryError of the last attempt, or the signal's reason */
export async function withRetries<T>(
  attempt: (number: number) => Promise<AttemptResult<T>>,
  { read, remainingMs, signal, clock }: RetryOptions,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    const result = await attempt(number);
    if ('response' in result) return result.response;
    const { failure, retry, retryAfterMs = 0 } = result;
    const isSafe = retry === 'always' || (retry === 'reads' && read);
    // Exponential, with jitter, so that waiting calls do not retry all at once.
    const backoff = INITIAL_BACKOFF_MS * 2 ** (number - 1) * (0.5 + clock.random());
    const waitMs = retryAfterMs > 0 ? retryAfterMs + backoff / 10 : backoff;
    if (!isSafe || number === MAX_ATTEMPTS || waitMs >= remainingMs()) throw failure;
    await clock.sleep(waitMs, signal);
  }
}

/** No caller waits longer than a day; a longer wait is a fault of the sender. */
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * Parses `Retry-After`, which is a number of seconds or an HTTP date, into milliseconds, at most one day.
 *
 * @param nowMs - wall-clock time, to compare a date with
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, MAX_RETRY_AFTER_MS);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - nowMs), MAX_RETRY_AFTER_MS);
}
