/** Badges: definitions, the modules that use them, and enrolling, earning and revoking. */
import { section } from '../define.js';
import { limit, sortOrder } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, choice, commaList, integer, text, textOrNumber } from '../schemas/values.js';
import * as answers from './badges.answers.js';
import {
  badgeCreateBody,
  badgeEarnBody,
  badgeUpdateBody,
  claimBody,
  earnType,
  enrollBody,
  MODULES,
  orgMetaBody,
  revokeEarnedBody,
  revokeEnrolmentBody,
} from './badges.bodies.js';
import { BADGES, badgeId, customerIdentifier } from './badges.defaults.js';

export const badges = section('Badges', BADGES);

export const badgeCreateOrgMeta = badges.post('api_gateway/v1/badges/orgMeta', {
  tool: 'badge_create_org_meta',
  title: 'Create badges org meta',
  summary:
    'Sets up the tags (name, type, mandatory or not) that badges of the organization may carry, once. Legacy: current badges need none. To change the tags later use badge_update_org_meta; to make a badge badge_create.',
  version: 'v1',
  body: orgMetaBody,
  answer: answers.badgeOrgMetaAnswer,
  effect: 'create',
  checkedBy: ['badge_get_org_meta'],
  evidence: 'the tags you sent',
  sources: [
    'https://docs.capillarytech.com/reference/create-badges-org-meta',
    'Create badges org meta, documentation September 2025',
  ],
  keywords: [
    'switch on badges for our brand for the first time',
    'first-time setup before making any badge',
    'which labels must a badge carry, define them',
    'add a mandatory category label to all achievements',
    'initial gamification configuration for a new org',
    'declare custom attributes that badges will use',
    'start from scratch with badge tags',
    'create the organisation-wide badge record',
    'switch on the badge module with its tag list',
    'which extra details every badge must have, first configuration',
    'enable badges for a new brand',
  ],
});

export const badgeUpdateOrgMeta = badges.put('api_gateway/v1/badges/orgMeta', {
  tool: 'badge_update_org_meta',
  title: 'Update badges org meta',
  summary:
    "Replaces the tags that the organization's badges may carry (legacy: current badges need none): send the whole list, as badge_get_org_meta returns it. To change one badge use badge_update.",
  version: 'v1',
  body: orgMetaBody,
  answer: answers.badgeOrgMetaAnswer,
  effect: 'update',
  checkedBy: ['badge_get_org_meta'],
  evidence: 'the tags you sent',
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-badges-org-meta',
    'Update badges org meta, documentation September 2025',
  ],
  keywords: [
    'add another label to the ones badges can have',
    'remove a tag definition nobody uses',
    'make the category label optional',
    'change the data type of a badge attribute',
    'edit organisation-wide badge settings',
    'rename the description of a badge label',
    'our badge tags need a new field called season',
    'modify what every achievement may be labelled with',
    'change which tags badges must carry',
    'make a badge tag optional or required afterwards',
    "alter the organisation's badge tag list",
  ],
});

export const badgeGetOrgMeta = badges.get('api_gateway/v1/badges/orgMeta', {
  tool: 'badge_get_org_meta',
  title: 'Get badges org meta',
  summary:
    "Reads the tags that the organization's badges may carry (legacy: current badges need none): name, type, mandatory or not. It lists no badges: for those use badge_list.",
  version: 'v1',
  answer: answers.badgeOrgMetaAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-badges-org-meta',
    'Get badges org meta, documentation September 2025',
  ],
  keywords: [
    'which labels can i put on a badge',
    'are badges set up for our organisation yet',
    'what tags are mandatory before i make an achievement',
    'view organisation-wide gamification settings',
    'see the attribute names and types of badge tags',
    'when was the badge configuration last changed',
    'check badge label definitions',
    'what badge tags exist and which are required',
    'show the badge set-up of the organisation',
    'look at the allowed badge attributes',
  ],
});

