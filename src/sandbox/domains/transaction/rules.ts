/** Transactions: adding bills, assigning and updating them. Returns are in returns.ts. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail, type Warning } from '../../world/failure.js';
import { addTo } from '../../world/lists.js';
import { nextId, type World } from '../../world/world.js';
import type { CouponRedemption } from '../coupon/state.js';
import { isActive, isFraud, knownFields, UNKNOWN_CUSTOM_FIELD, UNKNOWN_EXTENDED_FIELD } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { announce } from '../events/announce.js';
import { type Earned, earn } from '../points/earning.js';
import { customerEntity, points3 } from '../points/ledger.js';
import { reversible } from '../points/rules.js';
import type { PointsRedemption } from '../points/state.js';
import { upgradeTier } from '../points/tiers.js';
import { productSold } from '../product/rules.js';
import { upgradeGroup } from '../user-group/tiers.js';
import { afterBill } from './consequences.js';
import { billKey, billsNumbered } from './lookup.js';
import type { NewBill, NewLineItem, NewTransaction } from './posting.js';
import { type DeliveryStatus, NO_FIELDS, type PaymentMode, type Transaction, type TransactionType } from './state.js';
import { tenderAttributes } from './tenders.js';

type Fields = Readonly<Record<string, unknown>>;

/** The result of adding a bill. */
export interface BillResult {
  transaction: Transaction;
  warnings: Warning[];
  /** Null if the bill earns nothing. */
  earned: Earned | null;
  upgraded: boolean;
}

const floored = (world: World, amount: number): number => {
  const factor = 10 ** world.organisation.settings.amountDecimals;
  // 19.99 * 100 is 1998.9999…
  return Math.floor(points3(amount * factor)) / factor;
};

/**
 * @throws 618 if the customer is marked as fraud
 * @throws 681 if the customer's data was erased, or the customer's status blocks transactions
 */
export function checkCustomer(world: World, customer: Customer): void {
  if (customer.piiDeleted) fail(681, 'Transactions are blocked: the customer was deleted');
  if (isFraud(customer)) fail(618, 'Customer is marked as fraud');
  if (!isActive(world, customer)) fail(681, `Transactions are blocked for status ${customer.statusLabel}`);
}

/**
 * @throws 643 if the date is too far in the future
 * @throws 644 if the date is too far in the past
 */
export function checkDate(world: World, billingDate: Instant): void {
  const { billDaysBack, billDaysAhead } = world.organisation.settings;
  if (billingDate > later(now(world), billDaysAhead * DAY)) fail(643, 'Bill date is too far in the future');
  if (billingDate < later(now(world), -billDaysBack * DAY)) fail(644, 'Bill date is too far in the past');
}

/** Whether a number is not given, or is an amount. */
export const isAmount = (amount: number | undefined): boolean =>
  amount === undefined || (Number.isFinite(amount) && amount >= 0);

/**
 * Adds a bill. A customer's bill earns points and may bring a higher tier.
 * @throws 602 if the bill number is missing
 * @throws 601 if an amount, quantity, rate or item code is not valid
 * @throws 604 if the bill number is already used
 * @throws 618 if the customer is marked as fraud
 * @throws 681 if the customer's status blocks transactions
 * @throws 643 if the bill date is too far in the future
 * @throws 644 if the bill date is too far in the past
 * @throws 642 if a redemption is not the customer's, is reversed, or has paid another bill
 */
