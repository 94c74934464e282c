/** The brands that a sandbox can simulate: a fashion retailer, fuel and fleet, a coffee chain. */
export const BRAND_NAMES = ['fashion', 'fuel', 'coffee'] as const;
export type BrandName = (typeof BRAND_NAMES)[number];
