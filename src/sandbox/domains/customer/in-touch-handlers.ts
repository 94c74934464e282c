/** Section Customer, v1.1: adding, updating and reading customers, and requesting replaced identifiers. */
import { defined } from '../../../lib/defined.js';
import {
  customerAdd,
  customerGet,
  customerUpdate,
  customerUpdateIdentity,
} from '../../../tools/customer/customer.legacy.js';
import { given, type JsonObject, numberOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { item, TEXT_CODES, TEXT_CODES_IN_ROWS } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardSeriesOf, linkCard, nextCard } from '../card/rules.js';
import { requestIdentifierChange } from '../requests/identifier-requests.js';
import { setFraudStatus } from './fraud.js';
import {
  type ChangedCustomerRow,
  CUSTOMER_ROW,
  type CustomerRow,
  customersNamed,
  type EchoedName,
  IDENTIFIER_TYPES,
  type IdentifierName,
  identifiersIn,
  type NamedCustomer,
  type NamedIdentifier,
  type NewCustomerRow,
  readCustomerRow,
} from './in-touch-sent.js';
import { type DetailsQuery, toDetails, toSavedJson } from './in-touch-serializers.js';
import {
  checkIdentifier,
  ERASED,
  findCustomer,
  identifierOf,
  normalised,
  profileOf,
  register,
  updateCustomer,
} from './rules.js';
import type { Customer } from './state.js';
import { setSubscriptions } from './subscriptions.js';

/** v1.1's codes for failures that have other codes in v2. */
const OWN_CODES: Readonly<Record<number, number>> = {
  8005: 1007,
  8017: 1034,
  8053: 1047,
  8055: 1002,
  8056: 1001,
  8057: 1002,
  8058: 1001,
  8064: 1003,
};

/** Codes for an identifier that belongs to another customer. */
const TAKEN: Readonly<Record<IdentifierName, number>> = { mobile: 1032, external_id: 1033, email: 1016 };

/** The result for the customer of a row. */
interface Done {
  customer: Customer;
  warnings: Warning[];
  message: string;
}

/** A failure keeps its message and gets v1.1's code. */
function withOwnCodes<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return fail(OWN_CODES[error.code] ?? error.code, error.message, error.httpStatus);
  }
}

/** Carries out a row all or nothing. */
function saved(world: World, act: (tried: World) => Done) {
  const before = world.ids['event'] ?? 0;
  const { customer, warnings, message } = withOwnCodes(() => allOrNothing(world, act));
  return { done: { fields: toSavedJson(world, customer, before), code: 1000, message }, warnings };
}

/** Registers a customer or, if the deciding identifier is known, updates everything except identifiers. */
function addOne(world: World, row: NewCustomerRow, raw: JsonObject, callerTillId: number): Done {
  const said = readCustomerRow(world, row, raw, callerTillId);
  const identifiers = identifiersIn(row);
  const [primary, ...others] = identifiers;
  if (!primary) return fail(1007, 'Give a valid mobile, email or external id');
  for (const identifier of identifiers) checkIdentifier(world, identifier);
  if (said.loyaltyType === 'non_loyalty' && identifiers.every(({ name }) => name === 'external_id')) {
    fail(1045, 'A non-loyalty customer requires a mobile or an email');
  }
  const known = findCustomer(world, primary.type, primary.value);
  for (const { name, type, value } of others) {
    const holder = findCustomer(world, type, value);
    if (holder && holder.id !== known?.id) fail(TAKEN[name], `${name} ${value} belongs to another customer`);
  }
  const isThere = known && profileOf(known, said.profile.source ?? 'INSTORE', said.profile.accountId);
  const { customer, warnings } = isThere
    ? updateCustomer(world, known, changesIn(said))
    : register(world, { ...changesIn(said), ...beginningIn(row, said), identifiers });
  finish(world, customer, said);
  linkNewCard(world, customer, row, said);
  const message = isThere ? 'Customer successfully updated' : 'Customer registration successful';
  return { customer, warnings: [...said.warnings, ...warnings], message };
}

const changesIn = ({ profile, extendedFields, loyaltyType, tillId }: CustomerRow) => ({
  ...profile,
  extendedFields,
  ...(loyaltyType !== undefined && { loyaltyType }),
  tillId,
});

const beginningIn = ({ referral_code: code }: NewCustomerRow, { createdOn }: CustomerRow) =>
  defined({ createdOn, referralCode: code || undefined });

/** Changes besides the profile, common to adding and updating. */
function finish(world: World, customer: Customer, { subscriptions, fraudStatus, tillId }: CustomerRow): void {
  setSubscriptions(world, customer, subscriptions, { tillId, reason: '' });
  if (fraudStatus !== null) setFraudStatus(world, customer, fraudStatus, tillId);
}

/** `card_details`: the card with a number, or the next card of a series. */
function linkNewCard(world: World, customer: Customer, row: NewCustomerRow, { profile, tillId }: CustomerRow): void {
  const { card_number: number = '', series_code: seriesCode = '' } = row.card_details ?? {};
  if (number === '' && seriesCode === '') return;
  const { source, accountId } = profile;
  const context = { ...(source && { source }), ...(accountId && { accountId }), tillId };
  const card = number === '' ? nextCard(world, cardSeriesOf(world, { seriesCode })).number : number;
  linkCard(world, customer, { number: card, seriesCode, statusLabel: 'ACTIVE' }, context);
}

