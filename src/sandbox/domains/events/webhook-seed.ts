/** A webhook in the seed, and what it was sent of late. */
import { compareInstants } from '../../../lib/instant.js';
import { agoIn } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import { notifyOf } from './notifications.js';
import type { Webhook } from './state.js';

const LATEST_BILLS = 12;

const EVENTS = [
  'customerAdded',
  'customerUpdated',
  'loyaltyCustomerMerge',
  'transactionAdded',
  'transactionUpdated',
  'notInterestedBillAdded',
  'retroBillAdded',
  'pointsIssued',
  'pointsRedeemed',
  'pointsExpired',
  'pointsTransferredInitiated',
  'pointsTransferredReceived',
  'promisedToCurrentPointsConversion',
  'issuedPointsReversed',
  'redeemedPointsReversed',
  'tierUpgraded',
  'tierDowngraded',
  'tierRenewed',
  'CouponIssue',
  'CouponRedeem',
  'rewardIssued',
  'groupCreated',
];

/** The brand's data warehouse gets everything, through a queue of the platform. */
export function seedWebhooks(world: World): void {
  const [tillId = 0] = Object.keys(world.tills).map(Number);
  const time = agoIn(world)(200);
  const webhook: Webhook = {
    id: '5f2d8a4be90c471d6a13b7c0',
    name: 'Loyalty events to the warehouse',
    active: true,
    eventNames: EVENTS,
    identifiers: ['INSTORE'],
    maxAllowedConnections: 10,
    method: 'POST',
    type: 'QUEUE_INT',
    url: 'https://events.warehouse.example/loyalty',
    headers: { 'Content-Type': 'application/json', Authorization: 'Basic d2FyZWhvdXNlOm9wZW4gc2VzYW1l' },
    slaInSeconds: 60,
    consumerGroupId: '9b1e6f02-5d3c-4f7a-8c44-2e0d7a6b9f13',
    createdOn: time,
    modifiedOn: time,
    createdByTillId: tillId,
    modifiedByTillId: tillId,
  };
  world.webhooks[webhook.id] = webhook;
  const bills = Object.values(world.transactions)
    .sort((a, b) => compareInstants(a.createdOn, b.createdOn))
    .slice(-LATEST_BILLS);
  for (const { id, createdOn } of bills) notifyOf(world, 'transaction', id, createdOn);
}
