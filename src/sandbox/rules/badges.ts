/** Badges: defining, claiming, switching, enrolling, earning, taking back. */

import { numberOf } from '../arguments.js';
import { DAY, type Instant, later, now } from '../clock.js';
import { fail, SandboxFailure, type Warning } from '../failure.js';
import type {
  Badge,
  BadgeClaim,
  BadgeEnrolment,
  BadgeExpiry,
  BadgeLimit,
  BadgeOrgMeta,
  BadgeTag,
  EarnedBadge,
} from '../state/badge.js';
import type { Customer } from '../state/customer.js';
import { nextId, type World } from '../world.js';
import { moved, within } from './badge-limits.js';
import { issueCoupon } from './coupons.js';
import { findCustomer } from './customers.js';

/** An id of 24 hex digits: the time, then a count, so that it needs no random draw. */
function objectId(world: World): string {
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
  return `${hex(Date.parse(now(world)) / 1000, 8)}5a3c1e7f${hex(nextId(world, 'badgeObject'), 8)}`;
}

/** Id of a limit's window, in the form of a UUID. */
export function limitId(world: World): string {
  return `e6791ec9-e92f-44af-8dc3-${nextId(world, 'badgeLimit').toString(16).padStart(12, '0')}`;
}

/** Creates the organisation's record. 409 where there is one. */
export function createOrgMeta(world: World, tags: BadgeTag[], tillId: number): BadgeOrgMeta {
  if (world.badgeOrgMeta) fail(409, 'The organisation already has its badge record', 409);
  const at = now(world);
  const changed = { createdOn: at, createdBy: tillId, modifiedOn: at, modifiedBy: tillId };
  world.badgeOrgMeta = { id: objectId(world), tags, ...changed };
  return world.badgeOrgMeta;
}

/** The organisation's record. 404 before it is made. */
export function orgMeta(world: World): BadgeOrgMeta {
  return world.badgeOrgMeta ?? fail(404, 'The organisation has no badge record yet', 404);
}

export function updateOrgMeta(world: World, tags: BadgeTag[], tillId: number): BadgeOrgMeta {
  return Object.assign(orgMeta(world), { tags, modifiedOn: now(world), modifiedBy: tillId });
}

/** What a caller determines of a badge. */
export type BadgeSettings = Omit<
  Badge,
  'id' | 'numericId' | 'claims' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'
>;

const isFixed = (limits: readonly BadgeLimit[]): boolean => limits.some(({ kind }) => kind === 'FIXED_WINDOW');

/** All that stands against settings, of a new badge or of one that exists: the API tells several at once. */
export function problemsOf(
  world: World,
  settings: BadgeSettings,
  { badge, imported = false }: { badge?: Badge; imported?: boolean } = {},
): Warning[] {
  const { name, startOn, expiresOn, owners, customerLimits, overallLimits } = settings;
  const problems: Warning[] = [];
  const refuse = (when: boolean, code: number, message: string): void => {
    if (when) problems.push({ code, message });
  };
  const taken = Object.values(world.badges).some((other) => other.name === name && other.id !== badge?.id);
  refuse(taken, 725, `There already is a badge named ${name}`);
  refuse(owners.length === 0, 728, 'At least one owner is needed');
  refuse(!imported && !badge && owners.includes('Historical_Import'), 714, 'Historical_Import is for migration only');
  refuse(startOn >= expiresOn, 720, 'The start must be before the end');
  const tags = world.badgeOrgMeta?.tags;
  for (const { key, mandatory } of tags ?? []) {
    const isSet = settings.tags.some((tag) => tag.name === key && tag.value !== '');
    refuse(mandatory && !isSet, 999999, `The tag ${key} is mandatory`);
  }
  for (const tag of settings.tags) {
    const known = tags === undefined || tags.some(({ key }) => key === tag.name);
    refuse(!known, 999999, `The organisation has no tag ${tag.name}`);
  }
  if (!badge) {
    refuse(!imported && startOn < now(world), 722, 'The start lies in the past');
    return problems;
  }
  refuse(statusOf(world, badge) !== 'UPCOMING' && startOn !== badge.startOn, 723, 'The start of a live badge is fixed');
  refuse(expiresOn < now(world), 724, 'The end lies in the past');
  const switched =
    (badge.customerLimits.length > 0 && isFixed(badge.customerLimits) !== isFixed(customerLimits)) ||
    (badge.overallLimits.length > 0 && isFixed(badge.overallLimits) !== isFixed(overallLimits));
  refuse(switched, 826, 'A fixed window cannot become another kind of limit, nor the reverse');
  for (const { ownerType } of badge.claims.filter(({ isActive }) => isActive)) {
    refuse(!owners.includes(ownerType), 400, `${ownerType} has claimed the badge and must stay an owner`);
  }
  return problems;
}