export function addBill(world: World, input: NewBill): BillResult {
  const billNumber = input.billNumber.trim();
  if (billNumber === '') fail(602, 'Bill number is missing');
  if (!isAmount(input.amount) || !isAmount(input.grossAmount) || !isAmount(input.discount)) {
    fail(601, 'Amount is not valid');
  }
  for (const line of input.lineItems ?? []) {
    if (line.itemCode === '') fail(601, 'A line has no item code');
    if (![line.qty, line.rate, line.value, line.discount, line.amount].every(isAmount)) {
      fail(601, `Quantity, rate or amount of ${line.itemCode} is not valid`);
    }
  }
  const { customer } = input;
  if (customer) checkCustomer(world, customer);
  const type: TransactionType = customer ? 'REGULAR' : 'NOT_INTERESTED';
  if (billsNumbered(world, billNumber).some((bill) => isBill(bill.type))) {
    fail(604, `Bill number ${billNumber} is already used`);
  }
  const billingDate = input.billingDate ?? now(world);
  checkDate(world, billingDate);
  const redemptions = redemptionsToLink(world, input);

  const { transaction, warnings } = book(world, type, { ...input, billNumber, billingDate });
  const amount = floored(world, input.amount);
  Object.assign(transaction, {
    amount,
    discount: input.discount ?? 0,
    grossAmount: input.grossAmount ?? amount + (input.discount ?? 0),
    userGroupId: input.userGroupId ?? null,
    deliveryStatus: input.deliveryStatus ?? 'DELIVERED',
    notInterestedReason: input.notInterestedReason ?? '',
  });
  if (transaction.userGroupId !== null) addTo(world.transactionsByGroup, transaction.userGroupId, transaction.id);
  warnings.push(...addLines(world, transaction, input.lineItems ?? []));
  warnings.push(...linesAbove(transaction, input));
  warnings.push(...addPayments(world, transaction, input.paymentModes ?? []));
  for (const redemption of [...redemptions.points, ...redemptions.coupons]) {
    redemption.transactionId = transaction.id;
    redemption.billNumber = transaction.billNumber;
  }
  transaction.pointsRedemptionIds = redemptions.points.map(({ id }) => id);
  transaction.couponRedemptionIds = redemptions.coupons.map(({ id }) => id);
  if (!customer) return { transaction, warnings, earned: null, upgraded: false };
  return { transaction, warnings, ...reward(world, transaction, customer) };
}

/** The loyalty effects of a bill: purchases, points, tier. Outliers and skipped bills have none. */
function reward(world: World, bill: Transaction, customer: Customer): Pick<BillResult, 'earned' | 'upgraded'> {
  if (bill.skipDownstream || bill.outlierStatus !== 'NORMAL') return { earned: null, upgraded: false };
  customer.lifetimePurchases = points3(customer.lifetimePurchases + bill.amount);
  customer.visits += 1;
  const group = bill.userGroupId === null ? undefined : world.userGroups[bill.userGroupId];
  if (group) group.lifetimePurchases = points3(group.lifetimePurchases + bill.amount);
  if (customer.loyaltyType !== 'loyalty') return { earned: null, upgraded: false };
  const entity = group ? ({ type: 'USERGROUP2', id: group.id } as const) : customerEntity(customer.id);
  const earned = earn(world, bill, { entity, customerId: customer.id, tier: customer.tier });
  bill.points = earned.awarded;
  bill.eventLogId = earned.event.id;
  afterBill(world, bill, customer);
  if (group) upgradeGroup(world, group, { tillId: bill.tillId, customerId: customer.id });
  return { earned, upgraded: upgradeTier(world, customer, bill.tillId) };
}

/**
 * Assigns a not-interested bill to a customer, with its loyalty effects (a retro transaction).
 * @throws 605 if the bill is not a not-interested one
 * @throws 618 if the customer is marked as fraud
 * @throws 681 if the customer's status blocks transactions
 */
export function convertToRegular(world: World, bill: Transaction, customer: Customer): BillResult {
  if (bill.type !== 'NOT_INTERESTED') fail(605, 'Only a not-interested bill can be assigned to a customer');
  checkCustomer(world, customer);
  bill.type = 'REGULAR';
  bill.customerId = customer.id;
  addTo(world.transactionsByCustomer, customer.id, bill.id);
  bill.retro = true;
  bill.modifiedOn = now(world);
  announce(world, 'retroBillAdded', bill.id);
  return { transaction: bill, warnings: [], ...reward(world, bill, customer) };
}

