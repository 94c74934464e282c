/** Section Transaction, v1.1 and v1: adding (with registration of the buyer), changing, converting and finding. */
import { defined } from '../../../lib/defined.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import {
  transactionAdd,
  transactionAddWithLocalCurrency,
  transactionGet,
  transactionUpdate,
} from '../../../tools/transaction/transaction.legacy.js';
import { booleanOf, fieldsOf, given, type JsonObject, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { Loosened } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { type Item, item, TEXT_CODES_IN_ROWS } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer, knownFields, register, updateCustomer } from '../customer/rules.js';
import { customerName } from '../customer/shape.js';
import type { Customer, Identifier } from '../customer/state.js';
import { configNumber } from '../organization/config.js';
import { COMPUTED, deliveryStatusOf, fromInTouch, IN_TOUCH_BILL_CODES, type InTouchBill } from './in-touch-sent.js';
import {
  type AddedJson,
  type ChangedJson,
  type FoundJson,
  type LookUpExtras,
  namedFields,
  toAddedJson,
  toChangedJson,
  toEffectsJson,
  toFoundJson,
} from './in-touch-serializers.js';
import { billsNumbered } from './lookup.js';
import { transactionNamed } from './named.js';
import { type Posted, post } from './postings.js';
import { checkSanity, holding } from './rejection-rules.js';
import { billToConvert, convertBill } from './retro.js';
import { updateTransaction } from './rules.js';
import { hasCustomer, postingOf, type Sent } from './sent.js';
import type { Transaction } from './state.js';

/** v1.1's success code. */
const DONE = 600;

