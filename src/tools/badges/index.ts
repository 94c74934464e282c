/** The sections of this domain. */
import { badges } from './badges.js';

export const badgesSections = [badges];
