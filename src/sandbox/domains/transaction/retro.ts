/** Retro transactions: assigning a not-interested bill to a customer afterwards. */

import { allOrNothing } from '../../world/all-or-nothing.js';
import { DAY, later, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { transactionById } from './lookup.js';
import { type BillResult, convertToRegular, giveNewId } from './rules.js';
import type { Transaction } from './state.js';

/**
 * The bill to convert.
 * @throws 620 if the bill does not exist
 * @throws 1627 if the bill with this id was already converted
 */
export function billToConvert(world: World, id: string | number): Transaction {
  const bill = world.transactions[Number(id)];
  if (bill) return bill;
  const converted = Object.values(world.transactions).find((each) => each.convertedFromId === Number(id));
  if (converted) fail(1627, `Transaction ${id} was already converted to ${converted.id}`);
  return transactionById(world, id);
}

/**
 * Converts a not-interested bill to a regular one of a customer, with a new id and loyalty effects.
 * @throws 1627 if the bill was already converted
 * @throws 1626 if the bill is not a not-interested one, or has returns
 * @throws 1633 if the bill is too old
 * @throws 618 if the customer is marked as fraud
 * @throws 681 if the customer's status blocks transactions
 */
export function convertBill(world: World, bill: Transaction, customer: Customer): BillResult & { formerId: number } {
  if (bill.retro) fail(1627, 'The bill was already converted');
  if (bill.type !== 'NOT_INTERESTED') fail(1626, `A bill of type ${bill.type} cannot be converted`);
  if (bill.returnIds.length > 0) fail(1626, 'A bill with returns cannot be converted');
  const { billDaysBack } = world.organisation.settings;
  if (bill.billingDate < later(now(world), -billDaysBack * DAY)) fail(1633, 'The bill is too old to convert');
  return allOrNothing(world, (tried, tracked) => {
    const formerId = bill.id;
    const converted = tracked(bill);
    giveNewId(tried, converted);
    converted.convertedFromId = formerId;
    return { ...convertToRegular(tried, converted, tracked(customer)), formerId };
  });
}
