/** Behavioural events: definitions, the webhook that receives them, and the events received. */
import { section } from '../define.js';
import { customerId, limit } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, text } from '../schemas/values.js';
import * as answers from './events.answers.js';
import { definitionBody, webhookBody } from './events.bodies.js';
import { EVENTS } from './events.defaults.js';

export const events = section('Behavioural events', EVENTS);

const format = () => choice(['json'], 'Leave out').optional();

export const eventAddDefinition = events.post('v2/events', {
  tool: 'event_add_definition',
  title: 'Add Event (Custom)',
  summary:
    'Defines a new kind of behavioural event: its name, fields and consumers; it starts unpublished. It records nothing: apps push events to the URL from event_add_webhook. To change a definition use event_update_definition.',
  body: definitionBody,
  response: { confirmation: ['warnings'] },
  answer: answers.eventSaveDefinitionAnswer,
  effect: 'create',
  checkedBy: ['event_list_definitions'],
  evidence: 'an event with this name and these fields',
  nextStep:
    'it is unpublished. event_list_definitions shows its id; apps push events to the URL from event_add_webhook.',
  sources: [
    'https://docs.capillarytech.com/reference/create-event-custom-be',
    'Create Custom Event, documentation 2022',
  ],
  keywords: [
    'track a new action such as app opened or wishlist add',
    'we want to know when visitors scan the door code',
    'set up a custom activity that can trigger points',
    'teach the system a new user behaviour',
    'define the fields of a product viewed signal',
    'create an event type for abandoned carts',
    'app team needs a new trigger for campaigns',
    'declare which attributes a click event carries',
    'model a video watched action',
    'start tracking something customers do',
    'new type of app event',
    'describe a custom behaviour event with its attributes',
    'start tracking something new',
    'track what customers do',
  ],
});

export const eventUpdateDefinition = events.put('v2/events', {
  tool: 'event_update_definition',
  title: 'Update Event (Custom)',
  summary:
    'Replaces the definition of a custom behavioural event, found by its name: send all of it, because fields left out are removed. Read it first with event_list_definitions; for a new kind of event use event_add_definition.',
  body: definitionBody,
  response: { confirmation: ['warnings'] },
  answer: answers.eventSaveDefinitionAnswer,
  effect: 'update',
  checkedBy: ['event_list_definitions', 'event_get_audit_logs'],
  evidence: 'the definition you sent, or a change at the time of the call',
  idempotent: true,
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/update-event-custom', 'Update Custom Event, documentation 2022'],
  keywords: [
    'add a field to an existing custom event',
    'make the till mandatory in our store check-in event',
    'drop an attribute we no longer send',
    'change which email or mobile identifies the user in an event',
    'mark a field of a tracked action as sensitive',
    'send an existing event to insights too',
    'edit the schema of a tracked activity',
    'register unknown visitors from this event from now on',
    "change a behaviour event's fields",
    'adjust an event type',
    'edit what a tracked event contains',
  ],
});

export const eventListDefinitions = events.get('v2/events', {
  tool: 'event_list_definitions',
  title: 'Get Event Details',
  summary:
    'Lists all kinds of behavioural events, standard and custom, with fields, state and mapping; unpaged and possibly large, so use event_get_definition for one. For what one customer did use event_get_customer_events, for incoming events event_get_logs.',
  query: () => ({
    id: idOf('eventDefinition', text('Event id: only this definition')).optional(),
  }),
  answer: answers.eventListDefinitionsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-all-events',
    'Get Org Events; Get Event Data, documentation 2022',
  ],
  keywords: [
    'which actions do we track',
    'what fields does the store check-in event have',
    'is our custom event published and verified',
    'find the id of an event type',
    'catalog of standard and custom triggers',
    'how are webengage fields mapped to ours',
    'schema of a tracked activity',
    'all event types of the organisation',
    'list event types',
    'what behaviour can we track',
    'fields of each event',
    'which events exist',
  ],
});

export const eventGetRunningStatus = events.get('v2/events/running_status', {
  tool: 'event_get_running_status',
  title: 'Get Running Events Status',
  summary:
    'Follows one pushed behavioural event through its stages (validation, consumers, failures), by the id that the push returned. For many events by name and date use event_get_logs.',
  query: () => ({
    eventId: idOf('eventOccurrence', text("Header x-cap-hydra-request-id of the push's response")),
  }),
  answer: answers.eventGetRunningStatusAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-running-event-status',
    'Get Event Running Status, documentation 2022',
  ],
  keywords: [
    'we pushed an event, how far did it get',
    'where is this one event stuck',
    'did the consumer fail for request 9d1e0f00',
    'trace the processing steps of a single push',
    'was the data i just sent validated',
    'check progress with the hydra request id',
    'developer debugging one webhook submission',
    'stage by stage state of a sent activity',
    'has the event we sent been handled',
    'status of a single event push',
    'where did my event get to',
  ],
});