export const badgeCreate = badges.post('api_gateway/v1/badges/badgeMeta', {
  tool: 'badge_create',
  title: 'Create badges',
  summary:
    'Defines a new badge: name, validity, expiry once earned, limits, benefits, and the modules that may use it. Nobody gets it yet: unless ownership.claims names its module, use badge_claim, then badge_enroll_customers or badge_earn.',
  version: 'v1',
  headers: () => ({
    'X-CAP-BADGES-MIGRATION': choice(
      ['migration'],
      'Imports a historical badge: may start in the past, owner is Historical_Import',
    ).optional(),
  }),
  body: badgeCreateBody,
  answer: answers.badgeAnswer,
  effect: 'create',
  checkedBy: ['badge_list', 'badge_get'],
  evidence: 'a badge with this name and these settings',
  nextStep:
    'no customer has it yet. Unless ownership.claims named the module that is to give it, it claims it with badge_claim (id of this answer); badge_earn gives it to a customer, of type ISSUE_EARN after badge_enroll_customers.',
  limits: { batch: 'one badge per call' },
  sources: [
    'https://docs.capillarytech.com/reference/create-badges-org',
    'Badges; Create badges; Fields, documentation September 2025',
  ],
  keywords: [
    'design a new achievement for members',
    'make a trophy for ten purchases in a month',
    'launch a gamification reward with pictures',
    'set up a sticker that comes with a coupon',
    'invent a medal customers can collect at most once a week',
    'new milestone award valid until the end of the year',
    'marketer wants a summer explorer badge',
    'import an old badge with a start date in the past',
    'configure a badge that needs enrolment first',
    'come up with a new virtual medal',
    'build a badge for loyal visitors',
    'make a collectible award with an image and a validity',
  ],
});

export const badgeUpdate = badges.put('api_gateway/v1/badges/badgeMeta', {
  tool: 'badge_update',
  title: 'Update badges',
  summary:
    'Replaces the definition of a badge, found by the id in the body: send all of it, as badge_get returns it. To switch it on or off use badge_set_activation, to let a module use it badge_claim.',
  version: 'v1',
  body: badgeUpdateBody,
  answer: answers.badgeAnswer,
  effect: 'update',
  checkedBy: ['badge_get'],
  idempotent: true,
  sources: ['https://docs.capillarytech.com/reference/update-badges', 'Update badges, documentation September 2025'],
  keywords: [
    'rename an achievement',
    'extend the end date of a badge',
    'change the picture of a medal',
    'let more people earn it each day',
    'fix a typo in a badge description',
    'add a coupon to an existing trophy',
    'allow another module to use this badge',
    'make earned ones last 90 days instead of 30',
    'edit the limit per customer of a badge',
    "edit an existing badge's name, image or dates",
    'change how long a badge counts',
    'adjust benefits of a trophy we already have',
    'correct a badge',
  ],
});

export const badgeList = badges.get('api_gateway/v1/badges/badgeMeta', {
  tool: 'badge_list',
  title: 'Get all badges',
  summary:
    'Lists the badges of the organization, filtered by name, state, module, claim or dates, with counts of enrolled and earned; 10 rows unless limit is higher, no offset. For one by id use badge_get, for those of a customer badge_get_for_customer.',
  version: 'v1',
  query: () => ({
    status: commaList(
      ['LIVE', 'UPCOMING', 'ENDED', 'EXPIRED'],
      'Life-cycle state; ENDED and EXPIRED are one',
    ).optional(),
    earnType: earnType().optional(),
    action: choice(['ACTIVATED', 'DE_ACTIVATED'], 'Switched on or off').optional(),
    badgeType: choice(['ISSUE_EARN', 'EARN'], 'As earnType').optional(),
    owner: choice(MODULES, 'Module that may use it').optional(),
    claimedBy: text('Module that has claimed it; names as for owner').optional(),
    unclaimed: boolean('true: only those that no module has claimed').optional(),
    name: text('Only badges of this name').optional(),
    limit: limit('Rows to return; default 10'),
    sortOn: choice(['ID', 'NAME', 'START_DATE'], 'Default ID').optional(),
    order: sortOrder(),
    startOn: dateTime({ zone: 'utc' }, 'By start').optional(),
    expiresOn: dateTime({ zone: 'utc' }, 'By end').optional(),
  }),
  answer: answers.badgeListAnswer,
  effect: 'read',
  limits: { pagination: 'limit (default 10), no offset' },
  sources: ['https://docs.capillarytech.com/reference/get-all-badges', 'Get all badges, documentation September 2025'],
  keywords: [
    'what achievements do we have running',
    'find the id of the summer explorer badge',
    'all upcoming medals',
    'which badges has no program taken yet',
    'trophies used by journeys or milestones',
    'overview of our gamification awards',
    'most earned badge of the brand',
    'list switched-off badges',
    'badges that ended last month',
    'which badges are there',
    'badge catalogue of the company',
    'search badges by status',
    'which badges exist',
  ],
});

