/** Sections Behavioral events and Event logs: events from elsewhere, and notifications to a brand. */
import { FIELD_TYPES } from '../../../tools/events/events.bodies.js';
import {
  booleanOf,
  given,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply, v2List, v2Single } from '../../http/replies.js';
import { endOfDay, readDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import { addWebhook, defineEvent, type EventSettings, isTrue, receiveEvent, redefineEvent } from './rules.js';
import type { EventDefinition, EventField, EventOccurrence, EventWebhook, Notification } from './state.js';

function settingsIn(body: unknown): EventSettings {
  const fields = objectOf(body);
  if (!given(fields['eventName'])) fail(1811, 'eventName is missing');
  return {
    name: textOf(fields['eventName']),
    description: textOf(fields['description']),
    actions: listOf(fields['actions']).map(textOf),
    fields: objectsOf(fields['fields']).map(fieldIn),
  };
}

/**
 * Reads the definition of a field.
 * @throws 1823 if the type is unknown
 * @throws 1802 if the name is missing, or an attribute is malformed
 */
function fieldIn(row: JsonObject): EventField {
  const name = textOf(row['name']);
  if (name === '') fail(1802, 'A field has no name');
  const type = oneOf(FIELD_TYPES, row['type']) ?? fail(1823, `${textOf(row['type'])} is not a field type`);
  const attributes = Object.entries(objectOf(row['attributes'])).map(([attribute, sent]) => {
    if (!isObject(sent)) return fail(1802, `${name}.${attribute} requires valueType and value`);
    const valueType = textOf(sent['valueType']).toUpperCase() || 'STRING';
    const value = textOf(sent['value']);
    if (valueType === 'BOOLEAN' && !/^(true|false)$/i.test(value))
      fail(1802, `${name}.${attribute} must be true or false`);
    return [attribute, { valueType, value }] as const;
  });
  return { name, type, attributes: Object.fromEntries(attributes) };
}

const DONE = { warnings: [], errors: [] };

function add({ world, body, requestId }: Call): Reply {
  defineEvent(world, settingsIn(body), requestId);
  return reply(DONE);
}

function update({ world, body, requestId }: Call): Reply {
  redefineEvent(world, settingsIn(body), requestId);
  return reply(DONE);
}

function definitionFace(world: World, definition: EventDefinition): object {
  const used = world.eventOccurrences.some((each) => each.name === definition.name && each.problem === '');
  return {
    clickEventsMeta: {
      eventId: definition.id,
      eventName: definition.name,
      eventType: 'USEREVENT',
      actions: definition.actions,
      fields: definition.fields.map(({ name, type, attributes }) => ({ name, type: type.toUpperCase(), attributes })),
      orgId: world.organisation.id,
      // A definition counts as tested once one of its events was received.
      status: used ? 'PUBLISHED' : 'UNPUBLISHED',
      testStatus: used ? 'VERIFIED' : 'NOT_VERIFIED',
      label: definition.name,
      description: definition.description,
      date: Date.parse(definition.createdOn),
      standardEvent: false,
    },
    transformerMappings: { defaultTransformerMapping: null, webEngageTransformerMapping: null },
  };
}

function list({ world, query }: Call): Reply {
  const id = textOf(query['id']);
  const found = Object.values(world.eventDefinitions).filter((each) => id === '' || each.id === id);
  return v2List(found.map((each) => definitionFace(world, each)));
}

function runningStatus({ world, query }: Call): Reply {
  const id = textOf(query['eventId']);
  if (id === '') fail(400, 'eventId is missing');
  const found = world.eventOccurrences.find((each) => each.id === id) ?? failUnknown(404, 'Event', id, 404);
  const date = found.receivedOn.replace('Z', '+00:00');
  const ended =
    found.problem === ''
      ? { message: found.name, date, status: 'EVENT_SUCCESS' }
      : { message: found.problem, date, status: 'EVENT_FAILED' };
  return v2Single({
    id,
    orgId: world.organisation.id,
    stateList: [{ message: found.name, date, status: 'EVENT_PROCESSING_STARTED' }, ended],
    eventName: found.name,
  });
}

function ofCustomer({ world, path }: Call): Reply {
  const customer = customerById(world, path['userId'] ?? '');
  const found = world.eventOccurrences
    .filter((each) => each.customerId === customer.id && each.problem === '')
    .reverse();
  return v2List(found.map((each) => occurrenceFace(world, each)));
}

function occurrenceFace(world: World, occurrence: EventOccurrence): object {
  const { id, name, customerId, receivedOn, values, isDuplicate } = occurrence;
  const tillCode = world.eventWebhooks[occurrence.webhookId]?.tillCode ?? '';
  const till = Object.values(world.tills).find((each) => each.code === tillCode);
  const definition = world.eventDefinitions[name];
  const sensitive = definition?.fields.filter((each) => isTrue(each, 'isPsiData')) ?? [];
  const shown = Object.entries(values).filter(([key]) => !sensitive.some((each) => each.name === key));
  return {
    orgId: world.organisation.id,
    userId: customerId,
    date: receivedOn,
    eventName: name,
    eventId: id,
    source: 'INSTORE',
    tillCode,
    displayName: name,
    additonalAttributes: {
      ...Object.fromEntries(shown),
      accountId: null,
      autoUpdateTimeStamp: Date.parse(receivedOn),
      customerId: String(customerId),
      eventDateTime: String(Date.parse(receivedOn)),
      eventName: name,
      isDuplicate,
      orgId: world.organisation.id,
      source: 'INSTORE',
      source_till_id: till?.id ?? -1,
      source_user_id: customerId,
    },
    psiAttributes: sensitive.map((each) => each.name),
    uniqueId: id,
  };
}

function webhook({ world, body, headers }: Call): Reply {
  const fields = objectOf(body);
  const made = addWebhook(world, {
    transformerType:
      oneOf(['WebEngageTransformer'], fields['transformerType']) ??
      fail(1808, 'transformerType must be WebEngageTransformer'),
    tillCode: textOf(fields['tillCode']),
    authEnabled: booleanOf(fields['authEnabled']),
    authMechanism: textOf(fields['authMechanism']),
    uniquenessCheckEnabled: booleanOf(fields['uniquenessCheckEnabled']),
  });
  return v2Single({
    transformerType: made.transformerType,
    uniquenessCheckEnabled: made.uniquenessCheckEnabled,
    tillCode: made.tillCode,
    webHookUri: `http://${headers['host'] ?? 'localhost'}/webhooks/${made.id}`,
    authEnabled: made.authEnabled,
    ...(made.authEnabled && { authMechanism: made.authMechanism }),
  });
}

function auditLogs({ world, query }: Call): Reply {
  const name = textOf(query['eventName']);
  if (name === '') fail(400, 'eventName is missing');
  const definition = world.eventDefinitions[name];
  return v2List(
    (definition?.history ?? []).map(({ value, changedOn, requestId }, index) => ({
      id: definition?.id,
      orgId: world.organisation.id,
      valueHistory: [{ value, changedOn }],
      updatedType: index === 0 ? 'ADD' : 'UPDATE',
      requestId,
      eventName: name,
    })),
  );
}

function logs({ world, query }: Call): Reply {
  const { timezone } = world.organisation;
  const date = (name: string) =>
    given(query[name]) ? (readDate(textOf(query[name]), timezone) ?? fail(400, `${name} is not a date`)) : null;
  const [from, to] = [date('from_date'), date('to_date')];
  const until = to !== null && textOf(query['to_date']).length === 10 ? endOfDay(to, timezone) : to;
  const limit = given(query['limit']) ? numberOf(query['limit']) : 10;
  if (limit === null || limit < 1) return fail(400, 'limit must be at least 1');
  const name = textOf(query['event_name']);
  const found = world.eventOccurrences
    .filter((each) => name === '' || each.name === name)
    .filter(({ receivedOn }) => (from === null || receivedOn >= from) && (until === null || receivedOn <= until))
    .slice(-limit)
    .reverse();
  return v2List(
    found.map(({ id, name: eventName, receivedOn, problem, payload, webhookId }) => ({
      startTime: Date.parse(receivedOn),
      responseTime: 0,
      orgId: world.organisation.id,
      status: problem === '' ? 'EVENT_SUCCESS' : 'EVENT_FAILED',
      eventName,
      inputRequest: payload,
      id,
      webhookId,
      parentOrgId: -1,
      message: problem === '' ? 'Event processed successfully' : problem,
    })),
  );
}

/**
 * Receives a call to a webhook's own address, which is not part of the API.
 * @throws 401 if the webhook requires authentication and there is none
 */
export function receive(
  world: World,
  webhook: EventWebhook,
  headers: Readonly<Record<string, string>>,
  payload: string,
): Reply {
  if (webhook.authEnabled && headers['authorization'] === undefined)
    fail(401, 'The webhook requires authentication', 401);
  const { id } = receiveEvent(world, webhook, payload);
  return {
    ...reply({ status: { code: 1100, message: 'Event received' } }),
    headers: { 'x-cap-hydra-request-id': id },
  };
}

/** The recipients of notifications; here a brand has one consumer group. */
const CONSUMER_GROUP = 'a1b2c3d4-0000-4000-8000-000000000001';

function notificationFace({ eventId, refId, requestId, name, at }: Notification): object {
  const stamp = at.replace('Z', '.000+0000');
  return {
    refId,
    requestId,
    eventName: name,
    eventId,
    consumerGroupId: CONSUMER_GROUP,
    eventIngestionTimestamp: stamp,
    eventStartTimestamp: stamp,
    eventEndTimestamp: stamp,
    slaBreachTimestamp: null,
    consumerResponse: { webhookHttpStatus: 200, time_taken: 0 },
  };
}

const notifications =
  (name: string, is: (notification: Notification, value: string) => boolean) =>
  ({ world, path }: Call): Reply => {
    const found = world.notifications.filter((each) => is(each, path[name] ?? ''));
    return reply({ data: found.map(notificationFace), errors: null, warnings: null });
  };

function notification({ world, path }: Call): Reply {
  const found = world.notifications.find((each) => each.eventId === path['eventId']);
  return found
    ? reply({ data: notificationFace(found), errors: null, warnings: null })
    : failUnknown(404, 'Event', path['eventId'], 404);
}

export const behaviourHandlers: Handlers = {
  event_add_definition: add,
  event_update_definition: update,
  event_list_definitions: list,
  event_get_running_status: runningStatus,
  event_get_customer_events: ofCustomer,
  event_add_webhook: webhook,
  event_get_audit_logs: auditLogs,
  event_get_logs: logs,
  event_log_get_by_request_id: notifications('requestId', (each, id) => each.requestId === id),
  event_log_get_by_reference_id: notifications('refId', (each, id) => each.refId === id),
  event_log_get_by_event_id: notification,
};
