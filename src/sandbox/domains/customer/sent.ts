/** Reads customers from v2's arguments: sources, profiles, fields, subscriptions. */
import {
  booleanOf,
  entryOf,
  given,
  isObject,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Instant, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { CardLink } from '../card/rules.js';
import type { Details, ProfileRow } from './registration.js';
import { checkIdentifier, identifierType } from './rules.js';
import { customerNamed } from './shape.js';
import { type CommChannel, type Customer, type Identifier, SOURCES, type Source } from './state.js';
import { PRIORITIES, type SubscriptionChoice, subscriptionChannel } from './subscriptions.js';

/** Sources in which a brand has several accounts, so that a profile needs the account's id. */
const MULTI_ACCOUNT: ReadonlySet<string> = new Set<Source>(['WECHAT', 'FACEBOOK', 'LINE', 'MOBILE_APP', 'WEB_ENGAGE']);

/**
 * Reads source and account.
 * @throws `missing` or `invalid` of `codes` for the source
 * @throws 8045 if the source requires an account and there is none
 */
export function readSource(
  sourceValue: unknown,
  accountValue: unknown,
  codes: { missing: number; invalid: number },
): { source: Source; accountId: string } {
  if (!given(sourceValue)) fail(codes.missing, 'Source is missing');
  const source = oneOf(SOURCES, sourceValue) ?? fail(codes.invalid, `${textOf(sourceValue)} is not a source`);
  const accountId = textOf(accountValue);
  if (accountId === '' && MULTI_ACCOUNT.has(source)) fail(8045, `Source ${source} requires accountId`);
  return { source, accountId };
}

/** The scope of a read: one profile's source and account, or all of them. */
export type SourceAsked = { source: Source; accountId: string } | 'ALL';

/**
 * The `source` of a read, which may be ALL.
 * @throws `invalid` if the source is missing or unknown
 */
export function readSourceAsked(query: JsonObject, invalid: number): SourceAsked {
  if (textOf(query['source']).toUpperCase() === 'ALL') return 'ALL';
  return readSource(query['source'], query['accountId'], { missing: invalid, invalid });
}

/**
 * The customer of a lookup by source and identifier.
 * @throws 8003 if the source is missing or unknown
 * @throws 8045 if the source requires an account and there is none
 * @throws 8013 if the identifier is missing or its type unknown
 * @throws 8015 if no customer has it
 * @throws 8065 if the customer has no profile in the source
 */
export function customerLookedUp(world: World, query: JsonObject): Customer {
  readSourceAsked(query, 8003);
  if (!given(query['identifierName']) || !given(query['identifierValue'])) {
    fail(8013, 'identifierName or identifierValue is missing');
  }
  return customerNamed(world, query);
}

/** Names of identifier types that occur only in bodies. */
const OTHER_TYPES: Readonly<Record<string, string>> = { card: 'cardnumber', facebook: 'fbId' };

/** Cards are separated from other identifiers, because a card is linked and not merely recorded. */
export interface Identified {
  identifiers: Identifier[];
  cards: CardLink[];
}

/**
 * Reads `[{type, value, …}]`.
 * @throws 8013 if an identifier type is unknown
 * @throws 8005 if a value is blank
 */
export function readIdentifiers(rows: unknown): Identified {
  const identified: Identified = { identifiers: [], cards: [] };
  for (const row of objectsOf(rows)) {
    const name = textOf(row['type']);
    const type = identifierType(entryOf(OTHER_TYPES, name.toLowerCase()) ?? name);
    if (type === null || type === 'id') return fail(8013, `${name || 'A blank'} is not an identifier type`);
    const value = textOf(row['value']);
    if (type === 'cardnumber' || type === 'cardExternalId') identified.cards.push(readCard(row, type, value));
    else if (value === '') fail(8005, `The value of ${type} is blank`);
    else identified.identifiers.push({ type, value });
  }
  return identified;
}

function readCard(row: JsonObject, type: 'cardnumber' | 'cardExternalId', value: string): CardLink {
  const seriesId = numberOf(row['seriesId']);
  return {
    ...(type === 'cardnumber' ? { number: value } : { externalId: value }),
    ...(type === 'cardnumber' && given(row['cardExternalId']) && { externalId: textOf(row['cardExternalId']) }),
    ...(seriesId !== null && { seriesId }),
    ...(given(row['seriesCode']) && { seriesCode: textOf(row['seriesCode']) }),
    statusLabel: textOf(row['statusLabel']),
    customFields: objectOf(row['customFields']),
    extendedFields: objectOf(row['extendedFields']),
  };
}

const CHANNEL_TYPES = ['mobile', 'email', 'wechat', 'whatsapp', 'ios', 'android', 'line', 'mobilePush'] as const;

type ChannelInput = Pick<CommChannel, 'type' | 'value'> & Partial<CommChannel>;

/**
 * Reads a communication channel.
 * @throws 8010 if the channel is unknown, or the address blank
 * @throws 8057 if an email is malformed
 * @throws 8058 if a mobile is malformed
 */
function readChannel(world: World, row: JsonObject): ChannelInput {
  const type = oneOf(CHANNEL_TYPES, row['type']);
  const value = textOf(row['value']);
  if (type === null || value === '') return fail(8010, 'A communication channel is not valid');
  if (type === 'email' || type === 'mobile') checkAddress(world, type, value);
  const flags = (['primary', 'verified', 'subscribed'] as const).filter((flag) => given(row[flag]));
  return {
    type,
    value,
    ...Object.fromEntries(flags.map((flag) => [flag, booleanOf(row[flag])])),
    ...(isObject(row['meta']) && { meta: { ...row['meta'] } }),
    ...(isObject(row['attributes']) && { attributes: { ...row['attributes'] } }),
  };
}

function checkAddress(world: World, type: 'email' | 'mobile', value: string): void {
  try {
    checkIdentifier(world, { type, value });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(type === 'email' ? 8057 : 8058, `Communication channel: ${error.message}`);
  }
}

const LONGEST_NAME = 100;

/**
 * Reads a profile. Source and account come from `query` if the profile names none.
 * @throws 8004 if the source is missing
 * @throws 3217 if the source is unknown
 * @throws 8045 if the source requires an account and there is none
 * @throws as reading identifiers and channels does
 */
export function readProfile(world: World, row: JsonObject, query: JsonObject): ProfileRow {
  const own = given(row['source']);
  const { source, accountId } = readSource(
    own ? row['source'] : query['source'],
    given(row['accountId']) ? row['accountId'] : query['accountId'],
    { missing: 8004, invalid: 3217 },
  );
  const channels = objectsOf(row['commChannels']).map((each) => readChannel(world, each));
  return {
    source,
    accountId,
    ...(row['firstName'] !== undefined && { firstName: textOf(row['firstName']).slice(0, LONGEST_NAME) }),
    ...(row['lastName'] !== undefined && { lastName: textOf(row['lastName']).slice(0, LONGEST_NAME) }),
    ...readIdentifiers(row['identifiers']),
    ...(channels.length > 0 && { commChannels: channels }),
    fields: filled(row['fields']),
  };
}

/** The fields with a value; null and empty ones are dropped. */
export function filled(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(objectOf(value)).filter(([, each]) => isObject(each) || hasContent(each)));
}

