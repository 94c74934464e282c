/** What made up a customer's progress in a target: bills, returns, events, and joining and leaving. */
import { compareInstants } from '../../../lib/instant.js';
import type { Instant } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { points3 } from '../points/ledger.js';
import type { Transaction } from '../transaction/state.js';
import { enrolmentOf, stepFor } from './enrolment.js';
import { billsIn, eventsIn, lotsIn, ofBills, ofEvents, ofLots } from './measures.js';
import type { Target, TargetPeriod } from './state.js';

export interface TrackedEvent {
  kind: 'GENERIC_EVENT' | 'ADD_TRANSACTION' | 'RETURN_BILL' | 'ENROL' | 'UNENROL';
  /** Null for behavioural events, which the ledger does not know. */
  eventLogId: number | null;
  /** The name of a behavioural event; null for all others. */
  name: string | null;
  uniqueId: string;
  at: Instant;
  processedAt: Instant;
  period: TargetPeriod;
  value: number;
}

type Counted = Omit<TrackedEvent, 'period'>;

/** What counted in some periods of a target, oldest first. */
export function trackedEvents(
  world: World,
  target: Target,
  periods: readonly TargetPeriod[],
  customer: Customer,
): TrackedEvent[] {
  return periods
    .flatMap((period) => [
      ...countedIn(world, target, period, customer)
        .filter((each) => counts(world, target, period, customer, each))
        .map((each) => ({ ...each, period })),
      ...stepsIn(world, target, period, customer).map((each) => ({ ...each, period })),
    ])
    .sort((a, b) => compareInstants(a.at, b.at) || (a.eventLogId ?? 0) - (b.eventLogId ?? 0));
}

function countedIn(world: World, target: Target, period: TargetPeriod, customer: Customer): Counted[] {
  switch (target.entity) {
    case 'EVENT':
      return countedEvents(world, target, period, customer);
    case 'POINTS':
    case 'REWARDS':
      return countedLots(world, target, period, customer);
    case 'ALTERNATE_CURRENCIES':
      return [];
    default:
      return countedBills(world, target, period, customer);
  }
}

/** Whether the customer took part when something happened. */
function counts(world: World, target: Target, period: TargetPeriod, customer: Customer, event: Counted): boolean {
  const step = stepFor(world, target, period, customer, event.eventLogId ?? undefined);
  if (!step) return target.enrolmentMethod === 'TRANSACTION';
  if (event.eventLogId !== null) return step.kind === 'ENROL';
  return step.kind === 'ENROL' ? event.at >= step.at : event.at <= step.at;
}

/** What each thing adds to the total of those before it. */
function increments<T>(things: readonly T[], totalOf: (things: readonly T[]) => number): { thing: T; value: number }[] {
  let total = 0;
  return things.map((thing, index) => {
    const before = total;
    total = totalOf(things.slice(0, index + 1));
    return { thing, value: points3(total - before) };
  });
}

function countedBills(world: World, target: Target, period: TargetPeriod, customer: Customer): Counted[] {
  const bills = billsIn(world, target, period, customer).toReversed();
  const added = increments(bills.map(withoutReturns), (some) => ofBills(world, target, some));
  return added.flatMap(({ thing, value }, index) => {
    const bill = bills[index] ?? thing;
    const lost = value - Math.min(value, ofBills(world, target, [bill]));
    return [booked('ADD_TRANSACTION', bill, value), ...countedReturns(world, bill, lost)];
  });
}

/** The bill before anything was returned. */
const withoutReturns = (bill: Transaction): Transaction => ({
  ...bill,
  returnedAmount: 0,
  lineItems: bill.lineItems.map((line) => ({ ...line, returnedQty: 0, returnedAmount: 0 })),
});

/** The returns of a bill, each with its share of what the bill lost. */
function countedReturns(world: World, { returnIds, returnedAmount }: Transaction, lost: number): Counted[] {
  const returns = returnIds.flatMap((id) => world.transactions[id] ?? []);
  const share = ({ amount }: Transaction): number =>
    returnedAmount > 0 ? Math.abs(amount) / returnedAmount : 1 / returns.length;
  return returns.map((each) => booked('RETURN_BILL', each, points3(-lost * share(each)) || 0));
}

const booked = (kind: Counted['kind'], transaction: Transaction, value: number): Counted => ({
  kind,
  eventLogId: transaction.eventLogId,
  name: null,
  uniqueId: String(transaction.id),
  at: transaction.billingDate,
  processedAt: transaction.createdOn,
  value,
});

const countedEvents = (world: World, target: Target, period: TargetPeriod, customer: Customer): Counted[] =>
  increments(eventsIn(world, target, period, customer), (some) => ofEvents(world, target, some)).map(
    ({ thing: { id, name, receivedOn: at }, value }) => ({
      kind: 'GENERIC_EVENT',
      eventLogId: null,
      name,
      uniqueId: id,
      at,
      processedAt: at,
      value,
    }),
  );

const countedLots = (world: World, target: Target, period: TargetPeriod, customer: Customer): Counted[] =>
  lotsIn(world, target, period, customer).map((lot) => ({
    kind: lot.transactionId === null ? 'GENERIC_EVENT' : 'ADD_TRANSACTION',
    eventLogId: lot.eventLogId,
    name: lot.transactionId === null ? (world.events[lot.eventLogId]?.name ?? null) : null,
    uniqueId: String(lot.transactionId ?? lot.eventLogId),
    at: lot.awardedOn,
    processedAt: lot.awardedOn,
    value: ofLots([lot]),
  }));

/** Joining and leaving. A balance to start from counts from then on. */
const stepsIn = (world: World, target: Target, period: TargetPeriod, customer: Customer): Counted[] =>
  (enrolmentOf(world, customer.id, target.id)?.steps ?? [])
    .filter(({ periodId }) => periodId === period.id)
    .map(({ kind, eventLogId, at, balance }) => ({
      kind,
      eventLogId,
      name: null,
      uniqueId: String(eventLogId),
      at,
      processedAt: at,
      value: kind === 'ENROL' ? balance : 0,
    }));
