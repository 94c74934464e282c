/** Issued rewards when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const issues = Object.values(world.rewardIssues);
  reassign(issues, merge);
  for (const { entity } of issues) {
    if (entity.type === 'CUSTOMER' && entity.id === victim.id) entity.id = survivor.id;
  }
}
