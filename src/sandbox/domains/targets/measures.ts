/** What a customer did that a target measures: bills, points or events in a period, net of returns. Nothing is stored. */
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { EventOccurrence } from '../events/state.js';
import { customerEntity, lotsOf, sum } from '../points/ledger.js';
import type { PointsLot } from '../points/state.js';
import { holds, namesOf } from '../promotions/condition.js';
import { transactionsOf } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import type { Target, TargetPeriod } from './state.js';

/**
 * A customer's total in a period, whether or not the customer takes part in the target.
 *
 * @param bills - all of the customer, for callers that ask for more than one target
 */
export function measured(
  world: World,
  target: Target,
  period: TargetPeriod,
  customer: Customer,
  bills?: readonly Transaction[],
): number {
  switch (target.entity) {
    case 'EVENT':
      return ofEvents(world, target, eventsIn(world, target, period, customer));
    case 'POINTS':
    case 'REWARDS':
      return ofLots(lotsIn(world, target, period, customer));
    case 'ALTERNATE_CURRENCIES':
      return 0;
    default:
      return ofBills(world, target, billsIn(world, target, period, customer, bills));
  }
}

const isWithin = (at: Instant, { startsOn, endsOn }: TargetPeriod): boolean => at >= startsOn && at <= endsOn;

/** The bills that count, newest first. */
export const billsIn = (
  world: World,
  target: Target,
  period: TargetPeriod,
  customer: Customer,
  bills: readonly Transaction[] = transactionsOf(world, customer.id),
): Transaction[] =>
  bills.filter(
    (bill) =>
      bill.type === 'REGULAR' &&
      bill.outlierStatus === 'NORMAL' &&
      !bill.skipDownstream &&
      isWithin(bill.billingDate, period) &&
      holds(target.expressionJson, () => namesOf(bill, customer)) &&
      target.filters.every((filter) => isAt(world, bill, filter)),
  );

/** What bills come to. */
export const ofBills = (world: World, target: Target, bills: readonly Transaction[]): number =>
  target.entity === 'TRANSACTION' ? billProgress(world, target, bills) : lineProgress(target, bills);

function isAt(world: World, { storeId }: Transaction, { entityType, entityIds }: Target['filters'][number]): boolean {
  const store = world.stores[storeId];
  const id = { STORE: storeId, ZONE: store?.zoneId, CONCEPT: store?.conceptId }[entityType];
  return entityIds.length === 0 || (id !== undefined && id !== null && entityIds.includes(id));
}

const total = <T>(things: readonly T[], of: (thing: T) => number): number => sum(things.map(of));

function billProgress(world: World, { kpi, field }: Target, bills: readonly Transaction[]): number {
  const kept = bills.filter((bill) => bill.returnedAmount < bill.amount || bill.amount === 0);
  switch (kpi) {
    case 'SALES':
      return total(bills, (bill) => bill.amount - bill.returnedAmount);
    case 'GROSS_SALES':
      return total(bills, (bill) => bill.grossAmount - bill.returnedAmount);
    case 'VISIT':
      return new Set(kept.map((bill) => localDate(bill.billingDate, world.organisation.timezone))).size;
    case 'QUANTITY':
      return total(bills, ({ lineItems }) => total(lineItems, (line) => line.qty - line.returnedQty));
    case 'EXTENDED_FIELD':
      return ofField(
        kept.map(({ extendedFields }) => extendedFields[field?.name ?? '']),
        field,
      );
    default:
      return kept.length;
  }
}

function lineProgress({ kpi, field }: Target, bills: readonly Transaction[]): number {
  const lines = bills.flatMap(({ lineItems }) => lineItems).filter((line) => line.returnedQty < line.qty);
  const share = (line: (typeof lines)[number]): number => (line.qty === 0 ? 1 : 1 - line.returnedQty / line.qty);
  switch (kpi) {
    case 'SALES':
      return total(lines, (line) => line.amount * share(line));
    case 'GROSS_SALES':
      return total(lines, (line) => line.value * share(line));
    case 'QUANTITY':
      return total(lines, (line) => line.qty - line.returnedQty);
    case 'EXTENDED_FIELD':
      return ofField(
        lines.map(({ extendedFields }) => extendedFields[field?.name ?? '']),
        field,
      );
    default:
      return lines.length;
  }
}

function ofField(values: readonly unknown[], field: Target['field']): number {
  const given = values.filter((value) => value !== undefined && value !== null && value !== '');
  if (field?.aggregate === 'COUNT') return given.length;
  return total(given, (value) => (Number.isFinite(Number(value)) ? Number(value) : 0));
}

/** The behavioural events that count, oldest first. */
export const eventsIn = (world: World, target: Target, period: TargetPeriod, customer: Customer): EventOccurrence[] =>
  world.eventOccurrences.filter(
    (each) =>
      each.customerId === customer.id &&
      each.name === target.eventName &&
      each.problem === '' &&
      isWithin(each.receivedOn, period),
  );

/** What behavioural events come to. */
export function ofEvents(world: World, target: Target, events: readonly EventOccurrence[]): number {
  if (target.kpi === 'EVENT_ATTRIBUTE')
    return ofField(
      events.map(({ values }) => values[target.field?.name ?? '']),
      target.field,
    );
  if (target.kpi === 'COUNT') return events.length;
  return new Set(events.map(({ receivedOn }) => localDate(receivedOn, world.organisation.timezone))).size;
}

/** The points that count, oldest first. */
export function lotsIn(world: World, { kpi }: Target, period: TargetPeriod, customer: Customer): PointsLot[] {
  const promotional = (lot: PointsLot): boolean => lot.promotionId !== null || lot.pointsType.endsWith('promotions');
  return lotsOf(world, customerEntity(customer.id)).filter(
    (lot) =>
      isWithin(lot.awardedOn, period) &&
      (kpi === 'REGULAR_POINTS' ? !promotional(lot) : kpi !== 'PROMOTIONAL_POINTS' || promotional(lot)),
  );
}

/** What points come to. */
export const ofLots = (lots: readonly PointsLot[]): number => total(lots, (lot) => lot.awarded - lot.returned);
