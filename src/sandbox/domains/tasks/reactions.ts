/** Tasks about customers when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  for (const task of Object.values(world.tasks)) {
    if (!task.customerIds.includes(victim.id)) continue;
    task.customerIds = [...new Set(task.customerIds.map((id) => (id === victim.id ? survivor.id : id)))];
  }
  reassign(Object.values(world.taskEntries), merge);
}

export function onErase(world: World, { customer, isAddress, isPersonal }: Erasure): void {
  const tasks = Object.values(world.tasks);
  const about = tasks.filter(({ customerIds }) => customerIds.includes(customer.id));
  blank(tasks, ['title', 'body', 'tags', 'action'], isAddress);
  blank(about, ['title', 'body', 'tags', 'action'], isPersonal);
}
