/** The sections of this domain. */

import { rewardCatalogBeyond } from '../beyond/reward-catalog.js';
import { rewardFulfillment } from '../beyond/reward-fulfillment.js';
import { rewardGroups } from '../beyond/reward-groups.js';
import { rewardPointsRestrictions } from '../beyond/reward-points-restrictions.js';
import { rewardReminders } from '../beyond/reward-reminders.js';
import { rewardRichContent } from '../beyond/reward-rich-content.js';
import { rewardSettings } from '../beyond/reward-settings.js';
import { rewardTransactions } from '../beyond/reward-transactions.js';
import { rewardVendors } from '../beyond/reward-vendors.js';
import { rewardCatalog } from './reward-catalog.js';

export const rewardsSections = [
  rewardCatalog,
  rewardCatalogBeyond,
  rewardTransactions,
  rewardSettings,
  rewardReminders,
  rewardPointsRestrictions,
  rewardFulfillment,
  rewardGroups,
  rewardRichContent,
  rewardVendors,
];
