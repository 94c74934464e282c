/**
 * Scheduled changes: promised points become redeemable, points expire, tiers and partner memberships end, approved
 * deletions are carried out.
 */
import { compareInstants } from '../../lib/instant.js';
import { type Instant, now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { erase } from './customer/erasure.js';
import type { Customer, UserGroup } from './customer/state.js';
import { allDomains, type Due as DueInDomain } from './domain.js';
import { notifying } from './events/notifications.js';
import { settleMemberships } from './leads/partner-program-rules.js';
import { fallsDue, lotsOf } from './points/ledger.js';
import { expireLots, unlockPromised } from './points/rules.js';
import type { PointsLot } from './points/state.js';
import { endTier } from './points/tiers.js';
import type { Request } from './requests/state.js';
import { endGroupTier } from './user-group/tiers.js';

type Due =
  | { at: Instant; kind: 'unlock'; lot: PointsLot }
  | { at: Instant; kind: 'expire'; lot: PointsLot }
  | { at: Instant; kind: 'tier'; customer: Customer }
  | { at: Instant; kind: 'groupTier'; group: UserGroup }
  | { at: Instant; kind: 'erase'; request: Request }
  | (DueInDomain & { kind: 'domain' });

/**
 * Carries out everything due by now, in order of its due date. Idempotent. The server runs it before each call, so no
 * rule ever sees an expired lot. It searches the world only if something is due. Webhooks are notified of what happened.
 */
export function runDue(world: World): void {
  const time = now(world);
  const isDue = world.nextDue !== null && world.nextDue <= time;
  if (isDue || world.partnerMemberships.length > 0) notifying(world, '', () => carryOutDue(world, time));
}

function carryOutDue(world: World, time: Instant): void {
  // Settling can make more fall due: a tier that was renewed long ago ends again.
  while (world.nextDue !== null && world.nextDue <= time) settleAll(world, time);
  settleMemberships(world);
}

function settleAll(world: World, time: Instant): void {
  for (const each of takeDue(world, time)) {
    // Consequences of the earlier items come first: the next round finds them, together with the rest of this one.
    if (world.nextDue !== null && world.nextDue < each.at) {
      fallsDue(world, each.at);
      return;
    }
    settle(world, each);
  }
}

/** Everything due by now, earliest first. Notes when the next item falls due. */
function takeDue(world: World, time: Instant): Due[] {
  const due: Due[] = [];
  world.nextDue = null;
  for (const each of upcoming(world)) {
    if (each.at <= time) due.push(each);
    else fallsDue(world, each.at);
  }
  return due.sort((a, b) => compareInstants(a.at, b.at));
}

/** Everything in the world that has a due date. */
function* upcoming(world: World): Generator<Due> {
  for (const lot of Object.values(world.lots)) {
    if (lot.remaining <= 0) continue;
    if (lot.category !== 'Main' && lot.redeemableFrom !== null) yield { at: lot.redeemableFrom, kind: 'unlock', lot };
    if (lot.expiresOn !== null) yield { at: lot.expiresOn, kind: 'expire', lot };
  }
  for (const customer of Object.values(world.customers)) {
    if (customer.tierExpiresOn !== null && customer.mergedInto === null) {
      yield { at: customer.tierExpiresOn, kind: 'tier', customer };
    }
  }
  for (const group of Object.values(world.userGroups)) {
    if (group.tierExpiresOn !== null && group.status !== 'DELETED') {
      yield { at: group.tierExpiresOn, kind: 'groupTier', group };
    }
  }
  for (const request of Object.values(world.requests)) {
    const at = request.details.eraseOn;
    if (typeof at === 'string') yield { at, kind: 'erase', request };
  }
  for (const domain of allDomains()) {
    for (const due of domain.onDue?.(world) ?? []) yield { ...due, kind: 'domain' };
  }
}

function settle(world: World, due: Due): void {
  if (due.kind === 'domain') {
    due.happen();
    return;
  }
  if (due.kind === 'erase') {
    const customer = world.customers[due.request.customerId ?? 0];
    if (customer) erase(world, due.request, customer, due.request.tillId);
    return;
  }
  if (due.kind === 'tier') {
    if (due.customer.tierExpiresOn === due.at) endTier(world, due.customer, due.at);
    return;
  }
  if (due.kind === 'groupTier') {
    if (due.group.tierExpiresOn === due.at) endGroupTier(world, due.group, due.at);
    return;
  }
  const { lot } = due;
  if (lot.remaining <= 0) return;
  if (due.kind === 'unlock') {
    const tillId = world.events[lot.eventLogId]?.tillId ?? 0;
    unlockPromised(world, [lot], { tillId, time: due.at });
    return;
  }
  const together = lotsOf(world, lot.entity).filter((each) => each.remaining > 0 && each.expiresOn === due.at);
  expireLots(world, together, due.at);
}
