/** Section Badges, beyond the inventory: groups, custom fields, unclaiming, bulk earning, a customer's badges, windows. */

import { defined } from '../../../lib/defined.js';
import {
  badgeCustomFieldCreate,
  badgeCustomFieldGet,
  badgeCustomFieldList,
  badgeCustomFieldUpdate,
  badgeEarnBulk,
  badgeExplainForCustomer,
  badgeGetWindows,
  badgeGroupCreate,
  badgeGroupGet,
  badgeGroupList,
  badgeGroupUpdate,
  badgeSearchForCustomer,
  badgeUnclaim,
} from '../../../tools/beyond/badges.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { oneOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { endAsked } from '../../http/page-arguments.js';
import { byPage } from '../../http/paging.js';
import { sorted } from '../../http/sorting.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { toCustomFieldJson, toCycleJson, toExplainedJson, toGroupJson, toHeldJson } from './beyond-serializers.js';
import { createField, createGroup, fieldById, groupById, updateField, updateGroup } from './catalog-rules.js';
import {
  countedFor,
  customerMeant,
  type Held,
  IDENTIFIER_CODES,
  isListed,
  lastEarned,
  lastEvent,
} from './customer-lists.js';
import { allEnrolmentsOf, badgeById, badgeCustomer, earnBulk, earnedOf, endOf, unclaimBadge } from './rules.js';
import { epoch, epochOrNull, latest, toPageJson } from './serializers.js';
import { BADGE_OWNERS, type Badge } from './state.js';
import { cyclesOf } from './windows.js';

const PAGES = byPage({ limit: 10 });

const fieldIn = ({
  name,
  isMandatory = false,
  defaultValue,
  dataType,
  isActive = true,
}: Body<typeof badgeCustomFieldUpdate>) => ({
  name: name || fail(400, 'name is empty'),
  isMandatory,
  defaultValue: defaultValue || null,
  dataType,
  isActive,
});

const groupIn = ({ name, rank }: Body<typeof badgeGroupCreate>) => ({ name: name || fail(400, 'name is empty'), rank });

type SearchQuery = Parameters<typeof badgeSearchForCustomer.query>;

/** Whether a moment is on the side of a bound that the operator says; after it if there is no operator. */
function compares(at: string, bound: string | undefined, operator: SearchQuery['startOnOperator'] = 'GREATER_THAN') {
  if (bound === undefined) return true;
  return operator === 'LESS_THAN' ? at < bound : at > bound;
}

/** Whether a badge passes the filters that do not depend on the customer. */
function badgePasses(query: SearchQuery): (badge: Badge) => boolean {
  const { name = '', action, owner, groupId, startOn, startOnOperator, expiresOn, expiresOnOperator } = query;
  const claimedBy =
    query.claimedBy && (oneOf(BADGE_OWNERS, query.claimedBy) ?? fail(400, `claimedBy must be one of ${BADGE_OWNERS}`));
  return (badge) =>
    badge.name.toLowerCase().includes(name.toLowerCase()) &&
    (action === undefined || badge.active === (action === 'ACTIVATED')) &&
    (!owner || badge.owners.includes(owner)) &&
    (!claimedBy || badge.claims.some((claim) => claim.isActive && claim.ownerType === claimedBy)) &&
    (groupId === undefined || badge.groupId === groupId) &&
    compares(badge.startOn, startOn, startOnOperator) &&
    compares(badge.expiresOn, expiresOn, expiresOnOperator);
}

/** What a customer's badges are sorted by. */
const sortKey = (world: World, customer: Customer, sortOn: SearchQuery['sortOn'] = 'EXPIRES_ON') =>
  ({
    EXPIRES_ON: ({ badge }: Held) => badge.expiresOn,
    LAST_MODIFIED_DATE: ({ badge }: Held) => badge.modifiedOn,
    LAST_ISSUED_DATE: ({ badge }: Held) =>
      latest(allEnrolmentsOf(world, badge, customer.id).map(({ issuedOn }) => issuedOn)) ?? '',
    LAST_EXPIRED_BADGE: ({ earned }: Held) => latest(earned.flatMap(({ expiresOn }) => expiresOn ?? [])) ?? '',
    LAST_EARNED_EVENT_DATE: lastEvent,
    LAST_EARNED_ON_DATE: lastEarned,
  })[sortOn];

