import { gzipSync } from 'node:zlib';
import { MockAgent } from 'undici';
import { describe, expect, it } from 'vitest';
import { BodyBudget } from '../../src/client/body-budget.js';
import {
  createDispatcher,
  type TransmitOptions,
  TransportFailure,
  type TransportFailureReason,
  transmit,
} from '../../src/client/transport.js';
import { inTurn, json, loopback, type Respond, reset, silence, text, truncated } from './loopback.js';

const request = { origin: 'https://api.example', method: 'GET' as const, path: '/v2/x', headers: {}, body: null };

const options = (overrides: Partial<TransmitOptions> = {}): TransmitOptions => ({
  signal: new AbortController().signal,
  finishOnceSent: false,
  limitMs: 1_000,
  maxBytes: 1_000,
  onSent: () => {},
  ...overrides,
});

/** The result of an exchange with a real server, and whether the request was sent. */
async function exchangeWith(url: string, overrides: Partial<TransmitOptions> = {}) {
  const dispatcher = createDispatcher({ proxy: false, connections: 2 });
  try {
    return await transmit(dispatcher, { ...request, origin: url }, options(overrides));
  } catch (thrown) {
    if (!(thrown instanceof TransportFailure)) throw thrown;
    return { reason: thrown.reason, sent: thrown.sent };
  } finally {
    await dispatcher.destroy();
  }
}

describe('an exchange', () => {
  it('returns status, headers and text', async () => {
    const { url } = await loopback(json({ é: 1 }, 201, { 'X-CAP-REQUEST-ID': 'r1' }));
    const response = await exchangeWith(url);
    if (!('text' in response)) throw new Error('failed');
    expect([response.status, response.header('x-cap-request-id'), response.text]).toEqual([201, 'r1', '{"é":1}']);
  });

  it('distinguishes a connection lost before the response from one lost during it', async () => {
    expect(await exchangeWith((await loopback(reset)).url)).toEqual({ reason: 'connection', sent: true });
    expect(await exchangeWith((await loopback(truncated)).url)).toEqual({ reason: 'truncated', sent: true });
  });

  it('reports that nothing was sent if nothing listens on the port', async () => {
    expect(await exchangeWith('http://127.0.0.1:1')).toEqual({ reason: 'refused', sent: false });
  });

  it('reports that nothing was sent if the host does not speak TLS', async () => {
    const { url, received } = await loopback(json({}));
    expect(await exchangeWith(url.replace('http:', 'https:'))).toEqual({ reason: 'tls', sent: false });
    expect(received).toEqual([]);
  });

  it('does not parse a response with very many values', async () => {
    const rows = (count: number) => json(Array(count).fill(0));
    const limit = { maxBytes: 1_000_000 };
    expect(await exchangeWith((await loopback(rows(250_000))).url, limit)).toEqual({ reason: 'too_large', sent: true });
    expect(await exchangeWith((await loopback(rows(249_999))).url, limit)).toMatchObject({ status: 200 });
  });

  it('stops reading a response that is too large', async () => {
    let written = 0;
    const { url } = await loopback((response) => {
      const more = (): void => {
        written += 1;
        if (written < 10_000 && !response.destroyed) response.write('x'.repeat(1_000), more);
      };
      response.writeHead(200);
      more();
    });
    expect(await exchangeWith(url, { maxBytes: 10_000 })).toEqual({ reason: 'too_large', sent: true });
    expect(written).toBeLessThan(10_000);
  });

  it('does not read a response that announces that it is too large', async () => {
    const { url } = await loopback((response) => {
      response.writeHead(200, { 'content-length': '10001' }).flushHeaders();
    });
    expect(await exchangeWith(url, { maxBytes: 10_000 })).toEqual({ reason: 'too_large', sent: true });
  });

  it('ends at its time limit', async () => {
    expect(await exchangeWith((await loopback(silence)).url, { limitMs: 20 })).toEqual({ reason: 'limit', sent: true });
  });

  it('is aborted immediately, or finished with finishOnceSent', async () => {
    const { url, arrived } = await loopback(inTurn(silence, json({ done: true })));
    const stop = new AbortController();
    const stopped = exchangeWith(url, { signal: stop.signal });
    await arrived(1);
    stop.abort();
    expect(await stopped).toEqual({ reason: 'aborted', sent: true });
    const whenSent = new AbortController();
    const finished = await exchangeWith(url, {
      signal: whenSent.signal,
      onSent: () => whenSent.abort(),
      finishOnceSent: true,
    });
    expect(finished).toMatchObject({ status: 200 });
  });

  it('does not start if it is aborted already', async () => {
    const { url, received } = await loopback(json({}));
    const end = await exchangeWith(url, { signal: AbortSignal.abort(), finishOnceSent: true });
    expect(end).toEqual({ reason: 'aborted', sent: false });
    expect(received).toEqual([]);
  });

  it.each<[string, TransportFailureReason]>([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connection'],
    ['EHOSTUNREACH', 'connection'],
    ['ECONNRESET', 'connection'],
    ['CERT_HAS_EXPIRED', 'certificate_expired'],
    ['CERT_NOT_YET_VALID', 'certificate_not_yet_valid'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_self_signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_self_signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_unknown_issuer'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_wrong_host'],
    ['CERT_REVOKED', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['UND_ERR_ABORTED', 'proxy'],
    ['UND_ERR_INVALID_ARG', 'unsendable'],
    ['UND_ERR_DESTROYED', 'aborted'],
    ['whatever', 'connection'],
  ])('that fails with %s before it is sent has the reason %s', async (code, reason) => {
    const failing = new MockAgent();
    failing.dispatch = (_, handler) => {
      handler.onResponseError?.(
        { aborted: false, paused: false, reason: null, abort: () => {}, pause: () => {}, resume: () => {} },
        Object.assign(new Error('secret text'), { code }),
      );
      return true;
    };
    const thrown = await transmit(failing, request, options()).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ reason, sent: false });
    expect(String(thrown)).not.toContain('secret text');
    await failing.close();
  });
});

