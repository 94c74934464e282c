/** What a tier measures, and whether a customer reaches it. */
import { type Instant, now } from '../../world/clock.js';
import { addMonths, localDate } from '../../world/dates.js';
import { within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { Tier, TierCondition } from '../organization/state.js';
import type { Transaction } from '../transaction/state.js';
import { balance, customerEntity, lotsOf, points3, sum } from './ledger.js';

/**
 * Bills that count towards tiers: normal ones from a moment on. A bill dated ahead counts from when it is sent, as its
 * points do.
 */
const counting = (world: World, customerId: number, from: Instant, at: Instant): Transaction[] =>
  within(world.transactions, world.transactionsByCustomer, customerId).filter(
    (bill) =>
      bill.type === 'REGULAR' &&
      bill.outlierStatus === 'NORMAL' &&
      !bill.skipDownstream &&
      bill.billingDate > from &&
      bill.createdOn <= at,
  );

const net = (bills: readonly Transaction[]): number =>
  points3(bills.reduce((all, bill) => all + bill.amount - bill.returnedAmount, 0));

const windowBefore = (world: World, at: Instant): Instant =>
  addMonths(at, -world.organisation.program.tierWindowMonths);

/** Net purchases within the rolling window: the tracker of the program. */
export const qualifyingPurchases = (world: World, customerId: number, at: Instant = now(world)): number =>
  net(counting(world, customerId, windowBefore(world, at), at));

/** Points that were ever earned, less what returns took back. */
const everEarned = (world: World, customerId: number): number =>
  sum(lotsOf(world, customerEntity(customerId)).map((lot) => lot.awarded - lot.returned));

/** What the threshold of a tier is about. */
export const measureKindOf = ({ entry }: Tier) => entry?.measure ?? 'TRACKER_VALUE_BASED';

/** What a customer has of what the threshold of a tier is about. */
export function measureOf(world: World, customerId: number, tier: Tier, at: Instant = now(world)): number {
  switch (measureKindOf(tier)) {
    case 'CURRENT_POINTS':
      return balance(world, customerEntity(customerId));
    case 'CUMULATIVE_POINTS':
      return everEarned(world, customerId);
    case 'CUMULATIVE_PURCHASES':
      return net(counting(world, customerId, '', at));
    default:
      return qualifyingPurchases(world, customerId, at);
  }
}

/**
 * Whether a customer reaches a tier, with its conditions.
 *
 * @param measure - what `measureOf` returns, if it is known
 */
export function reaches(
  world: World,
  customerId: number,
  tier: Tier,
  at: Instant,
  measure = measureOf(world, customerId, tier, at),
): boolean {
  const isReached = measure >= tier.threshold;
  const { conditions = [], relation = 'AND' } = tier.entry ?? {};
  const holds = (each: TierCondition): boolean => valueFor(world, customerId, each, at) >= each.value;
  return relation === 'AND' ? isReached && conditions.every(holds) : isReached || conditions.some(holds);
}

function valueFor(world: World, customerId: number, { type }: TierCondition, at: Instant): number {
  if (type === 'POINTS') return everEarned(world, customerId);
  if (type !== 'VISITS') return qualifyingPurchases(world, customerId, at);
  const bills = counting(world, customerId, windowBefore(world, at), at);
  return new Set(bills.map(({ billingDate }) => localDate(billingDate, world.organisation.timezone))).size;
}
