/** Event logs: delivery of notifications to webhooks. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { text } from '../schemas/values.js';
import * as answers from './event-logs.answers.js';

export const eventLogs = section('Event logs', { domain: 'Behavioural Events & Webhooks', accessGroup: 'Webhooks' });

export const eventLogGetByRequestId = eventLogs.get('v3/webHooks/eventLog/requestId/{requestId}', {
  tool: 'event_log_get_by_request_id',
  title: 'Get Event Log (by Request ID)',
  summary:
    'Shows the notifications that one API call sent to webhooks with the responses, by the request id of the call. By bill, customer … use event_log_get_by_reference_id; all of one webhook: webhook_get_delivery_logs; incoming events: event_get_logs.',
  listed: 'GET v3/webHooks/eventLog/requestId',
  path: () => ({
    requestId: idOf('apiRequest', text('X-CAP-REQUEST-ID of the API call')),
  }),
  answer: answers.eventLogAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-event-log-by-request-id-',
    'Get Event Log (by Request ID), documentation 2022',
  ],
  keywords: [
    'did our api call trigger the outgoing webhook',
    'i have the x-cap-request-id, was the notification delivered',
    'which callbacks did this request cause',
    'trace a call to the messages it pushed to our endpoint',
    'http status our server gave for request 5b0c1f7e',
    'integration partner did not get notified after a call',
    'how long did the hook take for this request',
    'delivery report for one call',
    'webhook calls caused by one request',
    'which notifications went out for an api request',
    'trace by request id',
  ],
});

export const eventLogGetByReferenceId = eventLogs.get('v3/webHooks/eventLog/refId/{refId}', {
  tool: 'event_log_get_by_reference_id',
  title: 'Get Event Log (by Reference ID)',
  summary:
    'Shows the notifications sent to webhooks about one transaction, customer or redemption, with the responses, by organization id and its own id. By API call use event_log_get_by_request_id, by notification event_log_get_by_event_id.',
  listed: 'GET v3/webHooks/eventLog/refId',
  path: () => ({
    refId: idOf(
      'webhookReference',
      text('{orgId}_{id}; id: transaction (transactionAdded), customer (customerAdded), redemption (pointsRedeemed) …'),
    ),
  }),
  answer: answers.eventLogAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-event-log-by-reference-id-',
    'Get Event Log (by Reference ID), documentation 2022',
  ],
  keywords: [
    'was our system told about bill 990012',
    'notification for a new member never arrived',
    'did the hook for added transactions fire for this sale',
    'what was pushed to us about this customer',
    'webhook answer for a points redemption',
    'missing callback for one transaction',
    'outgoing messages about a given entity',
    'check delivery when i only know the transaction id',
    'were we notified about a purchase',
    'webhook messages for a certain customer or bill',
    "find notifications by the entity's id",
  ],
});

export const eventLogGetByEventId = eventLogs.get('v3/webHooks/eventLog/{eventId}', {
  tool: 'event_log_get_by_event_id',
  title: 'Get Event Log (by Event ID)',
  summary:
    "Shows one notification sent to webhooks with the response, by the notification's own event id; deprecated. Without that id use event_log_get_by_request_id or event_log_get_by_reference_id.",
  listed: 'GET v3/webhooks/eventLog',
  path: () => ({
    eventId: idOf('notification', text('Id of the notification, a UUID')),
  }),
  answer: answers.eventLogAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-event-log-by-event-id',
    'Get Event Details (by Event ID), documentation 2022',
  ],
  keywords: [
    'look up one webhook message by its uuid',
    'our endpoint got an eventid, show its delivery record',
    'was this single notification late',
    'did notification d0a1b2c3 breach its sla',
    'status code returned for one outgoing message',
    'details of one callback we received',
    'how long did delivering this message take',
    'single webhook delivery by event id',
    'look at one outgoing notification',
    'how did our server answer this event',
  ],
});
