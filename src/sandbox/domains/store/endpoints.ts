/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { storeHandlers } from './handlers.js';
import { staffHandlers } from './staff-handlers.js';

export const storeEndpoints: Handlers = { ...storeHandlers, ...staffHandlers };
