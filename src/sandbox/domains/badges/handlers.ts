/** Section Badges: defining badges, enrolling customers, giving and revoking badges. */
import {
  badgeClaim,
  badgeCreate,
  badgeCreateOrgMeta,
  badgeEarn,
  badgeEnrollCustomers,
  badgeGet,
  badgeGetForCustomer,
  badgeGetOrgMeta,
  badgeList,
  badgeRevokeEarned,
  badgeRevokeEnrolment,
  badgeSetActivation,
  badgeUpdate,
  badgeUpdateOrgMeta,
} from '../../../tools/badges/badges.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { objectOf, oneOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import {
  countedFor,
  customerMeant,
  type Held,
  IDENTIFIER_CODES,
  isListed,
  lastEarned,
  lastEvent,
} from './customer-lists.js';
import {
  type BadgeRow,
  badgeById,
  badgeCustomer,
  checkBadge,
  claimBadge,
  createBadge,
  createOrgMeta,
  earn,
  endOf,
  enrol,
  orgMeta,
  revokeEarned,
  revokeEnrolments,
  setBadgeActive,
  statusOf,
  type Trigger,
  updateBadge,
  updateOrgMeta,
} from './rules.js';
import {
  epochOrNull,
  statistics,
  toBadgeJson,
  toCustomerBadgeJson,
  toListedBadgeJson,
  toOrgMetaJson,
  toPageJson,
} from './serializers.js';
import { claimsIn, settingsIn } from './settings.js';
import { BADGE_OWNERS, type Badge, type BadgeTag } from './state.js';

function tagsIn(world: World, { orgId, tags = [] }: Body<typeof badgeCreateOrgMeta>): BadgeTag[] {
  if (orgId !== world.organisation.id) fail(400, 'orgId is not the id of the organization');
  return tags.map(({ key, dataType = '', description = '', mandatory = false }) => ({
    key: key || fail(400, 'key is missing'),
    dataType,
    description,
    mandatory,
  }));
}

interface Page {
  page: number;
  limit: number;
}

/**
 * `limit`, and `page` from 0. Answers contain the page although no page of the documentation lists it as a parameter.
 * @throws 400 if there is no such page
 */
function pageAsked({ limit = 10 }: { readonly limit?: number }, undocumented: { readonly page?: string }): Page {
  const page = Number(undocumented.page ?? 0);
  if (limit < 1) fail(400, 'limit must be a whole number from 1');
  return Number.isInteger(page) && page >= 0 ? { page, limit } : fail(400, 'page must be a whole number from 0');
}

const rowsOf = <T>(rows: readonly T[], { page, limit }: Page): readonly T[] =>
  rows.slice(page * limit, (page + 1) * limit);

/** Whether a badge matches the criteria. */
function badgeFilter(world: World, query: Parameters<typeof badgeList.query>): (badge: Badge) => boolean {
  const { earnType, badgeType, owner, startOn, expiresOn } = query;
  const statuses = query.status?.map((each) => (each === 'ENDED' ? 'EXPIRED' : each));
  const active = query.action && query.action === 'ACTIVATED';
  const name = query.name?.toLowerCase() ?? '';
  const claimedBy =
    query.claimedBy && (oneOf(BADGE_OWNERS, query.claimedBy) ?? fail(400, `claimedBy must be one of ${BADGE_OWNERS}`));
  return (badge) =>
    (!statuses || statuses.includes(statusOf(world, badge))) &&
    (!earnType || badge.earnType === earnType) &&
    (!badgeType || badge.earnType === badgeType) &&
    (active === undefined || badge.active === active) &&
    (!owner || badge.owners.includes(owner)) &&
    (!claimedBy || badge.claims.some((claim) => claim.isActive && claim.ownerType === claimedBy)) &&
    (!query.unclaimed || !badge.claims.some(({ isActive }) => isActive)) &&
    badge.name.toLowerCase().includes(name) &&
    (!startOn || badge.startOn >= startOn) &&
    (!expiresOn || badge.expiresOn <= expiresOn);
}

/** What causes an enrolment; without an owner and its record, nothing does. */
function triggerIn({ ownerType, referenceId }: NonNullable<Body<typeof badgeEnrollCustomers>['triggeredBy']>): Trigger {
  if (ownerType === undefined && referenceId === undefined) return null;
  if (!ownerType || !referenceId) return fail(400, 'triggeredBy needs ownerType and referenceId');
  return { ownerType, referenceId };
}

const toRowJson = ({ customerId, issuedId, failure }: BadgeRow) => ({
  customerId,
  issuedId,
  error: failure ? { code: failure.code, message: failure.message, reference: null } : null,
});

