/** A host that asks for fewer requests, or fails: what that means for all calls to it. */
import { describe, expect, it } from 'vitest';
import { FAILURES_TO_OPEN } from '../../src/client/host-health.js';
import { clientFor, failureOf, fakeClock, oauth } from './clients.js';
import { addCustomer, getCustomer } from './definitions.js';
import { json, loopback, type Respond, reset, silence } from './loopback.js';

const args = { customerId: '1' };
const tooMany = (seconds: number): Respond => json({}, 429, { 'retry-after': String(seconds) });

/** An API whose behaviour a test changes. */
async function changingApi(respond: Respond) {
  const api = { respond };
  const server = await loopback((response, request, number) => api.respond(response, request, number));
  return Object.assign(api, server);
}

describe('a host that asks for fewer requests', () => {
  it('gets no call before the time it named, and then all that waited, one after the other', async () => {
    const clock = fakeClock();
    let refuse = (): void => {};
    const api = await changingApi((response, request, number) => {
      refuse = () => tooMany(20)(response, request, number);
    });
    const client = clientFor(api.url, { concurrency: 1 }, clock);
    const calls = Array.from({ length: 21 }, () => client.send(getCustomer, args));
    await api.arrived(1);
    const sentAt: number[] = [];
    api.respond = (response, request, number) => {
      sentAt.push(clock.now());
      return json({ id: 1 })(response, request, number);
    };
    refuse();
    await Promise.all(calls);
    expect(Math.min(...sentAt)).toBeGreaterThanOrEqual(20_000);
    expect(sentAt).toHaveLength(21);
    // A thousand a minute.
    expect(Math.max(...sentAt) - Math.min(...sentAt)).toBeGreaterThanOrEqual(15 * 60);
  });

  it('gets no call that cannot wait for so long; the error says when to call again', async () => {
    const clock = fakeClock();
    const api = await changingApi(tooMany(90));
    const client = clientFor(api.url, { credentials: oauth }, clock);
    api.respond = (response, request, number) =>
      request.url.startsWith('/v3/oauth')
        ? json({ data: { accessToken: 'a', ttlSeconds: 3600 } })(response, request, number)
        : tooMany(90)(response, request, number);
    expect(await failureOf(client.send(addCustomer, {}))).toMatchObject({ outcome: 'rejected' });
    const sent = api.received.length;
    clock.advance(10_000);
    const error = await failureOf(client.send(addCustomer, {}));
    expect(error).toMatchObject({
      kind: 'rate_limited',
      outcome: 'not_sent',
      retryable: true,
      details: { retryAfterSeconds: 80 },
    });
    expect(error.message).toContain("It waited 0 ms in this server's queue.");
    expect(api.received).toHaveLength(sent);
    clock.advance(80_000);
    api.respond = (response, request, number) =>
      request.url.startsWith('/v3/oauth')
        ? json({ data: { accessToken: 'a', ttlSeconds: 3600 } })(response, request, number)
        : json({ createdId: 1 })(response, request, number);
    expect((await client.send(addCustomer, {})).data).toEqual({ createdId: 1 });
  });

  it('refuses the calls that wait already, too', async () => {
    const clock = fakeClock();
    const api = await changingApi(silence);
    let answer = (): void => {};
    api.respond = (response, request, number) => {
      answer = () => tooMany(90)(response, request, number);
    };
    const client = clientFor(api.url, { concurrency: 1 }, clock);
    const first = failureOf(client.send(getCustomer, args));
    await api.arrived(1);
    const waiting = failureOf(client.send(addCustomer, {}));
    await new Promise(setImmediate);
    clock.advance(3_000);
    answer();
    await first;
    const error = await waiting;
    expect(error).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent' });
    expect(error.message).toContain("It waited 3 s in this server's queue.");
    expect(api.received).toHaveLength(1);
  });

  it('is the only one that is held back', async () => {
    const clock = fakeClock();
    const api = await loopback(tooMany(90));
    const inTouch = await loopback(json({ id: 1 }));
    const client = clientFor(api.url, { inTouchBaseUrl: inTouch.url }, clock);
    await failureOf(client.send(getCustomer, args));
    await client.send({ ...getCustomer, host: 'intouch' }, args);
    expect(inTouch.received).toHaveLength(1);
  });

  it('gets longer pauses while it names no time and refuses again', async () => {
    const clock = fakeClock();
    const { url } = await loopback(json({}, 429));
    const client = clientFor(url, {}, clock);
    await failureOf(client.send(getCustomer, args));
    expect(clock.now()).toBeGreaterThanOrEqual(3_000);
    await failureOf(client.send(getCustomer, args));
    expect(clock.now()).toBeGreaterThanOrEqual(31_000);
  });
});

