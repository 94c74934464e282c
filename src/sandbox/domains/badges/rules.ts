/** Badges: defining, claiming, activating, enrolling, earning and revoking them. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail, failUnknown, type Problem, SandboxFailure, SeveralProblems, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { issueCoupon } from '../coupon/rules.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { customFieldProblems } from './field-values.js';
import { moved, within } from './limits.js';
import type {
  Badge,
  BadgeClaim,
  BadgeEnrolment,
  BadgeExpiry,
  BadgeLimit,
  BadgeOrgMeta,
  BadgeTag,
  EarnedBadge,
} from './state.js';

/** The middle of the ids of each kind. Each has its own counter. */
const OBJECTS = { badgeObject: '5a3c1e7f', badgeGroup: '7c5e3a91', badgeCustomField: '6b4d2f80' } as const;

/** An id of 24 hex digits: the time, then a counter, so that it needs no random draw. */
export function objectId(world: World, kind: keyof typeof OBJECTS = 'badgeObject'): string {
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
  return `${hex(Date.parse(now(world)) / 1000, 8)}${OBJECTS[kind]}${hex(nextId(world, kind), 8)}`;
}

/** Id of a limit's window, in the form of a UUID. */
function limitId(world: World): string {
  return `e6791ec9-e92f-44af-8dc3-${nextId(world, 'badgeLimit').toString(16).padStart(12, '0')}`;
}

/**
 * Creates the organization's badge record.
 * @throws 409 if it already exists
 */
export function createOrgMeta(world: World, tags: readonly BadgeTag[], tillId: number): BadgeOrgMeta {
  if (world.badgeOrgMeta) fail(409, 'The organization already has a badge record', 409);
  const at = now(world);
  const changed = { createdOn: at, createdBy: tillId, modifiedOn: at, modifiedBy: tillId };
  world.badgeOrgMeta = { id: objectId(world), tags, ...changed };
  return world.badgeOrgMeta;
}

/**
 * The organization's badge record.
 * @throws 404 if it was not created yet
 */
export function orgMeta(world: World): BadgeOrgMeta {
  return world.badgeOrgMeta ?? fail(404, 'The organization has no badge record yet', 404);
}

export function updateOrgMeta(world: World, tags: readonly BadgeTag[], tillId: number): BadgeOrgMeta {
  return Object.assign(orgMeta(world), { tags, modifiedOn: now(world), modifiedBy: tillId });
}

/** A limit; without the id of one that the badge has, it is a new one. */
type NewLimit = Omit<BadgeLimit, 'referenceId'> & { readonly referenceId?: string };

/** The settings of a badge that a caller chooses. */
export type BadgeSettings = Omit<
  Badge,
  | 'id'
  | 'numericId'
  | 'claims'
  | 'customerLimits'
  | 'overallLimits'
  | 'createdOn'
  | 'createdBy'
  | 'modifiedOn'
  | 'modifiedBy'
> & { readonly customerLimits: readonly NewLimit[]; readonly overallLimits: readonly NewLimit[] };

type Claim = Omit<BadgeClaim, 'isActive'>;

const isFixed = (limits: readonly NewLimit[]): boolean => limits.some(({ kind }) => kind === 'FIXED_WINDOW');

/** The limits with their ids: that of a limit that there was, or a new one. */
const identified = (world: World, limits: readonly NewLimit[], existing: readonly BadgeLimit[] = []): BadgeLimit[] =>
  limits.map((limit) => {
    const known = existing.find(({ referenceId }) => referenceId === limit.referenceId);
    return { ...limit, referenceId: known?.referenceId ?? limitId(world) };
  });

/**
 * Checks the settings of a new or an existing badge.
 * @throws SeveralProblems with all that is wrong
 */
export function checkBadge(
  world: World,
  settings: BadgeSettings,
  about: { badge?: Badge; imported?: boolean } = {},
): void {
  const [first, ...others] = problemsOf(world, settings, about);
  if (first) throw new SeveralProblems([first, ...others]);
}

