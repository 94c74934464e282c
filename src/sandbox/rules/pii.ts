/** Deleting personal data: identity is forgotten; purchases, points and holdings are kept. */
import { DAY, later, now } from '../clock.js';
import { allDomains } from '../domains/domain.js';
import { fail } from '../failure.js';
import type { Customer, Identifier } from '../state/customer.js';
import type { Request } from '../state/request.js';
import type { World } from '../world.js';
import { accountsOf, identifierIndexKey, setStatus, touch } from './customers.js';
import { fileRequest } from './filing.js';
import { fallsDue } from './ledger.js';
import { configNumber } from './organisation-config.js';

const COMMENT_LENGTH = 255;

/**
 * Requests the deletion of a customer's data. Until it is decided, the customer has the status for pending deletions.
 * @throws 400 if the comments are too long
 * @throws 9055 if a deletion was already requested or carried out
 */
export function requestDeletion(
  world: World,
  customer: Customer,
  { comments, tillId }: { comments: string; tillId: number },
): Request {
  if (comments.length > COMMENT_LENGTH) fail(400, `comments can have at most ${COMMENT_LENGTH} characters`);
  if (awaitsDeletion(world, customer.id) || customer.piiDeleted)
    fail(9055, 'The deletion of this customer was already requested');
  const request = fileRequest(world, {
    type: 'PII_DELETE',
    baseType: 'DELETE',
    customerId: customer.id,
    comments,
    details: { formerLabel: customer.statusLabel },
    tillId,
  });
  setStatus(world, customer, { label: pendingLabel(world), reason: 'PII deletion requested', tillId });
  return request;
}

/** Whether the deletion of a customer's data is requested and not yet carried out. */
export const awaitsDeletion = (world: World, customerId: number): boolean =>
  Object.values(world.requests).some(
    (each) => each.type === 'PII_DELETE' && each.customerId === customerId && /PENDING|APPROVED/.test(each.status),
  );

const labelOf = (world: World, status: string): string =>
  Object.entries(world.organisation.settings.statusLabels).find(([, each]) => each === status)?.[0] ?? 'Active';

const pendingLabel = (world: World): string => labelOf(world, 'PENDING_DELETION');

/** Carries out an approved deletion: at once, or after the organization's waiting time. */
export function approveDeletion(world: World, request: Request, customer: Customer, tillId: number): void {
  const days = configNumber(world, 'CONF_PII_DATA_DELETE_AFTER_DAYS');
  if (days === 0) {
    erase(world, request, customer, tillId);
    return;
  }
  request.status = 'APPROVED';
  request.details['eraseOn'] = later(now(world), days * DAY);
  fallsDue(world, later(now(world), days * DAY));
}

/** Restores the status of a customer whose deletion was refused or withdrawn. */
export function keepCustomer(world: World, request: Request, customer: Customer, tillId: number): void {
  const label = String(request.details['formerLabel'] ?? 'Active');
  setStatus(world, customer, { label, reason: 'PII deletion not carried out', tillId });
}

/** Merges that a deletion follows: customers merged into the one to delete, into those, and so on. */
const MERGE_DEPTH = 10;

/** Forgets the identity of a customer and of all who were merged into it. */
export function erase(world: World, request: Request, customer: Customer, tillId: number): void {
  for (const each of accountsOf(world, customer, MERGE_DEPTH)) forget(world, each, tillId);
  request.status = 'SUCCESS';
  delete request.details['eraseOn'];
}

/** Ledger, transactions, coupons and cards keep an id without a name. */
function forget(world: World, customer: Customer, tillId: number): void {
  const identifiers = new Set(customer.profiles.flatMap((profile) => profile.identifiers.map(({ value }) => value)));
  forgetAddresses(world, customer, identifiers);
  for (const domain of allDomains()) domain.onErase?.(world, { customer, identifiers, tillId });
  for (const profile of customer.profiles) {
    for (const identifier of profile.identifiers) delete world.identifierIndex[identifierIndexKey(world, identifier)];
    Object.assign(profile, { firstName: '', lastName: '', identifiers: [], commChannels: [], fields: {} });
  }
  customer.extendedFields = {};
  customer.segments = {};
  customer.preferences = {};
  customer.subscriptions = [];
  customer.notes = [];
  customer.images = [];
  customer.referrals = [];
  customer.referralCode = '';
  for (const ticket of customer.tickets) Object.assign(ticket, { subject: '', message: '', customFields: {} });
  for (const id of world.transactionsByCustomer[customer.id] ?? []) delete world.transactions[id]?.identifier;
  customer.piiDeleted = true;
  setStatus(world, customer, { label: labelOf(world, 'DELETED'), reason: 'PII deletion', tillId });
  touch(world, customer, tillId);
}

const PERSONAL_DETAILS = ['oldValue', 'newValue', 'posting', 'transaction', 'images'] as const;

const NOBODY: Identifier = { type: 'mobile', value: '' };

/** Removes the customer's identifiers from messages, invitations and similar records. */
function forgetAddresses(world: World, customer: Customer, addresses: ReadonlySet<string>): void {
  for (const { id, to } of Object.values(world.sentMessages)) if (addresses.has(to)) delete world.sentMessages[id];
  world.otpMessages = world.otpMessages.filter(({ to }) => !addresses.has(to));
  for (const key of Object.keys(world.otpChecks)) {
    if (addresses.has(key.slice(key.indexOf(':') + 1))) delete world.otpChecks[key];
  }
  for (const code of world.validationCodes) {
    if (code.customerId === customer.id || addresses.has(code.entityValue)) code.entityValue = '';
  }
  for (const occurrence of world.eventOccurrences) {
    if (occurrence.customerId === customer.id) Object.assign(occurrence, { payload: '', values: {} });
  }
  for (const request of Object.values(world.requests)) {
    if (request.customerId !== customer.id || request.type === 'PII_DELETE') continue;
    for (const name of PERSONAL_DETAILS) delete request.details[name];
    if (request.status === 'PENDING' || request.status === 'CUSTOM') request.status = 'CANCELLED';
  }
  for (const { referrals } of Object.values(world.customers)) {
    for (const referral of referrals) {
      if (addresses.has(referral.identifier.value)) Object.assign(referral, { refereeName: '', identifier: NOBODY });
    }
  }
  delete world.customerPasswords[customer.id];
}
