/** The sections of this domain. */

import { badgesBeyond } from '../beyond/badges.js';
import { badges } from './badges.js';

export const badgesSections = [badges, badgesBeyond];
