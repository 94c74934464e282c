/**
 * The user groups and the company of a customer, as Get Customer Details embeds them. The documentation names both
 * embeds and does not show their form: it is that of the groups and associations in other answers.
 */
import type { detailsQuery } from '../../../tools/customer/customer.queries.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { sorted } from '../../http/sorting.js';
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

type GroupsQuery = Partial<Omit<Parameters<typeof detailsQuery>, 'embed' | 'source'>>;

/** The groups asked for: one of the customer's, or all, or else the group for bills that name none. */
function membershipsAsked(world: World, customer: Customer, query: GroupsQuery): Membership[] {
  const all = membershipsOf(world, customer);
  if (query.userGroup2Id !== undefined) return all.filter(({ group }) => group.id === query.userGroup2Id);
  if (query.includedAllUserGroup2) return all;
  const usual = defaultGroupOf(world, customer);
  return all.filter(({ group }) => group === usual);
}

/** `userGroup`, last joined first, and `ug2Pagination` on request. */
export function toUserGroupsJson(world: World, customer: Customer, query: GroupsQuery) {
  const {
    ug2SortOrder: order = 'DESC',
    ug2Offset: offset = 0,
    ug2JoinedStartDate: start,
    ug2JoinedEndDate: end,
  } = query;
  const found = sorted(
    membershipsAsked(world, customer, query).filter(
      ({ member: { joinedOn } }) =>
        (start === undefined || joinedOn >= start) && (end === undefined || joinedOn <= end),
    ),
    ({ member }) => [member.joinedOn],
    order,
  );
  const { ug2Limit: limit = found.length } = query;
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
    ug2Pagination: query.ug2PaginationDetails ? { limit, offset, total: found.length } : undefined,
  };
}

/** `fleetParentDetails`: hierarchy, role, company and parent; null for a customer who has no place in a hierarchy. */
export function toFleetParentJson(world: World, customer: Customer) {
  const association = world.associations[customer.id];
  if (!association) return { fleetParentDetails: null };
  const parent = world.customers[association.parentCustomerId ?? 0] ?? null;
  return { fleetParentDetails: toAssociationJson(world, association, { isNew: false, isChild: false, parent }) };
}
