/** Behavioural events, beyond the inventory. */
import { section } from '../define.js';
import { EVENTS } from '../events/events.defaults.js';
import { limit, offset } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, text, textOrNumber } from '../schemas/values.js';
import * as answers from './events.answers.js';

export const eventsBeyond = section('Behavioural events', EVENTS);

const eventName = () => idOf('eventName', text('Name of the kind of event'));

/** Who did it: a customer, or a group through its primary member. */
const who = () => ({
  userIdentifierType: choice(['mobile', 'email', 'userId'], 'Only of the customer with this').optional(),
  userIdentifierValue: personIdentifier(textOrNumber('Needed with userIdentifierType')).optional(),
  userIdentifierSource: text('Profile of the identifier, such as INSTORE').optional(),
  userIdentifierAccountId: text('Only if the source has several accounts').optional(),
  userGroupIdentifierType: choice(
    ['groupId', 'groupExternalId', 'mobile', 'email', 'userId'],
    'Only of the members of the group with this',
  ).optional(),
  userGroupIdentifierValue: personIdentifier(
    textOrNumber("Of the group, or of its primary member; needed with the group's type"),
  ).optional(),
  userGroupIdentifierSource: text('Needed for a mobile or an email').optional(),
  userGroupIdentifierAccountId: text('Needed for such a source other than INSTORE').optional(),
});

export const eventGetDefinition = eventsBeyond.get('v2/events/meta', {
  tool: 'event_get_definition',
  title: 'Get Behavioural Event Metadata',
  summary:
    'Reads the definition of one kind of behavioural event by its name: fields, their types, which are required, and who consumes it. All kinds: event_list_definitions; events that were received: event_search.',
  inInventory: false,
  query: () => ({ event_name: eventName() }),
  response: { confirmation: ['clickEventsMeta'] },
  answer: answers.eventGetDefinitionAnswer,
  effect: 'read',
  example: { event_name: 'StoreCheckIn' },
  sources: [
    'https://docs.capillarytech.com/reference/get-events-meta',
    'Get Events Meta, documentation September 2025',
  ],
  keywords: [
    'which fields must an app send for a store check-in',
    'required attributes of one tracked action',
    'schema of a single event by name',
    'what type is this field of the event',
    'how is the customer identified in this event',
    'is the wishlist event published',
    'does this event feed loyalty or only insights',
    'which fields does an event need',
    'one event definition by its name',
    'what an event consists of',
  ],
});

export const eventGetByRequestId = eventsBeyond.get('v2/events/event_data', {
  tool: 'event_get_by_request_id',
  title: 'Get Behavioural Event by Request Id',
  summary:
    'Reads one received behavioural event by the request id that posting it returned: whether it arrived, whose it is and its attributes. How far processing got: event_get_running_status; without the id: event_search.',
  inInventory: false,
  query: () => ({ id: idOf('eventOccurrence', text('Request id of the post, a UUID')) }),
  answer: answers.eventGetByRequestIdAnswer,
  effect: 'read',
  whenEmpty: 'No accepted event has this request id. event_get_running_status says whether one was refused, and why.',
  example: { id: '00000000-0000-4000-8000-000000000000' },
  sources: [
    'https://docs.capillarytech.com/reference/get-specific-event-data',
    'Get event data using request ID, documentation September 2025',
    'Behavioural events, documentation April 2022: shows the metadata of an event at this path',
  ],
  keywords: [
    'did the event we posted arrive',
    'data of one pushed event by its uuid',
    'look up a single app event with its request id',
    'which customer was this event booked on',
    'check the attributes we sent with a push',
    'i have the hydra request id, show me the event',
    'confirm that one activity was taken in',
    'event by its request id',
  ],
});

export const eventSearch = eventsBeyond.get('v2/events/search', {
  tool: 'event_search',
  title: 'Search Behavioural Events',
  summary:
    'Finds received behavioural events since January 2024 by customer, group, name, dates or any attribute, given as a further argument such as sku: "BLZR-NVY-40". All of one customer: event_get_customer_events; refused pushes: event_get_logs.',
  inInventory: false,
  accessGroup: 'Customer',
  query: () => ({
    eventId: idOf('eventDefinition', text('Id of the definition')).optional(),
    eventName: eventName().optional(),
    ...who(),
    fromDate: dateTime({ zone: 'organization', iso: true }, 'From').optional(),
    tillDate: dateTime({ zone: 'organization', iso: true }, 'To').optional(),
    limit: limit('Events a page'),
    offset: offset('Events to skip'),
    sortOrder: text('asc or desc by date').optional(),
    includeSideEffects: boolean('true adds the points and other effects').optional(),
    isDuplicate: boolean('true: only repeated events').optional(),
    allowExactMatch: boolean('true: attributes match as a whole; false: parts of them do').optional(),
  }),
  answer: answers.eventSearchAnswer,
  answerFrom: 'table',
  effect: 'read',
  confidence: 'partial',
  whenEmpty: 'Refused pushes are not found here: event_get_logs lists them with the reason.',
  limits: { pagination: 'limit and offset' },
  example: { eventName: 'StoreCheckIn' },
  sources: ['https://docs.capillarytech.com/reference/search-events', 'Search Events, documentation September 2025'],
  keywords: [
    'all check-ins of last week',
    'who added this product to the wishlist',
    'events of a shopper between two dates',
    'find app actions by an attribute value',
    'bookings of a certain hotel among tracked actions',
    'what did the family group do in the app',
    'which events were sent twice',
    'points that an app event earned',
    'filter tracked behaviour by name and customer',
    'search received events by name and date',
  ],
});

export const eventDisable = eventsBeyond.put('v2/events/disable', {
  tool: 'event_disable',
  title: 'Disable Behavioural Event',
  summary:
    'Switches one kind of behavioural event off for good: it is taken in no more and can never be enabled again, so let a person confirm it. To change its fields use event_update_definition.',
  inInventory: false,
  query: () => ({ event_name: eventName() }),
  response: { confirmation: ['warnings', 'errors'] },
  answer: answers.eventDisableAnswer,
  effect: 'action',
  destructive: true,
  idempotent: true,
  checkedBy: ['event_get_definition', 'event_list_definitions'],
  evidence: 'that the event is disabled',
  example: { event_name: 'WishlistAdd' },
  sources: ['https://docs.capillarytech.com/reference/disable-event', 'Disable Event, documentation September 2025'],
  keywords: [
    'stop tracking an action for good',
    'turn off a custom event',
    'retire the wishlist event',
    'we no longer want check-ins from the app',
    'remove an event type we created by mistake',
    'block an event from being sent in',
    'delete a kind of tracked behaviour',
    'disable a custom event',
    'accept an event no longer',
  ],
});
