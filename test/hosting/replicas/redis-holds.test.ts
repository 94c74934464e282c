/** What replicas hold after unknown outcomes, through Redis. */
import { expect, it } from 'vitest';
import { RedisHolds } from '../../../src/hosting/replicas/redis-holds.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { connected } from './replicas.js';

describeWithRedis('holds of two replicas', () => {
  it('are seen by both until one drops them', async () => {
    const redis = await startRedis();
    const [one, other] = [
      new RedisHolds(await connected(redis.url), 'secret'),
      new RedisHolds(await connected(redis.url), 'secret'),
    ];
    expect(await one.put('caller', 'call', 'hold', 60_000)).toBe(true);
    expect(await other.all('caller')).toEqual(new Map([['call', 'hold']]));
    expect(await other.all('another')).toEqual(new Map());
    await other.drop('caller', 'call');
    expect(await one.all('caller')).toEqual(new Map());
  });

  it('expire', async () => {
    const redis = await startRedis();
    const holds = new RedisHolds(await connected(redis.url), 'secret');
    await holds.put('caller', 'call', 'hold', 1);
    await expect.poll(() => holds.all('caller')).toEqual(new Map());
  });

  it('are nothing to who has another secret, and show no value to who reads Redis', async () => {
    const redis = await startRedis();
    const client = await connected(redis.url);
    await new RedisHolds(client, 'secret').put('caller', 'call', 'hold', 60_000);
    expect(await new RedisHolds(client, 'other').all('caller')).toEqual(new Map());
    const stored = await client.run(async (each) => {
      const keys = await each.keys('*');
      return [keys, await each.hGetAll(keys[0] ?? '')];
    });
    expect(JSON.stringify(stored?.answer)).not.toMatch(/caller|call\b|"hold/);
  });

  it('are at most 64 of a caller, the newest', async () => {
    const redis = await startRedis();
    const holds = new RedisHolds(await connected(redis.url), 'secret');
    await holds.put('caller', 'call 0', 'hold', 60_000);
    // Holds of one millisecond have no order.
    await new Promise((resolve) => setTimeout(resolve, 2));
    for (let at = 1; at <= 64; at += 1) await holds.put('caller', `call ${at}`, 'hold', 60_000);
    const all = await holds.all('caller');
    expect(all?.size).toBe(64);
    expect(all?.has('call 0')).toBe(false);
  });

  it('are unknown while Redis is unavailable', async () => {
    const redis = await startRedis();
    const holds = new RedisHolds(await connected(redis.url), 'secret');
    await redis.kill();
    expect(await holds.put('caller', 'call', 'hold', 60_000)).toBe(false);
    expect(await holds.all('caller')).toBeUndefined();
    await holds.drop('caller', 'call');
  });
});
