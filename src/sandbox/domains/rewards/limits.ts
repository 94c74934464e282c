/** Limits of rewards: how many may be issued in a window, to one customer or to all. */
import { type Instant, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { moved, WEEKDAYS, windowAt } from '../badges/limits.js';
import { sum } from '../points/ledger.js';
import type { Reward, RewardIssue, RewardLimit } from './state.js';

/** From `start` up to, but not including, `end`; null means unbounded. */
export interface Cycle {
  start: Instant | null;
  end: Instant | null;
}

/** The window of a limit around a moment. Weeks and months of fixed windows follow the calendar in UTC. */
export function cycleAt(reward: Reward, limit: RewardLimit, at: Instant): Cycle {
  const { repeatFrequencyType: unit, interval, windowType } = limit;
  if (unit === 'NO_LIMIT') return { start: null, end: null };
  // A rolling window includes the moment itself.
  if (windowType === 'ROLLING') return { start: moved(at, unit, -interval), end: later(at, 1000) };
  return windowAt(at, {
    unit,
    from: limit.startOfCycle ?? reward.startTime,
    days: interval,
    firstWeekday: WEEKDAYS.indexOf(limit.weekStartDay),
  });
}

/** The current usage of a limit. */
export function consumed(world: World, reward: Reward, limit: RewardLimit, issues: readonly RewardIssue[]): number {
  const { start, end } = cycleAt(reward, limit, now(world));
  const counted = issues.filter(
    ({ issuedOn, revocation }) =>
      revocation === null && (start === null || issuedOn >= start) && (end === null || issuedOn < end),
  );
  return sum(
    counted.flatMap(({ pieces }) =>
      limit.kpi === 'QUANTITY' ? [pieces.length] : pieces.map((piece) => piece.redemptionValue ?? 0),
    ),
  );
}

/** Whether a limit allows one more piece, or its value. */
export function keepsWithin(
  world: World,
  reward: Reward,
  limit: RewardLimit,
  issues: readonly RewardIssue[],
  value: number,
): boolean {
  const more = limit.kpi === 'QUANTITY' ? 1 : value;
  return consumed(world, reward, limit, issues) + more <= limit.limit;
}
