/** Logs of a customer: how subscriptions and the status changed. */
import type { customerGetStatusLog, customerGetSubscriptionLog } from '../../../tools/customer/customer.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import { localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Customer, StatusChange, Subscription } from './state.js';

/** Channels of the log, named as communication channels are. */
const CHANNEL_TYPES: Readonly<Record<string, string>> = { SMS: 'mobile' };

const channelTypeOf = ({ channel }: Subscription): string => CHANNEL_TYPES[channel] ?? channel.toLowerCase();

export function toSubscriptionChangeJson(
  world: World,
  customer: Customer,
  change: Subscription,
): RowOf<typeof customerGetSubscriptionLog> {
  const channels = customer.profiles.flatMap(({ commChannels }) => commChannels);
  return {
    orgUnitId: change.orgUnitId ?? -1,
    source: change.sourceName,
    accountId: change.accountId,
    orgSourceId: -1,
    // Counted from 1; 0 for a channel without an address of the customer.
    commChannelId: channels.findIndex(({ type }) => type === channelTypeOf(change)) + 1,
    commChannelType: channelTypeOf(change),
    communicationCategoryId: -1,
    priority: change.priority,
    status: change.type === 'OPTIN',
    addedBy: change.tillId ?? -1,
    addedOn: localDate(change.changedOn, world.organisation.timezone),
    reason: change.reason ?? '',
  };
}

export function toStatusChangeJson(
  world: World,
  customer: Customer,
  change: StatusChange,
): RowOf<typeof customerGetStatusLog> {
  return {
    createdByUser: world.tills[change.tillId]?.username ?? '',
    createdBy: change.tillId,
    reason: change.reason,
    actions: [],
    autoUpdateTime: localDate(change.createdOn, world.organisation.timezone),
    autoUpdateTimeISO: change.createdOn,
    createdOn: change.createdOn,
    entityId: customer.id,
    isActive: change === customer.statusLog.at(-1),
    label: change.label,
    prevLabel: change.previousLabel,
    status: change.status,
  };
}
