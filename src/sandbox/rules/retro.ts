/** Retro transactions: a not-interested bill is given to a customer afterwards. */
import { DAY, later, now } from '../clock.js';
import { fail } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';
import { allOrNothing } from './all-or-nothing.js';
import { transactionById } from './transaction-lookup.js';
import { type BillResult, convertToRegular, giveNewId } from './transactions.js';

/** The bill to be converted. 620 for none, 1627 where the id is the former one of a bill that was converted. */
export function billToConvert(world: World, id: string | number): Transaction {
  const bill = world.transactions[Number(id)];
  if (bill) return bill;
  const converted = Object.values(world.transactions).find((each) => each.convertedFromId === Number(id));
  if (converted) fail(1627, `Transaction ${id} was converted before and is ${converted.id} now`);
  return transactionById(world, id);
}

/**
 * Makes a not-interested bill a regular one of a customer, under a new id and with its loyalty effects. 1627 (converted
 * before), 1626 (not a not-interested bill, or one with returns), 1633 (too long ago), 618/681 (customer).
 */
export function convertBill(world: World, bill: Transaction, customer: Customer): BillResult & { formerId: number } {
  if (bill.retro) fail(1627, 'The bill was converted before');
  if (bill.type !== 'NOT_INTERESTED') fail(1626, `A bill of type ${bill.type} cannot be converted`);
  if (bill.returnIds.length > 0) fail(1626, 'A bill with returns cannot be converted');
  const { billDaysBack } = world.organisation.settings;
  if (bill.billingDate < later(now(world), -billDaysBack * DAY)) fail(1633, 'The bill is too old to be converted');
  return allOrNothing(world, (tried, tracked) => {
    const formerId = bill.id;
    const converted = tracked(bill);
    giveNewId(tried, converted);
    converted.convertedFromId = formerId;
    return { ...convertToRegular(tried, converted, tracked(customer)), formerId };
  });
}
