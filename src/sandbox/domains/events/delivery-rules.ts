/** What becomes of the deliveries of notifications: who gets them, when they are tried again, when they are given up. */
import { type Instant, later, MINUTE, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Delivery, Notification, Webhook } from './state.js';

/** How long a delivery is tried: 'Consuming event notifications' in the documentation. */
const TRIED_FOR_DAYS = 7;
const MAX_PAUSE = 6 * 60 * MINUTE;

/** The deliveries of a new notification: one for each active webhook that wants the event. */
export function deliveriesOf(world: World, name: string, time: Instant): Delivery[] {
  const wanting = Object.values(world.webhooks).filter((each) => each.active && each.eventNames.includes(name));
  return wanting.map((webhook) => {
    const isSent = webhook.type === 'HTTP';
    if (isSent) tryBy(world, time);
    return {
      webhookId: webhook.id,
      consumerGroupId: webhook.consumerGroupId,
      status: isSent ? 'PENDING' : 'DELIVERED',
      attempts: isSent ? 0 : 1,
      nextAttemptOn: isSent ? time : null,
      endedOn: isSent ? null : time,
      duration: 0,
      httpStatus: isSent ? null : 200,
      problem: '',
    };
  });
}

function tryBy(world: World, at: Instant): void {
  if (world.nextDelivery === null || at < world.nextDelivery) world.nextDelivery = at;
}

/** A delivery that is to be attempted. */
export interface DueDelivery {
  webhook: Webhook;
  notification: Notification;
  delivery: Delivery;
}

/**
 * The deliveries that are to be attempted by now, oldest first. Those of webhooks that were deactivated or are sent to
 * a queue meanwhile are given up. Notes when the next one is to be attempted.
 */
export function takeDueDeliveries(world: World): DueDelivery[] {
  const time = now(world);
  world.nextDelivery = null;
  const due: DueDelivery[] = [];
  for (const notification of world.notifications) {
    for (const delivery of notification.deliveries) {
      if (delivery.nextAttemptOn === null) continue;
      const webhook = world.webhooks[delivery.webhookId];
      if (!webhook?.active || webhook.type !== 'HTTP') giveUp(world, delivery, 'The webhook was deactivated');
      else if (delivery.nextAttemptOn <= time) due.push({ webhook, notification, delivery });
      else tryBy(world, delivery.nextAttemptOn);
    }
  }
  return due;
}

/** A delivery of a notification, if it is still there. */
export function deliveryOf(
  world: World,
  eventId: string,
  webhookId: string,
): Pick<DueDelivery, 'notification' | 'delivery'> | undefined {
  const notification = world.notifications.find((each) => each.eventId === eventId);
  const delivery = notification?.deliveries.find((each) => each.webhookId === webhookId);
  return notification && delivery && { notification, delivery };
}

export function giveUp(world: World, delivery: Delivery, problem: string): void {
  Object.assign(delivery, { status: 'FAILED', nextAttemptOn: null, endedOn: now(world), problem });
}

/** How an attempt ended. */
export interface Attempt {
  /** Null if there was no response. */
  httpStatus: number | null;
  duration: number;
  /** Why there was no response; empty if there was one. */
  problem: string;
}

/** Statuses below 500 with which a receiver refuses a notification only for now. */
const TEMPORARY: readonly number[] = [408, 425, 429];

/**
 * Records an attempt. A receiver that refuses the notification is not asked again; one that does not answer, fails or
 * has too much to do is, after longer and longer pauses.
 */
export function recordAttempt(world: World, notification: Notification, delivery: Delivery, attempt: Attempt): void {
  const { httpStatus, duration, problem } = attempt;
  delivery.attempts += 1;
  Object.assign(delivery, { httpStatus, duration });
  if (httpStatus !== null && httpStatus >= 200 && httpStatus < 300) {
    Object.assign(delivery, { status: 'DELIVERED', nextAttemptOn: null, endedOn: now(world), problem: '' });
    return;
  }
  const isRefused = httpStatus !== null && httpStatus < 500 && !TEMPORARY.includes(httpStatus);
  const next = later(now(world), Math.min(MINUTE * 2 ** (delivery.attempts - 1), MAX_PAUSE));
  const why = problem === '' ? `The receiver answered ${httpStatus}` : problem;
  if (isRefused || next > later(notification.at, TRIED_FOR_DAYS * 24 * 60 * MINUTE)) {
    giveUp(world, delivery, why);
    return;
  }
  Object.assign(delivery, { status: 'RETRYING', nextAttemptOn: next, endedOn: now(world), problem: why });
  tryBy(world, next);
}
