import { describe, expect, it } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import { type AttemptResult, parseRetryAfter, type RetryOptions, withRetries } from '../../src/client/retry.js';
import { failureOf, fakeClock } from './clients.js';

const failure = new CapillaryError({ kind: 'unreachable', message: 'No.', hint: 'Wait.', retryable: true });

/** Runs attempts with these results in turn; the last one is repeated. */
async function run(results: AttemptResult<string>[], options: Partial<RetryOptions> & { deadlineMs?: number } = {}) {
  const clock = fakeClock();
  let attempts = 0;
  const { deadlineMs = 50_000, ...rest } = options;
  const done = withRetries(
    async () => {
      const result = results[Math.min(attempts, results.length - 1)];
      attempts += 1;
      return result ?? { response: 'nothing to do' };
    },
    {
      read: true,
      remainingMs: () => deadlineMs - clock.now(),
      signal: new AbortController().signal,
      clock,
      ...rest,
    },
  );
  const outcome = await done.catch((thrown: unknown) => thrown);
  return { outcome, attempts, slept: clock.slept };
}

describe('retries', () => {
  it('end with the first response', async () => {
    expect(await run([{ response: 'a' }])).toMatchObject({ outcome: 'a', attempts: 1, slept: [] });
    expect(await run([{ failure, retry: 'reads' }, { response: 'b' }])).toMatchObject({ outcome: 'b', attempts: 2 });
  });

  it('stop after three attempts, with waits that double', async () => {
    expect(await run([{ failure, retry: 'always' }])).toMatchObject({
      outcome: failure,
      attempts: 3,
      slept: [250, 500],
    });
  });

  it('never happen if a repeat could do harm', async () => {
    expect((await run([{ failure, retry: 'never' }])).attempts).toBe(1);
    expect((await run([{ failure, retry: 'reads' }], { read: false })).attempts).toBe(1);
    expect((await run([{ failure, retry: 'always' }], { read: false })).attempts).toBe(3);
  });

  it('wait at least as long as the API asks', async () => {
    const { slept } = await run([{ failure, retry: 'always', retryAfterMs: 7_000 }, { response: 'x' }]);
    expect(slept).toHaveLength(1);
    expect(slept[0]).toBeGreaterThanOrEqual(7_000);
    expect(slept[0]).toBeLessThan(7_100);
  });

  it('stop immediately if the wait would exceed the deadline', async () => {
    const late = { failure, retry: 'always', retryAfterMs: 60_000 } as const;
    expect(await run([late, { response: 'x' }])).toMatchObject({ outcome: failure, attempts: 1, slept: [] });
    expect(await run([{ failure, retry: 'reads' }], { deadlineMs: 300 })).toMatchObject({ attempts: 2, slept: [250] });
  });

  it('have random jitter', async () => {
    const waits = async (random: number) => {
      const clock = { ...fakeClock(random) };
      const options = { read: true, remainingMs: () => 50_000, signal: new AbortController().signal, clock };
      await failureOf(withRetries(async () => ({ failure, retry: 'reads' }), options));
      return clock.slept;
    };
    expect(await waits(0)).toEqual([125, 250]);
    expect(await waits(0.999)).toEqual([374.75, 749.5]);
  });

  it('can be cancelled during the wait', async () => {
    const stop = new AbortController();
    const clock = { ...fakeClock(), sleep: () => Promise.reject(stop.signal.reason) };
    stop.abort(new Error('stopped'));
    const { outcome, attempts } = await run([{ failure, retry: 'reads' }], { clock, signal: stop.signal });
    expect(outcome).toBe(stop.signal.reason);
    expect(attempts).toBe(1);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-31T10:00:00Z');

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1_500],
    ['Sat, 31 Jan 2026 10:00:30 GMT', 30_000],
    ['Sat, 31 Jan 2026 09:00:00 GMT', 0],
    ['9'.repeat(400), 86_400_000],
    ['Sat, 31 Jan 2126 10:00:00 GMT', 86_400_000],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });
});
