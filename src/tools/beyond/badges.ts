/** Badges, beyond the inventory: their groups and custom fields, taking claims back, giving a badge to many. */
import { CLAIMANTS } from '../badges/badges.bodies.js';
import { BADGES, badgeId, customerIdentifier } from '../badges/badges.defaults.js';
import { section } from '../define.js';
import { sortOrder } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, choice, integer, text, textOrNumber } from '../schemas/values.js';
import * as answers from './badges.answers.js';
import { customFieldCreateBody, customFieldUpdateBody, earnBulkBody, groupBody, unclaimBody } from './badges.bodies.js';

export const badgesBeyond = section('Badges', BADGES);

const fieldId = () => ({
  customFieldId: idOf('badgeCustomField', text('Field id, 24 hex digits, from badge_custom_field_list')),
});
const groupId = () => ({ groupId: idOf('badgeGroup', text('Group id, 24 hex digits, from badge_group_list')) });

const page = () => integer('Page, from 0', { min: 0 }).optional();
const size = (about = 'Rows per page') => integer(about, { min: 1 }).optional();

const customer = () => ({
  customerId: idOf('customer', textOrNumber("Capillary's customer id, or what X-CAP-CUSTOMER-IDENTIFIER names")),
});

export const badgeCustomFieldCreate = badgesBeyond.post('api_gateway/v1/badges/customField', {
  tool: 'badge_custom_field_create',
  title: 'Create custom field for badges',
  summary:
    'Defines a custom field that badges may carry in customFields; once mandatory, every new badge must set it unless it has a default. It sets no value: badge_create and badge_update do; fields of customers and bills are custom_field_create.',
  version: 'v1',
  inInventory: false,
  body: customFieldCreateBody,
  answer: answers.customFieldAnswer,
  effect: 'create',
  checkedBy: ['badge_custom_field_list'],
  evidence: 'a field with this name',
  nextStep:
    'no badge has a value yet: badge_create and badge_update set it, by the name of the field, in customFields.',
  example: { body: { name: 'Sponsor', isMandatory: false, defaultValue: 'none', dataType: 'STRING' } },
  sources: [
    'https://docs.capillarytech.com/reference/create-custom-field',
    'Create custom field for badges, documentation September 2025',
  ],
  keywords: [
    'add a partner code to all achievements',
    'new attribute that every medal should carry',
    'extra information on trophies, such as terms and conditions',
    'badges need another property',
    'define a sponsor name for badges',
    'make it compulsory to enter a cost centre for a badge',
    'another field on every badge',
    'badges should carry an extra field',
    'add a custom attribute for badges',
    'new field that each badge must fill in',
    'additional property for badges',
  ],
});

export const badgeCustomFieldUpdate = badgesBeyond.put('api_gateway/v1/badges/customField/{customFieldId}', {
  tool: 'badge_custom_field_update',
  title: 'Update badge custom field',
  summary:
    'Replaces the definition of a badge custom field (name, default, mandatory or not), or retires it with isActive false: send all of it, as badge_custom_field_get returns it. Values on badges are changed with badge_update.',
  version: 'v1',
  inInventory: false,
  path: fieldId,
  body: customFieldUpdateBody,
  answer: answers.customFieldAnswer,
  effect: 'update',
  checkedBy: ['badge_custom_field_get'],
  idempotent: true,
  example: {
    customFieldId: '69f6eb686b4d2f8000000001',
    body: { name: 'Partner code', isMandatory: false, defaultValue: 'house', isActive: true, dataType: 'STRING' },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-custom-field-badge',
    'Update badge custom field, documentation September 2025',
  ],
  keywords: [
    'make the partner code of badges compulsory',
    'rename an attribute of our medals',
    'retire a property that no trophy needs any more',
    'change the default value of a badge attribute',
    'badge field should be optional again',
    'switch off an extra field of achievements',
    'make a badge field required',
    'from now on this field of badges is mandatory',
    'edit the definition of an extra badge field',
    'turn a badge field off',
    'badge field is no longer needed, deactivate it',
  ],
});

