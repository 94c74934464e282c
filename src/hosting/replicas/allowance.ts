/** What one credential may still take: of the count in Redis or, while Redis is out of reach, of this replica's part. */
import { z } from 'zod';
import type { ClientClock } from '../../client/clock.js';
import { Ledger, type Taken, total } from './ledger.js';
import type { RedisConnection } from './redis.js';

export interface AllowanceOptions {
  /** Without it nothing is shared. */
  redis?: RedisConnection;
  /** How many replicas divide the limit between them while Redis is out of reach. */
  replicas: () => number;
  clock: ClientClock;
  /** The window that the limit is for. */
  windowMs: number;
}

/** What an attempt to take came to, and what is known about when more will be free. */
export interface Grant {
  granted: number;
  /** All that counts against the limit, oldest first. */
  taken: Taken[];
  limit: number;
  windowMs: number;
}

/** A replica's part of the limit. */
interface Part {
  /** Into how many the limit is divided. */
  parts: number;
  limit: number;
  /** How much longer than the shared window the part's own is. */
  stretch: number;
  /** How many slots that window spans. */
  slots: number;
}

const SLOTS = 60;
/** One more, since the first slot began before the window did. */
const SPAN = SLOTS + 1;

/**
 * Takes what is left, up to what is wanted. Time is Redis's own. What a replica took while Redis was out of reach is
 * added first, by age. Returns how many were granted, then for everything that counts: milliseconds until it is free
 * again, and how many.
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
  /** For all replicas together; may be changed at any time. */
  limit = 1;
  readonly slotMs: number;
  readonly #options: AllowanceOptions;
  readonly #key: string;
  /** Everything that this process took. */
  readonly #own: Ledger;
  /** The part of it that Redis does not know about. */
  readonly #unreported: Ledger;
  /** What all replicas had taken when Redis last answered. */
  #seen: Taken[] = [];

  constructor(credential: string, options: AllowanceOptions) {
    this.slotMs = options.windowMs / SLOTS;
    this.#options = options;
    this.#key = `capillary-mcp:budget:${credential}`;
    this.#own = new Ledger(this.slotMs);
    this.#unreported = new Ledger(this.slotMs);
  }

  /** Takes as many as are left, at most `want`. One call at a time. */
  async take(want: number): Promise<Grant> {
    return (await this.#takeShared(want)) ?? this.#takeOwnPart(want);
  }

  /** Whether nothing that this process took counts any more. */
  isUntouched(): boolean {
    return total(this.#own.taken(this.#options.clock.now(), SPAN)) === 0;
  }

  async #takeShared(want: number): Promise<Grant | undefined> {
    const { redis, clock, windowMs } = this.#options;
    if (!redis) return undefined;
    const asked = clock.now();
    this.#unreported.prune(asked, SPAN);
    const unreported = this.#unreported.ages(asked).flatMap(({ age, count }) => [age, count]);
    const reply = await redis.ask((client) =>
      client.eval(TAKE, {
        keys: [this.#key],
        arguments: [this.slotMs, SPAN, this.limit, want, ...unreported].map(String),
      }),
    );
    const answer = takeAnswer.safeParse(reply?.answer).data;
    if (!answer) return undefined;
    this.#unreported.clear();
    const now = clock.now();
    const [granted, ...numbers] = answer;
    this.#own.prune(now, this.#part().slots);
    this.#own.add(now, granted);
    const taken: Taken[] = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      taken.push({ freeAt: now + (numbers[at] ?? 0), count: numbers[at + 1] ?? 0 });
    }
    this.#seen = oldestFirst(taken);
    return { granted, taken, limit: this.limit, windowMs };
  }

  /** Takes from this replica's part of the limit, and from its part of what was left when Redis last answered. */
  #takeOwnPart(want: number): Grant {
    const { redis, clock, windowMs } = this.#options;
    const now = clock.now();
    const { parts, limit, stretch, slots } = this.#part();
    const own = this.#own.taken(now, slots);
    const unreported = this.#unreported.taken(now, SPAN);
    const seen = this.#seen.filter(({ freeAt }) => freeAt > now);
    const ofPart = limit - total(own);
    const ofRest = seen.length > 0 ? Math.floor((this.limit - total(seen)) / parts) - total(unreported) : ofPart;
    const granted = Math.max(0, Math.min(want, ofPart, ofRest));
    this.#own.add(now, granted);
    if (redis) this.#unreported.add(now, granted);
    if (ofRest < ofPart) {
      return { granted, taken: oldestFirst([...seen, ...unreported]), limit: this.limit, windowMs };
    }
    return { granted, taken: this.#own.taken(now, slots), limit, windowMs: windowMs * stretch };
  }

  /** Never less than one request, if need be in a longer window. */
  #part(): Part {
    const parts = Math.max(1, this.#options.replicas());
    const stretch = Math.max(1, parts / this.limit);
    return {
      parts,
      limit: Math.max(1, Math.floor(this.limit / parts)),
      stretch,
      slots: Math.ceil(SLOTS * stretch) + 1,
    };
  }
}

const oldestFirst = (taken: Taken[]): Taken[] => taken.sort((one, other) => one.freeAt - other.freeAt);
