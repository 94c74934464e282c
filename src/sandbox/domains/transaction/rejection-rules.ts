/** The sanity queue: bills with unknown items or payment modes wait there until the master data is corrected. */
import { compareInstants } from '../../../lib/instant.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerBy } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { configNumber } from '../organization/config.js';
import { productAnywhere } from '../product/rules.js';
import type { Posting } from './posting.js';
import { post } from './postings.js';
import type { RejectedTransaction, RejectionCause, RejectionRetrigger } from './rejection-state.js';

const UNKNOWN_ITEM = 683;
const UNKNOWN_PAYMENT_MODE = 842;

/** Number of runs after which a bill is not retried any more. */
const MOST_RETRIES = 5;

/** A bill that was rejected for its causes. The first cause sets the code of the failure. */
export class RejectedBill extends SandboxFailure {
  readonly posting: Posting;
  readonly causes: readonly RejectionCause[];

  constructor(posting: Posting, causes: readonly [RejectionCause, ...RejectionCause[]]) {
    super(causes[0].code, `${causes[0].message}; the bill waits in the sanity queue`);
    this.posting = posting;
    this.causes = causes;
  }
}

/** The values of a bill that the master data does not know, each once. */
export function causesOf(world: World, { lines, paymentModes = [] }: Pick<Posting, 'lines' | 'paymentModes'>) {
  // A line without a code is no unknown item: adding the bill refuses it.
  const codes = lines.map((line) => line.itemCode).filter((sku) => sku !== '');
  const items = new Set(codes.filter((sku) => !productAnywhere(world, sku)));
  const known = world.organisation.settings.paymentModes.map((mode) => mode.toUpperCase());
  const modes = new Set(paymentModes.map(({ mode }) => mode).filter((mode) => !known.includes(mode.toUpperCase())));
  return [
    ...[...items].map((value) => ({ code: UNKNOWN_ITEM, message: `Unknown item: ${value}`, value })),
    ...[...modes].map((value) => ({ code: UNKNOWN_PAYMENT_MODE, message: `Unknown payment mode: ${value}`, value })),
  ];
}

/**
 * Rejects a regular bill with unknown items or payment modes, if the organization uses the sanity queue.
 * @throws RejectedBill with 683 for an unknown item, or 842 for an unknown payment mode
 */
export function checkSanity(world: World, posting: Posting): Posting {
  if (posting.type !== 'REGULAR' || configNumber(world, 'CONF_SANITY_QUEUE_ENABLED') === 0) return posting;
  const [first, ...others] = causesOf(world, posting);
  if (first) throw new RejectedBill(posting, [first, ...others]);
  return posting;
}

/** Runs `act`, which adds a bill. A rejected bill is queued and its failure rethrown. `payload` is the request body. */
export function holding<T>(world: World, payload: RejectedTransaction['payload'], add: () => T): T {
  try {
    return add();
  } catch (error) {
    if (error instanceof RejectedBill) hold(world, error, payload);
    throw error;
  }
}

/** Queues a bill. A waiting bill of the same customer and number is replaced. */
export function hold(
  world: World,
  { posting: { customer, ...posting }, causes }: Pick<RejectedBill, 'posting' | 'causes'>,
  payload: RejectedTransaction['payload'],
): RejectedTransaction {
  // A customer registered by the rejected call itself no longer exists.
  const customerId = customer && world.customers[customer.id] ? customer.id : null;
  const waiting = Object.values(world.rejectedTransactions).find(
    (each) => isWaiting(each) && each.posting.billNumber === posting.billNumber && each.customerId === customerId,
  );
  const time = now(world);
  const held: RejectedTransaction = {
    id: waiting?.id ?? nextId(world, 'rejectedTransaction'),
    customerId,
    posting: structuredClone(posting),
    payload: structuredClone(payload),
    status: 'OPEN',
    causes: [...causes],
    retryCount: waiting?.retryCount ?? 0,
    comments: '',
    addedOn: waiting?.addedOn ?? time,
    updatedOn: time,
    transactionId: null,
  };
  world.rejectedTransactions[held.id] = held;
  return held;
}

const isWaiting = ({ status }: RejectedTransaction): boolean =>
  status === 'OPEN' || status === 'PARTIAL_FIXED' || status === 'REPLAYED';

/** Criteria for finding bills; absent ones match everything. */
export interface RejectionFilter {
  /** By default, all that are open or partly fixed. */
  status?: RejectedTransaction['status'];
  errorCode?: number;
  errorValue?: string;
  billNumber?: string;
  customerId?: number;
  added?: (at: Instant) => boolean;
}