/** Books a transaction without lines and amounts. */
export function book(
  world: World,
  type: TransactionType,
  input: NewTransaction & { customer: Customer | null; billingDate: Instant },
): { transaction: Transaction; warnings: Warning[] } {
  const { settings, currency } = world.organisation;
  const time = now(world);
  const custom = knownFields(input.customFields ?? {}, settings.customFields.transaction, UNKNOWN_CUSTOM_FIELD);
  const extended = knownFields(input.extendedFields ?? {}, settings.extendedFields.transaction, UNKNOWN_EXTENDED_FIELD);
  const warnings = [...custom.warnings, ...extended.warnings];
  const outlierStatus = input.outlierStatus ?? 'NORMAL';
  if (outlierStatus !== 'NORMAL') warnings.push({ code: 9611, message: `Bill is marked ${outlierStatus}` });
  const id = nextId(world, 'transaction');
  const transaction: Transaction = {
    id,
    type,
    customerId: input.customer?.id ?? null,
    userGroupId: null,
    billNumber: input.billNumber,
    source: input.source ?? 'INSTORE',
    tillId: input.tillId,
    storeId: world.tills[input.tillId]?.storeId ?? 0,
    billingDate: input.billingDate,
    billingDateOffset: input.billingDateOffset ?? '',
    amount: 0,
    grossAmount: 0,
    discount: 0,
    note: input.note ?? '',
    notInterestedReason: '',
    currencyCode: input.currencyCode ?? currency.code,
    deliveryStatus: 'DELIVERED',
    outlierStatus,
    lineItems: [],
    paymentModes: [],
    customFields: fieldsOrNone(custom.known),
    extendedFields: fieldsOrNone(extended.known),
    points: 0,
    pointsReturned: 0,
    pointsRedemptionIds: [],
    couponRedemptionIds: [],
    returnType: null,
    parentTransactionId: null,
    returnIds: [],
    returnedAmount: 0,
    skipDownstream: input.skipDownstream ?? false,
    retro: false,
    eventLogId: null,
    createdOn: time,
    modifiedOn: time,
  };
  world.transactions[id] = transaction;
  addTo(world.billIndex, billKey(input.billNumber), id);
  if (transaction.customerId !== null) addTo(world.transactionsByCustomer, transaction.customerId, id);
  return { transaction, warnings };
}

/** That the lines cost more than the bill before its discount. The bill is added all the same; its amount counts. */
function linesAbove({ lineItems }: Transaction, { amount, discount = 0, grossAmount = 0 }: NewBill): Warning[] {
  const lines = points3(lineItems.reduce((total, line) => total + line.amount, 0));
  const most = Math.max(amount + discount, grossAmount);
  // Lines can be rounded one by one.
  if (lines <= most + 0.01 * lineItems.length) return [];
  return [
    { code: 601, message: `The lines amount to ${lines}, more than the bill's ${most}; the bill's amount counts` },
  ];
}

const fieldsOrNone = <T>(fields: Readonly<Record<string, T>> = NO_FIELDS): Readonly<Record<string, T>> =>
  Object.keys(fields).length === 0 ? NO_FIELDS : { ...fields };

function addLines(world: World, transaction: Transaction, lines: readonly NewLineItem[]): Warning[] {
  const warnings: Warning[] = [];
  const configured = world.organisation.settings.extendedFields.lineItem;
  transaction.lineItems = lines.map((line, index) => {
    const qty = line.qty ?? 1;
    const product = productSold(world, line.itemCode, transaction.storeId);
    const rate = line.rate ?? product?.price ?? 0;
    const value = line.value ?? points3(qty * rate);
    const discount = line.discount ?? 0;
    const extended = knownFields(line.extendedFields ?? {}, configured, UNKNOWN_EXTENDED_FIELD);
    warnings.push(...extended.warnings);
    return {
      id: nextId(world, 'lineItem'),
      serial: line.serial ?? index + 1,
      itemCode: line.itemCode,
      description: line.description ?? product?.description ?? '',
      qty,
      rate,
      value,
      discount,
      amount: line.amount ?? points3(value - discount),
      returnedQty: 0,
      returnedAmount: 0,
      attributes: fieldsOrNone(line.attributes),
      customFields: fieldsOrNone(line.customFields),
      extendedFields: fieldsOrNone(extended.known),
    };
  });
  return warnings;
}

function addPayments(
  world: World,
  transaction: Transaction,
  payments: NonNullable<NewBill['paymentModes']>,
): Warning[] {
  const warnings: Warning[] = [];
  for (const { mode, value, notes = '', attributes = {} } of payments) {
    const known = world.organisation.settings.paymentModes.some((each) => each.toLowerCase() === mode.toLowerCase());
    if (!known) {
      warnings.push({ code: 9607, message: `Payment mode ${mode} is not configured` });
      continue;
    }
    const names = tenderAttributes(mode);
    const kept: Record<string, string> = {};
    for (const [name, told] of Object.entries(attributes)) {
      if (names.includes(name)) kept[name] = told;
      else warnings.push({ code: 9609, message: `${mode} has no attribute ${name}` });
    }
    const payment: PaymentMode = { id: nextId(world, 'paymentMode'), mode, value, notes, attributes: kept };
    transaction.paymentModes.push(payment);
  }
  return warnings;
}

