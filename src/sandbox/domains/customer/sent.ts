/** Reads customers from v2's arguments: sources, profiles, fields, subscriptions. */
import { defined } from '../../../lib/defined.js';
import type { customerAdd, customerUpdateIdentifiers } from '../../../tools/customer/customer.js';
import type { Body, JsonObject } from '../../../tools/schemas/decoded.js';
import { given, isObject, oneOf } from '../../http/arguments.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { CardLink } from '../card/rules.js';
import type { Details, ProfileRow } from './registration.js';
import { checkIdentifier } from './rules.js';
import { type CustomerQuery, customerNamed, type SourceQuery } from './shape.js';
import { type CommChannel, type Customer, type Identifier, SOURCES, type Source } from './state.js';
import { type SubscriptionChoice, subscriptionChannel } from './subscriptions.js';

/** The codes of what is missing in a customer or cannot be read. */
export const CUSTOMER_CODES = {
  profiles: 8005,
  'profiles[].source': { missing: 8004, malformed: 3217 },
  'profiles[].identifiers': 8005,
  'profiles[].identifiers[].type': 8013,
  'profiles[].identifiers[].value': 8005,
  'profiles[].commChannels[].type': 8010,
  'profiles[].commChannels[].value': 8010,
  createDate: 8017,
  'subscriptionInfo.subscriptions[].channel': 1101,
  'subscriptionInfo.subscriptions[].priority': 1102,
  'subscriptionInfo.subscriptions[].type': 1106,
} as const;

/** The codes of a look-up by source and identifier, and the order in which it is checked. */
export const LOOKUP = {
  codes: { source: 8003, identifierName: 8013, identifierValue: 8013 },
  first: ['source', 'identifierName', 'identifierValue'],
} as const;

/** Sources in which a brand has several accounts, so that a profile needs the account's id. */
const MULTI_ACCOUNT: ReadonlySet<string> = new Set<Source>(['WECHAT', 'FACEBOOK', 'LINE', 'MOBILE_APP', 'WEB_ENGAGE']);

/** A source with its account. */
export interface SourceAndAccount {
  source: Source;
  accountId: string;
}

/** @throws 8045 if the source requires an account and there is none */
export function inAccount(source: Source, accountId = ''): SourceAndAccount {
  if (accountId === '' && MULTI_ACCOUNT.has(source)) fail(8045, `Source ${source} requires accountId`);
  return { source, accountId };
}

/** The scope of a read: one profile's source and account, or all of them. */
export type SourceAsked = SourceAndAccount | 'ALL';

/**
 * The `source` of a read, which may be ALL.
 * @throws `invalid` if the source is missing or unknown
 * @throws 8045 if the source requires an account and there is none
 */
export function readSourceAsked({ source = '', accountId }: SourceQuery, invalid: number): SourceAsked {
  if (source.toUpperCase() === 'ALL') return 'ALL';
  if (source === '') fail(invalid, 'Source is missing');
  return inAccount(oneOf(SOURCES, source) ?? fail(invalid, `${source} is not a source`), accountId);
}

/**
 * The customer of a lookup by source and identifier.
 * @throws 8003 if the source is missing or unknown
 * @throws 8045 if the source requires an account and there is none
 * @throws 8013 if the identifier is missing or its type unknown
 * @throws 8015 if no customer has it
 * @throws 8065 if the customer has no profile in the source
 */
export function customerLookedUp(world: World, query: CustomerQuery): Customer {
  readSourceAsked(query, 8003);
  if (!query.identifierName || !query.identifierValue) {
    fail(8013, 'identifierName or identifierValue is missing');
  }
  return customerNamed(world, query);
}

type NewProfile = Body<typeof customerAdd>['profiles'][number];
type AddedIdentifier = NonNullable<Body<typeof customerUpdateIdentifiers>['add']>[number];

/** An identifier as endpoints send it: some with a card, some without. */
export type SentIdentifier = { readonly type?: Identifier['type'] | 'facebook' } & Partial<
  Omit<AddedIdentifier, 'type'>
>;

type SentChannel = Partial<NonNullable<NewProfile['commChannels']>[number]>;

/** A profile as endpoints send it: each requires something else of it. */
export interface SentProfile extends Partial<Omit<NewProfile, 'identifiers' | 'commChannels' | 'source'>> {
  readonly source?: Source;
  readonly identifiers?: readonly SentIdentifier[];
  readonly commChannels?: readonly SentChannel[];
}

/** Cards are separated from other identifiers, because a card is linked and not merely recorded. */
export interface Identified {
  identifiers: Identifier[];
  cards: CardLink[];
}

/**
 * The identifiers and cards in a list of both.
 * @throws 8013 if an identifier has no type
 * @throws 8005 if a value is blank
 */
