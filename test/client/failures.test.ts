/** What errors say of calls that were stopped, of tokens that were not issued, and of writes whose outcome is unknown. */
import { describe, expect, it } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import { unknownOutcomeHint } from '../../src/client/explain.js';
import { CallStopped, stoppedError, tokenError } from '../../src/client/failures.js';
import { readResponse } from '../../src/client/response.js';
import { define } from './definitions.js';
import { read, write } from './judging.js';

describe('a call that reached its deadline', () => {
  const stopped = (deadlineMs: number) =>
    stoppedError(write, new CallStopped('timeout'), { sent: true, deadlineMs }).message;

  it('says how long it waited, in whole seconds', () => {
    expect(stopped(50_000)).toContain('got no response within 50 seconds; the request was sent already');
    expect(stopped(1_400)).toContain('got no response within 1 seconds');
    expect(stopped(200)).toContain('got no response within its time limit');
  });
});

describe('a write with an unknown outcome', () => {
  const hint = (checkedBy: readonly [string, ...string[]]): string =>
    unknownOutcomeHint(define('post', 'v2/things', { effect: 'create', checkedBy }));

  it('names the reads that show it, in order', () => {
    expect(hint(['customer_get'])).toContain('Check first with customer_get: if it shows the values you sent, ');
    expect(hint(['customer_get', 'card_get'])).toContain('Check first with customer_get, then card_get: if they show ');
  });
});

describe('a token that could not be obtained', () => {
  const details = { retryAfterSeconds: 7, host: 'auth.example' };
  const explained = (kind: 'rate_limited' | 'unreachable') =>
    tokenError(write, new CapillaryError({ kind, message: 'M.', hint: 'H.', retryable: true, details }), 100);

  it('has the details of a refusal for too many requests, and no other', () => {
    expect(explained('rate_limited')).toMatchObject({ details, outcome: 'not_sent' });
    expect(explained('unreachable')).toMatchObject({ kind: 'unreachable', outcome: 'not_sent' });
    expect(explained('unreachable').details).toBeUndefined();
  });
});

describe('a refused request', () => {
  const respond = (status: number, code: number, headers: Record<string, string> = {}) => {
    const text = JSON.stringify({ errors: [{ code, message: 'No' }] });
    const raw = { status, text, header: (name: string) => headers[name] };
    const result = readResponse(read, raw, { scrub: (each) => each });
    if ('response' in result) throw new Error('a failure was expected');
    return result;
  };

  it('is repeated at any rate only if its status says that it was not processed', () => {
    expect(respond(429, 1).retry).toBe('always');
    expect(respond(408, 1).retry).toBe('always');
    // The code alone is the word of whatever processed it.
    expect(respond(400, 429)).toMatchObject({ retry: 'never', failure: { kind: 'rate_limited' } });
    expect(respond(503, 1).retry).toBe('reads');
    expect(respond(500, 1).retry).toBe('never');
  });

  it('says when to call again if there were too many, or the host cannot serve it now', () => {
    const after = { 'retry-after': '5' };
    expect(respond(429, 1, after)).toMatchObject({
      retryAfterMs: 5_000,
      failure: { details: { retryAfterSeconds: 5 } },
    });
    expect(respond(429, 1, after).failure.hint).toMatch(/^Wait 5 seconds\. /);
    expect(respond(503, 1, after)).toMatchObject({
      retryAfterMs: 5_000,
      failure: { details: { retryAfterSeconds: 5 } },
    });
    expect(respond(500, 1, after)).not.toHaveProperty('retryAfterMs');
    expect(respond(500, 1, after).failure.details).toBeUndefined();
  });
});
