/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { cartPromotionBeyondHandlers } from './cart-beyond-handlers.js';
import { cartPromotionHandlers } from './cart-handlers.js';
import { legacyPromotionHandlers } from './legacy-handlers.js';
import { loyaltyPromotionBeyondHandlers } from './loyalty-beyond-handlers.js';
import { loyaltyPromotionHandlers } from './loyalty-handlers.js';

export const promotionsEndpoints: Handlers = {
  ...cartPromotionHandlers,
  ...cartPromotionBeyondHandlers,
  ...legacyPromotionHandlers,
  ...loyaltyPromotionHandlers,
  ...loyaltyPromotionBeyondHandlers,
};
