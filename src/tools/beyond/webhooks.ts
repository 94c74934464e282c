/** Event notification webhooks: addresses of the brand that the platform tells what happens. */
import { section } from '../define.js';
import { limit, offset } from '../schemas/common.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, object, text } from '../schemas/values.js';
import * as answers from './webhooks.answers.js';

export const webhooks = section('Event notification webhooks', {
  domain: 'Behavioural Events & Webhooks',
  accessGroup: 'Webhooks',
});

const EVENTS =
  'Spelt so: transactionAdded, transactionUpdated, customerAdded, customerUpdated, pointsIssued, pointsRedeemed, tierUpgraded, tierDowngraded, CouponIssue, CouponRedeem, rewardIssued …';

const events = () => list(text(), EVENTS);
const connections = () => integer('Parallel calls', { min: 1 });
const settings = () => ({
  active: boolean('false sends nothing'),
  name: text('Unique'),
  customerIdentifiersToBeEnriched: list(
    text(),
    'Profiles whose identifiers are added, such as INSTORE; [] for the id only',
  ),
  methodType: choice(['POST', 'PUT', 'GET', 'DELETE'], 'HTTP method'),
  webHookType: choice(['HTTP', 'QUEUE_INT'], 'QUEUE_INT sends nothing out'),
  webHookUrl: text('Address'),
  webHookHeaders: secret(keyValues('Headers by name')),
});

const newWebhookBody = () =>
  object({
    ...settings(),
    eventNames: events(),
    maxAllowedConnections: connections(),
    slaInSeconds: integer('Expected delivery time; documented as no longer used').optional(),
  });

const webhookBody = () =>
  newWebhookBody().partial().extend({ eventNames: events(), maxAllowedConnections: connections() });

const webhookId = () => ({ webHookId: idOf('webhook', text('Webhook')) });
const consumerGroupId = () => ({
  consumerGroupId: idOf('webhookConsumerGroup', text('consumerGroupId of the webhook, not its webHookId')),
});

/** Kept by the platform: https://docs.capillarytech.com/docs/manage-webhook */
const KEPT = 'Deliveries are kept for 30 days.';

