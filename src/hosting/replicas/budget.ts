/**
 * Requests per minute and credential, all replicas together: counted in Redis, in slots of a second, so that no minute
 * has more than the budget, wherever it begins. Without Redis each replica has its part of it.
 */
import { z } from 'zod';
import { type Clock, systemClock } from '../../client/clock.js';
import type { RateBudget } from '../../client/types.js';
import { createLedger, type Ledger, type Taken, total, turnAt } from './ledger.js';
import type { Redis } from './redis.js';

export interface BudgetOptions {
  /** Nothing is shared without it. */
  redis?: Redis;
  /** How many replicas the budget is divided by where Redis cannot be asked. */
  replicas: () => number;
  clock?: Clock;
  /** A minute by default; shorter for tests. */
  windowMs?: number;
}

export interface Budgets {
  /**
   * The budget of one credential; what was given last counts where the same one is given several limits.
   *
   * @param credential - names it in Redis, so it must tell nothing about it
   */
  of(credential: string, requestsPerMinute: number): RateBudget;
}

const SLOTS = 60;
/** While waiting, things may have changed: Redis is back, another replica has gone. */
const LOOK_AGAIN_MS = 5_000;
/** Credentials with nothing counted are forgotten beyond so many. */
const MANY = 1_000;

/**
 * Takes what is left, up to what is wanted; time is Redis's own. What a replica took while it was alone is added first,
 * by age. Answers what was granted, then milliseconds until free again and how many, for all that is taken.
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

interface Waiter {
  until: number;
  settle: (over: { retryAfterMs: number } | undefined) => void;
}

/** What a look at the budget came to. */
interface Look {
  granted: number;
  taken: Taken[];
  limit: number;
  windowMs: number;
}

/** One credential's queue and what it took. */
interface Line {
  limit: number;
  readonly queue: Waiter[];
  /** All that this process took. */
  readonly own: Ledger;
  /** Of that, what Redis does not know of. */
  readonly untold: Ledger;
  /** What all replicas had taken when Redis last said so. */
  seen: Taken[];
  running: boolean;
  /** While nothing is left: what is known, and what ends the waiting. */
  blocked?: { look: Look; end: AbortController };
}

