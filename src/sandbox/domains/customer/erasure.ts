/** Deleting personal data: identity is forgotten; purchases, points and holdings are kept. */
import { DAY, later, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { allDomains, type Erasure } from '../domain.js';
import { configNumber } from '../organization/config.js';
import { addressesOf, containing, namesOf } from '../personal-texts.js';
import { fallsDue } from '../points/ledger.js';
import { fileRequest } from '../requests/filing.js';
import type { Request } from '../requests/state.js';
import { accountsOf, identifierIndexKey, setStatus, touch } from './rules.js';
import { reindexCustomer } from './search-index.js';
import type { Customer } from './state.js';

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
  request.details.eraseOn = later(now(world), days * DAY);
  fallsDue(world, later(now(world), days * DAY));
}

/** Restores the status of a customer whose deletion was refused or withdrawn. */
export function keepCustomer(world: World, request: Request, customer: Customer, tillId: number): void {
  const label = String(request.details.formerLabel ?? 'Active');
  setStatus(world, customer, { label, reason: 'PII deletion not carried out', tillId });
}

/** Merges that a deletion follows: customers merged into the one to delete, into those, and so on. */
const MERGE_DEPTH = 10;

/** Erasures are counted like entities, so that whoever keeps records outside the world sees that there was one. */
export const ERASURE = 'erasure';

/** Forgets the identity of a customer and of all who were merged into it. */
export function erase(world: World, request: Request, customer: Customer, tillId: number): void {
  const accounts = accountsOf(world, customer, MERGE_DEPTH);
  // What one account took over from another has the names and addresses of both.
  const addresses = accounts.flatMap((each) => addressesOf(world, each));
  const isAddress = containing(addresses);
  const isPersonal = containing([...addresses, ...accounts.flatMap(namesOf)]);
  for (const each of accounts) forget(world, { customer: each, isAddress, isPersonal, tillId });
  request.status = 'SUCCESS';
  delete request.details.eraseOn;
  request.details.erasedOn = now(world);
  nextId(world, ERASURE);
}

/**
 * What says who the customer is. Ledger, transactions, coupons and cards keep an id without a name; what else they and
 * other records say of the customer, each domain knows of its own (`onErase`).
 */
function forget(world: World, erasure: Omit<Erasure, 'identifiers'>): void {
  const { customer, tillId } = erasure;
  const held = customer.profiles.flatMap((profile) => profile.identifiers);
  const identifiers = new Set(held.map(({ value }) => value));
  for (const domain of allDomains()) domain.onErase?.(world, { ...erasure, identifiers });
  for (const identifier of held) delete world.identifierIndex[identifierIndexKey(world, identifier)];
  reindexCustomer(world, customer.id);
  for (const profile of customer.profiles) {
    Object.assign(profile, { firstName: '', lastName: '', identifiers: [], commChannels: [], fields: {} });
  }
  customer.piiDeleted = true;
  setStatus(world, customer, { label: labelOf(world, 'DELETED'), reason: 'PII deletion', tillId });
  touch(world, customer, tillId);
}
