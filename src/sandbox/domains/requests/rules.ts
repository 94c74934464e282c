/** Requests that wait for approval: raising them with all checks, and deciding them. Approving carries them out. */

import { allOrNothing } from '../../world/all-or-nothing.js';
import { DAY, later, now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { issueCoupon, seriesById } from '../coupon/rules.js';
import { approveDeletion, keepCustomer } from '../customer/erasure.js';
import { checkMerge, mergeCustomers } from '../customer/merge.js';
import {
  changeIdentifiers,
  checkIdentifier,
  findAccount,
  findCustomer,
  identifierOf,
  normalised,
  survivorOf,
} from '../customer/rules.js';
import type { Customer, Identifier, IdentifierType } from '../customer/state.js';
import { configNumber } from '../organization/config.js';
import { customerEntity } from '../points/ledger.js';
import { givePoints } from '../points/rules.js';
import type { Posting } from '../transaction/posting.js';
import { post } from '../transaction/postings.js';
import { billToConvert, convertBill } from '../transaction/retro.js';
import { fileRequest } from './filing.js';
import type { Request, RequestDetails, RequestType } from './state.js';

/** Fields that all requests have in common. */
export interface Raised {
  customer: Customer | null;
  reason: string;
  comments: string;
  referenceId: string;
  tillId: number;
}

function file(
  world: World,
  type: RequestType,
  baseType: string,
  { customer, referenceId, ...by }: Raised,
  details: RequestDetails,
): Request {
  const { reason, comments, tillId } = by;
  const customerId = customer?.id ?? null;
  return fileRequest(world, {
    type,
    baseType,
    customerId,
    reason,
    comments,
    tillId,
    details: { referenceId, ...details },
  });
}

const pending = (world: World, type: RequestType, passes: (request: Request) => boolean): boolean =>
  Object.values(world.requests).some((each) => each.type === type && each.status === 'PENDING' && passes(each));

/** The identifiers that can be changed, with the codes for a malformed new value and for one in use. */
const CHANGEABLE = {
  MOBILE: { type: 'mobile', malformed: 9046, taken: 9005 },
  EMAIL: { type: 'email', malformed: 9001, taken: 9002 },
  EXTERNAL_ID: { type: 'externalId', malformed: 9047, taken: 9003 },
} as const satisfies Record<string, { type: IdentifierType; malformed: number; taken: number }>;

export type ChangeableName = keyof typeof CHANGEABLE;

/** The identifier names that can be used in a change request. */
export const CHANGEABLE_NAMES: readonly ChangeableName[] = ['MOBILE', 'EMAIL', 'EXTERNAL_ID'];

/**
 * Requests the change of one identifier.
 * @throws 9012 if the old value is not the customer's
 * @throws 9024 if the new value is missing
 * @throws 9001, 9046, 9047 if the new value is malformed
 * @throws 9031 if the new value equals the old one
 * @throws 9002, 9003, 9005 if the new value belongs to a customer
 * @throws 9028 if the same change is already pending
 */
export function raiseChange(
  world: World,
  by: Raised & { customer: Customer },
  change: { name: ChangeableName; oldValue: string; newValue: string },
): Request {
  const { type, malformed, taken } = CHANGEABLE[change.name];
  const own = identifierOf(by.customer, type);
  const oldValue = change.oldValue === '' ? own : normalised(world, { type, value: change.oldValue });
  if (change.oldValue !== '' && oldValue !== own) fail(9012, 'The old value does not belong to the customer');
  if (change.newValue === '') fail(9024, 'The new value is missing');
  try {
    checkIdentifier(world, { type, value: change.newValue });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(malformed, error.message);
  }
  const newValue = normalised(world, { type, value: change.newValue });
  if (newValue === own) fail(9031, 'The new value equals the old one');
  if (findCustomer(world, type, newValue)) fail(taken, `The new ${type} already belongs to a customer`);
  const asked = (each: Request): boolean => each.baseType === change.name && each.details.newValue === newValue;
  if (pending(world, 'CHANGE_IDENTIFIER', asked)) fail(9028, 'A change to the same value is already pending');
  return file(world, 'CHANGE_IDENTIFIER', change.name, by, { oldValue, newValue });
}

/**
 * Requests the merge of a customer into another.
 * @throws as `checkMerge` does
 * @throws 9018 if the customer already has a merge pending
 * @throws 9026 if the survivor already has a merge pending
 */
export function raiseMerge(world: World, by: Raised & { customer: Customer }, survivor: Customer): Request {
  checkMerge(world, by.customer, survivor);
  if (pending(world, 'CHANGE_IDENTIFIER', (each) => isMergeOf(each, by.customer.id))) {
    fail(9018, 'The customer already has a merge pending');
  }
  if (pending(world, 'CHANGE_IDENTIFIER', (each) => isMergeOf(each, survivor.id))) {
    fail(9026, 'The surviving customer already has a merge pending');
  }
  return file(world, 'CHANGE_IDENTIFIER', 'MERGE', by, { secUserId: survivor.id });
}

const isMergeOf = ({ baseType, customerId, details }: Request, id: number): boolean =>
  baseType === 'MERGE' && (customerId === id || details.secUserId === id);

/**
 * Requests the transfer of the customer's mobile to another customer.
 * @throws 9012 if the mobile is not the customer's
 * @throws 9007 if both are the same customer
 * @throws 9035 if a reallocation of the mobile is already pending
 */
export function raiseReallocation(
  world: World,
  by: Raised & { customer: Customer },
  target: Customer,
  mobile: string,
): Request {
  const own = identifierOf(by.customer, 'mobile');
  const value = mobile === '' ? own : normalised(world, { type: 'mobile', value: mobile });
  if (value === '' || value !== own) fail(9012, 'The mobile does not belong to the customer');
  if (target.id === by.customer.id) fail(9007, 'The mobile already belongs to this customer');
  const asked = (each: Request): boolean => each.baseType === 'MOBILE_REALLOC' && each.customerId === by.customer.id;
  if (pending(world, 'CHANGE_IDENTIFIER', asked)) fail(9035, 'A reallocation of this mobile is already pending');
  return file(world, 'CHANGE_IDENTIFIER', 'MOBILE_REALLOC', by, { oldValue: value, secUserId: target.id });
}

/**
 * Requests goodwill points, or a coupon of a series.
 * @throws 9022 if the customer is not in the loyalty program
 * @throws 801 if the points are not above 0
 * @throws 707 if the coupon series does not exist
 */
export function raiseGoodwill(
  world: World,
  by: Raised & { customer: Customer },
  gift: { points: number } | { seriesId: number },
): Request {
  if ('seriesId' in gift) {
    seriesById(world, gift.seriesId);
    return file(world, 'GOODWILL', 'COUPON', by, { seriesId: gift.seriesId });
  }
  if (by.customer.loyaltyType !== 'loyalty') fail(9022, 'The customer is not in the loyalty program');
  if (!(gift.points > 0)) fail(801, 'points must be more than 0');
  return file(world, 'GOODWILL', 'POINTS', by, { points: gift.points });
}

/**
 * Requests that a not-interested bill be assigned to the customer.
 * @throws 9060 if the organization does not allow retro requests
 * @throws 9051 if the bill does not exist
 * @throws 9057 if the old type, or the type of the bill, is not NOT_INTERESTED
 * @throws 9058 if the new type is not REGULAR
 * @throws 1627 if the bill was already converted
 * @throws 9053 if the customer joined too long after the bill
 * @throws 9055 if a claim of the bill is already pending
 */
export function raiseRetro(
  world: World,
  by: Raised & { customer: Customer },
  claim: { transactionId: string; oldType: string; newType: string },
): Request {
  if (configNumber(world, 'CONF_RETRO_ENABLED') === 0) fail(9060, 'The organization does not allow retro requests');
  if (claim.oldType !== 'NOT_INTERESTED') fail(9057, 'old_type must be NOT_INTERESTED');
  if (claim.newType !== 'REGULAR') fail(9058, 'new_type must be REGULAR');
  const bill = retroBill(world, claim.transactionId);
  if (bill.retro) fail(1627, 'The bill was already converted');
  if (bill.type !== 'NOT_INTERESTED') fail(9057, `The bill is of type ${bill.type}`);
  const daysToJoin = configNumber(world, 'CONF_RETRO_REGISTRATION_DAYS');
  if (daysToJoin > 0 && by.customer.createdOn > later(bill.billingDate, daysToJoin * DAY)) {
    fail(9053, `The customer joined more than ${daysToJoin} days after the bill`);
  }
  if (pending(world, 'RETRO', (each) => each.details.transactionId === bill.id)) {
    fail(9055, 'A claim of this bill is already pending');
  }
  return file(world, 'RETRO', 'RETRO', by, { transactionId: bill.id, oldType: claim.oldType, newType: claim.newType });
}

function retroBill(world: World, id: string) {
  try {
    return billToConvert(world, id);
  } catch (error) {
    if (error instanceof SandboxFailure && error.code === 620) return failUnknown(9051, 'Transaction', id);
    throw error;
  }
}

/** A bill claimed by the customer. `posting` is the transaction to add, `transaction` what was sent. */
export function raiseBill(
  world: World,
  by: Raised & { customer: Customer },
  claim: Required<Pick<RequestDetails, 'transaction' | 'images'>> & { posting: Posting },
): Request {
  const { customer: _, ...posting } = claim.posting;
  return file(world, 'TRANSACTION', 'REGULAR_TXN_ADD', by, { ...claim, posting });
}

/** The content of a decision. Points or series may differ from the request. */
export interface Decision {
  status: Request['status'];
  comments: string;
  points?: number;
  seriesId?: number;
  tillId: number;
}

/** The possible next statuses of a request, by its current status. */
const NEXT: Readonly<Record<Request['status'], readonly Request['status'][]>> = {
  PENDING: ['APPROVED', 'REJECTED', 'CUSTOM', 'CANCELLED'],
  CUSTOM: ['APPROVED', 'REJECTED', 'PENDING'],
  REJECTED: ['PENDING'],
  // A deletion that waits for its day can still be cancelled.
  APPROVED: ['CANCELLED'],
  CANCELLED: [],
  SUCCESS: [],
};

/**
 * Decides a request. Approving carries it out; if that fails, the request is unchanged.
 * @throws 9052 if the status cannot follow the current one
 * @throws as carrying out the request does
 */
export function decide(world: World, request: Request, decision: Decision): void {
  const { status, comments, tillId } = decision;
  const isDeletion = request.type === 'PII_DELETE';
  const allowed =
    NEXT[request.status].includes(status) && (isDeletion || (request.status !== 'APPROVED' && status !== 'CANCELLED'));
  if (!allowed) fail(9052, `A request with status ${request.status} cannot change to ${status}`);
  allOrNothing(world, (tried, tracked) => {
    const decided = tracked(request);
    decided.status = status;
    if (status === 'APPROVED') carryOut(tried, decided, decision);
    const customer = isDeletion ? tried.customers[request.customerId ?? 0] : undefined;
    if (customer && (status === 'REJECTED' || status === 'CANCELLED')) {
      delete decided.details.eraseOn;
      keepCustomer(tried, decided, customer, tillId);
    }
    if (comments !== '') decided.details.updatedComments = comments;
    decided.details.decidedByTillId = tillId;
    decided.modifiedOn = now(tried);
  });
}

function carryOut(world: World, request: Request, decision: Decision): void {
  const { tillId } = decision;
  if (request.type === 'GOODWILL') {
    giveGoodwill(world, request, decision);
    return;
  }
  const customer = world.customers[request.customerId ?? 0] ?? fail(9011, 'The customer no longer exists');
  switch (request.type) {
    case 'PII_DELETE':
      if (customer.mergedInto !== null) fail(9027, `The customer was merged into ${customer.mergedInto}`);
      approveDeletion(world, request, customer, tillId);
      return;
    case 'RETRO':
      convertBill(world, retroBill(world, String(request.details.transactionId)), customer);
      return;
    case 'TRANSACTION':
      post(world, { ...filed(request), customer });
      return;
    case 'CHANGE_IDENTIFIER':
      change(world, request, customer, tillId);
  }
}

function filed({ id, details: { posting } }: Request): Omit<Posting, 'customer'> {
  if (!posting) throw new Error(`request ${id} holds no bill`);
  return posting;
}

function giveGoodwill(world: World, request: Request, { points, seriesId, tillId }: Decision): void {
  const { details, customerId, userGroupId, reason } = request;
  if (request.baseType === 'COUPON') {
    const customer = world.customers[customerId ?? 0] ?? fail(9011, 'The customer no longer exists');
    const series = seriesById(world, seriesId ?? Number(details.seriesId));
    const { coupon } = issueCoupon(world, series, customer, tillId);
    details.approvedValue = coupon.code;
    return;
  }
  const given = points ?? Number(details.points);
  const entity =
    userGroupId === null ? customerEntity(customerId ?? 0) : { type: 'USERGROUP2' as const, id: userGroupId };
  const primary = world.userGroups[userGroupId ?? 0]?.members.find((member) => member.primary)?.customerId;
  givePoints(world, entity, {
    kind: 'goodwill',
    points: given,
    tillId,
    reason,
    referenceId: String(request.id),
    ...(primary !== undefined && { customerId: primary }),
  });
  details.approvedValue = given;
}

function change(world: World, request: Request, customer: Customer, tillId: number): void {
  const { oldValue, newValue, secUserId } = request.details;
  const other = (): Customer => world.customers[Number(secUserId)] ?? fail(9007, 'The other customer no longer exists');
  if (request.baseType === 'MERGE') {
    mergeCustomers(world, customer, other(), tillId);
    return;
  }
  if (request.baseType === 'MOBILE_REALLOC') {
    const holder = other();
    const mobile: Identifier = { type: 'mobile', value: String(oldValue) };
    replaceIn(world, accountWith(world, mobile, customer), [mobile], [], tillId);
    const held = identifierOf(holder, 'mobile');
    replaceIn(world, holder, held === '' ? [] : [{ type: 'mobile', value: held }], [mobile], tillId);
    return;
  }
  const name =
    CHANGEABLE_NAMES.find((each) => each === request.baseType) ?? fail(9040, `${request.baseType} cannot be changed`);
  const { type } = CHANGEABLE[name];
  const former: Identifier = { type, value: String(oldValue ?? '') };
  replaceIn(
    world,
    accountWith(world, former, customer),
    former.value === '' ? [] : [former],
    [{ type, value: String(newValue) }],
    tillId,
  );
}

/** The account of a customer that has an identifier: one that was merged into the customer, or the customer's own. */
function accountWith(world: World, { type, value }: Identifier, customer: Customer): Customer {
  const account = findAccount(world, type, value);
  return account && survivorOf(world, account)?.id === customer.id ? account : customer;
}

/** In the profile with the identifier to remove, or in the first one if no profile has it. */
function replaceIn(
  world: World,
  customer: Customer,
  remove: readonly Identifier[],
  add: readonly Identifier[],
  tillId: number,
): void {
  const holds = (profile: Customer['profiles'][number]): boolean =>
    remove.every(({ type, value }) => profile.identifiers.some((each) => each.type === type && each.value === value));
  const profile = customer.profiles.find(holds) ?? customer.profiles[0];
  if (!profile) return;
  changeIdentifiers(world, customer, { source: profile.source, accountId: profile.accountId, add, remove, tillId });
}

/**
 * Finds a request by id.
 * @throws 9050, or `code`, if the request does not exist
 */
export function requestById(world: World, id: string | number, code = 9050): Request {
  return world.requests[Number(id)] ?? failUnknown(code, 'Request', id);
}
