/** Notifications: one for each thing that a call created or changed, for the webhooks that want to know. */
import { md5 } from '../../../lib/md5.js';
import { type Instant, now } from '../../world/clock.js';
import { lastId, nextId, type World } from '../../world/world.js';
import type { EventName, LedgerEntry, LoyaltyEvent } from '../points/state.js';
import { deliveriesOf } from './delivery-rules.js';
import type { Change, Notification, Subject } from './state.js';

const KEPT = 1000;

/** What is notified of an entity: the name of the event, and the part of the reference after the organization. */
interface Notice {
  name: string;
  ref: number | string;
  subject: Subject;
}

/** New entries of the ledger, by the event that they belong to. */
type Entries = ReadonlyMap<number, readonly LedgerEntry[]>;

type Describe = (world: World, id: number, fresh: Entries) => readonly Notice[];

const TIER_EVENTS: Readonly<Partial<Record<EventName, string>>> = {
  SlabUpgrade: 'tierUpgraded',
  SlabDowngrade: 'tierDowngraded',
  SlabRenewal: 'tierRenewed',
};

/** Movements of points that are notified, and whether they add points to a holder. */
const POINTS_EVENTS: Readonly<Partial<Record<LedgerEntry['movement'], string>>> = {
  earn: 'pointsIssued',
  goodwill: 'pointsIssued',
  adjust: 'pointsIssued',
  unlock: 'promisedToCurrentPointsConversion',
  expire: 'pointsExpired',
  return: 'issuedPointsReversed',
  reverse: 'redeemedPointsReversed',
};

const one = (name: string, ref: number | string, kind: Subject['kind'], id: number): Notice[] => [
  { name, ref, subject: { kind, id } },
];

/** What happened in an event of the loyalty program: a change of tier, or movements of points. */
function ofEvent({ id, name, customerId, uniqueId }: LoyaltyEvent, fresh: Entries): Notice[] {
  const tier = TIER_EVENTS[name];
  const entries = fresh.get(id) ?? [];
  const moved = new Set(
    entries
      .filter((entry) => entry.movement !== 'adjust' || entry.type === 'CREDIT')
      .flatMap((entry) => POINTS_EVENTS[entry.movement] ?? []),
  );
  return [
    ...(tier === undefined ? [] : one(tier, customerId, 'event', id)),
    ...[...moved].flatMap((each) => one(each, uniqueId, 'event', id)),
  ];
}

/** The kinds of entity whose creation is notified. Names: 'Event schema (payload)' in the documentation. */
const CREATED: Readonly<Record<string, Describe>> = {
  customer: (world, id) => (world.customers[id] ? one('customerAdded', id, 'customer', id) : []),
  transaction: (world, id) => {
    const transaction = world.transactions[id];
    if (!transaction) return [];
    if (transaction.retro) return one('retroBillAdded', id, 'transaction', id);
    return one(
      transaction.type === 'NOT_INTERESTED' ? 'notInterestedBillAdded' : 'transactionAdded',
      id,
      'transaction',
      id,
    );
  },
  redemption: (world, id) => {
    const redemption = Object.values(world.pointsRedemptions).findLast((each) => each.summaryId === id);
    return redemption ? one('pointsRedeemed', redemption.id, 'redemption', id) : [];
  },
  transfer: (_, id) => [
    ...one('pointsTransferredInitiated', id, 'transfer', id),
    ...one('pointsTransferredReceived', id, 'transfer', id),
  ],
  coupon: (world, id) => {
    const coupon = world.coupons[id];
    return coupon?.customerId ? one('CouponIssue', `${coupon.seriesId}_${id}:${id}`, 'coupon', id) : [];
  },
  couponRedemption: (world, id) => {
    const redemption = world.couponRedemptions[id];
    return redemption ? one('CouponRedeem', `${redemption.seriesId}_${id}`, 'couponRedemption', id) : [];
  },
  rewardIssue: (_, id) => one('rewardIssued', id, 'rewardIssue', id),
  userGroup: (_, id) => one('groupCreated', id, 'group', id),
  event: (world, id, fresh) => {
    const event = world.events[id];
    return event ? ofEvent(event, fresh) : [];
  },
};

const CHANGED: Readonly<Record<Change['name'], Subject['kind']>> = {
  customerUpdated: 'customer',
  transactionUpdated: 'transaction',
  retroBillAdded: 'transaction',
  loyaltyCustomerMerge: 'customer',
};

const LEDGER = 'ledgerEntry';
const MARKED = [...Object.keys(CREATED), LEDGER];

/** The last ids before a call, which show what the call created. */
type Marks = Readonly<Record<string, number>>;

/**
 * Carries out a call, and notifies what it created and changed. What a call changed that fails is not notified.
 *
 * @param requestId - of the call; empty for what happens because time passes
 */
export function notifying<T>(world: World, requestId: string, carryOut: () => T): T {
  const marks: Marks = Object.fromEntries(MARKED.map((kind) => [kind, lastId(world, kind)]));
  try {
    const result = carryOut();
    notifySince(world, marks, requestId);
    return result;
  } finally {
    if (world.changes.length > 0) world.changes = [];
  }
}

function notifySince(world: World, marks: Marks, requestId: string): void {
  const fresh = freshEntries(world, marks[LEDGER] ?? 0);
  const notices: Notice[] = [];
  for (const [kind, describe] of Object.entries(CREATED)) {
    const last = lastId(world, kind);
    for (let id = (marks[kind] ?? last) + 1; id <= last; id++) notices.push(...describe(world, id, fresh));
  }
  for (const { name, id } of world.changes) {
    const kind = CHANGED[name];
    const isNew = notices.some(({ subject }) => subject.kind === kind && subject.id === id);
    if (!isNew) notices.push(...one(name, id, kind, id));
  }
  for (const notice of notices) notify(world, notice, requestId, now(world));
}

/** Notifies the creation of an entity in the past, for the seed. */
export function notifyOf(world: World, kind: keyof typeof CREATED, id: number, at: Instant): void {
  const requestId = md5(`${world.random.seed}:${kind}:${id}`);
  for (const notice of CREATED[kind]?.(world, id, new Map()) ?? []) notify(world, notice, requestId, at);
}

/** The entries of the ledger after a certain one. Most calls make none, and need not open the ledger. */
function freshEntries(world: World, mark: number): Entries {
  const fresh = new Map<number, LedgerEntry[]>();
  if (lastId(world, LEDGER) === mark) return fresh;
  const { ledger } = world;
  let first = ledger.length;
  while (first > 0 && (ledger[first - 1]?.id ?? 0) > mark) first -= 1;
  for (const entry of ledger.slice(first)) {
    const beside = fresh.get(entry.eventLogId);
    if (beside) beside.push(entry);
    else fresh.set(entry.eventLogId, [entry]);
  }
  return fresh;
}

function notify(world: World, { name, ref, subject }: Notice, requestId: string, at: Instant): void {
  const notification: Notification = {
    eventId: uuid(world),
    refId: `${world.organisation.id}_${ref}`,
    requestId,
    name,
    subject,
    at,
    deliveries: deliveriesOf(world, name, at),
  };
  world.notifications.push(notification);
  if (world.notifications.length > KEPT) world.notifications.shift();
}

/** Drawn without chance: whether anybody is notified must not change what else happens. */
function uuid(world: World): string {
  const hex = md5(`${world.random.seed}:${nextId(world, 'notification')}`);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
