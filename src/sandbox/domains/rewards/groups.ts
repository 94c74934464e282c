/** Groups under which rewards are listed. */
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { authoredNow, modifiedNow } from './authorship.js';
import type { RewardGroup } from './back-office-state.js';
import type { Reward } from './state.js';

/**
 * Finds a group by id.
 * @throws 12008 if there is none
 */
export const groupById = (world: World, id: number): RewardGroup =>
  world.rewardGroups[id] ?? fail(12008, `Group ${id} not found`);

export const findGroupNamed = (world: World, name: string): RewardGroup | undefined =>
  Object.values(world.rewardGroups).find((each) => each.name.toLowerCase() === name.toLowerCase());

/**
 * Finds a group by name.
 * @throws 12008 if there is none
 */
export const groupNamed = (world: World, name: string): RewardGroup =>
  findGroupNamed(world, name) ?? fail(12008, `Group ${name} not found`);

export const isInGroup = (world: World, { groups }: Reward, name: string): boolean =>
  groups.some(({ groupId }) => world.rewardGroups[groupId]?.name === name);

type GroupSettings = Pick<RewardGroup, 'name' | 'rank'>;

/** @throws 12012 if another group has the name */
function checkName(world: World, name: string, own?: RewardGroup): void {
  const other = findGroupNamed(world, name);
  if (other && other !== own) fail(12012, 'Group name must be unique');
}

/**
 * Makes an empty group.
 * @throws 12012 if another group has the name
 */
export function createGroup(world: World, settings: GroupSettings, tillId: number): RewardGroup {
  checkName(world, settings.name);
  const group = { id: nextId(world, 'rewardGroup'), ...settings, active: true, ...authoredNow(world, tillId) };
  world.rewardGroups[group.id] = group;
  return group;
}

/**
 * Renames a group or moves it. Its rewards stay in it.
 * @throws 12012 if another group has the name
 */
export function updateGroup(world: World, group: RewardGroup, settings: GroupSettings, tillId: number): RewardGroup {
  checkName(world, settings.name, group);
  return Object.assign(group, settings, modifiedNow(world, tillId));
}
