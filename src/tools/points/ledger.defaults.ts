/** Defaults of all endpoints in the section Points ledger. */
import type { SectionDefaults } from '../define.js';

export const POINTS_LEDGER: SectionDefaults = {
  domain: 'Points Management',
  accessGroup: 'Points',
  response: {
    confirmation: ['ledgerDetails', 'events'],
    codes: { not_found: [11003, 11016], conflict: [11002], transient: [11002] },
  },
};
