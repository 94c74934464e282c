/** Webhooks for notifications, and what was sent to them, as answers show them. */
import type { webhookCreate, webhookGetDeliveryLogs } from '../../../tools/beyond/webhooks.js';
import type { eventLogGetByEventId } from '../../../tools/events/event-logs.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { type Instant, later, SECOND } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { tillDetails } from '../organization/serializers.js';
import type { Delivery, Notification, Webhook } from './state.js';

const HOUR_IN_SECONDS = 3600;

const stamp = (at: Instant): string => at.replace('Z', '.000+0000');

export function toWebhookJson(world: World, webhook: Webhook): PartOf<Answer<typeof webhookCreate>, 'data'> {
  const person = (tillId: number) => {
    const { id, code, description, name, type } = tillDetails(world, tillId);
    return { id, code, description, name, type };
  };
  return {
    attribution: {
      createdOn: stamp(webhook.createdOn),
      createdOnISO: webhook.createdOn,
      lastUpdatedOn: stamp(webhook.modifiedOn),
      lastUpdatedOnISO: webhook.modifiedOn,
      lastUpdatedBy: person(webhook.modifiedByTillId),
      createdBy: person(webhook.createdByTillId),
    },
    webHookId: webhook.id,
    name: webhook.name,
    eventNames: webhook.eventNames,
    webHookUrl: webhook.url,
    webHookType: webhook.type,
    methodType: webhook.method,
    webHookHeaders: webhook.headers,
    noOfRetryAttempts: 0,
    maxAllowedConnections: webhook.maxAllowedConnections,
    active: webhook.active,
    slaInSeconds: webhook.slaInSeconds ?? HOUR_IN_SECONDS,
    consumerGroupId: webhook.consumerGroupId,
    listenToChildEvents: false,
    tillDetailsEnrichmentEnabled: false,
    storeDetailsEnrichmentEnabled: false,
    customerIdentifiersToBeEnriched: webhook.identifiers,
    awardedReferenceEnrichmentEnabled: false,
    availablePointsBalanceEnrichmentEnabled: false,
  };
}

/** When a notification was late, if it was. */
function breachOf(world: World, { at }: Notification, { webhookId, endedOn }: Delivery): Instant | null {
  const due = later(at, (world.webhooks[webhookId]?.slaInSeconds ?? HOUR_IN_SECONDS) * SECOND);
  return endedOn !== null && endedOn > due ? due : null;
}

/** A notification that was sent to one webhook, or is to be. */
export function toNotificationJson(
  world: World,
  notification: Notification,
  delivery: Delivery,
): ElementOf<PartOf<Answer<typeof eventLogGetByEventId>, 'data'>> {
  const { eventId, refId, requestId, name, at } = notification;
  const { consumerGroupId, endedOn, httpStatus, duration } = delivery;
  const breach = breachOf(world, notification, delivery);
  return {
    refId,
    requestId,
    eventName: name,
    eventId,
    consumerGroupId,
    eventIngestionTimestamp: stamp(at),
    eventStartTimestamp: stamp(at),
    eventEndTimestamp: endedOn && stamp(endedOn),
    slaBreachTimestamp: breach && stamp(breach),
    consumerResponse: { webhookHttpStatus: httpStatus, time_taken: duration },
  };
}

export function toDeliveryJson(notification: Notification, delivery: Delivery): RowOf<typeof webhookGetDeliveryLogs> {
  const { endedOn, status, duration, httpStatus, problem } = delivery;
  return {
    eventType: notification.name,
    requestId: notification.requestId,
    webhookDuration: duration,
    status,
    refId: notification.refId,
    eventId: notification.eventId,
    eventIngestionTimestamp: stamp(notification.at),
    eventEndTimestamp: endedOn && stamp(endedOn),
    consumerResponse: { webhookHttpStatus: httpStatus, message: problem },
  };
}
