/** Counters of limits that replicas share through Redis. */
import { expect, it } from 'vitest';
import { SharedCounters } from '../../../src/hosting/replicas/shared-counters.js';
import { describeWithRedis, startRedis } from './redis-server.js';
import { connected } from './replicas.js';

const count = (key: string, add: number, max = 1000) => ({ key, add, max, ttlMs: 60_000 });

describeWithRedis('counters of two replicas', () => {
  it('count together, all or none', async () => {
    const redis = await startRedis();
    const [one, other] = await Promise.all([0, 1].map(async () => new SharedCounters(await connected(redis.url))));
    if (!one || !other) throw new Error('two replicas');
    expect(await one.take([count('caller', 600), count('customer', 600)])).toBeUndefined();
    expect(await other.take([count('caller', 300), count('customer', 401)])).toEqual({
      count: count('customer', 401),
      used: 600,
    });
    expect(await other.take([count('caller', 400.5)])).toMatchObject({ used: 600 });
    expect(await other.take([count('caller', 399.5)])).toBeUndefined();
    expect(await one.take([count('caller', 1)])).toMatchObject({ used: 999.5 });
  });

  it('never exceed a limit, however many calls there are at the same time', async () => {
    const redis = await startRedis();
    const replicas = await Promise.all([0, 1].map(async () => new SharedCounters(await connected(redis.url))));
    const taken = await Promise.all(
      replicas.flatMap((replica) => Array.from({ length: 50 }, () => replica.take([count('caller', 30)]))),
    );
    expect(taken.filter((exceeded) => exceeded === undefined)).toHaveLength(33);
  });

  it('say what is used', async () => {
    const redis = await startRedis();
    const counters = new SharedCounters(await connected(redis.url));
    await counters.take([count('caller', 12.5)]);
    expect(await counters.used([count('caller', 1), count('never counted', 5)])).toEqual([12.5, 0]);
    await redis.kill();
    expect(await counters.used([count('caller', 1)])).toBeUndefined();
  });

  it('give back what a call did not use', async () => {
    const redis = await startRedis();
    const counters = new SharedCounters(await connected(redis.url));
    await counters.take([count('caller', 1000)]);
    await counters.giveBack([count('caller', 1000), count('never counted', 5)]);
    expect(await counters.take([count('caller', 1000), count('never counted', 1000)])).toBeUndefined();
  });

  it('are unavailable while Redis is', async () => {
    const redis = await startRedis();
    const counters = new SharedCounters(await connected(redis.url));
    await redis.kill();
    expect(await counters.take([count('caller', 1)])).toBe('unavailable');
  });
});
