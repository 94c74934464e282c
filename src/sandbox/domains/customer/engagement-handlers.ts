/** Section Customer, v2: subscriptions, pictures and referrals of a customer, and their logs. */
import {
  customerAddImage,
  customerAddReferrals,
  customerDeleteImage,
  customerGetReferrals,
  customerGetStatusLog,
  customerGetSubscriptionLog,
  customerGetSubscriptions,
  customerUpdateSubscriptions,
} from '../../../tools/customer/customer.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset, type Pages } from '../../http/paging.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { toStatusChangeJson, toSubscriptionChangeJson } from './engagement-serializers.js';
import { toImageJson } from './image-serializers.js';
import { addImages, deleteImage } from './images.js';
import { toInvitedJson, toReferralsJson } from './referral-serializers.js';
import { campaignOf, checkInvitation, checkReferrer, type Invitation, invite } from './referrals.js';
import { customerById, findCustomer, NO_CUSTOMER } from './rules.js';
import { readSubscriptions } from './sent.js';
import { toSubscriptionsJson } from './serializers.js';
import type { Customer } from './state.js';
import { setSubscriptions } from './subscriptions.js';

const isOrgUnit = (world: World, id: number): boolean =>
  id === world.organisation.id || [world.zones, world.concepts, world.stores].some((units) => units[id] !== undefined);

/** A customer's subscriptions, in the answer of both endpoints. */
export const subscriptionsOf = (customer: Customer) => ({
  subscriptions: toSubscriptionsJson(customer),
  campaignId: 0,
  communicationId: 0,
});

type Picture = Body<typeof customerAddImage>['file'][number];

/** Adds pictures to a customer. */
export const uploadImages = (world: World, customer: Customer, pictures: readonly Picture[]) =>
  addImages(
    world,
    customer,
    pictures.map(({ bytes, ...file }) => ({ ...file, size: bytes.length })),
  ).map((image) => toImageJson(world, customer, image, 'Successfully uploaded file'));

type SentReferrals = Body<typeof customerAddReferrals>['customerReferrals'][number];

/** @throws 8009 if an identifier of the row is not the one of the customer in the path */
function checkIsReferrer(world: World, referrer: Customer, sent: SentReferrals['customer'] = {}): void {
  for (const type of ['id', 'mobile', 'email', 'externalId'] as const) {
    const value = sent[type];
    if (value && findCustomer(world, type, String(value))?.id !== referrer.id) {
      fail(8009, `${type} does not belong to customer ${referrer.id}`);
    }
  }
}

const invitationsOf = ({ type, referral }: SentReferrals['referrals'][number]): Invitation[] =>
  referral.map(({ name = '', ...friend }) => ({ ...friend, type, name }));

/**
 * A customer's referrals in a campaign; the page counts invited friends.
 * @throws 1202 if the campaign token is unknown
 * @throws 1203 if the campaign is not active
 */
export function referralsOf(
  world: World,
  referrer: Customer,
  campaignToken: string | undefined,
  page: Pages['rowsOf'],
) {
  const campaign = campaignOf(world, campaignToken);
  const invitations = referrer.referrals.filter((each) => each.campaignToken === campaign.token);
  return [toReferralsJson(world, referrer, page(invitations))];
}

export const REFERRALS = { envelope: 'list', paging: byOffset({ limit: 10, reported: true }) } as const;

export const customerEngagementHandlers: Handlers = {
  ...handle(
    customerUpdateSubscriptions,
    {
      envelope: 'single',
      codes: {
        userId: NO_CUSTOMER,
        'body.subscriptions[].channel': 1101,
        'body.subscriptions[].priority': 1102,
        'body.subscriptions[].type': 1106,
      },
    },
    ({ world, till, path, body }) => {
      const customer = customerById(world, path.userId);
      const { scope = {}, subscriptions, campaignId = -1, communicationId = -1, reason = '' } = body;
      if (scope.scope?.includes(',')) fail(1105, 'Multiple scopes are not allowed');
      if (subscriptions.length === 0) fail(400, 'subscriptions is empty');
      const choices = readSubscriptions(subscriptions);
      for (const { orgUnitId } of choices) {
        if (orgUnitId !== undefined && !isOrgUnit(world, orgUnitId)) failUnknown(1000, 'Organization unit', orgUnitId);
      }
      setSubscriptions(world, customer, choices, { tillId: till.id, reason });
      return {
        ...(Object.keys(scope).length > 0 && { scope }),
        subscriptions: subscriptions.map(({ accountId = '', ...each }) => ({ ...each, accountId })),
        campaignId,
        communicationId,
        reason,
      };
    },
  ),

  ...handle(customerGetSubscriptions, { envelope: 'single', codes: { customerId: NO_CUSTOMER } }, ({ world, path }) =>
    subscriptionsOf(customerById(world, path.customerId)),
  ),

  ...handle(customerGetSubscriptionLog, { envelope: 'list', codes: { userId: NO_CUSTOMER } }, ({ world, path }) => {
    const customer = customerById(world, path.userId);
    return customer.subscriptionLog.map((each) => toSubscriptionChangeJson(world, customer, each));
  }),

  ...handle(customerGetStatusLog, { envelope: 'list', codes: { userId: NO_CUSTOMER } }, ({ world, path }) => {
    const customer = customerById(world, path.userId);
    return customer.statusLog.map((each) => toStatusChangeJson(world, customer, each));
  }),

  ...handle(customerAddImage, { envelope: 'list', codes: { customerId: NO_CUSTOMER } }, ({ world, path, body }) =>
    uploadImages(world, customerById(world, path.customerId), body.file),
  ),

  ...handle(
    customerDeleteImage,
    { envelope: 'list', codes: { userId: NO_CUSTOMER, image_ids: 8078 } },
    ({ world, path, query }) => {
      deleteImage(customerById(world, path.userId), query.image_ids);
      return [{ code: 200, message: 'Success', status: 'true' }];
    },
  ),

  ...handle(
    customerAddReferrals,
    {
      envelope: 'single',
      codes: {
        userId: NO_CUSTOMER,
        'body.customerReferrals[].customer.id': 8009,
        'body.customerReferrals[].referrals[].type': 1206,
        'body.customerReferrals[].referrals[].referral[].identifier': 1701,
      },
      // Without a token, the default campaign; who may not refer is told so before anything else.
      optional: [
        'body.customerReferrals[].customer',
        'body.customerReferrals[].campaignToken',
        'body.customerReferrals[].referrals',
      ],
    },
    ({ world, till, path, body: { customerReferrals } }) => {
      const referrer = customerById(world, path.userId);
      checkReferrer(world, referrer);
      if (customerReferrals.length === 0) fail(400, 'customerReferrals is empty');
      const planned = customerReferrals.map((sent) => {
        checkIsReferrer(world, referrer, sent.customer);
        const campaign = campaignOf(world, sent.campaignToken);
        const invitations = (sent.referrals ?? []).flatMap(invitationsOf);
        for (const invitation of invitations) checkInvitation(world, campaign, invitation);
        return { campaign, invitations };
      });
      for (const { campaign, invitations } of planned) {
        for (const invitation of invitations) invite(world, referrer, campaign, invitation, till.id);
      }
      return { customerReferrals: customerReferrals.map((sent) => toInvitedJson(world, referrer, sent)) };
    },
  ),

  ...handle(customerGetReferrals, { ...REFERRALS, codes: { userId: NO_CUSTOMER } }, ({ world, path, query, page }) =>
    referralsOf(world, customerById(world, path.userId), query.campaignToken, page),
  ),
};
