/** Messages to customers as v1.1's interactions show them. */

import type { World } from '../../world/world.js';
import { inTouchDate } from '../points/serializers.js';
import type { Message } from './rules.js';

/** Sent in the organization's name; delivered at once. */
export function messageRow(world: World, { id, receiver, subject, sentOn }: Message): object {
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
