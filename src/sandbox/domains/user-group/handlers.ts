/** Section User group: groups, their members, bills, tiers and points. */
import { defined } from '../../../lib/defined.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import {
  userGroupAdd,
  userGroupDelete,
  userGroupGet,
  userGroupGetMembersWithCards,
  userGroupGetPointsExpirySchedule,
  userGroupGetPrimaryAndSecondary,
  userGroupGetPromisedPointsSchedule,
  userGroupGetTierHistory,
  userGroupGetTransactions,
  userGroupJoin,
  userGroupRemoveMember,
  userGroupSearch,
  userGroupTransferMember,
  userGroupUpdate,
} from '../../../tools/user-group/user-group.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { sorted } from '../../http/sorting.js';
import type { Instant } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import { customerLookedUp } from '../customer/sent.js';
import type { GroupMember, UserGroup } from '../customer/state.js';
import { customerEntity } from '../points/ledger.js';
import { checkProgram } from '../points/program.js';
import { ALWAYS, type Days, expirySchedule, promisedSchedule } from '../points/serializers.js';
import { primaryMember } from '../points/transfers.js';
import { transactionsOfGroup } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import {
  addMember,
  createGroup,
  deleteGroup,
  findGroup,
  type GroupSelector,
  knownGroupFields,
  leaveGroup,
  memberOf,
  moveMembers,
  searchGroups,
  updateGroup,
} from './rules.js';
import {
  companyOf,
  groupEntity,
  toFoundGroupJson,
  toGroupBillJson,
  toGroupJson,
  toMemberJson,
  toMembershipJson,
  toTierChangeJson,
} from './serializers.js';
import { groupTierChanges } from './tiers.js';

const DONE = { warnings: [], errors: [], success: true };

export const unknownGroup = (): never => fail(1632, 'No group has this id, external id or primary member');

/**
 * The group that a call names.
 * @throws 1635 if none is named
 * @throws 1632 if it does not exist
 */
function groupNamed(world: World, { id, externalId, primaryUserId }: GroupSelector): UserGroup {
  if (id === undefined && externalId === undefined && primaryUserId === undefined) {
    return fail(1635, 'Give id, externalId or primaryUserId of the group');
  }
  return findGroup(world, defined({ id, externalId, primaryUserId })) ?? unknownGroup();
}

/** Like `groupNamed`, but includes deleted groups. */
export function groupRead(world: World, selector: GroupSelector): UserGroup {
  const { id, externalId } = selector;
  const deleted = Object.values(world.userGroups).find(
    (group) => group.status === 'DELETED' && (id === undefined ? group.externalId === externalId : group.id === id),
  );
  return deleted ?? groupNamed(world, selector);
}

/**
 * A group by id.
 * @throws 1619 if the group does not exist
 */
const groupById = (world: World, id: number): UserGroup =>
  findGroup(world, { id }) ?? failUnknown(1619, 'Group id', id);

/** A filter for moments from `start` up to, but not including, `end`. */
const momentsBefore = (start?: Instant, end?: Instant) => (at: Instant) =>
  (start === undefined || at >= start) && (end === undefined || at < end);

type BillQuery = Parameters<typeof userGroupGetTransactions.query>;

/** The group, which an identifier of its primary member may also name. */
function groupOfBills(world: World, query: BillQuery): UserGroup {
  const isNamed = query.id !== undefined || query.externalId !== undefined || query.primaryUserId !== undefined;
  if (isNamed || query.identifierName === undefined) return groupNamed(world, query);
  return findGroup(world, { primaryUserId: customerLookedUp(world, query).id }) ?? unknownGroup();
}

function billsAsked(world: World, group: UserGroup, query: BillQuery): Transaction[] {
  const { type = 'ALL', customerId, transactionId, billNumber, startDate, endDate, order } = query;
  if (customerId !== undefined && !memberOf(group, customerId)) fail(1620, 'The customer is not in the group');
  const isThen = momentsBefore(startDate, endDate);
  const found = transactionsOfGroup(world, group).filter(
    (bill) =>
      (type === 'ALL' || bill.type === type) &&
      (customerId === undefined || bill.customerId === customerId) &&
      (transactionId === undefined || bill.id === transactionId) &&
      (billNumber === undefined || bill.billNumber === billNumber) &&
      isThen(bill.billingDate),
  );
  return order === 'ASC' ? found.reverse() : found;
}

/** The days of a schedule. */
const daysOf = (world: World, { startDate, endDate }: { startDate?: Instant; endDate?: Instant }): Days => ({
  from: startDate === undefined ? ALWAYS.from : localDate(startDate, world.organisation.timezone),
  until: endDate === undefined ? ALWAYS.until : localDate(endDate, world.organisation.timezone),
});

