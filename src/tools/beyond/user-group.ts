/** User group, beyond the inventory. */
import { section } from '../define.js';
import { accountId, identifierValue, limit, offset, ownSource, sortOrder } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, object, text } from '../schemas/values.js';
import { USER_GROUP } from '../user-group/user-group.defaults.js';
import { GROUP_PERMISSIONS } from '../user-group/user-group.js';
import * as answers from './user-group.answers.js';

export const userGroupBeyond = section('User group', USER_GROUP);

export const userGroupUpdatePermissions = userGroupBeyond.put('v2/userGroup2/members/permissions', {
  tool: 'user_group_update_permissions',
  title: 'Update Group Member Permissions',
  summary:
    'Allows or blocks redeeming or transferring the shared points of a group for single members, at once; read failureCount. New members get theirs with user_group_join; user_group_get_members_with_cards shows them.',
  inInventory: false,
  query: () => ({ id: idOf('userGroup', integer('Group id')) }),
  body: () =>
    list(
      object({
        userId: idOf('customer', integer('Member, by customer id')),
        permissions: choice(GROUP_PERMISSIONS, 'Permission to set; it replaces its opposite'),
      }),
      'One row per member and permission',
    ),
  answer: answers.userGroupUpdatePermissionsAnswer,
  effect: 'update',
  idempotent: true,
  checkedBy: ['user_group_get_members_with_cards'],
  evidence: 'the permission among those of the member',
  example: { id: 2601, body: [{ userId: 418400040, permissions: 'allow_points_transfer' }] },
  sources: [
    'https://docs.capillarytech.com/reference/update-user-group-permission',
    'Update user group permission, documentation September 2025',
  ],
  keywords: [
    'stop the son from spending the family points',
    'let a driver use the fleet points',
    'block a member from redeeming',
    'who in the household may transfer points',
    'take spending rights away from an employee',
    'allow grandma to use the shared pot',
    'rights of members in a joint account',
    'stop a member of the family from using the shared points',
    'allow or block a group member from redeeming',
    'permissions of group members',
    'children must not redeem the family points',
    'forbid a member to transfer group points',
  ],
});

export const userGroupSearchByFields = userGroupBeyond.post('v2/userGroup2/extendedFieldSearch', {
  tool: 'user_group_search_by_fields',
  title: 'Search Groups by Extended Fields',
  summary:
    'Finds groups whose extended fields have given values, such as a city or a status; it changes nothing. By name, id or contact of the primary member use user_group_search; extended_field_list names the fields (usergroup2).',
  inInventory: false,
  body: () => object({ extendedFields: keyValues('Value by name of the field, at least one') }),
  answer: answers.userGroupSearchByFieldsAnswer,
  effect: 'read',
  limits: { pagination: 'the first 10; parameters for more are not documented' },
  example: { body: { extendedFields: { ug_city: 'Chennai' } } },
  sources: [
    'https://docs.capillarytech.com/reference/search-for-groups-using-the-extended-fields',
    'Search for groups using the extended fields, documentation September 2025',
  ],
  keywords: [
    'families from chennai',
    'all fleets with status premium',
    'groups by a custom attribute',
    'find households by city',
    'corporate accounts of a certain segment',
    'which joint accounts have this value',
    'families whose custom field has a value',
    'find groups by an extended field',
    'search fleets by segment',
  ],
});

export const userGroupGetAuditLogs = userGroupBeyond.get('v2/userGroup2/auditLogs', {
  tool: 'user_group_get_audit_logs',
  title: 'Get Group Audit Logs',
  summary:
    'Who changed a group and when: its settings, members joining or leaving, permissions; also of deleted groups. All names of parameters and answer are inferred and may be wrong; points movements are user_group_get_ledger, tiers user_group_get_tier_history.',
  inInventory: false,
  rules: [{ needs: ['id', 'externalId', 'identifierValue'] }],
  query: () => ({
    id: idOf('userGroup', integer('Group id; give one way to identify the group')).optional(),
    externalId: idOf('userGroupExternalId', text("The brand's own id of the group")).optional(),
    identifierName: choice(['mobile', 'email', 'externalId', 'id'], "Primary member's kind of identifier").optional(),
    identifierValue: personIdentifier('Its value').optional(),
    featureType: text('Kind of change').optional(),
    actor: text('Who changed it').optional(),
    action: text('What was done').optional(),
    startDate: dateTime({ zone: 'organization' }, 'From').optional(),
    endDate: dateTime({ zone: 'organization' }, 'Until').optional(),
    sortOrder: sortOrder(),
    limit: limit(),
    offset: offset(),
  }),
  answer: answers.userGroupGetAuditLogsAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  confidence: 'inferred',
  example: { id: 2601 },
  sources: [
    'Release notes July to September 2026 (method, path, and what can be asked)',
    'https://docs.capillarytech.com/reference/get-user-group-audit-logs (not found: names are inferred)',
  ],
  keywords: [
    'who removed my daughter from the family account',
    'change history of a fleet',
    'when did this driver join and who added him',
    'audit trail of a household',
    'who raised the member limit',
    'what happened to a deleted group',
    'trace edits of a joint account',
    'who joined or left a family lately',
    'who changed a group, and when',
    'audit log of a group',
    'who added a member to the group',
  ],
});

export const userGroupGetOlder = userGroupBeyond.get('v2/usergroups', {
  tool: 'user_group_get_older',
  title: 'Get User Group (legacy v1)',
  summary:
    'Members of a friends-and-family group of the older kind, found by any of them, with points on request; names and contacts of all members. Only for organizations that still have these groups (93016 otherwise): all others user_group_get.',
  inInventory: false,
  query: () => ({
    identifierName: choice(['mobile', 'email', 'externalId', 'userId'], "A member's kind of identifier"),
    identifierValue: identifierValue(),
    source: ownSource().optional(),
    accountId: accountId(),
    loyaltyDetails: boolean("true adds each member's points and tier").optional(),
  }),
  answer: answers.userGroupGetOlderAnswer,
  effect: 'read',
  supersededBy: 'user_group_get',
  confidence: 'partial',
  example: { identifierName: 'mobile', identifierValue: '919800000001', loyaltyDetails: true },
  sources: [
    'Get User Group Details, documentation 2022',
    'Group loyalty, documentation September 2025 (deprecated)',
    'public shop connector of 2023 (email, loyaltyDetails)',
  ],
  keywords: [
    'friends and family group of the old kind',
    'who shares points with this phone number, old groups',
    'legacy family account by email',
    'members and points of a first generation group',
    'group before the new family feature',
    'older style household of a customer',
    'old friends and family group of a customer',
  ],
});
