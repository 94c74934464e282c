/** Promotions: in a cart, on a bill, and the older kind. */
import type { Domain } from '../domain.js';
import { emptyCartPromotionState } from './cart-state.js';
import { emptyLegacyPromotionState } from './legacy-state.js';
import { emptyLoyaltyPromotionState } from './loyalty-state.js';
import { seedMorePromotions } from './more-seed.js';
import { onMerge } from './reactions.js';

export const promotions: Domain = {
  name: 'promotions',
  state: () => ({ ...emptyCartPromotionState(), ...emptyLegacyPromotionState(), ...emptyLoyaltyPromotionState() }),
  ids: {
    loyaltyPromotion: 90211,
    legacyPromotion: 310455,
    legacyIssual: 5401,
    legacyEarn: 5501,
    promotionEnrolment: 8801,
    promotionOptIn: 9901,
  },
  handlers: async () => (await import('./endpoints.js')).promotionsEndpoints,
  seed: { fashion: seedMorePromotions },
  onMerge,
};