describe('a host that fails', () => {
  /** A client whose circuit is open. */
  async function failingHost(respond: Respond = reset, options: { deadlineMs?: number } = {}) {
    const clock = fakeClock();
    const api = await changingApi(respond);
    const client = clientFor(api.url, options, clock);
    for (let count = 0; count < FAILURES_TO_OPEN; count += 1) await failureOf(client.send(addCustomer, {}));
    expect(api.received).toHaveLength(FAILURES_TO_OPEN);
    return { clock, api, client };
  }

  it.each<[string, Respond]>([
    ['closes connections', reset],
    ['answers 503', json({}, 503)],
  ])('gets no further calls for some seconds if it %s', async (_, respond) => {
    const { api, client } = await failingHost(respond);
    const error = await failureOf(client.send(addCustomer, {}));
    expect(error).toMatchObject({
      kind: 'unreachable',
      outcome: 'not_sent',
      retryable: true,
      details: { retryAfterSeconds: 5 },
    });
    expect(error.message).toContain(`failed to answer the last ${FAILURES_TO_OPEN} requests`);
    expect((await failureOf(client.send(getCustomer, args))).kind).toBe('unreachable');
    expect(api.received).toHaveLength(FAILURES_TO_OPEN);
  });

  it('is probed by one read; when that is answered, all calls are sent again', async () => {
    const { clock, api, client } = await failingHost();
    clock.advance(5_000);
    const write = await failureOf(client.send(addCustomer, {}));
    expect(write).toMatchObject({ kind: 'unreachable', outcome: 'not_sent' });
    expect(write.hint).toContain('call a tool that reads');
    let answer = (): void => {};
    api.respond = (response, request, number) => {
      answer = () => json({ id: 1 })(response, request, number);
    };
    const probe = client.send(getCustomer, args);
    await api.arrived(FAILURES_TO_OPEN + 1);
    expect((await failureOf(client.send(getCustomer, args))).kind).toBe('unreachable');
    answer();
    await probe;
    api.respond = json({ createdId: 1 });
    expect((await client.send(addCustomer, {})).data).toEqual({ createdId: 1 });
    expect(api.received).toHaveLength(FAILURES_TO_OPEN + 2);
  });

  it('rests longer after a failed probe', async () => {
    const { clock, api, client } = await failingHost();
    clock.advance(5_000);
    await failureOf(client.send(getCustomer, args));
    expect(api.received).toHaveLength(FAILURES_TO_OPEN + 1);
    expect(await failureOf(client.send(getCustomer, args))).toMatchObject({ details: { retryAfterSeconds: 10 } });
  });

  it('rests longer after a probe that times out', async () => {
    const { clock, api, client } = await failingHost(reset, { deadlineMs: 1_000 });
    clock.advance(5_000);
    api.respond = silence;
    expect((await failureOf(client.send(getCustomer, args))).kind).toBe('timeout');
    expect(await failureOf(client.send(getCustomer, args))).toMatchObject({ details: { retryAfterSeconds: 10 } });
  });

  it('is probed by another read if the probe was cancelled', async () => {
    const { clock, api, client } = await failingHost();
    clock.advance(5_000);
    api.respond = silence;
    const stop = new AbortController();
    const cancelled = failureOf(client.send(getCustomer, args, { signal: stop.signal }));
    await api.arrived(FAILURES_TO_OPEN + 1);
    stop.abort();
    await cancelled;
    await new Promise(setImmediate);
    api.respond = json({ id: 1 });
    expect((await client.send(getCustomer, args)).data).toEqual({ id: 1 });
  });

  it('is probed by a write if no read comes', async () => {
    const { clock, api, client } = await failingHost();
    clock.advance(30_000);
    api.respond = json({ createdId: 1 });
    expect((await client.send(addCustomer, {})).data).toEqual({ createdId: 1 });
  });

  it.each([400, 401, 404, 500])('does not count answers with HTTP %i as failures', async (status) => {
    const { url, received } = await loopback(json({}, status));
    const client = clientFor(url, {}, fakeClock());
    for (let count = 0; count < FAILURES_TO_OPEN + 5; count += 1) await failureOf(client.send(addCustomer, {}));
    expect(received).toHaveLength(FAILURES_TO_OPEN + 5);
  });
});