export function readIdentifiers(rows: readonly SentIdentifier[] = []): Identified {
  const identified: Identified = { identifiers: [], cards: [] };
  for (const row of rows) {
    const { type = fail(8013, 'An identifier has no type'), value = '' } = row;
    if (value === '') fail(8005, `The value of ${type} is blank`);
    if (type === 'cardnumber' || type === 'cardExternalId') identified.cards.push(cardOf(row, type, value));
    else identified.identifiers.push({ type: type === 'facebook' ? 'fbId' : type, value });
  }
  return identified;
}

function cardOf(row: SentIdentifier, type: 'cardnumber' | 'cardExternalId', value: string): CardLink {
  const { seriesId, seriesCode, statusLabel = '', customFields = {}, extendedFields = {} } = row;
  return {
    ...(type === 'cardnumber'
      ? { number: value, ...defined({ externalId: row.cardExternalId || undefined }) }
      : { externalId: value }),
    ...defined({ seriesId, seriesCode: seriesCode || undefined }),
    statusLabel,
    customFields,
    extendedFields,
  };
}

/**
 * A communication channel.
 * @throws 8010 if its type or address is missing
 * @throws 8057 if an email is malformed
 * @throws 8058 if a mobile is malformed
 */
function readChannel(
  world: World,
  { type, value, meta, attributes, ...flags }: SentChannel,
): Pick<CommChannel, 'type' | 'value'> & Partial<CommChannel> {
  if (!type || !value) return fail(8010, 'A communication channel is not valid');
  if (type === 'email' || type === 'mobile') checkAddress(world, type, value);
  return {
    type,
    value,
    ...flags,
    ...(meta && { meta: { ...meta } }),
    ...(attributes && { attributes: { ...attributes } }),
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
 * A profile to store. Source and account come from `query` if the profile names none.
 * @throws 8004 if the source is missing
 * @throws 3217 if the source is ALL
 * @throws 8045 if the source requires an account and there is none
 * @throws as reading identifiers and channels does
 */
export function readProfile(
  world: World,
  profile: SentProfile,
  query: { readonly source?: Source | 'ALL'; readonly accountId?: string } = {},
): ProfileRow {
  const source = profile.source ?? query.source ?? fail(8004, 'Source is missing');
  if (source === 'ALL') return fail(3217, 'A profile belongs to one source');
  const { firstName, lastName, commChannels = [], fields } = profile;
  return {
    ...inAccount(source, profile.accountId || query.accountId),
    ...defined({ firstName: firstName?.slice(0, LONGEST_NAME), lastName: lastName?.slice(0, LONGEST_NAME) }),
    ...readIdentifiers(profile.identifiers),
    ...(commChannels.length > 0 && { commChannels: commChannels.map((each) => readChannel(world, each)) }),
    fields: filled(fields),
  };
}

/** The fields with a value; null and empty ones are dropped. */
export const filled = (fields: JsonObject = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, each]) => isObject(each) || hasContent(each)));

const hasContent = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : given(value));

interface SentSubscription extends Partial<Omit<SubscriptionChoice, 'sourceName'>> {
  readonly sourceName?: string;
}

/**
 * Subscriptions to set.
 * @throws 1101 if a channel is not valid
 * @throws 1102 if a priority is missing
 * @throws 1106 if a subscription status is missing
 */
export function readSubscriptions(rows: readonly SentSubscription[] = []): SubscriptionChoice[] {
  return rows.map(({ channel = '', priority, type, accountId = '', sourceName = '', orgUnitId }) => ({
    channel: subscriptionChannel(channel) ?? fail(1101, 'Channel is not valid'),
    priority: priority ?? fail(1102, 'Priority is missing'),
    type: type ?? fail(1106, 'Subscription status is missing'),
    accountId,
    sourceName,
    // -1 means the organization.
    ...(orgUnitId !== undefined && orgUnitId !== -1 && { orgUnitId }),
  }));
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

/** What endpoints send of a customer besides the profiles. */
export interface SentDetails
  extends Partial<
    Pick<
      Body<typeof customerAdd>,
      'associatedWith' | 'statusLabel' | 'referralCode' | 'loyaltyInfo' | 'extendedFields' | 'createDate'
    >
  > {
  readonly subscriptionInfo?: { readonly subscriptions?: readonly SentSubscription[] };
}

/**
 * The data of a customer besides the profiles.
 * @throws as reading the subscriptions does
 */
export function readDetails(
  world: World,
  sent: SentDetails,
  callerTillId: number,
): { details: Details; warnings: Warning[] } {
  const { tillId, warnings } = readTill(world, sent.associatedWith ?? '', callerTillId);
  const { statusLabel, referralCode } = sent;
  const details: Details = {
    tillId,
    extendedFields: filled(sent.extendedFields),
    subscriptions: readSubscriptions(sent.subscriptionInfo?.subscriptions),
    ...defined({
      loyaltyType: sent.loyaltyInfo?.loyaltyType,
      createdOn: sent.createDate,
      statusLabel: statusLabel ? statusLabelMeant(world, statusLabel) : undefined,
      referralCode: referralCode || undefined,
    }),
  };
  return { details, warnings };
}
