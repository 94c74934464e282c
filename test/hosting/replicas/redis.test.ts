import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWithRedis, freePort, portOf, startRedis } from './redis-server.js';
import { connected, connection, eventually, logged, replica } from './replicas.js';

const ping = (redis: ReturnType<typeof connection>) => redis.run((client) => client.ping());

describe('while Redis is not available', () => {
  it('a replica starts and works on its own, and logs it once', async () => {
    const { log, lines } = logged();
    const redis = connection(`redis://someone:hunter2-password@127.0.0.1:${await freePort()}/0`, log);
    expect(await ping(redis)).toBeUndefined();
    expect(redis.isReady()).toBe(false);
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is unavailable.*"reason":"ECONNREFUSED"/)]);
    expect(lines.join()).not.toContain('hunter2');
  });

  it.each([
    'http://127.0.0.1:6379',
    'redis://',
    'no url at all hunter2',
    'redis://:hunter2%zz@127.0.0.1',
    'redis://:hunter2@127.0.0.1/zero',
  ])('the URL %s is refused without being quoted', (url) => {
    expect(() => connection(url)).toThrow(/^Redis URL: expected redis/);
    expect(() => connection(url)).not.toThrow(/hunter2/);
  });

  it('a host that accepts connections but stays silent does not block commands', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { log, lines } = logged();
    const redis = connection(`redis://127.0.0.1:${portOf(server)}`, log, { firstConnectionMs: 20 });
    onTestFinished(() => void server.close());
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toHaveLength(1);
  });

  it('without a URL, everything works within the process', async () => {
    const state = replica(undefined);
    expect(state.isReady()).toBe(true);
    const client = { baseUrl: 'https://api.example', key: 'k', secret: 's' };
    expect(await state.tokens(client).obtain(async () => ({ token: 'a' }))).toEqual({ token: 'a' });
    expect(await state.budget('id', 1).take(AbortSignal.timeout(1_000), 1_000)).toBeUndefined();
    const heard: unknown[] = [];
    state.bus('tenant').subscribe((event) => heard.push(event));
    state.bus('tenant').publish({ kind: 'tools_list_changed' });
    expect(heard).toHaveLength(1);
  });
});

describeWithRedis('the connection to Redis', () => {
  it('reconnects by itself, and each change is logged once', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log);
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    await server.kill();
    await eventually(() => !redis.isReady());
    expect(await ping(redis)).toBeUndefined();
    await server.start();
    await eventually(() => redis.isReady());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    expect(lines.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'info Redis is connected',
      'warn Redis is unavailable:',
      'warn Redis is back:',
    ]);
  });

  it('does not wait while Redis hangs, and is used again once it answers', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log, { commandMs: 100 });
    server.pause();
    onTestFinished(server.resume);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ping(redis)));
    expect(answers.every((answer) => answer === undefined)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(redis.isReady()).toBe(false);
    server.resume();
    await eventually(() => redis.isReady());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(2);
  });

  it('is replaced if Redis stays silent', async () => {
    const server = await startRedis();
    const proxy = await countingProxy(server.port);
    const redis = await connected(`redis://127.0.0.1:${proxy.port}`, undefined, { commandMs: 50, silenceMs: 100 });
    server.pause();
    onTestFinished(server.resume);
    expect(await ping(redis)).toBeUndefined();
    // The handshake on the second connection is not answered either.
    await eventually(() => proxy.connections() >= 3);
    expect(redis.isReady()).toBe(false);
    server.resume();
    await eventually(() => redis.isReady());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
  });

  it('fails with a wrong password, and the password is not logged', async () => {
    const { log, lines } = logged();
    const server = await startRedis(['--requirepass', 'the-right-password']);
    const redis = connection(`redis://:the-wrong-password@127.0.0.1:${server.port}`, log);
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining('"reason":"WRONGPASS"')]);
    expect(lines.join()).not.toContain('the-wrong-password');
    const right = await connected(`redis://:the-right-password@127.0.0.1:${server.port}/1`);
    expect(await ping(right)).toEqual({ answer: 'PONG' });
  });

  it('survives a command that Redis rejects, and logs it once', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log);
    await redis.run((client) => client.set('text', 'a'));
    for (let count = 0; count < 3; count += 1) {
      expect(await redis.run((client) => client.lPush('text', 'b'))).toBeUndefined();
    }
    expect(lines.filter((line) => line.includes('WRONGTYPE'))).toHaveLength(1);
    expect(redis.isReady()).toBe(true);
  });

  it('with rediss requires TLS', async () => {
    const plain = await startRedis();
    const { log, lines } = logged();
    const redis = connection(`rediss://127.0.0.1:${plain.port}`, log, { firstConnectionMs: 200 });
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^warn Redis is unavailable/)]);
  });
});

/** A proxy that counts its connections. */
async function countingProxy(to: number): Promise<{ port: number; connections: () => number }> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    count += 1;
    const onward = connect(to, '127.0.0.1');
    for (const socket of [from, onward]) sockets.add(socket.on('error', () => {}));
    pipeline(from, onward, from, () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: portOf(server), connections: () => count };
}
