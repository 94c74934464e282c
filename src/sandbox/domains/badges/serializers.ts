/** Badges as the gateway shows them: times as epoch seconds, with ISO twins. */
import type { badgeGet, badgeGetForCustomer, badgeGetOrgMeta } from '../../../tools/badges/badges.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { fixedWindow } from './limits.js';
import { earnedOf, statusOf } from './rules.js';
import type { Badge, BadgeExpiry, BadgeLimit, BadgeOrgMeta, EarnedBadge } from './state.js';

type BadgeJson = PartOf<Answer<typeof badgeGet>, 'data'>;
type CustomerBadgeJson = ElementOf<PartOf<PartOf<Answer<typeof badgeGetForCustomer>, 'data'>, 'badges'>>;
type LimitJson = ElementOf<PartOf<BadgeJson, 'customerConstraints'>>;

export const epoch = (at: Instant): number => Date.parse(at) / 1000;

export const epochOrNull = (at: Instant | null): number | null => (at === null ? null : epoch(at));

export const changes = (each: Pick<Badge, 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>) => ({
  createdOn: epoch(each.createdOn),
  createdBy: each.createdBy,
  lastUpdatedOn: epoch(each.modifiedOn),
  lastUpdatedBy: each.modifiedBy,
});

export const toOrgMetaJson = (world: World, meta: BadgeOrgMeta): PartOf<Answer<typeof badgeGetOrgMeta>, 'data'> => ({
  id: meta.id,
  orgId: world.organisation.id,
  tags: meta.tags,
  ...changes(meta),
});

export function toExpiryJson(expiry: BadgeExpiry): BadgeJson['earnedBadgeExpiry'] {
  const { expiryType } = expiry;
  if (expiryType === 'NEVER') return { expiryType };
  if (expiryType === 'RELATIVE') return { expiryType, relativeExpirytype: expiry.unit, value: expiry.value };
  const withBadge = expiry.expiresOn === null;
  return {
    expiryType,
    type: withBadge ? 'WITH_BADGE_META' : 'FIXED_DATE',
    expiresOn: epochOrNull(expiry.expiresOn),
    expiresOnISO: expiry.expiresOn,
    expireWithBadgeMeta: withBadge,
  };
}

const expiries = ({ earnedExpiry, enrolmentExpiry }: Badge) => ({
  earnedBadgeExpiry: toExpiryJson(earnedExpiry),
  issuedBadgeExpiry: enrolmentExpiry && toExpiryJson(enrolmentExpiry),
});

export const CYCLES = { UPCOMING: 'UPCOMING', LIVE: 'ACTIVE', EXPIRED: 'EXPIRED' } as const;

/** A limit as it was sent, with its current usage. */
function toLimitJson(world: World, badge: Badge, limit: BadgeLimit): LimitJson {
  const status = statusOf(world, badge);
  const current = limit.kind === 'FIXED_WINDOW' && status === 'LIVE' ? fixedWindow(badge, limit, now(world)) : null;
  return {
    ...limit.sent,
    referenceId: limit.referenceId,
    cycleStatus: CYCLES[status],
    startDate: epoch(badge.startOn),
    startDateISO: badge.startOn,
    endDate: epoch(badge.expiresOn),
    endDateISO: badge.expiresOn,
    ...(current && { currentCycle: { startDate: epoch(current.start), endDate: epoch(current.end) } }),
  };
}

/** The members that every answer shows of a badge, whatever it calls the id. */
const common = (world: World, badge: Badge) => ({
  orgId: world.organisation.id,
  name: badge.name,
  description: badge.description,
  startOn: epoch(badge.startOn),
  startOnISO: badge.startOn,
  expiresOn: epoch(badge.expiresOn),
  expiresOnISO: badge.expiresOn,
  images: badge.images,
  tags: badge.tags,
  ownership: { restrictedToOwners: badge.owners, claims: badge.claims },
  earnType: badge.earnType,
  badgeGroupId: badge.groupId,
  badgeRank: badge.rank,
  benefits: badge.benefits,
  customFields: badge.customFields,
  active: badge.active,
});

const limits = (world: World, badge: Badge) => ({
  customerConstraints: badge.customerLimits.map((limit) => toLimitJson(world, badge, limit)),
  badgeConstraints: badge.overallLimits.map((limit) => toLimitJson(world, badge, limit)),
});

/** Everything about a badge. */
export const toBadgeJson = (world: World, badge: Badge): BadgeJson => ({
  id: badge.id,
  badgeNumericId: badge.numericId,
  ...common(world, badge),
  ...expiries(badge),
  ...limits(world, badge),
  status: statusOf(world, badge),
  ...changes(badge),
  createdOnISO: badge.createdOn,
  lastUpdatedOnISO: badge.modifiedOn,
});

/** The number of enrolments and earned badges that were not revoked. */
export function statistics(world: World, badge: Badge) {
  const enrolments = Object.values(world.badgeEnrolments).filter((each) => each.badgeId === badge.id && !each.revoked);
  return { issuedCount: enrolments.length, earnedCount: earnedOf(world, badge).length };
}

/** A badge in the list of all. */
export const toListedBadgeJson = (world: World, badge: Badge): BadgeJson => ({
  id: badge.id,
  ...common(world, badge),
  ...expiries(badge),
  status: statusOf(world, badge),
  badgeGroupName: groupNameOf(world, badge),
  ...statistics(world, badge),
  ...changes(badge),
  createdOnISO: badge.createdOn,
  lastUpdatedOnISO: badge.modifiedOn,
});

/** A badge next to a customer, with how often they earned it. */
export function toCustomerBadgeJson(world: World, badge: Badge, earned: readonly EarnedBadge[]): CustomerBadgeJson {
  const earnedOn = latest(earned.map((each) => each.earnedOn));
  const eventOn = latest(earned.map((each) => each.eventOn));
  return {
    badgeMetaId: badge.id,
    ...common(world, badge),
    badgeGroupName: groupNameOf(world, badge),
    ...limits(world, badge),
    earnedCount: earned.length === 0 ? null : earned.length,
    lastEarnedOnDate: epochOrNull(earnedOn),
    lastEarnedOnDateISO: earnedOn,
    lastEarnEventDate: epochOrNull(eventOn),
    lastEarnEventDateISO: eventOn,
  };
}

export const groupNameOf = (world: World, { groupId }: Badge): string | null =>
  world.badgeGroups[groupId ?? '']?.name ?? null;

/** What an answer says about its page. */
export const toPageJson = ({ page, limit }: { page: number; limit: number }, size: number, total: number) => ({
  page,
  size,
  total,
  totalPages: Math.ceil(total / limit),
});

/** The latest moment; null for an empty list. */
export function latest(moments: readonly Instant[]): Instant | null {
  return moments.reduce<Instant | null>((last, each) => (last === null || each > last ? each : last), null);
}
