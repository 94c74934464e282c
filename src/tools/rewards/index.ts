/** The sections of this domain. */

import { rewardCatalogBeyond } from '../beyond/reward-catalog.js';
import { rewardCatalog } from './reward-catalog.js';

export const rewardsSections = [rewardCatalog, rewardCatalogBeyond];
