/** User group: families, fleets and other groups whose members share a points wallet. */

import { section } from '../define.js';
import { accountId, limit, offset, ownSourceOrAll, programId, sortOrder, sourceOrAll } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, choice, commaList, integer, keyValues, list, object, text } from '../schemas/values.js';
import * as answers from './user-group.answers.js';
import { USER_GROUP } from './user-group.defaults.js';

/** The API's own spelling. */
const ACTIVE_MEMBERS = [
  { at: 'data[].inActive', note: 'inActive is misnamed: true means that the member is active in the group.' },
];

export const userGroup = section('User group', USER_GROUP);

/** What a member may do with the points of the group. */
export const GROUP_PERMISSIONS = [
  'allow_points_redemption',
  'allow_points_transfer',
  'block_points_redemption',
  'block_points_transfer',
] as const;

const extendedFields = () => keyValues('Extended fields of entity usergroup2').optional();

/** Query arguments that identify one group. */
const groupIdOrExternalId = () => ({
  id: idOf('userGroup', integer('Group id; give one way to identify the group')).optional(),
  externalId: idOf('userGroupExternalId', text("The brand's own id of the group")).optional(),
});

const group = () => ({
  ...groupIdOrExternalId(),
  primaryUserId: idOf('customer', integer("Customer id of the group's primary member")).optional(),
});

/** Query of `v2/userGroup2/members`. */
const memberQuery = () => ({
  source: ownSourceOrAll('Source of the group, upper case').optional(),
  identifierName: choice(['id'], 'Id of the group, not of a member'),
  identifierValue: idOf('userGroup', text('Group id')),
  includeCardDetails: boolean("true adds each member's cards; default false").optional(),
  includeStatusDetails: boolean('true adds the status of those cards; default false').optional(),
  paginationDetails: boolean('true adds limit, offset and total; needed to page; default false').optional(),
  limit: limit('Members per page; with paginationDetails=true'),
  offset: offset('Members to skip; with paginationDetails=true'),
  sortBy: choice(['IS_PRIMARY'], 'Sorts by primary member').optional(),
  sortOrder: sortOrder(),
  fromDate: dateTime({ zone: 'organization' }, 'Joined on or after').optional(),
  toDate: dateTime({ zone: 'organization' }, 'Joined until').optional(),
});

export const userGroupAdd = userGroup.post('v2/userGroup2', {
  tool: 'user_group_add',
  title: 'Add Group',
  summary:
    'Creates an empty group (family, friends, fleet, business) on the default loyalty program and returns its id. Members are added with user_group_join.',
  body: () =>
    object({
      externalId: text("The brand's own id of the group; unique", 50),
      groupName: text('Name to show', 50).optional(),
      maxGroupSize: integer('Maximum members; up to the limit of the organization, 30,000 unless configured', {
        min: 1,
      }),
      extendedFields: extendedFields(),
    }),
  answer: answers.userGroupAddAnswer,
  effect: 'create',
  checkedBy: ['user_group_search'],
  evidence: 'a group with this name or external id',
  nextStep: 'the group is empty. user_group_join adds its primary member and the others.',
  sources: [
    'https://docs.capillarytech.com/reference/add-group',
    'https://docs.capillarytech.com/docs/creating-and-managing-groups',
    'Create Group, documentation 2022',
  ],
  keywords: [
    'set up a family account',
    'open a shared wallet for a household',
    'register a new truck fleet',
    'start a pooling club for friends',
    'new corporate account with up to 200 drivers',
    'make a household so relatives can pool points',
    'found a team that collects together',
    'onboard a business that buys under one account',
    'create joint membership',
    'new family or fleet group',
    'create a shared account',
    'start a group that pools points',
    'open a fleet or family account',
  ],
});

export const userGroupUpdate = userGroup.put('v2/userGroup2', {
  tool: 'user_group_update',
  title: 'Update User Group',
  summary:
    "Changes a group's name, external id, maximum size or extended fields. It does not change members: for those use user_group_join, user_group_remove_member or user_group_transfer_member.",
  body: () =>
    object({
      id: idOf('userGroup', integer('Group id')),
      externalId: text("New value of the brand's own id", 50).optional(),
      groupName: text('Name; send the current one to keep it', 50).optional(),
      maxGroupSize: integer('Most members', { min: 1 }).optional(),
      extendedFields: extendedFields(),
    }),
  answer: answers.userGroupUpdateAnswer,
  effect: 'update',
  checkedBy: ['user_group_get'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-user-group',
    'Update User Group, documentation 2022 and September 2025',
  ],
  keywords: [
    'rename a family account',
    'let a fleet have more drivers',
    'raise the member cap of a household',
    'change the reference code of a corporate account',
    'set a custom attribute on a group',
    'fix a typo in the family name',
    'allow ten people instead of five',
    'edit settings of a joint account',
    "change a group's name or size",
    'edit a family group',
    'more people allowed in a group',
    'group has a new name',
  ],
});