export const badgeGet = badges.get('api_gateway/v1/badges/badgeMeta/{badgeId}', {
  tool: 'badge_get',
  title: 'Get badge by ID',
  summary:
    'Reads the whole definition of one badge by its id: validity, expiry, limits, claims; includeStatistics adds counts of enrolments and earnings. To find the id use badge_list; it does not show who has the badge: use badge_get_for_customer.',
  version: 'v1',
  path: () => ({ badgeId: badgeId() }),
  query: () => ({
    limit: limit('Rows to return; default 10'),
    order: sortOrder(),
    includeStatistics: boolean('true adds issuedCount, earnedCount and tags').optional(),
    status: choice(['UPCOMING', 'LIVE', 'EXPIRED'], 'Only if the badge is in this state').optional(),
  }),
  answer: answers.badgeAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-badge-by-id',
    'Get badge by ID, documentation September 2025',
  ],
  keywords: [
    'show the rules of badge 68f0a1b2c3d4e5f601234567',
    'how many people have earned this trophy',
    'when does this achievement run out',
    'open one badge from its id',
    'which module has reserved this medal',
    'how often may one shopper get this badge',
    'read a badge definition before editing it',
    'what does the member receive with this award',
    'tell me about one badge',
    'settings of a certain trophy',
    'statistics of a single medal: enrolled, earned',
  ],
});

export const badgeClaim = badges.post('api_gateway/v1/badges/badgeMeta/{badgeId}/claim', {
  tool: 'badge_claim',
  title: 'Claim badge',
  summary:
    'Reserves a badge for one record of a module, such as a loyalty program, journey or milestone, which can then give the badge; badge_unclaim takes the claim back. No customer gets anything: see badge_enroll_customers and badge_earn.',
  version: 'v1',
  path: () => ({ badgeId: badgeId() }),
  body: claimBody,
  answer: answers.badgeClaimAnswer,
  effect: 'action',
  checkedBy: ['badge_get'],
  evidence: 'this claim under ownership.claims',
  sources: ['https://docs.capillarytech.com/reference/claim-badge', 'Claim badge, documentation September 2025'],
  keywords: [
    'attach this achievement to a journey',
    'let our loyalty program hand out this medal',
    'reserve a badge for a milestone',
    'connect a trophy with a referral campaign',
    'mark a badge as used by the rewards catalog',
    'assign an unclaimed badge to program 973',
    'which step comes after making a badge, link it to a campaign',
    'take ownership of a badge on behalf of a module',
    'tie a badge to a campaign or milestone',
    'hook up a trophy with our program',
    'let a module own this badge',
  ],
});

export const badgeSetActivation = badges.put('api_gateway/v1/badges/badgeMeta/{badgeId}/{activationStatus}', {
  tool: 'badge_set_activation',
  title: 'Update the activation status of badge',
  summary:
    'Switches one badge on or off and changes nothing else; customers who earned it keep it. For its other settings use badge_update, to take it from a customer badge_revoke_earned.',
  version: 'v1',
  path: () => ({
    badgeId: badgeId(),
    activationStatus: choice(['activate', 'deactivate'], 'Switches it on or off'),
  }),
  answer: answers.badgeSetActivationAnswer,
  effect: 'update',
  checkedBy: ['badge_get'],
  evidence: 'the badge in the state that you asked for',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-the-activation-status-of-badge',
    'Update the activation status of badge, documentation September 2025',
  ],
  keywords: [
    'pause an achievement',
    'turn this medal off for now',
    'reactivate a badge we stopped',
    'disable a trophy that is given out by mistake',
    'enable the new award today',
    'stop people from collecting this badge',
    'deactivate without deleting',
    'make a badge live again',
    'put a badge on pause',
    'badge should no longer be available, turn it off',
    'bring a paused trophy back',
  ],
});

