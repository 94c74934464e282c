/** Customers: registering, finding, updating, identifiers, status. The only code that writes the identifier index. */
import { defined } from '../../../lib/defined.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { allDomains } from '../domain.js';
import { announce } from '../events/announce.js';
import type { Settings } from '../organization/state.js';
import { pointsExpiry } from '../points/earning.js';
import { customerEntity, openLot, recordEvent } from '../points/ledger.js';
import { enrol } from '../points/tiers.js';
import { changedFields, changedIdentifiers, recordAudit } from './audit.js';
import { reindexCustomer } from './search-index.js';
import {
  type AuditEvent,
  type CommChannel,
  type Customer,
  IDENTIFIER_TYPES,
  type Identifier,
  type IdentifierType,
  type Profile,
  type Source,
  type Subscription,
} from './state.js';

/** The data of one profile on registration or update; absent fields keep their value. */
export interface ProfileInput {
  source?: Source;
  accountId?: string;
  firstName?: string;
  lastName?: string;
  identifiers?: readonly Identifier[];
  commChannels?: readonly (Pick<CommChannel, 'type' | 'value'> & Partial<CommChannel>)[];
  fields?: Readonly<Record<string, unknown>>;
}

export interface NewCustomer extends ProfileInput {
  loyaltyType?: Customer['loyaltyType'];
  extendedFields?: Readonly<Record<string, unknown>>;
  tillId: number;
  /** When the customer joined; now by default. */
  createdOn?: Instant;
  statusLabel?: string;
  referralCode?: string;
  subscriptions?: readonly Omit<Subscription, 'changedOn'>[];
  /** The customer to add this profile to, if they need not share an identifier. */
  customer?: Customer;
  /** Stored like an import: no event, no points for joining. */
  skipDownstream?: boolean;
}

/** A customer, with warnings about the change. */
export interface CustomerResult {
  customer: Customer;
  warnings: Warning[];
}

const TYPES = new Map<string, IdentifierType | 'id'>([
  ...IDENTIFIER_TYPES.map((type) => [plain(type), type] as const),
  ['id', 'id'],
  ['userid', 'id'],
  ['customerid', 'id'],
  ['phone', 'mobile'],
]);

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** The identifier type of a name (`EXTERNAL_ID`, `external_id`, `externalId` …); null if unknown. */
export function identifierType(name: string): IdentifierType | 'id' | null {
  return TYPES.get(plain(name)) ?? null;
}

/** The normalized value for comparisons: mobiles with their country code, emails in lower case. */
export function normalised(world: World, { type, value }: Identifier): string {
  const text = value.trim();
  if (type === 'email') return text.toLowerCase();
  if (type !== 'mobile') return text;
  const { countryCode, mobileLength } = world.organisation;
  const digits = text.replace(/[\s+-]/g, '').replace(/^0+/, '');
  return digits.length === mobileLength ? `${countryCode}${digits}` : digits;
}

/** The key of an identifier in the index. */
export const identifierIndexKey = (world: World, identifier: Identifier): string =>
  `${identifier.type}:${normalised(world, identifier)}`;

/** The account with an identifier, if any, even if it was merged into another. */
export function findAccount(world: World, type: IdentifierType | 'id', value: string): Customer | undefined {
  const id = type === 'id' ? Number(value) : world.identifierIndex[identifierIndexKey(world, { type, value })];
  return id === undefined ? undefined : world.customers[id];
}

/**
 * The customer with an identifier, if any; for a merged customer, the survivor. Nobody finds a customer whose data was
 * erased.
 */
export function findCustomer(world: World, type: IdentifierType | 'id', value: string): Customer | undefined {
  const account = findAccount(world, type, value);
  const customer = account && survivorOf(world, account);
  return customer?.piiDeleted ? undefined : customer;
}

/** The customer that an account was merged into, at last; or the account itself. */
export function survivorOf(world: World, account: Customer): Customer | undefined {
  let survivor: Customer | undefined = account;
  while (survivor && survivor.mergedInto !== null) survivor = world.customers[survivor.mergedInto];
  return survivor;
}

