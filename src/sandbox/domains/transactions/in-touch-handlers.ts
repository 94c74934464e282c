/** Section Transaction, v1.1 and v1: adding (with registration of the buyer), changing, converting and finding. */
import { defined } from '../../../lib/defined.js';
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../arguments.js';
import { localDate } from '../../dates.js';
import { customerName } from '../../faces/customer-shape.js';
import { memberOfBill } from '../../faces/member-in-touch.js';
import { inTouchDate } from '../../faces/points.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../failure.js';
import type { Call, Handlers } from '../../handlers/handler.js';
import { inTouch } from '../../handlers/handler.js';
import { type Item, inTouchReply, item, type Reply, TEXT_CODES_IN_ROWS, verdictsAs } from '../../replies.js';
import { allOrNothing } from '../../rules/all-or-nothing.js';
import { findCustomer, knownFields, register, updateCustomer } from '../../rules/customers.js';
import { configNumber } from '../../rules/organisation-config.js';
import { type Posted, post } from '../../rules/postings.js';
import { checkSanity, holding } from '../../rules/rejections.js';
import { billToConvert, convertBill } from '../../rules/retro.js';
import { billsNumbered } from '../../rules/transaction-lookup.js';
import { updateTransaction } from '../../rules/transactions.js';
import type { Customer, Identifier } from '../../state/customer.js';
import type { Transaction } from '../../state/transaction.js';
import type { World } from '../../world.js';
import { addedRow, effects, lookedUpRow, namedFields } from './in-touch-serializers.js';
import { transactionNamed } from './rules.js';
import { billSourceOf, deliveryStatusOf, fromInTouch, hasCustomer, postingOf, type Sent } from './sent.js';

/** v1.1's success code. */
const DONE = 600;

/**
 * The rows of `root.transaction`, or of `transaction` without the root.
 * @throws 400 if there are none
 * @throws 672 if there are too many
 */
function rowsOf({ world, body }: Call): readonly JsonObject[] {
  const sent = objectOf(body);
  const rows = objectsOf(objectOf(sent['root'])['transaction'] ?? sent['transaction']);
  if (rows.length === 0) fail(400, 'root.transaction contains no transactions', 400);
  const { batchLimit } = world.organisation.settings;
  if (rows.length > batchLimit) fail(672, `At most ${batchLimit} transactions can be sent in one call`);
  return rows;
}

const NAMES = [
  ['id', 'id'],
  ['user_id', 'id'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['external_id', 'externalId'],
  ['card_number', 'cardnumber'],
] as const;

/**
 * The identifiers of a row, in the order in which they are tried.
 * @throws 606 if there is none
 */
function identifiersOf(row: JsonObject): { type: Identifier['type'] | 'id'; value: string }[] {
  const customer = objectOf(row['customer']);
  const fields: JsonObject = { ...objectOf(customer['card_details']), ...customer };
  const named = NAMES.filter(([name]) => given(fields[name])).map(([name, type]) => ({
    type,
    value: textOf(fields[name]),
  }));
  return named.length > 0 ? named : fail(606, 'The customer has no identifier');
}

/** The section's own codes for malformed identifiers: 649 for a mobile, 646 for an email, 652 for any other. */
const REGISTRATION_CODES: Readonly<Record<number, number>> = { 8056: 649, 8055: 646, 8064: 652 };

/** Changes a customer, with the section's own codes for malformed identifiers. */
function registering<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = error instanceof SandboxFailure ? REGISTRATION_CODES[error.code] : undefined;
    if (code === undefined || !(error instanceof SandboxFailure)) throw error;
    return fail(code, error.message);
  }
}

interface Buyer {
  customer: Customer;
  identifier: Identifier | null;
  warnings: Warning[];
}

/**
 * The customer of a bill; the first identifier decides. An unknown customer is registered. A known one gets the name
 * and identifiers of the bill, except identifiers of other customers (warning 91007).
 */
