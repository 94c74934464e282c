/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { rewardFulfillmentHandlers } from './fulfillment-handlers.js';
import { rewardGroupHandlers } from './group-handlers.js';
import { rewardHandlers } from './handlers.js';
import { rewardListHandlers } from './list-handlers.js';
import { rewardRestrictionHandlers } from './restriction-handlers.js';
import { richTextHandlers } from './rich-text-handlers.js';
import { rewardSearchHandlers } from './search-handlers.js';
import { rewardSetupHandlers } from './setup-handlers.js';
import { rewardTransactionHandlers } from './transaction-handlers.js';
import { rewardVendorHandlers } from './vendor-handlers.js';

export const rewardsEndpoints: Handlers = {
  ...rewardHandlers,
  ...rewardListHandlers,
  ...rewardSearchHandlers,
  ...rewardTransactionHandlers,
  ...rewardSetupHandlers,
  ...rewardRestrictionHandlers,
  ...rewardFulfillmentHandlers,
  ...rewardGroupHandlers,
  ...richTextHandlers,
  ...rewardVendorHandlers,
};
