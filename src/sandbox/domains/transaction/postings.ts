/** Transactions as callers post them in any version of the API: a bill, a return or an exchange. */

import { allOrNothing } from '../../world/all-or-nothing.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Earned } from '../points/earning.js';
import { points3 } from '../points/ledger.js';
import { claimPromotions } from '../promotions/cart-evaluations.js';
import { billsNumbered } from './lookup.js';
import type { PostedLine, Posting, Returning } from './posting.js';
import type { TakenBack } from './returned-points.js';
import { addReturn } from './returns.js';
import { addBill } from './rules.js';
import type { Transaction, TransactionType } from './state.js';

/** The result of a posting. */
export interface Posted {
  transaction: Transaction;
  warnings: Warning[];
  /** Null if nothing was earned. */
  earned: Earned | null;
  /** The customer's tier before; null if it did not change. */
  tierBefore: number | null;
  /** Points taken back by the return, or by the returns of an exchange. */
  takenBack: readonly TakenBack[];
}

/**
 * Adds a posted transaction.
 * @throws as `addBill` and `addReturn` do
 * @throws 603 if the transaction to return does not exist
 * @throws 624 if the purchase time is missing or after the return
 * @throws 625 if no bill of the required type has the number
 * @throws 1121 if the bill is an outlier
 * @throws 400, 706, 709, 725 as `claimPromotions` does
 */
export function post(world: World, posting: Posting): Posted {
  if (posting.returning) return postReturn(world, posting, posting.returning);
  const isExchange = posting.lines.some((line) => line.returnOf !== undefined);
  const { cartClaim } = posting;
  if (!isExchange && !cartClaim) return postBill(world, posting);
  return allOrNothing(world, (tried, tracked) => {
    const own = { ...posting, customer: posting.customer && tracked(posting.customer) };
    const posted = isExchange ? postExchange(tried, own) : postBill(tried, own);
    if (cartClaim) claimPromotions(tried, own.customer, posted.transaction, cartClaim);
    return posted;
  });
}

function postBill(world: World, posting: Posting): Posted {
  const bought = posting.lines.filter((line) => line.returnOf === undefined);
  const tier = posting.customer?.tier ?? null;
  const { transaction, warnings, earned, upgraded } = addBill(world, { ...posting, lineItems: bought });
  for (const [index, { details }] of bought.entries()) {
    const line = transaction.lineItems[index];
    if (line && details) line.details = details;
    if (details && details.returnableDays < -1) warnings.push({ code: 1105, message: 'returnableDays is below -1' });
  }
  keepExtras(transaction, posting);
  return { transaction, warnings, earned, tierBefore: upgraded ? tier : null, takenBack: [] };
}

function keepExtras(transaction: Transaction, { identifier, creditNote, localCurrency }: Posting): void {
  if (identifier) transaction.identifier = { ...identifier };
  if (creditNote) transaction.creditNote = { ...creditNote };
  if (localCurrency) transaction.localCurrency = { ...localCurrency };
}

function postReturn(world: World, posting: Posting, returning: Returning): Posted {
  const parent = returnedBill(world, posting.billNumber, posting.type, returning.parentId);
  const at = posting.billingDate ?? now(world);
  if (returning.purchaseTime === undefined) fail(624, 'The purchase time is missing');
  if (returning.purchaseTime > at) fail(624, 'The purchase time is after the return');
  const lineItems = matchLines(parent, posting.lines);
  const { customer, amount } = posting;
  // Cancelling some lines leaves the others returnable, as a return of lines does.
  const returnType = returning.returnType === 'CANCELLED' && lineItems.length > 0 ? 'LINE_ITEM' : returning.returnType;
  const { transaction, warnings, takenBack } = addReturn(world, {
    ...common(posting),
    customer,
    returnType,
    amount,
    lineItems,
    billNumber: returning.returnNumber ?? posting.billNumber,
    parentId: parent.id,
  });
  keepExtras(transaction, posting);
  return { transaction, warnings, earned: null, tierBefore: null, takenBack };
}

/** The part of a posting that its return takes over. */
function common({
  tillId,
  source,
  billingDate,
  billingDateOffset,
  note,
  customFields,
  extendedFields,
  ...rest
}: Posting) {
  return {
    tillId,
    ...(source && { source }),
    ...(billingDate !== undefined && { billingDate }),
    ...(billingDateOffset !== undefined && { billingDateOffset }),
    ...(note !== undefined && { note }),
    ...(customFields && { customFields }),
    ...(extendedFields && { extendedFields }),
    skipDownstream: rest.skipDownstream ?? false,
  };
}

/** The bill to return, which must be regular or not-interested, as the return says. */
function returnedBill(world: World, number: string, type: TransactionType, id?: number): Transaction {
  const wanted: TransactionType = type === 'NOT_INTERESTED_RETURN' ? 'NOT_INTERESTED' : 'REGULAR';
  const bill = id === undefined ? billsNumbered(world, number).find((each) => each.type === wanted) : byId(world, id);
  if (!bill || bill.type !== wanted) return fail(625, `No ${wanted} bill has the number ${number}`);
  if (bill.outlierStatus !== 'NORMAL') fail(1121, `Bill ${number} is marked ${bill.outlierStatus}`);
  return bill;
}

const byId = (world: World, id: number): Transaction => world.transactions[id] ?? failUnknown(603, 'Transaction', id);

interface LineToReturn {
  itemCode: string;
  qty?: number;
  amount?: number;
  serial?: number;
}

/**
 * Assigns each line to its serial on the bill. A serial that the bill does not have is ignored, because returns often
 * have their own serials; among several lines of one item, the first with enough left is taken.
 */
function matchLines(bill: Transaction, lines: readonly PostedLine[]): LineToReturn[] {
  const taken = new Map<number, number>();
  return lines.map(({ itemCode, qty, amount, serial }) => {
    const same = bill.lineItems.filter((line) => line.itemCode === itemCode);
    const enough = same.find((line) => line.qty - line.returnedQty - (taken.get(line.id) ?? 0) >= (qty ?? line.qty));
    const line = same.find((each) => each.serial === serial) ?? enough ?? same[0];
    if (line) taken.set(line.id, points3((taken.get(line.id) ?? 0) + (qty ?? line.qty)));
    return {
      itemCode,
      ...(qty !== undefined && { qty }),
      ...(amount !== undefined && { amount }),
      ...(line && { serial: line.serial }),
    };
  });
}

/** A bill whose other lines are returns of one or more bills. They get the number of the bill. */
function postExchange(world: World, posting: Posting): Posted {
  const posted = postBill(world, posting);
  const { transaction } = posted;
  const numbers = new Set(posting.lines.map((line) => line.returnOf).filter((number) => number !== undefined));
  transaction.exchangeReturnIds = [];
  for (const number of numbers) {
    const lines = posting.lines.filter((line) => line.returnOf === number);
    const type = posting.type === 'REGULAR' ? 'RETURN' : 'NOT_INTERESTED_RETURN';
    const parent = returnedBill(world, number, type);
    const back = addReturn(world, {
      ...common({ ...posting, customFields: {}, extendedFields: {} }),
      customer: posting.customer,
      returnType: 'LINE_ITEM',
      lineItems: matchLines(parent, lines),
      billNumber: transaction.billNumber,
      parentId: parent.id,
    });
    transaction.exchangeReturnIds.push(back.transaction.id);
    posted.takenBack = [...posted.takenBack, ...back.takenBack];
  }
  return posted;
}
