/** Defaults of all endpoints in the section Cart Promotions. */
import type { SectionDefaults } from '../define.js';

export const CART_PROMOTIONS: SectionDefaults = {
  domain: 'Promotions',
  accessGroup: null,
  response: { codes: { not_found: [715, 725, 731], conflict: [716, 737, 744, 800, 811] } },
};

export const RATE = '1,000 per minute per API key on test clusters; per brand elsewhere';
