/** Section Badges: defining badges, enrolling customers, giving and revoking badges. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Call, checkKinds, type Handler, type Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import {
  type BadgeRow,
  badgeById,
  badgeCustomer,
  claimBadge,
  createBadge,
  createOrgMeta,
  earn,
  earnedOf,
  endOf,
  enrol,
  enrolmentAt,
  orgMeta,
  type Problem,
  problemsOf,
  revokeEarned,
  revokeEnrolments,
  setBadgeActive,
  statusOf,
  type Trigger,
  updateBadge,
  updateOrgMeta,
  withinLimits,
} from './rules.js';
import {
  badgeFace,
  badgePages,
  customerBadgeFace,
  epochOrNull,
  latest,
  listedBadgeFace,
  orgMetaFace,
  statistics,
} from './serializers.js';
import { choice, momentOf, readBadge, readClaims } from './settings.js';
import { BADGE_OWNERS, type Badge, type BadgeTag, EARN_TYPES, type EarnedBadge } from './state.js';

/** An error of this section, which has a reference besides code and message: the field, if one is to blame. */
const errorFace = ({ code, message, reference = null }: Problem): object => ({ code, message, reference });

const success = (data: object, warnings: readonly Warning[] = [], status = 200): Reply =>
  reply({ data, errors: [], warnings: warnings.map(({ code, message }) => ({ code, message })) }, status);

const failures = (problems: readonly Problem[], status = 400): Reply =>
  reply({ data: null, errors: problems.map(errorFace), warnings: [] }, status);

/** Returns failures in the section's own shape. */
const badgeCall =
  (handler: Handler): Handler =>
  (call) => {
    try {
      return handler(call);
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return failures([error], error.httpStatus);
    }
  };

/**
 * A required text.
 * @throws 400 if it is missing
 */
const needed = (sent: JsonObject, name: string): string =>
  given(sent[name]) ? textOf(sent[name]) : fail(400, `${name} is missing`);

function readTags({ world, body }: Call): BadgeTag[] {
  const sent = objectOf(body);
  if (needed(sent, 'orgId') !== String(world.organisation.id)) fail(400, 'orgId is not the id of the organization');
  return objectsOf(sent['tags']).map((tag) => ({
    key: needed(tag, 'key'),
    dataType: textOf(tag['dataType']),
    description: textOf(tag['description']),
    mandatory: booleanOf(tag['mandatory']),
  }));
}

/** Several problems of a badge, reported together. */
class Refused extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super('The badge was refused');
    this.problems = problems;
  }
}

/** Reading assigns ids to limits, so a later refusal has to undo that. */
function define(call: Call, status: number, act: (world: World) => Badge): Reply {
  try {
    const { id } = allOrNothing(call.world, (world) => {
      const badge = act(world);
      // What is wrong has a code of its own in most places, so the rest is checked last.
      checkKinds(call);
      return badge;
    });
    return success(badgeFace(call.world, badgeById(call.world, id)), [], status);
  } catch (error) {
    if (error instanceof Refused) return failures(error.problems);
    throw error;
  }
}

function create(call: Call): Reply {
  const { body, till, headers } = call;
  const imported = textOf(headers['x-cap-badges-migration']) === 'migration';
  return define(call, 201, (world) => {
    const sent = readBadge(world, body, till.id);
    const settings = imported ? { ...sent, owners: ['Historical_Import' as const] } : sent;
    const problems = problemsOf(world, settings, { imported });
    if (problems.length > 0) throw new Refused(problems);
    const badge = createBadge(world, settings, till.id);
    for (const claimed of readClaims(body)) claimBadge(badge, claimed);
    return badge;
  });
}

function update(call: Call): Reply {
  const { body, till } = call;
  return define(call, 200, (world) => {
    const badge = badgeById(world, needed(objectOf(body), 'id'));
    const settings = readBadge(world, body, till.id, badge);
    const problems = problemsOf(world, settings, { badge });
    if (problems.length > 0) throw new Refused(problems);
    updateBadge(world, badge, settings, till.id);
    return badge;
  });
}

const DEFAULT_LIMIT = 10;

/**
 * `limit`, and `page` from 0. Answers contain the page although no page of the documentation lists it as a parameter.
 */
function pageOfBadges(query: JsonObject): { page: number; limit: number } {
  const whole = (name: string, least: number, absent: number): number => {
    const number = given(query[name]) ? numberOf(query[name]) : absent;
    return number !== null && Number.isInteger(number) && number >= least
      ? number
      : fail(400, `${name} must be a whole number from ${least}`);
  };
  return { page: whole('page', 0, 0), limit: whole('limit', 1, DEFAULT_LIMIT) };
}

