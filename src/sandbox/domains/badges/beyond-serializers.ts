/** Groups, custom fields, a customer's badges in detail, and cycles of windows, as the gateway shows them. */
import type {
  badgeCustomFieldGet,
  badgeExplainForCustomer,
  badgeGetWindows,
  badgeGroupGet,
  badgeSearchForCustomer,
} from '../../../tools/beyond/badges.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { type Held, lastEarned, lastEvent } from './customer-lists.js';
import { countsIn, fixedWindow } from './limits.js';
import { allEnrolmentsOf, earnedOf, statusOf } from './rules.js';
import { CYCLES, changes, epoch, epochOrNull, groupNameOf, toExpiryJson } from './serializers.js';
import type { Badge, BadgeCustomField, BadgeEnrolment, BadgeGroup, BadgeLimit, EarnedBadge } from './state.js';
import type { Cycle } from './windows.js';

type ExplainedJson = PartOf<Answer<typeof badgeExplainForCustomer>, 'data'>;
type CustomerBadgeJson = ElementOf<PartOf<PartOf<Answer<typeof badgeSearchForCustomer>, 'data'>, 'customerBadges'>>;
type CycleJson = ElementOf<PartOf<PartOf<Answer<typeof badgeGetWindows>, 'data'>, 'fixedWindowCycles'>>;

const datedChanges = (each: Pick<Badge, 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>) => ({
  ...changes(each),
  createdOnISO: each.createdOn,
  lastUpdatedOnISO: each.modifiedOn,
});

export const toCustomFieldJson = (
  world: World,
  field: BadgeCustomField,
): PartOf<Answer<typeof badgeCustomFieldGet>, 'data'> => ({
  id: field.id,
  orgId: world.organisation.id,
  name: field.name,
  isMandatory: field.isMandatory,
  defaultValue: field.defaultValue,
  isActive: field.isActive,
  dataType: field.dataType,
  ...datedChanges(field),
});

export const toGroupJson = (world: World, group: BadgeGroup): PartOf<Answer<typeof badgeGroupGet>, 'data'> => ({
  id: group.id,
  orgId: world.organisation.id,
  name: group.name,
  rank: group.rank,
  isActive: group.isActive,
  ...datedChanges(group),
});

/** The state of an enrolment. The documentation shows only REVOKED. */
function enrolmentStatus(world: World, { revoked, expiresOn }: BadgeEnrolment): string {
  if (revoked) return 'REVOKED';
  return expiresOn !== null && expiresOn <= now(world) ? 'EXPIRED' : 'ISSUED';
}

const lastEnrolmentStatus = (world: World, enrolments: readonly BadgeEnrolment[]): string | null => {
  const last = enrolments.at(-1);
  return last ? enrolmentStatus(world, last) : null;
};

/** A badge on a customer's list. */
export function toHeldJson(world: World, customer: Customer, held: Held): CustomerBadgeJson {
  const { badge, earned } = held;
  const [earnedOn, eventOn] = [lastEarned(held) || null, lastEvent(held) || null];
  return {
    badgeMetaId: badge.id,
    name: badge.name,
    description: badge.description,
    badgeType: badge.earnType,
    badgeStatus: statusOf(world, badge),
    badgeGroupId: badge.groupId,
    badgeGroupName: groupNameOf(world, badge),
    badgeRank: badge.rank,
    startsOn: epoch(badge.startOn),
    startsOnISO: badge.startOn,
    expiresOn: epoch(badge.expiresOn),
    expiresOnISO: badge.expiresOn,
    earnCount: earned.length === 0 ? null : earned.length,
    lastEarnedOn: epochOrNull(earnedOn),
    lastEarnedOnISO: earnedOn,
    lastEarnedOnDate: epochOrNull(earnedOn),
    lastEarnEventDate: epochOrNull(eventOn),
    ownership: { restrictedToOwners: badge.owners, claims: badge.claims },
    issueStatus: lastEnrolmentStatus(world, allEnrolmentsOf(world, badge, customer.id)),
    images: badge.images,
    active: badge.active,
    createdOn: epoch(badge.createdOn),
    createdOnISO: badge.createdOn,
    lastUpdatedOn: epoch(badge.modifiedOn),
    lastUpdatedOnISO: badge.modifiedOn,
  };
}

/** The kinds of limits as this answer names them. */
const KINDS = {
  FIXED_VALUE: 'OVERALL',
  FIXED_WINDOW: 'FIXED_WINDOW',
  ROLLING_WINDOW: 'ROLLING_WINDOW',
  NO_LIMIT: 'NO_LIMIT',
};