/** Codes of the ways to name a group. */
const GROUP_CODES = { id: 1632, primaryUserId: 1632 } as const;
/** The codes of the texts and the size of a group. */
const SETTING_CODES = { 'body.groupName': 1645, 'body.maxGroupSize': { missing: 1645, malformed: 1640 } } as const;
const MISSING = { code: 403, httpStatus: 403 } as const;
const IGNORED = { malformed: 'ignored' } as const;

const PAGE = 10;
const BILLS = 20;
const MEMBERS = 20;

export const userGroupHandlers: Handlers = {
  ...handle(
    userGroupAdd,
    {
      envelope: 'entity',
      codes: { body: 1644, 'body.externalId': { missing: 1634, malformed: 1645 }, ...SETTING_CODES },
      optional: ['body.externalId', 'body.maxGroupSize'],
    },
    ({ world, till, body, warn }) => {
      if (Object.keys(body).length === 0) fail(1644, 'The details of the group are missing');
      const { externalId, groupName: name = '', maxGroupSize } = body;
      if (externalId === undefined) return fail(1634, 'externalId is missing');
      if (maxGroupSize === undefined) return fail(1645, 'maxGroupSize is missing');
      const { fields: extendedFields, warnings } = knownGroupFields(world, body.extendedFields);
      warn(warnings);
      return createGroup(world, { externalId, name, maxGroupSize, extendedFields, tillId: till.id }).id;
    },
  ),

  ...handle(
    userGroupUpdate,
    {
      envelope: 'single',
      codes: { body: 1632, 'body.id': 1632, 'body.externalId': 1645, ...SETTING_CODES },
      optional: ['body.id'],
      oneOf: [{ of: ['body.id', 'body.externalId'], code: 1632 }],
    },
    ({ world, till, body: { id, externalId, groupName, maxGroupSize, extendedFields }, warn }) => {
      const group = findGroup(world, id === undefined ? defined({ externalId }) : { id }) ?? unknownGroup();
      const { fields, warnings } = knownGroupFields(world, extendedFields);
      warn(warnings);
      const settings = {
        ...defined({ externalId: externalId || undefined, name: groupName || undefined, maxGroupSize }),
        extendedFields: fields,
      };
      updateGroup(world, group, settings, { tillId: till.id });
      return {
        id: group.id,
        externalId: group.externalId,
        groupName: group.name,
        maxGroupSize: group.maxGroupSize,
        extendedFields: group.extendedFields,
      };
    },
  ),

  ...handle(
    userGroupSearch,
    { envelope: 'list', code: 91052, paging: byOffset({ limit: PAGE, code: 91052, reported: true }) },
    ({ world, query, page }) => page(searchGroups(world, query.q)).map((group) => toFoundGroupJson(world, group)),
  ),

  ...handle(userGroupDelete, { envelope: 'single', codes: { id: 1632 } }, ({ world, till, query }) => {
    deleteGroup(world, groupNamed(world, query), { tillId: till.id });
    return {};
  }),

  ...handleRows(
    userGroupJoin,
    {
      envelope: 'bulk',
      batch: { none: 400 },
      before: ({ world, query }) => {
        if (groupNamed(world, query).status !== 'ACTIVE') fail(1632, 'The group is not active');
      },
      codes: { userId: 8015, 'permissions[]': 1641 },
      optional: ['permissions'],
      echoId: (row) => row,
    },
    ({ world, till, query, row }) => {
      const { userId, primaryMember: primary, permissions, defaultGroup } = row;
      const group = groupNamed(world, query);
      const customer = customerById(world, userId);
      const member = addMember(
        world,
        group,
        customer,
        defined({ primary, permissions, defaultGroup, tillId: till.id }),
      );
      const membership = toMembershipJson(group, member);
      return { entityId: membership, result: membership };
    },
  ),

  ...handle(
    userGroupRemoveMember,
    {
      envelope: 'plain',
      codes: {
        groupId: 1619,
        source: { missing: MISSING, malformed: 8003 },
        identifierName: { missing: MISSING, malformed: 8013 },
        identifierValue: MISSING,
      },
    },
    ({ world, till, path, query }) => {
      leaveGroup(world, groupById(world, path.groupId), customerLookedUp(world, query), { tillId: till.id });
      return DONE;
    },
  ),

  ...handle(
    userGroupTransferMember,
    {
      envelope: 'plain',
      codes: {
        body: MISSING,
        'body.leaveGroupId': { missing: MISSING, malformed: 1619 },
        'body.joinGroupId': { missing: MISSING, malformed: 1619 },
        'body.userIds': MISSING,
        'body.userIds[]': 1620,
      },
    },
    ({ world, till, body: { leaveGroupId, joinGroupId, userIds } }) => {
      if (userIds.length === 0) fail(403, 'userIds is missing', 403);
      const [from, to] = [groupById(world, leaveGroupId), groupById(world, joinGroupId)];
      const members = [...new Set(userIds)].map(
        (id) => world.customers[id] ?? fail(1620, `User ${id} is not in the group`),
      );
      moveMembers(world, { from, to, tillId: till.id }, members);
      return DONE;
    },
  ),

  ...handle(
    userGroupGetTransactions,
    {
      envelope: 'list',
      // Values out of range count as the defaults here.
      codes: {
        ...GROUP_CODES,
        identifierName: 8013,
        source: 8003,
        customerId: 1620,
        embed: IGNORED,
        limit: IGNORED,
        offset: IGNORED,
        order: IGNORED,
      },
    },
    ({ world, query }) => {
      const group = groupOfBills(world, query);
      const { offset = 0, embed: embeds = [], creditNotes = false, roles = false } = query;
      const limit = query.limit || BILLS;
      return billsAsked(world, group, query)
        .slice(offset, offset + limit)
        .map((bill) => toGroupBillJson(world, group, bill, { embeds, creditNotes, roles }));
    },
  ),

  ...handle(userGroupGet, { envelope: 'single', codes: GROUP_CODES }, ({ world, query, warn }) => {
    const group = groupRead(world, query);
    if (query.companyDetails && !companyOf(world, group)) {
      warn([{ code: 1656, message: 'The group has no mapped hierarchy' }]);
    }
    return toGroupJson(world, group, query);
  }),

  ...handle(
    [userGroupGetMembersWithCards, userGroupGetPrimaryAndSecondary],
    {
      envelope: 'plain',
      codes: { source: 8003, identifierName: { malformed: 1632 }, sortBy: IGNORED, sortOrder: IGNORED },
      oneOf: [{ of: ['source'], code: 8003 }],
      optional: ['identifierName', 'identifierValue'],
      paging: byOffset({ limit: MEMBERS }),
    },
    ({ world, query, raw, page }) => {
      const { identifierName, identifierValue, externalId, sortBy, sortOrder = 'DESC' } = query;
      const group = groupNamed(
        world,
        identifierName && identifierValue ? { id: Number(identifierValue) } : { externalId },
      );
      // A day includes its end.
      const isThen = momentsAsked(world, query.fromDate, raw.query['toDate'], 400);
      const keys = ({ primary, joinedOn }: GroupMember) => [sortBy === 'IS_PRIMARY' ? Number(primary) : joinedOn];
      const members = sorted(
        group.members.filter(({ joinedOn }) => isThen(joinedOn)),
        keys,
        sortOrder,
      );
      const { paginationDetails: isPaged, limit = MEMBERS, offset = 0 } = query;
      return {
        pagination: isPaged ? { limit, offset, sortBy, sortOrder, total: members.length } : undefined,
        data: (isPaged ? page(members) : members).map((member) => toMemberJson(world, group, member, query)),
        warnings: [],
        errors: [],
      };
    },
  ),

  ...handle(
    userGroupGetTierHistory,
    { envelope: 'plain', codes: { fleetGroupId: { missing: 1632, malformed: 1619 } } },
    ({ world, query: { fleetGroupId, startDate, endDate, pageSize: limit = PAGE } }) => {
      const changes = groupTierChanges(groupById(world, fleetGroupId), momentsBefore(startDate, endDate));
      return {
        data: changes.slice(0, limit).map((change) => toTierChangeJson(world, change)),
        pagination: { limit, offset: 0, total: changes.length },
        warnings: [],
      };
    },
  ),

  // The group's points or, with type=CUSTOMER, those of its primary member.
  ...handle(
    userGroupGetPointsExpirySchedule,
    { envelope: 'single', codes: { externalId: 1635, type: IGNORED } },
    ({ world, query }) => {
      const { externalId, type, fetchEarliestExpiryOnly = false, offsets = 0, limits } = query;
      const group = groupNamed(world, { externalId });
      const entity = type === 'CUSTOMER' ? customerEntity(primaryMember(group) ?? 0) : groupEntity(group);
      const rows = expirySchedule(world, entity, daysOf(world, query), fetchEarliestExpiryOnly).slice(offsets);
      return { expirySchedules: rows.slice(0, limits) };
    },
  ),

  ...handle(
    userGroupGetPromisedPointsSchedule,
    {
      envelope: 'single',
      codes: { primaryUserId: { missing: 1635, malformed: 1632 }, programId: 885 },
      paging: byOffset(),
    },
    ({ world, query, page }) => {
      const group = groupNamed(world, { primaryUserId: query.primaryUserId });
      checkProgram(world, query.programId, 885);
      const schedule = promisedSchedule(world, groupEntity(group), daysOf(world, query));
      const rows = page(schedule.promisedPointsScheduleList);
      return {
        // Groups have negative ids here.
        entityId: -group.id,
        entityType: 'FLEET',
        ...schedule,
        promisedPointsScheduleList: query.fetchEarliestExpiryOnly ? rows.slice(0, 1) : rows,
      };
    },
  ),
};
