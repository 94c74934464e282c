/** Defaults of all endpoints in the section Loyalty Promotions. */
import type { SectionDefaults } from '../define.js';

export const LOYALTY_PROMOTIONS: SectionDefaults = {
  domain: 'Promotions',
  accessGroup: null,
  response: {
    confirmation: ['promotions'],
    advice: {
      310174:
        'The promotion waits for approval. Recall it to DRAFT with loyalty_promotion_update_status, or decide with loyalty_promotion_review, and change it then.',
      310191: 'Read the status with loyalty_promotion_get, and send it as existingStatus.',
      310195: 'Ask for at most 50 on a page.',
      310224: 'The opt-in window is open: send optInStartDate as loyalty_promotion_get shows it.',
      310225: 'The opt-in window is open: optInEndDate can only move to a later time.',
      310226: 'optInStartDate must be in the future.',
      310227: 'optInEndDate must be in the future.',
      310228:
        'Members are enrolled by an activity or an external trigger, so leave optInStartDate and optInEndDate out.',
    },
    codes: {
      permission: [300003, 300005],
      not_found: [3013, 3901, 8874, 8892, 8893, 9001, 9002, 9013, 310192, 310193, 310194],
      conflict: [558, 310159, 310187, 310191],
    },
  },
};