const IDENTIFIERS = [
  ['id', 'id'],
  ['user_id', 'id'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['external_id', 'externalId'],
] as const;

/** How a row names its customer. */
type InTouchCustomer = { readonly [K in (typeof IDENTIFIERS)[number][0]]?: string } & {
  readonly card_details?: { readonly card_number?: string };
};

interface Named {
  type: Identifier['type'] | 'id';
  value: string;
}

/** The identifiers of a customer, in the order in which they are tried. */
function identifiersIn(customer: InTouchCustomer = {}): Named[] {
  const named = IDENTIFIERS.map(([name, type]): Named => ({ type, value: customer[name] ?? '' }));
  const card: Named = { type: 'cardnumber', value: customer.card_details?.card_number ?? '' };
  return [...named, card].filter(({ value }) => value !== '');
}

/**
 * The same for a customer who must be named.
 * @throws 606 if there is no identifier
 */
function identifiersOf(customer: InTouchCustomer | undefined): [Named, ...Named[]] {
  const [first, ...others] = identifiersIn(customer);
  return first ? [first, ...others] : fail(606, 'The customer has no identifier');
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
function buyerOf(world: World, row: InTouchBill, raw: JsonObject, tillId: number): Buyer {
  const named = identifiersOf(row.customer);
  const held: Identifier[] = [];
  for (const { type, value } of named) if (type !== 'id') held.push({ type, value });
  const [identifier = null] = held;
  // A card identifies a customer, but a bill does not link a card to anybody.
  const profile = held.filter(({ type }) => type !== 'cardnumber');
  const [first] = named;
  const known = findCustomer(world, first.type, first.value);
  if (!known && (first.type === 'id' || profile.length === 0)) fail(611, `No customer has this ${first.type}`);
  const taken = profile.filter(({ type, value }) => {
    const holder = findCustomer(world, type, value);
    return holder !== undefined && holder.id !== known?.id;
  });
  const leftOut = taken.map(({ type }) => ({ code: 91007, message: `${type} is somebody else's and was left out` }));
  const { customer: buyer = {} } = row;
  const fields = objectOf(raw['customer']);
  const brought = {
    ...defined({ firstName: buyer.firstname || undefined, lastName: buyer.lastname || undefined }),
    identifiers: profile.filter((each) => !taken.includes(each)),
    fields: fieldsOf(fields['custom_fields']),
    extendedFields: fieldsOf(fields['extended_fields']),
    tillId,
  };
  if (known && !bringsNews(known, brought)) return { customer: known, identifier, warnings: leftOut };
  const referralCode = buyer.referral_code ?? row.referral_code ?? '';
  const { customer, warnings } = registering(() =>
    known
      ? updateCustomer(world, known, brought)
      : register(world, {
          ...brought,
          loyaltyType: /^non/i.test(buyer.type ?? '') ? 'non_loyalty' : 'loyalty',
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
function returnerOf(world: World, row: InTouchBill): Buyer {
  const [first] = identifiersOf(row.customer);
  const customer = findCustomer(world, first.type, first.value);
  if (!customer) return fail(668, `Bill ${row.number} does not belong to this customer`);
  return { customer, identifier: null, warnings: [] };
}

/**
 * A till code, which must exist if given; empty if absent.
 * @throws `code` if no till has the code
 */
function tillCode(world: World, value: unknown, code: number): string {
  const text = textOf(value);
  const known = text === '' || Object.values(world.tills).some((till) => till.code === text);
  return known ? text : fail(code, `No till has the code ${text}`);
}

/** What a refused row is shown with. */
function echoOf(raw: JsonObject): object {
  const { mobile, email, external_id } = objectOf(raw['customer']);
  return {
    id: '',
    number: textOf(raw['number']),
    bill_client_id: textOf(raw['bill_client_id']),
    type: textOf(raw['type']).toUpperCase(),
    customer: { mobile: textOf(mobile), email: textOf(email), external_id: textOf(external_id) },
  };
}

interface AddedBill {
  row: InTouchBill;
  raw: JsonObject;
  tillId: number;
  /** Whether amounts are in the currency of the bill. */
  local: boolean;
}

function add(world: World, bill: AddedBill): { fields: AddedJson; warnings: Warning[] } {
  const { row, raw, local } = bill;
  const sent = fromInTouch(row, raw, local);
  const shippingTillCode = tillCode(world, row.shipping_source_till_code, 1103);
  const { posted, warnings } = holding(world, raw, () => addPosting(world, bill, sent));
  const fields = toAddedJson(world, posted, {
    shippingTillCode,
    billClientId: row.bill_client_id ?? '',
    number: row.number,
    returnNumber: row.parent_bill_number ?? '',
  });
  return { fields, warnings };
}

function addPosting(kept: World, { row, raw, tillId }: AddedBill, sent: Sent): { posted: Posted; warnings: Warning[] } {
  return allOrNothing(kept, (world) => {
    const nobody = { customer: null, identifier: null, warnings: [] };
    const buyer = sent.type === 'REGULAR' ? buyerOf(world, row, raw, tillId) : undefined;
    const { customer, identifier, warnings } = buyer ?? (hasCustomer(sent.type) ? returnerOf(world, row) : nobody);
    const { source = 'INSTORE' } = row;
    const context = { world, customer, identifier, tillId, source, skipDownstream: false };
    const posting = postingOf({ ...context, billingDate: raw['billing_time'] }, sent);
    const posted = post(world, checkSanity(world, posting));
    return { posted, warnings: [...warnings, ...posted.warnings] };
  });
}

type InTouchChange = Loosened<Body<typeof transactionUpdate.v1_1>['root']['transaction'][number], 'customer'>;

/**
 * The customer of a row; undefined if none is named.
 * @throws `unknown` if no customer has the identifier
 */
function namedCustomer(world: World, { customer }: InTouchChange, unknown: number): Customer | undefined {
  const [first] = identifiersIn(customer);
  if (!first) return undefined;
  return findCustomer(world, first.type, first.value) ?? fail(unknown, 'The customer was not found');
}

/** The number of fields set, the number of unknown fields, and the fields set. */
function setFields(fields: Record<string, unknown>, configured: readonly string[]) {
  const { known, warnings } = knownFields(fields, configured, 0);
  return { success_count: Object.keys(known).length, failure_count: warnings.length, ...namedFields(known) };
}

function update(world: World, row: InTouchChange, raw: JsonObject): { fields: ChangedJson; warnings: Warning[] } {
  const customer = namedCustomer(world, row, row.id === undefined ? 668 : 667);
  const transaction = transactionNamed(world, defined({ id: row.id, number: row.number }), customer);
  checkUnchanged(transaction, row);
  tillCode(world, row.update_till, 671);
  const [custom, extended] = [fieldsOf(raw['custom_fields']), fieldsOf(raw['extended_fields'])];
  const lines = objectsOf(objectOf(raw['line_items'])['line_item']);
  const warnings = updateTransaction(world, transaction, {
    ...defined({
      customer,
      deliveryStatus: row.delivery_status ? deliveryStatusOf(row.delivery_status) : undefined,
      note: row.notes || undefined,
    }),
    customFields: custom,
    extendedFields: extended,
    lineItems: lines.map((line) => ({
      itemCode: textOf(line['itemCode'] ?? line['item_code']),
      extendedFields: fieldsOf(line['extended_fields']),
      customFields: fieldsOf(line['custom_fields']),
    })),
  });
  const { customFields, extendedFields } = world.organisation.settings;
  const fields = {
    ...toChangedJson(world, transaction),
    custom_fields: setFields(custom, customFields.transaction),
    extended_fields: setFields(extended, extendedFields.transaction),
  };
  return { fields, warnings };
}

/** @throws 609 if a row would change outlier status, billing time or type, which an update cannot change */
function checkUnchanged(transaction: Transaction, row: InTouchChange): void {
  const { outlier_status: outlierStatus, type, billing_time: billingTime } = row;
  const unchanged =
    (!outlierStatus || outlierStatus.toUpperCase() === transaction.outlierStatus) &&
    (!type || type.toUpperCase() === transaction.type) &&
    (billingTime === undefined || billingTime === transaction.billingDate);
  if (!unchanged) fail(609, 'Type, outlier status and billing time of a bill cannot change');
}

/** Assigns a not-interested bill to a customer. */
function convert(world: World, row: InTouchChange, headers: Call['headers']): ChangedJson {
  if (!given(headers['x-cap-client-signature'])) fail(1629, 'Header X-CAP-CLIENT-SIGNATURE is missing');
  if (configNumber(world, 'CONF_RETRO_ENABLED') === 0) fail(1631, 'The organization does not allow converting bills');
  if (row.new_type === undefined) fail(1625, 'new_type is missing');
  if (row.id === undefined) fail(607, 'The id of the transaction is missing');
  const customer = namedCustomer(world, row, 611) ?? fail(606, 'The customer has no identifier');
  const bill = billToConvert(world, String(row.id));
  const tierBefore = customer.tier;
  const { formerId, upgraded, ...converted } = convertBill(world, bill, customer);
  if (row.notes) bill.note = row.notes;
  const posted = { ...converted, tierBefore: upgraded ? tierBefore : null, takenBack: [] };
  return {
    ...toChangedJson(world, bill),
    side_effects: { effect: toEffectsJson(world, posted, customer).map(asTexts) },
    old_id: String(formerId),
    old_type: 'NOT_INTERESTED',
  };
}

/** All values as texts, as the answer to a conversion writes them. */
const asTexts = (effect: object): JsonObject =>
  Object.fromEntries(Object.entries(effect).map(([name, value]) => [name, textOf(value)]));

type LookUp = Parameters<typeof transactionGet.v1_1.query>;

/** Whether a transaction is of a type that can be requested; a mixed one is a bill with returned lines. */
function isOfType({ type, exchangeReturnIds }: Transaction, asked: NonNullable<LookUp['type']>): boolean {
  if (asked === 'ALL') return true;
  if (asked === 'MIXED') return type === 'REGULAR' && exchangeReturnIds !== undefined;
  if (asked === 'NI_MIXED') return type === 'NOT_INTERESTED' && exchangeReturnIds !== undefined;
  return type === asked;
}

/**
 * The filters of a lookup besides id and number.
 * @throws 671 if a store or till does not exist
 */
function filterOf(world: World, query: LookUp): (transaction: Transaction) => boolean {
  const { type = 'REGULAR', store_code: store = '', amount } = query;
  const till = tillCode(world, query.till_code, 671);
  if (store !== '' && !Object.values(world.stores).some((each) => each.code === store)) {
    fail(671, `No store has the code ${store}`);
  }
  const dayOf = (at: Instant): string => localDate(at, world.organisation.timezone);
  const day = query.date === undefined ? '' : dayOf(query.date);
  return (transaction) =>
    isOfType(transaction, type) &&
    (store === '' || world.stores[transaction.storeId]?.code === store) &&
    (till === '' || world.tills[transaction.tillId]?.code === till) &&
    (amount === undefined || transaction.amount === amount) &&
    (day === '' || dayOf(transaction.billingDate) === day);
}

type FoundItem = Item<FoundJson>;

/** The bills that a look-up names and that pass its filters; for each name of which there are none, a failure. */
function find(world: World, { id: ids = '', number = '', ...query }: LookUp, extras: LookUpExtras): FoundItem[] {
  const passes = filterOf(world, query);
  const nothing = (code: number, what: string, name: FoundJson): FoundItem =>
    item(name, () => failUnknown(code, what, name.id ?? name.number));
  if (ids === '') {
    return numbersOf(world, number).flatMap((each) => {
      const found = billsNumbered(world, each).filter(passes).reverse();
      return found.length === 0
        ? [nothing(625, 'Bill', { number: each })]
        : found.map((one) => readOne(world, one, extras));
    });
  }
  return ids.split(',').map((id) => {
    const found = world.transactions[Number(id)];
    return found && passes(found) ? readOne(world, found, extras) : nothing(620, 'Transaction', { id });
  });
}

/** One number, or several separated by commas if no bill has the whole text as its number. */
const numbersOf = (world: World, text: string): string[] =>
  billsNumbered(world, text).length > 0 ? [text] : text.split(',').map((each) => each.trim());

function readOne(world: World, transaction: Transaction, extras: LookUpExtras): FoundItem {
  return item({ id: String(transaction.id), number: transaction.billNumber }, () => {
    if (world.customers[transaction.customerId ?? 0]?.piiDeleted) fail(500, 'The customer of the bill was deleted');
    return { fields: toFoundJson(world, transaction, extras), code: DONE, message: 'Transaction found' };
  });
}

/** Where the rows of a call are, and those of its answer. */
const ROWS = {
  sent: 'transaction',
  answered: ['transactions', 'transaction'],
  batch: { none: { code: 400, message: 'root.transaction contains no transactions', httpStatus: 400 }, tooMany: 672 },
} as const;

export const transactionInTouchHandlers: Handlers = {
  ...handleInTouchRows(
    transactionAdd,
    {
      ...ROWS,
      codes: { ...IN_TOUCH_BILL_CODES, id: 603, purchase_time: 621, return_type: 628 },
      optional: COMPUTED,
      echo: echoOf,
    },
    ({ world, till, row, raw, warn }) => {
      const { fields, warnings } = add(world, { row, raw: raw.row, tillId: till.id, local: false });
      warn(warnings);
      return { fields, code: DONE, message: 'Transaction added' };
    },
  ),

  ...handleInTouchRows(
    transactionAddWithLocalCurrency,
    { ...ROWS, codes: IN_TOUCH_BILL_CODES, echo: echoOf },
    ({ world, till, row, raw, warn }) => {
      const { fields, warnings } = add(world, { row, raw: raw.row, tillId: till.id, local: true });
      warn(warnings);
      return { fields, code: DONE, message: 'Transaction added' };
    },
  ),

  ...handleInTouchRows(
    transactionUpdate,
    {
      ...ROWS,
      codes: { id: 620, billing_time: 609, new_type: 1626, old_type: { malformed: 'ignored' } },
      optional: ['customer'],
      verdicts: TEXT_CODES_IN_ROWS,
      echo: ({ id, number, type, new_type, old_type }) =>
        given(new_type) || given(old_type)
          ? { id: textOf(id), number: textOf(number), old_type: textOf(old_type) }
          : { id: textOf(id), number: textOf(number), type: textOf(type).toUpperCase() },
    },
    ({ world, row, raw, warn }) => {
      if (row.new_type !== undefined || given(raw.row['old_type'])) {
        return { fields: convert(world, row, raw.headers), code: 1630, message: 'Transaction converted to REGULAR' };
      }
      const { fields, warnings } = update(world, row, raw.row);
      warn(warnings);
      return { fields, code: DONE, message: 'Transaction updated' };
    },
  ),

  ...handle(
    transactionGet,
    { envelope: 'inTouch', codes: { type: 1623 }, oneOf: [{ of: ['id', 'number'], code: 1624 }] },
    ({ world, query, raw }) => {
      const rows = find(world, query, {
        // The singular is in no documentation.
        tenders: query.tenders ?? booleanOf(raw.query['tender']),
        creditNotes: query.credit_notes ?? false,
        userId: query.user_id ?? false,
      });
      const count = rows.filter(({ failed }) => !failed).length;
      return { rows, response: { transactions: { count, transaction: rows.map(({ fields }) => fields) } } };
    },
  ),
};