function problemsOf(
  world: World,
  settings: BadgeSettings,
  { badge, imported = false }: { badge?: Badge; imported?: boolean },
): Problem[] {
  const { name, startOn, expiresOn, owners, customerLimits, overallLimits } = settings;
  const problems: Problem[] = [];
  const refuse = (when: boolean, code: number, message: string, reference: string | null = null): void => {
    if (when) problems.push({ code, message, reference });
  };
  const taken = Object.values(world.badges).some((other) => other.name === name && other.id !== badge?.id);
  refuse(taken, 725, `A badge named ${name} already exists`, 'name');
  refuse(owners.length === 0, 728, 'At least one owner is required', 'ownership.restrictedToOwners');
  refuse(
    !imported && !badge && owners.includes('Historical_Import'),
    714,
    'Owner Historical_Import is for migrations only',
    'ownership.restrictedToOwners',
  );
  refuse(startOn >= expiresOn, 720, 'The start date must be before the end date');
  const tags = world.badgeOrgMeta?.tags;
  for (const { key, mandatory } of tags ?? []) {
    const isSet = settings.tags.some((tag) => tag.name === key && tag.value !== '');
    refuse(mandatory && !isSet, 999999, `The tag ${key} is mandatory`);
  }
  for (const tag of settings.tags) {
    const known = tags === undefined || tags.some(({ key }) => key === tag.name);
    refuse(!known, 999999, `Tag ${tag.name} does not exist in the organization`);
  }
  for (const { reference, message } of customFieldProblems(world, settings.customFields))
    refuse(true, 400, message, reference);
  const isGroup = settings.groupId === null || world.badgeGroups[settings.groupId] !== undefined;
  refuse(!isGroup, 400, `Badge group ${settings.groupId} does not exist`, 'badgeGroupId');
  if (!badge) {
    refuse(!imported && startOn < now(world), 722, 'The start date is in the past');
    return problems;
  }
  refuse(
    statusOf(world, badge) !== 'UPCOMING' && startOn !== badge.startOn,
    723,
    'The start date of a live badge cannot change',
  );
  refuse(expiresOn < now(world), 724, 'The end date is in the past');
  const switched =
    (badge.customerLimits.length > 0 && isFixed(badge.customerLimits) !== isFixed(customerLimits)) ||
    (badge.overallLimits.length > 0 && isFixed(badge.overallLimits) !== isFixed(overallLimits));
  refuse(switched, 826, 'A limit cannot change to or from a fixed window');
  for (const { ownerType } of badge.claims.filter(({ isActive }) => isActive)) {
    refuse(!owners.includes(ownerType), 400, `${ownerType} has claimed the badge and must stay an owner`);
  }
  return problems;
}

/**
 * Creates a badge. Its settings must have passed `checkBadge`.
 * @throws 717, 714 if it cannot be claimed so
 */
export function createBadge(
  world: World,
  settings: BadgeSettings,
  tillId: number,
  claims: readonly Claim[] = [],
): Badge {
  for (const claim of claims) checkClaim(settings, claim);
  const at = now(world);
  const badge: Badge = {
    id: objectId(world),
    numericId: nextId(world, 'badge'),
    ...settings,
    customerLimits: identified(world, settings.customerLimits),
    overallLimits: identified(world, settings.overallLimits),
    claims: [],
    createdOn: at,
    createdBy: tillId,
    modifiedOn: at,
    modifiedBy: tillId,
  };
  world.badges[badge.id] = badge;
  for (const claim of claims) claimBadge(badge, claim);
  return badge;
}

/** Replaces the settings of a badge. They must have passed `checkBadge`. */
export function updateBadge(world: World, badge: Badge, settings: BadgeSettings, tillId: number): Badge {
  return Object.assign(badge, settings, {
    customerLimits: identified(world, settings.customerLimits, badge.customerLimits),
    overallLimits: identified(world, settings.overallLimits, badge.overallLimits),
    modifiedOn: now(world),
    modifiedBy: tillId,
  });
}

