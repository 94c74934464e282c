/** Batches of two replicas with a real Redis: one goes on where the other was killed, and no row is sent twice. */
import { createClient } from '@redis/client';
import { expect, it, onTestFinished } from 'vitest';
import { isObject } from '../../src/lib/json.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { describeWithRedis, startRedis } from '../hosting/replicas/redis-server.js';
import { watchApi } from '../kills/watched-api.js';
import { startHosted } from './hosted.js';
import { callTool, newCustomer } from './rpc.js';

const ROWS = Array.from({ length: 6 }, (_, row) => newCustomer(`91958000000${row}`));
const BATCH = { name: 'customer_add', calls: ROWS.map((args) => ({ arguments: args })) };

async function startTwo() {
  const redis = await startRedis();
  const sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  onTestFinished(() => sandbox.close());
  const api = await watchApi(sandbox.url);
  onTestFinished(() => api.close());
  const start = async () => {
    const replica = await startHosted({
      CAPILLARY_BASE_URL: api.url,
      CAPILLARY_USERNAME: sandbox.credentials.username,
      CAPILLARY_PASSWORD: sandbox.credentials.password,
      CAPILLARY_REDIS_URL: redis.url,
    });
    onTestFinished(replica.kill);
    return replica;
  };
  const [one, other] = [await start(), await start()];
  return { redis, api, one, other };
}

/** Lets the silence pass after which a replica that wrote is taken to be gone. */
async function expireWriters(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  const keys = await client.keys('capillary-mcp:batch:*:writer');
  if (keys.length > 0) await client.del(keys);
  await client.close();
}

const sentTo = (writes: readonly string[]): string[] =>
  writes.flatMap((body) => /91958000000\d/.exec(body)?.[0] ?? []).sort();

describeWithRedis('a batch of one replica', () => {
  it('that is killed goes on at the other, behind the row whose outcome is unknown', async () => {
    const { redis, api, one, other } = await startTwo();
    const { json } = await callTool(other.url, 'preview_call', BATCH);
    const plan = isObject(json) && isObject(json['preview']) ? json['preview']['plan'] : undefined;
    const killed = new Promise<void>((resolve) => {
      let writes = 0;
      api.onWrite = (moment) => {
        writes += moment === 'answered' ? 1 : 0;
        if (writes === 3) resolve(one.kill());
      };
    });
    await expect(callTool(one.url, 'call_destructive_tool', { name: 'customer_add', plan })).rejects.toThrow();
    await killed;
    api.onWrite = () => undefined;

    const early = await callTool(other.url, 'call_destructive_tool', { plan });
    expect(early.json).toMatchObject({ error: { kind: 'conflict', message: expect.stringContaining('another call') } });
    await expireWriters(redis.url);
    const stopped = await callTool(other.url, 'call_destructive_tool', { plan });
    expect(stopped.json).toMatchObject({ error: { kind: 'held', details: { plan, row: 3 } } });
    const rest = await callTool(other.url, 'call_destructive_tool', { plan, again: true });
    expect(rest.json).toMatchObject({ done: 6, left: 0, outcomes: { applied: 5, unknown: 1 } });
    expect(sentTo(api.writes)).toEqual(ROWS.map((_, row) => `91958000000${row}`));
  });

  it('is made once when both get it at the same time', async () => {
    const { api, one, other } = await startTwo();
    const answers = await Promise.all(
      [one, other, one, other].map(({ url }) => callTool(url, 'call_destructive_tool', BATCH)),
    );
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
    expect(sentTo(api.writes)).toEqual(ROWS.map((_, row) => `91958000000${row}`));
  });
});