export const badgeCustomFieldList = badgesBeyond.get('api_gateway/v1/badges/customField', {
  tool: 'badge_custom_field_list',
  title: 'Get all badge custom fields',
  summary:
    'Lists the custom fields that badges may or must carry, with type, default and whether they are in use, a page at a time; look here before badge_create. For one field use badge_custom_field_get, for values badge_get.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    isActive: boolean('true: only fields in use; false: only retired ones').optional(),
    sortOn: choice(['LAST_UPDATED_DATE']).optional(),
    order: sortOrder(),
    size: size(),
    page: page(),
  }),
  answer: answers.customFieldListAnswer,
  effect: 'read',
  example: { isActive: true },
  limits: { pagination: 'page and size' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-custom-fields',
    'Get all badge custom fields, documentation September 2025',
  ],
  keywords: [
    'which attributes can a medal have',
    'mandatory fields before i make an achievement',
    'what extra properties do our trophies carry',
    'id of the partner code field of badges',
    'retired badge attributes',
    'list additional badge information that we defined',
    'extra fields that badges have',
    'all custom attributes of badges',
    'which fields of badges are required',
    'list badge fields',
    'do badges have custom fields',
  ],
});

export const badgeCustomFieldGet = badgesBeyond.get('api_gateway/v1/badges/customField/{customFieldId}', {
  tool: 'badge_custom_field_get',
  title: 'Get badge custom field by ID',
  summary:
    'Reads one badge custom field by id: name, type, default, mandatory or not, in use or not. Read it before badge_custom_field_update, which needs the whole record; ids come from badge_custom_field_list.',
  version: 'v1',
  inInventory: false,
  path: fieldId,
  answer: answers.customFieldAnswer,
  effect: 'read',
  example: { customFieldId: '69f6eb686b4d2f8000000001' },
  sources: [
    'https://docs.capillarytech.com/reference/get-custom-field-by-id',
    'Get badge custom field by ID, documentation September 2025',
  ],
  keywords: [
    'show one attribute of our medals',
    'is this badge field compulsory',
    'default value of a badge property',
    'who changed the partner code field of badges',
    'type of a badge attribute, text or number',
    'is this extra field of trophies still in use',
    'one badge field by its id',
    'look at a custom field of badges before editing it',
    'details of a badge field',
  ],
});

export const badgeGroupCreate = badgesBeyond.post('api_gateway/v1/badges/group', {
  tool: 'badge_group_create',
  title: 'Create badges group',
  summary:
    'Creates an empty group of badges, such as a level (Beginner, Expert), with its rank among groups. Badges join it by badgeGroupId in badge_create or badge_update; groups of customers are user_group_create.',
  version: 'v1',
  inInventory: false,
  body: groupBody,
  answer: answers.groupAnswer,
  effect: 'create',
  checkedBy: ['badge_group_list'],
  evidence: 'a group with this name',
  nextStep: 'the group is empty: badge_create and badge_update put badges into it, by its id in badgeGroupId.',
  example: { body: { name: 'Spring quests', rank: 3 } },
  sources: [
    'https://docs.capillarytech.com/reference/create-badges-group',
    'Create badges group, documentation September 2025',
  ],
  keywords: [
    'bundle several medals into a collection',
    'new set of trophies',
    'sort badges into families',
    'organise our achievements by category',
    'badge levels such as beginner, intermediate and expert',
    'new group for badges',
    'sort badges into groups',
    'open a badge group',
  ],
});

export const badgeGroupUpdate = badgesBeyond.put('api_gateway/v1/badges/group/{groupId}', {
  tool: 'badge_group_update',
  title: 'Update badges group',
  summary:
    'Renames a badge group or changes its rank: send both, as badge_group_get returns them; its badges stay in it. To move a badge to another group use badge_update.',
  version: 'v1',
  inInventory: false,
  accessGroup: 'Target Loyalty',
  path: groupId,
  body: groupBody,
  answer: answers.groupAnswer,
  effect: 'update',
  checkedBy: ['badge_group_get'],
  idempotent: true,
  confidence: 'documented',
  example: { groupId: '69f6eb687c5e3a9100000001', body: { name: 'Season quests 2026', rank: 2 } },
  sources: [
    'https://docs.capillarytech.com/reference/update-badges-group: its endpoint sample lacks the segment group',
    'List of APIs with Additional Timezone Fields, July 2026: PUT /v1/badges/group/{groupId}',
  ],
  keywords: [
    'rename a collection of medals',
    'change the order of badge families',
    'correct the name of a trophy set',
    'move a badge collection up in the app',
    'give a group of achievements another priority',
    'rename a badge level',
    'change the rank of a badge group',
    'badge group should come first',
  ],
});