/**
 * The redemptions that pay a bill, each once.
 * @throws 642 if one is not the customer's, is reversed, or has paid another bill
 */
function redemptionsToLink(
  world: World,
  { customer, pointsRedemptionIds = [], couponRedemptionIds = [] }: NewBill,
): { points: PointsRedemption[]; coupons: CouponRedemption[] } {
  const check = <T extends PointsRedemption | CouponRedemption>(what: string, redemption: T | undefined): T => {
    if (!redemption || redemption.customerId !== customer?.id) {
      return fail(642, `${what} does not belong to this customer`);
    }
    if ('reactivatedOn' in redemption ? redemption.reactivatedOn !== null : reversible(redemption) <= 0) {
      return fail(642, `${what} is reversed`);
    }
    if (redemption.transactionId !== null) return fail(642, `${what} has already paid another bill`);
    return redemption;
  };
  const unique = <T>(ids: readonly T[]): T[] => [...new Set(ids)];
  return {
    points: unique(pointsRedemptionIds).map((id) => check(`Points redemption ${id}`, world.pointsRedemptions[id])),
    coupons: unique(couponRedemptionIds).map((id) => check(`Coupon redemption ${id}`, world.couponRedemptions[id])),
  };
}

/** Whether a transaction is a bill, not a return. */
export const isBill = (type: TransactionType): boolean => type === 'REGULAR' || type === 'NOT_INTERESTED';

/** Gives a new id to a transaction without a customer. */
export function giveNewId(world: World, transaction: Transaction): void {
  const former = transaction.id;
  delete world.transactions[former];
  transaction.id = nextId(world, 'transaction');
  world.transactions[transaction.id] = transaction;
  const sameNumber = world.billIndex[billKey(transaction.billNumber)] ?? [];
  sameNumber[sameNumber.indexOf(former)] = transaction.id;
}

/** Changes to an existing transaction. */
export interface TransactionUpdate {
  /** The required owner, if the caller names one. */
  customer?: Customer;
  deliveryStatus?: DeliveryStatus;
  note?: string;
  customFields?: Fields;
  extendedFields?: Fields;
  lineItems?: readonly { id?: number; itemCode?: string; extendedFields?: Fields; customFields?: Fields }[];
}

/**
 * Updates a bill.
 * @throws 667 if the transaction belongs to another customer
 * @throws 1119 if no line has the id
 * @throws 1120 if no line has the item code
 */
export function updateTransaction(world: World, transaction: Transaction, update: TransactionUpdate): Warning[] {
  if (update.customer && transaction.customerId !== update.customer.id) {
    fail(667, 'The transaction does not belong to this customer');
  }
  const { customFields, extendedFields } = world.organisation.settings;
  const custom = knownFields(update.customFields ?? {}, customFields.transaction, UNKNOWN_CUSTOM_FIELD);
  const extended = knownFields(update.extendedFields ?? {}, extendedFields.transaction, UNKNOWN_EXTENDED_FIELD);
  const warnings = [...custom.warnings, ...extended.warnings];
  const lines = (update.lineItems ?? []).map((given) => {
    const line =
      transaction.lineItems.find((each) =>
        given.id === undefined ? each.itemCode === given.itemCode : each.id === given.id,
      ) ??
      (given.id === undefined
        ? fail(1120, `No line has item code ${given.itemCode}`)
        : fail(1119, `No line has id ${given.id}`));
    const fields = knownFields(given.extendedFields ?? {}, extendedFields.lineItem, UNKNOWN_EXTENDED_FIELD);
    warnings.push(...fields.warnings);
    return { line, extended: fields.known, custom: given.customFields ?? {} };
  });

  for (const { line, ...fields } of lines) {
    line.extendedFields = { ...line.extendedFields, ...fields.extended };
    line.customFields = { ...line.customFields, ...fields.custom };
  }
  transaction.customFields = { ...transaction.customFields, ...custom.known };
  transaction.extendedFields = { ...transaction.extendedFields, ...extended.known };
  transaction.deliveryStatus = update.deliveryStatus ?? transaction.deliveryStatus;
  transaction.note = update.note ?? transaction.note;
  transaction.modifiedOn = now(world);
  announce(world, 'transactionUpdated', transaction.id);
  return warnings;
}
