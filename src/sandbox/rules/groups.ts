/** User groups: making one, and finding it by the ways the API names it. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Customer, UserGroup } from '../state/customer.js';
import { nextId, type World } from '../world.js';

export interface NewGroup {
  name: string;
  externalId: string;
  primary: Customer;
  maxGroupSize?: number;
  tillId: number;
}

const DEFAULT_SIZE = 10;

/** Makes a group of one: its primary member. 1633 where the external id is taken. */
export function createGroup(world: World, input: NewGroup): UserGroup {
  const taken = Object.values(world.userGroups).some((each) => each.externalId === input.externalId);
  if (input.externalId !== '' && taken) fail(1633, `External id ${input.externalId} is used by another group`);
  const id = nextId(world, 'userGroup');
  const group: UserGroup = {
    id,
    externalId: input.externalId,
    name: input.name,
    status: 'ACTIVE',
    maxGroupSize: input.maxGroupSize ?? DEFAULT_SIZE,
    members: [{ customerId: input.primary.id, primary: true, joinedOn: now(world) }],
    extendedFields: {},
    createdOn: now(world),
    tillId: input.tillId,
    lifetimePurchases: 0,
  };
  world.userGroups[id] = group;
  return group;
}

/** Adds a member. 1623 for one who is in it, 1638 for a full group. */
export function joinGroup(world: World, group: UserGroup, customer: Customer): void {
  if (group.members.some((member) => member.customerId === customer.id)) fail(1623, 'User is already in the group');
  if (group.members.length >= group.maxGroupSize) fail(1638, 'Group is full');
  group.members.push({ customerId: customer.id, primary: false, joinedOn: now(world) });
}

/** The group of an id, an external id, or a primary member's id; undefined for none. */
export function findGroup(
  world: World,
  by: { id?: string; externalId?: string; primaryUserId?: number },
): UserGroup | undefined {
  if (by.id !== undefined && by.id !== '') return world.userGroups[Number(by.id)];
  return Object.values(world.userGroups).find(
    (group) =>
      (by.externalId !== undefined && by.externalId !== '' && group.externalId === by.externalId) ||
      (by.primaryUserId !== undefined &&
        group.members.some((member) => member.primary && member.customerId === by.primaryUserId)),
  );
}

/** The active group a customer joined first. */
export function defaultGroupOf(world: World, customer: Customer): UserGroup | undefined {
  return Object.values(world.userGroups).find(
    (group) => group.status === 'ACTIVE' && group.members.some((member) => member.customerId === customer.id),
  );
}
