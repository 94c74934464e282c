/** Servers with wrong certificates. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toFailedAttempt } from '../../src/client/failures.js';
import { TransportFailure, transmit } from '../../src/client/transport.js';
import { getCustomer } from './definitions.js';

/** A test authority, and certificates for 127.0.0.1 that share one key: made once with OpenSSL, for tests alone. */
const pem = (name: string): string =>
  readFileSync(new URL(`../fixtures/certificates/${name}.pem`, import.meta.url), 'utf8');

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

type Outcome = { status: number } | { reason: string; sent: boolean; message: string };

/** What a read of this origin ends with, and what the caller is told. */
async function read(origin: string, dispatcher: Agent): Promise<Outcome> {
  try {
    const request = { origin, method: 'GET' as const, path: '/', headers: {}, body: null };
    const signal = new AbortController().signal;
    const limits = { limitMs: 5_000, maxBytes: 1_000 };
    const { status } = await transmit(dispatcher, request, { signal, finishOnceSent: false, ...limits, onSent() {} });
    return { status };
  } catch (thrown) {
    if (!(thrown instanceof TransportFailure)) throw thrown;
    const attempt = toFailedAttempt(getCustomer, 'the host', thrown);
    if (!('failure' in attempt)) throw new Error('not a failure');
    return { reason: thrown.reason, sent: thrown.sent, message: attempt.failure.message };
  } finally {
    await dispatcher.destroy();
  }
}

describe('the certificate of a host', () => {
  const readFromServerWith = async (certificate: string, ca?: string): Promise<Outcome> => {
    const server = createServer({ key: pem('key'), cert: pem(certificate) }, (_, response) => response.end('{}'));
    const agent = new Agent({ connect: ca === undefined ? {} : { ca } });
    return read(`https://127.0.0.1:${await listen(server)}`, agent);
  };

  it('is accepted if it is valid and its issuer is trusted', async () => {
    expect(await readFromServerWith('good', pem('ca'))).toEqual({ status: 200 });
  });

  it.each([
    ['expired', pem('ca'), 'certificate_expired', 'has expired'],
    ['self-signed', undefined, 'certificate_self_signed', 'is self-signed'],
    ['wrong-host', pem('ca'), 'certificate_wrong_host', 'for another host name'],
    ['good', undefined, 'certificate_unknown_issuer', 'issuer is not trusted'],
  ])('%s is reported as such, and nothing was sent', async (certificate, ca, reason, words) => {
    const outcome = await readFromServerWith(certificate, ca);
    expect(outcome).toMatchObject({ reason, sent: false });
    expect(outcome).toHaveProperty('message', expect.stringContaining(words));
  });
});
