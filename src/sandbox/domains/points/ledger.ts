/**
 * Lots and ledger: the only code that changes either. Each movement changes one lot and appends one entry, so a balance
 * is both the sum of what remains in the lots and the sum of the ledger.
 */
import { type Instant, now } from '../../world/clock.js';
import { addTo, handOver, within } from '../../world/lists.js';
import { randomHex } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import type {
  Entity,
  EventName,
  LedgerEntry,
  LoyaltyEvent,
  Movement,
  PointsCategory,
  PointsLot,
  PointsType,
} from './state.js';

/** Points have at most three decimals. */
export const points3 = (points: number): number => Math.round(points * 1000) / 1000;

/** Whether a number of points has more than the API's three decimals. */
export const tooFine = (points: number): boolean => Math.abs(points3(points) - points) > 1e-9;

export const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return points3(total);
};

export const sameEntity = (a: Entity, b: Entity): boolean => a.type === b.type && a.id === b.id;

/** The key of a holder of points. */
export const holderKey = ({ type, id }: Entity): string => `${type}:${id}`;

export const customerEntity = (id: number): Entity => ({ type: 'CUSTOMER', id });

/** Notes that something of the loyalty program falls due at a moment; null means never. */
export function fallsDue(world: World, at: Instant | null): void {
  if (at !== null && (world.nextDue === null || at < world.nextDue)) world.nextDue = at;
}

/** The events that a customer caused, oldest first. */
export function eventsOf(world: World, customerId: number): LoyaltyEvent[] {
  return within(world.events, world.eventsByCustomer, customerId);
}

/** Details of an event, besides its name and holder. */
export interface EventDetails {
  tillId: number;
  customerId?: number;
  time?: Instant;
  transactionId?: number | null;
  referenceId?: string | null;
  reason?: string;
  comments?: string;
}

/** Records an event. Movements of points refer to it. */
export function recordEvent(world: World, name: EventName, entity: Entity, details: EventDetails): LoyaltyEvent {
  const event: LoyaltyEvent = {
    id: nextId(world, 'event'),
    name,
    entity,
    customerId: details.customerId ?? entity.id,
    time: details.time ?? now(world),
    tillId: details.tillId,
    transactionId: details.transactionId ?? null,
    referenceId: details.referenceId ?? null,
    reason: details.reason ?? '',
    comments: details.comments ?? '',
    uniqueId: randomHex(world, 16),
  };
  world.events[event.id] = event;
  addTo(world.eventsByCustomer, event.customerId, event.id);
  return event;
}

/**
 * For movements that concern the points of several holders: the event for each. That of `event` has it already; each
 * other holder gets one of the same kind.
 */
export function eventOfEachHolder(world: World, event: LoyaltyEvent): (holder: Entity) => LoyaltyEvent {
  const events = new Map([[holderKey(event.entity), event]]);
  return (holder) => {
    const key = holderKey(holder);
    const known = events.get(key);
    if (known) return known;
    const { name, time, tillId, transactionId, referenceId, reason, comments } = event;
    const customerId = holder.type === 'CUSTOMER' ? holder.id : event.customerId;
    const own = recordEvent(world, name, holder, {
      ...{ time, tillId, transactionId, referenceId, reason, comments, customerId },
    });
    events.set(key, own);
    return own;
  };
}

/** The input for a new lot. */
export interface NewLot {
  points: number;
  movement: Extract<Movement, 'earn' | 'transfer_in' | 'goodwill' | 'adjust'>;
  pointsType?: PointsType;
  category?: PointsCategory;
  expiresOn: Instant | null;
  redeemableFrom?: Instant | null;
  transactionId?: number | null;
  lineItemId?: number | null;
  promotionId?: number | null;
  allocated?: PointsLot['allocated'];
}