export const userGroupSearch = userGroup.get('v2/userGroup2/search', {
  tool: 'user_group_search',
  title: 'Search user groups by name, ID, and mobile number',
  summary:
    "Finds groups by text: group name, id or external id, or the primary member's mobile, email or card number; pages by limit and offset. Which groups any customer is in: customer_get with embed userGroup; points, tier and member ids of one: user_group_get.",
  query: () => ({
    q: personIdentifier("Name, id, external id, or the primary member's mobile, email or card number", 50),
    offset: offset('Groups to skip; default 0'),
    limit: limit('Groups per page; default 10'),
  }),
  answer: answers.userGroupSearchAnswer,
  effect: 'read',
  whenEmpty:
    'Only the names and ids of groups and the contacts of their primary members are searched. The groups of any customer: customer_get with embed userGroup.',
  limits: { pagination: 'limit 10, offset' },
  sources: ['https://docs.capillarytech.com/reference/get-user-group-details'],
  keywords: [
    'find the family account by phone number',
    'which household belongs to this mobile',
    'look up a fleet by company name',
    'what is the group id of the menon family',
    'caller only knows the account holder email',
    'swipe the fleet card and find its account',
    'locate a corporate account without its id',
    'is there already a group with this name',
    'owner of the joint account by card',
    'find a group by name or phone',
    'which family is this number in',
    'look for a fleet',
    'groups of a customer',
    'find the group of a person',
  ],
});

export const userGroupDelete = userGroup.delete('v2/userGroup2', {
  tool: 'user_group_delete',
  rules: [{ needs: ['id', 'externalId'] }],
  title: 'Delete User Group',
  summary:
    'Deletes a whole group: members lose the shared wallet and it cannot be undone. To take out one member use user_group_remove_member.',
  query: groupIdOrExternalId,
  response: { confirmation: ['warnings'] },
  answer: answers.userGroupDeleteAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'Delete user group[ {id}][ with external id {externalId}]? Its members lose the shared points.',
  undoneBy: 'nothing',
  subjects: [],
  watch: {
    tool: 'user_group_get',
    args: { id: 'id', externalId: 'externalId' },
    fields: ['groupName', 'groupStatus', 'totalActiveMembers'],
  },
  checkedBy: ['user_group_get'],
  evidence: 'that the group is gone or inactive',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/delete-user-group',
    'https://docs.capillarytech.com/docs/creating-and-managing-groups',
    'Delete Group, documentation 2022 and September 2025',
  ],
  keywords: [
    'close a family account',
    'dissolve the household for good',
    'fleet contract ended, remove the account',
    'get rid of a duplicate group',
    'shut down a shared wallet',
    'disband the club',
    'corporate client left the programme, drop its group',
    'erase a test group',
    'close a group for good',
    'family pot no longer wanted',
    'end a shared account',
  ],
});

export const userGroupJoin = userGroup.post('v2/userGroup2/join', {
  tool: 'user_group_join',
  rules: [{ needs: ['id', 'externalId', 'primaryUserId'] }],
  title: 'Join Member to Group',
  summary:
    'Adds customers to a group as its primary or as secondary members, with their permissions on its points; read failureCount. The primary member cannot be changed later; to move members between groups use user_group_transfer_member.',
  query: group,
  body: () =>
    list(
      object({
        userId: idOf('customer', integer('Customer id to add')),
        primaryMember: boolean('true for the owner, one per group; false for a secondary member').optional(),
        permissions: list(choice(GROUP_PERMISSIONS), "The member's permissions on the group's points"),
        defaultGroup: boolean("true makes it the customer's default group").optional(),
        active: boolean('true for an active membership').optional(),
      }),
      'Members to add',
    ),
  answer: answers.userGroupJoinAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['user_group_get_members_with_cards'],
  evidence: 'each customer as a member with this role',
  limits: { batch: 'several members per call' },
  sources: [
    'https://docs.capillarytech.com/reference/join-member-to-group',
    'https://docs.capillarytech.com/docs/creating-and-managing-groups',
    'Join Member to Group, documentation 2022 and September 2025',
  ],
  keywords: [
    'add my wife to the family account',
    'put a new driver into the fleet',
    'enrol employees in the corporate account',
    'make someone the head of the household',
    'let a child collect into our shared pot',
    'who may spend the pooled points, set when joining',
    'bring a customer into a household',
    'attach several people to one wallet',
    'assign owner of a joint account',
    'add someone to a family or fleet',
    'new member for a group',
    'put people into a shared account',
  ],
});

