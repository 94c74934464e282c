/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { rewardHandlers } from './handlers.js';
import { rewardListHandlers } from './list-handlers.js';

export const rewardsEndpoints: Handlers = { ...rewardHandlers, ...rewardListHandlers };
