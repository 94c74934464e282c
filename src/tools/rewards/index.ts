/** The sections of this domain. */

import { rewardCatalogBeyond } from '../beyond/reward-catalog.js';
import { rewardPointsRestrictions } from '../beyond/reward-points-restrictions.js';
import { rewardReminders } from '../beyond/reward-reminders.js';
import { rewardSettings } from '../beyond/reward-settings.js';
import { rewardTransactions } from '../beyond/reward-transactions.js';
import { rewardCatalog } from './reward-catalog.js';

export const rewardsSections = [
  rewardCatalog,
  rewardCatalogBeyond,
  rewardTransactions,
  rewardSettings,
  rewardReminders,
  rewardPointsRestrictions,
];