/** Creates a badge from settings that `problemsOf` finds nothing against. */
export function createBadge(world: World, settings: BadgeSettings, tillId: number): Badge {
  const at = now(world);
  const badge: Badge = {
    id: objectId(world),
    numericId: nextId(world, 'badge'),
    ...settings,
    claims: [],
    createdOn: at,
    createdBy: tillId,
    modifiedOn: at,
    modifiedBy: tillId,
  };
  world.badges[badge.id] = badge;
  return badge;
}

/** Replaces a badge's settings by ones that `problemsOf` finds nothing against. */
export function updateBadge(world: World, badge: Badge, settings: BadgeSettings, tillId: number): void {
  Object.assign(badge, settings, { modifiedOn: now(world), modifiedBy: tillId });
}

/** A badge. 1054. */
export function badgeById(world: World, id: string): Badge {
  return world.badges[id] ?? fail(1054, `GLOBAL.BADGE_NOT_FOUND: there is no badge ${id}`);
}

/** Where a badge stands in its life. */
export function statusOf(world: World, { startOn, expiresOn }: Badge): 'UPCOMING' | 'LIVE' | 'EXPIRED' {
  const time = now(world);
  if (time < startOn) return 'UPCOMING';
  return time < expiresOn ? 'LIVE' : 'EXPIRED';
}

/** Claims a badge; claiming again by the same record changes nothing. 717, 714. */
export function claimBadge(badge: Badge, { ownerType, referenceId }: Omit<BadgeClaim, 'isActive'>): void {
  if (referenceId === '') fail(717, 'The id of the owner is required');
  if (!badge.owners.includes(ownerType)) fail(714, `${ownerType} may not own this badge`);
  const same = badge.claims.some((each) => each.ownerType === ownerType && each.referenceId === referenceId);
  if (!same) badge.claims.push({ ownerType, referenceId, isActive: true });
}

export function setBadgeActive(world: World, badge: Badge, active: boolean, tillId: number): void {
  if (badge.active === active) return;
  Object.assign(badge, { active, modifiedOn: now(world), modifiedBy: tillId });
}

/** When something of a badge ends that began at a moment; null for never. */
export function endOf(badge: Badge, expiry: BadgeExpiry, from: Instant): Instant | null {
  if (expiry.expiryType === 'NEVER') return null;
  if (expiry.expiryType === 'RELATIVE') return moved(from, expiry.unit, expiry.value);
  return expiry.expiresOn ?? badge.expiresOn;
}

/** Who or what causes an enrolment or earning; null for nobody in particular, such as Member Care. */
export type Trigger = Omit<BadgeClaim, 'isActive'> | null;

interface Cause {
  requestId: string;
  eventOn: Instant;
  trigger: Trigger;
}

/** What enrolling and earning both need: 809, 816, a badge that is on, and a claim of who causes it. */
function checkCause(world: World, badge: Badge, { requestId, eventOn, trigger }: Cause): void {
  const used = [...Object.values(world.badgeEnrolments), ...Object.values(world.earnedBadges)];
  if (requestId !== '' && used.some((each) => each.requestId === requestId)) fail(809, 'requestId was already used');
  if (!badge.active) fail(400, `Badge ${badge.id} is not active`);
  if (eventOn < badge.startOn || eventOn > badge.expiresOn) fail(816, 'The event lies outside the badge validity');
  if (trigger === null) return;
  const claimed = badge.claims.some(
    (each) => each.isActive && each.ownerType === trigger.ownerType && each.referenceId === trigger.referenceId,
  );
  if (!claimed) fail(400, `${trigger.ownerType} ${trigger.referenceId} has not claimed the badge`);
}

/** A customer by id. 1026. */
export function badgeCustomer(world: World, id: unknown): Customer {
  const number = numberOf(id);
  const customer = number === null ? undefined : findCustomer(world, 'id', String(number));
  return customer ?? fail(1026, 'Customer not found');
}

/** One row of many: what came of it, or why nothing did. */
export interface BadgeRow {
  customerId: number | string;
  issuedId?: string;
  failure?: SandboxFailure;
}

/** What `act` gives, or the row's failure. */
function row(customerId: number | string, act: () => BadgeRow[]): BadgeRow[] {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return [{ customerId, failure: error }];
  }
}

/** Enrols customers; each may fail alone (1026). 809, 816, and 400 for a badge that is given directly, for all. */
export function enrol(world: World, badge: Badge, ids: readonly (number | string)[], cause: Cause): BadgeRow[] {
  checkCause(world, badge, cause);
  const { enrolmentExpiry } = badge;
  if (enrolmentExpiry === null) return fail(400, 'Nobody is enrolled in a badge that is given directly');
  return ids.flatMap((id) =>
    row(id, () => {
      const customer = badgeCustomer(world, id);
      const enrolment: BadgeEnrolment = {
        id: objectId(world),
        badgeId: badge.id,
        customerId: customer.id,
        at: cause.eventOn,
        expiresOn: endOf(badge, enrolmentExpiry, cause.eventOn),
        revoked: false,
        requestId: cause.requestId,
      };
      world.badgeEnrolments[enrolment.id] = enrolment;
      return [{ customerId: customer.id, issuedId: enrolment.id }];
    }),
  );
}

