/**
 * The user groups and the company of a customer, as Get Customer Details embeds them. The documentation names both
 * embeds and does not show their form: it is that of the groups and associations in other answers.
 */
import { booleanOf, given, type JsonObject, numberOf, oneOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import { toAssociationJson } from '../customer/association-serializers.js';
import type { Customer, GroupMember, UserGroup } from '../customer/state.js';
import { defaultGroupOf, memberOf } from './rules.js';
import { role } from './serializers.js';

interface Membership {
  group: UserGroup;
  member: GroupMember;
}

function membershipsOf(world: World, customer: Customer): Membership[] {
  return Object.values(world.userGroups).flatMap((group) => {
    const member = memberOf(group, customer.id);
    return member && group.status !== 'DELETED' ? [{ group, member }] : [];
  });
}

/** The groups asked for: one of the customer's, or all, or else the group for bills that name none. */
function asked(world: World, customer: Customer, query: JsonObject): Membership[] {
  const all = membershipsOf(world, customer);
  if (given(query['userGroup2Id'])) return all.filter(({ group }) => group.id === numberOf(query['userGroup2Id']));
  if (booleanOf(query['includedAllUserGroup2'])) return all;
  const usual = defaultGroupOf(world, customer);
  return all.filter(({ group }) => group === usual);
}

/** `userGroup`, last joined first, and `ug2Pagination` on request. */
export function userGroupsFace(world: World, customer: Customer, query: JsonObject): object {
  const found = asked(world, customer, query).sort((a, b) => b.member.joinedOn.localeCompare(a.member.joinedOn));
  if (oneOf(['ASC'], query['ug2SortOrder'])) found.reverse();
  const offset = numberOf(query['ug2Offset']) ?? 0;
  const limit = numberOf(query['ug2Limit']) ?? found.length;
  return {
    userGroup: found.slice(offset, offset + limit).map(({ group, member }) => ({
      id: group.id,
      externalId: group.externalId,
      groupName: group.name,
      groupStatus: group.status,
      joinedOn: member.joinedOn,
      role: role(member),
      primaryMember: member.primary,
      defaultGroup: member.defaultGroup,
      totalActiveMembers: group.members.length,
    })),
    ...(booleanOf(query['ug2PaginationDetails']) && { ug2Pagination: { limit, offset, total: found.length } }),
  };
}

/** `fleetParentDetails`: hierarchy, role, company and parent; null for a customer who has no place in a hierarchy. */
export function fleetParentFace(world: World, customer: Customer): object {
  const association = world.associations[customer.id];
  if (!association) return { fleetParentDetails: null };
  const parent = world.customers[association.parentCustomerId ?? 0] ?? null;
  return { fleetParentDetails: toAssociationJson(world, association, { isNew: false, isChild: false, parent }) };
}