/** A customer's own account, and those that were merged into it, directly or over at most `depth` merges. */
export function accountsOf(world: World, customer: Customer, depth = Number.POSITIVE_INFINITY): Customer[] {
  const merged =
    depth === 0 ? [] : Object.values(world.customers).filter(({ mergedInto }) => mergedInto === customer.id);
  return [customer, ...merged.flatMap((each) => accountsOf(world, each, depth - 1))];
}

/**
 * Finds a customer by an identifier.
 * @throws 8013 if the identifier type is unknown
 * @throws 8015 if no customer has the identifier
 */
export function customerBy(world: World, type: string, value: string): Customer {
  const kind = identifierType(type) ?? failUnknown(8013, 'Identifier type', type);
  return findCustomer(world, kind, value) ?? noCustomer();
}

/**
 * Finds a customer by the id in a path.
 * @throws 8015 if no customer has the id, or the customer's data was erased
 * @throws 8069 if the account was merged into another
 */
export function customerById(world: World, id: string | number): Customer {
  const customer = world.customers[Number(id)] ?? noCustomer();
  if (customer.piiDeleted) fail(8015, ERASED);
  if (customer.mergedInto !== null) fail(8069, `Customer was merged into ${survivorOf(world, customer)?.id}`);
  return customer;
}

/** What is said of a customer whose data was erased. */
export const ERASED = 'Customer is deleted after PII delete request';

/** The code for a customer who does not exist; also for an id that nobody can have. */
export const NO_CUSTOMER = 8015;

export function noCustomer(): never {
  return fail(NO_CUSTOMER, 'Customer not found for given identifiers');
}

/** The profile that answers show: the one of the source, or else the first. */
export function profileOf(customer: Customer, source?: string, accountId?: string): Profile | undefined {
  return source === undefined
    ? customer.profiles[0]
    : customer.profiles.find(
        (each) => each.source === source && (accountId === undefined || each.accountId === accountId),
      );
}

/** The customer's identifier of a type, from any profile; empty if there is none. */
export function identifierOf(customer: Customer, type: IdentifierType): string {
  for (const profile of customer.profiles) {
    const found = profile.identifiers.find((each) => each.type === type);
    if (found) return found.value;
  }
  return '';
}

const EMAIL = /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/;

/**
 * Checks only the form.
 * @throws 8056 if a mobile is malformed
 * @throws 8055 if an email is malformed
 * @throws 8064 if another identifier is empty or too long
 */
export function checkIdentifier(world: World, identifier: Identifier): void {
  const { countryCode, mobileLength } = world.organisation;
  const value = normalised(world, identifier);
  if (identifier.type === 'mobile') {
    const valid =
      value.startsWith(countryCode) && /^\d+$/.test(value) && value.length === countryCode.length + mobileLength;
    if (!valid) fail(8056, `Invalid mobile number: ${identifier.value}`);
  } else if (identifier.type === 'email') {
    if (!EMAIL.test(value)) fail(8055, `Invalid email: ${identifier.value}`);
  } else if (value === '' || value.length > 100) {
    fail(8064, `Invalid ${identifier.type}`);
  }
}

/** The configured fields, and a warning for each field that the organization has not configured. */
export function knownFields(
  fields: Readonly<Record<string, unknown>>,
  configured: readonly string[],
  code: number,
): { known: Record<string, unknown>; warnings: Warning[] } {
  const known: Record<string, unknown> = {};
  const warnings: Warning[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (configured.includes(name)) known[name] = value;
    else warnings.push({ code, message: `Field ${name} is not configured and was ignored` });
  }
  return { known, warnings };
}

/** Warning codes for an unknown custom field and an unknown extended field. */
export const UNKNOWN_CUSTOM_FIELD = 1017;
export const UNKNOWN_EXTENDED_FIELD = 91016;

/**
 * Registers a customer. If an identifier is known in another source, this becomes a further profile of that customer
 * (warning 8050).
 * @throws 8005 if there is no identifier
 * @throws 8006 if the customer is already registered in the source
 * @throws 8053 if the identifiers belong to different customers
 * @throws 8055, 8056, 8064 if an identifier is malformed
 * @throws 8017 if the registration date is in the future
 */