/** A customer's badges of a list, filtered and sorted. */
function search(world: World, customer: Customer, query: SearchQuery): Held[] {
  const { badgeType: kind = 'AVAILABLE_TO_ISSUE', badgeStatus: status, order = 'DESC' } = query;
  // Taken as the beginning of a period, as in the other list.
  const { lastEarnedOnDate: earnedFrom = '', lastEarnEventDate: eventFrom = '' } = query;
  const found = Object.values(world.badges)
    .filter(badgePasses(query))
    .map((badge) => ({ badge, earned: countedFor(world, kind, badge, customer, false) }))
    .filter((held) => isListed(world, { kind, ...defined({ status }) }, held, customer))
    .filter((held) => lastEarned(held) >= earnedFrom && lastEvent(held) >= eventFrom);
  const key = sortKey(world, customer, query.sortOn);
  return sorted(found, (held) => [key(held)], order);
}

type WindowsQuery = Parameters<typeof badgeGetWindows.query>;

/** The levels of windows that are asked for, and the customer whose badges are counted in them. */
function windowsAsked(world: World, { constraintType: type, customerId, includeEarnCount }: WindowsQuery) {
  const counted = includeEarnCount ?? false;
  if (counted && customerId === undefined && (type === 'CUSTOMER' || type === 'ALL')) {
    fail(400, `customerId is needed for the counts of constraintType ${type}`);
  }
  return {
    levels: type === 'BADGE' || type === 'CUSTOMER' ? ([type] as const) : (['CUSTOMER', 'BADGE'] as const),
    customer: customerId === undefined ? null : badgeCustomer(world, customerId),
    counted,
  };
}

const customFieldHandlers: Handlers = {
  ...handle(badgeCustomFieldCreate, { envelope: 'v3Lists', httpStatus: 201 }, ({ world, till, body }) =>
    toCustomFieldJson(world, createField(world, fieldIn(body), till.id)),
  ),

  ...handle(badgeCustomFieldUpdate, { envelope: 'v3Lists' }, ({ world, till, path, body }) =>
    toCustomFieldJson(world, updateField(world, fieldById(world, path.customFieldId), fieldIn(body), till.id)),
  ),

  ...handle(badgeCustomFieldList, { envelope: 'v3Lists', paging: PAGES }, ({ world, query, page }) => {
    const { isActive, sortOn, order = 'ASC' } = query;
    const found = Object.values(world.badgeCustomFields).filter(
      (each) => isActive === undefined || each.isActive === isActive,
    );
    const keys = ({ modifiedOn, id }: (typeof found)[number]) => (sortOn ? [modifiedOn, id] : [id]);
    return { customFieldROList: page(sorted(found, keys, order)).map((each) => toCustomFieldJson(world, each)) };
  }),

  ...handle(badgeCustomFieldGet, { envelope: 'v3Lists' }, ({ world, path }) =>
    toCustomFieldJson(world, fieldById(world, path.customFieldId)),
  ),
};

const groupHandlers: Handlers = {
  ...handle(
    badgeGroupCreate,
    { envelope: 'v3Lists', codes: { 'body.rank': { missing: 732 } } },
    ({ world, till, body }) => toGroupJson(world, createGroup(world, groupIn(body), till.id)),
  ),

  ...handle(
    badgeGroupUpdate,
    { envelope: 'v3Lists', codes: { 'body.rank': { missing: 732 } } },
    ({ world, till, path, body }) =>
      toGroupJson(world, updateGroup(world, groupById(world, path.groupId), groupIn(body), till.id)),
  ),

  // The highest rank comes first, as the documentation says of groups.
  ...handle(
    badgeGroupList,
    { envelope: 'v3Lists', paging: PAGES },
    ({ world, query: { order = 'DESC', size = 10 }, paged }) => {
      const { rows, details } = paged(sorted(Object.values(world.badgeGroups), ({ rank, id }) => [rank, id], order));
      return {
        badgeGroups: rows.map((each) => toGroupJson(world, each)),
        pagination: toPageJson({ page: details.pageNumber, limit: size }, details.pageSize, details.totalEntries),
      };
    },
  ),

  ...handle(badgeGroupGet, { envelope: 'v3' }, ({ world, path, query }) => {
    const group = groupById(world, path.groupId);
    if (query.status && !group.isActive) fail(404, `Badge group ${group.id} is not active`, 404);
    return toGroupJson(world, group);
  }),
};

