/** Subscriptions: which messages a customer may be sent, by channel and kind, and the log of changes. */
import { entryOf } from '../../http/arguments.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { recordAudit } from './audit.js';
import { touch } from './rules.js';
import type { Customer, Subscription, SubscriptionPriority } from './state.js';

/** Channel names in arguments, and the names used in the state. */
const CHANNELS: Readonly<Record<string, string>> = {
  SMS: 'SMS',
  MOBILE: 'SMS',
  EMAIL: 'EMAIL',
  WECHAT: 'WECHAT',
  WHATSAPP: 'WHATSAPP',
  IOS: 'IOS',
  ANDROID: 'ANDROID',
  LINE: 'LINE',
};

/** The channel with a name; null if there is none. */
export const subscriptionChannel = (name: string): string | null => entryOf(CHANNELS, name.toUpperCase()) ?? null;

export const PRIORITIES = ['TRANS', 'BULK'] as const satisfies readonly SubscriptionPriority[];

/** A choice of the customer. */
export type SubscriptionChoice = Omit<Subscription, 'changedOn' | 'tillId' | 'reason'>;

/** Whether two subscriptions are about the same messages. */
export const areAboutTheSame = (a: SubscriptionChoice, b: SubscriptionChoice): boolean =>
  a.channel === b.channel &&
  a.priority === b.priority &&
  a.accountId === b.accountId &&
  (a.orgUnitId ?? null) === (b.orgUnitId ?? null);

/** Sets subscriptions. A subscription that does not change is not logged again. */
export function setSubscriptions(
  world: World,
  customer: Customer,
  choices: readonly SubscriptionChoice[],
  by: { tillId: number; reason: string },
): void {
  for (const choice of choices) {
    const known = customer.subscriptions.find((each) => areAboutTheSame(each, choice));
    if (known?.type === choice.type) continue;
    const { channel, priority, type } = choice;
    const event = {
      kind: 'SubscriptionStatus',
      field: `${channel}_${priority}`,
      before: known?.type ?? null,
      after: type,
    } as const;
    recordAudit(world, { entityType: 'CUSTOMER', entityId: customer.id, tillId: by.tillId }, [event]);
    const changed: Subscription = { ...choice, changedOn: now(world), tillId: by.tillId, reason: by.reason };
    if (known) Object.assign(known, changed);
    else customer.subscriptions.push(changed);
    customer.subscriptionLog.push({ ...changed });
    touch(world, customer, by.tillId);
  }
}
