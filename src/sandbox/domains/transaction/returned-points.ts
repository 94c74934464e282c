/** What returning a bill takes back: the points that the bill gave, by itself and through promotions. */

import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import {
  customerEntity,
  ledgerOf,
  lotsOf,
  lotsOfTransaction,
  points3,
  recordEvent,
  sameEntity,
  sum,
  takeOldest,
} from '../points/ledger.js';
import type { Entity, LoyaltyEvent, PointsLot } from '../points/state.js';
import type { Transaction } from './state.js';

/** Points that a return took back, and from whom. */
export interface TakenBack {
  entity: Entity;
  points: number;
}

/**
 * Takes back the share of the bill's points that corresponds to its returns so far, and lowers purchases. A bill of a
 * group gave points to the group, and promotions gave points to the customer; each gives back its own.
 */
export function takeBackPoints(world: World, bill: Transaction, returned: Transaction): TakenBack[] {
  if (bill.customerId === null || bill.skipDownstream || bill.outlierStatus !== 'NORMAL') return [];
  if (returned.skipDownstream) return [];
  const customer = world.customers[bill.customerId];
  if (!customer) return [];
  lowerPurchases(world, bill, returned, customer);
  const takenBack = takeBackAllocated(world, bill, returned);
  const holders: Entity[] = [customerEntity(customer.id)];
  if (bill.userGroupId !== null) holders.unshift({ type: 'USERGROUP2', id: bill.userGroupId });
  for (const entity of holders) {
    const given = givenTo(world, bill, entity);
    if (given.points <= 0) continue;
    const event = returnEvent(world, returned, entity, customer.id, returned.tillId);
    returned.eventLogId ??= event.id;
    const points = takeBack(world, event, given, dueNow(world, bill, given));
    if (points <= 0) continue;
    note(bill, returned, points);
    takenBack.push({ entity, points });
  }
  return takenBack;
}

const returnEvent = (
  world: World,
  returned: Transaction,
  entity: Entity,
  customerId: number,
  tillId: number,
): LoyaltyEvent =>
  recordEvent(world, 'ReturnBill', entity, {
    tillId,
    customerId,
    transactionId: returned.id,
    referenceId: String(returned.id),
  });

function note(bill: Transaction, returned: Transaction, points: number): void {
  bill.pointsReturned = points3(bill.pointsReturned + points);
  returned.points = points3(returned.points + points);
}

/** Points that were given by hand for a bill go with its first return, all of them, even if that is a part of it. */
function takeBackAllocated(world: World, bill: Transaction, returned: Transaction): TakenBack[] {
  return lotsOfTransaction(world, bill.id).flatMap((lot) => {
    const points = takeBackOf(world, lot, returned, returned.tillId);
    return points > 0 ? { entity: lot.entity, points } : [];
  });
}

/** Takes back the rest of points that were given by hand: from their lot, then, for spent ones, from others. */
function takeBackOf(world: World, lot: PointsLot, returned: Transaction, tillId: number): number {
  const { allocated, entity } = lot;
  if (!allocated) return 0;
  const due = points3(lot.awarded - lot.expired - allocated.takenBack);
  const others = lotsOf(world, entity, 'Main').filter(({ id }) => id !== lot.id);
  const fromOwn = Math.min(due, lot.remaining);
  const fromOthers = Math.min(points3(due - fromOwn), sum(others.map(({ remaining }) => remaining)));
  const points = points3(fromOwn + fromOthers);
  if (points <= 0) return 0;
  const event = returnEvent(world, returned, entity, world.events[lot.eventLogId]?.customerId ?? entity.id, tillId);
  returned.eventLogId ??= event.id;
  if (fromOwn > 0) takeOldest(world, event, entity, 'return', fromOwn, [lot]);
  if (fromOthers > 0) takeOldest(world, event, entity, 'return', fromOthers, others);
  allocated.takenBack = points3(allocated.takenBack + points);
  returned.points = points3(returned.points + points);
  return points;
}

/**
 * Takes back points of a bill that have come back to its lot since its return, which could not take them: they were
 * spent, and the holder had no others.
 */
