/** Finding transactions: by number, by id, and of whom they are. */
import { fail } from '../failure.js';
import type { UserGroup } from '../state/customer.js';
import { within } from '../state/lists.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';

/** A bill number as a key of `billIndex`: with `#`, none is the name of something that every object has. */
export const billKey = (billNumber: string): string => `#${billNumber.trim()}`;

/** Bills and returns with a number, oldest first. */
export function billsNumbered(world: World, billNumber: string): Transaction[] {
  const ids = world.billIndex[billKey(billNumber)] ?? [];
  return ids.map((id) => world.transactions[id]).filter((each) => each !== undefined);
}

/** A transaction by id. 620 for none. */
export function transactionById(world: World, id: string | number): Transaction {
  return world.transactions[Number(id)] ?? fail(620, `Transaction ${id} was not found`);
}

/** A customer's bills and returns, newest first. */
export function transactionsOf(world: World, customerId: number): Transaction[] {
  return within(world.transactions, world.transactionsByCustomer, customerId).sort((a, b) =>
    a.billingDate === b.billingDate ? b.id - a.id : a.billingDate < b.billingDate ? 1 : -1,
  );
}

/** Bills that members made for a group, and returns of these, newest first. */
export function transactionsOfGroup(world: World, group: UserGroup): Transaction[] {
  return within(world.transactions, world.transactionsByGroup, group.id).sort(
    (a, b) => b.billingDate.localeCompare(a.billingDate) || b.id - a.id,
  );
}