function buyerOf(world: World, row: JsonObject, tillId: number): Buyer {
  const named = identifiersOf(row);
  const held: Identifier[] = [];
  for (const { type, value } of named) if (type !== 'id') held.push({ type, value });
  const [identifier = null] = held;
  // A card identifies a customer, but a bill does not link a card to anybody.
  const profile = held.filter(({ type }) => type !== 'cardnumber');
  const [first] = named;
  const known = first && findCustomer(world, first.type, first.value);
  if (!known && (first?.type === 'id' || profile.length === 0)) fail(611, `No customer has this ${first?.type}`);
  const taken = profile.filter(({ type, value }) => {
    const holder = findCustomer(world, type, value);
    return holder !== undefined && holder.id !== known?.id;
  });
  const leftOut = taken.map(({ type }) => ({ code: 91007, message: `${type} is somebody else's and was left out` }));
  const fields = objectOf(row['customer']);
  const brought = {
    ...(given(fields['firstname']) && { firstName: textOf(fields['firstname']) }),
    ...(given(fields['lastname']) && { lastName: textOf(fields['lastname']) }),
    identifiers: profile.filter((each) => !taken.includes(each)),
    fields: fieldsOf(fields['custom_fields']),
    extendedFields: fieldsOf(fields['extended_fields']),
    tillId,
  };
  if (known && !bringsNews(known, brought)) return { customer: known, identifier, warnings: leftOut };
  const referralCode = textOf(fields['referral_code'] ?? row['referral_code']);
  const { customer, warnings } = registering(() =>
    known
      ? updateCustomer(world, known, brought)
      : register(world, {
          ...brought,
          loyaltyType: /^non/i.test(textOf(fields['type'])) ? 'non_loyalty' : 'loyalty',
          ...(referralCode !== '' && { referralCode }),
        }),
  );
  return { customer, identifier, warnings: [...leftOut, ...warnings] };
}

function bringsNews(
  customer: Customer,
  brought: {
    firstName?: string;
    lastName?: string;
    identifiers: readonly Identifier[];
    fields: object;
    extendedFields: object;
  },
): boolean {
  const { firstName, lastName } = customerName(customer);
  const [profile] = customer.profiles;
  return (
    (brought.firstName ?? firstName) !== firstName ||
    (brought.lastName ?? lastName) !== lastName ||
    brought.identifiers.some(({ type }) => !profile?.identifiers.some((each) => each.type === type)) ||
    Object.keys(brought.fields).length > 0 ||
    Object.keys(brought.extendedFields).length > 0
  );
}

/**
 * The customer of a return, who must exist.
 * @throws 668 if no customer has the identifier, because the bill cannot be theirs
 */
function returnerOf(world: World, row: JsonObject): Buyer {
  const [first] = identifiersOf(row);
  const customer = first && findCustomer(world, first.type, first.value);
  if (!customer) return fail(668, `Bill ${textOf(row['number'])} does not belong to this customer`);
  return { customer, identifier: null, warnings: [] };
}

/** A message with its warnings, for which the layer has no field of its own. */
const withWarnings = (message: string, warnings: readonly Warning[]): string =>
  [message, ...warnings.map((each) => `${each.message} (${each.code})`)].join(', ');

/**
 * A till code, which must exist if given; empty if absent.
 * @throws `code` if no till has the code
 */
function tillCode(world: World, value: unknown, code: number): string {
  const text = textOf(value);
  const known = text === '' || Object.values(world.tills).some((till) => till.code === text);
  return known ? text : fail(code, `No till has the code ${text}`);
}

function add(call: Call, local: boolean): Reply {
  const items = rowsOf(call).map((row) => addOne(call, row, local));
  return inTouchReply(items, { transactions: { transaction: items.map((each) => each.fields) } });
}

