/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { catalogueHandlers } from './catalogue-handlers.js';
import { productHandlers } from './handlers.js';
import { productInTouchHandlers } from './in-touch-handlers.js';
import { labelHandlers } from './label-handlers.js';

export const productEndpoints: Handlers = {
  ...catalogueHandlers,
  ...productHandlers,
  ...productInTouchHandlers,
  ...labelHandlers,
};