/** Updates the customer with the first known identifier, and adds missing identifiers. */
function updateOne(world: World, row: ChangedCustomerRow, raw: JsonObject, callerTillId: number): Done {
  const said = readCustomerRow(world, row, raw, callerTillId);
  const identifiers = identifiersIn(row);
  const byId = row.id ? findCustomer(world, 'id', row.id) : undefined;
  if (identifiers.length === 0 && !row.id) fail(1015, 'Give an identifier of the customer');
  const customer =
    byId ??
    identifiers.map(({ type, value }) => findCustomer(world, type, value)).find((each) => each !== undefined) ??
    fail(1012, 'No customer has this mobile, external id or email');
  const { addable, warnings: ofIdentifiers } = addableIdentifiers(world, customer, identifiers);
  const [first] = customer.profiles;
  // Without a source, the data belongs to the profile that answers show.
  const where = given(raw['source']) || !first ? {} : { source: first.source, accountId: first.accountId };
  const { warnings } = updateCustomer(world, customer, { ...changesIn(said), ...where, identifiers: addable });
  finish(world, customer, said);
  const all = [...said.warnings, ...ofIdentifiers, ...warnings];
  return { customer, warnings: all, message: 'Customer successfully updated' };
}

/**
 * The identifiers that the customer lacks. Others become warnings: 91007 if the identifier belongs to another customer,
 * 91005 if the customer already has one of the type.
 */
function addableIdentifiers(
  world: World,
  customer: Customer,
  identifiers: readonly NamedIdentifier[],
): { addable: NamedIdentifier[]; warnings: Warning[] } {
  const addable: NamedIdentifier[] = [];
  const warnings: Warning[] = [];
  for (const identifier of identifiers) {
    const { name, type, value } = identifier;
    const own = identifierOf(customer, type);
    const holder = findCustomer(world, type, value);
    if (own !== '' && own === normalised(world, identifier)) continue;
    if (holder && holder.id !== customer.id) {
      warnings.push({ code: 91007, message: `${name} belongs to another customer and was ignored` });
    } else if (own !== '') {
      warnings.push({ code: 91005, message: `${name} is an identifier and cannot be updated` });
    } else {
      addable.push(identifier);
    }
  }
  return { addable, warnings };
}

const CHANGED = 'Customer Identity change request added successfully';
const SURVIVOR = 91009;

/**
 * The customer that a query names.
 * @throws 1011, 1012 if there is none
 */
function readOne(world: World, { name, value, customer }: NamedCustomer, query: DetailsQuery) {
  if (!customer) {
    if (name === 'id' && world.customers[Number(value)]?.piiDeleted) fail(1011, ERASED);
    const byOwn = name === 'mobile' || name === 'email' || name === 'external_id';
    return fail(byOwn ? 1012 : 1011, `No customer has this ${name}`);
  }
  const { fields, warnings } = toDetails(world, customer, query);
  const merged = name === 'id' && String(customer.id) !== value;
  if (merged) warnings.push({ code: SURVIVOR, message: 'The account was merged; this is the surviving account' });
  return { fields, code: 1000, message: 'Customer successfully retrieved', warnings };
}

const NO_ROWS = { code: 400, message: 'root.customer is empty', httpStatus: 400 } as const;

/** Customers in a body, and in the answer. */
const ROWS = {
  ...CUSTOMER_ROW,
  sent: 'customer',
  answered: ['customers', 'customer'],
  batch: { none: NO_ROWS, tooMany: 1060 },
  verdicts: TEXT_CODES_IN_ROWS,
  counted: true,
  warningCodes: true,
  echo: ({ mobile, email, external_id, firstname, lastname }: JsonObject) => ({
    mobile,
    email,
    external_id,
    firstname,
    lastname,
  }),
} as const;

export const customerInTouchHandlers: Handlers = {
  ...handleInTouchRows(
    customerAdd,
    { ...ROWS, asSent: [...ROWS.asSent, 'commChannels'] },
    ({ world, till, row, raw, warn }) => {
      const { done, warnings } = saved(world, (tried) => addOne(tried, row, raw.row, till.id));
      warn(warnings);
      return done;
    },
  ),

  ...handleInTouchRows(customerUpdate, ROWS, ({ world, till, row, raw, warn }) => {
    const { done, warnings } = saved(world, (tried) => updateOne(tried, row, raw.row, till.id));
    warn(warnings);
    return done;
  }),

  ...handleInTouchRows(
    customerUpdateIdentity,
    {
      sent: 'customer',
      answered: ['customers', 'customer'],
      alone: true,
      batch: { none: NO_ROWS },
      verdicts: TEXT_CODES,
      message: 'SUCCESS',
      codes: { identifier: 1027, old_value: 1042, new_value: 1042 },
      echo: ({ identifier, old_value, new_value }) => ({ identifier, old_value, new_value, updated: 'false' }),
    },
    ({ world, till, row: { identifier, old_value: oldValue, new_value: newValue } }) => {
      requestIdentifierChange(world, { type: IDENTIFIER_TYPES[identifier], oldValue, newValue, tillId: till.id });
      const fields = { identifier, old_value: oldValue, new_value: newValue, updated: 'true' };
      return { fields, code: 1040, message: CHANGED };
    },
  ),

  ...handle(customerGet, { envelope: 'inTouch', verdicts: TEXT_CODES_IN_ROWS }, ({ world, query, raw }) => {
    // Callers of v2 write it so.
    const { program_id = numberOf(raw.query['programId']) ?? undefined } = query;
    const rows = customersNamed(world, query, 1015).map((each) => {
      const named: EchoedName = { [each.name]: each.value };
      return item(named, () => readOne(world, each, { ...query, ...defined({ program_id }) }));
    });
    const done = rows.filter(({ failed }) => !failed).length;
    const status = { total: String(rows.length), success_count: String(done) };
    return { rows, response: { status, customers: { customer: rows.map(({ fields }) => fields) } } };
  }),
};
