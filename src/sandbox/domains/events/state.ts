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
  /** When it was switched off for good. */
  disabledOn: Instant | null;
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

/** A kind of entity that notifications are about; `group` is a user group, `event` one of the loyalty program. */
type SubjectKind =
  | 'customer'
  | 'transaction'
  | 'redemption'
  | 'transfer'
  | 'coupon'
  | 'couponRedemption'
  | 'rewardIssue'
  | 'group'
  | 'event';

export interface Subject {
  kind: SubjectKind;
  id: number;
}

/** Something that happened, of which webhooks are notified. */
export interface Notification {
  /** A UUID. */
  eventId: string;
  /** `{organisation}_{entity}`. */
  refId: string;
  /** Empty if no call caused it, but the passage of time. */
  requestId: string;
  name: string;
  subject: Subject;
  at: Instant;
  /** One for each webhook that was to be notified. */
  deliveries: Delivery[];
}

export interface Delivery {
  webhookId: string;
  consumerGroupId: string;
  status: 'PENDING' | 'RETRYING' | 'DELIVERED' | 'FAILED';
  attempts: number;
  /** When to try next; null if it is delivered or given up. */
  nextAttemptOn: Instant | null;
  /** When the last attempt ended; null before the first. */
  endedOn: Instant | null;
  /** How long the last attempt took, in milliseconds. */
  duration: number;
  /** The HTTP status of the last attempt; null if there was no response. */
  httpStatus: number | null;
  /** Why the last attempt failed; empty if it did not. */
  problem: string;
}

/** An address of the brand that is notified of what happens. */
export interface Webhook {
  /** 24 hex digits. */
  id: string;
  name: string;
  active: boolean;
  eventNames: string[];
  /** Profiles whose identifiers are added, or kinds of identifiers. */
  identifiers: string[];
  maxAllowedConnections: number;
  method: 'POST' | 'PUT' | 'GET' | 'DELETE';
  /** `QUEUE_INT` goes to a queue of the platform, which takes everything at once. */
  type: 'HTTP' | 'QUEUE_INT';
  url: string;
  headers: Record<string, string>;
  slaInSeconds: number | null;
  /** A UUID. */
  consumerGroupId: string;
  createdOn: Instant;
  modifiedOn: Instant;
  createdByTillId: number;
  modifiedByTillId: number;
}

/** A change of something that existed before, during the current call. */
export interface Change {
  name: 'customerUpdated' | 'transactionUpdated' | 'retroBillAdded' | 'loyaltyCustomerMerge';
  id: number;
}

export interface BehaviourState {
  /** By name. */
  eventDefinitions: Record<string, EventDefinition>;
  eventWebhooks: Record<string, EventWebhook>;
  /** Oldest first; the last thousand. */
  eventOccurrences: EventOccurrence[];
  /** Oldest first; the last thousand. */
  notifications: Notification[];
  webhooks: Record<string, Webhook>;
  /** What is still to be notified; empty between calls. */
  changes: Change[];
  /** When the next delivery is to be attempted, or a moment before that; null if none is. */
  nextDelivery: Instant | null;
}

export const emptyBehaviourState = (): BehaviourState => ({
  eventDefinitions: {},
  eventWebhooks: {},
  eventOccurrences: [],
  notifications: [],
  webhooks: {},
  changes: [],
  nextDelivery: null,
});