export const webhookCreate = webhooks.post('v3/webHooks', {
  tool: 'webhook_create',
  title: 'Create Event Notification Webhook',
  summary:
    "Registers an address of the brand that is sent loyalty events as they happen; from then on customers' data goes there, so let a person confirm the address. To receive events from apps use event_add_webhook, to change a webhook webhook_update.",
  inInventory: false,
  body: newWebhookBody,
  response: { confirmation: ['data'] },
  answer: answers.webhookAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['webhook_list'],
  evidence: 'a webhook with this name and address',
  example: {
    body: {
      active: true,
      name: 'Sales to the CRM',
      eventNames: ['transactionAdded', 'pointsIssued'],
      customerIdentifiersToBeEnriched: ['INSTORE'],
      maxAllowedConnections: 5,
      methodType: 'POST',
      webHookType: 'HTTP',
      webHookUrl: 'https://hooks.example.com/loyalty',
      webHookHeaders: { 'Content-Type': 'application/json' },
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-v3-webhooks',
    'Add Webhook (v3), documentation September 2025',
    'https://docs.capillarytech.com/docs/add-event-notification-account',
    'Event schema (payload), documentation September 2025: names of events that the samples of the call lack',
  ],
  keywords: [
    'notify our crm about every sale',
    'push new members to our own system',
    'send points and tier changes to a url',
    'real-time feed of loyalty activity for our backend',
    'outgoing callback when a coupon is redeemed',
    'let our data warehouse know when a bill is added',
    'subscribe an endpoint to loyalty events',
    'register a callback address for notifications',
    'hook up marketing automation to purchases',
    'notify our server when something happens',
    'post every new bill to an address of ours',
    'send events to our own url',
    'register a webhook',
    'subscribe a url to points events',
  ],
});

export const webhookList = webhooks.get('v3/webHooks', {
  tool: 'webhook_list',
  title: 'List Event Notification Webhooks',
  summary:
    'Lists all addresses that loyalty events are sent to, deactivated ones too, with their events and ids; headers are hidden. Whether events arrive there: webhook_get_delivery_metrics, with the consumerGroupId from here.',
  inInventory: false,
  answer: answers.webhookListAnswer,
  effect: 'read',
  example: {},
  sources: [
    'https://docs.capillarytech.com/reference/get-v3-webhooks',
    'Get Webhooks (v3), documentation September 2025',
  ],
  keywords: [
    'where is our customer data sent',
    'which systems are notified about sales',
    'all outgoing callbacks of the organization',
    'find the consumer group id of a webhook',
    'is the hook to the crm still switched on',
    'which events does our backend subscribe to',
    'overview of external endpoints that get loyalty data',
    'list notification urls',
    'which addresses get loyalty events',
    'webhooks that we have',
    'endpoints that we send events to',
    'where do we forward events',
  ],
});

export const webhookUpdate = webhooks.put('v3/webHooks/{webHookId}', {
  tool: 'webhook_update',
  title: 'Update Event Notification Webhook',
  summary:
    'Changes the address, events, headers or state of a webhook. Send every field, because what becomes of fields left out is not documented: read the others with webhook_list, which hides the headers, and ask a person for those. To stop a webhook use webhook_deactivate.',
  inInventory: false,
  path: webhookId,
  body: webhookBody,
  response: { confirmation: ['data'] },
  answer: answers.webhookAnswer,
  effect: 'update',
  destructive: true,
  idempotent: true,
  checkedBy: ['webhook_list'],
  example: {
    webHookId: '5f2d8a4be90c471d6a13b7c0',
    body: {
      active: true,
      name: 'Loyalty events to the warehouse',
      eventNames: ['transactionAdded', 'customerAdded', 'tierUpgraded'],
      customerIdentifiersToBeEnriched: ['INSTORE'],
      maxAllowedConnections: 10,
      methodType: 'POST',
      webHookType: 'HTTP',
      webHookUrl: 'https://hooks.example.com/loyalty',
      webHookHeaders: { 'Content-Type': 'application/json' },
      slaInSeconds: 60,
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-v3-webhook',
    'Update Webhook (v3), documentation September 2025',
  ],
  keywords: [
    'send the notifications to another address',
    'add coupon redemptions to what our crm is told',
    'our endpoint moved to a new url',
    'rotate the password in the headers of a callback',
    'switch an outgoing hook on again',
    'receive fewer kinds of events',
    'raise the number of parallel calls to our server',
    'unsubscribe our backend from tier events',
    'our endpoint has a new url, change where events are sent',
    'edit a webhook',
  ],
});

export const webhookDeactivate = webhooks.delete('v3/webHooks/{webHookId}', {
  tool: 'webhook_deactivate',
  title: 'Deactivate Event Notification Webhook',
  summary:
    'Stops sending events to one webhook; it stays in webhook_list with active false. What happens meanwhile is not known to be sent later; to change what is sent use webhook_update.',
  inInventory: false,
  path: webhookId,
  response: { confirmation: ['data'] },
  answer: answers.webhookAnswer,
  effect: 'delete',
  destructive: true,
  idempotent: true,
  checkedBy: ['webhook_list'],
  evidence: 'the webhook with active false',
  example: { webHookId: '5f2d8a4be90c471d6a13b7c0' },
  sources: [
    'https://docs.capillarytech.com/reference/delete-v3-webhook',
    'Delete Webhook (v3), documentation September 2025',
  ],
  keywords: [
    'stop sending data to the old crm',
    'switch off a callback',
    'remove an outgoing hook',
    'we no longer work with that partner, cut the feed',
    'no more notifications to this url',
    'delete a notification subscription',
    'unsubscribe an endpoint from everything',
    'stop sending events to an old endpoint',
    'turn a webhook off',
    "a partner's endpoint should get nothing any more",
  ],
});

export const webhookGetDeliveryLogs = webhooks.get('v3/events/consumer-groups/{consumerGroupId}/logs', {
  tool: 'webhook_get_delivery_logs',
  title: 'Get Event Logs of Webhook',
  summary:
    'Lists what was sent to one webhook: event, time, duration, status and request id, to find failed or slow deliveries. Counts only: webhook_get_delivery_metrics; all webhooks by bill or customer: event_log_get_by_reference_id.',
  inInventory: false,
  path: consumerGroupId,
  query: () => ({
    sortBy: text('webhookDuration or eventType, then :asc or :desc').optional(),
    eventType: text('Only this event, such as transactionAdded; not with eventSearchKey').optional(),
    eventSearchKey: text('Request id of the API call, or id of the customer or bill').optional(),
    startDate: epoch({ unit: 'milliseconds' }, 'From; name inferred').optional(),
    endDate: epoch({ unit: 'milliseconds' }, 'To; name inferred').optional(),
    limit: limit('Rows; name inferred'),
    offset: offset(),
  }),
  answer: answers.deliveryLogsAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'partial',
  whenEmpty: `Nothing was sent: webhook_list shows which events the webhook gets, and whether it is active. ${KEPT}`,
  example: { consumerGroupId: '9b1e6f02-5d3c-4f7a-8c44-2e0d7a6b9f13' },
  sources: [
    'https://docs.capillarytech.com/reference/geteventsbyconsumergroupid',
    'https://docs.capillarytech.com/docs/manage-webhook',
  ],
  keywords: [
    'which notifications failed to reach our server',
    'slowest deliveries to our endpoint',
    'did the crm get the event of this bill',
    'delivery history of a callback url',
    'error our backend answered to a notification',
    'was the last sale pushed to us',
    'failed deliveries of a webhook',
    'did our server accept the calls',
  ],
});

export const webhookGetDeliveryMetrics = webhooks.get('v3/events/consumer-groups/{consumerGroupId}/metrics', {
  tool: 'webhook_get_delivery_metrics',
  title: 'Get Event Metrics of Webhook',
  summary:
    'Counts the events of one webhook in a period that were delivered, failed, are being retried or are waiting: a health check. Each delivery is in webhook_get_delivery_logs.',
  inInventory: false,
  path: consumerGroupId,
  query: () => ({
    startDate: epoch(
      { unit: 'milliseconds' },
      'From; give it always, because the documentation contradicts itself on the default',
    ).optional(),
    endDate: epoch({ unit: 'milliseconds' }, 'To; default now').optional(),
  }),
  answer: answers.deliveryMetricsAnswer,
  effect: 'read',
  example: { consumerGroupId: '9b1e6f02-5d3c-4f7a-8c44-2e0d7a6b9f13' },
  sources: ['https://docs.capillarytech.com/reference/geteventmatrix'],
  keywords: [
    'is our webhook healthy',
    'how many notifications failed this week',
    'are events piling up for our endpoint',
    'success rate of callbacks to the crm',
    'average delivery time of notifications',
    'how many messages wait to be sent to us',
    'monitor the outgoing feed',
    'how many webhook calls succeeded or failed',
    'delivery statistics of a webhook',
  ],
});
