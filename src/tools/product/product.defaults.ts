/** Defaults of all endpoints in the section Product. */
import type { SectionDefaults } from '../define.js';

export const PRODUCT: SectionDefaults = {
  domain: 'Product Catalogue',
  accessGroup: 'Product',
  response: {
    confirmation: ['created', 'updated'],
    codes: {
      not_found: [9137, 10057, 10105, 10121, 10122, 10125, 10212, 10250],
      conflict: [9108, 10054, 10255],
    },
  },
};
