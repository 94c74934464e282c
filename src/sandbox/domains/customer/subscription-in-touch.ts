/** Subscriptions by channel and kind of message, as v1.1's Get Subscription Details shows them. */

import type { Customer, SubscriptionPriority } from './state.js';
import { PRIORITIES } from './subscriptions.js';

/** Channels that are always shown, whether the customer chose or not. */
const SHOWN = ['SMS', 'POSTMAIL', 'EMAIL'] as const;

/** `channel`, filtered by channel and kind of message if these are not null. */
export function subscriptionChannels(customer: Customer, only: { channel?: string; priority?: SubscriptionPriority }) {
  const chosen = customer.subscriptions.map(({ channel }) => channel);
  return [...new Set<string>([...SHOWN, ...chosen])]
    .filter((name) => only.channel === undefined || name === only.channel)
    .map((name) => ({
      name,
      priority: PRIORITIES.filter((priority) => only.priority === undefined || priority === only.priority).map(
        (priority) => state(customer, name, priority),
      ),
    }));
}

/** A customer who has not chosen is subscribed. */
function state(customer: Customer, channel: string, priority: SubscriptionPriority) {
  const choice = customer.subscriptions.find(
    (each) => each.channel === channel && each.priority === priority && each.orgUnitId === undefined,
  );
  const out = choice?.type === 'OPTOUT';
  return {
    name: priority,
    subscribed: out ? '' : 'ALL',
    unsubscribed: out ? 'ALL' : '',
    user_preference: choice ? (out ? 'UNSUBSCRIBED' : 'SUBSCRIBED') : 'NOT_SET',
  };
}

/** `orgUnitSubscriptions`: choices for single zones, concepts or stores. */
export function orgUnitSubscriptions(customer: Customer) {
  return customer.subscriptions
    .filter(({ orgUnitId }) => orgUnitId !== undefined)
    .map(({ orgUnitId, channel, priority, type }) => ({
      orgUnitId,
      channel,
      priority,
      is_subscribed: type === 'OPTIN' ? '1' : '0',
    }));
}
