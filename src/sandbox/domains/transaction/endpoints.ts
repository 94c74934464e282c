/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { transactionBeyondHandlers } from './beyond-handlers.js';
import { transactionHandlers } from './handlers.js';
import { transactionInTouchHandlers } from './in-touch-handlers.js';
import { transactionRejectionHandlers } from './rejection-handlers.js';

export const transactionEndpoints: Handlers = {
  ...transactionBeyondHandlers,
  ...transactionHandlers,
  ...transactionInTouchHandlers,
  ...transactionRejectionHandlers,
};
