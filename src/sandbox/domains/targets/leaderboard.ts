/** Leaderboards: the customers in a target, by what they achieved in a period. */
import type { Instant } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { isEnrolled, NO_GROUP, NO_PERIOD, NO_TARGET, progressIn } from './enrolment.js';
import { groupsIn, INVALID, periodStatus } from './rules.js';
import type { Target, TargetGroup, TargetPeriod } from './state.js';
import { trackedEvents } from './tracked-events.js';

export interface Board {
  group: TargetGroup;
  target: Target;
  period: TargetPeriod;
}

export interface Ranked {
  customer: Customer;
  value: number;
  /** Whoever achieved the same has the same rank. */
  rank: number;
}

/**
 * Finds a leaderboard.
 *
 * @param periodId - the running period if absent
 * @throws 310017, 310018, 310019 if there is no such group, target or period
 * @throws 300004 if the group has no leaderboard
 */
export function boardOf(world: World, groupId: number, targetId: number, periodId?: number): Board {
  const group = groupsIn(world).find(({ id }) => id === groupId) ?? failUnknown(NO_GROUP, 'Target group', groupId);
  const target = group.targets.find(({ id }) => id === targetId) ?? failUnknown(NO_TARGET, 'Target', targetId);
  const period =
    group.periods.find((each) =>
      periodId === undefined ? periodStatus(world, each) === 'RUNNING' : each.id === periodId,
    ) ?? fail(NO_PERIOD, periodId === undefined ? 'No period is running' : `Period ${periodId} does not exist`);
  if (!group.leaderboardEnabled) fail(INVALID, `Target group ${group.id} has no leaderboard`);
  return { group, target, period };
}

/** Everybody in the target, best first. */
export function ranking(world: World, { group, target, period }: Board): Ranked[] {
  const sorted = Object.values(world.customers)
    .filter((each) => each.loyaltyType === 'loyalty' && each.mergedInto === null && !each.piiDeleted)
    .filter((each) => isEnrolled(world, group, target, each))
    .map((customer) => ({ customer, value: progressIn(world, target, period, customer) }))
    .sort((a, b) => b.value - a.value || a.customer.id - b.customer.id);
  return sorted.map((each) => ({ ...each, rank: 1 + sorted.findIndex(({ value }) => value === each.value) }));
}

/** When a customer last did something that counts; undefined if nothing did in the period. */
export const lastActivity = (world: World, { target, period }: Board, customer: Customer): Instant | undefined =>
  trackedEvents(world, target, [period], customer).at(-1)?.at;
