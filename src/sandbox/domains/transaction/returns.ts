/** Returns of bills: what may be returned, and what a return takes back. */
import { now } from '../../world/clock.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { addTo } from '../../world/lists.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { allDomains } from '../domain.js';
import { points3 } from '../points/ledger.js';
import { billsNumbered } from './lookup.js';
import type { NewTransaction } from './posting.js';
import { type TakenBack, takeBackPoints } from './returned-points.js';
import { book, checkCustomer, checkDate, isAmount, isBill } from './rules.js';
import type { LineItem, ReturnType, Transaction } from './state.js';

export interface NewReturn extends NewTransaction {
  customer: Customer | null;
  returnType: ReturnType;
  /** For AMOUNT: the amount to return. */
  amount?: number;
  /** For LINE_ITEM: the lines to return, with quantities. */
  lineItems?: readonly { itemCode: string; qty?: number; amount?: number; serial?: number }[];
  /** The id of the bill, if it was not added under `billNumber`. */
  parentBillNumber?: string;
  parentId?: number;
}

/** The result of a return. */
export interface ReturnResult {
  transaction: Transaction;
  parent: Transaction;
  warnings: Warning[];
  /** Points taken back, by who had them. */
  takenBack: TakenBack[];
}

/**
 * Returns a bill, a part of its amount, or lines, and takes back the points that the bill gave for what is returned.
 * @throws 673 if returns are not allowed
 * @throws 625 if the bill does not exist
 * @throws 668 if the bill belongs to another customer
 * @throws 624 if the return is dated before the bill
 * @throws 633 if the bill is already returned in full
 * @throws 639 if a full return follows a partial one
 * @throws 601 if the amount to return is not valid
 * @throws 630 if more than what is left would be returned
 * @throws 632, 635 if returns by amount and by line are mixed
 * @throws 679 if no lines are given
 * @throws 660 if an item is not on the bill
 * @throws 626, 629 if the quantity of a line is not valid or more than what is left
 */
export function addReturn(world: World, input: NewReturn): ReturnResult {
  if (!world.organisation.settings.returnsAllowed) fail(673, 'Returns are not allowed');
  if (input.customer) checkCustomer(world, input.customer);
  const parent = returnedBill(world, input);
  const billingDate = input.billingDate ?? now(world);
  checkDate(world, billingDate);
  if (billingDate < parent.billingDate) fail(624, 'A return cannot be dated before its bill');
  const { amount, lines } = whatIsReturned(world, parent, input);

  const type = parent.type === 'REGULAR' ? 'RETURN' : 'NOT_INTERESTED_RETURN';
  const billNumber = input.billNumber.trim() === '' ? parent.billNumber : input.billNumber.trim();
  const { transaction, warnings } = book(world, type, { ...input, billNumber, billingDate });
  Object.assign(transaction, {
    amount,
    grossAmount: amount,
    returnType: input.returnType,
    parentTransactionId: parent.id,
    deliveryStatus: 'RETURNED',
    userGroupId: parent.userGroupId,
  });
  if (parent.userGroupId !== null) addTo(world.transactionsByGroup, parent.userGroupId, transaction.id);
  for (const line of lines) returnLine(world, transaction, line);
  parent.returnIds.push(transaction.id);
  parent.returnedAmount = points3(parent.returnedAmount + amount);
  parent.modifiedOn = now(world);
  if (isReturned(world, parent)) parent.deliveryStatus = 'RETURNED';
  const takenBack = takeBackPoints(world, parent, transaction);
  for (const domain of allDomains()) domain.onReturn?.(world, { transaction, bill: parent });
  return { transaction, parent, warnings, takenBack };
}

function returnLine(world: World, transaction: Transaction, { line, qty, amount }: ReturnedLine): void {
  line.returnedQty = points3(line.returnedQty + qty);
  line.returnedAmount = points3(line.returnedAmount + amount);
  transaction.lineItems.push({
    ...line,
    attributes: { ...line.attributes },
    customFields: { ...line.customFields },
    extendedFields: { ...line.extendedFields },
    id: nextId(world, 'lineItem'),
    qty,
    value: points3(qty * line.rate),
    amount,
    returnedQty: 0,
    returnedAmount: 0,
  });
}

function returnedBill(world: World, input: NewReturn): Transaction {
  const number = input.parentBillNumber ?? input.billNumber;
  const parent =
    input.parentId === undefined
      ? billsNumbered(world, number).find((bill) => isBill(bill.type))
      : world.transactions[input.parentId];
  if (!parent || !isBill(parent.type)) return failUnknown(625, 'Bill', number);
  if (input.customer && parent.customerId !== input.customer.id)
    fail(668, `Bill ${number} does not belong to this customer`);
  return parent;
}

