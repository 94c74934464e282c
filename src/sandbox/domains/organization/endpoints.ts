/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { organizationBeyondHandlers } from './beyond-handlers.js';
import { companyHandlers } from './company-handlers.js';
import { organizationHandlers } from './handlers.js';
import { organizationInTouchHandlers } from './in-touch-handlers.js';

export const organizationEndpoints: Handlers = {
  ...organizationBeyondHandlers,
  ...companyHandlers,
  ...organizationHandlers,
  ...organizationInTouchHandlers,
};