export function register(world: World, input: NewCustomer): CustomerResult {
  const identifiers = normaliseAll(world, input.identifiers ?? []);
  if (identifiers.length === 0) fail(8005, 'No valid identifiers given');
  for (const identifier of identifiers) checkIdentifier(world, identifier);
  if (input.createdOn !== undefined && input.createdOn > now(world)) fail(8017, 'Registration date is in the future');
  checkLabel(world, input.statusLabel ?? 'Active');
  const existing = holderOf(world, input, identifiers);

  const { customFields, extendedFields } = world.organisation.settings;
  const custom = knownFields(input.fields ?? {}, customFields.customer, UNKNOWN_CUSTOM_FIELD);
  const extended = knownFields(input.extendedFields ?? {}, extendedFields.customer, UNKNOWN_EXTENDED_FIELD);
  const warnings = [...custom.warnings, ...extended.warnings];
  const profile = newProfile(world, input, identifiers, custom.known);
  if (existing) {
    existing.profiles.push(profile);
    index(world, existing.id, identifiers);
    touch(world, existing, input.tillId);
    if (!input.customer) warnings.push({ code: 8050, message: 'Customer found in another source; accounts combined' });
    return { customer: existing, warnings };
  }
  const customer = newCustomer(world, input, profile, extended.known);
  world.customers[customer.id] = customer;
  index(world, customer.id, identifiers);
  recordStatus(world, customer, customer.statusLabel, 'Registration', input.tillId, '');
  if (customer.loyaltyType === 'loyalty') joinProgram(world, customer, input.tillId, input.skipDownstream);
  markJoined(world, customer, identifiers);
  for (const domain of allDomains()) domain.onRegister?.(world, { customer, tillId: input.tillId });
  return { customer, warnings };
}

const sourceOf = ({ source = 'INSTORE', accountId = '' }: ProfileInput): { source: Source; accountId: string } => ({
  source,
  accountId,
});

/**
 * The customer who already has the identifiers in another source; undefined if there is none.
 * @throws 8053 if the identifiers belong to different customers
 * @throws 8006 if the customer already has a profile in the source
 */
function holderOf(world: World, input: NewCustomer, identifiers: readonly Identifier[]): Customer | undefined {
  const holders = new Set(identifiers.map((each) => world.identifierIndex[identifierIndexKey(world, each)]));
  if (input.customer) holders.add(input.customer.id);
  holders.delete(undefined);
  if (holders.size > 1) fail(8053, 'Identifiers belong to different customers');
  const [holder] = holders;
  const existing = holder === undefined ? undefined : world.customers[holder];
  const { source, accountId } = sourceOf(input);
  if (existing && profileOf(existing, source, accountId)) fail(8006, 'Customer already exists in the same source');
  return existing;
}

function newProfile(
  world: World,
  input: NewCustomer,
  identifiers: Identifier[],
  fields: Record<string, unknown>,
): Profile {
  const time = now(world);
  return {
    ...sourceOf(input),
    firstName: input.firstName ?? '',
    lastName: input.lastName ?? '',
    identifiers,
    commChannels: (input.commChannels ?? channelsFor(identifiers)).map(fullChannel),
    fields,
    createdOn: input.createdOn ?? time,
    modifiedOn: time,
  };
}

