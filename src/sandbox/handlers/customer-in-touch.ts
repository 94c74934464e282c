/** Section Customer, v1.1: adding, updating and reading customers, and asking for identifiers to be replaced. */
import { booleanOf, fieldsOf, given, type JsonObject, objectOf, objectsOf, oneOf, textOf } from '../arguments.js';
import { type Instant, now } from '../clock.js';
import { readDate } from '../dates.js';
import { readProfile } from '../faces/customer-input.js';
import { inTouchDetails, savedCustomer } from '../faces/customer-in-touch.js';
import { fail, SandboxFailure, type Warning } from '../failure.js';
import { type Item, inTouchReply, item } from '../replies.js';
import { allOrNothing } from '../rules/all-or-nothing.js';
import { type CardLink, cardSeriesOf, linkCard, nextCard } from '../rules/cards.js';
import {
  checkIdentifier,
  findCustomer,
  identifierType,
  normalised,
  type ProfileInput,
  profileOf,
  register,
  updateCustomer,
} from '../rules/customers.js';
import { FRAUD_STATUSES, setFraudStatus } from '../rules/fraud.js';
import { requestIdentifierChange } from '../rules/identifier-requests.js';
import { PRIORITIES, type SubscriptionChoice, setSubscriptions, subscriptionChannel } from '../rules/subscriptions.js';
import { inTouchIdentifiers } from '../shapes/customer.js';
import { type Customer, type Identifier, SOURCES, type Source } from '../state/customer.js';
import type { World } from '../world.js';
import { type Call, type Handlers, inTouch, type Reply } from './handler.js';

/** v2's codes for what v1.1 has codes of its own for. */
const OWN_CODES: Readonly<Record<number, number>> = {
  8005: 1007,
  8006: 1014,
  8017: 1034,
  8053: 1047,
  8055: 1002,
  8056: 1001,
  8057: 1002,
  8058: 1001,
  8064: 1003,
};

/** Does `act`, all or nothing; a failure keeps its message and gets v1.1's code. */
function withOwnCodes<T>(world: World, act: () => T): T {
  try {
    return allOrNothing(world, act);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return fail(OWN_CODES[error.code] ?? error.code, error.message, error.httpStatus);
  }
}

const IDENTIFIERS = { mobile: 'mobile', external_id: 'externalId', email: 'email' } as const;

/** Codes for an identifier that is somebody else's. */
const TAKEN = { mobile: 1032, external_id: 1033, email: 1016 } as const;

type IdentifierName = keyof typeof IDENTIFIERS;

const NAMES: readonly IdentifierName[] = ['mobile', 'external_id', 'email'];

interface Named extends Identifier {
  name: IdentifierName;
}

/** The identifiers of a row, the one that decides first. */
const identifiersIn = (row: JsonObject): Named[] =>
  NAMES.filter((name) => given(row[name])).map((name) => ({ name, type: IDENTIFIERS[name], value: textOf(row[name]) }));

/** What a row says of the customer, beside identifiers. */
interface Said {
  profile: ProfileInput & { source: Source; accountId: string };
  extendedFields: Record<string, unknown>;
  loyaltyType: Customer['loyaltyType'] | undefined;
  subscriptions: SubscriptionChoice[];
  fraudStatus: Customer['fraudStatus'] | null;
  tillId: number;
  warnings: Warning[];
}

function readRow(world: World, row: JsonObject, tillId: number): Said {
  const source = given(row['source']) ? oneOf(SOURCES, row['source']) : 'INSTORE';
  const profile = readProfile(
    world,
    {
      source: source ?? row['source'],
      accountId: row['accountId'],
      firstName: row['firstname'],
      lastName: row['lastname'],
      commChannels: row['commChannels'],
      fields: fieldsOf(row['custom_fields']),
    },
    {},
  );
  const { cards: _, identifiers: __, source: known = 'INSTORE', accountId = '', ...rest } = profile;
  const type = oneOf(['LOYALTY', 'NON_LOYALTY', 'NOT_INTERESTED'], row['type']);
  if (given(row['type']) && type === null) fail(400, 'type is not valid');
  const till = tillOf(world, row, tillId);
  const status = objectOf(row['fraud_status'])['status'];
  return {
    profile: { ...rest, source: known, accountId },
    extendedFields: filledFields(row['extended_fields']),
    loyaltyType: type === null ? undefined : type === 'LOYALTY' ? 'loyalty' : 'non_loyalty',
    subscriptions: objectsOf(objectOf(row['subscriptions'])['subscription']).map(readSubscription),
    fraudStatus: given(status) ? (oneOf(FRAUD_STATUSES, status) ?? fail(400, 'fraud_status is not valid')) : null,
    ...till,
  };
}

