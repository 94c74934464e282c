/** Section User group: groups, their members, bills, tiers and points. */
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
import type { Call, Handlers } from '../../http/handler.js';
import { dayAsked, momentsAsked, pageAsked, pageRows } from '../../http/page-arguments.js';
import { type BulkRow, type Reply, reply, v2Bulk, v2Entity, v2List, v2Single } from '../../http/replies.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { partsOf } from '../coupon/serializers.js';
import { customerById } from '../customer/rules.js';
import { customerLookedUp, readSourceAsked } from '../customer/sent.js';
import { ALWAYS } from '../customer/serializers.js';
import type { UserGroup } from '../customer/state.js';
import { customerEntity } from '../points/ledger.js';
import { pointsLedgerHandlers } from '../points/ledger-handlers.js';
import { checkProgram } from '../points/program.js';
import { type Days, expirySchedule, promisedSchedule } from '../points/serializers.js';
import { primaryMember } from '../points/transfers.js';
import { transactionsOfGroup } from '../transaction/lookup.js';
import {
  addMember,
  createGroup,
  deleteGroup,
  findGroup,
  groupPermission,
  knownGroupFields,
  leaveGroup,
  memberOf,
  moveMembers,
  searchGroups,
  updateGroup,
} from './rules.js';
import {
  BILL_EMBEDS,
  companyOf,
  foundGroupFace,
  groupBillFace,
  groupEntity,
  groupFace,
  groupTierFace,
  memberFace,
  membershipFace,
} from './serializers.js';
import { groupTierChanges } from './tiers.js';

const DONE = { warnings: [], errors: [], success: true };

const LONGEST = 50;

/**
 * A text of a group.
 * @throws 1645 if it is too long
 */
function groupText(row: JsonObject, name: string): string {
  const text = textOf(row[name]);
  return text.length <= LONGEST ? text : fail(1645, `${name} can have at most ${LONGEST} characters`);
}

/**
 * The maximum size of a group.
 * @throws 1640 if it is not a number
 */
const sizeIn = (row: JsonObject): number =>
  numberOf(row['maxGroupSize']) ?? fail(1640, 'maxGroupSize must be a number');

function add({ world, body, till }: Call): Reply {
  const row = objectOf(body);
  if (Object.keys(row).length === 0) fail(1644, 'The details of the group are missing');
  const externalId = groupText(row, 'externalId');
  if (externalId === '') fail(1634, 'externalId is missing');
  if (!given(row['maxGroupSize'])) fail(1645, 'maxGroupSize is missing');
  const { fields, warnings } = knownGroupFields(world, objectOf(row['extendedFields']));
  const group = createGroup(world, {
    externalId,
    name: groupText(row, 'groupName'),
    maxGroupSize: sizeIn(row),
    extendedFields: fields,
    tillId: till.id,
  });
  return v2Entity(group.id, warnings);
}

function update({ world, body }: Call): Reply {
  const row = objectOf(body);
  const group =
    findGroup(world, given(row['id']) ? { id: textOf(row['id']) } : { externalId: textOf(row['externalId']) }) ??
    (given(row['id']) || given(row['externalId']) ? unknownGroup() : fail(1632, 'Give id or externalId of the group'));
  const { fields, warnings } = knownGroupFields(world, objectOf(row['extendedFields']));
  updateGroup(world, group, {
    ...(given(row['externalId']) && { externalId: groupText(row, 'externalId') }),
    ...(given(row['groupName']) && { name: groupText(row, 'groupName') }),
    ...(given(row['maxGroupSize']) && { maxGroupSize: sizeIn(row) }),
    extendedFields: fields,
  });
  const { id, externalId, name, maxGroupSize, extendedFields } = group;
  return v2Single({ id, externalId, groupName: name, maxGroupSize, extendedFields }, warnings);
}

const unknownGroup = (): never => fail(1632, 'No group has this id, external id or primary member');

/**
 * The group of a query.
 * @throws 1635 if none is named
 * @throws 1632 if it does not exist
 */
