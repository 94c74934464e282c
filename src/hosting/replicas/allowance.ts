/** The rate limit of one credential: counted in Redis, or in this replica's share while Redis is unreachable. */
import { z } from 'zod';
import type { ClientClock } from '../../client/clock.js';
import type { RedisConnection } from './redis.js';
import { SlidingWindow, sumUsage, type Usage } from './sliding-window.js';

export interface AllowanceOptions {
  /** Without Redis, only this process is counted. */
  redis?: RedisConnection;
  /** How many replicas share the limit while Redis is unreachable. */
  replicas: () => number;
  clock: ClientClock;
  /** The window that the limit applies to. */
  windowMs: number;
}

/** The result of a `take`, with what is needed to estimate when more becomes free. */
export interface Grant {
  granted: number;
  /** Everything that counts against the limit, oldest first; may be empty if everything was granted. */
  usage: Usage[];
  limit: number;
  windowMs: number;
}

/** This replica's share of the limit. */
interface ReplicaShare {
  /** Among how many replicas the limit is divided. */
  replicas: number;
  limit: number;
  /** How many times longer the share's window is than the shared window. */
  stretch: number;
  /** How many slots the share's window spans. */
  slots: number;
}

const SLOTS = 60;
/** One more than SLOTS, because the first slot begins before the window does. */
const SPAN = SLOTS + 1;

/**
 * Takes up to `want` of what is left, by the clock of Redis. First it adds what the replica took while Redis was
 * unreachable, by age. Returns the number granted, followed by pairs for everything that counts: the milliseconds until
 * it is free again, and the number.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slotMs, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local limit, want = tonumber(ARGV[3]), tonumber(ARGV[4])
local slot = math.floor(now / slotMs)
for i = 5, #ARGV, 2 do
  redis.call('HINCRBY', KEYS[1], slot - ARGV[i], ARGV[i + 1])
end
local used, answer = 0, {0}
local counts = redis.call('HGETALL', KEYS[1])
for i = 1, #counts, 2 do
  local free = (counts[i] + span) * slotMs - now
  if counts[i] + span <= slot then
    redis.call('HDEL', KEYS[1], counts[i])
  else
    used = used + counts[i + 1]
    answer[#answer + 1] = free
    answer[#answer + 1] = tonumber(counts[i + 1])
  end
end
local granted = math.max(0, math.min(want, limit - used))
if granted > 0 then
  redis.call('HINCRBY', KEYS[1], slot, granted)
  answer[#answer + 1] = (slot + span) * slotMs - now
  answer[#answer + 1] = granted
end
redis.call('PEXPIRE', KEYS[1], (span + 1) * slotMs)
answer[1] = granted
return answer
`;
const takeAnswer = z.tuple([z.number()]).rest(z.number());

export class Allowance {
  /** For all replicas together; may change at any time. */
  limit = 1;
  readonly slotMs: number;
  readonly #options: AllowanceOptions;
  readonly #key: string;
  /** Everything that this process took. */
  readonly #own: SlidingWindow;
  /** The part of `#own` that Redis does not know about. */
  readonly #unreported: SlidingWindow;
  /** The usage of all replicas when Redis last answered. */
  #lastShared: Usage[] = [];

  constructor(credential: string, options: AllowanceOptions) {
    this.slotMs = options.windowMs / SLOTS;
    this.#options = options;
    this.#key = `capillary-mcp:budget:${credential}`;
    this.#own = new SlidingWindow(this.slotMs);
    this.#unreported = new SlidingWindow(this.slotMs);
  }

  /** Takes as many as are free, at most `count`. Must not be called again before it resolves. */
  async take(count: number): Promise<Grant> {
    return (await this.#takeShared(count)) ?? this.#takeFromShare(count);
  }

  /** Whether nothing that this process took still counts. */
  isUnused(): boolean {
    return this.#own.total(this.#options.clock.now(), SPAN) === 0;
  }

  async #takeShared(count: number): Promise<Grant | undefined> {
    const { redis, clock, windowMs } = this.#options;
    if (!redis) return undefined;
    const sentAt = clock.now();
    this.#unreported.prune(sentAt, SPAN);
    const unreported = this.#unreported.ages(sentAt).flatMap(({ age, count }) => [age, count]);
    const reply = await redis.run((client) =>
      client.eval(TAKE, {
        keys: [this.#key],
        arguments: [this.slotMs, SPAN, this.limit, count, ...unreported].map(String),
      }),
    );
    const answer = takeAnswer.safeParse(reply?.answer).data;
    if (!answer) return undefined;
    this.#unreported.clear();
    const now = clock.now();
    const [granted, ...numbers] = answer;
    this.#own.prune(now, this.#share().slots);
    this.#own.add(now, granted);
    const usage: Usage[] = [];
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      usage.push({ freeAt: now + (numbers[index] ?? 0), count: numbers[index + 1] ?? 0 });
    }
    this.#lastShared = oldestFirst(usage);
    return { granted, usage, limit: this.limit, windowMs };
  }

  /** Stays within this replica's share of the limit, and of what was left when Redis last answered. */
  #takeFromShare(count: number): Grant {
    const { redis, clock, windowMs } = this.#options;
    const now = clock.now();
    const { replicas, limit, stretch, slots } = this.#share();
    const shared = this.#lastShared.filter(({ freeAt }) => freeAt > now);
    const leftOfShare = limit - this.#own.total(now, slots);
    const leftOfRest =
      shared.length > 0
        ? Math.floor((this.limit - sumUsage(shared)) / replicas) - this.#unreported.total(now, SPAN)
        : leftOfShare;
    const granted = Math.max(0, Math.min(count, leftOfShare, leftOfRest));
    this.#own.add(now, granted);
    if (redis) this.#unreported.add(now, granted);
    if (granted === count) return { granted, usage: [], limit, windowMs };
    if (leftOfRest < leftOfShare) {
      const unreported = this.#unreported.usage(now, SPAN);
      return { granted, usage: oldestFirst([...shared, ...unreported]), limit: this.limit, windowMs };
    }
    return { granted, usage: this.#own.usage(now, slots), limit, windowMs: windowMs * stretch };
  }

  /** At least one request, in a longer window if the limit is lower than the number of replicas. */
  #share(): ReplicaShare {
    const replicas = Math.max(1, this.#options.replicas());
    const stretch = Math.max(1, replicas / this.limit);
    return {
      replicas,
      limit: Math.max(1, Math.floor(this.limit / replicas)),
      stretch,
      slots: Math.ceil(SLOTS * stretch) + 1,
    };
  }
}

const oldestFirst = (usage: Usage[]): Usage[] => usage.sort((one, other) => one.freeAt - other.freeAt);
