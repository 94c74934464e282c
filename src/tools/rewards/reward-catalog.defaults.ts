/** Defaults of all endpoints in the section Reward catalog. */
import type { SectionDefaults } from '../define.js';

export const REWARD_CATALOG: SectionDefaults = {
  domain: 'Reward Catalog',
  accessGroup: null,
  response: {
    verdicts: ['status'],
    confirmation: ['status.success'],
    codes: {
      not_found: [1014, 2004, 3004, 3011, 5004, 6004, 10007, 10008, 11007, 12008, 12045, 12048],
      conflict: [5007, 6081, 10003, 11004, 12012, 13003],
      permission: [13005],
      partial: [8010],
    },
    advice: {
      1018: 'Nothing was changed, because the points could not be returned: try again.',
      6081: 'Another reward of the brand has this rewardExternalId: choose a different one.',
      11015: 'One of the rewards has expired, is disabled or is free, so it cannot be discounted: leave it out.',
      12005:
        'A limit is reached: reward_get_for_user shows those of the reward and, with userId, those of the points a customer may spend, which reward_points_restriction_list lists.',
      12035:
        'The reward has several prices: choose one of the paymentConfigs that reward_get_for_user shows, and send its id as paymentConfig.id.',
      13003: 'A reward of the transaction was used, or all are cancelled already.',
      13005:
        'Revoking is off for this brand: reward_get_config shows REVOKE_ENABLE, and reward_set_config sets it to true, if the user agrees.',
      15006: 'Name the customer by mobile, email or externalId.',
    },
  },
};
