/** Defaults of all endpoints in the section Customer. */
import type { SectionDefaults } from '../define.js';

export const CUSTOMER: SectionDefaults = {
  domain: 'Customer Management',
  accessGroup: 'Customer',
  response: {
    confirmation: ['subscriptions', 'customerReferrals'],
    advice: {
      91005: 'The customer keeps this identifier. customer_update_identifiers changes it, by customer id.',
      8109: 'One of the two customers waits for the deletion of personal data. Merge nothing until pii_deletion_get_requests shows the deletion as rejected, cancelled or carried out.',
    },
    codes: {
      permission: [1044],
      not_found: [814, 816, 1011, 1012, 1028, 1031, 1051, 1620, 8065, 8069, 8923, 9050],
      conflict: [1014, 1016, 1032, 1033, 1301, 8109],
    },
  },
};
