/** Requests that wait for approval: raising them with all checks, and deciding them, which carries them out. */
import { DAY, later, now } from '../clock.js';
import { fail, SandboxFailure } from '../failure.js';
import type { Customer, Identifier, IdentifierType } from '../state/customer.js';
import type { Posting } from '../state/posting.js';
import type { Request, RequestType } from '../state/request.js';
import type { World } from '../world.js';
import { allOrNothing } from './all-or-nothing.js';
import { issueCoupon, seriesById } from './coupons.js';
import { changeIdentifiers, checkIdentifier, findCustomer, identifierOf, normalised } from './customers.js';
import { fileRequest } from './filing.js';
import { customerEntity } from './ledger.js';
import { checkMerge, mergeCustomers } from './merge.js';
import { configNumber } from './organisation-config.js';
import { approveDeletion, keepCustomer } from './pii.js';
import { givePoints } from './points.js';
import { post } from './postings.js';
import { billToConvert, convertBill } from './retro.js';

/** What every request says. */
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
  details: Record<string, unknown>,
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

/** The identifiers that can be changed, with the codes for a new value that is malformed, and that is in use. */
const CHANGEABLE = {
  MOBILE: { type: 'mobile', malformed: 9046, taken: 9005 },
  EMAIL: { type: 'email', malformed: 9001, taken: 9002 },
  EXTERNAL_ID: { type: 'externalId', malformed: 9047, taken: 9003 },
} as const satisfies Record<string, { type: IdentifierType; malformed: number; taken: number }>;

export type ChangeableName = keyof typeof CHANGEABLE;

/** The names of identifiers that a change can be asked for. */
export const CHANGEABLE_NAMES: readonly ChangeableName[] = ['MOBILE', 'EMAIL', 'EXTERNAL_ID'];

/** A change of one identifier. 9012 (old value), 9046/9001/9047 (malformed), 9031 (same), 9005/9002/9003 (taken), 9028. */
export function raiseChange(
  world: World,
  by: Raised & { customer: Customer },
  change: { name: ChangeableName; oldValue: string; newValue: string },
): Request {
  const { type, malformed, taken } = CHANGEABLE[change.name];
  const own = identifierOf(by.customer, type);
  const oldValue = change.oldValue === '' ? own : normalised(world, { type, value: change.oldValue });
  if (change.oldValue !== '' && oldValue !== own) fail(9012, 'The old value is not the customer’s');
  if (change.newValue === '') fail(9024, 'The new value is missing');
  try {
    checkIdentifier(world, { type, value: change.newValue });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(malformed, error.message);
  }
  const newValue = normalised(world, { type, value: change.newValue });
  if (newValue === own) fail(9031, 'The new value is the old one');
  if (findCustomer(world, type, newValue)) fail(taken, `The new ${type} belongs to a customer already`);
  const asked = (each: Request): boolean => each.baseType === change.name && each.details['newValue'] === newValue;
  if (pending(world, 'CHANGE_IDENTIFIER', asked)) fail(9028, 'A change to the same value is pending');
  return file(world, 'CHANGE_IDENTIFIER', change.name, by, { oldValue, newValue });
}

/** A merge of the customer into another. `checkMerge`; 9018/9026 where either has a merge pending. */
export function raiseMerge(world: World, by: Raised & { customer: Customer }, survivor: Customer): Request {
  checkMerge(by.customer, survivor);
  if (pending(world, 'CHANGE_IDENTIFIER', (each) => isMergeOf(each, by.customer.id))) {
    fail(9018, 'The customer already has a merge pending');
  }
  if (pending(world, 'CHANGE_IDENTIFIER', (each) => isMergeOf(each, survivor.id))) {
    fail(9026, 'The surviving customer already has a merge pending');
  }
  return file(world, 'CHANGE_IDENTIFIER', 'MERGE', by, { secUserId: survivor.id });
}

const isMergeOf = ({ baseType, customerId, details }: Request, id: number): boolean =>
  baseType === 'MERGE' && (customerId === id || details['secUserId'] === id);