/** A customer's enrolments in a badge that were not cancelled. */
function enrolmentsOf(world: World, badge: Badge, customerId: number): BadgeEnrolment[] {
  return Object.values(world.badgeEnrolments).filter(
    (each) => each.badgeId === badge.id && each.customerId === customerId && !each.revoked,
  );
}

/** The enrolment that holds at a moment, if any. */
export function enrolmentAt(world: World, badge: Badge, customerId: number, at: Instant): BadgeEnrolment | undefined {
  return enrolmentsOf(world, badge, customerId).find(
    (each) => at >= each.at && (each.expiresOn === null || at <= each.expiresOn),
  );
}

/** Earned badges that were not taken back: of a customer, or of all. */
export function earnedOf(world: World, badge: Badge, customerId?: number): EarnedBadge[] {
  return Object.values(world.earnedBadges).filter(
    (each) =>
      each.badgeId === badge.id && !each.revoked && (customerId === undefined || each.customerId === customerId),
  );
}

/** Whether a customer may earn a badge once more at a moment, by its limits. */
export function withinLimits(world: World, badge: Badge, customerId: number, at: Instant): boolean {
  const own = earnedOf(world, badge, customerId);
  const all = earnedOf(world, badge);
  return (
    badge.customerLimits.every((limit) => within(badge, limit, own, at)) &&
    badge.overallLimits.every((limit) => within(badge, limit, all, at))
  );
}

/**
 * Gives a badge to a customer, and the coupons that come with it. 809, 816 (also for more than 24 hours ahead), 811
 * without enrolment where the badge needs one, 400 over a limit. A coupon that cannot be had is a warning.
 */
export function earn(
  world: World,
  badge: Badge,
  customer: Customer,
  cause: Cause,
): { earned: EarnedBadge; warnings: Warning[] } {
  const { requestId, eventOn } = cause;
  checkCause(world, badge, cause);
  if (eventOn > later(now(world), DAY)) fail(816, 'The event lies more than 24 hours ahead');
  // An enrolment is not used up: how often it leads to the badge is for the limits to say.
  const enrolment = enrolmentAt(world, badge, customer.id, eventOn);
  if (badge.earnType === 'ISSUE_EARN' && !enrolment) fail(811, 'The customer must be enrolled first');
  if (!withinLimits(world, badge, customer.id, eventOn)) fail(400, 'The badge was earned as often as its limits allow');
  const earned: EarnedBadge = {
    id: objectId(world),
    badgeId: badge.id,
    customerId: customer.id,
    enrolmentId: enrolment?.id ?? null,
    earnedOn: now(world),
    eventOn,
    expiresOn: endOf(badge, badge.earnedExpiry, eventOn),
    revoked: false,
    requestId,
  };
  world.earnedBadges[earned.id] = earned;
  return { earned, warnings: giveCoupons(world, badge, customer) };
}

function giveCoupons(world: World, badge: Badge, customer: Customer): Warning[] {
  return badge.benefits.flatMap(({ benefitType, seriesId }) => {
    if (benefitType !== 'COUPON') return [];
    const series = world.couponSeries[numberOf(seriesId) ?? 0];
    if (!series) return [{ code: 400, message: `There is no coupon series ${seriesId} to give a coupon of` }];
    try {
      issueCoupon(world, series, customer, badge.tillId);
      return [];
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return [{ code: error.code, message: error.message }];
    }
  });
}

/** Cancels enrolments: all of each customer, or single ones. Rows fail alone: 404. */
export function revokeEnrolments(
  world: World,
  badge: Badge,
  asked: readonly { customerId: number | string; issueId?: string }[],
): BadgeRow[] {
  return asked.flatMap(({ customerId, issueId }) =>
    row(customerId, () => {
      const id = badgeCustomer(world, customerId).id;
      const found = enrolmentsOf(world, badge, id).filter((each) => issueId === undefined || each.id === issueId);
      if (found.length === 0) fail(404, 'The customer has no such enrolment in the badge');
      for (const each of found) each.revoked = true;
      return found.map((each) => ({ customerId: id, issuedId: each.id }));
    }),
  );
}

/** Takes an earned badge back. 814. */
export function revokeEarned(world: World, badge: Badge, customer: Customer, earnedId: string): EarnedBadge {
  const earned = earnedOf(world, badge, customer.id).find(({ id }) => id === earnedId);
  if (!earned) return fail(814, `The customer has no active earned badge ${earnedId}`);
  earned.revoked = true;
  return earned;
}
