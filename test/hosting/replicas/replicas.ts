/** Replicas for tests, each with its own connection to Redis; closed with the test. */
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

/** Where Redis is up it is waited for, however busy the machine. */
const PATIENT = { commandMs: 5_000, firstConnectionMs: 5_000 };

export function replica(url: string | undefined, log: Log = () => {}): ReplicaState {
  const shared = openReplicaState({ ...(url !== undefined && { url }), log, limits: PATIENT });
  onTestFinished(() => shared.close());
  return shared;
}

/** A replica that is connected. */
export async function connectedReplica(url: string, log?: Log): Promise<ReplicaState> {
  const shared = replica(url, log);
  await eventually(() => shared.ready());
  return shared;
}

export function connection(url: string, log: Log = () => {}, limits: RedisLimits = PATIENT): RedisConnection {
  const redis = new RedisConnection(url, log, limits);
  onTestFinished(() => redis.close());
  return redis;
}

export async function connected(url: string, log?: Log, limits?: RedisLimits): Promise<RedisConnection> {
  const redis = connection(url, log, limits);
  await eventually(() => redis.ready());
  return redis;
}

/** Looks until it is so, for a limited time. */
export const eventually = (holds: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`did not come true: ${holds}`);
    },
    { timeout: 10_000, interval: 10 },
  );