export const userGroupRemoveMember = userGroup.delete('v2/userGroup2/{groupId}/leave', {
  tool: 'user_group_remove_member',
  title: 'Remove group member',
  summary:
    'Takes one customer, by mobile, email, card or external id, out of a group; if it is the primary member this deactivates the group, unless configured otherwise. For the whole group use user_group_delete, to move to another group user_group_transfer_member.',
  path: () => ({
    groupId: idOf('userGroup', integer('Group id')),
  }),
  query: () => ({
    source: fromConnection(
      'source',
      choice(['INSTORE', 'MARTJACK', 'WECHAT', 'ALL'], 'Channel whose profile holds the customer'),
    ),
    accountId: accountId(),
    identifierName: choice(['mobile', 'email', 'externalId', 'cardnumber', 'cardExternalId'], 'Kind of identifier'),
    identifierValue: personIdentifier("The member's identifier; a mobile number with country code, digits only"),
  }),
  answer: answers.memberMoved,
  effect: 'delete',
  checkedBy: ['user_group_get_members_with_cards'],
  evidence: 'that the customer is no longer a member',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/remove-group-member',
    'Remove User from Group, documentation 2022 and September 2025',
  ],
  keywords: [
    'driver quit, take him out of the fleet',
    'remove ex husband from the family account',
    'customer wants to leave the household',
    'kick a person out of a shared wallet',
    'employee left the company, unlink from corporate account',
    'opt out of pooling',
    'drop one phone number from the joint account',
    'separate a customer from a family',
    'take someone out of a group',
    'person leaves the family pot',
    'driver should no longer belong to the fleet',
    'member leaves a group',
  ],
});

export const userGroupTransferMember = userGroup.post('v2/userGroup2/transfer', {
  tool: 'user_group_transfer_member',
  title: 'Transfer Group Member',
  summary:
    'Moves secondary members from one group to another in one step; not the primary member, and not into a group of another company (1622): use user_group_remove_member and user_group_join for those. Points stay in the old group: move those with points_transfer_group.',
  body: () =>
    object({
      leaveGroupId: idOf('userGroup', integer('Id of their current group')),
      joinGroupId: idOf('userGroup', integer('Id of their new group')),
      userIds: idOf('customer', list(integer(), 'Customer ids')),
    }),
  answer: answers.memberMoved,
  effect: 'action',
  amounts: { rows: 'body.userIds[]' },
  checkedBy: ['user_group_get_members_with_cards'],
  evidence: 'the members in the new group',
  limits: { batch: 'several members per call' },
  sources: [
    'https://docs.capillarytech.com/reference/transfer-group-member',
    'Transfer Group, documentation 2022 and September 2025',
  ],
  keywords: [
    'switch a driver to another fleet',
    'move the daughter to her own family account',
    'reassign truckers to another depot account',
    'employees go to a different business unit account',
    'merge part of one household into another',
    'shift people between shared wallets',
    'change which team someone collects for',
    'split a large group in two',
    'people change to another group',
    'move a member between families or fleets',
    'driver goes to another fleet',
    'member moves to another group',
  ],
});

