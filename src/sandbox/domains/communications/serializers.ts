/** Messages to customers as answers show them: sent, read back, and among v1.1's interactions. */

import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { inTouchDate } from '../points/serializers.js';
import type { Message } from './rules.js';
import type { SentMessage } from './state.js';

const isDue = (world: World, { scheduledOn }: SentMessage): boolean =>
  scheduledOn === null || scheduledOn <= now(world);

/** When a message is sent; empty for at once. */
export const scheduledTime = (world: World, { scheduledOn }: SentMessage): string => inTouchDate(world, scheduledOn);

/** When a message was or will be sent. */
const sentTime = (world: World, { scheduledOn, createdOn }: SentMessage): string =>
  inTouchDate(world, scheduledOn ?? createdOn);

/** An SMS that was sent just now. */
export const toSmsJson = (world: World, message: SentMessage) => ({
  id: String(message.id),
  to: message.to,
  status: isDue(world, message) ? 'Sent' : 'Queued',
  scheduled_time: scheduledTime(world, message),
});

export const toReadSmsJson = (world: World, message: SentMessage) => ({
  ...toSmsJson(world, message),
  scheduled_time: sentTime(world, message),
  message: message.body,
  sender: message.from,
});

/** An email that was sent just now, besides its time. */
export const toEmailJson = ({ id, to, cc, bcc, subject, body }: SentMessage) => ({
  id: String(id),
  to,
  cc,
  bcc,
  status: 'Queued',
  subject,
  description: body,
});

export const toReadEmailJson = (world: World, message: SentMessage) => {
  const { bcc: _, ...email } = toEmailJson(message);
  return isDue(world, message)
    ? { ...email, status: 'Delivered', sent_time: sentTime(world, message) }
    : { ...email, sent_time: '' };
};

/** Sent in the organization's name; delivered at once. */
export function messageRow(world: World, { id, receiver, subject, sentOn }: Message) {
  const time = inTouchDate(world, sentOn);
  return {
    id: String(id),
    sender: world.organisation.name,
    receiver,
    subject,
    sent_time: time,
    delivered_time: time,
    status: 'DELIVERED',
  };
}
