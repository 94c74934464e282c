/** Defaults of all endpoints in the section Requests. */
import type { SectionDefaults } from '../define.js';

export const REQUESTS: SectionDefaults = {
  domain: 'Requests & Workflows',
  accessGroup: 'Requests',
  response: {
    codes: {
      not_found: [1012, 9011, 9013, 9042, 9050],
      // 8109: one of the customers of a merge waits for the deletion of personal data.
      conflict: [8109, 9002, 9003, 9005, 9018, 9026, 9028, 9035, 9055],
    },
  },
};
