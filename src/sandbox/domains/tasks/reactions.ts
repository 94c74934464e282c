/** Tasks about customers when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  for (const task of Object.values(world.tasks)) {
    if (!task.customerIds.includes(victim.id)) continue;
    task.customerIds = [...new Set(task.customerIds.map((id) => (id === victim.id ? survivor.id : id)))];
  }
  reassign(Object.values(world.taskEntries), merge);
}
