/** Section Event logs: the notifications that webhooks got, by what caused them. */
import {
  eventLogGetByEventId,
  eventLogGetByReferenceId,
  eventLogGetByRequestId,
} from '../../../tools/events/event-logs.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Notification } from './state.js';
import { toNotificationJson } from './webhook-serializers.js';

/** What was sent to webhooks of the notifications that meet a condition: one row for each webhook. */
const sent = (world: World, passes: (notification: Notification) => boolean) =>
  world.notifications
    .filter(passes)
    .flatMap((each) => each.deliveries.map((delivery) => toNotificationJson(world, each, delivery)));

export const eventLogHandlers: Handlers = {
  ...handle(eventLogGetByRequestId, { envelope: 'v3' }, ({ world, path }) =>
    sent(world, (each) => each.requestId === path.requestId),
  ),

  ...handle(eventLogGetByReferenceId, { envelope: 'v3' }, ({ world, path }) =>
    sent(world, (each) => each.refId === path.refId),
  ),

  ...handle(eventLogGetByEventId, { envelope: 'v3' }, ({ world, path: { eventId } }) => {
    const [found = failUnknown(404, 'Event', eventId, 404), ...others] = sent(
      world,
      (each) => each.eventId === eventId,
    );
    return others.length === 0 ? found : [found, ...others];
  }),
};
