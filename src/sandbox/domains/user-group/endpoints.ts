/** The handlers of this domain. */
import type { Handlers } from '../../http/handler.js';
import { userGroupBeyondHandlers } from './beyond-handlers.js';
import { userGroupHandlers } from './handlers.js';

export const userGroupEndpoints: Handlers = { ...userGroupBeyondHandlers, ...userGroupHandlers };