export const badgeBeyondHandlers: Handlers = {
  ...customFieldHandlers,
  ...groupHandlers,

  ...handle(badgeUnclaim, { envelope: 'v3Lists' }, ({ world, path, body }) => ({
    badgeMetaId: path.badgeId,
    ...unclaimBadge(badgeById(world, path.badgeId), body),
  })),

  ...handle(badgeEarnBulk, { envelope: 'v3Lists', codes: { 'body.customerIds[]': 1026 } }, ({ world, body, warn }) => {
    const badge = badgeById(world, body.badgeMetaId);
    const { customerIds, requestId, triggeredBy: trigger, issueEventDate: givenOn } = body;
    if (customerIds.length === 0) fail(400, 'customerIds is empty');
    const eventOn = body.earnEventDateISO ?? body.earnEventDate ?? now(world);
    const { rows, warnings } = earnBulk(world, badge, customerIds, {
      requestId,
      eventOn,
      trigger,
      ...defined({ givenOn }),
    });
    warn(warnings);
    const failed = rows.flatMap(({ customerId, failure }) =>
      failure
        ? [{ customerId: Number(customerId), error: { code: failure.code, message: failure.message, reference: null } }]
        : [],
    );
    const expiresOn = endOf(badge, badge.earnedExpiry, eventOn);
    return {
      badgeMetaId: badge.id,
      expiresOn: epochOrNull(expiresOn),
      expiresOnISO: expiresOn,
      earnedBadgesList: rows.flatMap(({ earned }) =>
        earned ? [{ customerId: earned.customerId, earnedBadgeId: earned.id }] : [],
      ),
      totalCount: rows.length,
      earnedCount: rows.length - failed.length,
      failedCount: failed.length,
      triggeredBy: { ownerType: trigger.ownerType, referenceId: trigger.referenceId },
      failedEarnBadgeErrorList: failed,
    };
  }),

  ...handle(
    badgeSearchForCustomer,
    { envelope: 'v3Lists', codes: IDENTIFIER_CODES, paging: PAGES },
    ({ world, path, query, headers, paged }) => {
      const customer = customerMeant(world, headers, path.customerId);
      const { rows, details } = paged(search(world, customer, query));
      return {
        customerBadges: rows.map((held) => toHeldJson(world, customer, held)),
        pagination: toPageJson(
          { page: details.pageNumber, limit: details.pageSize },
          details.pageSize,
          details.totalEntries,
        ),
      };
    },
  ),

  ...handle(
    badgeExplainForCustomer,
    { envelope: 'v3Lists', codes: IDENTIFIER_CODES },
    ({ world, path, query, headers }) =>
      toExplainedJson(
        world,
        badgeById(world, path.badgeId),
        customerMeant(world, headers, path.customerId),
        query.includeStatistics ?? false,
      ),
  ),

  ...handle(badgeGetWindows, { envelope: 'v3Lists', paging: PAGES }, ({ world, query, raw, paged }) => {
    const badge = badgeById(world, query.badgeMetaId);
    const { levels, customer, counted } = windowsAsked(world, query);
    const start = query.startDate ?? badge.startOn;
    const end = query.endDate ? endAsked(query.endDate, raw.query['endDate'], 'UTC') : badge.expiresOn;
    const referenceId = query.fixedWindowCycleReferenceId;
    const { rows, details } = paged(cyclesOf(badge, { levels, start, end, ...defined({ referenceId }) }));
    const [all, own] = [earnedOf(world, badge), customer ? earnedOf(world, badge, customer.id) : null];
    return {
      badgeMetaId: badge.id,
      orgId: world.organisation.id,
      ...(customer && { customerId: customer.id }),
      startDate: epoch(start),
      startDateISO: start,
      endDate: epoch(end),
      endDateISO: end,
      fixedWindowCycles: rows.map((cycle) => {
        const earned = cycle.level === 'BADGE' ? all : own;
        const within = earned?.filter(({ eventOn }) => eventOn >= cycle.start && eventOn < cycle.end);
        return toCycleJson(cycle, counted && within ? within.length : null);
      }),
      pagination: toPageJson(
        { page: details.pageNumber, limit: details.pageSize },
        details.pageSize,
        details.totalEntries,
      ),
    };
  }),
};