/** Another body that holds the budget and never ends. */
const hold = (budget: BodyBudget, bytes: number) => {
  const reader = { resume: () => {} };
  budget.take(reader, bytes);
  return reader;
};

const LARGE = 400_000;
const large: Respond = text('x'.repeat(LARGE));

describe('large responses', () => {
  it('at once share the budget, and all of them arrive', async () => {
    let peak = 0;
    class Observed extends BodyBudget {
      override take(...args: Parameters<BodyBudget['take']>): boolean {
        const mayRead = super.take(...args);
        peak = Math.max(peak, this.total);
        return mayRead;
      }
    }
    const budget = new Observed(500_000);
    const { url } = await loopback(large);
    const exchanges = Array.from({ length: 12 }, () => exchangeWith(url, { maxBytes: LARGE, budget, limitMs: 30_000 }));
    for (const response of await Promise.all(exchanges)) expect(response).toMatchObject({ status: 200 });
    expect(peak).toBeGreaterThan(LARGE);
    // The budget, one response that may exceed it, and what each reads before it has to wait.
    expect(peak).toBeLessThanOrEqual(500_000 + LARGE + 12 * 2 * 65_536);
    expect(budget.total).toBe(0);
  });

  it('that were compressed share it with their decoded size, one at a time', async () => {
    const taken: number[] = [];
    class Observed extends BodyBudget {
      override take(...args: Parameters<BodyBudget['take']>): boolean {
        const mayRead = super.take(...args);
        taken.push(this.total);
        return mayRead;
      }
    }
    const budget = new Observed(1_000_000);
    const { url } = await loopback((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(LARGE)));
    });
    const exchanges = Array.from({ length: 6 }, () => exchangeWith(url, { maxBytes: LARGE, budget, limitMs: 30_000 }));
    for (const response of await Promise.all(exchanges)) expect(response).toMatchObject({ text: 'x'.repeat(LARGE) });
    expect(taken.filter((total) => total > LARGE)).toHaveLength(6);
    expect(Math.max(...taken)).toBeLessThan(LARGE * 1.5);
    expect(budget.total).toBe(0);
  });

  it('that are compressed bombs are decoded only up to the size limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const budget = new BodyBudget(1_000_000);
    const { url } = await loopback((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(bomb.length).toBeLessThan(LARGE);
    expect(await exchangeWith(url, { maxBytes: LARGE, budget })).toEqual({ reason: 'too_large', sent: true });
    expect(budget.total).toBe(0);
  });

  it('wait for the budget until their time limit, or until they are aborted', async () => {
    const budget = new BodyBudget(1_000_000);
    for (const _ of ['within the budget', 'beyond it']) hold(budget, 1_000_000);
    const { url } = await loopback(large);
    const ended = await exchangeWith(url, { maxBytes: LARGE, budget, limitMs: 100 });
    expect(ended).toEqual({ reason: 'limit', sent: true });
    const stop = new AbortController();
    const waiting = exchangeWith(url, { maxBytes: LARGE, budget, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await waiting).toEqual({ reason: 'aborted', sent: true });
    expect(budget.total).toBe(2_000_000);
  });

  it('go on when the others have ended', async () => {
    const budget = new BodyBudget(1_000_000);
    const [, other] = [hold(budget, 1_000_000), hold(budget, 1_000_000)];
    const { url } = await loopback(large);
    const waiting = exchangeWith(url, { maxBytes: LARGE, budget, limitMs: 30_000 });
    setTimeout(() => budget.release(other), 50);
    expect(await waiting).toMatchObject({ status: 200 });
  });

  it('that finish while they are resumed leave the exemption from the budget to others', () => {
    const budget = new BodyBudget(100_000);
    const finished: string[] = [];
    const start = (name: string) => {
      const reader = {
        resume: () => {
          finished.push(name);
          budget.release(reader);
        },
      };
      return { reader, mayRead: budget.take(reader, 100_000) };
    };
    const [large1, exempt, ...waiting] = ['a', 'b', 'c', 'd', 'e'].map(start);
    expect([large1, exempt, ...waiting].map((started) => started?.mayRead)).toEqual([true, true, false, false, false]);
    if (exempt) budget.release(exempt.reader);
    expect(finished).toEqual(['c', 'd', 'e']);
    expect(budget.total).toBe(100_000);
    expect(['f', 'g'].map(start).map(({ mayRead }) => mayRead)).toEqual([true, false]);
  });

  it('do not hold up small ones', async () => {
    const budget = new BodyBudget(1_000_000);
    for (const _ of ['within the budget', 'beyond it']) hold(budget, 1_000_000);
    expect(await exchangeWith((await loopback(json({}))).url, { budget })).toMatchObject({ status: 200 });
  });

  it('are refused if they had to wait and their connection is not kept alive', async () => {
    const budget = new BodyBudget(1_000_000);
    for (const _ of ['within the budget', 'beyond it']) hold(budget, 1_000_000);
    const { url } = await loopback(text('x'.repeat(LARGE), 200, { connection: 'close' }));
    expect(await exchangeWith(url, { maxBytes: LARGE, budget })).toEqual({ reason: 'congested', sent: true });
  });

  it('that arrive together are handed over in separate turns of the event loop', async () => {
    const budget = new BodyBudget();
    let immediates = 0;
    const seen: number[] = [];
    let counting = true;
    const count = (): void => {
      immediates += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all([1, 2, 3].map(() => budget.turn(LARGE)?.then(() => seen.push(immediates))));
    counting = false;
    expect(new Set(seen).size).toBe(3);
    expect(budget.turn(1_000)).toBeUndefined();
  });
});
