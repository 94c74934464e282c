/** Section Event notification webhooks: addresses that are notified, and what was sent to them. */
import {
  webhookCreate,
  webhookDeactivate,
  webhookGetDeliveryLogs,
  webhookGetDeliveryMetrics,
  webhookList,
  webhookUpdate,
} from '../../../tools/beyond/webhooks.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Delivery, Notification, Webhook } from './state.js';
import { addWebhook, deactivateWebhook, updateWebhook, webhookById, webhookOfGroup } from './webhook-rules.js';
import { toDeliveryJson, toWebhookJson } from './webhook-serializers.js';

const CODES = {
  code: 400,
  codes: {
    'body.eventNames': 51003,
    'body.eventNames[]': 51003,
    'body.maxAllowedConnections': { missing: 300004, malformed: 51007 },
  },
} as const;

/** How long the platform keeps deliveries. */
const KEPT_DAYS = 30;
const DEFAULT_ROWS = 10;

interface Sent {
  notification: Notification;
  delivery: Delivery;
}

/** What was sent to a webhook within a period, newest first. */
function sentTo(world: World, webhook: Webhook, from: Instant, to: Instant): Sent[] {
  return world.notifications
    .filter(({ at }) => at >= from && at <= to)
    .flatMap((notification) =>
      notification.deliveries
        .filter(({ webhookId }) => webhookId === webhook.id)
        .map((delivery) => ({ notification, delivery })),
    )
    .reverse();
}

const isAbout = (world: World, { refId, requestId, eventId, subject }: Notification, key: string): boolean =>
  [requestId, eventId, refId, refId.slice(`${world.organisation.id}_`.length), String(subject.id)].includes(key);

const SORTED_BY: Readonly<Record<string, (a: Sent, b: Sent) => number>> = {
  webhookDuration: (a, b) => a.delivery.duration - b.delivery.duration,
  eventType: (a, b) => a.notification.name.localeCompare(b.notification.name),
};

/** @throws 400 if the field or the direction cannot be sorted by */
function sorted(rows: readonly Sent[], sortBy: string | undefined): readonly Sent[] {
  if (sortBy === undefined) return rows;
  const [field = '', direction = 'asc'] = sortBy.split(':');
  const compare = SORTED_BY[field];
  if (!compare || !['asc', 'desc'].includes(direction)) {
    return fail(400, 'sortBy must be webhookDuration or eventType, then :asc or :desc');
  }
  return rows.toSorted(direction === 'asc' ? compare : (a, b) => compare(b, a));
}

export const webhookHandlers: Handlers = {
  ...handle(webhookCreate, { envelope: 'v3', ...CODES }, ({ world, body, till }) =>
    toWebhookJson(world, addWebhook(world, body, till.id)),
  ),

  ...handle(webhookList, { envelope: 'v3' }, ({ world }) =>
    Object.values(world.webhooks).map((each) => toWebhookJson(world, each)),
  ),

  ...handle(webhookUpdate, { envelope: 'v3', ...CODES }, ({ world, path, body, till }) => {
    const webhook = webhookById(world, path.webHookId);
    updateWebhook(world, webhook, body, till.id);
    return toWebhookJson(world, webhook);
  }),

  ...handle(webhookDeactivate, { envelope: 'v3' }, ({ world, path, till }) => {
    const webhook = webhookById(world, path.webHookId);
    deactivateWebhook(world, webhook, till.id);
    return toWebhookJson(world, webhook);
  }),

  ...handle(
    webhookGetDeliveryLogs,
    { envelope: 'plain', paging: byOffset({ limit: DEFAULT_ROWS }) },
    ({ world, path, query, page }) => {
      const { eventType, eventSearchKey, startDate, endDate, sortBy } = query;
      if (eventType !== undefined && eventSearchKey !== undefined) {
        fail(400, 'eventType and eventSearchKey cannot be used together');
      }
      const oldest = later(now(world), -KEPT_DAYS * DAY);
      const from = startDate !== undefined && startDate > oldest ? startDate : oldest;
      const rows = sentTo(world, webhookOfGroup(world, path.consumerGroupId), from, endDate ?? now(world)).filter(
        ({ notification }) =>
          (eventType === undefined || notification.name === eventType) &&
          (eventSearchKey === undefined || isAbout(world, notification, eventSearchKey)),
      );
      const { limit = DEFAULT_ROWS, offset = 0 } = query;
      return {
        data: page(sorted(rows, sortBy)).map(({ notification, delivery }) => toDeliveryJson(notification, delivery)),
        pagination: { limit, offset, total: rows.length },
        errors: null,
        warnings: null,
      };
    },
  ),

  ...handle(webhookGetDeliveryMetrics, { envelope: 'v3' }, ({ world, path, query }) => {
    const to = query.endDate ?? now(world);
    const from = query.startDate ?? later(now(world), -KEPT_DAYS * DAY);
    const rows = sentTo(world, webhookOfGroup(world, path.consumerGroupId), from, to);
    const withStatus = (status: Delivery['status']): Sent[] =>
      rows.filter(({ delivery }) => delivery.status === status);
    const delivered = withStatus('DELIVERED');
    const took = delivered.reduce((total, { delivery }) => total + delivery.duration, 0);
    return {
      totalEvents: rows.length,
      deliveredEvents: delivered.length,
      failedEvents: withStatus('FAILED').length,
      retryingEvents: withStatus('RETRYING').length,
      pendingEvents: withStatus('PENDING').length,
      averageDeliveryTime: delivered.length === 0 ? 0 : took / delivered.length,
      startDate: Date.parse(from),
      endDate: Date.parse(to),
    };
  }),
};
