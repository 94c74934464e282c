/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { badgeBeyondHandlers } from './beyond-handlers.js';
import { badgeHandlers } from './handlers.js';

export const badgeEndpoints: Handlers = { ...badgeHandlers, ...badgeBeyondHandlers };
