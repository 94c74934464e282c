/** User groups as answers show them. */
import type { pointsTransfer } from '../../../tools/points/points.js';
import type { Answer, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type {
  userGroupGet,
  userGroupGetMembersWithCards,
  userGroupGetTierHistory,
  userGroupGetTransactions,
  userGroupJoin,
  userGroupSearch,
} from '../../../tools/user-group/user-group.js';
import { localDate, zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { toCardJson } from '../card/serializers.js';
import { identifierOf } from '../customer/rules.js';
import { customerName } from '../customer/shape.js';
import type { GroupMember, GroupTierChange, UserGroup } from '../customer/state.js';
import { ledgerOf, pointsSummary, sum } from '../points/ledger.js';
import { ALWAYS, billPointsBreakup, expirySchedule, toBillPointsJson } from '../points/serializers.js';
import type { Entity } from '../points/state.js';
import { nextTier, tierOf } from '../points/tiers.js';
import { primaryMember } from '../points/transfers.js';
import { toTransactionJson } from '../transaction/serializers.js';
import type { Transaction } from '../transaction/state.js';
import { memberOf } from './rules.js';
import { type GroupGap, groupGapsToUpgrade, groupGapToRenew } from './tiers.js';

/** The holder of a group's points and ledger. */
export const groupEntity = (group: UserGroup): Entity => ({ type: 'USERGROUP2', id: group.id });

/** Members, and those who left, who are not active. */
function groupUsers(group: UserGroup): RowOf<typeof userGroupGet, 'fleetGroupUsers'>[] {
  return [...group.members, ...group.exited].map((member) => ({
    userId: member.customerId,
    groupId: group.id,
    defaultGroup: member.defaultGroup,
    active: group.members.includes(member),
    primaryMember: member.primary,
  }));
}

/** The group object of point transfers. */
export function toTransferGroupJson(group: UserGroup): PartOf<RowOf<typeof pointsTransfer>, 'transferredToUserGroup2'> {
  return {
    id: group.id,
    externalId: group.externalId,
    groupName: group.name,
    groupStatus: group.status,
    maxGroupSize: group.maxGroupSize,
    fleetGroupUsers: groupUsers(group),
    createdBy: group.tillId,
    createdOn: group.createdOn,
    lifeTimePurchases: group.lifetimePurchases,
  };
}

type GroupJson = Answer<typeof userGroupGet>;

/** A group in full, with the parts that are requested. */
export function toGroupJson(world: World, group: UserGroup, asked: Parameters<typeof userGroupGet.query>): GroupJson {
  const { gapToUpgradeFor: tiersUp } = asked;
  const company = asked.companyDetails && companyOf(world, group);
  return {
    id: group.id,
    externalId: group.externalId,
    groupName: group.name,
    groupStatus: group.status,
    maxGroupSize: group.maxGroupSize,
    createdBy: group.tillId,
    createdOn: group.createdOn,
    fleetGroupUsers: groupUsers(group),
    lifeTimePurchases: group.lifetimePurchases,
    totalActiveMembers: group.members.length,
    totalExitedMembers: group.exited.length,
    extendedFields: group.extendedFields,
    primaryMember: asked.primaryMemberDetails ? toPrimaryJson(world, group) : undefined,
    pointsSummaries: asked.programDetails ? [toProgramJson(world, group)] : undefined,
    expiredPoints: asked.expiredPoints ? toExpiredJson(world, group) : undefined,
    expirySchedules: asked.expirySchedules ? expirySchedule(world, groupEntity(group), ALWAYS, false) : undefined,
    gapToUpgrade:
      tiersUp === undefined
        ? undefined
        : groupGapsToUpgrade(world, group, tiersUp).map((gap) => toUpgradeJson(world, group, gap)),
    gapToRenew: asked.gapToRenewFor === undefined ? undefined : toRenewalJson(world, group),
    company: company || undefined,
  };
}

/** The company of a group is that of its primary member. */
export function companyOf(world: World, group: UserGroup) {
  const company = world.companies[world.associations[primaryMember(group) ?? 0]?.companyId ?? 0];
  return company && { id: company.id, externalId: company.externalId, name: company.name };
}

function toPrimaryJson(world: World, group: UserGroup) {
  const customer = world.customers[primaryMember(group) ?? 0];
  if (!customer) return null;
  return {
    ...customerName(customer),
    mobile: identifierOf(customer, 'mobile'),
    email: identifierOf(customer, 'email'),
  };
}

function toProgramJson(world: World, group: UserGroup): RowOf<typeof userGroupGet, 'pointsSummaries'> {
  const { program } = world.organisation;
  const tier = tierOf(world, group.tier);
  const next = nextTier(world, group.tier);
  return {
    ...pointsSummary(world, groupEntity(group)),
    userGroup2Id: group.id,
    currentSlab: tier?.name ?? '',
    currentSlabDescription: tier?.description ?? '',
    slabSNo: group.tier,
    slabExpiryDate: group.tierExpiresOn,
    nextSlab: next?.name ?? '',
    nextSlabDescription: next?.description ?? '',
    nextSlabSerialNumber: next?.number ?? -1,
    programId: program.id,
    programTitle: program.name,
    programDescription: program.description,
    programPointsToCurrencyRatio: program.pointsToCurrencyRatio,
    pointsContributionToGroup: sum(group.members.map((member) => contributed(world, group, member))),
  };
}

function toExpiredJson(world: World, group: UserGroup): RowOf<typeof userGroupGet, 'expiredPoints'>[] {
  return ledgerOf(world, groupEntity(group))
    .filter((entry) => entry.movement === 'expire')
    .map(({ points, createdOn, programId }) => ({ points, expiredOn: createdOn, programId }));
}

const toUpgradeJson = (
  world: World,
  group: UserGroup,
  { tier, current, missing }: GroupGap,
): RowOf<typeof userGroupGet, 'gapToUpgrade'> => ({
  upgradeBasedOn: 'TRACKER_VALUE_BASED',
  upgradeThreshold: tier.threshold,
  customerUpgradeEntityValues: {
    currentValue: current,
    gapToUpgrade: missing,
    valueValidUpto: group.tierExpiresOn === null ? '' : localDate(group.tierExpiresOn, world.organisation.timezone),
  },
});

function toRenewalJson(world: World, group: UserGroup): GroupJson['gapToRenew'] {
  const gap = groupGapToRenew(world, group);
  if (!gap) return null;
  return {
    tierExpiryDate: localDate(gap.endsOn, world.organisation.timezone),
    renewConfirmed: gap.missing === 0,
    renewStrategies: [
      {
        renewBasedOn: 'TRACKER',
        renewThreshold: gap.tier.threshold,
        customerRenewEntityValue: gap.current,
        customerGapToRenewValue: gap.missing,
      },
    ],
  };
}

/** Points that a member contributed: earned by their bills for the group, and transferred to it. */
function contributed(world: World, group: UserGroup, { customerId }: GroupMember): number {
  const entity = groupEntity(group);
  const earned = ledgerOf(world, entity).filter(
    ({ movement, eventLogId }) => movement === 'earn' && world.events[eventLogId]?.customerId === customerId,
  );
  const given = Object.values(world.pointsTransfers).filter(
    ({ from, to }) =>
      from.type === 'CUSTOMER' && from.id === customerId && to.type === entity.type && to.id === entity.id,
  );
  return sum([...earned, ...given].map(({ points }) => points));
}

/** A group in search results, with its primary member. */
export function toFoundGroupJson(world: World, group: UserGroup): RowOf<typeof userGroupSearch> {
  const primary = world.customers[primaryMember(group) ?? 0];
  return {
    groupId: group.id,
    groupName: group.name,
    groupStatus: group.status,
    groupExternalId: group.externalId,
    ...(primary && {
      firstName: customerName(primary).firstName,
      lastName: customerName(primary).lastName,
      primaryMemberId: primary.id,
      email: identifierOf(primary, 'email'),
      mobile: identifierOf(primary, 'mobile'),
    }),
    totalMembers: group.members.length,
    totalActiveMembers: group.members.length,
    extendedFields: group.extendedFields,
  };
}

/** A membership, as joining answers. */
export const toMembershipJson = (
  group: UserGroup,
  member: GroupMember,
): PartOf<RowOf<typeof userGroupJoin, 'response'>, 'result'> => ({
  userId: member.customerId,
  groupId: group.id,
  permissions: member.permissions,
  primaryMember: member.primary,
  active: true,
  defaultGroup: member.defaultGroup,
});

/** A member's role: PRIMARY or SECONDARY. */
export const role = (member: GroupMember | undefined): string => (member?.primary ? 'PRIMARY' : 'SECONDARY');

/** What cards have elsewhere, and not as cards of a group's members. */
const NOT_IN_GROUPS = {
  id: undefined,
  activeAndDigital: undefined,
  cardExternalId: undefined,
  entityCode: undefined,
  extendedFields: undefined,
};

/** A member as the lists of members show them. */
export function toMemberJson(
  world: World,
  group: UserGroup,
  member: GroupMember,
  show: Pick<Parameters<typeof userGroupGetMembersWithCards.query>, 'includeCardDetails' | 'includeStatusDetails'>,
): RowOf<typeof userGroupGetMembersWithCards> {
  const customer = world.customers[member.customerId];
  const cards = customer ? cardsOf(world, customer).map((card) => toCardJson(world, card)) : [];
  return {
    fleetUserId: member.customerId,
    ...(customer && {
      firstName: customerName(customer).firstName,
      lastName: customerName(customer).lastName,
      email: identifierOf(customer, 'email'),
      mobile: identifierOf(customer, 'mobile'),
    }),
    joinedOn: localDate(member.joinedOn, world.organisation.timezone),
    permissions: member.permissions.join(','),
    pointsContributed: contributed(world, group, member),
    role: role(member),
    roleCode: world.associations[member.customerId]?.roleCode ?? '',
    identifiers: (customer?.profiles ?? []).flatMap((profile) => profile.identifiers),
    cards: show.includeCardDetails
      ? cards.map((card) => ({
          ...card,
          ...NOT_IN_GROUPS,
          ...(!show.includeStatusDetails && { statusInfo: undefined }),
        }))
      : undefined,
    // The API's own spelling; true means active.
    inActive: true,
    primaryMember: member.primary,
  };
}

/** A change of a group's tier. */
export function toTierChangeJson(world: World, change: GroupTierChange): RowOf<typeof userGroupGetTierHistory> {
  const { program, timezone } = world.organisation;
  const name = (tier: number | null): string => tierOf(world, tier)?.name ?? '';
  const store = world.stores[world.tills[change.tillId]?.storeId ?? 0];
  return {
    fromSlabNumber: change.fromTier,
    toSlabNumber: change.toTier,
    from: name(change.fromTier),
    to: name(change.toTier),
    changedOn: zonedDateTime(change.changedOn, timezone),
    notes: change.reason === 'RENEWAL' ? 'Renewed on purchases' : `${name(change.toTier)} on purchases`,
    tillId: change.tillId,
    // Only zones and concepts are organization units.
    store: store && {
      id: store.id,
      code: store.code,
      description: store.description,
      name: store.name,
      type: 'STORE',
      adminType: 'GENERAL',
      isOrgUnit: false,
    },
    type: change.reason === 'RENEWAL' ? 'RENEW' : change.reason,
    programId: program.id,
  };
}

/** Optional parts of a bill. */
type BillEmbed = NonNullable<Parameters<typeof userGroupGetTransactions.query>['embed']>[number];

/** A bill of a group. */
export function toGroupBillJson(
  world: World,
  group: UserGroup,
  bill: Transaction,
  show: { embeds: readonly BillEmbed[]; creditNotes: boolean; roles: boolean },
): RowOf<typeof userGroupGetTransactions> {
  const shows = (embed: BillEmbed): boolean => show.embeds.includes(embed);
  const tenders = shows('PAYMENTDETAILS') && bill.type === 'REGULAR';
  const all = toTransactionJson(world, bill, { tenders, creditNotes: show.creditNotes, points: true });
  const { attribution: _, ...shown } = all;
  return {
    ...shown,
    ...(!shows('LINEITEMS') && { lineItems: undefined }),
    ...(!shows('CUSTOMFIELDS') && { customFields: undefined }),
    ...(!shows('EXTENDEDFIELDS') && { extendedFields: undefined }),
    pointSummary: toBillPointsJson(world, bill),
    billPointsBreakup: billPointsBreakup(world, bill),
    userGroup2: {
      id: group.id,
      groupStatus: group.status,
      lifeTimePurchases: group.lifetimePurchases,
      primaryUserId: primaryMember(group) ?? -1,
    },
    // Bills are processed at once.
    ...(bill.eventLogId !== null && { transactionEventStatus: 'PROCESSING_COMPLETE' }),
    ...(show.roles && { role: role(memberOf(group, bill.customerId ?? 0)) }),
  };
}