export const badgeGroupList = badgesBeyond.get('api_gateway/v1/badges/group', {
  tool: 'badge_group_list',
  title: 'Get all badge groups',
  summary:
    'Lists the groups of badges with id, name and rank, a page at a time: the ids are badgeGroupId of badge_create and the group filters. The badges in a group: badge_search_for_customer with groupId, for one customer.',
  version: 'v1',
  inInventory: false,
  query: () => ({ order: sortOrder(), size: size(), page: page() }),
  answer: answers.groupListAnswer,
  effect: 'read',
  example: {},
  limits: { pagination: 'page and size' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-groups',
    'Get all badge groups, documentation September 2025',
  ],
  keywords: [
    'which collections of medals do we have',
    'id of a badge group by its name',
    'levels of our achievements',
    'families of trophies in order of rank',
    'badge sets we defined',
    'into which group can a new badge go',
    'badge levels we have',
    'which groups of badges exist',
    'list badge groups',
    'how badges are grouped',
  ],
});

export const badgeGroupGet = badgesBeyond.get('api_gateway/v1/badges/group/{groupId}', {
  tool: 'badge_group_get',
  title: 'Get badge group by ID',
  summary:
    'Reads one badge group by id: name, rank, in use or not, who changed it last. It does not list the badges in it; ids come from badge_group_list.',
  version: 'v1',
  inInventory: false,
  path: groupId,
  query: () => ({ status: boolean('true: only if the group is active').optional() }),
  answer: answers.groupAnswer,
  effect: 'read',
  example: { groupId: '69f6eb687c5e3a9100000001' },
  sources: [
    'https://docs.capillarytech.com/reference/get-group-by-id',
    'Get badge group by ID, documentation September 2025',
  ],
  keywords: [
    'name of a badge collection by its id',
    'rank of one group of medals',
    'is this badge level still active',
    'when was this trophy set changed',
    'show one family of achievements',
    'look up the badge group behind an id',
    'one badge group by its id',
    'who edited this badge group last',
    'rank and name of a badge group',
  ],
});

export const badgeUnclaim = badgesBeyond.post('api_gateway/v1/badges/badgeMeta/{badgeId}/unclaim', {
  tool: 'badge_unclaim',
  title: 'Unclaim badge',
  summary:
    'Withdraws the claim that badge_claim made for one record of a module, which can then no longer give the badge. The badge and what customers have earned stay: see badge_set_activation and badge_revoke_earned.',
  version: 'v1',
  inInventory: false,
  path: () => ({ badgeId: badgeId() }),
  body: unclaimBody,
  answer: answers.badgeUnclaimAnswer,
  effect: 'delete',
  destructive: true,
  checkedBy: ['badge_get'],
  evidence: 'this claim with isActive false under ownership.claims',
  example: { badgeId: '69f6eb685a3c1e7f00000001', body: { ownerType: 'Loyalty', referenceId: '973' } },
  sources: ['https://docs.capillarytech.com/reference/unclaim-badge', 'Unclaim badge, documentation September 2025'],
  keywords: [
    'this campaign should not hand out the medal any more',
    'detach an achievement from a journey',
    'free a trophy that a milestone has reserved',
    'badge was claimed by the wrong campaign',
    'take the badge away from a module',
    'unclaim a badge',
    'module should no longer be able to give the badge',
    'journey must stop handing out a badge',
    'release the badge from a campaign',
    'badge is linked with the wrong module',
    'take a claim off the badge',
    'free the badge from the milestone that claimed it',
  ],
});

