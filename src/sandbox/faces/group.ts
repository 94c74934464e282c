/** User groups as answers show them. */
import type { UserGroup } from '../state/customer.js';
import type { World } from '../world.js';
import { tillShape } from './customer-shape.js';

/** The group object of point transfers. */
export function groupShape(world: World, group: UserGroup): object {
  return {
    id: group.id,
    externalId: group.externalId,
    groupName: group.name,
    groupStatus: group.status,
    maxGroupSize: group.maxGroupSize,
    fleetGroupUsers: group.members.map((member) => ({
      userId: member.customerId,
      groupId: group.id,
      defaultGroup: true,
      active: true,
      primaryMember: member.primary,
    })),
    createdBy: tillShape(world, group.tillId),
    createdOn: group.createdOn,
    lifeTimePurchases: group.lifetimePurchases,
  };
}