/** Giving the customer's mobile to somebody else. 9012 (not the customer's), 9007 (the same one), 9035 (pending). */
export function raiseReallocation(
  world: World,
  by: Raised & { customer: Customer },
  target: Customer,
  mobile: string,
): Request {
  const own = identifierOf(by.customer, 'mobile');
  const value = mobile === '' ? own : normalised(world, { type: 'mobile', value: mobile });
  if (value === '' || value !== own) fail(9012, 'The mobile is not the customer’s');
  if (target.id === by.customer.id) fail(9007, 'The mobile is this customer’s already');
  const asked = (each: Request): boolean => each.baseType === 'MOBILE_REALLOC' && each.customerId === by.customer.id;
  if (pending(world, 'CHANGE_IDENTIFIER', asked)) fail(9035, 'A reallocation of this mobile is pending');
  return file(world, 'CHANGE_IDENTIFIER', 'MOBILE_REALLOC', by, { oldValue: value, secUserId: target.id });
}

/** Goodwill points, or a coupon of a series. 9022 (outside the program), 801/707 (nothing to give). */
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
 * That a not-interested bill be the customer's. 9060 (the organisation allows none), 9051 (no such bill), 9057/9058
 * (types), 1627 (done before), 9053 (joined too late), 9055 (pending).
 */
export function raiseRetro(
  world: World,
  by: Raised & { customer: Customer },
  claim: { transactionId: string; oldType: string; newType: string },
): Request {
  if (configNumber(world, 'CONF_RETRO_ENABLED') === 0) fail(9060, 'The organisation allows no retro requests');
  if (claim.oldType !== 'NOT_INTERESTED') fail(9057, 'old_type must be NOT_INTERESTED');
  if (claim.newType !== 'REGULAR') fail(9058, 'new_type must be REGULAR');
  const bill = retroBill(world, claim.transactionId);
  if (bill.retro) fail(1627, 'The bill was converted before');
  if (bill.type !== 'NOT_INTERESTED') fail(9057, `The bill is of type ${bill.type}`);
  const daysToJoin = configNumber(world, 'CONF_RETRO_REGISTRATION_DAYS');
  if (daysToJoin > 0 && by.customer.createdOn > later(bill.billingDate, daysToJoin * DAY)) {
    fail(9053, `The customer joined more than ${daysToJoin} days after the bill`);
  }
  if (pending(world, 'RETRO', (each) => each.details['transactionId'] === bill.id)) {
    fail(9055, 'A claim of this bill is pending');
  }
  return file(world, 'RETRO', 'RETRO', by, { transactionId: bill.id, oldType: claim.oldType, newType: claim.newType });
}

function retroBill(world: World, id: string) {
  try {
    return billToConvert(world, id);
  } catch (error) {
    if (error instanceof SandboxFailure && error.code === 620) return fail(9051, `There is no transaction ${id}`);
    throw error;
  }
}

/** A bill that the customer claims to have: `posting` is what will be added, `sent` how it was told. */
export function raiseBill(
  world: World,
  by: Raised & { customer: Customer },
  claim: { posting: Posting; sent: object; images: readonly unknown[] },
): Request {
  const { customer: _, ...posting } = claim.posting;
  return file(world, 'TRANSACTION', 'REGULAR_TXN_ADD', by, { posting, transaction: claim.sent, images: claim.images });
}

/** What whoever decides says. Points or series may differ from what was asked for. */
export interface Decision {
  status: Request['status'];
  comments: string;
  points?: number;
  seriesId?: number;
  tillId: number;
}

/** What can become of a request, by what it is now. */
const NEXT: Readonly<Record<Request['status'], readonly Request['status'][]>> = {
  PENDING: ['APPROVED', 'REJECTED', 'CUSTOM', 'CANCELLED'],
  CUSTOM: ['APPROVED', 'REJECTED', 'PENDING'],
  REJECTED: ['PENDING'],
  // A deletion that waits for its day can still be called off.
  APPROVED: ['CANCELLED'],
  CANCELLED: [],
  SUCCESS: [],
};

/**
 * Decides a request; approving carries it out, or, where that fails, leaves it as it was. 9052 for a status that it
 * cannot get from the one it has; what carrying it out fails with.
 */