/** Credits points as a new lot. */
export function openLot(world: World, event: LoyaltyEvent, lot: NewLot): PointsLot {
  const points = points3(lot.points);
  const opened: PointsLot = {
    id: nextId(world, 'lot'),
    entity: event.entity,
    programId: world.organisation.program.id,
    category: lot.category ?? 'Main',
    pointsType: lot.pointsType ?? 'bill_regular',
    awarded: points,
    remaining: points,
    redeemed: 0,
    expired: 0,
    returned: 0,
    transferred: 0,
    adjusted: 0,
    awardedOn: event.time,
    expiresOn: lot.expiresOn,
    redeemableFrom: lot.redeemableFrom ?? null,
    eventLogId: event.id,
    transactionId: lot.transactionId ?? null,
    lineItemId: lot.lineItemId ?? null,
    promotionId: lot.promotionId ?? null,
    ...(lot.allocated && { allocated: { ...lot.allocated } }),
  };
  world.lots[opened.id] = opened;
  addTo(world.lotsByHolder, holderKey(opened.entity), opened.id);
  if (opened.transactionId !== null) addTo(world.lotsByTransaction, opened.transactionId, opened.id);
  if (opened.category !== 'Main') fallsDue(world, opened.redeemableFrom);
  fallsDue(world, opened.expiresOn);
  append(world, event, opened, 'CREDIT', lot.movement, points);
  return opened;
}

const LEAVES_AS = {
  redeem: 'redeemed',
  expire: 'expired',
  return: 'returned',
  transfer_out: 'transferred',
  adjust: 'adjusted',
} as const;

/** The ways in which points can leave a lot. */
export type Leaving = keyof typeof LEAVES_AS;

/** Takes points out of a lot, which must have enough of them. */
export function takeFrom(world: World, event: LoyaltyEvent, lot: PointsLot, movement: Leaving, points: number): void {
  if (points > lot.remaining) throw new RangeError(`lot ${lot.id} holds ${lot.remaining}, not ${points}`);
  lot.remaining = points3(lot.remaining - points);
  lot[LEAVES_AS[movement]] = points3(lot[LEAVES_AS[movement]] + points);
  append(world, event, lot, 'DEBIT', movement, points);
}

/** Takes redeemable points, soonest to expire first. The holder must have them. */
export function takeOldest(
  world: World,
  event: LoyaltyEvent,
  entity: Entity,
  movement: Leaving,
  points: number,
  lots: readonly PointsLot[] = lotsOf(world, entity, 'Main'),
): { lotId: number; points: number }[] {
  const taken: { lotId: number; points: number }[] = [];
  let left = points3(points);
  for (const lot of lots) {
    if (left <= 0) break;
    const from = Math.min(lot.remaining, left);
    if (from <= 0) continue;
    takeFrom(world, event, lot, movement, from);
    taken.push({ lotId: lot.id, points: from });
    left = points3(left - from);
  }
  if (left > 0) throw new RangeError(`${left} of ${points} points were not there`);
  return taken;
}

/** Returns redeemed points to their lot. */
export function giveBack(world: World, event: LoyaltyEvent, lot: PointsLot, points: number): void {
  if (points > lot.redeemed) throw new RangeError(`of lot ${lot.id}, ${lot.redeemed} were redeemed, not ${points}`);
  lot.redeemed = points3(lot.redeemed - points);
  lot.remaining = points3(lot.remaining + points);
  append(world, event, lot, 'CREDIT', 'reverse', points);
}

/** Makes the rest of a promised lot redeemable: moves it from its category to Main. */
export function unlock(world: World, event: LoyaltyEvent, lot: PointsLot): void {
  append(world, event, lot, 'DEBIT', 'unlock', lot.remaining);
  lot.category = 'Main';
  append(world, event, lot, 'CREDIT', 'unlock', lot.remaining);
}

function append(
  world: World,
  event: LoyaltyEvent,
  lot: PointsLot,
  type: LedgerEntry['type'],
  movement: Movement,
  points: number,
): void {
  addTo(world.ledgerByHolder, holderKey(lot.entity), world.ledger.length);
  world.ledger.push({
    id: nextId(world, 'ledgerEntry'),
    eventLogId: event.id,
    entity: lot.entity,
    programId: lot.programId,
    category: lot.category,
    type,
    movement,
    points,
    lotId: lot.id,
    createdOn: event.time,
    tillId: event.tillId,
  });
}