function groupAsked(world: World, query: JsonObject): UserGroup {
  const id = textOf(query['id']);
  const externalId = textOf(query['externalId']);
  const primaryUserId = textOf(query['primaryUserId']);
  if (`${id}${externalId}${primaryUserId}` === '') fail(1635, 'Give id, externalId or primaryUserId of the group');
  const group = findGroup(world, {
    id,
    externalId,
    ...(primaryUserId !== '' && { primaryUserId: Number(primaryUserId) }),
  });
  return group ?? unknownGroup();
}

/** Like `groupAsked`, but includes deleted groups. */
function groupRead(world: World, query: JsonObject): UserGroup {
  const { id, externalId } = query;
  const deleted = Object.values(world.userGroups).find(
    (group) =>
      group.status === 'DELETED' &&
      (given(id) ? group.id === numberOf(id) : given(externalId) && group.externalId === textOf(externalId)),
  );
  return deleted ?? groupAsked(world, query);
}

const PAGE = 10;

function search({ world, query }: Call): Reply {
  const text = textOf(query['q']);
  if (text === '' || text.length > LONGEST) fail(91052, 'q is missing or not valid');
  const page = pageAsked(query, PAGE, 91052);
  const found = searchGroups(world, text);
  const rows = pageRows(found, page).map((group) => foundGroupFace(world, group));
  return v2List(rows, { pagination: { ...page, total: found.length } });
}

function remove({ world, query }: Call): Reply {
  deleteGroup(groupAsked(world, { id: query['id'], externalId: query['externalId'] }));
  return v2Single({});
}

function join({ world, query, body }: Call): Reply {
  const group = groupAsked(world, query);
  if (group.status !== 'ACTIVE') fail(1632, 'The group is not active');
  const rows = objectsOf(body);
  if (rows.length === 0) fail(400, 'The body contains no members', 400);
  return v2Bulk(rows.map((row) => joinOne(world, group, row)));
}

/** One row. A failed row is echoed. */
function joinOne(world: World, group: UserGroup, row: JsonObject): BulkRow {
  try {
    const permissions = listOf(row['permissions']).map((each) => groupPermission(textOf(each)));
    if (!given(row['userId'])) fail(8015, 'userId is missing');
    const member = addMember(world, group, customerById(world, textOf(row['userId'])), {
      primary: booleanOf(row['primaryMember']),
      permissions,
      ...(given(row['defaultGroup']) && { defaultGroup: booleanOf(row['defaultGroup']) }),
    });
    const face = membershipFace(group, member);
    return { entityId: face, result: face };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { entityId: row, failure: error };
  }
}

/** @throws 403 if one of the fields is missing */
function checkGiven(row: JsonObject, names: readonly string[]): void {
  const missing = names.find((name) => listOf(row[name]).filter(given).length === 0);
  if (missing !== undefined) fail(403, `${missing} is missing`, 403);
}

/**
 * A group by id.
 * @throws 1619 if the group does not exist
 */
const groupOfId = (world: World, id: unknown): UserGroup =>
  findGroup(world, { id: given(id) ? textOf(id) : '0' }) ?? failUnknown(1619, 'Group id', textOf(id));

function removeMember({ world, path, query }: Call): Reply {
  checkGiven(query, ['source', 'identifierName', 'identifierValue']);
  const group = groupOfId(world, path['groupId']);
  leaveGroup(group, customerLookedUp(world, query));
  return reply(DONE);
}

function transferMembers({ world, body }: Call): Reply {
  const row = objectOf(body);
  checkGiven(row, ['leaveGroupId', 'joinGroupId', 'userIds']);
  const from = groupOfId(world, row['leaveGroupId']);
  const to = groupOfId(world, row['joinGroupId']);
  const ids = new Set(listOf(row['userIds']).map(textOf));
  const customers = [...ids].map((id) => world.customers[Number(id)] ?? fail(1620, `User ${id} is not in the group`));
  moveMembers(world, from, to, customers);
  return reply(DONE);
}

const BILLS = 20;

/**
 * A filter for moments from `start` up to, but not including, `end`.
 * @throws 400 if a value is not a date
 */