export function decide(world: World, request: Request, decision: Decision): void {
  const { status, comments, tillId } = decision;
  const isDeletion = request.type === 'PII_DELETE';
  const allowed =
    NEXT[request.status].includes(status) && (isDeletion || (request.status !== 'APPROVED' && status !== 'CANCELLED'));
  if (!allowed) fail(9052, `A request that is ${request.status} cannot become ${status}`);
  allOrNothing(world, (tried, tracked) => {
    const decided = tracked(request);
    decided.status = status;
    if (status === 'APPROVED') carryOut(tried, decided, decision);
    const customer = isDeletion ? tried.customers[request.customerId ?? 0] : undefined;
    if (customer && (status === 'REJECTED' || status === 'CANCELLED')) {
      delete decided.details['eraseOn'];
      keepCustomer(tried, decided, customer, tillId);
    }
    if (comments !== '') decided.details['updatedComments'] = comments;
    decided.details['decidedByTillId'] = tillId;
    decided.modifiedOn = now(tried);
  });
}

function carryOut(world: World, request: Request, decision: Decision): void {
  const { tillId } = decision;
  if (request.type === 'GOODWILL') {
    giveGoodwill(world, request, decision);
    return;
  }
  const customer = world.customers[request.customerId ?? 0] ?? fail(9011, 'The customer is gone');
  switch (request.type) {
    case 'PII_DELETE':
      approveDeletion(world, request, customer, tillId);
      return;
    case 'RETRO':
      convertBill(world, retroBill(world, String(request.details['transactionId'])), customer);
      return;
    case 'TRANSACTION':
      post(world, { ...postingIn(request), customer });
      return;
    case 'CHANGE_IDENTIFIER':
      change(world, request, customer, tillId);
  }
}

/** The posting as it was filed; it went through the checks of a bill then. */
function postingIn({ details }: Request): Omit<Posting, 'customer'> {
  const { posting } = details;
  if (!isPosting(posting)) throw new Error('the request holds no bill');
  return posting;
}

const isPosting = (value: unknown): value is Omit<Posting, 'customer'> =>
  typeof value === 'object' && value !== null && 'billNumber' in value;

function giveGoodwill(world: World, request: Request, { points, seriesId, tillId }: Decision): void {
  const { details, customerId, userGroupId, reason } = request;
  if (request.baseType === 'COUPON') {
    const customer = world.customers[customerId ?? 0] ?? fail(9011, 'The customer is gone');
    const series = seriesById(world, seriesId ?? Number(details['seriesId']));
    const { coupon } = issueCoupon(world, series, customer, tillId);
    details['approvedValue'] = coupon.code;
    return;
  }
  const given = points ?? Number(details['points']);
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
  details['approvedValue'] = given;
}

function change(world: World, request: Request, customer: Customer, tillId: number): void {
  const { oldValue, newValue, secUserId } = request.details;
  const other = (): Customer => world.customers[Number(secUserId)] ?? fail(9007, 'The other customer is gone');
  if (request.baseType === 'MERGE') {
    mergeCustomers(world, customer, other(), tillId);
    return;
  }
  if (request.baseType === 'MOBILE_REALLOC') {
    const holder = other();
    const mobile: Identifier = { type: 'mobile', value: String(oldValue) };
    replaceIn(world, customer, [mobile], [], tillId);
    const held = identifierOf(holder, 'mobile');
    replaceIn(world, holder, held === '' ? [] : [{ type: 'mobile', value: held }], [mobile], tillId);
    return;
  }
  const name =
    CHANGEABLE_NAMES.find((each) => each === request.baseType) ?? fail(9040, `${request.baseType} cannot be changed`);
  const { type } = CHANGEABLE[name];
  const former = String(oldValue ?? '');
  replaceIn(
    world,
    customer,
    former === '' ? [] : [{ type, value: former }],
    [{ type, value: String(newValue) }],
    tillId,
  );
}

/** In the profile that holds what goes; in the first one where nothing does. */
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

/** The request of an id. 9050 for none. */
export function requestById(world: World, id: string | number, code = 9050): Request {
  return world.requests[Number(id)] ?? fail(code, `There is no request ${id}`);
}
