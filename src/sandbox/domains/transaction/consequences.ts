/**
 * Consequences of a bill in other domains. Each domain that reacts to bills has its functions in its own rules and one
 * line here; the rules for bills know none of them. A return takes back what the bill gave under its id, including
 * points from promotions, together with the bill's own points.
 */

import { attempt } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { allDomains } from '../domain.js';
import { promote, promotionsFor } from '../promotions/loyalty-rules.js';
import { goalsReached, noteReached } from '../targets/rules.js';
import type { Transaction } from './state.js';

/**
 * Runs everything that follows from a loyalty customer's bill, after it has earned its points and before tiers are
 * evaluated. The bill is already booked, so a consequence that a rule refuses is skipped and the others still happen.
 * Goals come first, because promotions reward reached goals.
 */
export function afterBill(world: World, bill: Transaction, customer: Customer): void {
  const reached = goalsReached(world, customer).filter(
    (goal) => attempt(() => noteReached(world, goal, customer, bill.tillId)) !== null,
  );
  for (const promotion of promotionsFor(world, bill, customer, reached)) {
    attempt(() => promote(world, promotion, bill, customer));
  }
  for (const domain of allDomains()) domain.onBill?.(world, { bill, customer });
}
