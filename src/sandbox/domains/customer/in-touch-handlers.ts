/** Section Customer, v1.1: adding, updating and reading customers, and requesting replaced identifiers. */
import { given, type JsonObject, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import { type Call, type Handlers, writing } from '../../http/handler.js';
import { type Item, inTouchReply, item, type Reply, TEXT_CODES, TEXT_CODES_IN_ROWS } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardSeriesOf, linkCard, nextCard } from '../card/rules.js';
import { requestIdentifierChange } from '../requests/identifier-requests.js';
import { setFraudStatus } from './fraud.js';
import {
  type CustomerRow,
  customersAsked,
  IDENTIFIER_TYPES,
  type IdentifierName,
  identifiersIn,
  type NamedIdentifier,
  readCustomerRow,
} from './in-touch-sent.js';
import { inTouchDetails, savedCustomer } from './in-touch-serializers.js';
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

/**
 * Answers each row under `root.customer`, each all or nothing, with totals next to the status.
 * @throws 400 if there are no rows
 * @throws 1060 if there are too many rows
 */
function forEachRow(call: Call, act: (world: World, row: JsonObject) => Done): Reply {
  const { world, body } = call;
  const rows = objectsOf(objectOf(objectOf(body)['root'])['customer']);
  if (rows.length === 0) fail(400, 'root.customer contains no customers', 400);
  const limit = world.organisation.settings.batchLimit;
  if (rows.length > limit) fail(1060, `At most ${limit} customers can be sent in one call`);
  const items = rows.map((row): Item => {
    const { mobile, email, external_id, firstname, lastname } = row;
    return item({ mobile, email, external_id, firstname, lastname }, () => {
      const before = world.ids['event'] ?? 0;
      const { customer, warnings, message } = withOwnCodes(() => allOrNothing(world, (tried) => act(tried, row)));
      return { fields: savedCustomer(world, customer, before), code: 1000, message, warnings };
    });
  });
  return customersReply(items);
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

function customersReply(items: readonly Item[]): Reply {
  const done = items.filter(({ failed }) => !failed).length;
  const status = { total: String(items.length), success_count: String(done) };
  return inTouchReply(items, { customers: { customer: items.map(({ fields }) => fields) } }, { status });
}

/** Registers a customer or, if the deciding identifier is known, updates everything except identifiers. */
function addOne(world: World, row: JsonObject, callerTillId: number): Done {
  const said = readCustomerRow(world, row, callerTillId);
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
  linkNewCard(world, customer, objectOf(row['card_details']), said);
  const message = isThere ? 'Customer successfully updated' : 'Customer registration successful';
  return { customer, warnings: [...said.warnings, ...warnings], message };
}

const changesIn = ({ profile, extendedFields, loyaltyType, tillId }: CustomerRow) => ({
  ...profile,
  extendedFields,
  ...(loyaltyType !== undefined && { loyaltyType }),
  tillId,
});

const beginningIn = (row: JsonObject, { createdOn }: CustomerRow) => ({
  ...(createdOn !== undefined && { createdOn }),
  ...(given(row['referral_code']) && { referralCode: textOf(row['referral_code']) }),
});

/** Changes besides the profile, common to adding and updating. */
function finish(world: World, customer: Customer, { subscriptions, fraudStatus, tillId }: CustomerRow): void {
  setSubscriptions(world, customer, subscriptions, { tillId, reason: '' });
  if (fraudStatus !== null) setFraudStatus(world, customer, fraudStatus, tillId);
}

/** `card_details`: the card with a number, or the next card of a series. */
function linkNewCard(world: World, customer: Customer, details: JsonObject, { profile, tillId }: CustomerRow): void {
  const number = textOf(details['card_number']);
  const seriesCode = textOf(details['series_code']);
  if (number === '' && seriesCode === '') return;
  const { source, accountId } = profile;
  const context = { ...(source && { source }), ...(accountId && { accountId }), tillId };
  const card = number === '' ? nextCard(world, cardSeriesOf(world, { seriesCode })).number : number;
  linkCard(world, customer, { number: card, seriesCode, statusLabel: 'ACTIVE' }, context);
}

/** Updates the customer with the first known identifier, and adds missing identifiers. */
function updateOne(world: World, row: JsonObject, callerTillId: number): Done {
  const said = readCustomerRow(world, row, callerTillId);
  const identifiers = identifiersIn(row);
  const byId = given(row['id']) ? findCustomer(world, 'id', textOf(row['id'])) : undefined;
  if (identifiers.length === 0 && !given(row['id'])) fail(1015, 'Give an identifier of the customer');
  const customer =
    byId ??
    identifiers.map(({ type, value }) => findCustomer(world, type, value)).find((each) => each !== undefined) ??
    fail(1012, 'No customer has this mobile, external id or email');
  const { addable, warnings: ofIdentifiers } = addableIdentifiers(world, customer, identifiers);
  const [first] = customer.profiles;
  // Without a source, the data belongs to the profile that answers show.
  const where = given(row['source']) || !first ? {} : { source: first.source, accountId: first.accountId };
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

function updateIdentity({ world, body, till }: Call): Reply {
  const rows = objectsOf(objectOf(objectOf(body)['root'])['customer']);
  if (rows.length === 0) fail(400, 'root.customer contains no changes', 400);
  const items = rows.map((row): Item => {
    const { identifier, old_value, new_value } = row;
    const asked = { identifier, old_value, new_value };
    return item({ ...asked, updated: 'false' }, () => {
      const name = textOf(identifier).toLowerCase();
      if (name !== 'mobile' && name !== 'email' && name !== 'external_id') {
        return fail(1027, 'identifier must be mobile, email or external_id');
      }
      const [oldValue, newValue] = [textOf(old_value), textOf(new_value)];
      if (oldValue === '' || newValue === '') fail(1042, 'old_value or new_value is missing');
      requestIdentifierChange(world, { type: IDENTIFIER_TYPES[name], oldValue, newValue, tillId: till.id });
      return { fields: { ...asked, updated: 'true' }, code: 1040, message: CHANGED };
    });
  });
  const [only] = items;
  const customer = items.length === 1 && only ? only.fields : items.map(({ fields }) => fields);
  return inTouchReply(items, { customers: { customer } }, { message: 'SUCCESS' });
}

const SURVIVOR = 91009;

function get({ world, query }: Call): Reply {
  const items = customersAsked(world, query, 1015).map(
    ({ name, value, customer }): Item =>
      item({ [name]: value }, () => {
        if (!customer) {
          if (name === 'id' && world.customers[Number(value)]?.piiDeleted) fail(1011, ERASED);
          const byOwn = name === 'mobile' || name === 'email' || name === 'external_id';
          return fail(byOwn ? 1012 : 1011, `No customer has this ${name}`);
        }
        const { face, warnings } = inTouchDetails(world, customer, query);
        const merged = name === 'id' && String(customer.id) !== value;
        if (merged) warnings.push({ code: SURVIVOR, message: 'The account was merged; this is the surviving account' });
        return { fields: face, code: 1000, message: 'Customer successfully retrieved', warnings };
      }),
  );
  return customersReply(items);
}

export const customerInTouchHandlers: Handlers = {
  customer_add_v1_1: writing(TEXT_CODES_IN_ROWS, (call) =>
    forEachRow(call, (world, row) => addOne(world, row, call.till.id)),
  ),
  customer_update_v1_1: writing(TEXT_CODES_IN_ROWS, (call) =>
    forEachRow(call, (world, row) => updateOne(world, row, call.till.id)),
  ),
  customer_update_identity_v1_1: writing(TEXT_CODES, updateIdentity),
  customer_get_v1_1: writing(TEXT_CODES_IN_ROWS, get),
};
