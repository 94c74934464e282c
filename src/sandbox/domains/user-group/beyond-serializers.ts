/** User groups as the calls beyond the inventory show them. */
import type {
  userGroupGetAuditLogs,
  userGroupGetOlder,
  userGroupSearchByFields,
} from '../../../tools/beyond/user-group.js';
import type { Answer, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { customerName } from '../customer/shape.js';
import type { GroupChange, GroupMember, UserGroup } from '../customer/state.js';
import { pointsSummary } from '../points/ledger.js';
import { toLoyaltyJson } from '../points/serializers.js';
import { primaryMember } from '../points/transfers.js';
import { groupEntity, role } from './serializers.js';

/** A group that was found by its fields. */
export const toGroupWithFieldsJson = (group: UserGroup): RowOf<typeof userGroupSearchByFields> => ({
  groupId: group.id,
  groupName: group.name,
  groupStatus: group.status,
  groupExternalId: group.externalId,
  primaryMemberId: primaryMember(group),
  totalMembers: group.members.length,
  totalActiveMembers: group.members.length,
  extendedFields: group.extendedFields,
});

/** A change, by the till at which it was made. */
export const toAuditJson = (
  world: World,
  { action, featureType, tillId, changedOn }: GroupChange,
): RowOf<typeof userGroupGetAuditLogs> => ({
  action,
  featureType,
  actor: world.tills[tillId]?.code ?? '',
  date: changedOn,
});

type OlderGroupJson = Omit<Answer<typeof userGroupGetOlder>, 'warnings'>;

/** A group in the form of the older kind. */
export function toOlderGroupJson(world: World, group: UserGroup, show: { withLoyalty: boolean }): OlderGroupJson {
  const changed = group.audit.at(-1);
  return {
    id: group.id,
    name: group.name,
    primaryUserId: primaryMember(group),
    lifetimePurchases: group.lifetimePurchases,
    members: group.members.map((member) => toOlderMemberJson(world, group, member, show)),
    createdOn: group.createdOn,
    createdBy: group.tillId,
    updatedOn: changed?.changedOn ?? group.createdOn,
    updatedBy: changed?.tillId ?? group.tillId,
  };
}

function toOlderMemberJson(
  world: World,
  group: UserGroup,
  member: GroupMember,
  { withLoyalty }: { withLoyalty: boolean },
): RowOf<typeof userGroupGetOlder, 'members'> {
  const customer = world.customers[member.customerId];
  const { firstName = '', lastName = '' } = customer ? customerName(customer) : {};
  return {
    userId: member.customerId,
    groupId: group.id,
    role: role(member),
    name: `${firstName} ${lastName}`.trim(),
    firstName,
    lastName,
    identifiers: (customer?.profiles ?? []).flatMap(({ identifiers }) => identifiers),
    joinedOn: member.joinedOn,
    joinSource: customer?.profiles[0]?.source ?? '',
    autoUpdateTime: member.joinedOn,
    ...(withLoyalty &&
      customer && {
        loyaltySummary: {
          enrolledPrograms: customer.loyaltyType === 'loyalty' ? [toLoyaltyJson(world, customer)] : [],
          groupPrograms: [toGroupProgramJson(world, group)],
        },
      }),
  };
}

function toGroupProgramJson(world: World, group: UserGroup) {
  const { id, name, description, pointsToCurrencyRatio } = world.organisation.program;
  const { lifetimePoints, loyaltyPoints, delayedPoints } = pointsSummary(world, groupEntity(group));
  return {
    groupProgramId: id,
    title: name,
    description,
    programsList: [{ id, name, description }],
    lifetimePoints,
    loyaltyPoints,
    promisedPoints: delayedPoints,
    pointsToCurrencyRatio,
  };
}