export const userGroupGetTransactions = userGroup.get('v2/userGroup2/transactions', {
  tool: 'user_group_get_transactions',
  title: 'Get group transactions',
  summary:
    "Lists the bills of a group or of one of its members, with points by bill, newest first; pages by limit and offset. For one customer's own bills use customer_get_transactions, for a single bill transaction_get, for points entries user_group_get_ledger.",
  query: () => ({
    ...group(),
    identifierName: choice(
      ['mobile', 'email', 'externalId'],
      'Identifies the group by its primary member; with identifierValue and source',
    ).optional(),
    identifierValue: personIdentifier('Needed with identifierName').optional(),
    source: fromConnection(
      'source',
      sourceOrAll('Needed with identifierName'),
      ({ identifierName }) => typeof identifierName === 'string',
    ).optional(),
    accountId: accountId(),
    customerId: idOf('customer', integer('Only bills of this member')).optional(),
    startDate: dateTime({ zone: 'organization', iso: true }, 'Billed on or after').optional(),
    endDate: dateTime({ zone: 'organization', iso: true }, 'Billed before').optional(),
    type: choice(['REGULAR', 'RETURN', 'ALL'], 'Only bills, or only returns').optional(),
    transactionId: idOf('transaction', integer('Only this transaction')).optional(),
    billNumber: idOf('billNumber', text('Only this bill')).optional(),
    embed: commaList(
      ['EXTENDEDFIELDS', 'CUSTOMFIELDS', 'LINEITEMS', 'PAYMENTDETAILS'],
      'What to add, comma-separated; PAYMENTDETAILS for regular bills only',
    ).optional(),
    creditNotes: boolean('true adds credit notes').optional(),
    roles: boolean("true adds the members' roles").optional(),
    getDataForAllPrograms: boolean('true should cover every program').optional(),
    offset: offset('Bills to skip; default 0'),
    limit: limit('Bills per page; default 20'),
    order: choice(['ASC', 'DESC'], 'By date of the bill; default DESC').optional(),
  }),
  answer: answers.userGroupGetTransactionsAnswer,
  effect: 'read',
  limits: { pagination: 'limit 20, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-group-transactions',
    'Get User Group Transactions, documentation 2022',
  ],
  keywords: [
    'what did the family buy last month',
    'fuel purchases of all drivers in a fleet',
    'receipts of everyone on the joint account',
    'spend report for a corporate client',
    'which member made this purchase',
    'returns booked on a household',
    'points earned per bill in a shared wallet',
    'purchase history of one driver within the fleet',
    'export invoices of a business account',
    'what did a group buy',
    'purchases of a family or fleet',
    'bills on a shared account',
  ],
});

export const userGroupGet = userGroup.get('v2/userGroup2', {
  tool: 'user_group_get',
  rules: [{ needs: ['id', 'externalId', 'primaryUserId'] }],
  title: 'Retrieve user group members list',
  summary:
    'Reads one group as a whole: status, size, member ids and, on request, points and tier by program, expiries, gaps to the next tier. For names and contacts of members use user_group_get_members_with_cards; without an id user_group_search.',
  query: () => ({
    ...group(),
    primaryMemberDetails: boolean('true adds the primary member').optional(),
    programDetails: boolean('true adds points and tier by program (pointsSummaries)').optional(),
    expiredPoints: boolean('true adds expired points').optional(),
    expirySchedules: boolean('true adds upcoming expiries').optional(),
    gapToUpgradeFor: integer('Adds what is missing for an upgrade; a number of tiers, e.g. 2').optional(),
    gapToRenewFor: integer('Adds what is missing to renew the tier; a number, e.g. 2').optional(),
    companyDetails: boolean('true adds the company').optional(),
  }),
  answer: answers.userGroupGetAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-user-group-member-details',
    'Get Group Details, documentation 2022',
  ],
  keywords: [
    'points in the shared pot of a group',
    'how many points does the family have together',
    'balance of a shared wallet',
    'how much is in the common points pot',
    'tier of the fleet account',
    'how many people are in this household',
    'is the corporate account still active',
    'what is missing for the group to reach gold',
    'overview of a joint account',
    'total spend of a family so far',
    'customer ids that belong to a fleet',
    'show account holder of a group',
    'about a group: points, tier, members',
    'how is a family doing',
    'points of a group',
    'shared points',
    'how many points a group has together',
  ],
});

export const userGroupGetMembersWithCards = userGroup.get('v2/userGroup2/members', {
  tool: 'user_group_get_members_with_cards',
  title: 'Retrieve user group members list with cards & status details',
  summary:
    'Lists the current members of a group with names, contacts, role, permissions, points contributed and, on request, cards with status; to page set paginationDetails, limit and offset. For points and tier of the group use user_group_get.',
  query: memberQuery,
  answer: answers.members,
  memberNotes: ACTIVE_MEMBERS,
  effect: 'read',
  limits: { pagination: 'limit, offset with paginationDetails=true' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-user-group-members-list-with-cards-status-details',
    'https://docs.capillarytech.com/reference/retrieve-primary-secondary-member-details',
  ],
  keywords: [
    'which fuel cards do the drivers of this fleet hold',
    'are any cards in the family suspended',
    'roster of a fleet with card numbers',
    'card status of every household member',
    'people who joined the group this month',
    'blocked cards on a corporate account',
    'all drivers with names, phones and cards',
    'list everyone on the account page by page',
    'whose card has expired in this team',
    'members of a group and their cards',
    'who is in the fleet with which card',
    'people and card states in a family',
    'cards of the members of a group',
  ],
});

