import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/client/clock.js';
import type { RateBudget } from '../../../src/client/types.js';
import { RateBudgets } from '../../../src/hosting/replicas/budget.js';
import type { RedisConnection } from '../../../src/hosting/replicas/redis.js';
import { ReplicaCount } from '../../../src/hosting/replicas/replica-count.js';
import { clientFor, failureOf, fakeClock, oauth } from '../../client/clients.js';
import { addCustomer, getCustomer } from '../../client/definitions.js';
import { inTurn, json, loopback } from '../../client/loopback.js';
import { describeWithRedis, freePort, startRedis } from './redis-server.js';
import { connected, connectedReplica, connection, eventually } from './replicas.js';

const never = new AbortController().signal;
setMaxListeners(0, never);

/** How many of so many may go at once. */
async function grantedOf(count: number, ...budgets: RateBudget[]): Promise<number> {
  const takes = budgets.flatMap((budget) => Array.from({ length: count }, () => budget.take(never, 0)));
  return (await Promise.all(takes)).filter((over) => over === undefined).length;
}

describe('a budget in one process', () => {
  const local = (clock = fakeClock()) => ({
    clock,
    budget: new RateBudgets({ replicas: () => 1, clock }).of('id', 60),
  });

  it('lets so many go at once, and tells the next when to come back', async () => {
    const { budget } = local();
    expect(await grantedOf(60, budget)).toBe(60);
    expect(await budget.take(never, 50_000)).toEqual({ retryAfterMs: 61_000 });
  });

  it('waits where the time allows', async () => {
    const { budget, clock } = local();
    await grantedOf(60, budget);
    clock.advance(20_000);
    expect(await budget.take(never, 50_000)).toBeUndefined();
    expect(clock.now()).toBeGreaterThanOrEqual(61_000);
  });

  it('is never more than its limit in any minute, and not much less', async () => {
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

  it('is one for all who have the same credential, and another for others', async () => {
    const budgets = new RateBudgets({ replicas: () => 1, clock: fakeClock() });
    expect(await grantedOf(10, budgets.of('id', 10), budgets.of('id', 10))).toBe(10);
    expect(await grantedOf(10, budgets.of('other', 10))).toBe(10);
  });

  it('serves first who came first, and leaves out who has gone', async () => {
    const budget = new RateBudgets({ replicas: () => 1, windowMs: 300 }).of('id', 1);
    await budget.take(never, 0);
    const order: string[] = [];
    const gone = new AbortController();
    const take = (name: string, signal = never) => budget.take(signal, 10_000).then(() => order.push(name));
    const first = take('first');
    const left = take('left', gone.signal);
    const last = take('last');
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await Promise.all([first, last]);
    expect(order).toEqual(['first', 'last']);
  });

  it('waits for nothing once all have gone', async () => {
    const { budget } = local({ ...fakeClock(), sleep: systemClock.sleep });
    await grantedOf(60, budget);
    const gone = new AbortController();
    const left = budget.take(gone.signal, 70_000);
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(budget.take(AbortSignal.abort(new Error('late')), 1_000)).rejects.toThrow('late');
  });
});

describe('a client with a budget', () => {
  const spent: RateBudget = { take: async () => ({ retryAfterMs: 12_300 }) };

  it('fails a call that the budget does not allow in time; nothing is sent', async () => {
    const { url, received } = await loopback(json({}));
    const client = clientFor(url, { budget: spent });
    const read = await failureOf(client.send(getCustomer, { customerId: '1' }));
    expect(read.toJSON().error).toMatchObject({
      kind: 'rate_limited',
      retryable: true,
      details: { retryAfterSeconds: 13 },
    });
    expect(read.outcome).toBeUndefined();
    const write = await failureOf(client.send(addCustomer, { body: {} }));
    expect(write).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent', retryable: true });
    const withToken = await failureOf(
      clientFor(url, { budget: spent, credentials: oauth }).send(addCustomer, { body: {} }),
    );
    expect(withToken).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent', details: { retryAfterSeconds: 13 } });
    expect(received).toEqual([]);
  });

  it('takes of it for each try and for the token', async () => {
    let taken = 0;
    const counting: RateBudget = {
      take: async () => {
        taken += 1;
        return undefined;
      },
    };
    const { url, received } = await loopback(
      inTurn(json({ data: { accessToken: 'access-token-of-this-api' } }), json({}, 503), json({})),
    );
    await clientFor(url, { budget: counting, credentials: oauth }, fakeClock()).send(getCustomer, { customerId: '1' });
    expect(received).toHaveLength(3);
    expect(taken).toBe(3);
  });

  it.each([
    [50_000, 49_700],
    [3_001, 2_701],
    [2_000, 1_800],
  ])(
    'of %i ms waits for its turn for %i ms, so that time is left to report a spent budget',
    async (deadlineMs, waitMs) => {
      const waits: number[] = [];
      const budget: RateBudget = {
        take: async (_, limitMs) => {
          waits.push(limitMs);
          return { retryAfterMs: 60_000 };
        },
      };
      const { url } = await loopback(json({}));
      await failureOf(clientFor(url, { budget, deadlineMs }, fakeClock()).send(getCustomer, { customerId: '1' }));
      expect(waits).toEqual([waitMs]);
    },
  );

  it('says so before its time is over, and stops waiting when it is cancelled', async () => {
    const { url, received } = await loopback(json({}));
    const budget = new RateBudgets({ replicas: () => 1 }).of('id', 1);
    const client = clientFor(url, { budget, deadlineMs: 5_000 });
    await client.send(getCustomer, { customerId: '1' });
    const error = await failureOf(client.send(addCustomer, { body: {} }));
    expect(error).toMatchObject({ kind: 'rate_limited', outcome: 'not_sent' });
    const patient = clientFor(url, { budget, deadlineMs: 120_000 });
    const cancel = new AbortController();
    const waiting = failureOf(patient.send(addCustomer, { body: {} }, { signal: cancel.signal }));
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled', outcome: 'not_sent' });
    expect(received).toHaveLength(1);
  });
});

describeWithRedis('a budget of two replicas', () => {
  /** Two replicas that know of each other. */
  async function twoReplicas(url: string) {
    const make = (redis: RedisConnection, id: string) => {
      const replicas = new ReplicaCount(redis, id, { everyMs: 20 });
      return { redis, replicas, budget: new RateBudgets({ redis, replicas: replicas.count }).of('id', 60) };
    };
    const pair = [make(await connected(url), 'one'), make(await connected(url), 'other')] as const;
    await eventually(() => pair.every(({ replicas }) => replicas.count() === 2));
    return pair;
  }
  const budgetsOf = (pair: Awaited<ReturnType<typeof twoReplicas>>) => pair.map(({ budget }) => budget);

  it('is the whole for both together, and for one alone, and no more', async () => {
    const { url } = await startRedis();
    const pair = await twoReplicas(url);
    expect(await grantedOf(50, ...budgetsOf(pair))).toBe(60);
    expect(await pair[0].budget.take(never, 50_000)).toEqual({ retryAfterMs: expect.any(Number) });
    const shared = await connectedReplica(url);
    expect(await grantedOf(100, shared.budget('another', 60))).toBe(60);
  });

  it('is half for each while Redis is down', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.ready()));
    expect(await Promise.all(pair.map(({ budget }) => grantedOf(60, budget)))).toEqual([30, 30]);
  });

  it('is not begun anew when Redis dies: what was left is divided', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    expect(await grantedOf(45, pair[0].budget)).toBe(45);
    expect(await grantedOf(5, pair[1].budget)).toBe(5);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.ready()));
    const more = await Promise.all(pair.map(({ budget }) => grantedOf(60, budget)));
    // The first has had more than its half; the other has half of the ten that were left, not the 25 of its half.
    expect(more).toEqual([0, 5]);
  });

  it('is not begun anew when Redis comes back empty', async () => {
    const server = await startRedis();
    const pair = await twoReplicas(server.url);
    await server.kill();
    await eventually(() => pair.every(({ redis }) => !redis.ready()));
    expect(await grantedOf(20, ...budgetsOf(pair))).toBe(40);
    await server.start();
    await eventually(() => pair.every(({ redis }) => redis.ready()));
    // Each tells what it took when it takes again.
    for (const { budget } of pair) expect(await grantedOf(1, budget)).toBe(1);
    expect(await grantedOf(60, ...budgetsOf(pair))).toBe(18);
  });

  it('comes back as time passes', async () => {
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
    // Three times the budget takes two windows at least.
    expect(Math.max(...at) - Math.min(...at)).toBeGreaterThan(1_100);
  });

  it('leaves nothing in Redis once it is unused', async () => {
    const redis = await connected((await startRedis()).url);
    await new RateBudgets({ redis, replicas: () => 1, windowMs: 60 }).of('id', 20).take(never, 0);
    await eventually(async () => (await redis.ask((client) => client.dbSize()))?.answer === 0);
  });
});

describeWithRedis('the number of replicas', () => {
  it('goes up with each that comes, and down with each that goes', async () => {
    const { url } = await startRedis();
    const limits = { everyMs: 20, goneMs: 200 };
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

  it('is what it was while Redis is down, and just after', async () => {
    const server = await startRedis();
    const limits = { everyMs: 20, goneMs: 60_000 };
    const [one, other] = [await connected(server.url), await connected(server.url)];
    const counted = new ReplicaCount(one, 'one', limits);
    new ReplicaCount(other, 'other', limits);
    await eventually(() => counted.count() === 2);
    other.close();
    await server.kill();
    await eventually(() => !one.ready());
    expect(counted.count()).toBe(2);
    await server.start();
    await eventually(
      async () => one.ready() && (await one.ask((client) => client.zCard('capillary-mcp:replicas')))?.answer === 1,
    );
    expect(counted.count()).toBe(2);
    await counted.close();
  });

  it('is one where Redis was never there', async () => {
    const counted = new ReplicaCount(connection(`redis://127.0.0.1:${await freePort()}`), 'one');
    expect(counted.count()).toBe(1);
    await counted.close();
  });
});
