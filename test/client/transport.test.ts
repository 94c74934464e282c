import { MockAgent } from 'undici';
import { describe, expect, it } from 'vitest';
import {
  createDispatcher,
  type TransmitOptions,
  TransportFailure,
  type TransportFailureReason,
  transmit,
} from '../../src/client/transport.js';
import { inTurn, json, loopback, reset, silence, truncated } from './loopback.js';

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
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
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
