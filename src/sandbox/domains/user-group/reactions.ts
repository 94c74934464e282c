/** Memberships in user groups when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { GroupMember, UserGroup } from '../customer/state.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';

/** The survivor's own default group stays the default. */
export function onMerge(world: World, merge: Merge): void {
  const groups = Object.values(world.userGroups);
  const isSurvivor = ({ customerId }: GroupMember): boolean => customerId === merge.survivor.id;
  const hasDefault = groups.some(({ members }) => members.some((each) => isSurvivor(each) && each.defaultGroup));
  for (const group of groups) joinMembers(group, merge, hasDefault);
}

function joinMembers(group: UserGroup, { victim, survivor }: Merge, hasDefault: boolean): void {
  const theirs = group.members.find(({ customerId }) => customerId === victim.id);
  const own = group.members.find(({ customerId }) => customerId === survivor.id);
  if (theirs && hasDefault) theirs.defaultGroup = false;
  if (theirs && own) {
    own.primary ||= theirs.primary;
    own.defaultGroup ||= theirs.defaultGroup;
    own.permissions = [...new Set([...own.permissions, ...theirs.permissions])];
    group.members = group.members.filter((each) => each !== theirs);
  } else if (theirs) theirs.customerId = survivor.id;
  const isIn = group.members.some(({ customerId }) => customerId === survivor.id);
  const left = group.exited.find(({ customerId }) => customerId === victim.id);
  if (!left) return;
  const leftToo = group.exited.some(({ customerId }) => customerId === survivor.id);
  if (isIn || leftToo) group.exited = group.exited.filter((each) => each !== left);
  else left.customerId = survivor.id;
}

/** A group that is named after a member is named by its id. */
export function onErase(world: World, { customer, isPersonal }: Erasure): void {
  for (const group of Object.values(world.userGroups)) {
    if (![...group.members, ...group.exited].some(({ customerId }) => customerId === customer.id)) continue;
    blank([group], ['extendedFields'], isPersonal);
    if (isPersonal(group.externalId)) group.externalId = '';
    if (isPersonal(group.name)) group.name = `Group ${group.id}`;
  }
}
