/** State of behavioral events: definitions, webhooks, received events, and notifications. */
import type { eventAddDefinition } from '../../../tools/events/events.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends BehaviourState {}
}

type FieldBody = NonNullable<Body<typeof eventAddDefinition>['fields']>[number];
export type FieldType = FieldBody['type'];
export type AttributeName = keyof NonNullable<FieldBody['attributes']>;

export interface EventField {
  name: string;
  type: FieldType;
  /** By name, with the kind of value in upper case, as answers show them. */
  attributes: { readonly [K in AttributeName]?: { readonly valueType: string; readonly value: string } };
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
  /** Null if the event has no customer. */
  customerId: number | null;
  receivedOn: Instant;
  /** The text as received. */
  payload: string;
  values: Record<string, unknown>;
  /** Why it was refused; empty if it was accepted. */
  problem: string;
  isDuplicate: boolean;
}

/** One notification, as a brand's webhook would receive it. */
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
