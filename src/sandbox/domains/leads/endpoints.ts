/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { leadHandlers } from './handlers.js';
import { partnerProgramHandlers } from './partner-program-handlers.js';

export const leadsEndpoints: Handlers = { ...leadHandlers, ...partnerProgramHandlers };