function toUsedLimitJson(
  world: World,
  badge: Badge,
  { limit, level, earned }: { limit: BadgeLimit; level: 'CUSTOMER' | 'BADGE'; earned: readonly EarnedBadge[] },
): ElementOf<PartOf<ExplainedJson, 'customerConstraints'>> {
  const { sent, kind, referenceId } = limit;
  const status = statusOf(world, badge);
  const current = kind === 'FIXED_WINDOW' && status === 'LIVE' ? fixedWindow(badge, limit, now(world)) : null;
  const { total, DAYS, WEEKS, MONTHS } = countsIn(badge, limit, earned, now(world));
  return {
    constraintLevel: level,
    constraintType: KINDS[kind],
    maxEarnLimit: sent.maxEarnLimit ?? null,
    durationType: sent.durationType ?? null,
    refreshRate: sent.refreshRate ?? null,
    startDayOfTheWeek: sent.startDayOfTheWeek ?? null,
    rollType: sent.rollType ?? null,
    rollValue: sent.rollValue ?? null,
    cycleStatus: kind === 'FIXED_WINDOW' ? CYCLES[status] : null,
    earnConstraintBlockStatistics: {
      currentEarnCount: total,
      currentEarnCountDays: DAYS,
      currentEarnCountWeeks: WEEKS,
      currentEarnCountMonths: MONTHS,
    },
    fixedWindowCycle: current && { startDate: epoch(current.start), endDate: epoch(current.end) },
    fixedWindowReferenceId: kind === 'FIXED_WINDOW' ? referenceId : null,
  };
}

const toEnrolmentJson = (
  world: World,
  enrolment: BadgeEnrolment,
): ElementOf<PartOf<PartOf<ExplainedJson, 'issualDetails'>, 'issuals'>> => ({
  issueId: enrolment.id,
  issuedStatus: enrolmentStatus(world, enrolment),
  issuedOn: epoch(enrolment.issuedOn),
  issueEventDate: epoch(enrolment.at),
  issueExpiresOn: epochOrNull(enrolment.expiresOn),
  revokedOn: epochOrNull(enrolment.revokedOn),
  ownerType: enrolment.trigger?.ownerType ?? null,
  ownerReferenceId: enrolment.trigger?.referenceId ?? null,
});

/** What `includeStatistics` adds. No sample shows what is known of an earned badge. */
function usage(world: World, badge: Badge, customer: Customer): ExplainedJson {
  const own = earnedOf(world, badge, customer.id);
  const enrolments = allEnrolmentsOf(world, badge, customer.id);
  const used = (limits: readonly BadgeLimit[], level: 'CUSTOMER' | 'BADGE', earned: readonly EarnedBadge[]) =>
    limits.map((limit) => toUsedLimitJson(world, badge, { limit, level, earned }));
  return {
    customerConstraints: used(badge.customerLimits, 'CUSTOMER', own),
    badgeConstraints: used(badge.overallLimits, 'BADGE', earnedOf(world, badge)),
    issualDetails: {
      issuedCount: enrolments.length,
      issuals: enrolments.map((each) => toEnrolmentJson(world, each)),
    },
    issuedStatus: lastEnrolmentStatus(world, enrolments),
    earnDetails: {
      earnCount: own.length,
      earns: own.map(({ id, earnedOn, eventOn, expiresOn }) => ({
        earnedBadgeId: id,
        earnedOn: epoch(earnedOn),
        earnEventDate: epoch(eventOn),
        earnExpiresOn: epochOrNull(expiresOn),
      })),
    },
  };
}

/** One badge for one customer. */
export function toExplainedJson(
  world: World,
  badge: Badge,
  customer: Customer,
  withStatistics: boolean,
): ExplainedJson {
  const time = now(world);
  const valid = earnedOf(world, badge, customer.id).filter(({ expiresOn }) => expiresOn === null || expiresOn > time);
  return {
    id: badge.id,
    name: badge.name,
    description: badge.description,
    createdOn: epoch(badge.createdOn),
    lastUpdatedOn: epoch(badge.modifiedOn),
    startsOn: epoch(badge.startOn),
    expiresOn: epoch(badge.expiresOn),
    action: badge.active ? 'ACTIVATED' : 'DE_ACTIVATED',
    badgeType: badge.earnType,
    badgeStatus: statusOf(world, badge),
    owner: badge.owners,
    claimedBy: badge.claims.filter(({ isActive }) => isActive),
    images: badge.images,
    earnExpiry: toExpiryJson(badge.earnedExpiry),
    issueExpiry: badge.enrolmentExpiry && toExpiryJson(badge.enrolmentExpiry),
    ...(badge.groupId !== null && { badgeGroupId: badge.groupId, badgeGroupName: groupNameOf(world, badge) }),
    badgeRank: badge.rank,
    ...(withStatistics && usage(world, badge, customer)),
    activeEarnedCount: valid.length,
    customFields: badge.customFields,
  };
}

/** A cycle of a window; `earnCount` is null where it is not counted. */
export const toCycleJson = ({ limit, level, start, end }: Cycle, earnCount: number | null): CycleJson => ({
  fixedWindowCycleReferenceId: limit.referenceId,
  startDate: epoch(start),
  startDateISO: start,
  endDate: epoch(end),
  endDateISO: end,
  ...(earnCount !== null && { earnCount }),
  constraintType: level === 'BADGE' ? 'BADGE_FIXED_WINDOW' : 'CUSTOMER_BADGE_FIXED_WINDOW',
});
