/** The rewards catalog. */
import type { Domain } from '../domain.js';
import { BACK_OFFICE_IDS } from './back-office-state.js';
import { onErase, onMerge } from './reactions.js';
import { emptyRewardState } from './state.js';

export const rewards: Domain = {
  name: 'rewards',
  state: emptyRewardState,
  ids: {
    reward: 98101,
    rewardPrice: 3201,
    rewardLimit: 811,
    rewardIssue: 397001,
    rewardCustomField: 311,
    catalogPromotion: 4401,
    promotedReward: 8701,
    rewardCategory: 101,
    rewardReminder: 31,
    rewardReminderJob: 605001,
    pointsRestriction: 50501,
    ...BACK_OFFICE_IDS,
  },
  handlers: async () => (await import('./endpoints.js')).rewardsEndpoints,
  onErase,
  onMerge,
};