/** A customer with the next ids and a referral code, not yet in the world. */
function newCustomer(
  world: World,
  input: NewCustomer,
  profile: Profile,
  extendedFields: Record<string, unknown>,
): Customer {
  const { createdOn, modifiedOn } = profile;
  const subscriptions = (): Subscription[] =>
    (input.subscriptions ?? []).map((each) => ({ ...each, changedOn: modifiedOn }));
  return {
    id: nextId(world, 'customer'),
    profiles: [profile],
    loyaltyType: input.loyaltyType ?? 'loyalty',
    loyaltyId: nextId(world, 'loyalty'),
    extendedFields,
    segments: {},
    tier: null,
    tierExpiresOn: null,
    tierHistory: [],
    lifetimePurchases: 0,
    visits: 0,
    statusLabel: input.statusLabel ?? 'Active',
    statusLog: [],
    fraudStatus: 'NONE',
    fraudMarked: null,
    labels: [],
    subscriptions: subscriptions(),
    subscriptionLog: subscriptions(),
    notes: [],
    tickets: [],
    preferences: {},
    preferredStoreId: null,
    images: [],
    referralCode: randomCode(world, 6),
    referrals: [],
    referredBy: referrerOf(world, input.referralCode),
    cardIds: [],
    storeId: world.tills[input.tillId]?.storeId ?? 0,
    tillId: input.tillId,
    createdOn,
    modifiedOn,
    modifiedByTillId: input.tillId,
    mergedInto: null,
    piiDeleted: false,
  };
}

/** Enrols a registered customer in the loyalty program, with joining points if there are any. */
function joinProgram(world: World, customer: Customer, tillId: number, skipDownstream = false): void {
  if (skipDownstream) {
    enrol(world, customer, null);
    return;
  }
  const event = recordEvent(world, 'CustomerRegistration', customerEntity(customer.id), { tillId });
  enrol(world, customer, event.id);
  const { registrationPoints } = world.organisation.program;
  if (registrationPoints > 0) {
    openLot(world, event, {
      points: registrationPoints,
      movement: 'earn',
      pointsType: 'customer_promotions',
      expiresOn: pointsExpiry(world, event.time),
    });
  }
}

function referrerOf(world: World, code: string | undefined): number | null {
  if (!code) return null;
  const account = Object.values(world.customers).find((each) => each.referralCode === code);
  return (account && survivorOf(world, account)?.id) ?? null;
}

/** Marks the invitation in the referrer's record as accepted. */
function markJoined(world: World, customer: Customer, identifiers: readonly Identifier[]): void {
  const referrer = customer.referredBy === null ? undefined : world.customers[customer.referredBy];
  for (const referral of referrer?.referrals ?? []) {
    const invited = identifiers.some(
      ({ type, value }) => type === referral.identifier.type && value === referral.identifier.value,
    );
    if (invited) referral.joinedCustomerId ??= customer.id;
  }
}

function normaliseAll(world: World, identifiers: readonly Identifier[]): Identifier[] {
  const seen = new Map<string, Identifier>();
  for (const { type, value } of identifiers) {
    if (value.trim() === '') continue;
    const identifier = { type, value: normalised(world, { type, value }) };
    seen.set(`${type}:${identifier.value}`, identifier);
  }
  return [...seen.values()];
}

function channelsFor(identifiers: readonly Identifier[]): Pick<CommChannel, 'type' | 'value'>[] {
  return identifiers.filter(({ type }) => type === 'mobile' || type === 'email');
}

function fullChannel(channel: Pick<CommChannel, 'type' | 'value'> & Partial<CommChannel>): CommChannel {
  return {
    primary: true,
    verified: false,
    subscribed: true,
    meta: {},
    attributes: {},
    ...channel,
  };
}

/** Makes a customer found by identifiers that were added, and by names that may have changed with them. */
function index(world: World, customerId: number, identifiers: readonly Identifier[]): void {
  reindexCustomer(world, customerId);
  for (const identifier of identifiers) world.identifierIndex[identifierIndexKey(world, identifier)] = customerId;
}

/** Notes who changed a customer last, and when. */
export function touch(world: World, customer: Customer, tillId: number): void {
  customer.modifiedOn = now(world);
  customer.modifiedByTillId = tillId;
  announce(world, 'customerUpdated', customer.id);
}

export interface CustomerUpdate extends ProfileInput {
  loyaltyType?: Customer['loyaltyType'];
  extendedFields?: Readonly<Record<string, unknown>>;
  tillId: number;
}

/**
 * Changes the given fields. Identifiers are added if the profile has none of the type; use `changeIdentifiers` to
 * replace one.
 * @throws 8065 if the customer has no profile in the source
 * @throws 1046 if a loyalty customer would become a non-loyalty one
 * @throws 8007 if an identifier belongs to another customer
 */
