/** Deleting personal data: who somebody was is forgotten, what they bought, earned and hold is kept. */
import { DAY, later, now } from '../clock.js';
import { fail } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { Request } from '../state/request.js';
import { nextId, type World } from '../world.js';
import { identifierIndexKey, setStatus, touch } from './customers.js';
import { fallsDue } from './ledger.js';
import { configNumber } from './organisation-config.js';

const COMMENT_LENGTH = 255;

/**
 * Asks for a customer's data to be deleted; until that is decided the customer's status is the one pending deletion.
 * 400 (comments too long), 9055 (asked for already, or deleted).
 */
export function requestDeletion(
  world: World,
  customer: Customer,
  { comments, tillId }: { comments: string; tillId: number },
): Request {
  if (comments.length > COMMENT_LENGTH) fail(400, `comments may have ${COMMENT_LENGTH} characters`);
  const isOpen = Object.values(world.requests).some(
    (each) => each.type === 'PII_DELETE' && each.customerId === customer.id && /PENDING|APPROVED/.test(each.status),
  );
  if (isOpen || customer.piiDeleted) fail(9055, 'The deletion of this customer is asked for already');
  const request: Request = {
    id: nextId(world, 'request'),
    type: 'PII_DELETE',
    baseType: 'DELETE',
    status: 'PENDING',
    customerId: customer.id,
    userGroupId: null,
    reason: '',
    comments,
    details: { formerLabel: customer.statusLabel },
    createdOn: now(world),
    modifiedOn: now(world),
    tillId,
  };
  world.requests[request.id] = request;
  setStatus(world, customer, { label: pendingLabel(world), reason: 'PII deletion requested', tillId });
  return request;
}

const labelOf = (world: World, status: string): string =>
  Object.entries(world.organisation.settings.statusLabels).find(([, each]) => each === status)?.[0] ?? 'Active';

const pendingLabel = (world: World): string => labelOf(world, 'PENDING_DELETION');

/** Lets an approved deletion happen: at once, or once the organisation's waiting time is over. */
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

/** Gives the customer of a deletion that was refused or withdrawn the status of before. */
export function keepCustomer(world: World, request: Request, customer: Customer, tillId: number): void {
  const label = String(request.details['formerLabel'] ?? 'Active');
  setStatus(world, customer, { label, reason: 'PII deletion not carried out', tillId });
}

/** Forgets who a customer is. Ledger, transactions, coupons and cards stay with an id that nobody's name goes with. */
export function erase(world: World, request: Request, customer: Customer, tillId: number): void {
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
  for (const code of world.validationCodes) if (code.customerId === customer.id) code.entityValue = '';
  customer.piiDeleted = true;
  setStatus(world, customer, { label: labelOf(world, 'DELETED'), reason: 'PII deletion', tillId });
  touch(world, customer, tillId);
  request.status = 'SUCCESS';
  delete request.details['eraseOn'];
}
