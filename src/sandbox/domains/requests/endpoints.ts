/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { requestsHandlers } from './handlers.js';
import { requestsInTouchHandlers } from './in-touch-handlers.js';
import { workflowHandlers } from './workflow-handlers.js';

export const requestsEndpoints: Handlers = { ...requestsHandlers, ...requestsInTouchHandlers, ...workflowHandlers };