interface ReturnedLine {
  line: LineItem;
  qty: number;
  amount: number;
}

const returnTypes = (world: World, bill: Transaction): (ReturnType | null | undefined)[] =>
  bill.returnIds.map((id) => world.transactions[id]?.returnType);

/** Quantity of a line that is not returned yet. */
const quantityLeft = (line: LineItem): number => points3(line.qty - line.returnedQty);

/** Amount of a line that is not returned yet. */
const amountLeft = (line: LineItem): number => points3(line.amount - line.returnedAmount);

/** Amount of a bill that is not returned yet. */
const left = (bill: Transaction): number => points3(bill.amount - bill.returnedAmount);

/** Whether nothing of a bill is left to return. A bill that was returned by lines can have lines without an amount. */
function isReturned(world: World, bill: Transaction): boolean {
  const before = returnTypes(world, bill);
  if (before.includes('FULL') || before.includes('CANCELLED')) return true;
  if (before.includes('LINE_ITEM')) return bill.lineItems.every((line) => quantityLeft(line) <= 0);
  return before.length > 0 && left(bill) <= 0;
}

function whatIsReturned(
  world: World,
  parent: Transaction,
  input: NewReturn,
): { amount: number; lines: ReturnedLine[] } {
  const before = returnTypes(world, parent);
  if (isReturned(world, parent)) fail(633, 'The bill is already returned in full');
  switch (input.returnType) {
    case 'FULL':
    case 'CANCELLED':
      if (before.length > 0) fail(639, 'Part of the bill is already returned');
      return {
        amount: parent.amount,
        lines: parent.lineItems.map((line) => ({ line, qty: line.qty, amount: line.amount })),
      };
    case 'AMOUNT': {
      if (before.includes('LINE_ITEM')) fail(635, 'Lines of the bill are already returned');
      const amount = input.amount;
      if (amount === undefined || !(amount > 0)) return fail(601, 'The amount to return is not valid');
      if (amount > left(parent)) fail(630, `Only ${left(parent)} of the bill is left to return`);
      return { amount: points3(amount), lines: [] };
    }
    case 'LINE_ITEM': {
      if (before.includes('AMOUNT')) fail(632, 'Part of the amount is already returned');
      const lines = returnedLines(world, parent, input.lineItems ?? []);
      const total = lines.reduce((sum, each) => points3(sum + each.amount), 0);
      // Lines need not add up to the bill, which may have a discount of its own.
      return { amount: Math.min(total, left(parent)), lines };
    }
  }
}

function returnedLines(world: World, parent: Transaction, asked: NonNullable<NewReturn['lineItems']>): ReturnedLine[] {
  if (asked.length === 0) fail(679, 'Give at least one line to return');
  const returned = new Map<LineItem, ReturnedLine>();
  for (const each of asked) {
    const line = parent.lineItems.find(
      (one) => one.itemCode === each.itemCode && (each.serial === undefined || one.serial === each.serial),
    );
    if (!line) return fail(660, `${each.itemCode} is not on the bill`);
    const qty = each.qty ?? line.qty;
    if (!(qty > 0) || qty > line.qty)
      fail(626, `The quantity of ${line.itemCode} must be above 0 and at most ${line.qty}`);
    const already = returned.get(line) ?? { line, qty: 0, amount: 0 };
    const rest = { qty: points3(quantityLeft(line) - already.qty), amount: points3(amountLeft(line) - already.amount) };
    if (qty > rest.qty) fail(629, `Only ${rest.qty} of ${line.itemCode} are left to return`);
    if (each.amount !== undefined && (!isAmount(each.amount) || each.amount > rest.amount)) {
      fail(630, `Amount to return for ${line.itemCode} is not valid or more than ${rest.amount}`);
    }
    const amount = each.amount ?? shareOf(world, rest, qty);
    returned.set(line, { line, qty: points3(already.qty + qty), amount: points3(already.amount + amount) });
  }
  return [...returned.values()];
}

/**
 * The share of a quantity in what is left of a line, in the currency's smallest unit. The last part of a line gets what
 * the others left, so parts add up to the line.
 */
function shareOf(world: World, rest: { qty: number; amount: number }, qty: number): number {
  if (qty >= rest.qty) return rest.amount;
  const factor = 10 ** world.organisation.settings.amountDecimals;
  const share = points3((rest.amount * qty) / rest.qty);
  return Math.min(rest.amount, Math.round(points3(share * factor)) / factor);
}
