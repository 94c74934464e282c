/** Section Behavioral events: events from elsewhere. */
import {
  eventAddDefinition,
  eventAddWebhook,
  eventGetAuditLogs,
  eventGetCustomerEvents,
  eventGetLogs,
  eventGetRunningStatus,
  eventListDefinitions,
  eventUpdateDefinition,
} from '../../../tools/events/events.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { type Reply, reply } from '../../http/replies.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import { addEventWebhook, defineEvent, type EventSettings, receiveEvent, redefineEvent } from './rules.js';
import { toDefinitionJson, toLogJson, toOccurrenceJson } from './serializers.js';
import type { EventField, EventWebhook } from './state.js';

type DefinitionBody = Body<typeof eventAddDefinition>;

/** What is wrong with a field has this code, unless it is its type. */
const WRONG_FIELD = 1802;
const NO_NAME = 1811;

const DEFINITION_CODES = {
  code: WRONG_FIELD,
  codes: {
    body: NO_NAME,
    'body.eventName': NO_NAME,
    'body.actions': 1810,
    'body.actions[]': 1810,
    'body.fields[].type': 1823,
  },
} as const;

const settingsIn = ({ eventName, description = '', actions, fields = [] }: DefinitionBody): EventSettings => ({
  name: eventName,
  description,
  actions: [...actions],
  fields: fields.map(fieldIn),
});

/** @throws 1802 if an attribute that is true or false has another value */
function fieldIn({ name, type, attributes = {} }: NonNullable<DefinitionBody['fields']>[number]): EventField {
  const read = Object.entries(attributes).map(([attribute, { valueType = 'String', value = '' }]) => {
    if (valueType === 'Boolean' && !/^(true|false)$/i.test(value)) {
      fail(WRONG_FIELD, `${name}.${attribute} must be true or false`);
    }
    return [attribute, { valueType: valueType.toUpperCase(), value }] as const;
  });
  return { name, type, attributes: Object.fromEntries(read) };
}

/**
 * Receives a call to a webhook's own address, which is not part of the API.
 * @throws 401 if the webhook requires authentication and there is none
 */
export function receive(
  world: World,
  webhook: EventWebhook,
  { authorization }: Readonly<Record<string, string>>,
  payload: string,
): Reply {
  if (webhook.authEnabled && authorization === undefined) fail(401, 'The webhook requires authentication', 401);
  const { id } = receiveEvent(world, webhook, payload);
  return {
    ...reply({ status: { code: 1100, message: 'Event received' } }),
    headers: { 'x-cap-hydra-request-id': id },
  };
}

export const behaviourHandlers: Handlers = {
  ...handle(eventAddDefinition, { envelope: 'plain', ...DEFINITION_CODES }, ({ world, body, requestId }) => {
    defineEvent(world, settingsIn(body), requestId);
    return { warnings: [], errors: [] };
  }),

  ...handle(eventUpdateDefinition, { envelope: 'plain', ...DEFINITION_CODES }, ({ world, body, requestId }) => {
    redefineEvent(world, settingsIn(body), requestId);
    return { warnings: [], errors: [] };
  }),

  ...handle(eventListDefinitions, { envelope: 'list' }, ({ world, query: { id } }) =>
    Object.values(world.eventDefinitions)
      .filter((each) => id === undefined || each.id === id)
      .map((each) => toDefinitionJson(world, each)),
  ),

  ...handle(eventGetRunningStatus, { envelope: 'single' }, ({ world, query: { eventId: id } }) => {
    const found = world.eventOccurrences.find((each) => each.id === id) ?? failUnknown(404, 'Event', id, 404);
    const date = found.receivedOn.replace('Z', '+00:00');
    const ended =
      found.problem === ''
        ? { message: found.name, date, status: 'EVENT_SUCCESS' }
        : { message: found.problem, date, status: 'EVENT_FAILED' };
    return {
      id,
      orgId: world.organisation.id,
      stateList: [{ message: found.name, date, status: 'EVENT_PROCESSING_STARTED' }, ended],
      eventName: found.name,
    };
  }),

  ...handle(eventGetCustomerEvents, { envelope: 'list', codes: { userId: 8015 } }, ({ world, path }) => {
    const { id } = customerById(world, path.userId);
    const found = world.eventOccurrences.filter((each) => each.customerId === id && each.problem === '');
    return found.reverse().map((each) => toOccurrenceJson(world, each));
  }),

  ...handle(
    eventAddWebhook,
    { envelope: 'single', codes: { body: 1808, 'body.transformerType': 1808 } },
    ({ world, body, raw }) => {
      const { id, transformerType, uniquenessCheckEnabled, tillCode, authEnabled } = addEventWebhook(world, body);
      const { host = 'localhost' } = raw.headers;
      const webHookUri = `http://${host}/webhooks/${id}`;
      return { transformerType, uniquenessCheckEnabled, tillCode, webHookUri, authEnabled };
    },
  ),

  ...handle(eventGetAuditLogs, { envelope: 'list' }, ({ world, query: { eventName } }) => {
    const { id, history = [] } = world.eventDefinitions[eventName] ?? {};
    return history.map(({ value, changedOn, requestId }, index) => ({
      id,
      orgId: world.organisation.id,
      valueHistory: [{ value, changedOn }],
      updatedType: index === 0 ? 'ADD' : 'UPDATE',
      requestId,
      eventName,
    }));
  }),

  ...handle(eventGetLogs, { envelope: 'list', paging: byOffset({ limit: 10 }) }, ({ world, query, page }) => {
    const { event_name: name, from_date: from, to_date: to } = query;
    const isInTime = momentsAsked(world, from, to, 400);
    const found = world.eventOccurrences.filter(
      (each) => (name === undefined || each.name === name) && isInTime(each.receivedOn),
    );
    return page(found.reverse()).map((each) => toLogJson(world, each));
  }),
};
