/** Finding transactions by number, id or customer. */
import { compareInstants } from '../../../lib/instant.js';
import { failUnknown } from '../../world/failure.js';
import { within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { UserGroup } from '../customer/state.js';
import type { Transaction } from './state.js';

/** A bill number as a key of `billIndex`. The `#` keeps it from matching a property that every object has. */
export const billKey = (billNumber: string): string => `#${billNumber.trim()}`;

/** Bills and returns with a number, oldest first. */
export function billsNumbered(world: World, billNumber: string): Transaction[] {
  const ids = world.billIndex[billKey(billNumber)] ?? [];
  return ids.map((id) => world.transactions[id]).filter((each) => each !== undefined);
}

/**
 * Finds a transaction by id.
 * @throws 620 if the transaction does not exist
 */
export function transactionById(world: World, id: string | number): Transaction {
  return world.transactions[Number(id)] ?? failUnknown(620, 'Transaction', id);
}

/** A customer's bills and returns, newest first. */
export function transactionsOf(world: World, customerId: number): Transaction[] {
  return within(world.transactions, world.transactionsByCustomer, customerId).sort(
    (a, b) => compareInstants(b.billingDate, a.billingDate) || b.id - a.id,
  );
}

/** Bills that members made for a group, and their returns, newest first. */
export function transactionsOfGroup(world: World, group: UserGroup): Transaction[] {
  return within(world.transactions, world.transactionsByGroup, group.id).sort(
    (a, b) => compareInstants(b.billingDate, a.billingDate) || b.id - a.id,
  );
}