export const userGroupGetPrimaryAndSecondary = userGroup.get('v2/userGroup2/members', {
  tool: 'user_group_get_primary_and_secondary',
  title: 'Retrieve Primary & Secondary Member Details',
  summary:
    'Shows the primary and secondary members of a group, with names, contacts, permissions and points contributed; to page set paginationDetails, limit and offset. For their cards use user_group_get_members_with_cards.',
  listed: 'GET v2/userGroup2',
  query: () => ({
    ...memberQuery(),
    externalId: idOf('userGroupExternalId', text("The brand's own id of the group; older versions only")).optional(),
  }),
  answer: answers.members,
  memberNotes: ACTIVE_MEMBERS,
  effect: 'read',
  limits: { pagination: 'limit, offset with paginationDetails=true' },
  sources: ['https://docs.capillarytech.com/reference/retrieve-primary-secondary-member-details'],
  keywords: [
    'who owns this family account',
    'who is the fleet manager and who are the drivers',
    'head of household and dependants',
    'who may spend from the shared wallet',
    'what has each person put into the pot',
    'main account holder contact',
    'permissions of every person in the group',
    'is this customer the owner or just a member',
    'phone and email of all relatives on the account',
    'who heads a group',
    'main and other members of a family',
    'owner and dependants',
  ],
});

export const userGroupGetTierHistory = userGroup.get('v2/userGroup2/slabHistory', {
  tool: 'user_group_get_tier_history',
  title: 'Retrieve group slab/tier log history',
  summary:
    "Lists a group's tier changes (upgrade, downgrade, renewal) with date, reason and store; only the page size can be set. The current tier is in user_group_get with programDetails; for one customer's tier use customer_get_tier.",
  query: () => ({
    fleetGroupId: idOf('userGroup', integer('Group id')),
    startDate: date('Changed on or after').optional(),
    endDate: date('Changed before').optional(),
    pageSize: integer('Rows to return', { min: 1 }).optional(),
  }),
  answer: answers.userGroupGetTierHistoryAnswer,
  effect: 'read',
  limits: { pagination: 'pageSize; no offset' },
  sources: ['https://docs.capillarytech.com/reference/retrieve-group-tier-log-history'],
  keywords: [
    'when did the fleet become gold',
    'why was the family downgraded',
    'membership level changes of a household over time',
    'status log of a corporate account',
    'was the group level renewed last year',
    'which shop triggered the upgrade of the group',
    'slab movements of a shared account',
    'past levels of a joint membership',
    'earlier tiers of a group',
    "how did the family's level change",
    'when did the group move up or down',
    'when did the tier of a group change',
  ],
});

export const userGroupGetLedger = userGroup.get('v2/pointsLedger/getCustomerLedgerInfo', {
  tool: 'user_group_get_ledger',
  title: 'Retrieve group ledger information',
  summary:
    "A group wallet's points statement: every credit and debit by event, with member, store and bill; pages by limit and offset. For one customer, or filters by date or program, use points_ledger_get_entries; for details of events points_ledger_explode.",
  accessGroup: 'Points',
  query: () => ({
    type: choice(['USERGROUP2', 'FLEET'], 'USERGROUP2 for a group'),
    identifierName: choice(
      ['id', 'groupId', 'externalId', 'primaryUserId'],
      'How the group is identified; id is its id',
    ),
    identifierValue: personIdentifier('Value of that identifier'),
    source: ownSourceOrAll('Source of the group'),
    limit: limit('Events per page, at most 100; default 10'),
    offset: offset('Events to skip; default 0'),
    order: choice(['ASC', 'DESC'], 'By date of the entry').optional(),
    tillId: idOf('till', integer('Only this till; give one of tillId, tillIds, storeId, storeCode')).optional(),
    tillIds: idOf('till', text('Only these tills: ids separated by commas, no spaces')).optional(),
    storeId: idOf('store', integer('Only this store, by id')).optional(),
    storeCode: idOf('storeCode', text('Only this store, by code')).optional(),
    includeAlternateCurrencies: boolean('true adds every alternate currency').optional(),
    alternateCurrencyNames: text(
      'Only these alternate currencies, comma list; not with includeAlternateCurrencies=true',
    ).optional(),
    excludePointCategories: boolean(
      'true lists alternate currencies alone; with includeAlternateCurrencies=true',
    ).optional(),
    includeConceptDetails: boolean('true adds conceptId and conceptName to each entry').optional(),
  }),
  response: { confirmation: ['ledgerDetails'] },
  answer: answers.userGroupGetLedgerAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 100), offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-ledger-information',
    'https://docs.capillarytech.com/reference/get-group-ledger-information',
    'Get Customer Ledger Information, documentation 2022',
  ],
  keywords: [
    'points statement of a family account',
    'passbook of the fleet wallet',
    'where did our shared points go',
    'which driver spent the pooled points',
    'credits and debits on a corporate account',
    'group balance dropped, show every movement',
    'audit the household pot by store',
    'points added and used by the team',
    'monthly account statement for a fleet manager',
    'points in and out of a group',
    'detailed statement of pooled points',
    'history of the family pot',
  ],
});

