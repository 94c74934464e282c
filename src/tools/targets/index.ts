/** The sections of this domain. */

import { targetGroupBeyond } from '../beyond/target-group.js';
import { targetGroup } from './target-group.js';

export const targetsSections = [targetGroup, targetGroupBeyond];
