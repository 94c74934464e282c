import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/client/clock.js';
import type { RateBudget } from '../../../src/client/types.js';
import { RateBudgets } from '../../../src/hosting/replicas/budget.js';
import type { RedisConnection } from '../../../src/hosting/replicas/redis.js';
import { ReplicaCount } from '../../../src/hosting/replicas/replica-count.js';
import { fakeClock } from '../../client/clients.js';
import { describeWithRedis, freePort, startRedis } from './redis-server.js';
import { connected, connectedReplica, connection, eventually } from './replicas.js';

const never = new AbortController().signal;
setMaxListeners(0, never);

/** How many of `count` requests per budget are granted at once. */
async function grantedOf(count: number, ...budgets: RateBudget[]): Promise<number> {
  const takes = budgets.flatMap((budget) => Array.from({ length: count }, () => budget.take(never, 0)));
  return (await Promise.all(takes)).filter((over) => over === undefined).length;
}

describe('a budget in one process', () => {
  const local = (clock = fakeClock()) => ({
    clock,
    budget: new RateBudgets({ replicas: () => 1, clock }).of('id', 60),
  });

  it('grants its limit at once, and tells the next request when to retry', async () => {
    const { budget } = local();
    expect(await grantedOf(60, budget)).toBe(60);
    expect(await budget.take(never, 50_000)).toEqual({ retryAfterMs: 61_000 });
  });

  it('waits for a turn if there is enough time', async () => {
    const { budget, clock } = local();
    await grantedOf(60, budget);
    clock.advance(20_000);
    expect(await budget.take(never, 50_000)).toBeUndefined();
    expect(clock.now()).toBeGreaterThanOrEqual(61_000);
  });

  it('never exceeds its limit in any minute, and does not stay far below it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4_000), { minLength: 100, maxLength: 300 }), async (pauses) => {
        const clock = fakeClock();
        const budget = new RateBudgets({ replicas: () => 1, clock }).of('id', 20);
        const at: number[] = [];
        for (const pause of pauses) {
          clock.advance(pause);
          if ((await budget.take(never, 0)) === undefined) at.push(clock.now());
        }
        at.forEach((time, first) => {
          expect(at.filter((other, index) => index >= first && other < time + 60_000).length).toBeLessThanOrEqual(20);
        });
        expect(at.length).toBeGreaterThanOrEqual(Math.min(pauses.length, 20 * Math.floor(clock.now() / 122_000)));
      }),
      { numRuns: 30 },
    );
  });

  it('is shared by all that use the same credential, and only by them', async () => {
    const budgets = new RateBudgets({ replicas: () => 1, clock: fakeClock() });
    expect(await grantedOf(10, budgets.of('id', 10), budgets.of('id', 10))).toBe(10);
    expect(await grantedOf(10, budgets.of('other', 10))).toBe(10);
  });

  it('serves requests in order, and skips those that were aborted', async () => {
    const budget = new RateBudgets({ replicas: () => 1, windowMs: 300 }).of('id', 1);
    await budget.take(never, 0);
    const order: string[] = [];
    const gone = new AbortController();
    const take = (name: string, signal = never) => budget.take(signal, 10_000).then(() => order.push(name));
    const first = take('first');
    const aborted = take('aborted', gone.signal);
    const last = take('last');
    gone.abort(new Error('gone'));
    await expect(aborted).rejects.toThrow('gone');
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });

  it('stops waiting once all requests are aborted', async () => {
    const { budget } = local({ ...fakeClock(), sleep: systemClock.sleep });
    await grantedOf(60, budget);
    const gone = new AbortController();
    const aborted = budget.take(gone.signal, 70_000);
    gone.abort(new Error('gone'));
    await expect(aborted).rejects.toThrow('gone');
    await expect(budget.take(AbortSignal.abort(new Error('late')), 1_000)).rejects.toThrow('late');
  });
});

