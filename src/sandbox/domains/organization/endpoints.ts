/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { companyHandlers } from './company-handlers.js';
import { organizationHandlers } from './handlers.js';
import { organizationInTouchHandlers } from './in-touch-handlers.js';

export const organizationEndpoints: Handlers = {
  ...companyHandlers,
  ...organizationHandlers,
  ...organizationInTouchHandlers,
};