export function createBudgets({ redis, replicas, clock = systemClock, windowMs = 60_000 }: BudgetOptions): Budgets {
  const slotMs = windowMs / SLOTS;
  // One more, as the first of them has begun before the window did.
  const span = SLOTS + 1;
  const lines = new Map<string, Line>();

  function lineOf(credential: string): Line {
    const known = lines.get(credential);
    if (known) return known;
    if (lines.size >= MANY) {
      for (const [name, { queue, running, own }] of lines) {
        if (!running && queue.length === 0 && total(own.taken(clock.now(), span)) === 0) lines.delete(name);
      }
    }
    const line: Line = {
      limit: 1,
      queue: [],
      own: createLedger(slotMs),
      untold: createLedger(slotMs),
      seen: [],
      running: false,
    };
    lines.set(credential, line);
    return line;
  }

  async function takeShared(credential: string, line: Line, want: number): Promise<Look | undefined> {
    if (!redis) return undefined;
    const asked = clock.now();
    // What is older does not count any more.
    line.untold.taken(asked, span);
    const untold = line.untold.ages(asked).flatMap(({ age, count }) => [age, count]);
    const reply = await redis.ask((client) =>
      client.eval(TAKE, {
        keys: [`capillary-mcp:budget:${credential}`],
        arguments: [slotMs, span, line.limit, want, ...untold].map(String),
      }),
    );
    const answer = takeAnswer.safeParse(reply?.answer).data;
    if (!answer) return undefined;
    line.untold.clear();
    const now = clock.now();
    const [granted, ...numbers] = answer;
    line.own.taken(now, aloneOn(line).slots);
    line.own.add(now, granted);
    const taken: Taken[] = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      taken.push({ freeAt: now + (numbers[at] ?? 0), count: numbers[at + 1] ?? 0 });
    }
    line.seen = inOrder(taken);
    return { granted, taken, limit: line.limit, windowMs };
  }

  /** A replica's part of the budget: never less than one request, where need be in a longer window. */
  function aloneOn(line: Line): { parts: number; limit: number; stretch: number; slots: number } {
    const parts = Math.max(1, replicas());
    const stretch = Math.max(1, parts / line.limit);
    return {
      parts,
      limit: Math.max(1, Math.floor(line.limit / parts)),
      stretch,
      slots: Math.ceil(SLOTS * stretch) + 1,
    };
  }

  /** Takes of the replica's part, and of its part of what was left when Redis went. */
  function takeAlone(line: Line, want: number): Look {
    const now = clock.now();
    const { parts, limit, stretch, slots } = aloneOn(line);
    const own = line.own.taken(now, slots);
    const untold = line.untold.taken(now, span);
    const seen = line.seen.filter(({ freeAt }) => freeAt > now);
    const ofPart = limit - total(own);
    const ofRest = seen.length > 0 ? Math.floor((line.limit - total(seen)) / parts) - total(untold) : ofPart;
    const granted = Math.max(0, Math.min(want, ofPart, ofRest));
    line.own.add(now, granted);
    if (redis) line.untold.add(now, granted);
    if (ofRest < ofPart) return { granted, taken: inOrder([...seen, ...untold]), limit: line.limit, windowMs };
    return { granted, taken: line.own.taken(now, slots), limit, windowMs: windowMs * stretch };
  }

  async function serve(credential: string, line: Line): Promise<void> {
    line.running = true;
    const { queue } = line;
    while (queue.length > 0) {
      const want = queue.length;
      const look = (await takeShared(credential, line, want)) ?? takeAlone(line, want);
      // One who has gone meanwhile leaves its part to the next.
      for (const { settle } of queue.splice(0, look.granted)) settle(undefined);
      if (look.granted === want || queue.length === 0) continue;
      refuseLate(queue, look);
      if (queue.length > 0) await untilFree(line, look);
    }
    line.running = false;
  }

  const turnOf = (place: number, look: Look): number => turnAt(place, { ...look, now: clock.now() });

  /** Whoever would wait too long is told at once. */
  function refuseLate(queue: Waiter[], look: Look): void {
    let place = 0;
    for (const waiter of [...queue]) {
      const turn = turnOf(place + 1, look);
      if (turn <= waiter.until) {
        place += 1;
        continue;
      }
      queue.splice(queue.indexOf(waiter), 1);
      waiter.settle({ retryAfterMs: turn - clock.now() });
    }
  }

  async function untilFree(line: Line, look: Look): Promise<void> {
    const end = new AbortController();
    line.blocked = { look, end };
    const wait = Math.min(turnOf(1, look) - clock.now(), LOOK_AGAIN_MS);
    // Replicas that wait for the same moment do not ask at the same time.
    await clock.sleep(Math.max(1, wait) + clock.random() * slotMs, end.signal).catch(() => {});
    delete line.blocked;
  }

  function take(credential: string, limit: number, signal: AbortSignal, withinMs: number) {
    return new Promise<{ retryAfterMs: number } | undefined>((resolve, reject) => {
      signal.throwIfAborted();
      const line = lineOf(credential);
      line.limit = limit;
      const now = clock.now();
      const turn = line.blocked ? turnOf(line.queue.length + 1, line.blocked.look) : now;
      if (turn > now + withinMs) return resolve({ retryAfterMs: turn - now });
      const onAbort = (): void => {
        line.queue.splice(line.queue.indexOf(waiter), 1);
        if (line.queue.length === 0) line.blocked?.end.abort();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        until: now + withinMs,
        settle: (over) => {
          signal.removeEventListener('abort', onAbort);
          resolve(over);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      line.queue.push(waiter);
      if (!line.running) void serve(credential, line);
    });
  }

  return {
    of: (credential, requestsPerMinute) => ({
      take: (signal, withinMs) => take(credential, requestsPerMinute, signal, withinMs),
    }),
  };
}

const inOrder = (taken: Taken[]): Taken[] => taken.sort((one, other) => one.freeAt - other.freeAt);