function addOne({ world, till }: Call, row: JsonObject, local: boolean): Item {
  const who = objectOf(row['customer']);
  const echo = {
    id: '',
    number: textOf(row['number']),
    bill_client_id: textOf(row['bill_client_id']),
    type: textOf(row['type']).toUpperCase(),
    customer: { mobile: textOf(who['mobile']), email: textOf(who['email']), external_id: textOf(who['external_id']) },
  };
  return item(echo, () => {
    const sent = fromInTouch(world, row, local);
    const shippingTillCode = tillCode(world, row['shipping_source_till_code'], 1103);
    const { posted, warnings } = holding(world, row, () => addPosting(world, row, sent, till.id));
    const fields = addedRow(world, posted, {
      shippingTillCode,
      billClientId: echo.bill_client_id,
      number: echo.number,
      returnNumber: textOf(row['parent_bill_number']),
    });
    return { fields, code: DONE, message: withWarnings('Transaction added', warnings) };
  });
}

function addPosting(kept: World, row: JsonObject, sent: Sent, tillId: number): { posted: Posted; warnings: Warning[] } {
  const { type } = sent;
  return allOrNothing(kept, (world) => {
    const nobody = { customer: null, identifier: null, warnings: [] };
    const { customer, identifier, warnings } =
      type === 'REGULAR' ? buyerOf(world, row, tillId) : hasCustomer(type) ? returnerOf(world, row) : nobody;
    const [source, billingDate] = [billSourceOf(row['source']), row['billing_time']];
    const context = { world, customer, identifier, tillId, source, billingDate, skipDownstream: false };
    const posted = post(world, checkSanity(world, postingOf(context, sent)));
    return { posted, warnings: [...warnings, ...posted.warnings] };
  });
}

function update(call: Call): Reply {
  const items = rowsOf(call).map((row) =>
    given(row['new_type']) || given(row['old_type']) ? convertOne(call, row) : updateOne(call, row),
  );
  return verdictsAs(
    TEXT_CODES_IN_ROWS,
    inTouchReply(items, { transactions: { transaction: items.map((each) => each.fields) } }),
  );
}

/**
 * The customer of a row; undefined if none is named.
 * @throws `unknown` if no customer has the identifier
 */
function namedCustomer(world: World, row: JsonObject, unknown: number): Customer | undefined {
  const fields = objectOf(row['customer']);
  if (!NAMES.some(([name]) => given(fields[name])) && !given(objectOf(fields['card_details'])['card_number'])) {
    return undefined;
  }
  const [first] = identifiersOf(row);
  return (first && findCustomer(world, first.type, first.value)) ?? fail(unknown, 'The customer was not found');
}

/** The number of fields set, the number of unknown fields, and the fields set. */
function setFields(fields: Record<string, unknown>, configured: readonly string[]): object {
  const { known, warnings } = knownFields(fields, configured, 0);
  return { success_count: Object.keys(known).length, failure_count: warnings.length, ...namedFields(known) };
}

/** How a row names its bill. An id that is no number is that of no bill. */
const named = (row: JsonObject) =>
  defined({
    id: given(row['id']) ? (numberOf(row['id']) ?? Number.NaN) : undefined,
    number: textOf(row['number']) || undefined,
  });

