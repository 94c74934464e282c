/** How purchases earn points, and how long points are valid. */
import { DAY, type Instant, later } from '../../world/clock.js';
import { endOfMonthAfter } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Transaction } from '../transaction/state.js';
import { openLot, points3, recordEvent } from './ledger.js';
import type { Entity, LoyaltyEvent, PointsLot } from './state.js';

/** When points given at `from` expire: at the end of a month. */
export function pointsExpiry(world: World, from: Instant): Instant {
  const { program, timezone } = world.organisation;
  return endOfMonthAfter(from, program.expiryMonths, timezone);
}

/** Points for an amount in currency under a tier's multiplier: before rounding, and as awarded. */
function pointsFor(world: World, amount: number, tier: number | null): { raw: number; awarded: number } {
  const { program } = world.organisation;
  const multiplier = program.tiers.find((each) => each.number === tier)?.multiplier ?? 1;
  const raw = points3((amount / program.currencyPerPoint) * multiplier);
  if (program.rounding === 'NONE') return { raw, awarded: raw };
  return { raw, awarded: program.rounding === 'FLOOR' ? Math.floor(raw) : Math.round(raw) };
}

/** Points earned by a bill: the lot, the points before rounding, and the event. `lot` is null for no points. */
export interface Earned {
  event: LoyaltyEvent;
  lot: PointsLot | null;
  raw: number;
  awarded: number;
}

/**
 * Awards a bill's points to a customer or group. If the program promises points first (`promisedDays`), they become
 * redeemable later by themselves; rules/points.ts's `unlockPromised` unlocks them earlier.
 */
export function earn(
  world: World,
  transaction: Transaction,
  holder: { entity: Entity; customerId: number; tier: number | null },
): Earned {
  const promisedDays = world.organisation.program.promisedDays[transaction.source] ?? 0;
  const event = recordEvent(world, 'TransactionAdd', holder.entity, {
    tillId: transaction.tillId,
    customerId: holder.customerId,
    transactionId: transaction.id,
    referenceId: String(transaction.id),
  });
  const { raw, awarded } = pointsFor(world, transaction.amount, holder.tier);
  if (awarded <= 0) return { event, lot: null, raw, awarded: 0 };
  const lot = openLot(world, event, {
    points: awarded,
    movement: 'earn',
    pointsType: 'bill_regular',
    category: promisedDays > 0 ? 'DelayedAccrualPointCategory' : 'Main',
    redeemableFrom: promisedDays > 0 ? later(event.time, promisedDays * DAY) : null,
    expiresOn: pointsExpiry(world, event.time),
    transactionId: transaction.id,
  });
  return { event, lot, raw, awarded };
}