describeWithRedis('a budget of two replicas', () => {
  /** Two replicas that have counted each other. */
  async function twoReplicas(url: string) {
    const createReplica = (redis: RedisConnection, id: string) => {
      const replicas = new ReplicaCount(redis, id, { intervalMs: 20 });
      return { redis, replicas, budget: new RateBudgets({ redis, replicas: replicas.count }).of('id', 60) };
    };
    const pair = [createReplica(await connected(url), 'one'), createReplica(await connected(url), 'other')] as const;
    await eventually(() => pair.every(({ replicas }) => replicas.count() === 2));
    return pair;
  }
  const budgetsOf = (pair: Awaited<ReturnType<typeof twoReplicas>>) => pair.map(({ budget }) => budget);

  it('is available in full to both together or to one alone, but not more', async () => {
    const { url } = await startRedis();
    const pair = await twoReplicas(url);
    expect(await grantedOf(50, ...budgetsOf(pair))).toBe(60);
    expect(await pair[0].budget.take(never, 50_000)).toEqual({ retryAfterMs: expect.any(Number) });
    const another = await connectedReplica(url);
    expect(await grantedOf(100, another.budget('another', 60))).toBe(60);
  });

  it('is half for each while Redis is down', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.isReady()));
    expect(await Promise.all(pair.map(({ budget }) => grantedOf(60, budget)))).toEqual([30, 30]);
  });

  it('does not start over when Redis dies: the rest is divided', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    expect(await grantedOf(45, pair[0].budget)).toBe(45);
    expect(await grantedOf(5, pair[1].budget)).toBe(5);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.isReady()));
    const more = await Promise.all(pair.map(({ budget }) => grantedOf(60, budget)));
    // The first has already used more than its half. The other gets half of the remaining ten, not the 25 left of its half.
    expect(more).toEqual([0, 5]);
  });

  it('does not start over when Redis comes back empty', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.isReady()));
    expect(await grantedOf(20, ...budgetsOf(pair))).toBe(40);
    await server.start();
    await eventually(() => pair.every(({ redis }) => redis.isReady()));
    // Each replica reports what it took with its next take.
    for (const { budget } of pair) expect(await grantedOf(1, budget)).toBe(1);
    expect(await grantedOf(60, ...budgetsOf(pair))).toBe(18);
  });

  it('becomes available again as time passes', async () => {
    const { url } = await startRedis();
    const budgets = [await connected(url), await connected(url)].map((redis) =>
      new RateBudgets({ redis, replicas: () => 2, windowMs: 600 }).of('id', 20),
    );
    const at: number[] = [];
    await Promise.all(
      budgets.flatMap((budget) =>
        Array.from({ length: 30 }, async () => {
          expect(await budget.take(never, 60_000)).toBeUndefined();
          at.push(performance.now());
        }),
      ),
    );
    expect(at).toHaveLength(60);
    // Three times the budget takes at least two windows.
    expect(Math.max(...at) - Math.min(...at)).toBeGreaterThan(1_100);
  });

  it('leaves nothing in Redis once it is unused', async () => {
    const redis = await connected((await startRedis()).url);
    await new RateBudgets({ redis, replicas: () => 1, windowMs: 60 }).of('id', 20).take(never, 0);
    await eventually(async () => (await redis.run((client) => client.dbSize()))?.answer === 0);
  });
});

describeWithRedis('the number of replicas', () => {
  it('goes up with each that starts, and down with each that stops', async () => {
    const { url } = await startRedis();
    const limits = { intervalMs: 20, expiryMs: 200 };
    const [redis, leaving, dying] = [await connected(url), await connected(url), await connected(url)];
    const stays = new ReplicaCount(redis, 'stays', limits);
    const leaves = new ReplicaCount(leaving, 'leaves', limits);
    new ReplicaCount(dying, 'dies', limits);
    await eventually(() => stays.count() === 3);
    await leaves.close();
    await eventually(() => stays.count() === 2);
    dying.close();
    await eventually(() => stays.count() === 1);
    await stays.close();
  });

  it('does not change while Redis is down, or just after', async () => {
    const server = await startRedis();
    const limits = { intervalMs: 20, expiryMs: 60_000 };
    const [one, other] = [await connected(server.url), await connected(server.url)];
    const counted = new ReplicaCount(one, 'one', limits);
    new ReplicaCount(other, 'other', limits);
    await eventually(() => counted.count() === 2);
    other.close();
    await server.kill();
    await eventually(() => !one.isReady());
    expect(counted.count()).toBe(2);
    await server.start();
    await eventually(
      async () => one.isReady() && (await one.run((client) => client.zCard('capillary-mcp:replicas')))?.answer === 1,
    );
    expect(counted.count()).toBe(2);
    await counted.close();
  });

  it('is one if Redis was never reachable', async () => {
    const counted = new ReplicaCount(connection(`redis://127.0.0.1:${await freePort()}`), 'one');
    expect(counted.count()).toBe(1);
    await counted.close();
  });
});