function updateOne({ world }: Call, row: JsonObject): Item {
  const echo = { id: textOf(row['id']), number: textOf(row['number']), type: textOf(row['type']).toUpperCase() };
  return item(echo, () => {
    const customer = namedCustomer(world, row, given(row['id']) ? 667 : 668);
    const transaction = transactionNamed(world, named(row), customer);
    checkUnchanged(world, transaction, row);
    tillCode(world, row['update_till'], 671);
    const custom = fieldsOf(row['custom_fields']);
    const extended = fieldsOf(row['extended_fields']);
    const warnings = updateTransaction(world, transaction, {
      ...(customer && { customer }),
      ...(given(row['delivery_status']) && { deliveryStatus: deliveryStatusOf(row['delivery_status']) }),
      ...(given(row['notes']) && { note: textOf(row['notes']) }),
      customFields: custom,
      extendedFields: extended,
      lineItems: objectsOf(objectOf(row['line_items'])['line_item']).map((line) => ({
        itemCode: textOf(line['itemCode'] ?? line['item_code']),
        extendedFields: fieldsOf(line['extended_fields']),
        customFields: fieldsOf(line['custom_fields']),
      })),
    });
    const { customFields, extendedFields } = world.organisation.settings;
    const fields = {
      ...changedRow(world, transaction),
      custom_fields: setFields(custom, customFields.transaction),
      extended_fields: setFields(extended, extendedFields.transaction),
    };
    return { fields, code: DONE, message: withWarnings('Transaction updated', warnings) };
  });
}

/** @throws 609 if a row would change outlier status, billing time or type, which an update cannot change */
function checkUnchanged(world: World, transaction: Transaction, row: JsonObject): void {
  const same = (name: string, stored: string): boolean =>
    !given(row[name]) || textOf(row[name]).toUpperCase() === stored.toUpperCase();
  const unchanged =
    same('outlier_status', transaction.outlierStatus) &&
    same('type', transaction.type) &&
    same('billing_time', inTouchDate(world, transaction.billingDate));
  if (!unchanged) fail(609, 'Type, outlier status and billing time of a bill cannot change');
}

function changedRow(world: World, transaction: Transaction): object {
  const customer = world.customers[transaction.customerId ?? 0];
  return {
    id: String(transaction.id),
    number: transaction.billNumber,
    type: transaction.type,
    notes: transaction.note,
    billing_time: inTouchDate(world, transaction.billingDate),
    store: world.stores[transaction.storeId]?.name ?? '',
    discount: transaction.discount,
    gross_amount: transaction.grossAmount,
    amount: transaction.amount,
    delivery_status: transaction.deliveryStatus,
    ...(customer && { customer: memberOfBill(world, customer) }),
    source: transaction.source.toLowerCase(),
  };
}

/** All values as texts, as the answer to a conversion writes them. */
const asTexts = (effect: object): object =>
  Object.fromEntries(Object.entries(effect).map(([name, value]) => [name, textOf(value)]));

/** Assigns a not-interested bill to a customer. */
function convertOne({ world, headers }: Call, row: JsonObject): Item {
  const echo = { id: textOf(row['id']), number: textOf(row['number']), old_type: textOf(row['old_type']) };
  return item(echo, () => {
    if (!given(headers['x-cap-client-signature'])) fail(1629, 'Header X-CAP-CLIENT-SIGNATURE is missing');
    if (configNumber(world, 'CONF_RETRO_ENABLED') === 0) fail(1631, 'The organization does not allow converting bills');
    if (!given(row['new_type'])) fail(1625, 'new_type is missing');
    if (oneOf(['REGULAR'], row['new_type']) === null) fail(1626, 'A bill can only be converted to REGULAR');
    if (!given(row['id'])) fail(607, 'The id of the transaction is missing');
    const customer = namedCustomer(world, row, 611) ?? fail(606, 'The customer has no identifier');
    const bill = billToConvert(world, textOf(row['id']));
    const tierBefore = customer.tier;
    const { formerId, upgraded, ...converted } = convertBill(world, bill, customer);
    if (given(row['notes'])) bill.note = textOf(row['notes']);
    const posted = { ...converted, tierBefore: upgraded ? tierBefore : null, takenBack: [] };
    const fields = {
      ...changedRow(world, bill),
      side_effects: { effect: effects(world, posted, customer).map(asTexts) },
      old_id: String(formerId),
      old_type: 'NOT_INTERESTED',
    };
    return { fields, code: 1630, message: 'Transaction converted to REGULAR' };
  });
}