export function takeBackLate(world: World, lot: PointsLot, tillId: number): void {
  const bill = lot.transactionId === null ? undefined : world.transactions[lot.transactionId];
  const returned = bill?.returnIds.map((id) => world.transactions[id]).findLast((each) => each && !each.skipDownstream);
  if (!bill || !returned || bill.customerId === null) return;
  if (lot.allocated) {
    takeBackOf(world, lot, returned, tillId);
    return;
  }
  const given = givenTo(world, bill, lot.entity);
  const due = Math.min(dueNow(world, bill, given), lot.remaining);
  if (due <= 0) return;
  const event = returnEvent(world, returned, lot.entity, bill.customerId, tillId);
  note(bill, returned, takeBack(world, event, given, due));
}

function lowerPurchases(world: World, bill: Transaction, returned: Transaction, customer: Customer): void {
  customer.lifetimePurchases = points3(customer.lifetimePurchases - returned.amount);
  const group = bill.userGroupId === null ? undefined : world.userGroups[bill.userGroupId];
  if (group) group.lifetimePurchases = points3(group.lifetimePurchases - returned.amount);
}

/** What a bill gave to a customer or group. */
interface Given {
  points: number;
  /** The lots in which these points are or were. */
  lots: PointsLot[];
  /** Points that earlier returns of the bill took back. */
  takenBack: number;
}

function givenTo(world: World, bill: Transaction, entity: Entity): Given {
  const lots = lotsOfTransaction(world, bill.id).filter((lot) => !lot.allocated && sameEntity(lot.entity, entity));
  const fromGroup = bill.userGroupId === null ? 0 : takenFromGroup(world, bill, bill.userGroupId);
  return {
    points: sum(lots.map((lot) => lot.awarded)),
    lots,
    takenBack: entity.type === 'USERGROUP2' ? fromGroup : points3(bill.pointsReturned - fromGroup),
  };
}

/** Points that returns of a bill took from its group. */
function takenFromGroup(world: World, bill: Transaction, groupId: number): number {
  const returns = new Set<number | null | undefined>(bill.returnIds);
  const entries = ledgerOf(world, { type: 'USERGROUP2', id: groupId }).filter(
    ({ movement, eventLogId }) => movement === 'return' && returns.has(world.events[eventLogId]?.transactionId),
  );
  return sum(entries.map(({ points }) => points));
}

/** Points that are due with the returns of a bill so far; whole ones if the bill gave whole ones. */
function dueNow(world: World, bill: Transaction, { points, takenBack }: Given): number {
  const returns = bill.returnIds.flatMap((id) => world.transactions[id] ?? []);
  const amount = sum(returns.filter((each) => !each.skipDownstream).map((each) => each.amount));
  const share = bill.amount === 0 ? 1 : amount / bill.amount;
  const due = points3(points * share);
  return points3((Number.isInteger(points) ? Math.floor(due) : due) - takenBack);
}

/**
 * Takes points back: first those that the bill's own lots still hold, then, for points that were spent, others of the
 * holder, soonest to expire first. Points that have expired are gone: no others are taken for them. A balance never
 * goes below zero. Returns the number of points taken.
 */
function takeBack(world: World, event: LoyaltyEvent, given: Given, due: number): number {
  const own = lotsOf(world, event.entity).filter((lot) => given.lots.includes(lot));
  const held = (lots: readonly PointsLot[]): number => sum(lots.map((lot) => lot.remaining));
  const gone = (part: 'expired' | 'returned' | 'remaining'): number => sum(given.lots.map((lot) => lot[part]));
  const spent = points3(given.points - gone('remaining') - gone('expired') - gone('returned'));
  const takenForSpent = points3(given.takenBack - gone('returned'));
  const others = lotsOf(world, event.entity, 'Main').filter((lot) => !given.lots.includes(lot));
  const fromOwn = Math.max(0, Math.min(due, held(own)));
  const fromOthers = Math.max(0, Math.min(points3(due - fromOwn), points3(spent - takenForSpent), held(others)));
  if (fromOwn > 0) takeOldest(world, event, event.entity, 'return', fromOwn, own);
  if (fromOthers > 0) takeOldest(world, event, event.entity, 'return', fromOthers, others);
  return points3(fromOwn + fromOthers);
}
