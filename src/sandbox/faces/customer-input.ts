/** Customers as v2's arguments bring them: sources, profiles, fields, subscriptions. */
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
} from '../arguments.js';
import { type Instant, now } from '../clock.js';
import { readDate } from '../dates.js';
import { fail, SandboxFailure, type Warning } from '../failure.js';
import type { CardLink } from '../rules/cards.js';
import { checkIdentifier, identifierType } from '../rules/customers.js';
import type { Details, ProfileRow } from '../rules/registration.js';
import { PRIORITIES, type SubscriptionChoice, subscriptionChannel } from '../rules/subscriptions.js';
import { type CommChannel, type Customer, type Identifier, SOURCES, type Source } from '../state/customer.js';
import type { World } from '../world.js';
import { customerNamed } from './customer-shape.js';

/** Sources in which a brand has several accounts, so that a profile needs the account's id. */
const MULTI_ACCOUNT: ReadonlySet<string> = new Set<Source>(['WECHAT', 'FACEBOOK', 'LINE', 'MOBILE_APP', 'WEB_ENGAGE']);

/** Source and account; `codes` are those for a source that is missing or not one. 8045 without a needed account. */
export function readSource(
  sourceValue: unknown,
  accountValue: unknown,
  codes: { missing: number; invalid: number },
): { source: Source; accountId: string } {
  if (!given(sourceValue)) fail(codes.missing, 'Source is missing');
  const source = oneOf(SOURCES, sourceValue) ?? fail(codes.invalid, `${textOf(sourceValue)} is not a source`);
  const accountId = textOf(accountValue);
  if (accountId === '' && MULTI_ACCOUNT.has(source)) fail(8045, `Source ${source} needs accountId`);
  return { source, accountId };
}

/** What a read spans: one profile's source and account, or all of them. */
export type SourceAsked = { source: Source; accountId: string } | 'ALL';

/** `source` of a read, which may be ALL. `invalid` is the code for a source that is missing or not one. */
export function readSourceAsked(query: JsonObject, invalid: number): SourceAsked {
  if (textOf(query['source']).toUpperCase() === 'ALL') return 'ALL';
  return readSource(query['source'], query['accountId'], { missing: invalid, invalid });
}

/** The customer of a look-up by source and identifier. 8003 (source), 8045, 8013, 8015, 8065. */
export function customerLookedUp(world: World, query: JsonObject): Customer {
  readSourceAsked(query, 8003);
  if (!given(query['identifierName']) || !given(query['identifierValue'])) {
    fail(8013, 'identifierName or identifierValue is missing');
  }
  return customerNamed(world, query);
}

/** Names of kinds of identifier that only bodies have. */
const OTHER_TYPES: Readonly<Record<string, string>> = { card: 'cardnumber', facebook: 'fbId' };

/** Where identifiers are cards, they are told apart: a card is linked, not merely noted. */
export interface Identified {
  identifiers: Identifier[];
  cards: CardLink[];
}

/** `[{type, value, …}]`. 8013 for an unknown kind, 8005 for a blank value. */
export function readIdentifiers(rows: unknown): Identified {
  const identified: Identified = { identifiers: [], cards: [] };
  for (const row of objectsOf(rows)) {
    const name = textOf(row['type']);
    const type = identifierType(entryOf(OTHER_TYPES, name.toLowerCase()) ?? name);
    if (type === null || type === 'id') return fail(8013, `${name || 'A blank'} is no type of identifier`);
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

/** 8010 for an unknown channel or a blank address, 8057 and 8058 for a malformed email or mobile. */
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

/** A profile; source and account come from `query` where the profile names none. 8004/3217/8045 and as above. */
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

/** The fields that hold something: null and empty ones are dropped. */
export function filled(value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(objectOf(value)).filter(([, each]) => isObject(each) || hasContent(each)));
}

const hasContent = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : given(value));

/** `loyaltyInfo.loyaltyType`; nothing where absent. 400 for anything else. */
export function readLoyaltyType(body: JsonObject): { loyaltyType?: Customer['loyaltyType'] } {
  const value = objectOf(body['loyaltyInfo'])['loyaltyType'];
  if (!given(value)) return {};
  return { loyaltyType: oneOf(['loyalty', 'non_loyalty'], value) ?? fail(400, 'loyaltyType is not valid') };
}

/** `subscriptionInfo.subscriptions`. 1101 channel, 1102 priority, 1106 type. */
export function readSubscriptions(rows: unknown): SubscriptionChoice[] {
  return objectsOf(rows).map((row) => {
    const orgUnitId = numberOf(row['orgUnitId']);
    return {
      channel: subscriptionChannel(textOf(row['channel'])) ?? fail(1101, 'Channel is not valid'),
      priority: oneOf(PRIORITIES, row['priority']) ?? fail(1102, 'Priority is not valid'),
      type: oneOf(['OPTIN', 'OPTOUT'], row['type']) ?? fail(1106, 'Subscription status is not valid'),
      accountId: textOf(row['accountId']),
      sourceName: textOf(row['sourceName']),
      // -1 stands for the organisation.
      ...(orgUnitId !== null && orgUnitId !== -1 && { orgUnitId }),
    };
  });
}

/** A customer status label, whatever its case; the text itself where the organisation has no such label. */
export function statusLabelMeant(world: World, label: string): string {
  const labels = Object.keys(world.organisation.settings.statusLabels);
  return labels.find((each) => each.toLowerCase() === label.toLowerCase()) ?? label;
}

/** The till that `associatedWith` names; `fallback`, with a warning, where there is none. */
function readTill(world: World, code: string, fallback: number): { tillId: number; warnings: Warning[] } {
  if (code === '') return { tillId: fallback, warnings: [] };
  const till = Object.values(world.tills).find((each) => each.code === code);
  if (till) return { tillId: till.id, warnings: [] };
  return { tillId: fallback, warnings: [{ code: 91021, message: `Till ${code} does not exist` }] };
}

/** `createDate`. 8017 where it is no date. */
function readCreateDate(world: World, value: unknown): { createdOn?: Instant } {
  if (!given(value)) return {};
  const createdOn = readDate(textOf(value), world.organisation.timezone) ?? fail(8017, 'createDate is not a date');
  return { createdOn: createdOn > now(world) ? fail(8017, 'createDate is in the future') : createdOn };
}

/** What a body says of a customer beside the profiles. Fails as the parts do. */
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
