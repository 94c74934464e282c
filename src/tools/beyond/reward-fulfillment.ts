/** Reward fulfillment, beyond the inventory: where an issued reward is on its way to the customer. */
import { section } from '../define.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, keyValues, list, object, text } from '../schemas/values.js';
import * as answers from './reward-fulfillment.answers.js';

export const rewardFulfillment = section('Reward fulfillment', REWARD_CATALOG);

export const rewardFulfillmentStatusCreate = rewardFulfillment.post('api_gateway/rewards/core/v1/fulfillmentStatus', {
  tool: 'reward_fulfillment_status_create',
  title: 'Create fulfillment status',
  summary:
    'Adds delivery states that issued rewards can have, such as packed or shipped, several at once, in use from the start. To move a reward to a state use reward_fulfillment_update; to rename or retire one reward_fulfillment_status_update.',
  version: 'v1',
  inInventory: false,
  body: () => list(object({ name: text('Name of the state') })),
  answer: answers.fulfillmentStatuses,
  effect: 'create',
  checkedBy: ['reward_fulfillment_status_list'],
  evidence: 'states with these names',
  nextStep: 'Nothing is in the new state yet: reward_fulfillment_update moves issued rewards to it, by its name.',
  example: { body: [{ name: 'RETURNED' }] },
  sources: [
    'https://docs.capillarytech.com/reference/create-fulfillment-status',
    'Create fulfillment status, documentation September 2025: the body, which the OpenAPI file of July 2026 lacks',
  ],
  keywords: [
    'new step in gift delivery',
    'add packed and shipped as stages',
    'define tracking stages for redeemed items',
    'out for delivery option for rewards',
    'set up order tracking of the points shop',
    'another stage for gifts, such as ready for pickup',
    'custom delivery stage for gifts',
    'add delivery states for gifts',
    'new delivery status such as shipped',
    'define the states of a reward delivery',
  ],
});

export const rewardFulfillmentStatusUpdate = rewardFulfillment.put('api_gateway/rewards/core/v1/fulfillmentStatus', {
  tool: 'reward_fulfillment_status_update',
  title: 'Update fulfillment status',
  summary:
    'Edits the list of delivery states itself, by id: renames states, or switches them on or off (isEnabled=false retires one; none can be deleted). To mark an issued reward as shipped or delivered use reward_fulfillment_update.',
  version: 'v1',
  inInventory: false,
  body: () =>
    list(
      object({
        id: idOf('rewardFulfillmentStatusId', integer('State')),
        name: text('Name, also if it stays'),
        isEnabled: boolean('false retires it'),
      }),
    ),
  answer: answers.fulfillmentStatuses,
  effect: 'update',
  idempotent: true,
  checkedBy: ['reward_fulfillment_status_list'],
  example: { body: [{ id: 162, name: 'BOXED', isEnabled: true }] },
  sources: [
    'https://docs.capillarytech.com/reference/update-fulfillment-status',
    'Update fulfillment status, documentation September 2025',
  ],
  keywords: [
    'rename a delivery stage of gifts',
    'stop offering the packed stage',
    'fix a typo in a tracking stage',
    'retire an order stage of the rewards shop',
    'bring back a delivery stage',
    'change what a shipping step is called',
    'switch a gift tracking step off',
    'rename a delivery state',
    'rename the status shipped of gifts',
    'switch a delivery state off',
    'disable a fulfilment status',
  ],
});

export const rewardFulfillmentStatusList = rewardFulfillment.get('api_gateway/rewards/core/v1/fulfillmentStatus', {
  tool: 'reward_fulfillment_status_list',
  title: 'Get fulfillment statuses',
  summary:
    'Lists the delivery states that the organization defined for issued rewards, with id, exact name and whether they are in use; not paged, a bare array. For the state of a particular reward use reward_get_purchased_by_user.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    sortBy: choice(['lastUpdatedOn'], 'Field to sort by').optional(),
    orderBy: choice(['ASC', 'DESC'], 'Sort direction').optional(),
  }),
  answer: answers.fulfillmentStatuses,
  effect: 'read',
  example: { sortBy: 'lastUpdatedOn', orderBy: 'DESC' },
  sources: [
    'https://docs.capillarytech.com/reference/get-fulfillment-status',
    'Get fulfillment statuses, documentation September 2025',
  ],
  keywords: [
    'which delivery stages can a gift have',
    'tracking steps of the points shop',
    'exact name of the shipped stage',
    'possible order states of redeemed items',
    'what stages come before delivered',
    'stages that are switched off',
    'id of a gift tracking step',
    'states a gift can be in on its way to the customer',
    'which delivery statuses exist',
    'list fulfillment statuses',
    'show delivery states',
  ],
});

export const rewardFulfillmentUpdate = rewardFulfillment.put('api_gateway/rewards/core/v1/management/transactions', {
  tool: 'reward_fulfillment_update',
  title: 'Update fulfilment status and custom fields of issued rewards',
  summary:
    'Records that issued rewards were packed, shipped, delivered or returned: sets the delivery state or custom fields by transaction, several at once. It neither refunds points nor changes codes; the states are in reward_fulfillment_status_list.',
  version: 'v1',
  inInventory: false,
  query: () => ({ skip_validation: boolean('true skips the OTP; usually sent').optional() }),
  body: () =>
    object({
      transactions: list(
        object({
          transactionId: idOf('rewardTransaction', integer('transactionId of the issued reward')),
          customerId: idOf('customer', integer('Its customer')).optional(),
          rewardId: idOf('reward', integer('Its reward')).optional(),
          fulfillmentDetails: object(
            { status: idOf('rewardFulfillmentStatus', text('Name of a state')).optional() },
            'Delivery',
          ).optional(),
          transactionCustomFields: keyValues('ISSUE_REWARD custom fields, at most 20: { name: value }').optional(),
        }),
      ),
    }),
  response: { confirmation: ['transactions'] },
  answer: answers.fulfilledTransactions,
  effect: 'update',
  idempotent: true,
  checkedBy: ['reward_get_purchased_by_user'],
  evidence: 'the reward with this transactionId and fulfillmentDetails',
  limits: { batch: '20 custom fields per transaction' },
  example: { body: { transactions: [{ transactionId: 397001, fulfillmentDetails: { status: 'SHIPPED' } }] } },
  sources: [
    'https://docs.capillarytech.com/reference/update-fulfilment-status-and-txn-custom-fields',
    'Update fulfillment status and transaction custom fields for issued rewards, documentation September 2025: how a bad row is reported is not documented',
  ],
  keywords: [
    'mark a gift as shipped',
    'the parcel with her reward was delivered',
    'store hands over a redeemed item',
    'write the courier number to a redemption order',
    'gift came back, note it as returned',
    'gift is ready for pickup',
    'update order tracking of the points shop',
    'set several redemption orders to packed',
    'change the delivery state of a claimed reward',
    'mark a gift order as delivered',
    'ordered reward was shipped',
    'set the delivery status of a reward',
    'member has picked up the gift',
    'mark the order as shipped',
    'update the fulfilment of a reward',
    'update the fulfillment status of a reward order',
    'set the fulfilment status of an issued reward to delivered',
  ],
});
