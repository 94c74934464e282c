/** Counters of limits that replicas share through Redis. While Redis cannot be asked, nothing can be counted. */
import { z } from 'zod';
import type { Count, Counters, Exceeded } from '../../safety/counters.js';
import type { RedisConnection } from './redis.js';

/**
 * Adds an amount to each counter, or to none if one would exceed its limit. Arguments are the amount, the limit and the
 * lifetime of each. Returns 0, or the number of the first counter that would exceed its limit, and what it has.
 */
const TAKE = `
for i, key in ipairs(KEYS) do
  local used = tonumber(redis.call('GET', key) or '0')
  if used + tonumber(ARGV[3 * i - 2]) > tonumber(ARGV[3 * i - 1]) then return {i, tostring(used)} end
end
for i, key in ipairs(KEYS) do
  redis.call('INCRBYFLOAT', key, ARGV[3 * i - 2])
  redis.call('PEXPIRE', key, ARGV[3 * i])
end
return {0, '0'}
`;
const takeAnswer = z.tuple([z.number(), z.coerce.number()]);

/** Takes an amount back from each counter that there still is. */
const GIVE_BACK = `
for i, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then redis.call('INCRBYFLOAT', key, '-' .. ARGV[i]) end
end
return 0
`;

export class SharedCounters implements Counters {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async take(counts: readonly Count[]): Promise<Exceeded | 'unavailable' | undefined> {
    const reply = await this.#redis.run((client) =>
      client.eval(TAKE, {
        keys: counts.map(keyOf),
        arguments: counts.flatMap(({ add, max, ttlMs }) => [add, max, ttlMs]).map(String),
      }),
    );
    const answer = takeAnswer.safeParse(reply?.answer).data;
    if (!answer) return 'unavailable';
    const [number, used] = answer;
    const count = counts[number - 1];
    return count && { count, used };
  }

  async used(counts: readonly Count[]): Promise<readonly number[] | undefined> {
    if (counts.length === 0) return [];
    const reply = await this.#redis.run((client) => client.mGet(counts.map(keyOf)));
    return reply?.answer.map((used) => Number(used ?? 0));
  }

  async giveBack(counts: readonly Count[]): Promise<void> {
    if (counts.length === 0) return;
    await this.#redis.run((client) =>
      client.eval(GIVE_BACK, { keys: counts.map(keyOf), arguments: counts.map(({ add }) => String(add)) }),
    );
  }
}

const keyOf = ({ key }: Count): string => `capillary-mcp:limit:${key}`;