/** A customer id as a row shows it: as a number if it is one. */
const idOf = (id: string): number | string => (Number.isNaN(Number(id)) ? id : Number(id));

const MAX_REVOKED = 20;

/** The enrolments to revoke: single ones, or else all of some customers. */
function revokedIn({ revokeIssuals = [], customers = [] }: Body<typeof badgeRevokeEnrolment>) {
  const single = revokeIssuals.map(({ customerId, issueId }) => ({ customerId: idOf(customerId), issueId }));
  const rows = single.length > 0 ? single : customers.map((each) => ({ customerId: idOf(each) }));
  if (rows.length === 0) fail(1051, 'Send customers or revokeIssuals', 200);
  if (rows.length > MAX_REVOKED) fail(400, `At most ${MAX_REVOKED} can be revoked in one call`);
  return rows;
}

/** The badges on a customer's list, sorted. */
function badgesOf(world: World, customer: Customer, query: Parameters<typeof badgeGetForCustomer.query>): Held[] {
  const { badgeType: kind = 'AVAILABLE', sortOn, includeExpired = false, groupId, action } = query;
  // Badges that can still be earned must be active, unless inactive ones are requested.
  const wanted = action ?? (kind === 'EARNED' || kind === 'EXPIRED' ? undefined : 'ACTIVATED');
  // Not documented further; taken as the beginning of a period.
  const { lastEarnedOnDate: earnedFrom = '', lastEarnEventDate: eventFrom = '' } = query;
  const found = Object.values(world.badges)
    .map((badge) => ({ badge, earned: countedFor(world, kind, badge, customer, includeExpired) }))
    .filter(({ badge }) => wanted === undefined || badge.active === (wanted === 'ACTIVATED'))
    .filter(({ badge }) => groupId === undefined || badge.groupId === groupId)
    .filter((held) => isListed(world, { kind }, held, customer))
    .filter((held) => lastEarned(held) >= earnedFrom && lastEvent(held) >= eventFrom);
  if (sortOn === undefined) return found;
  if (sortOn === 'RANK') return sorted(found, ({ badge }) => [badge.rank ?? Number.POSITIVE_INFINITY]);
  const moment = sortOn === 'LAST_EARNED_ON_DATE' ? lastEarned : lastEvent;
  return sorted(found, (held) => [moment(held)], 'DESC');
}