const hasContent = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : given(value));

/**
 * `loyaltyInfo.loyaltyType`; nothing if absent.
 * @throws 400 if it is not valid
 */
export function readLoyaltyType(body: JsonObject): { loyaltyType?: Customer['loyaltyType'] } {
  const value = objectOf(body['loyaltyInfo'])['loyaltyType'];
  if (!given(value)) return {};
  return { loyaltyType: oneOf(['loyalty', 'non_loyalty'], value) ?? fail(400, 'loyaltyType is not valid') };
}

/**
 * Reads `subscriptionInfo.subscriptions`.
 * @throws 1101 if a channel is not valid
 * @throws 1102 if a priority is not valid
 * @throws 1106 if a subscription status is not valid
 */
export function readSubscriptions(rows: unknown): SubscriptionChoice[] {
  return objectsOf(rows).map((row) => {
    const orgUnitId = numberOf(row['orgUnitId']);
    return {
      channel: subscriptionChannel(textOf(row['channel'])) ?? fail(1101, 'Channel is not valid'),
      priority: oneOf(PRIORITIES, row['priority']) ?? fail(1102, 'Priority is not valid'),
      type: oneOf(['OPTIN', 'OPTOUT'], row['type']) ?? fail(1106, 'Subscription status is not valid'),
      accountId: textOf(row['accountId']),
      sourceName: textOf(row['sourceName']),
      // -1 means the organization.
      ...(orgUnitId !== null && orgUnitId !== -1 && { orgUnitId }),
    };
  });
}

/** A customer status label, ignoring case; the text itself if the organization has no such label. */
export function statusLabelMeant(world: World, label: string): string {
  const labels = Object.keys(world.organisation.settings.statusLabels);
  return labels.find((each) => each.toLowerCase() === label.toLowerCase()) ?? label;
}

/** The till of `associatedWith`; `fallback`, with a warning, if it does not exist. */
function readTill(world: World, code: string, fallback: number): { tillId: number; warnings: Warning[] } {
  if (code === '') return { tillId: fallback, warnings: [] };
  const till = Object.values(world.tills).find((each) => each.code === code);
  if (till) return { tillId: till.id, warnings: [] };
  return { tillId: fallback, warnings: [{ code: 91021, message: `Till ${code} does not exist` }] };
}

/**
 * Reads `createDate`.
 * @throws 8017 if it is not a date, or in the future
 */
function readCreateDate(world: World, value: unknown): { createdOn?: Instant } {
  if (!given(value)) return {};
  const createdOn = readDate(textOf(value), world.organisation.timezone) ?? fail(8017, 'createDate is not a date');
  return { createdOn: createdOn > now(world) ? fail(8017, 'createDate is in the future') : createdOn };
}

/**
 * Reads the data of a customer besides the profiles.
 * @throws as reading its parts does
 */
export function readDetails(world: World, body: JsonObject, tillId: number): { details: Details; warnings: Warning[] } {
  const till = readTill(world, textOf(body['associatedWith']), tillId);
  const label = textOf(body['statusLabel']);
  const referralCode = textOf(body['referralCode']);
  const details: Details = {
    tillId: till.tillId,
    ...readLoyaltyType(body),
    extendedFields: filled(body['extendedFields']),
    ...readCreateDate(world, body['createDate']),
    ...(label !== '' && { statusLabel: statusLabelMeant(world, label) }),
    ...(referralCode !== '' && { referralCode }),
    subscriptions: readSubscriptions(objectOf(body['subscriptionInfo'])['subscriptions']),
  };
  return { details, warnings: till.warnings };
}
