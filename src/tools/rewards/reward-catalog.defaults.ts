/** Defaults of all endpoints in the section Reward catalog. */
import type { SectionDefaults } from '../define.js';

export const REWARD_CATALOG: SectionDefaults = {
  domain: 'Reward Catalog',
  accessGroup: null,
  response: {
    verdicts: ['status'],
    confirmation: ['status.success'],
    codes: {
      not_found: [1014, 2004, 3004, 6004, 11007, 12008, 12045, 12048],
      conflict: [6081, 10003, 11004],
      partial: [8010],
    },
    advice: {
      6081: 'Another reward of the brand has this rewardExternalId: choose a different one.',
      11015: 'One of the rewards has expired, is disabled or is free, so it cannot be discounted: leave it out.',
      12035:
        'The reward has several prices: choose one of the paymentConfigs that reward_get_for_user shows, and send its id as paymentConfig.id.',
    },
  },
};
