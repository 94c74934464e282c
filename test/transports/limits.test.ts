/** What one caller can make the HTTP server hold: sessions, streams, bodies, and answers that nobody reads. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Authenticator, noAuthentication } from '../../src/transports/auth/authenticator.js';
import { type HttpListener, listen } from '../../src/transports/listen.js';
import { LoopTurns } from '../../src/transports/loop-turns.js';
import { UnreadBytes, type UnreadLimits } from '../../src/transports/unread-bytes.js';
import { type Hosted, hosted } from './hosted.js';

const NO_LIMIT = { total: 1e9, perTenant: 1e9, perSubject: 1e9 };
const HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-03-26',
};
const request = (id: number, method: string) => ({ jsonrpc: '2.0', id, method });
const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });

/** A connection that sends what it is given, and reads nothing. */
async function open(url: string, text: string): Promise<{ socket: Socket; closed: Promise<unknown> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(text);
  return { socket, closed };
}
const head = (url: string, method: string, ...headers: string[]): string =>
  [`${method} ${new URL(url).pathname} HTTP/1.1`, `host: ${new URL(url).host}`, ...headers, '', ''].join('\r\n');

describe('a batch', () => {
  let running: Hosted;
  beforeAll(async () => {
    running = await hosted();
  });

  it('with two lists is refused, because each is much larger than its request', async () => {
    const refused = await post(running.server.url, [request(1, 'tools/list'), request(2, 'tools/list')]);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('only one tools/list');
  });

  it('with one list among other requests is answered', async () => {
    const answered = await post(running.server.url, [request(1, 'tools/list'), request(2, 'ping')]);
    expect(answered.status).toBe(200);
    expect(await answered.text()).toContain('find_tools');
  });
});

describe('a message with very many values', () => {
  it('is refused before it is parsed', async () => {
    const { server } = await hosted();
    const many = { ...request(1, 'tools/call'), params: { name: 'x', arguments: { list: Array(35_001).fill(0) } } };
    const refused = await post(server.url, many);
    expect(refused.status).toBe(413);
    expect(await refused.text()).toContain('Split it into several calls');
    expect((await post(server.url, request(2, 'ping'))).status).toBe(200);
  });
});

describe('the bodies of unfinished requests', () => {
  it.each([
    ['one caller', { ...NO_LIMIT, perSubject: 50_000 }, 429],
    ['one tenant', { ...NO_LIMIT, perTenant: 50_000 }, 429],
    ['this server', { ...NO_LIMIT, total: 50_000 }, 503],
  ])('are limited for %s, in bytes that have arrived', async (whose, bodyBytes, status) => {
    const { server } = await hosted({ maxBodyBytes: 45_000, limits: { bodyBytes } });
    const length = ['content-type: application/json', 'accept: application/json, text/event-stream'];
    const { socket, closed } = await open(
      server.url,
      `${head(server.url, 'POST', ...length, 'content-length: 40000')}${' '.repeat(39_000)}`,
    );
    const large = { ...request(1, 'ping'), params: { padding: 'x'.repeat(20_000) } };
    await expect
      .poll(() =>
        post(server.url, large).then(async (answer) => ({ status: answer.status, text: await answer.text() })),
      )
      .toMatchObject({ status, text: expect.stringContaining(`the limit for ${whose} is 50000`) });
    expect((await post(server.url, request(2, 'ping'))).status).toBe(200);
    socket.destroy();
    await closed;
    await expect.poll(async () => (await post(server.url, large)).status).toBe(200);
  });
});

