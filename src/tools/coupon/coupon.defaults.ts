/** Defaults of all endpoints in the section Coupon. */
import type { SectionDefaults } from '../define.js';

export const COUPON: SectionDefaults = {
  domain: 'Coupon Management',
  accessGroup: 'Coupon',
  response: {
    confirmation: ['redemption', 'redemptionStatus'],
    codes: { not_found: [510, 633, 682, 701, 702, 707, 719, 755, 780], conflict: [751] },
  },
};
