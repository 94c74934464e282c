/** Section Reward fulfillment: delivery states, and the states of issued rewards. */
import {
  rewardFulfillmentStatusCreate,
  rewardFulfillmentStatusList,
  rewardFulfillmentStatusUpdate,
  rewardFulfillmentUpdate,
} from '../../../tools/beyond/reward-fulfillment.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { toFulfilledJson, toNewStatusJson, toStatusJson } from './back-office-serializers.js';
import { createStatuses, recordFulfillment, updateStatuses } from './fulfillment.js';

export const rewardFulfillmentHandlers: Handlers = {
  ...handle(rewardFulfillmentStatusCreate, { envelope: 'rewards' }, ({ world, till, body }) =>
    createStatuses(
      world,
      body.map(({ name }) => name),
      till.id,
    ).map((each) => toNewStatusJson(world, each)),
  ),

  ...handle(rewardFulfillmentStatusUpdate, { envelope: 'rewards' }, ({ world, till, body }) =>
    updateStatuses(
      world,
      body.map(({ id, name, isEnabled: enabled }) => ({ id, name, enabled })),
      till.id,
    ).map((each) => toStatusJson(world, each)),
  ),

  ...handle(rewardFulfillmentStatusList, { envelope: 'rewards' }, ({ world, query: { sortBy, orderBy } }) =>
    sorted(
      Object.values(world.fulfillmentStatuses),
      ({ id, modifiedOn }) => (sortBy === undefined ? [id] : [modifiedOn, id]),
      orderBy,
    ).map((each) => toStatusJson(world, each)),
  ),

  ...handle(rewardFulfillmentUpdate, { envelope: 'rewards' }, ({ world, body: { transactions } }) => ({
    transactions: recordFulfillment(
      world,
      transactions.map(({ fulfillmentDetails, transactionCustomFields: customFields, ...row }) => ({
        ...row,
        status: fulfillmentDetails?.status || undefined,
        customFields,
      })),
    ).map((each) => toFulfilledJson(world, each)),
  })),
};