/**
 * Finds a badge by its id.
 * @throws 1054 if the badge does not exist
 */
export function badgeById(world: World, id: string): Badge {
  return world.badges[id] ?? failUnknown(1054, 'GLOBAL.BADGE_NOT_FOUND: badge', id);
}

/** The lifecycle status of a badge. */
export function statusOf(world: World, { startOn, expiresOn }: Badge): 'UPCOMING' | 'LIVE' | 'EXPIRED' {
  const time = now(world);
  if (time < startOn) return 'UPCOMING';
  return time < expiresOn ? 'LIVE' : 'EXPIRED';
}

/**
 * Claims a badge for an owner. Claiming it again for the same owner record changes nothing.
 * @throws 717 if `referenceId` is empty
 * @throws 714 if the owner type may not own the badge
 */
export function claimBadge(badge: Badge, claim: Claim): BadgeClaim {
  checkClaim(badge, claim);
  const { ownerType, referenceId } = claim;
  const same = badge.claims.find((each) => each.ownerType === ownerType && each.referenceId === referenceId);
  if (same) return Object.assign(same, { isActive: true });
  const added = { ownerType, referenceId, isActive: true };
  badge.claims.push(added);
  return added;
}

/**
 * Takes a claim back. What was given through it stays.
 * @throws 737 if there is no such claim
 */
export function unclaimBadge(badge: Badge, { ownerType, referenceId }: Claim): BadgeClaim {
  const claim = badge.claims.find(
    (each) => each.isActive && each.ownerType === ownerType && each.referenceId === referenceId,
  );
  if (!claim) return fail(737, `${ownerType} ${referenceId} has no claim on the badge`);
  return Object.assign(claim, { isActive: false });
}

function checkClaim({ owners }: Pick<Badge, 'owners'>, { ownerType, referenceId }: Claim): void {
  if (referenceId === '') fail(717, 'The owner id is required');
  if (!owners.includes(ownerType)) fail(714, `${ownerType} may not own this badge`);
}

export function setBadgeActive(world: World, badge: Badge, active: boolean, tillId: number): void {
  if (badge.active === active) return;
  Object.assign(badge, { active, modifiedOn: now(world), modifiedBy: tillId });
}

/** When an enrolment or an earned badge that began at a moment ends; null for never. */
export function endOf(badge: Badge, expiry: BadgeExpiry, from: Instant): Instant | null {
  if (expiry.expiryType === 'NEVER') return null;
  if (expiry.expiryType === 'RELATIVE') return moved(from, expiry.unit, expiry.value);
  return expiry.expiresOn ?? badge.expiresOn;
}

/**
 * The cause of an enrolment or an earned badge. `trigger` is null if there is no owner record behind it, such as for
 * Member Care.
 */
export type Trigger = Claim | null;

interface Cause {
  requestId: string;
  eventOn: Instant;
  trigger: Trigger;
}

/**
 * Checks what enrolling and earning have in common.
 * @throws 809 if the request id was already used
 * @throws 816 if the event is outside the badge's validity
 * @throws 810 if the trigger has not claimed the badge
 * @throws 400 if the badge is not active
 */
function checkCause(world: World, badge: Badge, { requestId, eventOn, trigger }: Cause): void {
  const used = [...Object.values(world.badgeEnrolments), ...Object.values(world.earnedBadges)];
  if (requestId !== '' && used.some((each) => each.requestId === requestId)) fail(809, 'requestId was already used');
  if (!badge.active) fail(400, `Badge ${badge.id} is not active`);
  if (eventOn < badge.startOn || eventOn > badge.expiresOn) fail(816, 'The event is outside the validity of the badge');
  if (trigger === null) return;
  const claimed = badge.claims.some(
    (each) => each.isActive && each.ownerType === trigger.ownerType && each.referenceId === trigger.referenceId,
  );
  if (!claimed) fail(810, `${trigger.ownerType} ${trigger.referenceId} has not claimed the badge`, 409);
}

