/** Sections whose parameters are not marked yet. */
export const UNMARKED_SECTIONS: readonly string[] = [
  'Activity Sessions',
  'Badges',
  'Cart Promotions',
  'Communications',
  'Coupon',
  'Coupon upload',
  'Labels',
  'Loyalty Promotions',
  'Loyalty Promotions (Legacy)',
  'Product',
  'Reward catalog',
  'Simulation',
  'Global Search',
  'Target group',
];
