/** Reads customers from v1.1's rows and queries. */
import { defined } from '../../../lib/defined.js';
import { lazy } from '../../../lib/lazy.js';
import type {
  customerAdd,
  customerUpdate,
  customerUpdateSubscriptions,
} from '../../../tools/customer/customer.legacy.js';
import { toDocumentedForm } from '../../../tools/documented-form.js';
import { commChannel } from '../../../tools/schemas/customer.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { list } from '../../../tools/schemas/values.js';
import { fieldsOf, given, type JsonObject, objectOf, oneOf, textOf } from '../../http/arguments.js';
import { check } from '../../http/codes.js';
import { decode } from '../../http/decode.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { FRAUD_STATUSES } from './fraud.js';
import { findCustomer, type ProfileInput } from './rules.js';
import { readProfile } from './sent.js';
import { inTouchCustomer } from './shape.js';
import { type Customer, type FraudStatus, type Identifier, SOURCES } from './state.js';
import { type SubscriptionChoice, subscriptionChannel } from './subscriptions.js';

/** v1.1's names of identifiers, in order of precedence. */
export const IDENTIFIER_TYPES = { mobile: 'mobile', external_id: 'externalId', email: 'email' } as const;

export type IdentifierName = keyof typeof IDENTIFIER_TYPES;

const NAMES: readonly IdentifierName[] = ['mobile', 'external_id', 'email'];

export interface NamedIdentifier extends Identifier {
  name: IdentifierName;
}

/** The values of a parameter that can have several, separated by commas. */
export const valuesIn = (text = ''): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** One row alone, several as a list, as this layer writes them. */
export const oneOrAll = <T extends object>(rows: readonly T[]): T | readonly T[] =>
  rows.length === 1 && rows[0] ? rows[0] : rows;

/** The identifiers of a row. */
export const identifiersIn = (row: { readonly [K in IdentifierName]?: string }): NamedIdentifier[] =>
  NAMES.map((name) => ({ name, type: IDENTIFIER_TYPES[name], value: row[name] ?? '' })).filter(
    ({ value }) => value !== '',
  );

const channels = lazy(() => list(commChannel()));

/** @throws 8010 if a channel is not valid */
function channelsIn(world: World, sent: unknown) {
  const { timezone } = world.organisation;
  const { value, problems } = decode(channels(), toDocumentedForm(channels(), sent ?? []), { path: '', timezone });
  check(problems, { code: 8010 }, {});
  return value;
}

/** The data of a row of `customer/add` or `customer/update` besides identifiers. */
export interface CustomerRow {
  profile: ProfileInput;
  extendedFields: Record<string, unknown>;
  loyaltyType?: Customer['loyaltyType'];
  subscriptions: SubscriptionChoice[];
  fraudStatus: FraudStatus | null;
  createdOn?: Instant;
  tillId: number;
  warnings: Warning[];
}

export type NewCustomerRow = Body<typeof customerAdd.v1_1>['root']['customer'][number];
export type ChangedCustomerRow = Body<typeof customerUpdate.v1_1>['root']['customer'][number];

/** How the rows of `customer/add` and `customer/update` are read. */
export const CUSTOMER_ROW = {
  codes: {
    registered_on: 1034,
    'subscriptions.subscription[].priority': 1102,
    'subscriptions.subscription[].scope': 1103,
    'subscriptions.subscription[].channel': 1101,
    'subscriptions.subscription[].is_subscribed': 1106,
  },
  first: ['subscriptions.subscription[].is_subscribed', 'subscriptions.subscription[].channel'],
  asSent: ['associated_with', 'registered_till', 'custom_fields', 'extended_fields'],
} as const;

/**
 * The data of a row besides identifiers.
 *
 * @param raw - the row as it was sent, with its fields and tills, and with what no documentation has
 * @throws 400 if the fraud status is not valid
 * @throws 1034 if `registered_on` is in the future
 * @throws as reading the profile does
 */
