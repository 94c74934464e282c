/** What is tried again, and when: composition around one attempt. */
import type { ClientClock } from './clock.js';
import type { CapillaryError } from './errors.js';

/** What one attempt came to. */
export type AttemptResult<T> =
  | { response: T }
  | {
      failure: CapillaryError;
      /** `always` where the request certainly was not processed; `reads` where repeating does no harm to a read. */
      retry: 'always' | 'reads' | 'never';
      /** As the API asks for in Retry-After. */
      retryAfterMs?: number;
    };

export interface RetryOptions {
  /** A read is tried again on any passing failure, anything else only where it was not processed. */
  read: boolean;
  /** Milliseconds left for the call. */
  remainingMs(): number;
  /** Ends the waiting between tries; its reason is thrown. */
  signal: AbortSignal;
  clock: ClientClock;
}

const TRIES = 3;
const FIRST_WAIT_MS = 250;

/** @throws CapillaryError of the last attempt, or the signal's reason */
export async function withRetries<T>(
  attempt: (number: number) => Promise<AttemptResult<T>>,
  { read, remainingMs, signal, clock }: RetryOptions,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    const result = await attempt(number);
    if ('response' in result) return result.response;
    const { failure, retry, retryAfterMs = 0 } = result;
    const harmless = retry === 'always' || (retry === 'reads' && read);
    // Doubling, and never in step with the others that wait.
    const backoff = FIRST_WAIT_MS * 2 ** (number - 1) * (0.5 + clock.random());
    const wait = retryAfterMs > 0 ? retryAfterMs + backoff / 10 : backoff;
    if (!harmless || number === TRIES || wait >= remainingMs()) throw failure;
    await clock.sleep(wait, signal);
  }
}

/**
 * `Retry-After` in milliseconds: seconds, or an HTTP date.
 *
 * @param nowMs - wall-clock time, for a date
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
