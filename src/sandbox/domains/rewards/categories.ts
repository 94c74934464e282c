/** Categories of rewards. */
import { now } from '../../world/clock.js';
import { failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { RewardBrand, RewardCategory } from './state.js';

/**
 * Finds a category of a brand.
 * @throws 2004 if the brand has no category with the id
 */
export function categoryById(world: World, id: number, brand: RewardBrand): RewardCategory {
  const category = world.rewardCategories[id];
  return category?.brandId === brand.id ? category : failUnknown(2004, 'Category', id);
}

/** Adds a category, which can be used at once. */
export function addCategory(
  world: World,
  { name, brand, id }: { name: string; brand: RewardBrand; id?: number },
  tillId: number,
): RewardCategory {
  const time = now(world);
  const category: RewardCategory = {
    id: id ?? nextId(world, 'rewardCategory'),
    brandId: brand.id,
    name,
    enabled: true,
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.rewardCategories[category.id] = category;
  return category;
}

/**
 * Switches a category on or off. One that is off is taken off all rewards; they do not get it back when it is on again.
 * Source: the page 'Rewards Catalog settings'.
 */
export function setCategoryEnabled(world: World, category: RewardCategory, enabled: boolean, tillId: number): void {
  if (category.enabled === enabled) return;
  Object.assign(category, { enabled, modifiedOn: now(world), modifiedBy: tillId });
  if (enabled) return;
  for (const reward of Object.values(world.rewards)) {
    reward.categoryIds = reward.categoryIds.filter((id) => id !== category.id);
  }
}
