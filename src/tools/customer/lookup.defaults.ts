/** Defaults of all endpoints in the section Customer (Lookup). */
import type { SectionDefaults } from '../define.js';

export const LOOKUP: SectionDefaults = {
  domain: 'Customer Management',
  accessGroup: 'Customer',
  response: {
    confirmation: ['subscriptions', 'promotions', 'customer'],
    advice: {
      91005: 'The customer keeps this identifier. customer_update_identifiers changes it, by customer id.',
    },
    codes: { not_found: [1051, 8065, 8069, 9050] },
  },
};