function momentsBefore(world: World, start: unknown, end: unknown): (at: Instant) => boolean {
  const read = (value: unknown): Instant | null =>
    given(value)
      ? (readDate(textOf(value), world.organisation.timezone) ?? fail(400, `${textOf(value)} is not a date`))
      : null;
  const [from, until] = [read(start), read(end)];
  return (at) => (from === null || at >= from) && (until === null || at < until);
}

/** The group, which an identifier of its primary member may also name. */
function groupOfBills(world: World, query: JsonObject): UserGroup {
  const named = ['id', 'externalId', 'primaryUserId'].some((name) => given(query[name]));
  if (named || !given(query['identifierName'])) return groupAsked(world, query);
  return findGroup(world, { primaryUserId: customerLookedUp(world, query).id }) ?? unknownGroup();
}

function getTransactions({ world, query }: Call): Reply {
  const group = groupOfBills(world, query);
  const customerId = numberOf(query['customerId']);
  if (customerId !== null && !memberOf(group, customerId)) fail(1620, 'The customer is not in the group');
  const type = given(query['type'])
    ? (oneOf(['REGULAR', 'RETURN', 'ALL'], query['type']) ?? fail(400, 'type must be REGULAR, RETURN or ALL'))
    : 'ALL';
  const transactionId = numberOf(query['transactionId']);
  const billNumber = textOf(query['billNumber']);
  const isThen = momentsBefore(world, query['startDate'], query['endDate']);
  const found = transactionsOfGroup(world, group).filter(
    (bill) =>
      (type === 'ALL' || bill.type === type) &&
      (customerId === null || bill.customerId === customerId) &&
      (transactionId === null || bill.id === transactionId) &&
      (billNumber === '' || bill.billNumber === billNumber) &&
      isThen(bill.billingDate),
  );
  if (oneOf(['ASC'], query['order']) !== null) found.reverse();
  // Values out of range count as the defaults here.
  const limit = numberOf(query['limit']) ?? BILLS;
  const page = { limit: limit > 0 ? limit : BILLS, offset: Math.max(0, numberOf(query['offset']) ?? 0) };
  const asked = partsOf(query['embed']).map((each) => each.toUpperCase());
  const show = {
    embeds: BILL_EMBEDS.filter((embed) => asked.includes(embed)),
    creditNotes: booleanOf(query['creditNotes']),
    roles: booleanOf(query['roles']),
  };
  return v2List(pageRows(found, page).map((bill) => groupBillFace(world, group, bill, show)));
}

function get({ world, query }: Call): Reply {
  const group = groupRead(world, query);
  const asked = (name: string): boolean => booleanOf(query[name]);
  const company = asked('companyDetails');
  const face = groupFace(world, group, {
    primaryMember: asked('primaryMemberDetails'),
    program: asked('programDetails'),
    expired: asked('expiredPoints'),
    schedules: asked('expirySchedules') ? expirySchedule(world, groupEntity(group), ALWAYS, false) : null,
    tiersUp: given(query['gapToUpgradeFor']) ? numberOf(query['gapToUpgradeFor']) : null,
    renewal: given(query['gapToRenewFor']),
    company,
  });
  const bare = company && companyOf(world, group) === null;
  return v2Single(face, bare ? [{ code: 1656, message: 'The group has no mapped hierarchy' }] : []);
}

const MEMBERS = 20;

function getMembers({ world, query }: Call): Reply {
  readSourceAsked(query, 8003);
  const externalId = textOf(query['externalId']);
  const byId = given(query['identifierName']) && given(query['identifierValue']);
  if (byId && oneOf(['id'], query['identifierName']) === null) fail(1632, 'identifierName must be id');
  const group = groupAsked(world, byId ? { id: query['identifierValue'] } : { externalId });
  const isThen = momentsAsked(world, query['fromDate'], query['toDate'], 400);
  const sortOrder = oneOf(['ASC', 'DESC'], query['sortOrder']) ?? 'DESC';
  const sortBy = oneOf(['IS_PRIMARY'], query['sortBy']);
  const members = group.members.filter((member) => isThen(member.joinedOn));
  const direction = sortOrder === 'ASC' ? 1 : -1;
  if (sortBy === null) members.sort((a, b) => direction * a.joinedOn.localeCompare(b.joinedOn));
  else members.sort((a, b) => direction * (Number(a.primary) - Number(b.primary)));
  const paged = booleanOf(query['paginationDetails']);
  const page = paged ? pageAsked(query, MEMBERS, 400) : { limit: members.length, offset: 0 };
  const show = { cards: booleanOf(query['includeCardDetails']), statuses: booleanOf(query['includeStatusDetails']) };
  return v2List(
    pageRows(members, page).map((member) => memberFace(world, group, member, show)),
    paged ? { pagination: { ...page, ...(sortBy !== null && { sortBy }), sortOrder, total: members.length } } : {},
  );
}