export const badgeEnrollCustomers = badges.post('api_gateway/v1/badges/badgeMeta/customer/issueBulk', {
  tool: 'badge_enroll_customers',
  title: 'Enroll customers in badges',
  summary:
    'Enrols several customers in a badge of type ISSUE_EARN (called issue in the API): they have yet to earn it, and rows fail independently. To give a badge at once use badge_earn (to several: badge_earn_bulk), to undo an enrolment badge_revoke_enrolment.',
  version: 'v1',
  body: enrollBody,
  answer: answers.badgeEnrollCustomersAnswer,
  effect: 'create',
  amounts: { rows: 'body.customers[]' },
  checkedBy: ['badge_get_for_customer', 'badge_get'],
  evidence:
    'the badge among those of each customer, or (with includeStatistics) an issuedCount that has grown by their number',
  sources: [
    'https://docs.capillarytech.com/reference/enrol-customers-for-badges',
    'Enrol customers for badges, documentation September 2025',
  ],
  keywords: [
    'sign these members up for the hiking challenge badge',
    'let a list of shoppers take part in an achievement',
    'opt customers in so they can work towards a medal',
    'make 50 people eligible to collect the trophy',
    'start the quest for a segment of users',
    'register participants in a badge that is earned later',
    'add several users to a badge in one go',
    'customer must join before they can win it',
    'make people participants of a badge',
    'let these customers compete for the trophy',
    'mass enrolment in a badge quest',
    'let customers take part in a badge',
  ],
});

export const badgeEarn = badges.post('api_gateway/v1/badges/customer/earn', {
  tool: 'badge_earn',
  title: 'Issue badge to the customer',
  summary:
    'Gives one badge to one customer at once, with the points or coupon it carries; for a badge of type ISSUE_EARN enrol the customer first with badge_enroll_customers. To several customers, if the badge has a claim: badge_earn_bulk; to take it back: badge_revoke_earned.',
  version: 'v1',
  body: badgeEarnBody,
  answer: answers.earnedBadgeAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['badge_get_for_customer'],
  evidence: 'a higher earnedCount, or a lastEarnedOnDate at the time of the call',
  limits: { batch: 'one customer per call' },
  sources: [
    'https://docs.capillarytech.com/reference/issue-badge-to-the-customer',
    'https://docs.capillarytech.com/reference/issue-badge-to-multiple-customers',
    'Issue badge to the customer, documentation September 2025',
  ],
  keywords: [
    'award a medal to this shopper',
    'she completed the challenge, give her the trophy',
    'hand out an achievement manually',
    'support agent grants a missing badge',
    'customer says the badge never appeared, add it',
    'record that the user won the award yesterday',
    'credit a sticker to user 387400111',
    'bestow the explorer badge as goodwill',
    'present a trophy to one member',
    'somebody reached the badge, credit it',
    'give a member a badge by hand',
    'give a badge to a customer',
  ],
});

export const badgeRevokeEnrolment = badges.post('api_gateway/v1/badges/badgeMeta/customer/revokeIssue', {
  tool: 'badge_revoke_enrolment',
  title: 'Revoke enrolment of a badge',
  summary:
    'Cancels the enrolments of up to 20 customers in a badge, either all of them or single ones by id; rows fail independently. A badge already earned stays: take that with badge_revoke_earned.',
  version: 'v1',
  body: revokeEnrolmentBody,
  answer: answers.badgeRevokeEnrolmentAnswer,
  effect: 'delete',
  amounts: { rows: 'body.customers[]' },
  checkedBy: ['badge_get_for_customer', 'badge_get'],
  evidence: 'that the enrolments are gone, or (with includeStatistics) a lower issuedCount',
  destructive: true,
  limits: { batch: '20 customers or enrolments per call' },
  sources: [
    'https://docs.capillarytech.com/reference/revoke-enrolment-of-a-badge',
    'Revoke enrolment of a badge, documentation September 2025',
  ],
  keywords: [
    'take these members out of the badge challenge',
    'opt someone out of an achievement they have not won yet',
    'undo a wrong sign-up for a medal',
    'wrong segment was enrolled, remove them',
    'customer no longer wants to take part in the quest',
    'withdraw participants from a badge',
    'cancel joining of a trophy for several users',
    'unenrol two customers',
    'cancel participation in a badge quest',
    'people should not compete for this trophy any more',
    'drop entrants of a badge',
  ],
});

