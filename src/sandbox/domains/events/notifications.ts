/** Notifications: one for each entity that a call created, as a brand's webhooks would receive them. */
import { now } from '../../world/clock.js';
import { randomUuid } from '../../world/random.js';
import { lastId, type World } from '../../world/world.js';
import type { Notification } from './state.js';

const KEPT = 1000;

const TIER_EVENTS: ReadonlyMap<string, string> = new Map([
  ['SlabUpgrade', 'tierUpgraded'],
  ['SlabDowngrade', 'tierDowngraded'],
  ['SlabRenewal', 'tierRenewed'],
]);

/** The kinds of entity whose creation is notified, with the event name and the name of the id in its reference. */
const NOTIFIED: Readonly<
  Record<string, (world: World, id: number) => { name: string; id: number | string } | undefined>
> = {
  customer: (world, id) => (world.customers[id] ? { name: 'customerAdded', id } : undefined),
  transaction: (world, id) => {
    const transaction = world.transactions[id];
    if (!transaction) return undefined;
    return { name: transaction.returnType === null ? 'transactionAdded' : 'transactionReturned', id };
  },
  redemption: (world, id) => {
    const redemption = Object.values(world.pointsRedemptions).findLast((each) => each.summaryId === id);
    return redemption && { name: 'pointsRedeemed', id: redemption.id };
  },
  transfer: (_, id) => ({ name: 'pointsTransferred', id }),
  coupon: (world, id) => (world.coupons[id]?.customerId ? { name: 'couponIssued', id } : undefined),
  couponRedemption: (_, id) => ({ name: 'couponRedeemed', id }),
  event: (world, id) => {
    const event = world.events[id];
    const name = event && TIER_EVENTS.get(event.name);
    return event && name ? { name, id: event.customerId } : undefined;
  },
};

/** The last ids before a call, which tell what the call created. */
export type Marks = Readonly<Record<string, number>>;

/** The current last ids of the notified kinds. */
export const marksOf = (world: World): Marks =>
  Object.fromEntries(Object.keys(NOTIFIED).map((kind) => [kind, lastId(world, kind)]));

/** Notifies everything created since, as caused by a call. */
export function notifySince(world: World, marks: Marks, requestId: string): void {
  for (const [kind, describe] of Object.entries(NOTIFIED)) {
    const last = lastId(world, kind);
    for (let id = (marks[kind] ?? last) + 1; id <= last; id++) {
      const made = describe(world, id);
      if (made) note(world, { name: made.name, refId: `${world.organisation.id}_${made.id}`, requestId });
    }
  }
}

function note(world: World, what: Pick<Notification, 'name' | 'refId' | 'requestId'>): void {
  world.notifications.push({ eventId: randomUuid(world), ...what, at: now(world) });
  if (world.notifications.length > KEPT) world.notifications.shift();
}