export function updateCustomer(world: World, customer: Customer, input: CustomerUpdate): CustomerResult {
  const profile = profileOf(customer, input.source, input.accountId) ?? fail(8065, 'Customer not found in that source');
  if (customer.loyaltyType === 'loyalty' && input.loyaltyType === 'non_loyalty') {
    fail(1046, 'A loyalty customer cannot be made a non-loyalty one');
  }
  const added = normaliseAll(world, input.identifiers ?? []).filter(
    ({ type }) => !profile.identifiers.some((each) => each.type === type),
  );
  for (const identifier of added) checkFree(world, customer, identifier);
  const settings = world.organisation.settings;
  const custom = knownFields(input.fields ?? {}, settings.customFields.customer, UNKNOWN_CUSTOM_FIELD);
  const extended = knownFields(input.extendedFields ?? {}, settings.extendedFields.customer, UNKNOWN_EXTENDED_FIELD);

  recordAudit(world, { ...auditOf(customer, input.tillId), source: profile.source }, [
    ...changedIdentifiers([], added),
    ...changedFields('StandardField', namesOf(profile), namesOf({ ...profile, ...defined(input) })),
    ...(input.commChannels ?? []).flatMap(({ type, value }) => changedChannel(profile, type, value)),
    ...changedFields('CustomField', profile.fields, custom.known),
    ...changedFields('ExtendedField', customer.extendedFields, extended.known),
  ]);
  profile.firstName = input.firstName ?? profile.firstName;
  profile.lastName = input.lastName ?? profile.lastName;
  profile.identifiers.push(...added);
  index(world, customer.id, added);
  for (const channel of input.commChannels ?? []) setChannel(profile, channel);
  Object.assign(profile.fields, custom.known);
  profile.modifiedOn = now(world);
  Object.assign(customer.extendedFields, extended.known);
  touch(world, customer, input.tillId);
  if (customer.loyaltyType === 'non_loyalty' && input.loyaltyType === 'loyalty') {
    customer.loyaltyType = 'loyalty';
    joinProgram(world, customer, input.tillId);
  }
  return { customer, warnings: [...custom.warnings, ...extended.warnings] };
}

const auditOf = ({ id }: Customer, tillId: number) => ({ entityType: 'CUSTOMER', entityId: id, tillId }) as const;

const namesOf = ({ firstName, lastName }: Pick<Profile, 'firstName' | 'lastName'>) => ({
  firstname: firstName,
  lastname: lastName,
});

/** A channel that the profile gets. */
function changedChannel({ commChannels }: Profile, type: string, value: string): AuditEvent[] {
  const isKnown = commChannels.some((each) => each.type === type && each.value === value);
  return isKnown ? [] : [{ kind: 'CommChannel', field: type, before: null, after: value }];
}

function setChannel(profile: Profile, channel: Pick<CommChannel, 'type' | 'value'> & Partial<CommChannel>): void {
  const known = profile.commChannels.find((each) => each.type === channel.type && each.value === channel.value);
  if (known) Object.assign(known, channel);
  else profile.commChannels.push(fullChannel(channel));
}

function checkFree(world: World, customer: Customer, identifier: Identifier): void {
  checkIdentifier(world, identifier);
  const holder = world.identifierIndex[identifierIndexKey(world, identifier)];
  if (holder !== undefined && holder !== customer.id) {
    fail(8007, `${identifier.type} ${identifier.value} already belongs to another customer`);
  }
}

/**
 * Removes and adds identifiers of one profile.
 * @throws 8065 if the customer has no profile in the source
 * @throws 8007 if an identifier belongs to another customer
 * @throws 8015 if an identifier to remove is not the customer's
 * @throws 8005 if no identifier would be left
 */
