/** How many replicas there are: each says in Redis every few seconds that it is there. */
import { type Clock, systemClock } from '../../client/clock.js';
import type { Redis } from './redis.js';

export interface Replicas {
  /** As last known; while Redis is down that is what it was before. */
  count(): number;
  /** Says that this one goes. */
  close(): Promise<void>;
}

export interface ReplicaOptions {
  everyMs?: number;
  /** One that was not heard of for so long has gone. */
  goneMs?: number;
  clock?: Clock;
}

const KEY = 'capillary-mcp:replicas';
const EVERY_MS = 2_000;
const GONE_MS = 10_000;

const BEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])
`;

/** @param id - of this replica */
export function countReplicas(
  redis: Redis,
  id: string,
  { everyMs = EVERY_MS, goneMs = GONE_MS, clock = systemClock }: ReplicaOptions = {},
): Replicas {
  let known = 1;
  let since = clock.now();
  const beat = async (): Promise<void> => {
    const reply = await redis.ask((client) => client.eval(BEAT, { keys: [KEY], arguments: [id, String(goneMs)] }));
    const count = Number(reply?.answer);
    // After Redis has come back empty, the others have yet to say that they are there.
    if (count > known || (count >= 1 && clock.now() - since >= goneMs)) known = count;
  };
  redis.onReady(() => {
    since = clock.now();
    void beat();
  });
  const timer = setInterval(() => void beat(), everyMs).unref();
  return {
    count: () => known,
    close: async () => {
      clearInterval(timer);
      await redis.ask((client) => client.zRem(KEY, id));
    },
  };
}
