/** Section User group, beyond the inventory: permissions, search by fields, the audit log, groups of the older kind. */
import {
  userGroupGetAuditLogs,
  userGroupGetOlder,
  userGroupSearchByFields,
  userGroupUpdatePermissions,
} from '../../../tools/beyond/user-group.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer, GroupChange, UserGroup } from '../customer/state.js';
import { configNumber } from '../organization/config.js';
import { toAuditJson, toGroupWithFieldsJson, toOlderGroupJson } from './beyond-serializers.js';
import { groupRead, unknownGroup } from './handlers.js';
import { defaultGroupOf, findGroup, groupsWithFields, setPermission } from './rules.js';
import { toMembershipJson } from './serializers.js';

const PAGE = 10;

/**
 * A customer with an identifier of any kind.
 * @throws 93002 if there is none
 */
function memberNamed(
  world: World,
  { identifierName, identifierValue }: { identifierName: string; identifierValue: string },
): Customer {
  const type = identifierName === 'userId' || identifierName === 'id' ? 'id' : identifierName;
  const isType = type === 'mobile' || type === 'email' || type === 'externalId' || type === 'id';
  return (
    (isType ? findCustomer(world, type, identifierValue) : undefined) ??
    fail(93002, `No customer has the ${identifierName} ${identifierValue}`)
  );
}

type AuditQuery = Parameters<typeof userGroupGetAuditLogs.query>;

/** The group of an audit log, which may be deleted; an identifier is that of its primary member. */
function groupAudited(world: World, { id, externalId, identifierName, identifierValue }: AuditQuery): UserGroup {
  if (id !== undefined || externalId !== undefined || identifierValue === undefined) {
    return groupRead(world, { id, externalId });
  }
  const primary = memberNamed(world, { identifierName: identifierName ?? 'mobile', identifierValue });
  return findGroup(world, { primaryUserId: primary.id }) ?? unknownGroup();
}

function changesAsked(world: World, query: AuditQuery, sentEnd: unknown): GroupChange[] {
  const isThen = momentsAsked(world, query.startDate, sentEnd, 400);
  const matches = (value: string, asked: string | undefined): boolean =>
    asked === undefined || value.toLowerCase() === asked.toLowerCase();
  const found = groupAudited(world, query).audit.filter(
    ({ action, featureType, tillId, changedOn }) =>
      matches(action, query.action) &&
      matches(featureType, query.featureType) &&
      matches(world.tills[tillId]?.code ?? '', query.actor) &&
      isThen(changedOn),
  );
  return query.sortOrder === 'ASC' ? found : found.reverse();
}

export const userGroupBeyondHandlers: Handlers = {
  ...handleRows(
    userGroupUpdatePermissions,
    {
      envelope: 'bulk',
      parameters: { codes: { id: 1632 } },
      batch: { none: 400 },
      codes: { userId: 1632, permissions: 1641 },
      echoId: (row) => row,
    },
    ({ world, till, query, row }) => {
      const group = findGroup(world, { id: query.id }) ?? unknownGroup();
      const { userId: customerId, permissions: permission } = row;
      const member = setPermission(world, group, { customerId, permission, tillId: till.id });
      const membership = toMembershipJson(group, member);
      return { entityId: membership, result: membership };
    },
  ),

  ...handle(
    userGroupSearchByFields,
    {
      envelope: 'list',
      codes: { body: 1661, 'body.extendedFields': 1661 },
      paging: byOffset({ limit: PAGE, reported: true }),
    },
    ({ world, body, page }) => page(groupsWithFields(world, body.extendedFields)).map(toGroupWithFieldsJson),
  ),

  ...handle(
    userGroupGetAuditLogs,
    {
      envelope: 'plain',
      codes: { id: 1632, startDate: 400, endDate: 400 },
      paging: byOffset({ limit: PAGE }),
    },
    ({ world, query, raw, page }) => {
      const found = changesAsked(world, query, raw.query['endDate']);
      return {
        data: page(found).map((each) => toAuditJson(world, each)),
        pagination: { limit: query.limit ?? PAGE, offset: query.offset ?? 0, total: found.length },
        warnings: [],
      };
    },
  ),

  ...handle(
    userGroupGetOlder,
    { envelope: 'single', codes: { identifierName: 93002, identifierValue: 93002, source: { malformed: 'ignored' } } },
    ({ world, query }) => {
      if (configNumber(world, 'CONF_USER_GROUP_ENABLED') === 0) fail(93016, 'User groups are switched off');
      const member = memberNamed(world, query);
      const group = defaultGroupOf(world, member) ?? fail(93014, `User ${member.id} is not in a group`);
      return toOlderGroupJson(world, group, { withLoyalty: query.loyaltyDetails ?? false });
    },
  ),
};