/** Bills of the queue, oldest first. */
export function findRejected(world: World, filter: RejectionFilter): RejectedTransaction[] {
  const { status, errorCode, errorValue, billNumber, customerId, added } = filter;
  return Object.values(world.rejectedTransactions)
    .filter(
      (each) =>
        (status === undefined ? each.status === 'OPEN' || each.status === 'PARTIAL_FIXED' : each.status === status) &&
        (errorCode === undefined || each.causes.some((cause) => cause.code === errorCode)) &&
        (errorValue === undefined || each.causes.some((cause) => cause.value === errorValue)) &&
        (billNumber === undefined || each.posting.billNumber === billNumber) &&
        (customerId === undefined || each.customerId === customerId) &&
        (added === undefined || added(each.addedOn)),
    )
    .sort((a, b) => compareInstants(a.addedOn, b.addedOn) || a.id - b.id);
}

/** The bills to process: by bill numbers, error codes or customer. */
export interface RejectionChoice {
  billNumbers: readonly string[];
  errorCodes: readonly number[];
  customerId: number | null;
}

/**
 * The matching bills that can still be processed.
 * @throws 400 if no criterion is given
 */
function chosen(world: World, { billNumbers, errorCodes, customerId }: RejectionChoice): RejectedTransaction[] {
  if (billNumbers.length === 0 && errorCodes.length === 0 && customerId === null) {
    fail(400, 'Pass transactionNumber, errorCode or userId');
  }
  return Object.values(world.rejectedTransactions).filter(
    (each) =>
      (isWaiting(each) || each.status === 'MAX_OUT') &&
      (billNumbers.length === 0 || billNumbers.includes(each.posting.billNumber)) &&
      (errorCodes.length === 0 || each.causes.some((cause) => errorCodes.includes(cause.code))) &&
      (customerId === null || each.customerId === customerId),
  );
}

/** Abandons bills for good. Returns false if there are none. */
export function markFailed(world: World, choice: RejectionChoice, comments: string): boolean {
  const found = chosen(world, choice);
  for (const each of found) {
    each.status = 'PERMANENT_FAILED';
    each.comments = comments;
    each.updatedOn = now(world);
  }
  return found.length > 0;
}

/** Retries bills and books those whose causes are gone, dated now. */
export function retrigger(world: World, choice: RejectionChoice): RejectionRetrigger {
  const found = chosen(world, choice).filter(isWaiting);
  for (const each of found) tryAgain(world, each);
  const run = {
    id: nextId(world, 'rejectionRetrigger'),
    rejectedIds: found.map(({ id }) => id),
    runOn: now(world),
  };
  world.rejectionRetriggers[run.id] = run;
  return run;
}

function tryAgain(world: World, held: RejectedTransaction): void {
  held.retryCount += 1;
  held.updatedOn = now(world);
  const left = causesOf(world, held.posting);
  if (left.length > 0) {
    held.status = left.length < held.causes.length || held.status === 'PARTIAL_FIXED' ? 'PARTIAL_FIXED' : 'OPEN';
    held.causes = left;
  } else book(world, held);
  if (held.status !== 'SUCCESS' && held.retryCount >= MOST_RETRIES) held.status = 'MAX_OUT';
}

/** Books a bill whose values are now known. If it is refused for another reason, it counts only as replayed. */
function book(world: World, held: RejectedTransaction): void {
  try {
    const posted = post(world, { ...held.posting, customer: buyerOf(world, held), billingDate: now(world) });
    held.status = 'SUCCESS';
    held.causes = [];
    held.transactionId = posted.transaction.id;
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    held.status = 'REPLAYED';
    held.causes = [{ code: error.code, message: error.message, value: '' }];
  }
}

/**
 * The customer of a queued bill; after a merge, the survivor.
 * @throws 8015 if the customer does not exist
 */
function buyerOf(world: World, { customerId, posting }: RejectedTransaction): Customer {
  if (customerId !== null) return customerBy(world, 'id', String(customerId));
  const { type = '', value = '' } = posting.identifier ?? {};
  return customerBy(world, type, value);
}

/** The current state of the bills of a run. */
export const rejectedOf = (world: World, { rejectedIds }: RejectionRetrigger): RejectedTransaction[] =>
  rejectedIds.flatMap((id) => world.rejectedTransactions[id] ?? []);