export const eventGetCustomerEvents = events.get('v2/events/event_data/{userId}', {
  tool: 'event_get_customer_events',
  title: 'Get Customer Events',
  summary:
    'Lists the behavioural events recorded for one customer, newest first, with all their attributes; unpaged. For points and tier events use customer_get_loyalty_events, for failed pushes event_get_logs.',
  listed: 'GET v2/events/event_data/USERID',
  path: () => ({ userId: customerId() }),
  query: () => ({
    scope: choice(['child'], "Reads a customer of a child organization with the parent's till").optional(),
  }),
  answer: answers.eventGetCustomerEventsAnswer,
  effect: 'read',
  whenEmpty: 'Only behavioural events are here. What the loyalty engine did: customer_get_loyalty_events.',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-events-data',
    'Get Events Data of a Customer, documentation 2022',
  ],
  keywords: [
    'what did this shopper do in our app',
    'clicks and page views of user 556677',
    'browsing activity of a member',
    'did she add anything to her wishlist',
    'timeline of tracked actions for one person',
    'which store check-ins does this customer have',
    'has the app opened event reached this profile',
    'behaviour history of a userid',
    'what has this person been doing online',
    'events of a customer id',
    "a member's app and website activity",
  ],
});

export const eventAddWebhook = events.post('v2/events/webhook', {
  tool: 'event_add_webhook',
  title: 'Add Webhook',
  summary:
    'Creates the URL, tied to a till, to which apps and partners push behavioural events, one for each transformer. It receives events; to be notified of what happens use webhook_create. The kinds of events it accepts are defined with event_add_definition.',
  query: () => ({ format: format() }),
  body: webhookBody,
  response: {
    confirmation: ['transformerType', 'tillCode', 'webHookUri'],
    secrets: { handedOver: ['webHookUri'] },
  },
  answer: answers.eventAddWebhookAnswer,
  effect: 'create',
  sensitive: true,
  checkedBy: {
    unverifiable:
      'The reads do not list webhooks. A repeat creates another URL, so tell the user that an unused one may exist.',
  },
  limits: { batch: 'one webhook a transformer' },
  sources: ['https://docs.capillarytech.com/reference/add-webhook', 'Create Webhook, documentation 2022'],
  keywords: [
    'where should our app send its activity data',
    'get an endpoint to post user actions to',
    'connect webengage with capillary',
    'inbound hook for the website team',
    'url for pushing clicks and page views',
    'integrate a third-party tracker',
    'accept events from a mobile app with basic auth',
    'let the parent org receive events of its child orgs',
    'url to send events to',
    'create an address for incoming events',
    'let another system push user actions to us',
    'send events to another system over http',
  ],
});

export const eventGetAuditLogs = events.get('v2/events/audit_logs', {
  tool: 'event_get_audit_logs',
  title: 'Get Audit Logs',
  summary:
    "Returns the change history of one behavioural event's definition, by event name; unpaged. For incoming events use event_get_logs, for the current definition event_list_definitions.",
  query: () => ({
    eventName: idOf('eventName', text('Name of the event, as in its definition')),
    format: format(),
  }),
  answer: answers.eventGetAuditLogsAnswer,
  answerFrom: 'table',
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-audit-logs'],
  keywords: [
    'who touched the definition of our check-in event',
    'change history of an event type',
    'when was a field removed from this trigger',
    'what did the event look like before the last edit',
    'compliance review of event configuration',
    'previous versions of a tracked action',
    'see past edits to an event schema',
    'history of an event definition',
    'who edited a tracked event',
    'earlier versions of an event type',
  ],
});

export const eventGetLogs = events.get('v2/events/logs', {
  tool: 'event_get_logs',
  title: 'Get Events Logs',
  summary:
    'Lists incoming behavioural events, newest first, with raw data, result and message, by event name and dates; 10 rows unless limit is higher. For one push use event_get_running_status, for outgoing webhooks event_log_get_by_reference_id.',
  query: () => ({
    event_name: idOf('eventName', text('Only this event')).optional(),
    from_date: text('Start; format not documented, try YYYY-MM-DD').optional(),
    to_date: text('End; format not documented, try YYYY-MM-DD').optional(),
    limit: limit('Rows to return; default 10'),
  }),
  answer: answers.eventGetLogsAnswer,
  effect: 'read',
  limits: { pagination: 'limit (default 10), no offset' },
  sources: ['https://docs.capillarytech.com/reference/get-events-logs'],
  keywords: [
    'why are our app events being rejected',
    'failed pushes since yesterday',
    'did the website send anything today',
    'raw payload of incoming activity',
    'error messages of events from webengage',
    'how many check-in events arrived this week',
    'monitor ingestion of user actions',
    'events sent without customer details',
    'list of incoming events',
    'which events failed',
    'look through received behaviour events',
  ],
});