const LOOKED_UP_TYPES = [
  'REGULAR',
  'NOT_INTERESTED',
  'RETURN',
  'NOT_INTERESTED_RETURN',
  'MIXED',
  'NI_MIXED',
  'ALL',
] as const;

/** Whether a transaction is of a type that can be requested; a mixed one is a bill with returned lines. */
function isOfType({ type, exchangeReturnIds }: Transaction, asked: (typeof LOOKED_UP_TYPES)[number]): boolean {
  if (asked === 'ALL') return true;
  if (asked === 'MIXED') return type === 'REGULAR' && exchangeReturnIds !== undefined;
  if (asked === 'NI_MIXED') return type === 'NOT_INTERESTED' && exchangeReturnIds !== undefined;
  return type === asked;
}

/**
 * The filters of a lookup besides id and number.
 * @throws 671 if a store or till does not exist
 * @throws 1623 if the type is unknown
 */
function filterOf(world: World, query: JsonObject): (transaction: Transaction) => boolean {
  const type = given(query['type'])
    ? (oneOf(LOOKED_UP_TYPES, query['type']) ?? failUnknown(1623, 'Transaction type', textOf(query['type'])))
    : 'REGULAR';
  const store = textOf(query['store_code']);
  const till = tillCode(world, query['till_code'], 671);
  if (store !== '' && !Object.values(world.stores).some((each) => each.code === store)) {
    fail(671, `No store has the code ${store}`);
  }
  const amount = numberOf(query['amount']);
  const date = textOf(query['date']).slice(0, 10);
  return (transaction) =>
    isOfType(transaction, type) &&
    (store === '' || world.stores[transaction.storeId]?.code === store) &&
    (till === '' || world.tills[transaction.tillId]?.code === till) &&
    (amount === null || transaction.amount === amount) &&
    (date === '' || localDate(transaction.billingDate, world.organisation.timezone) === date);
}

function get({ world, query }: Call): Reply {
  const ids = textOf(query['id']);
  const number = textOf(query['number']);
  if (ids === '' && number === '') fail(1624, 'Give id or number');
  const passes = filterOf(world, query);
  const asked = (name: string): boolean => booleanOf(query[name]);
  const extras = {
    tenders: asked('tenders') || asked('tender'),
    creditNotes: asked('credit_notes'),
    userId: asked('user_id'),
  };
  const items =
    ids === ''
      ? numbersOf(world, number).flatMap((each) => {
          const found = billsNumbered(world, each).filter(passes).reverse();
          if (found.length === 0) return [item({ number: each }, () => failUnknown(625, 'Bill', each))];
          return found.map((one) => readOne(world, one, extras));
        })
      : ids.split(',').map((id) => {
          const found = world.transactions[Number(id)];
          if (!found || !passes(found)) return item({ id }, () => failUnknown(620, 'Transaction', id));
          return readOne(world, found, extras);
        });
  const transaction = items.map((each) => each.fields);
  const count = items.filter((each) => !each.failed).length;
  return inTouchReply(items, { transactions: { count, transaction } });
}

/** One number, or several separated by commas if no bill has the whole text as its number. */
const numbersOf = (world: World, text: string): string[] =>
  billsNumbered(world, text).length > 0 ? [text] : text.split(',').map((each) => each.trim());

function readOne(world: World, transaction: Transaction, extras: Parameters<typeof lookedUpRow>[2]): Item {
  return item({ id: String(transaction.id), number: transaction.billNumber }, () => {
    if (world.customers[transaction.customerId ?? 0]?.piiDeleted) fail(500, 'The customer of the bill was deleted');
    return { fields: lookedUpRow(world, transaction, extras), code: DONE, message: 'Transaction found' };
  });
}

export const transactionInTouchHandlers: Handlers = {
  ...inTouch('transaction_add', (call) => add(call, false)),
  ...inTouch('transaction_add_with_local_currency', (call) => add(call, true)),
  ...inTouch('transaction_update', update),
  ...inTouch('transaction_get', get),
};