/**
 * Finds a customer by id.
 * @throws 1026 if the customer does not exist
 */
export const badgeCustomer = (world: World, id: number | string): Customer =>
  findCustomer(world, 'id', String(Number(id))) ?? fail(1026, 'Customer not found');

/** The result of one row: what was created, or the failure. */
export interface BadgeRow {
  customerId: number | string;
  issuedId?: string;
  failure?: SandboxFailure;
}

/** Runs `act` and turns its failure into the failure of the row. */
function row<R extends BadgeRow | EarnedRow>(
  customerId: number | string,
  act: () => R[],
): (R | Pick<BadgeRow, 'customerId' | 'failure'>)[] {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return [{ customerId, failure: error }];
  }
}

/**
 * Enrols customers. A customer who does not exist (1026) fails alone.
 * @throws 809 if the request id was already used
 * @throws 816 if the event is outside the badge's validity
 * @throws 810 if the trigger has not claimed the badge
 * @throws 400 if the badge is not active, or earned without enrolment
 */
export function enrol(world: World, badge: Badge, ids: readonly (number | string)[], cause: Cause): BadgeRow[] {
  checkCause(world, badge, cause);
  const { enrolmentExpiry } = badge;
  if (enrolmentExpiry === null) return fail(400, 'This badge is earned without enrolment');
  return ids.flatMap((id) =>
    row(id, () => {
      const customer = badgeCustomer(world, id);
      const enrolment: BadgeEnrolment = {
        id: objectId(world),
        badgeId: badge.id,
        customerId: customer.id,
        issuedOn: now(world),
        at: cause.eventOn,
        expiresOn: endOf(badge, enrolmentExpiry, cause.eventOn),
        revoked: false,
        revokedOn: null,
        requestId: cause.requestId,
        trigger: cause.trigger && { ownerType: cause.trigger.ownerType, referenceId: cause.trigger.referenceId },
      };
      world.badgeEnrolments[enrolment.id] = enrolment;
      return [{ customerId: customer.id, issuedId: enrolment.id }];
    }),
  );
}

/** A customer's enrolments in a badge, oldest first, with the revoked ones. */
export function allEnrolmentsOf(world: World, badge: Badge, customerId: number): BadgeEnrolment[] {
  return Object.values(world.badgeEnrolments).filter(
    (each) => each.badgeId === badge.id && each.customerId === customerId,
  );
}

const enrolmentsOf = (world: World, badge: Badge, customerId: number): BadgeEnrolment[] =>
  allEnrolmentsOf(world, badge, customerId).filter(({ revoked }) => !revoked);

/** The enrolment that is valid at a moment, if any. */
export function enrolmentAt(world: World, badge: Badge, customerId: number, at: Instant): BadgeEnrolment | undefined {
  return enrolmentsOf(world, badge, customerId).find(
    (each) => at >= each.at && (each.expiresOn === null || at <= each.expiresOn),
  );
}

/** Earned badges of a customer, or of all customers, without the revoked ones. */
export function earnedOf(world: World, badge: Badge, customerId?: number): EarnedBadge[] {
  return Object.values(world.earnedBadges).filter(
    (each) =>
      each.badgeId === badge.id && !each.revoked && (customerId === undefined || each.customerId === customerId),
  );
}

/** Whether the limits of a badge allow a customer to earn it once more at a moment. */
export function withinLimits(world: World, badge: Badge, customerId: number, at: Instant): boolean {
  const own = earnedOf(world, badge, customerId);
  const all = earnedOf(world, badge);
  return (
    badge.customerLimits.every((limit) => within(badge, limit, own, at)) &&
    badge.overallLimits.every((limit) => within(badge, limit, all, at))
  );
}

/**
 * Gives a badge to a customer, with its coupons. A coupon that cannot be issued becomes a warning.
 * @throws 809 if the request id was already used
 * @throws 816 if the event is outside the badge's validity or more than 24 hours ahead
 * @throws 811 if the badge requires an enrolment that the customer does not have
 * @throws 810 if the trigger has not claimed the badge
 * @throws 400 if the badge is not active, or if a limit is reached
 */