function getTierHistory({ world, query }: Call): Reply {
  if (!given(query['fleetGroupId'])) fail(1632, 'fleetGroupId is missing');
  const group = groupOfId(world, query['fleetGroupId']);
  const page = { limit: pageAsked({ limit: query['pageSize'] }, PAGE, 400).limit, offset: 0 };
  const changes = groupTierChanges(group, momentsBefore(world, query['startDate'], query['endDate']));
  const rows = pageRows(changes, page).map((change) => groupTierFace(world, change));
  return reply({ data: rows, pagination: { ...page, total: changes.length }, warnings: [] });
}

/**
 * The days of a schedule.
 * @throws 400 if a value is not a day
 */
const daysAsked = (query: JsonObject): Days => ({
  from: dayAsked(query['startDate'], 400) ?? ALWAYS.from,
  until: dayAsked(query['endDate'], 400) ?? ALWAYS.until,
});

/** Rows of a schedule, paged by limit and offset (also as limits and offsets); all rows without a limit. */
function scheduleRows<T>(rows: readonly T[], query: JsonObject): T[] {
  const limit = query['limits'] ?? query['limit'];
  const page = pageAsked({ limit, offset: query['offsets'] ?? query['offset'] }, Math.max(1, rows.length), 400);
  return pageRows(rows, page);
}

/** The group's points or, with type=CUSTOMER, those of its primary member. */
function getExpirySchedule({ world, query }: Call): Reply {
  const group = groupAsked(world, { externalId: query['externalId'] });
  const own = oneOf(['CUSTOMER'], query['type']) !== null;
  const entity = own ? customerEntity(primaryMember(group) ?? 0) : groupEntity(group);
  const rows = expirySchedule(world, entity, daysAsked(query), booleanOf(query['fetchEarliestExpiryOnly']));
  return v2Single({ expirySchedules: scheduleRows(rows, query) });
}

function getPromisedSchedule({ world, query }: Call): Reply {
  const group = groupAsked(world, { primaryUserId: query['primaryUserId'] });
  checkProgram(world, query['programId'], 885);
  const schedule = promisedSchedule(world, groupEntity(group), daysAsked(query));
  const rows = scheduleRows(schedule.promisedPointsScheduleList, query);
  return v2Single({
    // Groups have negative ids here.
    entityId: -group.id,
    entityType: 'FLEET',
    ...schedule,
    promisedPointsScheduleList: booleanOf(query['fetchEarliestExpiryOnly']) ? rows.slice(0, 1) : rows,
  });
}

export const userGroupHandlers: Handlers = {
  user_group_add: add,
  user_group_update: update,
  user_group_search: search,
  user_group_delete: remove,
  user_group_join: join,
  user_group_remove_member: removeMember,
  user_group_transfer_member: transferMembers,
  user_group_get_transactions: getTransactions,
  user_group_get: get,
  user_group_get_members_with_cards: getMembers,
  user_group_get_primary_and_secondary: getMembers,
  user_group_get_tier_history: getTierHistory,
  // This endpoint shares its path with the ledger of customers.
  ...(pointsLedgerHandlers['points_ledger_get_entries'] && {
    user_group_get_ledger: pointsLedgerHandlers['points_ledger_get_entries'],
  }),
  user_group_get_points_expiry_schedule: getExpirySchedule,
  user_group_get_promised_points_schedule: getPromisedSchedule,
};
