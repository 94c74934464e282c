/**
 * What a bill or a return brings about in other domains. A domain that follows bills has a function in its own rules
 * and one line here; the rules of bills know none of them.
 */
import type { Customer } from '../state/customer.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';
import { promote } from './loyalty-promotions.js';
import { noteReached } from './targets.js';

/** Runs after a bill earned its points, before tiers are looked at. It must not fail: the bill is there. */
export type AfterBill = (world: World, bill: Transaction, customer: Customer) => void;

/** Runs after a return was stored and the points of what it gives back were taken. It must not fail. */
export type AfterReturn = (world: World, returned: Transaction, parent: Transaction, customer: Customer) => void;

const AFTER_BILL: readonly AfterBill[] = [reachGoals];

const AFTER_RETURN: readonly AfterReturn[] = [];

/** All that follows from a loyalty customer's bill. */
export function afterBill(world: World, bill: Transaction, customer: Customer): void {
  for (const follow of AFTER_BILL) follow(world, bill, customer);
}

/** All that follows from the return of a loyalty customer's bill. */
export function afterReturn(world: World, returned: Transaction, parent: Transaction, customer: Customer): void {
  for (const follow of AFTER_RETURN) follow(world, returned, parent, customer);
}

/** Goals first: promotions give for those that are reached. */
function reachGoals(world: World, bill: Transaction, customer: Customer): void {
  const reached = noteReached(world, customer, bill.tillId);
  promote(world, bill, customer, reached);
}