export function readCustomerRow(
  world: World,
  row: NewCustomerRow | ChangedCustomerRow,
  raw: JsonObject,
  callerTillId: number,
): CustomerRow {
  const { source, accountId, commChannels } = raw;
  const {
    identifiers: _,
    cards: __,
    ...profile
  } = readProfile(world, {
    source: given(source) ? (oneOf(SOURCES, source) ?? fail(3217, `${textOf(source)} is not a source`)) : 'INSTORE',
    accountId: textOf(accountId),
    ...defined({ firstName: row.firstname, lastName: row.lastname }),
    commChannels: channelsIn(world, commChannels),
    fields: fieldsOf(raw['custom_fields']),
  });
  const status = row.fraud_status?.status;
  const { type, registered_on: createdOn } = row;
  const loyaltyType: CustomerRow['loyaltyType'] = type && (type === 'LOYALTY' ? 'loyalty' : 'non_loyalty');
  if (createdOn !== undefined && createdOn > now(world)) fail(1034, 'registered_on must be a date in the past');
  const extendedFields = Object.entries(fieldsOf(raw['extended_fields'])).filter(([, value]) => given(value));
  return {
    profile,
    extendedFields: Object.fromEntries(extendedFields),
    subscriptions: (row.subscriptions?.subscription ?? []).map(choiceOf),
    fraudStatus: status ? (oneOf(FRAUD_STATUSES, status) ?? fail(400, 'fraud_status is not valid')) : null,
    ...defined({ loyaltyType, createdOn }),
    ...readTills(world, raw, callerTillId),
  };
}

/** Reads `associated_with` and `registered_till`, as text or as `{code}`. Unknown tills become warnings (91021, 91020). */
function readTills(world: World, raw: JsonObject, fallback: number): { tillId: number; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const find = (name: string, code: number): number | undefined => {
    const text = textOf(objectOf(raw[name])['code'] ?? raw[name]);
    const till = Object.values(world.tills).find((each) => each.code === text);
    if (text !== '' && !till) warnings.push({ code, message: `Till ${text} does not exist` });
    return till?.id;
  };
  const associated = find('associated_with', 91021);
  const registered = find('registered_till', 91020);
  return { tillId: associated ?? registered ?? fallback, warnings };
}

/** The codes of what is missing in a subscription or cannot be read. */
export const SUBSCRIPTION_CODES = { priority: 1102, scope: 1103, channel: 1101, is_subscribed: 1106 } as const;

type SentSubscription = Omit<Body<typeof customerUpdateSubscriptions.v1_1>['root']['subscription'][number], 'scope'>;

/** The choice in a row with `{priority, channel, is_subscribed}`. */
export function choiceOf({ channel, priority, is_subscribed }: SentSubscription): SubscriptionChoice {
  return {
    channel: subscriptionChannel(channel) ?? fail(1101, 'Channel is not valid'),
    priority,
    type: is_subscribed === '1' ? 'OPTIN' : 'OPTOUT',
    accountId: '',
    sourceName: 'INSTORE',
  };
}

/** The identifiers by which queries can name several customers, in the order in which they are tried. */
const QUERY_TYPES = [
  ['id', 'id'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['external_id', 'externalId'],
  ['card_number', 'cardnumber'],
  ['card_external_id', 'cardExternalId'],
] as const;

/** How v1.1 names customers in queries. */
export type CustomersQuery = { readonly [K in (typeof QUERY_TYPES)[number][0]]?: string };

/** An identifier of a query, as answers repeat it. */
export type EchoedName = Pick<CustomersQuery, 'mobile' | 'email' | 'external_id' | 'id'>;

/** One value of a query that can name several customers. */
export interface NamedCustomer {
  name: keyof CustomersQuery;
  value: string;
  customer: Customer | undefined;
}

/**
 * The customers of a query with comma-separated values.
 * @throws `missing` if there are none
 */
export function customersNamed(world: World, query: CustomersQuery, missing: number): NamedCustomer[] {
  for (const [name, type] of QUERY_TYPES) {
    const values = valuesIn(query[name]);
    if (values.length > 0) {
      return values.map((value) => ({ name, value, customer: findCustomer(world, type, value) }));
    }
  }
  return fail(missing, 'Give an identifier of the customer');
}

/** The customer of a query, in which `user_id` is a switch. `codes` as for `inTouchCustomer`. */
export function customerAsked(
  world: World,
  { user_id: _, ...identifiers }: JsonObject,
  codes: { missing: number; unknown: number },
): Customer {
  return inTouchCustomer(world, identifiers, codes);
}
