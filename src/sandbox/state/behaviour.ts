/** State of behavioural events: their definitions, the webhooks they arrive by, what arrived; and what was notified. */
import type { FIELD_TYPES } from '../../tools/events/events.bodies.js';
import type { Instant } from '../clock.js';

export type FieldType = (typeof FIELD_TYPES)[number];

export interface EventField {
  name: string;
  type: FieldType;
  /** By name, with the kind of value in capitals, as they are answered. */
  attributes: Record<string, { valueType: string; value: string }>;
}

export interface EventDefinition {
  /** A UUID. */
  id: string;
  name: string;
  description: string;
  actions: string[];
  fields: EventField[];
  createdOn: Instant;
  /** Its descriptions, oldest first. */
  history: { value: string; changedOn: Instant; requestId: string }[];
}

export interface EventWebhook {
  /** 32 hex digits; the last part of its URL. */
  id: string;
  transformerType: string;
  tillCode: string;
  authEnabled: boolean;
  authMechanism: string;
  uniquenessCheckEnabled: boolean;
}

/** Something that was pushed to a webhook. */
export interface EventOccurrence {
  /** A UUID. */
  id: string;
  name: string;
  webhookId: string;
  /** Null where nobody was meant. */
  customerId: number | null;
  receivedOn: Instant;
  /** As text, as it came. */
  payload: string;
  values: Record<string, unknown>;
  /** Why it was not taken; empty where it was. */
  problem: string;
  isDuplicate: boolean;
}

/** One notification of what happened, as a webhook of the brand's would have got it. */
export interface Notification {
  /** A UUID. */
  eventId: string;
  /** `{organisation}_{entity}`. */
  refId: string;
  requestId: string;
  name: string;
  at: Instant;
}

export interface BehaviourState {
  /** By name. */
  eventDefinitions: Record<string, EventDefinition>;
  eventWebhooks: Record<string, EventWebhook>;
  /** Oldest first; the last thousand. */
  eventOccurrences: EventOccurrence[];
  /** Oldest first; the last thousand. */
  notifications: Notification[];
}

export const emptyBehaviourState = (): BehaviourState => ({
  eventDefinitions: {},
  eventWebhooks: {},
  eventOccurrences: [],
  notifications: [],
});
