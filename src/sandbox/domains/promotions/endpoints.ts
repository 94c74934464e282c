/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { cartPromotionHandlers } from './cart-handlers.js';
import { legacyPromotionHandlers } from './legacy-handlers.js';
import { loyaltyPromotionHandlers } from './loyalty-handlers.js';

export const promotionsEndpoints: Handlers = {
  ...cartPromotionHandlers,
  ...legacyPromotionHandlers,
  ...loyaltyPromotionHandlers,
};
