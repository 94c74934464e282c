/**
 * What a bill brings about in other domains: each that follows bills has its functions in its own rules and a line here;
 * the rules of bills know none of them. What a bill gave by its id, points of promotions among them, its return takes
 * back with the bill's own.
 */
import { attempt } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';
import { promote, promotionsFor } from './loyalty-promotions.js';
import { goalsReached, noteReached } from './targets.js';

/**
 * All that follows from a loyalty customer's bill, once it has earned its points and before tiers are looked at. The
 * bill is already booked, so a consequence that a rule refuses is left out, and the others still happen. Goals come
 * first, because promotions give for those that are reached.
 */
export function afterBill(world: World, bill: Transaction, customer: Customer): void {
  const reached = goalsReached(world, customer).filter(
    (goal) => attempt(() => noteReached(world, goal, customer, bill.tillId)) !== null,
  );
  for (const promotion of promotionsFor(world, bill, customer, reached)) {
    attempt(() => promote(world, promotion, bill, customer));
  }
}
