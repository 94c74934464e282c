/** The sections of this domain. */
import { cartPromotions } from './cart-promotions.js';
import { loyaltyPromotions } from './loyalty-promotions.js';
import { loyaltyPromotionsLegacy } from './loyalty-promotions-legacy.js';

export const promotionsSections = [cartPromotions, loyaltyPromotionsLegacy, loyaltyPromotions];
