/** What is tried again and what is not, and what a call reports when it is cut short. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CapillaryClient } from '../../src/client/types.js';
import { type Answer, type Api, clientOf, errorOf, json, READ, startApi, WRITE } from './support.js';

let api: Api;
let client: CapillaryClient;
const log: Record<string, unknown>[] = [];
afterEach(async () => {
  await client.close();
  await api.close();
  log.length = 0;
});

async function start(answer: Answer, deadlineMs = 5_000): Promise<void> {
  api = await startApi(answer);
  client = clientOf(api.url, { deadlineMs, log: (event) => log.push(event) });
}

const ok = { createdId: 1, warnings: [] };

describe('a read', () => {
  it.each<[string, Answer]>([
    ['a broken connection', (_, response) => response.destroy()],
    ['a 503', (_, response) => json(response, {}, 503)],
    [
      'an answer cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a"');
        setTimeout(() => response.destroy(), 5);
      },
    ],
  ])('is tried again after %s', async (_, fail) => {
    await start((request, response, number) => (number === 1 ? fail(request, response, number) : json(response, ok)));
    expect((await client.send(READ, {})).data).toEqual(ok);
    expect(api.received).toHaveLength(2);
  });

  it('is tried three times at most', async () => {
    await start((_, response) => json(response, {}, 502));
    expect(await errorOf(client.send(READ, {}))).toMatchObject({ kind: 'upstream', retryable: true });
    expect(api.received).toHaveLength(3);
  });

  it('is not tried again when the API says no', async () => {
    await start((_, response) => json(response, { errors: [{ code: 8015, message: 'Customer not found' }] }, 400));
    await errorOf(client.send(READ, {}));
    expect(api.received).toHaveLength(1);
  });
});

describe('a write', () => {
  it.each<[string, Answer]>([
    ['a broken connection', (_, response) => response.destroy()],
    ['a 503', (_, response) => json(response, {}, 503)],
    ['a 500', (_, response) => json(response, {}, 500)],
  ])('is sent once when %s leaves its fate unknown', async (_, fail) => {
    await start(fail);
    expect(await errorOf(client.send(WRITE, { body: {} }))).toMatchObject({
      kind: 'upstream',
      outcome: 'unknown',
      retryable: false,
    });
    expect(api.received).toHaveLength(1);
  });

  it('is sent again after a 429, not before Retry-After', async () => {
    const times: number[] = [];
    await start((_, response, number) => {
      times.push(performance.now());
      number === 1 ? json(response, {}, 429, { 'retry-after': '1' }) : json(response, ok);
    });
    expect((await client.send(WRITE, { body: {} })).data).toEqual(ok);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(995);
  });

  it('is given up at once when Retry-After is past the deadline', async () => {
    await start((_, response) => json(response, {}, 429, { 'retry-after': '600' }));
    expect(await errorOf(client.send(WRITE, { body: {} }))).toMatchObject({
      kind: 'rate_limited',
      retryable: true,
      details: { retryAfterSeconds: 600 },
    });
    expect(api.received).toHaveLength(1);
  });
});

describe('a host that cannot be reached', () => {
  it('is told from others, and nothing was sent', async () => {
    await start(() => {});
    await api.close();
    expect(await errorOf(client.send(WRITE, { body: {} }))).toMatchObject({
      kind: 'unreachable',
      outcome: 'not_sent',
      retryable: true,
    });
  });

  it('includes one that has no address', async () => {
    await start(() => {});
    const nowhere = clientOf('http://no-such-host.invalid', { deadlineMs: 2_000 });
    expect(await errorOf(nowhere.send(READ, {}))).toMatchObject({ kind: 'unreachable' });
    await nowhere.close();
  });
});

describe('a redirect', () => {
  it('is not followed', async () => {
    await start((_, response) => json(response, {}, 302, { location: 'http://127.0.0.1:1/elsewhere' }));
    expect(await errorOf(client.send(READ, {}))).toMatchObject({ kind: 'upstream' });
  });
});

describe('an answer too large to read', () => {
  it('is an error that says what to do', async () => {
    api = await startApi((_, response) => json(response, { data: 'x'.repeat(100_000) }));
    client = clientOf(api.url, { maxResponseBytes: 10_000 });
    expect(await errorOf(client.send(READ, {}))).toMatchObject({
      kind: 'upstream',
      retryable: false,
      hint: expect.stringMatching(/fewer|smaller|less/),
    });
  });
});

describe('the deadline', () => {
  it('ends a read, which may be repeated', async () => {
    await start(() => {}, 60);
    expect(await errorOf(client.send(READ, {}))).toMatchObject({ kind: 'timeout', retryable: true });
  });

  it('leaves a write that is under way unknown', async () => {
    await start((_, response) => setTimeout(() => json(response, ok), 150), 60);
    expect(await errorOf(client.send(WRITE, { body: {} }))).toMatchObject({
      kind: 'timeout',
      outcome: 'unknown',
      retryable: false,
    });
  });
});

describe('cancelling', () => {
  it('ends a read at once', async () => {
    await start(() => {});
    const cancel = new AbortController();
    const call = errorOf(client.send(READ, {}, { signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 20);
    expect(await call).toMatchObject({ kind: 'cancelled' });
  });

  it('ends a write that waits its turn, before it is sent', async () => {
    api = await startApi((_, response) => setTimeout(() => json(response, ok), 40));
    client = clientOf(api.url, { concurrency: 1 });
    const first = client.send(WRITE, { body: { first: true } });
    const cancel = new AbortController();
    const second = errorOf(client.send(WRITE, { body: { second: true } }, { signal: cancel.signal }));
    cancel.abort();
    expect(await second).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
    await first;
    expect(api.received).toHaveLength(1);
  });

  it('lets a write under way complete, and logs what became of it', async () => {
    await start((_, response) => setTimeout(() => json(response, ok), 60));
    const cancel = new AbortController();
    const call = errorOf(client.send(WRITE, { body: {} }, { signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 20);
    expect(await call).toMatchObject({ kind: 'cancelled', outcome: 'unknown', retryable: false });
    await client.close();
    expect(log).toEqual([expect.objectContaining({ tool: 'test_tool', background: true })]);
  });
});

describe('the log', () => {
  it('holds neither secrets nor personal data', async () => {
    await start((_, response) => json(response, { email: 'mira@example.com' }));
    await client.send(WRITE, { body: { mobile: '919811122233' } });
    const text = JSON.stringify(log);
    expect(log).toHaveLength(1);
    for (const secret of ['pa55word', 'till.one', '919811122233', 'mira@example.com'])
      expect(text).not.toContain(secret);
  });
});

describe('many calls at a time', () => {
  it('are bounded', async () => {
    let now = 0;
    let most = 0;
    api = await startApi((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        json(response, ok);
      }, 5);
    });
    client = clientOf(api.url, { concurrency: 4 });
    await Promise.all(Array.from({ length: 20 }, () => client.send(READ, {})));
    expect(most).toBeLessThanOrEqual(4);
    expect(api.received).toHaveLength(20);
  });
});