export const userGroupGetPointsExpirySchedule = userGroup.get('v2/userGroup2/pointsExpirySchedule', {
  tool: 'user_group_get_points_expiry_schedule',
  title: 'Retrieve points expiry schedule of a group',
  summary:
    "When a group's points expire (send type FLEET): amounts and dates by program and kind of points; pages by limits and offsets. For one customer use customer_lookup_get_points_expiry_schedule; for points not usable yet use user_group_get_promised_points_schedule.",
  query: () => ({
    externalId: idOf('userGroupExternalId', text("The brand's own id of the group (from user_group_get)")),
    type: choice(['CUSTOMER', 'FLEET'], 'default CUSTOMER; send FLEET for the points of the group').optional(),
    startDate: date('Expiring on or after').optional(),
    endDate: date('Expiring until').optional(),
    getDataForAllPrograms: boolean('true covers every program; default the default program').optional(),
    fetchEarliestExpiryOnly: boolean('true gives only the next expiry').optional(),
    limits: integer('Rows per page', { min: 0 }).optional(),
    offsets: integer('Rows to skip', { min: 0 }).optional(),
  }),
  response: { confirmation: ['expirySchedules'] },
  answer: answers.userGroupGetPointsExpiryScheduleAnswer,
  effect: 'read',
  limits: { pagination: 'limits, offsets (plural)' },
  sources: ['https://docs.capillarytech.com/reference/get-points-expiry-schedule-of-a-group'],
  keywords: [
    'when do the family points run out',
    'how much will the fleet wallet lose this quarter',
    'pooled points about to lapse',
    'next expiry of a corporate account',
    'use-by dates of the shared pot',
    'warn the fleet manager about lapsing rewards',
    'validity of household points',
    'expiring balance of a joint account',
    'when do pooled points vanish',
    'family points about to expire',
    'dates of lapsing group points',
  ],
});

export const userGroupGetPromisedPointsSchedule = userGroup.get('v2/userGroup2/promisedPointsSchedule', {
  tool: 'user_group_get_promised_points_schedule',
  title: 'Retrieve points conversion schedule',
  summary:
    "When a group's promised (pending) points become redeemable, and its trigger-based points; pages by limit and offset. For one customer use customer_lookup_get_promised_points_schedule; for points expiry use user_group_get_points_expiry_schedule.",
  query: () => ({
    primaryUserId: idOf('customer', integer("Customer id of the group's primary member")),
    type: text('Kind of group; leave out').optional(),
    startDate: date('Redeemable on or after').optional(),
    endDate: date('Redeemable until').optional(),
    getDataForAllPrograms: boolean('true covers every program').optional(),
    fetchEarliestExpiryOnly: boolean('true gives only the earliest entry').optional(),
    programId: programId('Only this loyalty program'),
    limit: limit(),
    offset: offset(),
  }),
  answer: answers.userGroupGetPromisedPointsScheduleAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-points-conversion-schedule',
    'Get Points Conversion Schedule (Light API), documentation 2022',
  ],
  keywords: [
    'when can the family use its pending points',
    'delayed points of a fleet',
    'household points on hold after a purchase',
    'when do locked group rewards open up',
    'points waiting for the return period, shared account',
    'future credits of a corporate wallet',
    'not yet spendable pooled points',
    'release dates of the team points',
    "when do a group's waiting points open up",
    'pending points of a family',
    'pooled points not usable yet',
  ],
});
