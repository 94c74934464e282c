/**
 * Tiers of user groups: based on what members bought for the group, with the thresholds and durations of customer
 * tiers.
 */
import { type Instant, now } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import { within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { GroupTierChange, UserGroup } from '../customer/state.js';
import type { Tier } from '../organization/state.js';
import { fallsDue, points3, recordEvent, sum } from '../points/ledger.js';
import type { EventName } from '../points/state.js';
import { tierEnd, tierFor, tierOf } from '../points/tiers.js';

/** Net purchases for a group that count towards its tier. */
function groupPurchases(world: World, group: UserGroup, at: Instant = now(world)): number {
  const from = addMonths(at, -world.organisation.program.tierWindowMonths);
  const counting = within(world.transactions, world.transactionsByGroup, group.id).filter(
    (bill) =>
      bill.type === 'REGULAR' &&
      bill.outlierStatus === 'NORMAL' &&
      !bill.skipDownstream &&
      bill.billingDate > from &&
      bill.createdOn <= at,
  );
  return points3(sum(counting.map((bill) => bill.amount - bill.returnedAmount)));
}

/** The highest tier that purchases reach. Tiers that ask for more than purchases are for single customers. */
const tierOfPurchases = (world: World, purchases: number): Tier =>
  tierFor(
    world,
    ({ threshold, entry }) =>
      threshold <= purchases && (!entry || (/PURCHASES|TRACKER/.test(entry.measure) && entry.conditions.length === 0)),
  );

/** Upgrades a group if its purchases qualify. */
export function upgradeGroup(world: World, group: UserGroup, by: { tillId: number; customerId: number }): void {
  const merited = tierOfPurchases(world, groupPurchases(world, group));
  if (merited.number > group.tier) change(world, group, merited, 'UPGRADE', by);
}

/**
 * Ends a tier that has run out: renews it if purchases still qualify, otherwise moves the group to the tier they
 * qualify for.
 */
export function endGroupTier(world: World, group: UserGroup, at: Instant): void {
  const merited = tierOfPurchases(world, groupPurchases(world, group, at));
  const primary = group.members.find((member) => member.primary)?.customerId ?? group.id;
  const reason = merited.number >= group.tier ? 'RENEWAL' : 'DOWNGRADE';
  change(world, group, merited, reason, { tillId: group.tillId, customerId: primary, at });
}

const EVENTS = { UPGRADE: 'SlabUpgrade', RENEWAL: 'SlabRenewal', DOWNGRADE: 'SlabDowngrade' } as const satisfies Record<
  string,
  EventName
>;

function change(
  world: World,
  group: UserGroup,
  tier: Tier,
  reason: keyof typeof EVENTS,
  { tillId, customerId, at }: { tillId: number; customerId: number; at?: Instant },
): void {
  const entity = { type: 'USERGROUP2', id: group.id } as const;
  const event = recordEvent(world, EVENTS[reason], entity, { tillId, customerId, ...(at && { time: at }) });
  const expiresOn = tierEnd(world, tier, event.time);
  group.tierHistory.push({
    fromTier: group.tier,
    toTier: tier.number,
    changedOn: event.time,
    expiresOn,
    reason,
    eventLogId: event.id,
    tillId,
  });
  group.tier = tier.number;
  group.tierExpiresOn = expiresOn;
  fallsDue(world, expiresOn);
}

/** The gap to one of the next tiers. */
export interface GroupGap {
  tier: Tier;
  current: number;
  missing: number;
}

const gapTo = (world: World, group: UserGroup, tier: Tier): GroupGap => {
  const current = groupPurchases(world, group);
  return { tier, current, missing: points3(Math.max(0, tier.threshold - current)) };
};

/** The gap to each of the next tiers, nearest first. */
export function groupGapsToUpgrade(world: World, group: UserGroup, tiers: number): GroupGap[] {
  return world.organisation.program.tiers
    .filter((tier) => tier.number > group.tier && tier.number <= group.tier + tiers)
    .map((tier) => gapTo(world, group, tier));
}

/** The gap to keeping the tier; null if the tier never ends. */
export function groupGapToRenew(world: World, group: UserGroup): (GroupGap & { endsOn: Instant }) | null {
  const tier = tierOf(world, group.tier);
  if (!tier || group.tierExpiresOn === null) return null;
  return { ...gapTo(world, group, tier), endsOn: group.tierExpiresOn };
}

/** Changes from one day up to, but not including, another, newest first. */
export function groupTierChanges(group: UserGroup, passes: (at: Instant) => boolean): GroupTierChange[] {
  return group.tierHistory.filter((each) => passes(each.changedOn)).reverse();
}
