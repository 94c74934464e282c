/** Reads customers from v1.1's rows and queries. */
import { defined } from '../../../lib/defined.js';
import { lazy } from '../../../lib/lazy.js';
import { toDocumentedForm } from '../../../tools/documented-form.js';
import { commChannel } from '../../../tools/schemas/customer.js';
import { list } from '../../../tools/schemas/values.js';
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { check } from '../../http/codes.js';
import { decode } from '../../http/decode.js';
import { type Instant, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { FRAUD_STATUSES } from './fraud.js';
import { findCustomer, type ProfileInput } from './rules.js';
import { readProfile } from './sent.js';
import { inTouchCustomer } from './shape.js';
import { type Customer, type FraudStatus, type Identifier, SOURCES } from './state.js';
import { PRIORITIES, type SubscriptionChoice, subscriptionChannel } from './subscriptions.js';

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
export const identifiersIn = (row: JsonObject): NamedIdentifier[] =>
  NAMES.filter((name) => given(row[name])).map((name) => ({
    name,
    type: IDENTIFIER_TYPES[name],
    value: textOf(row[name]),
  }));

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

/**
 * Reads a row.
 * @throws 400 if the type or fraud status is not valid
 * @throws 1034 if `registered_on` is not a date in the past
 * @throws as reading the profile and the subscriptions does
 */
export function readCustomerRow(world: World, row: JsonObject, callerTillId: number): CustomerRow {
  const {
    identifiers: _,
    cards: __,
    ...profile
  } = readProfile(world, {
    source: given(row['source'])
      ? (oneOf(SOURCES, row['source']) ?? fail(3217, `${textOf(row['source'])} is not a source`))
      : 'INSTORE',
    accountId: textOf(row['accountId']),
    ...defined({
      firstName: row['firstname'] === undefined ? undefined : textOf(row['firstname']),
      lastName: row['lastname'] === undefined ? undefined : textOf(row['lastname']),
    }),
    commChannels: channelsIn(world, row['commChannels']),
    fields: fieldsOf(row['custom_fields']),
  });
  const status = objectOf(row['fraud_status'])['status'];
  const extendedFields = Object.entries(fieldsOf(row['extended_fields'])).filter(([, value]) => given(value));
  return {
    profile,
    extendedFields: Object.fromEntries(extendedFields),
    ...readType(row['type']),
    subscriptions: objectsOf(objectOf(row['subscriptions'])['subscription']).map(readSubscriptionRow),
    fraudStatus: given(status) ? (oneOf(FRAUD_STATUSES, status) ?? fail(400, 'fraud_status is not valid')) : null,
    ...readRegisteredOn(world, row['registered_on']),
    ...readTills(world, row, callerTillId),
  };
}

function readType(value: unknown): { loyaltyType?: Customer['loyaltyType'] } {
  if (!given(value)) return {};
  const type = oneOf(['LOYALTY', 'NON_LOYALTY', 'NOT_INTERESTED'], value) ?? fail(400, 'type is not valid');
  return { loyaltyType: type === 'LOYALTY' ? 'loyalty' : 'non_loyalty' };
}

function readRegisteredOn(world: World, value: unknown): { createdOn?: Instant } {
  if (!given(value)) return {};
  const createdOn = readDate(textOf(value), world.organisation.timezone);
  if (createdOn === null || createdOn > now(world)) fail(1034, 'registered_on must be a date in the past');
  return createdOn === null ? {} : { createdOn };
}

/** Reads `associated_with` and `registered_till`, as text or as `{code}`. Unknown tills become warnings (91021, 91020). */
function readTills(world: World, row: JsonObject, fallback: number): { tillId: number; warnings: Warning[] } {
  const warnings: Warning[] = [];
  const find = (name: string, code: number): number | undefined => {
    const text = textOf(objectOf(row[name])['code'] ?? row[name]);
    const till = Object.values(world.tills).find((each) => each.code === text);
    if (text !== '' && !till) warnings.push({ code, message: `Till ${text} does not exist` });
    return till?.id;
  };
  const associated = find('associated_with', 91021);
  const registered = find('registered_till', 91020);
  return { tillId: associated ?? registered ?? fallback, warnings };
}

/**
 * Reads `{priority, scope, channel, is_subscribed}`.
 * @throws 1105 if there are several scopes
 * @throws 1103 if the scope is not valid
 * @throws 1106 if the subscription status is not valid
 * @throws 1101 if the channel is not valid
 * @throws 1102 if the priority is not valid
 */
export function readSubscriptionRow(row: JsonObject): SubscriptionChoice {
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

/** The identifiers by which queries can name several customers, in the order in which they are tried. */
const QUERY_TYPES = [
  ['id', 'id'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['external_id', 'externalId'],
  ['card_number', 'cardnumber'],
  ['card_external_id', 'cardExternalId'],
] as const;

/** One value of a query that can name several customers. */
export interface NamedCustomer {
  name: (typeof QUERY_TYPES)[number][0];
  value: string;
  customer: Customer | undefined;
}

/**
 * The customers of a query with comma-separated values.
 * @throws `missing` if there are none
 */
export function customersAsked(world: World, query: JsonObject, missing: number): NamedCustomer[] {
  for (const [name, type] of QUERY_TYPES) {
    const values = textOf(query[name])
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    if (values.length > 0) {
      return values.map((value) => ({ name, value, customer: findCustomer(world, type, value) }));
    }
  }
  return fail(missing, 'Give an identifier of the customer');
}

/** The customer of a query, in which `user_id` is a switch. `codes` as for `inTouchCustomer`. */
export function customerAsked(world: World, query: JsonObject, codes: { missing: number; unknown: number }): Customer {
  const { user_id: _, ...identifiers } = query;
  return inTouchCustomer(world, identifiers, codes);
}
