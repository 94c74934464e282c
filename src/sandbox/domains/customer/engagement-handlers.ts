/** Section Customer, v2: subscriptions, pictures and referrals of a customer, and their logs. */
import { given, type JsonObject, numberOf, objectOf, objectsOf, oneOf, pageOf, textOf } from '../../http/arguments.js';
import { type Call, checkKinds, type Handlers } from '../../http/handler.js';
import { type Reply, v2List, v2Single } from '../../http/replies.js';
import { localDate, readDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { imageFace } from './image-serializers.js';
import { addImages, deleteImage } from './images.js';
import { referralsFace } from './referral-serializers.js';
import { campaignOf, checkInvitation, checkReferrer, type Invitation, invite } from './referrals.js';
import { customerById, findCustomer, identifierType } from './rules.js';
import { readSubscriptions } from './sent.js';
import { subscriptionFaces } from './serializers.js';
import type { Customer, StatusChange, Subscription } from './state.js';
import { setSubscriptions } from './subscriptions.js';

/** The customer of the path's `userId` or `customerId`. */
const customerInPath = ({ world, path }: Call): Customer =>
  customerById(world, path['userId'] ?? path['customerId'] ?? '');

function updateSubscriptions(call: Call): Reply {
  const { world, till } = call;
  const customer = customerInPath(call);
  const body = objectOf(call.body);
  const scope = objectOf(body['scope']);
  if (textOf(scope['scope']).includes(',')) fail(1105, 'Multiple scopes are not allowed');
  const rows = objectsOf(body['subscriptions']);
  if (rows.length === 0) fail(400, 'subscriptions is empty', 400);
  const choices = readSubscriptions(rows);
  for (const { orgUnitId } of choices) {
    if (orgUnitId !== undefined && !isOrgUnit(world, orgUnitId)) failUnknown(1000, 'Organization unit', orgUnitId);
  }
  checkKinds(call);
  setSubscriptions(world, customer, choices, { tillId: till.id, reason: textOf(body['reason']) });
  return v2Single({
    ...(Object.keys(scope).length > 0 && { scope }),
    subscriptions: rows.map((row, index) => ({
      channel: textOf(row['channel']),
      accountId: choices[index]?.accountId ?? '',
      priority: choices[index]?.priority,
      type: choices[index]?.type,
      ...(given(row['orgUnitId']) && { orgUnitId: numberOf(row['orgUnitId']) }),
      ...(given(row['sourceName']) && { sourceName: textOf(row['sourceName']) }),
    })),
    campaignId: numberOf(body['campaignId']) ?? -1,
    communicationId: numberOf(body['communicationId']) ?? -1,
    reason: textOf(body['reason']),
  });
}

const isOrgUnit = (world: World, id: number): boolean =>
  id === world.organisation.id || [world.zones, world.concepts, world.stores].some((units) => units[id] !== undefined);

/** A customer's subscriptions, in the answer of both endpoints. */
export function subscriptionsReply(customer: Customer): Reply {
  return v2Single({ subscriptions: subscriptionFaces(customer), campaignId: 0, communicationId: 0 });
}

/** Channels of the log, named as communication channels are. */
const CHANNEL_TYPES: Readonly<Record<string, string>> = { SMS: 'mobile' };

function subscriptionLog(call: Call): Reply {
  const { timezone } = call.world.organisation;
  const customer = customerInPath(call);
  const channels = customer.profiles.flatMap(({ commChannels }) => commChannels);
  const typeOf = ({ channel }: Subscription): string => CHANNEL_TYPES[channel] ?? channel.toLowerCase();
  const face = (change: Subscription): object => ({
    orgUnitId: change.orgUnitId ?? -1,
    source: change.sourceName,
    accountId: change.accountId,
    orgSourceId: -1,
    // Counted from 1; 0 for a channel without an address of the customer.
    commChannelId: channels.findIndex(({ type }) => type === typeOf(change)) + 1,
    commChannelType: typeOf(change),
    communicationCategoryId: -1,
    priority: change.priority,
    status: change.type === 'OPTIN',
    addedBy: change.tillId ?? -1,
    addedOn: localDate(change.changedOn, timezone),
    reason: change.reason ?? '',
  });
  return v2List(customer.subscriptionLog.map(face));
}

function statusLog(call: Call): Reply {
  const { world } = call;
  const customer = customerInPath(call);
  const face = (change: StatusChange): object => ({
    createdByUser: world.tills[change.tillId]?.username ?? '',
    createdBy: change.tillId,
    reason: change.reason,
    actions: [],
    autoUpdateTime: localDate(change.createdOn, world.organisation.timezone),
    createdOn: change.createdOn,
    entityId: customer.id,
    isActive: change === customer.statusLog.at(-1),
    label: change.label,
    prevLabel: change.previousLabel,
    status: change.status,
  });
  return v2List(customer.statusLog.map(face));
}

/** Adds the pictures of a call to a customer. */
export function addImage({ world, files }: Call, customer: Customer): Reply {
  const sent = Object.values(files).map(({ filename, contentType, bytes }) => ({
    filename,
    contentType,
    size: bytes.length,
  }));
  const added = addImages(world, customer, sent);
  return v2List(added.map((image) => imageFace(world, customer, image, 'Successfully uploaded file')));
}

function removeImage(call: Call): Reply {
  const customer = customerInPath(call);
  const { query } = call;
  if (!given(query['image_ids'])) fail(8078, 'image_ids is missing');
  deleteImage(customer, numberOf(query['image_ids']));
  return v2List([{ code: 200, message: 'Success', status: 'true' }]);
}

function addReferrals(call: Call): Reply {
  const { world, till } = call;
  const referrer = customerInPath(call);
  checkReferrer(world, referrer);
  const rows = objectsOf(objectOf(call.body)['customerReferrals']);
  if (rows.length === 0) fail(400, 'customerReferrals is empty', 400);
  const planned = rows.map((row) => {
    checkIsReferrer(world, referrer, objectOf(row['customer']));
    const campaign = campaignOf(world, textOf(row['campaignToken']));
    const invitations = objectsOf(row['referrals']).flatMap((each) => readInvitations(world, each));
    for (const invitation of invitations) checkInvitation(world, campaign, invitation);
    return { campaign, invitations };
  });
  checkKinds(call);
  for (const { campaign, invitations } of planned) {
    for (const invitation of invitations) invite(world, referrer, campaign, invitation, till.id);
  }
  return v2Single({ customerReferrals: rows.map(withTextDates) });
}

/** Referrals as they were sent; a time in epoch milliseconds is text in the answer. */
const withTextDates = (row: JsonObject): object => ({
  ...row,
  referrals: objectsOf(row['referrals']).map((each) => ({
    ...each,
    referral: objectsOf(each['referral']).map((friend) => ({
      ...friend,
      ...(given(friend['invitedOn']) && { invitedOn: textOf(friend['invitedOn']) }),
    })),
  })),
});

/** @throws 8009 if an identifier of the row is not the one of the customer in the path */
function checkIsReferrer(world: World, referrer: Customer, row: JsonObject): void {
  for (const [name, value] of Object.entries(row)) {
    const type = identifierType(name);
    if (type === null || !given(value)) continue;
    if (findCustomer(world, type, textOf(value))?.id !== referrer.id) {
      fail(8009, `${name} does not belong to customer ${referrer.id}`);
    }
  }
}

function readInvitations(world: World, { type: channel, referral }: JsonObject): Invitation[] {
  const type = oneOf(['MOBILE', 'EMAIL'], channel) ?? fail(1206, 'Referral type is not supported');
  return objectsOf(referral).map((each) => {
    const text = textOf(each['invitedOn']);
    const invitedOn = text === '' ? null : readDate(text, world.organisation.timezone);
    return {
      type,
      name: textOf(each['name']),
      identifier: textOf(each['identifier']),
      ...(invitedOn !== null && { invitedOn }),
    };
  });
}

const PAGE = 10;

/**
 * A customer's referrals in a campaign; the page counts invited friends.
 * @throws 1202 if the campaign token is unknown
 * @throws 1203 if the campaign is not active
 */
export function referralsReply({ world, query }: Call, referrer: Customer): Reply {
  const campaign = campaignOf(world, textOf(query['campaignToken']));
  const { limit, offset } = pageOf(query, { limit: PAGE }) ?? fail(400, 'limit or offset is not valid', 400);
  const invitations = referrer.referrals.filter(({ campaignToken }) => campaignToken === campaign.token);
  const page = invitations.slice(offset, offset + limit);
  return v2List([referralsFace(world, referrer, page)], { pagination: { limit, offset, total: invitations.length } });
}

export const customerEngagementHandlers: Handlers = {
  customer_update_subscriptions: updateSubscriptions,
  customer_get_subscriptions: (call) => subscriptionsReply(customerInPath(call)),
  customer_get_subscription_log: subscriptionLog,
  customer_get_status_log: statusLog,
  customer_add_image: (call) => addImage(call, customerInPath(call)),
  customer_delete_image: removeImage,
  customer_add_referrals: addReferrals,
  customer_get_referrals: (call) => referralsReply(call, customerInPath(call)),
};
