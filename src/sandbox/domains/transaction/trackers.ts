/** Trackers: sums over the normal bills of a customer or a group since the year began. */
import { type Instant, now } from '../../world/clock.js';
import { localDate, readDate } from '../../world/dates.js';
import { within } from '../../world/lists.js';
import type { World } from '../../world/world.js';
import type { Tracker } from '../organization/state.js';
import { points3 } from '../points/ledger.js';
import type { Entity } from '../points/state.js';
import type { Transaction } from './state.js';

export interface TrackerValue {
  tracker: Tracker;
  value: number;
  /** When the last bill counted; null if there is none. */
  updatedOn: Instant | null;
  from: Instant;
  until: Instant;
}

/** The organization's trackers for a customer or group, net of returns. */
export function trackerValues(world: World, entity: Entity): TrackerValue[] {
  const { timezone, settings } = world.organisation;
  const year = localDate(now(world), timezone).slice(0, 4);
  const from = instantOf(`${year}-01-01 00:00:00`, timezone);
  const until = instantOf(`${year}-12-31 23:59:59`, timezone);
  const lists = entity.type === 'CUSTOMER' ? world.transactionsByCustomer : world.transactionsByGroup;
  const bills = within(world.transactions, lists, entity.id).filter(
    (bill) =>
      bill.type === 'REGULAR' &&
      bill.outlierStatus === 'NORMAL' &&
      !bill.skipDownstream &&
      bill.billingDate >= from &&
      bill.billingDate <= until,
  );
  const last =
    bills
      .map(({ billingDate }) => billingDate)
      .sort()
      .at(-1) ?? null;
  return settings.trackers.map((tracker) => ({ tracker, value: sumOf(tracker, bills), updatedOn: last, from, until }));
}

/** A tracker as v2 shows it. */
export const toTrackerJson = ({ tracker, value, updatedOn, from, until }: TrackerValue) => ({
  id: tracker.id,
  name: tracker.name,
  conditionId: tracker.conditionId,
  type: tracker.type,
  value,
  updatedOn,
  conditionName: tracker.conditionName,
  periodStartDate: from,
  periodEndDate: until,
});

function instantOf(text: string, timezone: string): Instant {
  const at = readDate(text, timezone);
  if (at === null) throw new RangeError(`${text} is no date`);
  return at;
}

function sumOf({ type }: Tracker, bills: readonly Transaction[]): number {
  if (type === 'CUSTOMER_VISITS') return bills.length;
  const amounts =
    type === 'BILL_AMOUNT'
      ? bills.map(({ amount, returnedAmount }) => amount - returnedAmount)
      : bills.flatMap(({ lineItems }) => lineItems.map(({ qty, returnedQty }) => qty - returnedQty));
  return points3(amounts.reduce((total, amount) => total + amount, 0));
}