const rowsOf = <T>(rows: readonly T[], { page, limit }: { page: number; limit: number }): T[] =>
  rows.slice(page * limit, (page + 1) * limit);

/** A parameter with a closed list of values; null if absent. */
const asked = <T extends string>(values: readonly T[], query: JsonObject, name: string): T | null =>
  given(query[name]) ? choice(values, query[name], name) : null;

const STATUSES = ['LIVE', 'UPCOMING', 'ENDED', 'EXPIRED'] as const;

/** Whether a badge matches the criteria. */
function badgeFilter(world: World, query: JsonObject): (badge: Badge) => boolean {
  const statuses = textOf(query['status'])
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => choice(STATUSES, each, 'status'))
    .map((each) => (each === 'ENDED' ? 'EXPIRED' : each));
  const earnType = asked(EARN_TYPES, query, 'earnType');
  const badgeType = asked(EARN_TYPES, query, 'badgeType');
  const action = asked(['ACTIVATED', 'DE_ACTIVATED'], query, 'action');
  const owner = asked(BADGE_OWNERS, query, 'owner');
  const claimedBy = asked(BADGE_OWNERS, query, 'claimedBy');
  const name = textOf(query['name']).toLowerCase();
  const from = momentOf(query, 'startOn');
  const until = momentOf(query, 'expiresOn');
  return (badge) =>
    (statuses.length === 0 || statuses.includes(statusOf(world, badge))) &&
    (earnType === null || badge.earnType === earnType) &&
    (badgeType === null || badge.earnType === badgeType) &&
    (action === null || badge.active === (action === 'ACTIVATED')) &&
    (owner === null || badge.owners.includes(owner)) &&
    (claimedBy === null || badge.claims.some((claim) => claim.isActive && claim.ownerType === claimedBy)) &&
    (!booleanOf(query['unclaimed']) || !badge.claims.some(({ isActive }) => isActive)) &&
    badge.name.toLowerCase().includes(name) &&
    (from === null || badge.startOn >= from) &&
    (until === null || badge.expiresOn <= until);
}

function list({ world, query }: Call): Reply {
  const page = pageOfBadges(query);
  const sortOn = asked(['ID', 'NAME', 'START_DATE'], query, 'sortOn') ?? 'ID';
  const descending = asked(['ASC', 'DESC'], query, 'order') === 'DESC';
  const key = (badge: Badge): string =>
    sortOn === 'ID' ? badge.id : sortOn === 'NAME' ? badge.name : `${badge.startOn} ${badge.id}`;
  const found = Object.values(world.badges)
    .filter(badgeFilter(world, query))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1) * (descending ? -1 : 1));
  return success({
    metaBasicDetails: rowsOf(found, page).map((badge) => listedBadgeFace(world, badge)),
    pagination: badgePages(page, page.limit, found.length),
  });
}

const badgeInPath = ({ world, path }: Call): Badge => badgeById(world, path['badgeId'] ?? '');

function get(call: Call): Reply {
  const { world, query } = call;
  const badge = badgeInPath(call);
  const status = asked(['UPCOMING', 'LIVE', 'EXPIRED'], query, 'status');
  if (status !== null && statusOf(world, badge) !== status) fail(1054, `Badge ${badge.id} is not ${status}`);
  return success({
    ...badgeFace(world, badge),
    ...(booleanOf(query['includeStatistics']) && statistics(world, badge)),
  });
}

function claim(call: Call): Reply {
  const badge = badgeInPath(call);
  const sent = objectOf(call.body);
  const claimed = {
    ownerType: choice(BADGE_OWNERS, sent['ownerType'], 'ownerType'),
    referenceId: textOf(sent['referenceId']),
  };
  claimBadge(badge, claimed);
  return success({ badgeMetaId: badge.id, ...claimed });
}

function activate(call: Call): Reply {
  const badge = badgeInPath(call);
  const status = choice(['activate', 'deactivate'], call.path['activationStatus'], 'activationStatus');
  setBadgeActive(call.world, badge, status === 'activate', call.till.id);
  return success({ id: badge.id, isActive: badge.active });
}

function readTrigger(value: unknown): Trigger {
  const sent = objectOf(value);
  if (Object.keys(sent).length === 0) return null;
  const ownerType = choice(BADGE_OWNERS, sent['ownerType'], 'triggeredBy.ownerType');
  return { ownerType, referenceId: needed(sent, 'referenceId') };
}

