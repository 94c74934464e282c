/** What falls due as time passes: promised points become redeemable, points expire, tiers and partner memberships end. */
import { type Instant, now } from '../clock.js';
import type { Customer, UserGroup } from '../state/customer.js';
import type { PointsLot } from '../state/points.js';
import type { World } from '../world.js';
import { endGroupTier } from './group-tiers.js';
import { sameEntity } from './ledger.js';
import { settleMemberships } from './partner-programs.js';
import { expireLots, unlockPromised } from './points.js';
import { endTier } from './tiers.js';

type Due =
  | { at: Instant; kind: 'unlock'; lot: PointsLot }
  | { at: Instant; kind: 'expire'; lot: PointsLot }
  | { at: Instant; kind: 'tier'; customer: Customer }
  | { at: Instant; kind: 'groupTier'; group: UserGroup };

/**
 * Does everything due by now, in the order in which it fell due. Doing it again changes nothing. The server runs it
 * before each call, so that no rule ever sees an expired lot.
 */
export function runDue(world: World): void {
  const time = now(world);
  for (let due = nextDue(world, time); due; due = nextDue(world, time)) settle(world, due);
  settleMemberships(world);
}

function nextDue(world: World, time: Instant): Due | undefined {
  let next: Due | undefined;
  const consider = (due: Due): void => {
    if (due.at <= time && (next === undefined || due.at < next.at)) next = due;
  };
  for (const lot of Object.values(world.lots)) {
    if (lot.remaining <= 0) continue;
    if (lot.category !== 'Main' && lot.redeemableFrom !== null) {
      consider({ at: lot.redeemableFrom, kind: 'unlock', lot });
    }
    if (lot.expiresOn !== null) consider({ at: lot.expiresOn, kind: 'expire', lot });
  }
  for (const customer of Object.values(world.customers)) {
    if (customer.tierExpiresOn !== null && customer.mergedInto === null) {
      consider({ at: customer.tierExpiresOn, kind: 'tier', customer });
    }
  }
  for (const group of Object.values(world.userGroups)) {
    if (group.tierExpiresOn !== null && group.status !== 'DELETED') {
      consider({ at: group.tierExpiresOn, kind: 'groupTier', group });
    }
  }
  return next;
}

function settle(world: World, due: Due): void {
  if (due.kind === 'tier') {
    endTier(world, due.customer, due.at);
    return;
  }
  if (due.kind === 'groupTier') {
    endGroupTier(world, due.group, due.at);
    return;
  }
  const { lot } = due;
  if (due.kind === 'unlock') {
    const tillId = world.events[lot.eventLogId]?.tillId ?? 0;
    unlockPromised(world, [lot], { tillId, time: due.at });
    return;
  }
  const together = Object.values(world.lots).filter(
    (each) => each.remaining > 0 && each.expiresOn === due.at && sameEntity(each.entity, lot.entity),
  );
  expireLots(world, together, due.at);
}
