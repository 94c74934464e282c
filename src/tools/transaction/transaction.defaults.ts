/** Defaults of all endpoints in the section Transaction. */
import type { SectionDefaults } from '../define.js';

export const TRANSACTION: SectionDefaults = {
  domain: 'Transaction Management',
  accessGroup: 'Transaction',
  response: {
    advice: {
      8154: "With identifierName id, identifierValue is Capillary's customer id, a number; customer_get_id finds it.",
    },
    codes: { not_found: [625, 680, 816, 1012], conflict: [604, 633, 675, 1627], rate_limited: [517] },
  },
};
