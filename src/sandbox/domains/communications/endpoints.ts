/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { communicationHandlers } from './handlers.js';
import { communicationMessageHandlers } from './message-handlers.js';

export const communicationEndpoints: Handlers = { ...communicationHandlers, ...communicationMessageHandlers };