describe('a body that is too large', () => {
  it.each([
    ['by its declared length', 'content-length: 1001', ''],
    ['in parts of unknown length', 'transfer-encoding: chunked', `258\r\n${' '.repeat(600)}\r\n`.repeat(2)],
  ])('%s is refused with the limit', async (_, length, body) => {
    const { server } = await hosted({ maxBodyBytes: 1_000 });
    const { socket, closed } = await open(
      server.url,
      `${head(server.url, 'POST', 'content-type: application/json', length)}${body}`,
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('The request body is too large: the limit is 1000 bytes.');
  });
});

describe('requests that are sent ahead on one connection', () => {
  /** Lets each request in when the test says so. */
  function gate() {
    const waiting: (() => void)[] = [];
    let began = 0;
    const inner = noAuthentication();
    const authenticator: Authenticator = {
      ...inner,
      authenticate: async (received) => {
        began += 1;
        await new Promise<void>((resolve) => waiting.push(resolve));
        return inner.authenticate(received);
      },
    };
    return { authenticator, began: () => began, admit: () => waiting.shift()?.() };
  }
  const ahead = (url: string, count: number): string => {
    const body = JSON.stringify(request(1, 'ping'));
    const headers = Object.entries({ ...HEADERS, 'content-length': body.length });
    return `${head(url, 'POST', ...headers.map(([name, value]) => `${name}: ${value}`))}${body}`.repeat(count);
  };

  it('begin when the ones before them are answered', async () => {
    const { authenticator, began, admit } = gate();
    const { server } = await hosted({ authenticator });
    const { socket } = await open(server.url, ahead(server.url, 3));
    let answers = 0;
    socket.on('data', (chunk) => (answers += String(chunk).split('HTTP/1.1 200').length - 1));
    for (const count of [1, 2, 3]) {
      await expect.poll(began).toBe(count);
      await new Promise(setImmediate);
      expect(began()).toBe(count);
      admit();
      await expect.poll(() => answers).toBe(count);
    }
  });

  it('never begin if the client has left by then', async () => {
    const { authenticator, began } = gate();
    const { server } = await hosted({ authenticator });
    const { socket } = await open(server.url, ahead(server.url, 3));
    await expect.poll(began).toBe(1);
    socket.destroy();
    await expect.poll(async () => (await fetch(new URL('/missing', server.url))).status).toBe(404);
    expect(began()).toBe(1);
  });
});

describe('requests that arrive together', () => {
  it('are started one in each turn of the event loop, once they have used up the first turn', async () => {
    const turns = new LoopTurns();
    const first = turns.next();
    const second = turns.next();
    const until = performance.now() + 25;
    while (performance.now() < until);
    let loops = 0;
    const startedIn: number[] = [];
    const waiting = [1, 2, 3].map(async () => {
      await turns.next();
      startedIn.push(loops);
    });
    for (; startedIn.length < 3; loops += 1) await new Promise(setImmediate);
    await Promise.all(waiting);
    expect([first, second]).toEqual([undefined, undefined]);
    expect(new Set(startedIn).size).toBe(3);
    expect(turns.next()).toBeUndefined();
  });
});

describe('open streams', () => {
  /** The status of a new stream, which stays open. */
  const stream = async (url: string): Promise<{ status: string | undefined; socket: Socket }> => {
    const { socket } = await open(url, head(url, 'GET', 'accept: text/event-stream'));
    const [answer] = await once(socket, 'data');
    return { status: /^HTTP\/1\.1 (\d+)/.exec(String(answer))?.[1], socket };
  };

  it('are limited for each caller, with all other open requests', async () => {
    const { server } = await hosted({ sse: true, limits: { openRequests: { ...NO_LIMIT, perSubject: 2 } } });
    const sse = new URL('/sse', server.url).href;
    const streams = [await stream(sse), await stream(sse), await stream(sse)];
    expect(streams.map(({ status }) => status)).toEqual(['200', '200', '429']);
    expect((await post(server.url, request(1, 'ping'))).status).toBe(429);
    streams[0]?.socket.destroy();
    await expect.poll(async () => (await post(server.url, request(1, 'ping'))).status).toBe(200);
  });

  it('of the HTTP+SSE transport are sessions, which are limited too', async () => {
    const refused: string[] = [];
    const onRefused = (reason: string) => refused.push(reason);
    const { server } = await hosted({ sse: true, onRefused, limits: { sessions: { ...NO_LIMIT, perSubject: 1 } } });
    const sse = new URL('/sse', server.url).href;
    const streams = [await stream(sse), await stream(sse)];
    expect(streams.map(({ status }) => status)).toEqual(['200', '429']);
    expect(refused).toEqual(['limit']);
    streams[0]?.socket.destroy();
    await expect.poll(async () => (await stream(sse)).status).toBe('200');
  });
});

describe('a client that does not read its answers', () => {
  const ANSWER_BYTES = 16_000_000;
  /** Larger than what the operating system buffers. */
  const answer = 'x'.repeat(ANSWER_BYTES);

  async function serving(limits: UnreadLimits, fetch: () => Response | Promise<Response> = () => new Response(answer)) {
    let closed = 0;
    const unread = new UnreadBytes(limits, () => (closed += 1));
    const listener: HttpListener = await listen({
      fetch,
      host: '127.0.0.1',
      port: 0,
      maxConnections: 100,
      maxHeaderBytes: 16_384,
      headersTimeoutMs: 10_000,
      requestTimeoutMs: 10_000,
      unread,
    });
    onTestFinished(async () => {
      listener.stopAccepting();
      await listener.drain(0);
    });
    return { url: `${listener.url}/`, unread, closed: () => closed };
  }
  const LIMITS = { bytesPerConnection: 1e9, bytesInTotal: 1e9, requestsPerConnection: 100 };

  /** How much a client gets once it reads after all. */
  const bytesRead = async ({ socket }: { socket: Socket }): Promise<number> => {
    let bytes = 0;
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES) socket.destroy();
    });
    await new Promise((resolve) => socket.once('close', resolve));
    return bytes;
  };

  it('is disconnected when too many bytes wait for it', async () => {
    const { url, unread, closed } = await serving({ ...LIMITS, bytesPerConnection: 5_000_000 });
    const client = await open(url, head(url, 'GET'));
    await expect.poll(() => client.socket.bytesRead).toBeGreaterThan(0);
    expect(unread.total).toBe(0);
    expect(await bytesRead(client)).toBeLessThan(ANSWER_BYTES);
    expect(closed()).toBe(1);
  });

  it('is disconnected first, the longest-waiting one, when too many bytes wait for all', async () => {
    const { url, unread } = await serving({ ...LIMITS, bytesInTotal: ANSWER_BYTES * 2.5 });
    const clients: { socket: Socket }[] = [];
    for (let opened = 0; opened < 3; opened += 1) {
      const client = await open(url, head(url, 'GET'));
      clients.push(client);
      await expect.poll(() => client.socket.bytesRead).toBeGreaterThan(0);
    }
    expect(unread.total).toBeLessThanOrEqual(ANSWER_BYTES * 2.5);
    const read = await Promise.all(clients.map(bytesRead));
    expect(read.map((bytes) => bytes >= ANSWER_BYTES)).toEqual([false, true, true]);
  });

  it('is disconnected when it sends too many requests ahead', async () => {
    const server = await serving({ ...LIMITS, requestsPerConnection: 3 }, () => new Promise(() => {}));
    const { closed } = await open(server.url, head(server.url, 'GET').repeat(6));
    await closed;
    expect(server.closed()).toBe(1);
  });

  it('differs from one that reads slowly: that gets every byte, and nothing is counted any more', async () => {
    const { url, unread } = await serving({ ...LIMITS, bytesPerConnection: ANSWER_BYTES * 1.5 });
    for (let times = 0; times < 3; times += 1) expect(await (await fetch(url)).text()).toHaveLength(ANSWER_BYTES);
    await expect.poll(() => unread.total).toBe(0);
  });
});