/**
 * The badge of a body.
 * @throws 400 if `badgeMetaId` is missing
 * @throws 1054 if the badge does not exist
 */
const badgeSent = (world: World, sent: JsonObject): Badge => badgeById(world, needed(sent, 'badgeMetaId'));

const rowFace = ({ customerId, issuedId, failure }: BadgeRow): object => ({
  customerId,
  ...(issuedId !== undefined && { issuedId }),
  error: failure ? errorFace(failure) : null,
});

function enrolCustomers({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const badge = badgeSent(world, sent);
  const customers = listOf(sent['customers']).map(idOf);
  if (customers.length === 0) fail(400, 'customers is missing');
  const requestId = textOf(sent['requestId']);
  const trigger = readTrigger(sent['triggeredBy']);
  const eventOn = momentOf(sent, 'issueEventDate') ?? now(world);
  const rows = enrol(world, badge, customers, { requestId, eventOn, trigger });
  return success({
    badgeMetaId: badge.id,
    triggeredBy: trigger,
    expiresOn: badge.enrolmentExpiry && epochOrNull(endOf(badge, badge.enrolmentExpiry, eventOn)),
    issuedBadges: rows.map(rowFace),
    requestId: requestId === '' ? null : requestId,
  });
}

/** A customer id, as a number if it is one. */
const idOf = (value: unknown): number | string => numberOf(value) ?? textOf(value);

function earnBadge({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const badge = badgeSent(world, sent);
  needed(sent, 'customerId');
  const { earned, warnings } = earn(world, badge, badgeCustomer(world, sent['customerId']), {
    requestId: needed(sent, 'requestId'),
    eventOn: momentOf(sent, 'earnEventDate') ?? now(world),
    trigger: readTrigger(sent['triggeredBy']),
  });
  return success(
    {
      badgeMetaId: badge.id,
      customerId: earned.customerId,
      earnedBadgeId: earned.id,
      expiresOn: epochOrNull(earned.expiresOn),
      requestId: earned.requestId,
      issuedId: earned.enrolmentId,
    },
    warnings,
  );
}

const MOST_REVOKED = 20;

function revokeEnrolled({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const badge = badgeSent(world, sent);
  const single = objectsOf(sent['revokeIssuals']).map((each) => ({
    customerId: idOf(each['customerId']),
    issueId: needed(each, 'issueId'),
  }));
  const rows = single.length > 0 ? single : listOf(sent['customers']).map((each) => ({ customerId: idOf(each) }));
  if (rows.length === 0) fail(1051, 'Send customers or revokeIssuals', 200);
  if (rows.length > MOST_REVOKED) fail(400, `At most ${MOST_REVOKED} can be revoked in one call`);
  const revoked = revokeEnrolments(world, badge, rows).map(rowFace);
  const requestId = given(sent['requestId']) ? textOf(sent['requestId']) : null;
  return success({ badgeMetaId: badge.id, revokedIssuedBadges: revoked, requestId });
}

const IDENTIFIERS = ['email', 'mobile', 'externalId', 'cardNumber'] as const;

/**
 * The customer with a value: an id, or an identifier of the type in the header.
 * @throws 1026 if the customer does not exist
 * @throws 1028 if the identifier type is unknown
 */
function customerAsked({ world, headers }: Call, value: unknown): Customer {
  const kind = headers['x-cap-customer-identifier'];
  if (!given(kind)) return badgeCustomer(world, value);
  const named = oneOf(IDENTIFIERS, kind) ?? fail(1028, `${kind} is not an identifier type`);
  const type = identifierType(named) ?? fail(1028, `${kind} is not an identifier type`);
  return findCustomer(world, type, textOf(value)) ?? fail(1026, 'Customer not found');
}

function revokeEarnedBadge(call: Call): Reply {
  const sent = objectOf(call.body);
  const badge = badgeSent(call.world, sent);
  needed(sent, 'customerId');
  const earnedId = needed(sent, 'earnedBadgeId');
  const earned = revokeEarned(call.world, badge, customerAsked(call, sent['customerId']), earnedId);
  const { customerId, id } = earned;
  return success({ badgeMetaId: badge.id, customerId, earnedBadgeId: id, isActive: !earned.revoked });
}

type CustomerList = 'AVAILABLE_TO_ISSUE' | 'AVAILABLE' | 'EARNED' | 'EXPIRED';

/** Whether a badge belongs on a customer's list; `earned` are the customer's earned badges that count. */
function isListed(world: World, kind: CustomerList, badge: Badge, customer: Customer, earned: EarnedBadge[]): boolean {
  if (kind === 'EARNED' || kind === 'EXPIRED') return earned.length > 0;
  if (statusOf(world, badge) !== 'LIVE') return false;
  const time = now(world);
  const enrolled = enrolmentAt(world, badge, customer.id, time) !== undefined;
  if (kind === 'AVAILABLE_TO_ISSUE') return badge.earnType === 'ISSUE_EARN' && !enrolled;
  return (badge.earnType === 'EARN' || enrolled) && withinLimits(world, badge, customer.id, time);
}

function customerBadges(call: Call): Reply {
  const { world, path, query } = call;
  const customer = customerAsked(call, path['customerId']);
  const page = pageOfBadges(query);
  const kind = asked(['AVAILABLE_TO_ISSUE', 'AVAILABLE', 'EARNED', 'EXPIRED'], query, 'badgeType') ?? 'AVAILABLE';
  const action = asked(['ACTIVATED', 'DEACTIVATED'], query, 'action');
  const sortOn = asked(['RANK', 'LAST_EARNED_ON_DATE', 'LAST_EARNED_EVENT_DATE'], query, 'sortOn');
  const group = textOf(query['groupId']);
  // Not documented further; taken as the beginning of a period.
  const earnedFrom = momentOf(query, 'lastEarnedOnDate');
  const eventFrom = momentOf(query, 'lastEarnEventDate');
  const lastAt = (moments: Instant[]): Instant => latest(moments) ?? '';
  // Badges that can still be earned must be active, unless inactive ones are requested.
  const wanted = action ?? (kind === 'EARNED' || kind === 'EXPIRED' ? null : 'ACTIVATED');
  const found = Object.values(world.badges)
    .map((badge) => ({ badge, earned: countedFor(world, kind, badge, customer, booleanOf(query['includeExpired'])) }))
    .filter(({ badge }) => wanted === null || badge.active === (wanted === 'ACTIVATED'))
    .filter(({ badge }) => group === '' || badge.groupId === group)
    .filter(({ badge, earned }) => isListed(world, kind, badge, customer, earned))
    .filter(({ earned }) => earnedFrom === null || lastAt(earned.map(({ earnedOn }) => earnedOn)) >= earnedFrom)
    .filter(({ earned }) => eventFrom === null || lastAt(earned.map(({ eventOn }) => eventOn)) >= eventFrom);
  const moment = ({ earned }: { earned: EarnedBadge[] }): Instant =>
    lastAt(earned.map((each) => (sortOn === 'LAST_EARNED_ON_DATE' ? each.earnedOn : each.eventOn)));
  if (sortOn === 'RANK') found.sort((a, b) => (a.badge.rank ?? Infinity) - (b.badge.rank ?? Infinity) || 0);
  else if (sortOn !== null) found.sort((a, b) => moment(b).localeCompare(moment(a)));
  const badges = rowsOf(found, page).map(({ badge, earned }) => customerBadgeFace(world, badge, earned));
  return success({ badges, pagination: badgePages(page, badges.length, found.length) });
}

/** A customer's earned badges for a list: valid ones, expired ones, or both. */
function countedFor(world: World, kind: CustomerList, badge: Badge, customer: Customer, all: boolean): EarnedBadge[] {
  const time = now(world);
  const expired = ({ expiresOn }: EarnedBadge): boolean => expiresOn !== null && expiresOn <= time;
  return earnedOf(world, badge, customer.id).filter((each) =>
    kind === 'EXPIRED' ? expired(each) : all || !expired(each),
  );
}

const inShape = (all: Handlers): Handlers =>
  Object.fromEntries(Object.entries(all).map(([tool, handler]) => [tool, badgeCall(handler)]));

export const badgeHandlers: Handlers = inShape({
  badge_create_org_meta: (call) =>
    success(orgMetaFace(call.world, createOrgMeta(call.world, readTags(call), call.till.id))),
  badge_update_org_meta: (call) =>
    success(orgMetaFace(call.world, updateOrgMeta(call.world, readTags(call), call.till.id))),
  badge_get_org_meta: ({ world }) => success(orgMetaFace(world, orgMeta(world))),
  badge_create: create,
  badge_update: update,
  badge_list: list,
  badge_get: get,
  badge_claim: claim,
  badge_set_activation: activate,
  badge_enroll_customers: enrolCustomers,
  badge_earn: earnBadge,
  badge_revoke_enrolment: revokeEnrolled,
  badge_revoke_earned: revokeEarnedBadge,
  badge_get_for_customer: customerBadges,
});
