/** Badges when accounts are merged. */
import type { World } from '../../world/world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  reassign(Object.values(world.badgeEnrolments), merge);
  reassign(Object.values(world.earnedBadges), merge);
}
