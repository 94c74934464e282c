/** Redemptions that draw on the own points of all members of a user group together. */
import { compareInstants } from '../../../lib/instant.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer, UserGroup } from '../customer/state.js';
import { defaultGroupOf, memberOf } from '../user-group/rules.js';
import { balance, customerEntity, eventOfEachHolder, ledgerOf, lotsOf, points3, sum, takeFrom } from './ledger.js';
import type { LoyaltyEvent, PointsLot, PointsRedemption, PointsReversal } from './state.js';

/**
 * The group whose members' points a customer redeems; undefined if the organization does not allow it or the customer
 * is in no active group.
 * @throws 828 if the member may not redeem the group's points
 */
export function pooledGroup(world: World, customer: Customer): UserGroup | undefined {
  if (!world.organisation.settings.crossMemberRedemption) return undefined;
  const group = defaultGroupOf(world, customer);
  if (group && memberOf(group, customer.id)?.permissions.includes('block_points_redemption')) {
    fail(828, 'The customer may not redeem points of this group');
  }
  return group;
}

const memberIds = (group: UserGroup): number[] => group.members.map(({ customerId }) => customerId);

/** What each member has of its own. */
export const membersBalances = (world: World, group: UserGroup): { customerId: number; balance: number }[] =>
  memberIds(group).map((customerId) => ({ customerId, balance: balance(world, customerEntity(customerId)) }));

export const pooledBalance = (world: World, group: UserGroup): number =>
  sum(membersBalances(world, group).map((each) => each.balance));

/** @throws 803 if the members together have fewer points */
export function checkPooledBalance(world: World, group: UserGroup, points: number): void {
  const available = pooledBalance(world, group);
  if (points > available) fail(803, `The members of the group have ${available} points, fewer than ${points}`);
}

/** The members' redeemable points in the order in which they are drawn: by expiry, by award, by customer id. */
function pooledLots(world: World, group: UserGroup): PointsLot[] {
  const lots = memberIds(group).flatMap((id) => lotsOf(world, customerEntity(id), 'Main'));
  const never = '9999';
  return lots.sort(
    (a, b) =>
      compareInstants(a.expiresOn ?? never, b.expiresOn ?? never) ||
      compareInstants(a.awardedOn, b.awardedOn) ||
      a.entity.id - b.entity.id ||
      a.id - b.id,
  );
}

/** Takes redeemable points of the members, who must have them. */
export function takePooled(
  world: World,
  event: LoyaltyEvent,
  group: UserGroup,
  points: number,
): { lotId: number; points: number }[] {
  const eventOf = eventOfEachHolder(world, event);
  const taken: { lotId: number; points: number }[] = [];
  let left = points3(points);
  for (const lot of pooledLots(world, group)) {
    const from = Math.min(lot.remaining, left);
    if (from <= 0) continue;
    takeFrom(world, eventOf(lot.entity), lot, 'redeem', from);
    taken.push({ lotId: lot.id, points: from });
    left = points3(left - from);
  }
  return taken;
}

/** Points of a member in a redemption or reversal. */
interface Share {
  customerId: number;
  points: number;
}

function byCustomer(shares: readonly Share[]): Share[] {
  const sums = new Map<number, number>();
  for (const { customerId, points } of shares) sums.set(customerId, points3((sums.get(customerId) ?? 0) + points));
  return [...sums].map(([customerId, points]) => ({ customerId, points }));
}

/** Something in the ledger of a group. */
export interface PooledEntry {
  eventType: 'CROSS_MEMBER_REDEMPTION' | 'CROSS_MEMBER_REDEMPTION_REVERSAL';
  at: string;
  redemption: PointsRedemption;
  points: number;
  shares: Share[];
}

function reversalShares(world: World, redemption: PointsRedemption, reversal: PointsReversal): Share[] {
  const holders = new Set(redemption.lots.map(({ lotId }) => world.lots[lotId]?.entity.id ?? 0));
  return byCustomer(
    [...holders].flatMap((customerId) =>
      ledgerOf(world, customerEntity(customerId))
        .filter((entry) => entry.movement === 'reverse')
        .filter((entry) => world.events[entry.eventLogId]?.referenceId === reversal.id)
        .map(({ points }) => ({ customerId, points })),
    ),
  );
}

/** What a group's members redeemed together, and what was given back of it; newest first. */
export function pooledEntries(world: World, group: UserGroup): PooledEntry[] {
  return Object.values(world.pointsRedemptions)
    .filter(({ groupId }) => groupId === group.id)
    .flatMap((redemption): PooledEntry[] => [
      {
        eventType: 'CROSS_MEMBER_REDEMPTION',
        at: redemption.redeemedOn,
        redemption,
        points: redemption.points,
        shares: byCustomer(
          redemption.lots.map(({ lotId, points }) => ({ customerId: world.lots[lotId]?.entity.id ?? 0, points })),
        ),
      },
      ...redemption.reversals.map(
        (reversal): PooledEntry => ({
          eventType: 'CROSS_MEMBER_REDEMPTION_REVERSAL',
          at: reversal.reversedOn,
          redemption,
          points: reversal.points,
          shares: reversalShares(world, redemption, reversal),
        }),
      ),
    ])
    .sort((a, b) => compareInstants(b.at, a.at));
}