export function changeIdentifiers(
  world: World,
  customer: Customer,
  change: {
    source?: Source;
    accountId?: string;
    add: readonly Identifier[];
    remove: readonly Identifier[];
    tillId: number;
  },
): void {
  const profile =
    profileOf(customer, change.source, change.accountId) ?? fail(8065, 'Customer not found in that source');
  const add = normaliseAll(world, change.add);
  const remove = normaliseAll(world, change.remove);
  for (const identifier of add) checkFree(world, customer, identifier);
  const removed = (each: Identifier): boolean =>
    remove.some((other) => other.type === each.type && other.value === each.value);
  for (const identifier of remove) {
    const held = profile.identifiers.some((each) => each.type === identifier.type && each.value === identifier.value);
    if (!held) fail(8015, `${identifier.type} ${identifier.value} is not an identifier of this customer`);
  }
  const kept = profile.identifiers.filter((each) => !removed(each));
  const left = [...kept, ...add.filter((each) => !kept.some((k) => k.type === each.type && k.value === each.value))];
  if (left.length === 0) fail(8005, 'A customer needs at least one identifier');
  const added = left.filter((each) => !profile.identifiers.includes(each) && !kept.includes(each));
  recordAudit(
    world,
    { ...auditOf(customer, change.tillId), source: profile.source },
    changedIdentifiers(remove, added),
  );
  for (const identifier of remove) delete world.identifierIndex[identifierIndexKey(world, identifier)];
  profile.identifiers = left;
  // Another profile may still hold a removed identifier.
  for (const each of customer.profiles) index(world, customer.id, each.identifiers);
  profile.modifiedOn = now(world);
  touch(world, customer, change.tillId);
}

/** Moves identifiers from an account to the one it is merged into: to the profile of the same source, or the first. */
export function moveIdentifiers(world: World, from: Customer, to: Customer, identifiers: readonly Identifier[]): void {
  for (const profile of from.profiles) {
    const moved = profile.identifiers.filter((each) =>
      identifiers.some(({ type, value }) => type === each.type && value === each.value),
    );
    const target = profileOf(to, profile.source, profile.accountId) ?? to.profiles[0];
    if (!target || moved.length === 0) continue;
    profile.identifiers = profile.identifiers.filter((each) => !moved.includes(each));
    target.identifiers.push(...moved);
    index(world, to.id, moved);
  }
}

function checkLabel(world: World, label: string): void {
  const known = Object.hasOwn(world.organisation.settings.statusLabels, label);
  if (!known) fail(8106, `Status label ${label} does not exist in the organization`);
}

/**
 * Sets a status label, as of now or of `createdOn`.
 * @throws 8106 if the organization does not have the label
 * @throws 3042 if the customer is marked as deleted, which is final
 */
export function setStatus(
  world: World,
  customer: Customer,
  change: { label: string; reason: string; tillId: number; createdOn?: Instant },
): void {
  checkLabel(world, change.label);
  if (systemStatus(world.organisation.settings, customer.statusLabel) === 'DELETED') {
    fail(3042, 'The customer is already marked as deleted');
  }
  const previous = customer.statusLabel;
  recordAudit(
    world,
    auditOf(customer, change.tillId),
    changedFields('CustomerStatus', { status: previous }, { status: change.label }),
  );
  customer.statusLabel = change.label;
  recordStatus(world, customer, change.label, change.reason, change.tillId, previous, change.createdOn);
  touch(world, customer, change.tillId);
}

function recordStatus(
  world: World,
  customer: Customer,
  label: string,
  reason: string,
  tillId: number,
  previousLabel: string,
  createdOn = now(world),
): void {
  const status = systemStatus(world.organisation.settings, label);
  customer.statusLog.push({ label, previousLabel, status, reason, createdOn, tillId });
}

const systemStatus = (settings: Settings, label: string): Settings['statusLabels'][string] =>
  settings.statusLabels[label] ?? 'ACTIVE';

/** Whether the customer's status allows earning and redeeming. */
export function isActive(world: World, customer: Customer): boolean {
  return systemStatus(world.organisation.settings, customer.statusLabel) === 'ACTIVE';
}

/** Whether a customer counts as fraudulent: marked or confirmed. */
export function isFraud(customer: Customer): boolean {
  return (
    customer.fraudStatus === 'MARKED' || customer.fraudStatus === 'CONFIRMED' || customer.fraudStatus === 'RECONFIRMED'
  );
}
