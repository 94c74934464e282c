import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWithRedis, freePort, portOf, startRedis } from './redis-server.js';
import { connected, connection, eventually, logged, replica } from './replicas.js';

const ping = (redis: ReturnType<typeof connection>) => redis.ask((client) => client.ping());

describe('without Redis where it is configured', () => {
  it('a replica starts and goes on alone, and says so once', async () => {
    const { log, lines } = logged();
    const redis = connection(`redis://someone:hunter2-password@127.0.0.1:${await freePort()}/0`, log);
    expect(await ping(redis)).toBeUndefined();
    expect(redis.ready()).toBe(false);
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^warn Redis does not answer.*"reason":"ECONNREFUSED"/)]);
    expect(lines.join()).not.toContain('hunter2');
  });

  it.each([
    'http://127.0.0.1:6379',
    'redis://',
    'no url at all hunter2',
    'redis://:hunter2%zz@127.0.0.1',
    'redis://:hunter2@127.0.0.1/zero',
  ])('%s is refused without being quoted', (url) => {
    expect(() => connection(url)).toThrow(/^Redis URL: expected redis/);
    expect(() => connection(url)).not.toThrow(/hunter2/);
  });

  it('a host that accepts connections and says nothing holds nobody up', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { log, lines } = logged();
    const redis = connection(`redis://127.0.0.1:${portOf(server)}`, log, { firstConnectionMs: 20 });
    onTestFinished(() => void server.close());
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toHaveLength(1);
  });

  it('nothing is shared and nothing is missing', async () => {
    const shared = replica(undefined);
    expect(shared.ready()).toBe(true);
    const client = { baseUrl: 'https://api.example', key: 'k', secret: 's' };
    expect(await shared.tokens(client).obtain(async () => ({ token: 'a' }))).toEqual({ token: 'a' });
    expect(await shared.budget('id', 1).take(AbortSignal.timeout(1_000), 1_000)).toBeUndefined();
    const heard: unknown[] = [];
    shared.bus('tenant').subscribe((event) => heard.push(event));
    shared.bus('tenant').publish({ kind: 'tools_list_changed' });
    expect(heard).toHaveLength(1);
  });
});

describeWithRedis('the connection to Redis', () => {
  it('comes back by itself, and each change is told once', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log);
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    await server.kill();
    await eventually(() => !redis.ready());
    expect(await ping(redis)).toBeUndefined();
    await server.start();
    await eventually(() => redis.ready());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    expect(lines.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'info Redis is connected',
      'warn Redis does not',
      'warn Redis is back:',
    ]);
  });

  it('is not waited for where Redis hangs, and used again once it answers', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log, { commandMs: 100 });
    server.pause();
    onTestFinished(server.resume);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ping(redis)));
    expect(answers.every((answer) => answer === undefined)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(redis.ready()).toBe(false);
    server.resume();
    await eventually(() => redis.ready());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(2);
  });

  it('is opened anew where Redis stays silent', async () => {
    const server = await startRedis();
    const way = await countingWay(server.port);
    const redis = await connected(`redis://127.0.0.1:${way.port}`, undefined, { commandMs: 50, silenceMs: 100 });
    server.pause();
    onTestFinished(server.resume);
    expect(await ping(redis)).toBeUndefined();
    // The greeting on the second connection is not answered either.
    await eventually(() => way.connections() >= 3);
    expect(redis.ready()).toBe(false);
    server.resume();
    await eventually(() => redis.ready());
    expect(await ping(redis)).toEqual({ answer: 'PONG' });
  });

  it('with a wrong password is none, and the password is not told', async () => {
    const { log, lines } = logged();
    const server = await startRedis(['--requirepass', 'the-right-password']);
    const redis = connection(`redis://:the-wrong-password@127.0.0.1:${server.port}`, log);
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining('"reason":"WRONGPASS"')]);
    expect(lines.join()).not.toContain('the-wrong-password');
    const right = await connected(`redis://:the-right-password@127.0.0.1:${server.port}/1`);
    expect(await ping(right)).toEqual({ answer: 'PONG' });
  });

  it('survives a command that Redis refuses, and tells it once', async () => {
    const { log, lines } = logged();
    const server = await startRedis();
    const redis = await connected(server.url, log);
    await redis.ask((client) => client.set('text', 'a'));
    for (let count = 0; count < 3; count += 1) {
      expect(await redis.ask((client) => client.lPush('text', 'b'))).toBeUndefined();
    }
    expect(lines.filter((line) => line.includes('WRONGTYPE'))).toHaveLength(1);
    expect(redis.ready()).toBe(true);
  });

  it('under rediss is TLS or nothing', async () => {
    const plain = await startRedis();
    const { log, lines } = logged();
    const redis = connection(`rediss://127.0.0.1:${plain.port}`, log, { firstConnectionMs: 200 });
    expect(await ping(redis)).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/^warn Redis does not answer/)]);
  });
});

/** A port that leads to another, and counts. */
async function countingWay(to: number): Promise<{ port: number; connections: () => number }> {
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
