/** Replicas for tests, each with its own connection to Redis, closed after the test. */
import { onTestFinished, vi } from 'vitest';
import { RedisConnection, type RedisLimits } from '../../../src/hosting/replicas/redis.js';
import { openReplicaState, type ReplicaState } from '../../../src/hosting/replicas/replica-state.js';
import type { Log } from '../../../src/lib/log.js';

export interface Logged {
  log: Log;
  lines: string[];
}

export function logged(): Logged {
  const lines: string[] = [];
  return { lines, log: (level, message, fields) => lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`) };
}

/** Long enough for a busy machine. */
const PATIENT = { commandMs: 5_000, firstConnectionMs: 5_000 };

export function replica(url: string | undefined, log: Log = () => {}): ReplicaState {
  const state = openReplicaState({ ...(url !== undefined && { url }), log, limits: PATIENT });
  onTestFinished(() => state.close());
  return state;
}

/** A replica that is connected to Redis. */
export async function connectedReplica(url: string, log?: Log): Promise<ReplicaState> {
  const state = replica(url, log);
  await eventually(() => state.isReady());
  return state;
}

export function connection(url: string, log: Log = () => {}, limits: RedisLimits = PATIENT): RedisConnection {
  const redis = new RedisConnection(url, log, limits);
  onTestFinished(() => redis.close());
  return redis;
}

export async function connected(url: string, log?: Log, limits?: RedisLimits): Promise<RedisConnection> {
  const redis = connection(url, log, limits);
  await eventually(() => redis.isReady());
  return redis;
}

/** Waits until the condition is true, for a limited time. */
export const eventually = (condition: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await condition())) throw new Error(`did not become true: ${condition}`);
    },
    { timeout: 10_000, interval: 10 },
  );