export const badgeRevokeEarned = badges.post('api_gateway/v1/badges/customer/revokeEarn', {
  tool: 'badge_revoke_earned',
  title: 'Revoke issual of a badge',
  summary:
    'Takes an earned badge away from one customer, by the earnedBadgeId that badge_earn returned. To cancel an enrolment in a badge not yet earned use badge_revoke_enrolment.',
  version: 'v1',
  headers: () => ({ 'X-CAP-CUSTOMER-IDENTIFIER': customerIdentifier() }),
  body: revokeEarnedBody,
  answer: answers.earnedBadgeAnswer,
  effect: 'delete',
  checkedBy: ['badge_get_for_customer'],
  evidence: 'that the badge is gone, or a lower earnedCount',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/revoke-issual-of-a-badge',
    'Revoke issual of a badge, documentation September 2025',
  ],
  keywords: [
    'take the medal back from this shopper',
    'badge was given by mistake, remove it',
    'strip a user of a trophy after fraud',
    'undo an award',
    'customer returned the goods, withdraw the achievement',
    'delete an earned badge from a member profile',
    'reverse a manually granted badge by mobile number',
    'he should not have this award any more',
    'member must lose the badge he got',
    'retract a trophy awarded wrongly',
    'cancel the badge on her profile',
  ],
});

export const badgeGetForCustomer = badges.get('api_gateway/v1/badges/customer/{customerId}', {
  tool: 'badge_get_for_customer',
  title: 'Get badges for customer',
  summary:
    "Lists a customer's badges: set badgeType EARNED for those earned, else it lists the ones still obtainable; by customer id, or by mobile, email, external id or card; 10 rows unless limit is higher. For all badges of the organization use badge_list.",
  version: 'v1',
  path: () => ({
    customerId: idOf(
      'customer',
      textOrNumber("Capillary's customer id, or the identifier that X-CAP-CUSTOMER-IDENTIFIER names"),
    ),
  }),
  query: () => ({
    badgeType: choice(
      ['AVAILABLE_TO_ISSUE', 'AVAILABLE', 'EARNED', 'EXPIRED'],
      'EARNED for earned ones; without it, obtainable ones are listed',
    ).optional(),
    sortOn: choice(['RANK', 'LAST_EARNED_ON_DATE', 'LAST_EARNED_EVENT_DATE'], 'Sort field').optional(),
    includeExpired: boolean('true adds earned badges that have expired').optional(),
    limit: limit('Rows to return; default 10'),
    groupId: idOf('badgeGroup', text('Only badges of this badge group')).optional(),
    action: choice(['ACTIVATED', 'DEACTIVATED'], 'Switched on or off').optional(),
    lastEarnedOnDate: epoch(
      { unit: 'milliseconds', orSeconds: true },
      integer('When the badge was given, epoch milliseconds; not documented further'),
    ).optional(),
    lastEarnEventDate: epoch(
      { unit: 'milliseconds', orSeconds: true },
      integer('When it was earned, epoch milliseconds; not documented further'),
    ).optional(),
  }),
  headers: () => ({ 'X-CAP-CUSTOMER-IDENTIFIER': customerIdentifier() }),
  answer: answers.badgeGetForCustomerAnswer,
  effect: 'read',
  whenEmpty:
    'The list is that of the badgeType asked for, and of obtainable badges without one; earned ones need badgeType EARNED.',
  limits: { pagination: 'limit (default 10), no offset' },
  sources: [
    'https://docs.capillarytech.com/reference/get-badges-for-customer',
    'Get badges for customer, documentation September 2025',
  ],
  keywords: [
    'which medals has this member collected',
    'achievements of 919800012345',
    'what can this shopper still win',
    'show the trophy cabinet of a user in the app',
    'did she get the explorer badge',
    'how many times has he earned it, and when last',
    'expired awards of a customer by email',
    'badge wall for a card holder',
    "badges on a person's profile",
    'trophies a member won or is working on',
    'has he got the loyalty medal',
    'badges a customer has earned',
  ],
});
