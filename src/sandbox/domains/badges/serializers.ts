/** Badges as the gateway shows them: times as epoch seconds, some with ISO twins. */

import { numberOf } from '../../http/arguments.js';
import type { Instant } from '../../world/clock.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { fixedWindow } from './limits.js';
import { earnedOf, statusOf } from './rules.js';
import type { Badge, BadgeExpiry, BadgeLimit, BadgeOrgMeta, EarnedBadge } from './state.js';

const epoch = (at: Instant): number => Date.parse(at) / 1000;

export const epochOrNull = (at: Instant | null): number | null => (at === null ? null : epoch(at));

const changes = (each: Pick<Badge, 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>): object => ({
  createdOn: epoch(each.createdOn),
  createdBy: each.createdBy,
  lastUpdatedOn: epoch(each.modifiedOn),
  lastUpdatedBy: each.modifiedBy,
});

export function orgMetaFace(world: World, meta: BadgeOrgMeta): object {
  return { id: meta.id, orgId: world.organisation.id, tags: meta.tags, ...changes(meta) };
}

function expiryFace(expiry: BadgeExpiry | null): object | null {
  if (expiry === null || expiry.expiryType === 'NEVER') return expiry;
  const { expiryType } = expiry;
  if (expiryType === 'RELATIVE') return { expiryType, relativeExpirytype: expiry.unit, value: expiry.value };
  const withBadge = expiry.expiresOn === null;
  return {
    expiryType,
    type: withBadge ? 'WITH_BADGE_META' : 'FIXED_DATE',
    expiresOn: epochOrNull(expiry.expiresOn),
    expireWithBadgeMeta: withBadge,
  };
}

const CYCLES = { UPCOMING: 'UPCOMING', LIVE: 'ACTIVE', EXPIRED: 'EXPIRED' } as const;

/** A limit as it was sent, with its current usage. */
function limitFace(world: World, badge: Badge, limit: BadgeLimit): object {
  const status = statusOf(world, badge);
  const current = limit.kind === 'FIXED_WINDOW' && status === 'LIVE' ? fixedWindow(badge, limit, now(world)) : null;
  return {
    ...limit.sent,
    referenceId: limit.referenceId,
    cycleStatus: CYCLES[status],
    startDate: epoch(badge.startOn),
    endDate: epoch(badge.expiresOn),
    ...(current && { currentCycle: { startDate: epoch(current.start), endDate: epoch(current.end) } }),
  };
}

/** The fields that every answer shows of a badge, whatever it calls the id. */
function common(world: World, badge: Badge): object {
  return {
    orgId: world.organisation.id,
    name: badge.name,
    description: badge.description,
    startOn: epoch(badge.startOn),
    expiresOn: epoch(badge.expiresOn),
    images: badge.images,
    tags: badge.tags,
    ownership: { restrictedToOwners: badge.owners, claims: badge.claims },
    earnType: badge.earnType,
    badgeGroupId: badge.groupId,
    badgeRank: badge.rank,
    customFields: badge.customFields,
    active: badge.active,
  };
}

const limits = (world: World, badge: Badge): object => ({
  customerConstraints: badge.customerLimits.map((limit) => limitFace(world, badge, limit)),
  badgeConstraints: badge.overallLimits.map((limit) => limitFace(world, badge, limit)),
});

/** Everything about a badge. */
export function badgeFace(world: World, badge: Badge): object {
  return {
    id: badge.id,
    badgeNumericId: badge.numericId,
    ...common(world, badge),
    startOnISO: badge.startOn,
    expiresOnISO: badge.expiresOn,
    earnedBadgeExpiry: expiryFace(badge.earnedExpiry),
    issuedBadgeExpiry: expiryFace(badge.enrolmentExpiry),
    ...limits(world, badge),
    benefits: badge.benefits,
    status: statusOf(world, badge),
    ...changes(badge),
    createdOnISO: badge.createdOn,
  };
}

/** The number of enrolments and earned badges that were not revoked. */
export function statistics(world: World, badge: Badge): object {
  const enrolments = Object.values(world.badgeEnrolments).filter((each) => each.badgeId === badge.id && !each.revoked);
  return { issuedCount: enrolments.length, earnedCount: earnedOf(world, badge).length };
}

/** A badge in the list of all. */
export function listedBadgeFace(world: World, badge: Badge): object {
  return {
    id: badge.id,
    ...common(world, badge),
    earnedBadgeExpiry: expiryFace(badge.earnedExpiry),
    status: statusOf(world, badge),
    badgeGroupName: null,
    ...statistics(world, badge),
    ...changes(badge),
  };
}

/** A badge next to a customer, with how often they earned it. */
export function customerBadgeFace(world: World, badge: Badge, earned: readonly EarnedBadge[]): object {
  return {
    badgeMetaId: badge.id,
    ...common(world, badge),
    badgeGroupName: null,
    benefits: badge.benefits,
    ...limits(world, badge),
    earnedCount: earned.length === 0 ? null : earned.length,
    lastEarnedOnDate: epochOrNull(latest(earned.map(({ earnedOn }) => earnedOn))),
    lastEarnEventDate: epochOrNull(latest(earned.map(({ eventOn }) => eventOn))),
  };
}

/** The latest moment; null for an empty list. */
export function latest(moments: readonly Instant[]): Instant | null {
  return moments.reduce<Instant | null>((last, each) => (last === null || each > last ? each : last), null);
}

/** A page; `page` counts from 0. */
export function badgePages(page: { page: number; limit: number }, size: number, total: number): object {
  return { page: page.page, size, total, totalPages: Math.ceil(total / page.limit) };
}

/** A number of epoch milliseconds or, as older samples have it, seconds. */
export function epochInput(value: unknown): number | null {
  const number = numberOf(value);
  if (number === null) return null;
  return Math.abs(number) > 1e11 ? number : number * 1000;
}