/** The lots of a customer or group, soonest to expire first; never-expiring ones last. */
export function lotsOf(world: World, entity: Entity, category?: PointsCategory): PointsLot[] {
  return within(world.lots, world.lotsByHolder, holderKey(entity))
    .filter((lot) => category === undefined || lot.category === category)
    .sort(bySoonestExpiry);
}

function bySoonestExpiry(a: PointsLot, b: PointsLot): number {
  if (a.expiresOn === b.expiresOn) return a.id - b.id;
  if (a.expiresOn === null) return 1;
  if (b.expiresOn === null) return -1;
  return a.expiresOn < b.expiresOn ? -1 : 1;
}

/** The lots that a transaction earned, oldest first. */
export function lotsOfTransaction(world: World, transactionId: number): PointsLot[] {
  return within(world.lots, world.lotsByTransaction, transactionId);
}

/** Points held in a category: by default those that can be redeemed. */
export function balance(world: World, entity: Entity, category: PointsCategory = 'Main'): number {
  return sum(lotsOf(world, entity, category).map((lot) => lot.remaining));
}

/** Points that are promised but not redeemable yet. */
export function promisedBalance(world: World, entity: Entity): number {
  return points3(
    balance(world, entity, 'DelayedAccrualPointCategory') + balance(world, entity, 'ExternalTriggerBasedPointCategory'),
  );
}

/** Totals over all points ever credited, as the API's loyalty details and points summaries show them. */
export interface PointsSummary {
  loyaltyPoints: number;
  lifetimePoints: number;
  redeemed: number;
  expired: number;
  returned: number;
  adjusted: number;
  delayedPoints: number;
  delayedReturnedPoints: number;
  totalAvailablePoints: number;
  totalReturnedPoints: number;
}

export function pointsSummary(world: World, entity: Entity): PointsSummary {
  const lots = lotsOf(world, entity);
  const main = lots.filter((lot) => lot.category === 'Main');
  const promised = lots.filter((lot) => lot.category !== 'Main');
  const of = (some: PointsLot[], field: 'remaining' | 'redeemed' | 'expired' | 'returned' | 'adjusted'): number =>
    sum(some.map((lot) => lot[field]));
  const loyaltyPoints = of(main, 'remaining');
  const delayedPoints = of(promised, 'remaining');
  return {
    loyaltyPoints,
    lifetimePoints: sum(lots.map((lot) => lot.awarded)),
    redeemed: of(lots, 'redeemed'),
    expired: of(lots, 'expired'),
    returned: of(main, 'returned'),
    adjusted: of(lots, 'adjusted'),
    delayedPoints,
    delayedReturnedPoints: of(promised, 'returned'),
    totalAvailablePoints: points3(loyaltyPoints + delayedPoints),
    totalReturnedPoints: of(lots, 'returned'),
  };
}

/** The ledger's rows of a customer or group, oldest first. */
export function ledgerOf(world: World, entity: Entity): LedgerEntry[] {
  return within(world.ledger, world.ledgerByHolder, holderKey(entity));
}

/** Makes a customer's points, ledger and events those of another, as if they always had been. */
export function handOverPoints(world: World, fromId: number, toId: number): void {
  const [from, to] = [customerEntity(fromId), customerEntity(toId)];
  for (const lot of lotsOf(world, from)) lot.entity = to;
  for (const entry of ledgerOf(world, from)) entry.entity = to;
  for (const event of eventsOf(world, fromId)) {
    event.customerId = toId;
    if (sameEntity(event.entity, from)) event.entity = to;
  }
  handOver(world.lotsByHolder, holderKey(from), holderKey(to));
  handOver(world.ledgerByHolder, holderKey(from), holderKey(to));
  handOver(world.eventsByCustomer, fromId, toId);
}
