/** Defaults of all endpoints in the section Requests. */
import type { SectionDefaults } from '../define.js';

export const REQUESTS: SectionDefaults = {
  domain: 'Requests & Workflows',
  accessGroup: 'Requests',
  response: {
    advice: {
      8109: 'One of the two customers waits for the deletion of personal data. Merge nothing until pii_deletion_get_requests shows the deletion as rejected, cancelled or carried out.',
    },
    codes: {
      not_found: [1012, 9011, 9013, 9042, 9050],
      conflict: [8109, 9002, 9003, 9005, 9018, 9026, 9028, 9035, 9055],
    },
  },
};
