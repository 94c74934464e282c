/** Badges of seed worlds: the brand's settings, with defaults for the rest. */

import type { World } from '../../world/world.js';
import { type BadgeSettings, createBadge } from './rules.js';
import type { Badge } from './state.js';

/** The settings that a seed gives. */
export type SeedBadge = Pick<BadgeSettings, 'name' | 'description' | 'startOn' | 'expiresOn'> & Partial<BadgeSettings>;

/** Makes a badge that is earned without enrolling, never ends, and has no limits, unless the seed says otherwise. */
export const makeBadge = (world: World, tillId: number, settings: SeedBadge): Badge =>
  createBadge(
    world,
    {
      earnType: 'EARN',
      earnedExpiry: { expiryType: 'NEVER' },
      enrolmentExpiry: null,
      owners: ['Loyalty'],
      customerLimits: [],
      overallLimits: [],
      benefits: [],
      images: [],
      tags: [],
      customFields: {},
      groupId: null,
      rank: 1,
      tillId,
      active: true,
      ...settings,
    },
    tillId,
  );

/** A limit of one per customer. */
export const ONCE: BadgeSettings['customerLimits'] = [
  { kind: 'FIXED_VALUE', sent: { constraintType: 'CUSTOMER_BADGE_FIXED_VALUE', maxEarnLimit: 1 } },
];
