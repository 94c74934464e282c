/** Adding a transaction for the customer whom a call names, and finding one that a call names. */
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerBy, identifierType } from '../customer/rules.js';
import type { Customer, Identifier } from '../customer/state.js';
import { billsNumbered, transactionById } from './lookup.js';
import { type Posted, post } from './postings.js';
import { checkSanity } from './rejection-rules.js';
import { hasCustomer, type PostingContext, postingOf, type Sent } from './sent.js';
import type { Transaction, TransactionType } from './state.js';

/** How a call names a customer. */
export interface NamedBy {
  name?: string | undefined;
  value?: string | undefined;
}

/**
 * The customer of a transaction, and the identifier that named them; null for an id.
 * @throws 8084 if the identifier is missing
 * @throws 8154 if an id is not a number
 * @throws as `customerBy` does
 */
export function ownerOf(
  world: World,
  { name = '', value = '' }: NamedBy,
): { customer: Customer; identifier: Identifier | null } {
  if (name === '' || value === '') fail(8084, 'identifierName or identifierValue is missing');
  const type = identifierType(name);
  if (type === 'id' && !/^\d+$/.test(value)) fail(8154, `Customer id ${value} is not a number`);
  const customer = customerBy(world, name, value);
  return { customer, identifier: type === null || type === 'id' ? null : { type, value } };
}

/**
 * Adds the transaction that was sent.
 * @throws as `ownerOf`, `postingOf`, `checkSanity` and `post` do
 */
export function addSent(context: Omit<PostingContext, 'customer' | 'identifier'>, sent: Sent, by: NamedBy): Posted {
  const { world } = context;
  const owner = hasCustomer(sent.type) ? ownerOf(world, by) : { customer: null, identifier: null };
  return post(world, checkSanity(world, postingOf({ ...context, ...owner }, sent)));
}

/**
 * The newest bill with a number, or the newest of a type.
 * @throws 625 if there is none
 */
function newestNumbered(world: World, number: string, type: TransactionType | undefined): Transaction {
  const bills = billsNumbered(world, number).filter((each) =>
    type === undefined ? each.returnType === null : each.type === type,
  );
  return bills.at(-1) ?? failUnknown(625, 'Bill', number);
}

/**
 * The transaction that a call names, by `id` or else `number`, among those of `type` if it is given.
 * @throws 670 if neither is given
 * @throws 620 if no transaction has the id
 * @throws 625 if no bill has the number
 * @throws 668 if the bill belongs to another customer
 */
export function transactionNamed(
  world: World,
  { id, number = '', type }: { id?: number; number?: string; type?: TransactionType },
  customer: Customer | undefined,
): Transaction {
  if (id !== undefined) {
    const found = transactionById(world, id);
    return type === undefined || found.type === type
      ? found
      : fail(620, `Transaction ${found.id} is not of type ${type}`);
  }
  if (number === '') fail(670, 'Give id or number');
  const bill = newestNumbered(world, number, type);
  if (customer && bill.customerId !== customer.id) fail(668, `Bill ${number} does not belong to this customer`);
  return bill;
}
