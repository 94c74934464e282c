/** The sections of this domain. */
import { cartPromotionsBeyond } from '../beyond/cart-promotions.js';
import { loyaltyPromotionsBeyond } from '../beyond/loyalty-promotions.js';
import { cartPromotions } from './cart-promotions.js';
import { loyaltyPromotions } from './loyalty-promotions.js';
import { loyaltyPromotionsLegacy } from './loyalty-promotions-legacy.js';

export const promotionsSections = [
  cartPromotions,
  cartPromotionsBeyond,
  loyaltyPromotionsLegacy,
  loyaltyPromotions,
  loyaltyPromotionsBeyond,
];