const filledFields = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fieldsOf(value)).filter(([, each]) => given(each)));

/** `registered_till` and `associated_with`; a warning (91020, 91021) for one that does not exist. */
function tillOf(world: World, row: JsonObject, fallback: number): { tillId: number; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const find = (name: string, code: number): number | undefined => {
    const text = textOf(row[name]);
    const till = Object.values(world.tills).find((each) => each.code === text);
    if (text !== '' && !till) warnings.push({ code, message: `Till ${text} does not exist` });
    return till?.id;
  };
  const associated = find('associated_with', 91021);
  const registered = find('registered_till', 91020);
  return { tillId: associated ?? registered ?? fallback, warnings };
}

/** `{priority, scope, channel, is_subscribed}`. 1101, 1102, 1103, 1106. */
export function readSubscription(row: JsonObject): SubscriptionChoice {
  const scope = textOf(row['scope']);
  if (scope.includes(',')) fail(1105, 'Multiple scopes are not allowed');
  if (scope !== '' && scope.toLowerCase() !== 'all') fail(1103, 'Scope is not valid');
  const subscribed = textOf(row['is_subscribed']);
  if (!/^(0|1|true|false)$/i.test(subscribed)) fail(1106, 'Subscription status is not valid');
  return {
    channel: subscriptionChannel(textOf(row['channel'])) ?? fail(1101, 'Channel is not valid'),
    priority: oneOf(PRIORITIES, row['priority']) ?? fail(1102, 'Priority is not valid'),
    type: booleanOf(subscribed) ? 'OPTIN' : 'OPTOUT',
    accountId: '',
    sourceName: 'INSTORE',
  };
}

const lastEvent = (world: World): number => world.ids['event'] ?? 0;

/** Rows under `root.customer`, each answered in order, with totals beside the status. 1060 for too many. */
function forEachRow(
  { world, body }: Call,
  act: (row: JsonObject) => { fields: object; code: number; message: string; warnings?: Warning[] },
): Reply {
  const rows = objectsOf(objectOf(objectOf(body)['root'])['customer']);
  if (rows.length === 0) fail(400, 'root.customer holds no customer', 400);
  const limit = world.organisation.settings.batchLimit;
  if (rows.length > limit) fail(1060, `At most ${limit} customers may be sent in a call`);
  const items = rows.map((row): Item => {
    const { mobile, email, external_id, firstname, lastname } = row;
    return item({ mobile, email, external_id, firstname, lastname }, () => act(row));
  });
  return customersReply(items);
}

function customersReply(items: readonly Item[]): Reply {
  const done = items.filter(({ failed }) => !failed).length;
  const status = { total: String(items.length), success_count: String(done) };
  return inTouchReply(items, { customers: { customer: items.map(({ fields }) => fields) } }, { status });
}

/** Registers, or refreshes what is not an identifier where the deciding identifier is known. */
function add(call: Call): Reply {
  const { world, till } = call;
  return forEachRow(call, (row) => {
    const before = lastEvent(world);
    const [customer, warnings, known] = withOwnCodes(world, () => addOne(world, row, till.id));
    const message = known ? 'Customer successfully updated' : 'Customer registration successful';
    return { fields: savedCustomer(world, customer, before), code: 1000, message, warnings };
  });
}

function addOne(world: World, row: JsonObject, callerTillId: number): [Customer, Warning[], boolean] {
  const said = readRow(world, row, callerTillId);
  const identifiers = identifiersIn(row);
  const [primary, ...others] = identifiers;
  if (!primary) return fail(1007, 'No valid mobile, email or external id was given');
  for (const identifier of identifiers) checkIdentifier(world, identifier);
  if (said.loyaltyType === 'non_loyalty' && identifiers.every(({ name }) => name === 'external_id')) {
    fail(1045, 'A non-loyalty customer needs a mobile or an email');
  }
  const known = findCustomer(world, primary.type, primary.value);
  for (const { name, type, value } of others) {
    const holder = findCustomer(world, type, value);
    if (holder && holder.id !== known?.id) fail(TAKEN[name], `${name} ${value} belongs to another customer`);
  }
  const customer = known && isIn(known, said) ? known : enter(world, row, said, identifiers);
  const warnings = [...said.warnings, ...(customer === known ? refresh(world, customer, said) : enterWarnings(world, said))];
  finish(world, customer, said);
  linkNewCard(world, customer, objectOf(row['card_details']), said);
  return [customer, warnings, customer === known];
}

const isIn = (customer: Customer, { profile }: Said): boolean =>
  profileOf(customer, profile.source, profile.accountId) !== undefined;