export function earn(world: World, badge: Badge, customer: Customer, cause: Cause): Given {
  checkEarning(world, badge, cause);
  return give(world, badge, customer, cause);
}

interface Given {
  earned: EarnedBadge;
  warnings: Warning[];
}

/** A row of several customers who are given a badge. */
export interface EarnedRow {
  customerId: number | string;
  earned?: EarnedBadge;
  failure?: SandboxFailure;
}

/**
 * Gives a badge to several customers, each of whom can fail alone: 1026, 811, or 400 as for one.
 * @throws 809, 816, 810 and 400 as `earn` does
 */
export function earnBulk(
  world: World,
  badge: Badge,
  ids: readonly (number | string)[],
  cause: Cause & { givenOn?: Instant },
): { rows: EarnedRow[]; warnings: Warning[] } {
  checkEarning(world, badge, cause);
  const warnings: Warning[] = [];
  const rows = ids.flatMap((id) =>
    row<EarnedRow>(id, () => {
      const { earned, warnings: more } = give(world, badge, badgeCustomer(world, id), cause);
      warnings.push(...more);
      return [{ customerId: earned.customerId, earned }];
    }),
  );
  return { rows, warnings };
}

/** @throws 809, 816, 810 and 400 as `earn` does */
function checkEarning(world: World, badge: Badge, cause: Cause): void {
  checkCause(world, badge, cause);
  if (cause.eventOn > later(now(world), DAY)) fail(816, 'The event is more than 24 hours ahead');
}

/** @throws 811 and 400 as `earn` does */
function give(world: World, badge: Badge, customer: Customer, cause: Cause & { givenOn?: Instant }): Given {
  const { requestId, eventOn, givenOn = now(world) } = cause;
  // An enrolment is not used up: how often it leads to the badge is for the limits to say.
  const enrolment = enrolmentAt(world, badge, customer.id, eventOn);
  if (badge.earnType === 'ISSUE_EARN' && !enrolment) fail(811, 'The customer must be enrolled first', 409);
  if (!withinLimits(world, badge, customer.id, eventOn))
    fail(400, 'The limits of the badge do not allow it to be earned again');
  const earned: EarnedBadge = {
    id: objectId(world),
    badgeId: badge.id,
    customerId: customer.id,
    enrolmentId: enrolment?.id ?? null,
    earnedOn: givenOn,
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
    const series = world.couponSeries[seriesId ?? 0];
    if (!series) return [{ code: 400, message: `Coupon series ${seriesId} of the badge does not exist` }];
    try {
      issueCoupon(world, series, customer, badge.tillId);
      return [];
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return [{ code: error.code, message: error.message }];
    }
  });
}

/** Revokes enrolments: all of a customer, or single ones. A row without a matching enrolment (404) fails alone. */
export function revokeEnrolments(
  world: World,
  badge: Badge,
  asked: readonly { customerId: number | string; issueId?: string }[],
): BadgeRow[] {
  return asked.flatMap(({ customerId, issueId }) =>
    row(customerId, () => {
      const id = badgeCustomer(world, customerId).id;
      const found = enrolmentsOf(world, badge, id).filter((each) => issueId === undefined || each.id === issueId);
      if (found.length === 0) fail(404, 'The customer has no matching enrolment in the badge');
      for (const each of found) Object.assign(each, { revoked: true, revokedOn: now(world) });
      return found.map((each) => ({ customerId: id, issuedId: each.id }));
    }),
  );
}

/**
 * Revokes an earned badge.
 * @throws 814 if the customer has no active earned badge with the id
 */
export function revokeEarned(world: World, badge: Badge, customer: Customer, earnedId: string): EarnedBadge {
  const earned = earnedOf(world, badge, customer.id).find(({ id }) => id === earnedId);
  if (!earned) return fail(814, `The customer has no active earned badge ${earnedId}`);
  earned.revoked = true;
  return earned;
}
