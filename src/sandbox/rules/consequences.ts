/**
 * What a bill brings about in other domains: each that follows bills has a function in its own rules and a line here;
 * the rules of bills know none of them. What a bill gave by its id, points of promotions among them, its return takes
 * back with the bill's own.
 */
import type { Customer } from '../state/customer.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';
import { promote } from './loyalty-promotions.js';
import { noteReached } from './targets.js';

/**
 * All that follows from a loyalty customer's bill, once it has earned its points and before tiers are looked at. It
 * must not fail: the bill is there. Goals come first, as promotions give for those that are reached.
 */
export function afterBill(world: World, bill: Transaction, customer: Customer): void {
  const reached = noteReached(world, customer, bill.tillId);
  promote(world, bill, customer, reached);
}
