/** Two replicas and a real Redis: both share one token, and calls survive when one of the three dies under load. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { describeWithRedis, startRedis } from '../hosting/replicas/redis-server.js';
import { type HostedCommand, startHosted } from './hosted.js';
import { callTool, newCustomer } from './rpc.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
});
afterEach(() => sandbox.close());

/** A replica in front of the sandbox, stopped with its test. */
async function startReplica(env: Record<string, string> = {}): Promise<HostedCommand> {
  const replica = await startHosted({
    CAPILLARY_BASE_URL: sandbox.url,
    CAPILLARY_CLIENT_KEY: sandbox.credentials.clientKey,
    CAPILLARY_CLIENT_SECRET: sandbox.credentials.clientSecret,
    ...env,
  });
  onTestFinished(replica.kill);
  return replica;
}

const startTwo = async (env?: Record<string, string>): Promise<[HostedCommand, HostedCommand]> => [
  await startReplica(env),
  await startReplica(env),
];

async function tokensFetched(): Promise<number> {
  const requests: unknown = await (await fetch(`${sandbox.url}/__sandbox/requests`)).json();
  return Array.isArray(requests) ? requests.filter(({ path }) => path.includes('oauth/token')).length : Number.NaN;
}

const mobiles = (): Set<string> =>
  new Set(
    Object.values(sandbox.world.customers).flatMap(({ profiles }) =>
      profiles.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)),
    ),
  );

/** The result of {@link load}. */
interface LoadResult {
  answered: number;
  /** Mobiles of customers whose registration was answered. */
  added: string[];
  /** Answers that were errors. */
  errors: string[];
  /** Calls without any answer. */
  unanswered: { tool: string; mobile?: string }[];
}

/** Calls in `lanes` parallel lanes, alternating between the replicas, while `isRunning`. */
async function load(lanes: number, isRunning: () => boolean, targets: () => HostedCommand[]): Promise<LoadResult> {
  const result: LoadResult = { answered: 0, added: [], errors: [], unanswered: [] };
  const lane = async (number: number): Promise<void> => {
    for (let turn = 0; isRunning(); turn++) {
      const open = targets();
      const target = open[(turn + number) % open.length];
      const mobile = `9197${String(number).padStart(2, '0')}${String(turn).padStart(6, '0')}`;
      const [tool, args] =
        turn % 2 === 0
          ? (['customer_add', newCustomer(mobile)] as const)
          : (['customer_search', { q: 'Asha' }] as const);
      try {
        const answer = await callTool(target?.url ?? new URL('http://127.0.0.1:1'), tool, args);
        result.answered += 1;
        if (answer.isError) result.errors.push(answer.text);
        else if (tool === 'customer_add') result.added.push(mobile);
      } catch {
        result.unanswered.push({ tool, ...(tool === 'customer_add' && { mobile }) });
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return result;
}

/** Whether fewer than `target` steps have been taken. */
const countdown = (target: number) => {
  let taken = 0;
  return { step: () => ++taken < target };
};

describeWithRedis('two replicas with a Redis', () => {
  it('fetch one access token between them', async () => {
    const redis = await startRedis();
    const replicas = await startTwo({ CAPILLARY_REDIS_URL: redis.url });
    const answers = await Promise.all(
      replicas.flatMap(({ url }) => Array.from({ length: 5 }, () => callTool(url, 'customer_search', { q: 'Asha' }))),
    );
    expect(answers.filter(({ isError }) => isError)).toEqual([]);
    expect(await tokensFetched()).toBe(1);
  });

  it('fail no call when Redis dies under load', async () => {
    const redis = await startRedis();
    const replicas = await startTwo({ CAPILLARY_REDIS_URL: redis.url });
    const { step } = countdown(400);
    let killed: Promise<void> | undefined;
    let turns = 0;
    const isRunning = (): boolean => {
      turns += 1;
      if (turns === 100) killed = redis.kill();
      return step();
    };
    const { answered, errors, unanswered } = await load(8, isRunning, () => replicas);
    await killed;
    expect(errors).toEqual([]);
    expect(unanswered).toEqual([]);
    expect(answered).toBeGreaterThan(300);
  });
});

describe('two replicas', () => {
  it('lose no answered call when one of them dies under load; only its calls in flight stay unanswered', {
    timeout: 60_000,
  }, async () => {
    const replicas = await startTwo();
    const lanes = 8;
    const { step } = countdown(400);
    let turns = 0;
    let open: HostedCommand[] = [...replicas];
    const isRunning = (): boolean => {
      turns += 1;
      if (turns === 100) {
        void replicas[0].kill();
        open = [replicas[1]];
      }
      return step();
    };
    const { added, errors, unanswered } = await load(lanes, isRunning, () => open);
    expect(errors).toEqual([]);
    expect(unanswered.length).toBeLessThanOrEqual(lanes);
    const known = mobiles();
    for (const mobile of added) expect(known.has(mobile), mobile).toBe(true);
    // A read can be repeated. An unanswered write may or may not have happened, but never twice.
    for (const { tool } of unanswered.filter((call) => call.tool === 'customer_search')) {
      expect((await callTool(replicas[1].url, tool, { q: 'Asha' })).isError).toBe(false);
    }
    const registered = Object.values(sandbox.world.customers).flatMap(({ profiles }) =>
      profiles.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)),
    );
    expect(new Set(registered).size).toBe(registered.length);
  });
});

describe('a replica that gets SIGTERM', () => {
  it('finishes the calls in flight, refuses new ones, and exits with 0', async () => {
    const replica = await startReplica();
    const calls = Array.from({ length: 20 }, (_, number) =>
      callTool(replica.url, 'customer_add', newCustomer(`91960000${String(number).padStart(4, '0')}`)),
    );
    const first = await Promise.race(calls);
    expect(first.isError).toBe(false);
    const code = await replica.stop();
    const ended = await Promise.allSettled(calls);
    const answers = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(code).toBe(0);
    // Every call that had reached the server was answered with what really happened.
    const known = mobiles();
    for (const [number, each] of ended.entries()) {
      const done = known.has(`91960000${String(number).padStart(4, '0')}`);
      if (each.status === 'fulfilled') expect(each.value.status === 200 && !each.value.isError).toBe(done);
      else expect(done).toBe(false);
    }
    expect(answers.length).toBeGreaterThan(0);
  });
});