export const badgeHandlers: Handlers = {
  ...handle(badgeCreateOrgMeta, { envelope: 'v3Lists' }, ({ world, body, till }) =>
    toOrgMetaJson(world, createOrgMeta(world, tagsIn(world, body), till.id)),
  ),

  ...handle(badgeUpdateOrgMeta, { envelope: 'v3Lists' }, ({ world, body, till }) =>
    toOrgMetaJson(world, updateOrgMeta(world, tagsIn(world, body), till.id)),
  ),

  ...handle(badgeGetOrgMeta, { envelope: 'v3Lists' }, ({ world }) => toOrgMetaJson(world, orgMeta(world))),

  ...handle(
    badgeCreate,
    {
      envelope: 'v3Lists',
      httpStatus: 201,
      codes: {
        'X-CAP-BADGES-MIGRATION': { malformed: 'ignored' },
        'body.ownership.restrictedToOwners': { missing: 728 },
      },
    },
    ({ world, till, headers, body }) => {
      const imported = headers['X-CAP-BADGES-MIGRATION'] !== undefined;
      const settings = settingsIn(world, body, till.id);
      if (imported) settings.owners = ['Historical_Import'];
      checkBadge(world, settings, { imported });
      return toBadgeJson(world, createBadge(world, settings, till.id, claimsIn(body)));
    },
  ),

  ...handle(
    badgeUpdate,
    { envelope: 'v3Lists', codes: { 'body.ownership.restrictedToOwners': { missing: 728 } } },
    ({ world, till, body }) => {
      const badge = badgeById(world, body.id);
      const settings = settingsIn(world, body, till.id, badge);
      checkBadge(world, settings, { badge });
      return { ...toBadgeJson(world, updateBadge(world, badge, settings, till.id)), ...statistics(world, badge) };
    },
  ),

  ...handle(badgeList, { envelope: 'v3Lists' }, ({ world, query, raw }) => {
    const { sortOn = 'ID', order } = query;
    const page = pageAsked(query, raw.query);
    const keys = ({ id, name, startOn }: Badge) => ({ ID: [id], NAME: [name], START_DATE: [startOn, id] })[sortOn];
    const found = sorted(Object.values(world.badges).filter(badgeFilter(world, query)), keys, order);
    return {
      metaBasicDetails: rowsOf(found, page).map((badge) => toListedBadgeJson(world, badge)),
      pagination: toPageJson(page, page.limit, found.length),
    };
  }),

  ...handle(badgeGet, { envelope: 'v3Lists' }, ({ world, path, query: { status, includeStatistics } }) => {
    const badge = badgeById(world, path.badgeId);
    if (status && statusOf(world, badge) !== status) fail(1054, `Badge ${badge.id} is not ${status}`);
    return { ...toBadgeJson(world, badge), ...(includeStatistics && statistics(world, badge)) };
  }),

  ...handle(
    badgeClaim,
    { envelope: 'v3Lists', codes: { 'body.referenceId': { missing: 717 } } },
    ({ world, path: { badgeId }, body }) => ({
      badgeMetaId: badgeId,
      ...claimBadge(badgeById(world, badgeId), body),
    }),
  ),

  ...handle(badgeSetActivation, { envelope: 'v3Lists' }, ({ world, till, path }) => {
    const badge = badgeById(world, path.badgeId);
    setBadgeActive(world, badge, path.activationStatus === 'activate', till.id);
    return { id: badge.id, isActive: badge.active };
  }),

  ...handle(
    badgeEnrollCustomers,
    { envelope: 'v3Lists', codes: { 'body.customers[]': 1026 } },
    ({ world, body: { badgeMetaId, customers, requestId, ...sent } }) => {
      const badge = badgeById(world, badgeMetaId);
      if (customers.length === 0) fail(400, 'customers is empty');
      const trigger = triggerIn(sent.triggeredBy ?? {});
      const eventOn = sent.issueEventDateISO ?? sent.issueEventDate ?? now(world);
      const rows = enrol(world, badge, customers, { requestId: requestId ?? '', eventOn, trigger });
      const expiresOn = badge.enrolmentExpiry && endOf(badge, badge.enrolmentExpiry, eventOn);
      return {
        badgeMetaId: badge.id,
        triggeredBy: trigger,
        expiresOn: epochOrNull(expiresOn),
        expiresOnISO: expiresOn,
        issuedBadges: rows.map(toRowJson),
        requestId: requestId || null,
      };
    },
  ),

  ...handle(
    badgeEarn,
    { envelope: 'v3Lists', codes: { 'body.customerId': { malformed: 1026 } } },
    ({ world, body: { badgeMetaId, customerId, requestId, triggeredBy: trigger = null, ...sent }, warn }) => {
      const badge = badgeById(world, badgeMetaId);
      const eventOn = sent.earnEventDateISO ?? sent.earnEventDate ?? now(world);
      const customer = badgeCustomer(world, customerId);
      const { earned, warnings } = earn(world, badge, customer, { requestId, eventOn, trigger });
      warn(warnings);
      return {
        badgeMetaId: badge.id,
        customerId: earned.customerId,
        earnedBadgeId: earned.id,
        expiresOn: epochOrNull(earned.expiresOn),
        expiresOnISO: earned.expiresOn,
        requestId: earned.requestId,
        issuedId: earned.enrolmentId,
      };
    },
  ),

  ...handle(badgeRevokeEnrolment, { envelope: 'v3Lists' }, ({ world, body, raw }) => {
    const badge = badgeById(world, body.badgeMetaId);
    const rows = revokeEnrolments(world, badge, revokedIn(body));
    // Answers contain it although no page of the documentation lists it as a parameter.
    const requestId = textOf(objectOf(raw.body)['requestId']) || null;
    return { badgeMetaId: badge.id, revokedIssuedBadges: rows.map(toRowJson), requestId };
  }),

  ...handle(badgeRevokeEarned, { envelope: 'v3Lists', codes: IDENTIFIER_CODES }, ({ world, headers, body }) => {
    const badge = badgeById(world, body.badgeMetaId);
    const customer = customerMeant(world, headers, body.customerId);
    const { customerId, id, revoked } = revokeEarned(world, badge, customer, body.earnedBadgeId);
    return { badgeMetaId: badge.id, customerId, earnedBadgeId: id, isActive: !revoked };
  }),

  ...handle(badgeGetForCustomer, { envelope: 'v3Lists', codes: IDENTIFIER_CODES }, (call) => {
    const { world, path, query, headers, raw } = call;
    const customer = customerMeant(world, headers, path.customerId);
    const page = pageAsked(query, raw.query);
    const found = badgesOf(world, customer, query);
    const rows = rowsOf(found, page).map(({ badge, earned }) => toCustomerBadgeJson(world, badge, earned));
    return { badges: rows, pagination: toPageJson(page, rows.length, found.length) };
  }),
};