export const badgeEarnBulk = badgesBeyond.post('api_gateway/v1/badges/customer/earnBulk', {
  tool: 'badge_earn_bulk',
  title: 'Issue badge to multiple customers',
  summary:
    'Gives one badge at once to several customers, with the points or coupon it carries; rows fail independently. For one customer, and for a badge that nothing has claimed (triggeredBy), use badge_earn; badges of type ISSUE_EARN need badge_enroll_customers first; to take one back badge_revoke_earned.',
  version: 'v1',
  inInventory: false,
  body: earnBulkBody,
  response: {
    rows: [
      { at: 'data.earnedBadgesList[]', verdict: '' },
      { at: 'data.failedEarnBadgeErrorList[]', errors: 'error' },
    ],
  },
  answer: answers.badgeEarnBulkAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['badge_get_for_customer', 'badge_get'],
  evidence: 'a higher earnedCount of each customer, or (with includeStatistics) of the badge',
  example: {
    body: {
      badgeMetaId: '69f6eb685a3c1e7f00000002',
      customerIds: [418400001, 418400003],
      requestId: 'bulk-1',
      triggeredBy: { ownerType: 'Loyalty', referenceId: '973' },
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/issue-badge-to-multiple-customers: the samples have customerIds, the schema customerId',
    'Issue badge to multiple customers, documentation September 2025',
  ],
  keywords: [
    'award a medal to a list of shoppers',
    'hand out the achievement to everybody who came to the event',
    'fifty members completed the challenge, credit them all',
    'mass award of a trophy',
    'give these customers the badge in one go',
    'batch of winners gets the sticker',
    'give one badge to many customers',
    'award a badge to several members at once',
    'issue a badge in bulk',
    'everyone on this list earned the badge',
    'hand a badge to thirty people',
    'everyone in a list should get the badge',
    'give all these customers a badge',
  ],
});

const comparison = () => choice(['LESS_THAN', 'GREATER_THAN'], 'Before or after that moment').optional();
const earnedAt = (about: string) =>
  epoch({ unit: 'milliseconds', orSeconds: true }, integer(`${about}, epoch milliseconds`)).optional();

export const badgeSearchForCustomer = badgesBeyond.get('api_gateway/v1/badges/management/{customerId}', {
  tool: 'badge_search_for_customer',
  title: 'Get all customer badges',
  summary:
    'Lists badges as one customer sees them (open to enrol, open to earn, earned, expired) with filters by name, group, module and dates, sorted and paged. Shorter: badge_get_for_customer; one badge with its limits: badge_explain_for_customer.',
  version: 'v1',
  inInventory: false,
  path: customer,
  query: () => ({
    badgeType: choice(
      ['AVAILABLE_TO_ISSUE', 'AVAILABLE', 'EARNED', 'EXPIRED'],
      'Which list; default AVAILABLE_TO_ISSUE: open to enrol',
    ).optional(),
    badgeStatus: choice(['UPCOMING', 'LIVE', 'EXPIRED'], 'State of the badge itself').optional(),
    name: text('Only badges of this name').optional(),
    action: choice(['ACTIVATED', 'DEACTIVATED'], 'Switched on or off').optional(),
    owner: choice(CLAIMANTS, 'Module that may give it').optional(),
    claimedBy: text('Module that has claimed it; names as for owner').optional(),
    groupId: idOf('badgeGroup', text('Badge group')).optional(),
    startOn: dateTime({ zone: 'utc' }, 'Start to compare with').optional(),
    startOnOperator: comparison(),
    expiresOn: dateTime({ zone: 'utc' }, 'End to compare with').optional(),
    expiresOnOperator: comparison(),
    lastEarnedOnDate: earnedAt('When it was given'),
    lastEarnEventDate: earnedAt('When it was earned'),
    sortOn: choice(
      [
        'EXPIRES_ON',
        'LAST_MODIFIED_DATE',
        'LAST_ISSUED_DATE',
        'LAST_EXPIRED_BADGE',
        'LAST_EARNED_EVENT_DATE',
        'LAST_EARNED_ON_DATE',
      ],
      'Default EXPIRES_ON',
    ).optional(),
    order: choice(['DESC', 'ASC'], 'Default DESC').optional(),
    page: page(),
    size: size('Rows per page, default 10'),
  }),
  headers: () => ({ 'X-CAP-CUSTOMER-IDENTIFIER': customerIdentifier() }),
  answer: answers.badgeSearchForCustomerAnswer,
  effect: 'read',
  whenEmpty: 'Without badgeType only badges open to enrolment are listed; earned ones need badgeType EARNED.',
  example: { customerId: 418400001, badgeType: 'EARNED' },
  limits: { pagination: 'page and size (default 10)' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-customer-badges: its OpenAPI file misspells badgeStatus and expiresOnOperator',
    'Get all customer badges, documentation September 2025',
  ],
  keywords: [
    'medals of a shopper from one collection',
    'which challenges can she still join',
    'trophies of a member that end soon',
    'achievements earned since january by one user',
    'badge wall sorted by date of winning',
    'page through the awards of a customer',
    'search the badges of a person by name',
    'badges a member can still earn and has earned, in one list',
    "search a customer's badges by name or group",
    'open, earned and expired badges of one customer',
    'which badges is she enrolled in',
  ],
});

export const badgeExplainForCustomer = badgesBeyond.get(
  'api_gateway/v1/badges/management/{customerId}/badge/{badgeId}',
  {
    tool: 'badge_explain_for_customer',
    title: 'Get individual badge details of a customer',
    summary:
      'Shows one badge for one customer; includeStatistics adds how much of each limit is used, and their enrolments with ids: it explains why somebody does not get a badge. For several badges use badge_search_for_customer, for the definition badge_get.',
    version: 'v1',
    inInventory: false,
    path: () => ({ ...customer(), badgeId: badgeId() }),
    query: () => ({
      includeStatistics: boolean('true adds limits with their usage, enrolments, and what was earned').optional(),
    }),
    headers: () => ({ 'X-CAP-CUSTOMER-IDENTIFIER': customerIdentifier() }),
    answer: answers.badgeExplainForCustomerAnswer,
    effect: 'read',
    example: { customerId: 418400001, badgeId: '69f6eb685a3c1e7f00000002', includeStatistics: true },
    sources: [
      'https://docs.capillarytech.com/reference/get-individual-badge-details-of-a-customer',
      'Get individual badge details of a customer, documentation September 2025',
    ],
    keywords: [
      'why does this shopper not get the medal',
      'how often can she still win this trophy',
      'is the customer enrolled in the challenge',
      'enrolment id of a member in a badge',
      'limit of an achievement reached for this user?',
      'one award of one customer in detail',
      'how close is he to the cap of this badge',
      'how many more times can a customer earn this badge',
      "what is left of a badge's limit for one member",
      'one badge of a customer with its statistics',
      'she reached the badge limit',
    ],
  },
);

export const badgeGetWindows = badgesBeyond.get('api_gateway/v1/badges/badgeMeta/getFixedWindowDetails', {
  tool: 'badge_get_windows',
  title: 'Get fixed window details',
  summary:
    'Lists the cycles of a badge that is limited by fixed windows, with their start and end, and with includeEarnCount how many were earned in each: it tells when it can be earned again. The limits themselves are in badge_get.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    badgeMetaId: badgeId(),
    constraintType: choice(
      ['BADGE', 'CUSTOMER', 'ALL'],
      'Windows for all customers together, for one, or both',
    ).optional(),
    customerId: idOf('customer', textOrNumber('Needed for the counts of CUSTOMER and ALL')).optional(),
    fixedWindowCycleReferenceId: idOf('badgeWindow', text('Only this window')).optional(),
    includeEarnCount: boolean('true adds the counts').optional(),
    startDate: dateTime({ zone: 'utc' }, 'From; the start of the badge if absent').optional(),
    endDate: dateTime({ zone: 'utc' }, 'Until; its end if absent').optional(),
    page: page(),
    size: size(),
  }),
  answer: answers.badgeGetWindowsAnswer,
  effect: 'read',
  whenEmpty: 'Only badges with a FIXED_WINDOW limit have cycles: badge_get shows the limits.',
  example: { badgeMetaId: '69f6eb685a3c1e7f00000002', constraintType: 'BADGE', includeEarnCount: true },
  limits: { pagination: 'page and size' },
  sources: [
    'https://docs.capillarytech.com/reference/get-fixed-window-details',
    'Get fixed window details, documentation September 2025',
  ],
  keywords: [
    'when can the customer earn the medal again',
    'next week or month of a limited achievement',
    'how many trophies were handed out in this cycle',
    'periods in which a badge can be won',
    'does the badge counter start again tomorrow',
    'reset dates of a weekly sticker',
    'when does the next cycle of a badge begin',
    'windows of a monthly badge',
    'how many were earned in each window of a badge',
    'current period of the badge',
  ],
});
