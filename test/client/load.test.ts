/** Many calls at once, and an API that hangs: who gets a slot, who waits, and who is refused. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CapillaryError } from '../../src/client/errors.js';
import { MAX_DETACHED_WRITES } from '../../src/client/exchange.js';
import { clientFor, failureOf, fakeClock } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { json, loopback, type Respond, silence } from './loopback.js';

const args = { customerId: '1' };

/** Hangs on writes and answers reads. */
const hangOnWrites: Respond = (response, request, number) =>
  request.method === 'POST' ? silence(response, request, number) : json({ id: 1 })(response, request, number);

/** Accepts connections and requests, and never answers. */
async function deafServer() {
  let connections = 0;
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => {
    connections += 1;
    sockets.push(socket);
    socket.on('error', () => {});
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections };
}

describe('a write that hangs', () => {
  it('gives its slot back when its caller stops waiting', async () => {
    const { url, arrived } = await loopback(hangOnWrites);
    const client = clientFor(url, { concurrency: 2 });
    const stop = new AbortController();
    const hung = [1, 2].map(() => failureOf(client.send(addCustomer, {}, { signal: stop.signal })));
    await arrived(2);
    stop.abort();
    for (const error of await Promise.all(hung)) expect(error).toMatchObject({ outcome: 'unknown' });
    expect((await client.send(getCustomer, args)).data).toEqual({ id: 1 });
  });

  it('gives its slot back at its deadline, and does not count as a failure of the host', async () => {
    const { url } = await loopback(hangOnWrites);
    const client = clientFor(url, { concurrency: 16, deadlineMs: 1_000 });
    const hung = await Promise.all(Array.from({ length: 16 }, () => failureOf(client.send(addCustomer, {}))));
    for (const error of hung) expect(error).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
    expect((await client.send(getCustomer, args)).data).toEqual({ id: 1 });
  });

  it('is given up when too many younger ones hang', async () => {
    let firstClosed = (): void => {};
    const closed = new Promise<void>((resolve) => (firstClosed = resolve));
    const { url, arrived } = await loopback((response, _, number) => {
      if (number === 0) response.socket?.once('close', firstClosed);
    });
    const client = clientFor(url, { concurrency: 4 });
    for (let count = 1; count <= MAX_DETACHED_WRITES; count += 1) {
      const stop = new AbortController();
      const call = failureOf(client.send(addCustomer, {}, { signal: stop.signal }));
      await arrived(count);
      stop.abort();
      await call;
    }
    expect(client.events).toEqual([]);
    const stop = new AbortController();
    const oneMore = failureOf(client.send(addCustomer, {}, { signal: stop.signal }));
    await arrived(MAX_DETACHED_WRITES + 1);
    stop.abort();
    await oneMore;
    await closed;
    expect(client.events).toMatchObject([{ result: 'timeout', outcome: 'unknown', background: true }]);
  });
});

describe('a call that waits for a slot', () => {
  it('is not sent if its deadline passes, takes no connection, and says how long it waited', async () => {
    const { url, connections } = await deafServer();
    const client = clientFor(url, { concurrency: 2, deadlineMs: 400, writeLimitMs: 500 });
    const errors = await Promise.all(Array.from({ length: 40 }, () => failureOf(client.send(addCustomer, {}))));
    expect(errors.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(2);
    const queued = errors.filter(({ outcome }) => outcome === 'not_sent');
    expect(queued).toHaveLength(38);
    for (const error of queued) {
      expect(error).toMatchObject({ kind: 'timeout', retryable: true });
      expect(error.message).toMatch(/waited \d+ m?s in this server's queue/);
    }
    expect(connections()).toBe(2);
  });

  it('is not sent if too little of its time is left for a response', async () => {
    let answer = (): void => {};
    const { url, received, arrived } = await loopback((response, request, number) => {
      answer = () => json({ id: 1 })(response, request, number);
    });
    const clock = fakeClock();
    const client = clientFor(url, { concurrency: 1, deadlineMs: 50_000 }, clock);
    const first = client.send(getCustomer, args);
    await arrived(1);
    const second = failureOf(client.send(addCustomer, {}));
    await new Promise(setImmediate);
    clock.advance(48_400);
    answer();
    await first;
    const error = await second;
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'not_sent', retryable: true });
    expect(error.message).toContain("It waited 48 s in this server's queue.");
    expect(received).toHaveLength(1);
  });

  it('is sent in order of arrival; those that are cancelled leave the queue', async () => {
    const { url, received, arrived } = await loopback(async (response, request, number) => {
      await new Promise(setImmediate);
      return json({ id: 1 })(response, request, number);
    });
    const client = clientFor(url, { concurrency: 1 });
    const stop = new AbortController();
    const send = (id: string, signal?: AbortSignal) =>
      client.send(getCustomer, { customerId: id }, signal && { signal });
    const calls = [send('1'), send('2'), failureOf(send('3', stop.signal)), send('4')];
    await arrived(1);
    stop.abort();
    expect(await calls[2]).toMatchObject({ kind: 'cancelled' });
    await Promise.all(calls);
    expect(received.map(({ url }) => url.split('/').pop())).toEqual(['1', '2', '4']);
  });

  it('takes turns with the calls of other callers', async () => {
    const { url, received, arrived } = await loopback(async (response, request, number) => {
      await new Promise(setImmediate);
      return json({ id: 1 })(response, request, number);
    });
    const client = clientFor(url, { concurrency: 1 });
    const send = (subject: string, id: string) => client.send(getCustomer, { customerId: id }, { subject });
    const calls = ['1', '2', '3', '4', '5'].map((id) => send('a', `a${id}`));
    await arrived(1);
    calls.push(...['1', '2'].map((id) => send('b', `b${id}`)), send('c', 'c1'));
    await Promise.all(calls);
    const order = received.map(({ url }) => url.split('/').pop());
    expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5']);
  });

  it('finds room among 500 calls of another caller, whose newest call is refused', async () => {
    let answerAll = false;
    const held: (() => void)[] = [];
    const { url, received, arrived } = await loopback((response, request, number) => {
      const answer = () => json({ id: 1 })(response, request, number);
      if (answerAll) answer();
      else held.push(answer);
    });
    const client = clientFor(url, { concurrency: 1 });
    const send = (subject: string, id: string) => client.send(getCustomer, { customerId: id }, { subject });
    const flood = Array.from({ length: 500 }, (_, number) =>
      send('flood', `${number}`).then(
        () => undefined,
        (error: CapillaryError) => error,
      ),
    );
    await arrived(1);
    const other = send('other', 'one');
    answerAll = true;
    for (const answer of held) answer();
    expect((await other).data).toEqual({ id: 1 });
    expect(received.length).toBeLessThanOrEqual(4);
    const refused = (await Promise.all(flood)).filter((error) => error !== undefined);
    expect(refused).toHaveLength(500 - 256);
    for (const error of refused) expect(error).toMatchObject({ kind: 'rate_limited', retryable: true });
  });

  it('is refused if too many wait already, with how long to wait', async () => {
    const { url, received, arrived } = await loopback(silence);
    const client = clientFor(url, { concurrency: 1 });
    const waiting = Array.from({ length: 257 }, () => failureOf(client.send(getCustomer, args)));
    await arrived(1);
    const error = await failureOf(client.send(addCustomer, {}));
    expect(error).toMatchObject({
      kind: 'rate_limited',
      outcome: 'not_sent',
      retryable: true,
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect(error.message).toContain('256 calls are waiting');
    expect(error.message).toContain("waited 0 ms in this server's queue");
    await client.close();
    await Promise.all(waiting);
    expect(received).toHaveLength(1);
  });
});
