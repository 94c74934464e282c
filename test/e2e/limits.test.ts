/** The operator's limits over the built command: replicas count together, days are the organization's, and nothing is guessed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { describeWithRedis, startRedis } from '../hosting/replicas/redis-server.js';
import { type HostedCommand, startHosted } from './hosted.js';
import { callTool, newCustomer } from './rpc.js';

/** Half an hour before midnight in India, where the brand of the sandbox is; the day there is the fourth. */
const BEFORE_MIDNIGHT = Date.parse('2026-05-04T18:00:00Z');
const HOUR_MS = 3_600_000;

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  folder = await mkdtemp(join(tmpdir(), 'limits-'));
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const clock = (): string => join(folder, 'clock.txt');
const setClock = (to: number): Promise<void> => writeFile(clock(), String(to));

/** A module that makes a process read the time from a file. */
async function writeClockModule(): Promise<string> {
  const path = join(folder, 'clock.mjs');
  await writeFile(
    path,
    `import { readFileSync } from 'node:fs'; Date.now = () => Number(readFileSync(${JSON.stringify(clock())}, 'utf8'));`,
  );
  return path;
}

/** Two replicas with one policy, whose clock is in a file. */
async function startReplicas(redisUrl: string, policy: object): Promise<[HostedCommand, HostedCommand]> {
  const policyFile = join(folder, 'policy.json');
  await writeFile(policyFile, JSON.stringify(policy));
  await setClock(BEFORE_MIDNIGHT);
  const { username, password } = sandbox.credentials;
  const env = {
    CAPILLARY_BASE_URL: sandbox.url,
    CAPILLARY_USERNAME: username,
    CAPILLARY_PASSWORD: password,
    CAPILLARY_POLICY_FILE: policyFile,
    CAPILLARY_REDIS_URL: redisUrl,
    NODE_OPTIONS: `--import=file://${await writeClockModule()}`,
  };
  const start = async (): Promise<HostedCommand> => {
    const replica = await startHosted(env);
    onTestFinished(replica.kill);
    return replica;
  };
  return [await start(), await start()];
}

const ID = 418400001;
const common = { programId: 812, reasonOfReturn: 'Return without bill' };
/** The same customer, named in two ways. */
const byId = ({ url }: HostedCommand, points: number) =>
  callTool(url, 'points_deduct', { userId: ID, body: { ...common, pointsToBeAdjusted: String(points) } });
const byMobile = ({ url }: HostedCommand, points: number) =>
  callTool(url, 'points_deduct_by_identifier', {
    identifierName: 'mobile',
    identifierValue: '919800000001',
    source: 'INSTORE',
    body: { ...common, pointsToBeAdjusted: String(points) },
  });

const deductions = async (): Promise<number> => {
  const requests: unknown = await (await fetch(`${sandbox.url}/__sandbox/requests`)).json();
  return Array.isArray(requests)
    ? requests.filter(({ path }) => path.includes('negativePointsAdjustment')).length
    : Number.NaN;
};

describeWithRedis('limits of two replicas with a Redis', () => {
  it('count the points of a customer together, however the customer is named, until midnight of the organization', async () => {
    const redis = await startRedis();
    const [first, second] = await startReplicas(redis.url, { points: { perCustomerAndDay: 30 } });
    expect(await byMobile(first, 20)).toMatchObject({ isError: false });
    const refusal = {
      kind: 'limit_reached',
      outcome: 'not_sent',
      details: { limit: 'points.perCustomerAndDay', max: 30, used: 20, requested: 11 },
    };
    expect((await byId(second, 11)).json).toMatchObject({ error: refusal });
    expect(await byId(second, 10)).toMatchObject({ isError: false });
    expect((await byMobile(first, 1)).json).toMatchObject({ error: { details: { used: 30 } } });
    // A quarter to midnight there.
    await setClock(BEFORE_MIDNIGHT + HOUR_MS / 4);
    expect((await byId(second, 1)).json).toMatchObject({ error: { details: { used: 30 } } });
    // In UTC, it is the same day.
    await setClock(BEFORE_MIDNIGHT + HOUR_MS);
    expect(await byId(second, 30)).toMatchObject({ isError: false });
    expect((await byMobile(first, 1)).json).toMatchObject({ error: { details: { used: 30 } } });
    // What was refused was not sent.
    expect(await deductions()).toBe(3);
  });

  it('cannot be exceeded by calls of both at the same time', async () => {
    const redis = await startRedis();
    const replicas = await startReplicas(redis.url, { points: { perCallerAndDay: 30 } });
    const answers = await Promise.all(
      replicas.flatMap((replica) => Array.from({ length: 4 }, () => byId(replica, 10))),
    );
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(3);
    expect(await deductions()).toBe(3);
  });

  it('let no call pass that one could concern while Redis cannot be asked; others pass', async () => {
    const redis = await startRedis();
    const [first, second] = await startReplicas(redis.url, { points: { perCustomerAndDay: 30 } });
    expect(await byMobile(first, 10)).toMatchObject({ isError: false });
    await redis.kill();
    const refusal = { kind: 'limit_reached', outcome: 'not_sent', details: { limit: 'counters' } };
    for (const replica of [first, second]) expect((await byId(replica, 1)).json).toMatchObject({ error: refusal });
    expect(await callTool(second.url, 'customer_search', { q: 'Asha' })).toMatchObject({ isError: false });
    expect(await callTool(second.url, 'customer_add', newCustomer('919711100001'))).toMatchObject({ isError: false });
    expect(await deductions()).toBe(1);
  });
});
