/** Event definitions, received events and notifications as answers show them. */
import type { eventGetCustomerEvents, eventGetLogs, eventListDefinitions } from '../../../tools/events/events.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { isTrue } from './rules.js';
import type { EventDefinition, EventOccurrence } from './state.js';

export function toDefinitionJson(world: World, definition: EventDefinition): RowOf<typeof eventListDefinitions> {
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
      status: definition.disabledOn !== null ? 'DISABLED' : used ? 'PUBLISHED' : 'UNPUBLISHED',
      testStatus: used ? 'VERIFIED' : 'NOT_VERIFIED',
      label: definition.name,
      description: definition.description,
      date: Date.parse(definition.createdOn),
      standardEvent: false,
    },
    transformerMappings: { defaultTransformerMapping: null, webEngageTransformerMapping: null },
  };
}

/** An event of a customer. */
export const toOccurrenceJson = (world: World, occurrence: EventOccurrence): RowOf<typeof eventGetCustomerEvents> => ({
  ...toReceivedJson(world, occurrence),
  uniqueId: occurrence.id,
});

/** A received event, without the values of sensitive fields. */
export function toReceivedJson(world: World, occurrence: EventOccurrence) {
  const { id, name, receivedOn, values, isDuplicate } = occurrence;
  const customerId = occurrence.customerId ?? 0;
  const tillCode = world.eventWebhooks[occurrence.webhookId]?.tillCode ?? '';
  const till = Object.values(world.tills).find((each) => each.code === tillCode);
  const sensitive = world.eventDefinitions[name]?.fields.filter((each) => isTrue(each, 'isPsiData')) ?? [];
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
  };
}

/** An event of any kind, as it was received. */
export function toLogJson(world: World, occurrence: EventOccurrence): RowOf<typeof eventGetLogs> {
  const { id, name, receivedOn, problem, payload, webhookId } = occurrence;
  return {
    startTime: Date.parse(receivedOn),
    responseTime: 0,
    orgId: world.organisation.id,
    status: problem === '' ? 'EVENT_SUCCESS' : 'EVENT_FAILED',
    eventName: name,
    inputRequest: payload,
    id,
    webhookId,
    parentOrgId: -1,
    message: problem === '' ? 'Event processed successfully' : problem,
  };
}
