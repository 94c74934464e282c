/** Target group, beyond the inventory. */
import { section } from '../define.js';
import { customerId, limit, offset } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf-types.js';
import { date } from '../schemas/times.js';
import { boolean, choice, integer, severalIds, text, textOrNumber } from '../schemas/values.js';
import { targetGroupGetForUserAnswer } from '../targets/target-group.answers.js';
import { TARGET_GROUP, TARGET_MEASURES } from '../targets/target-group.defaults.js';
import {
  enrolmentBody,
  nameBody,
  ranksBody,
  targetGroupUpdateBody,
  unenrolmentBody,
  unifiedTargetsBody,
} from './target-enrolment.bodies.js';
import * as answers from './target-group.answers.js';

export const targetGroupBeyond = section('Target group', TARGET_GROUP);

/** In answers whose offset counts pages, not rows. */
const PAGES_COUNTED = { pages: [{ at: 'pagination', total: 'total', size: 'limit', page: 'offset' }] };

export const targetGroupList = targetGroupBeyond.get('v3/milestones', {
  tool: 'target_group_list',
  title: 'List Milestones',
  summary:
    "Lists the organization's milestones and streaks (target groups) with their targets and running period; filter by name, status, kind or dates, page with limit and offset. With an id use target_group_get, for one customer's progress target_group_get_for_user.",
  inInventory: false,
  accessGroup: null,
  query: () => ({
    name: text('Name of the group').optional(),
    status: choice(['LIVE', 'UPCOMING', 'ENDED', 'STOPPED'], 'Only groups in this state').optional(),
    type: choice(['DEFAULT', 'CAPPING', 'UNIFIED', 'STREAKS'], 'Only groups of this trackingType').optional(),
    'start-date': date('Only groups active on or after this day').optional(),
    'end-date': date('Only groups active on or before this day').optional(),
    'target-on': choice(TARGET_MEASURES, 'Only groups with a target on this figure').optional(),
    'require-periods': boolean('true adds all periods').optional(),
    includeUserCreatedTargetGroups: boolean('true adds challenges that customers made').optional(),
    limit: limit('Rows to return; 10 unless set'),
    offset: offset(),
  }),
  answer: answers.targetGroupListAnswer,
  effect: 'read',
  example: { status: 'LIVE' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-milestones',
    'Get all milestones (target), documentation September 2025',
  ],
  keywords: [
    'which milestones are running',
    'list all challenges and streaks',
    'find the milestone called summer spend',
    'id of a target group by its name',
    'what goals can customers work towards now',
    'spend challenges of this quarter',
    'show upcoming or ended streaks',
    'overview of our gamification',
    'which challenges exist',
    'which contests are running',
    'list milestones',
    'milestones and streaks we have',
  ],
});

const userId = () => ({ userId: customerId() });
const groupId = () => ({ targetGroupId: idOf('targetGroup', integer('Milestone or streak')) });
const targetId = () => ({ targetId: idOf('target', integer('Target in it')) });
const groupAndTarget = () => ({ ...groupId(), ...targetId() });

/** Whose data a call is about: the organization's own, or that of connected ones. */
const scope = <const T extends readonly [string, ...string[]]>(scopes: T) => ({
  'DATA-SCOPE': choice(scopes, 'SELF: own organization; OTHER: a connected one'),
  'DATA-SCOPE-ORG': fromConnection(
    'organizationId',
    idOf('organization', textOrNumber('Ids of the organizations; the own one with SELF')),
    ({ 'DATA-SCOPE': kind }) => kind === 'SELF',
  ),
});

const optionalScope = <const T extends readonly [string, ...string[]]>(scopes: T) => {
  const { 'DATA-SCOPE': kind, 'DATA-SCOPE-ORG': organizations } = scope(scopes);
  return { 'DATA-SCOPE': kind.optional(), 'DATA-SCOPE-ORG': organizations.optional() };
};

const ENROLMENT_IN_2026 = 'Enrol customers and unenrol customers, API gateway, documentation of July 2026';
const TOGETHER = 'one customer a call';
const WITHOUT_PERIOD = {
  advice: {
    310019:
      'A milestone needs the periodName: refCode of a period that has not ended, in target_group_list (activePeriod) or target_group_get.',
  },
};

export const targetEnrollCustomer = targetGroupBeyond.post(
  'v3/targetGroups/{targetGroupId}/targets/{targetId}/enroll',
  {
    tool: 'target_enroll_customer',
    title: 'Enrol Customers in Milestone',
    summary:
      'Puts one customer into a milestone or streak of your own organization, or back in after leaving; a new initialBalance or resetStreakStatus replaces earlier progress. For connected organizations, or if this older path is refused, use target_enroll_customer_with_scope.',
    inInventory: false,
    accessGroup: null,
    path: groupAndTarget,
    body: enrolmentBody,
    response: WITHOUT_PERIOD,
    answer: answers.enrolledCustomerAnswer,
    effect: 'create',
    destructive: true,
    checkedBy: ['target_get_tracked_events', 'target_group_get_for_user'],
    evidence: 'an ENROL event of the time of the call, and unEnrolled false',
    limits: { batch: TOGETHER },
    example: {
      targetGroupId: 91,
      targetId: 516,
      body: [{ customerId: 418400001, periodName: 'INVITED', initialBalance: 100 }],
    },
    sources: [
      'https://docs.capillarytech.com/reference/enrol-customer-to-a-milestone',
      'Enrol customer to a milestone, documentation September 2025: the sample sends a list, the OpenAPI file an object',
    ],
    keywords: [
      'sign a customer up for a challenge',
      'let a member take part in the milestone',
      'join a streak',
      'opt in to the spend goal',
      'put a shopper back into the contest he left',
      'start her in the milestone with 100 already counted',
      'restart the streak of a member',
      'enrolment by upload: add one customer',
      'she is not tracked in the challenge, add her',
      'put a customer into a milestone',
      'enrol members in a milestone',
      'enrol a customer with a head start',
      'add a driver to the challenge',
    ],
  },
);

export const targetUnenrollCustomer = targetGroupBeyond.post(
  'v3/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll',
  {
    tool: 'target_unenroll_customer',
    title: 'Unenrol Customers from Milestone',
    summary:
      'Takes one customer of your own organization out of a milestone or streak: the running and later periods stop counting, and rewards due at the end of the running one are lost. For connected organizations use target_unenroll_customer_with_scope; promotions are left on their own.',
    inInventory: false,
    accessGroup: null,
    path: groupAndTarget,
    body: unenrolmentBody,
    answer: answers.enrolledCustomerAnswer,
    effect: 'action',
    destructive: true,
    checkedBy: ['target_get_tracked_events', 'target_group_get_for_user'],
    evidence: 'an UNENROL event of the time of the call, and unEnrolled true',
    limits: { batch: TOGETHER },
    example: { targetGroupId: 89, targetId: 513, body: [{ customerId: 418400001 }] },
    sources: [
      'https://docs.capillarytech.com/reference/un-enrol-users-into-a-milestonestreak',
      'Un-enrol users from a milestone or streak, documentation September 2025',
    ],
    keywords: [
      'take a member out of the challenge',
      'customer wants to leave the streak',
      'opt out of a milestone',
      'stop counting her purchases towards the goal',
      'take a customer out of the contest',
      'quit the spend challenge',
      'cheater must not be ranked any more',
      "end somebody's participation in a milestone",
      'remove a member from a challenge',
      'end the enrolment of members in a milestone',
      'take a customer out of a streak',
      'customer gives up the streak',
    ],
  },
);

export const targetEnrollCustomerWithScope = targetGroupBeyond.post(
  'api_gateway/intouch-api-v3/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/enroll',
  {
    tool: 'target_enroll_customer_with_scope',
    title: 'Enrol or re-enrol a customer in a milestone or streak',
    summary:
      'The newer path of target_enroll_customer, which also enrols a customer of a connected organization in a milestone or streak. In your own organization either works, and the other needs no scope; progress reached before is replaced by a new initialBalance.',
    version: 'v3',
    inInventory: false,
    accessGroup: null,
    path: groupAndTarget,
    headers: () => scope(['SELF', 'OTHER']),
    body: enrolmentBody,
    response: WITHOUT_PERIOD,
    answer: answers.enrolledCustomerAnswer,
    effect: 'create',
    destructive: true,
    checkedBy: ['target_group_get_for_user_with_scope'],
    evidence: 'the target with unEnrolled false and enrolledOn at the time of the call',
    limits: { batch: TOGETHER },
    example: {
      targetGroupId: 91,
      targetId: 516,
      'DATA-SCOPE': 'SELF',
      'DATA-SCOPE-ORG': '100900',
      body: [{ customerId: 418400001, periodName: 'INVITED' }],
    },
    sources: [
      'https://docs.capillarytech.com/reference/connectedorgs-enroll-customer-milestone-or-streak',
      ENROLMENT_IN_2026,
    ],
    keywords: [
      'connected organization: customer joins the milestone',
      'sign up a member of the sister brand for our challenge',
      'enrol across organizations of the group',
      'data scope other, add customer to streak',
      'opt in to a coalition wide challenge',
      'member of a partner brand takes part in the contest',
      'v3.1 enroll in target',
    ],
  },
);

export const targetUnenrollCustomerWithScope = targetGroupBeyond.post(
  'api_gateway/intouch-api-v3/v3.1/targetGroups/{targetGroupId}/targets/{targetId}/unEnroll',
  {
    tool: 'target_unenroll_customer_with_scope',
    title: 'Unenrol a customer from a milestone or streak',
    summary:
      'The newer path of target_unenroll_customer, which also takes a customer of a connected organization out of a milestone or streak. In your own organization either works; progress stops counting until target_enroll_customer_with_scope.',
    version: 'v3',
    inInventory: false,
    accessGroup: null,
    path: groupAndTarget,
    headers: () => optionalScope(['SELF', 'OTHER']),
    body: unenrolmentBody,
    answer: answers.enrolledCustomerAnswer,
    effect: 'action',
    destructive: true,
    checkedBy: ['target_group_get_for_user_with_scope'],
    evidence: 'the target with unEnrolled true',
    limits: { batch: TOGETHER },
    example: { targetGroupId: 89, targetId: 513, 'DATA-SCOPE': 'SELF', body: [{ customerId: 418400001 }] },
    sources: [
      'https://docs.capillarytech.com/reference/connectedorgs-unenroll-customer-milestone-or-streak',
      ENROLMENT_IN_2026,
    ],
    keywords: [
      'connected organization: take customer out of the milestone',
      'member of the sister brand leaves our streak',
      'unenrol across organizations of the group',
      'opt out of a coalition wide challenge',
      'partner brand shopper quits the contest',
      'v3.1 unenroll from target',
    ],
  },
);

export const targetGroupGetForUserWithScope = targetGroupBeyond.get(
  'api_gateway/intouch-api-v3/v3.1/users/{userId}/targetGroups',
  {
    tool: 'target_group_get_for_user_with_scope',
    title: 'Get Associated Target Groups of a User (with data scope)',
    summary:
      "A customer's milestones and streaks with goal, progress and enrolment of each period, across connected organizations too. In your own organization alone target_group_get_for_user shows the same without a scope.",
    version: 'v3',
    inInventory: false,
    accessGroup: null,
    path: userId,
    query: () => ({
      includeInactive: boolean('true adds past and future periods').optional(),
      targetRuleId: idOf('target', integer('Only this target')).optional(),
      includeInactiveTargets: boolean('true adds deactivated targets').optional(),
    }),
    headers: () => {
      const { 'DATA-SCOPE': kind, 'DATA-SCOPE-ORG': organizations } = scope(['SELF', 'OTHER', 'ALL']);
      return { 'DATA-SCOPE': kind, 'DATA-SCOPE-ORG': organizations.optional() };
    },
    answer: targetGroupGetForUserAnswer,
    effect: 'read',
    example: { userId: 418400001, 'DATA-SCOPE': 'SELF' },
    sources: [
      'https://docs.capillarytech.com/reference/connectedorgs-get-associated-target-groups-of-a-user',
      'Get associated target groups of a user, API gateway, documentation of July 2026',
    ],
    keywords: [
      'challenges of a customer in all connected brands',
      'progress in milestones of the sister organization',
      "coalition view of a member's goals",
      'streaks across organizations of the group',
      "did she enrol in a partner brand's challenge",
      'milestone progress with data scope',
      'progress of a customer in milestones across organizations',
    ],
  },
);

export const targetListEnrolledForUser = targetGroupBeyond.get('v3/users/{userId}/enrolledTargets', {
  tool: 'target_list_enrolled_for_user',
  title: 'Get Enrolled Targets of Customer',
  summary:
    'Lists the active targets (milestones and streaks) that a customer is enrolled in, with their rules; not paged. It has no progress: target_group_get_for_user has.',
  inInventory: false,
  accessGroup: null,
  path: userId,
  query: () => ({
    targetRuleIds: idOf('target', severalIds('Only these targets', 'integer')).optional(),
    trackingDate: text('Day to look at, as date or epoch; format not documented').optional(),
    enrollmentType: choice(['TRANSACTION', 'IMPORT', 'AUDIENCE_FILTER'], 'How customers get in').optional(),
    includeOnlyUserCreated: boolean('true: only challenges that customers made').optional(),
  }),
  answer: answers.targetListEnrolledAnswer,
  effect: 'read',
  whenEmpty: 'target_list shows how customers get into a target; target_enroll_customer enrols one.',
  example: { userId: 418400001 },
  sources: [
    'https://docs.capillarytech.com/reference/get-active-targets',
    'Get active targets, documentation September 2025',
  ],
  keywords: [
    'open challenges of a member',
    'which goals has the customer joined',
    'is she signed up for the streak',
    'what is this shopper working towards',
    'list the milestones somebody is enrolled in',
    'rules of the challenges a customer takes part in',
    'did the opt in work',
    'challenges a customer takes part in right now',
    'targets that a customer is enrolled in',
    'which milestones is she enrolled in',
    'is the customer part of any milestone',
  ],
});

export const targetGetTrackedEvents = targetGroupBeyond.get('v3/users/{userId}/trackedTargetEvents/{targetRuleId}', {
  tool: 'target_get_tracked_events',
  title: 'Get Tracked Events of Target',
  summary:
    'Lists the bills, returns, events and enrolments that counted towards one target of a customer, oldest first. It explains a progress value of target_group_get_for_user step by step.',
  inInventory: false,
  accessGroup: null,
  path: () => ({ ...userId(), targetRuleId: idOf('target', integer('Target')) }),
  query: () => ({
    periodId: idOf('targetPeriod', integer('Only this period')).optional(),
    limit: limit('Events a page; 10 unless set'),
    offset: integer('Page, from 0', { min: 0 }).optional(),
  }),
  answer: answers.targetGetTrackedEventsAnswer,
  effect: 'read',
  response: PAGES_COUNTED,
  limits: { pagination: 'limit 10, offset counts pages' },
  example: { userId: 418400001, targetRuleId: 512 },
  sources: [
    'https://docs.capillarytech.com/reference/get-target-events',
    'Get target events, documentation September 2025',
  ],
  keywords: [
    'which bills counted towards the milestone',
    'why is the challenge progress lower than her purchases',
    'history of progress in a goal',
    'did the return reduce the streak',
    'explain the milestone value of a customer',
    'when did the member join or leave the challenge',
    'purchase missing from the goal',
    'which purchases counted towards her milestone',
    'tracked events of a target',
  ],
});

export const targetCheckName = targetGroupBeyond.post('v3/targetGroups/isValidName', {
  tool: 'target_check_name',
  title: 'Check Milestone Name',
  summary:
    'Says whether a name is still free for a milestone, target, streak, level or period; it changes nothing. Names of inactive ones are taken; to look a group up by name use target_group_list.',
  inInventory: false,
  accessGroup: null,
  body: nameBody,
  answer: answers.targetCheckNameAnswer,
  effect: 'read',
  example: { body: { type: 'targetGroupName', value: 'Spring spenders' } },
  sources: [
    'https://docs.capillarytech.com/reference/check-validity-of-milestone-name',
    'Check validity of milestone name, documentation September 2025',
  ],
  keywords: [
    'is this challenge name taken',
    'can we call the milestone autumn spend',
    'name of a streak already used',
    'validate a goal name before creating it',
    'free name for a cycle',
    'duplicate milestone name',
    'is a milestone name still free',
    'check whether a milestone name is taken',
  ],
});

export const targetGroupUpdate = targetGroupBeyond.put('v3/targetGroups/editTargetGroup/{targetGroupId}', {
  tool: 'target_group_update',
  title: 'Edit Target Group',
  summary:
    'Renames a milestone or streak and changes the expressions of its targets; nothing else that is sent takes effect. Send all of target_group_get (includePeriods=true) with the edits; goals change with target_update, dates with target_group_update_period.',
  inInventory: false,
  accessGroup: null,
  path: groupId,
  body: targetGroupUpdateBody,
  answer: answers.targetGroupUpdateAnswer,
  effect: 'update',
  destructive: true,
  idempotent: true,
  checkedBy: ['target_group_get'],
  confidence: 'partial',
  example: {
    targetGroupId: 89,
    body: { id: 89, name: 'A visit every month', targets: [{ id: 513, name: 'Visit' }] },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-target-group',
    'Update target group and Edit streaks, documentation September 2025: no field is marked mandatory',
  ],
  keywords: [
    'rename a milestone',
    'another name for the challenge',
    'correct a typo in the streak name',
    'change the rule of a goal inside a group',
    'edit the whole challenge in one go',
    'other expression for a milestone',
    'edit a milestone',
    'change the name of a target group',
  ],
});

export const targetUpdateUnified = targetGroupBeyond.put('v3/targetGroups/{targetGroupId}/unifiedTargets', {
  tool: 'target_update_unified',
  title: 'Update Unified Targets',
  summary:
    'Changes the combined goal and the targets of a unified milestone (trackingType UNIFIED), and switches off the targets in deactivateTargetIds. In other groups use target_update and target_deactivate.',
  inInventory: false,
  path: groupId,
  body: unifiedTargetsBody,
  answer: answers.targetUpdateUnifiedAnswer,
  effect: 'update',
  destructive: true,
  idempotent: true,
  checkedBy: ['target_list'],
  confidence: 'partial',
  example: {
    targetGroupId: 90,
    body: {
      unifiedTargetExpression: { thresholdValue: 8 },
      targets: [{ id: 514, defaultValues: [{ defaultValue: 8 }] }],
      deactivateTargetIds: [515],
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-unified-target',
    'Update unified target, documentation September 2025: its OpenAPI part says PUT, its text POST',
  ],
  keywords: [
    'raise the combined goal of a unified milestone',
    'several goals counted as one: change the sum',
    'drop one task from a combined challenge',
    'unified target threshold',
    'edit a bundle of goals',
    'switch off a part of the combined milestone',
    'change the combined goal of a unified milestone',
    'update the targets of a unified group',
  ],
});

const ranked = () => ({
  pageSize: integer('Ranks a page', { min: 1 }).optional(),
  pageOffset: integer('First page, from 0', { min: 0 }).optional(),
  pageLimit: integer('Pages', { min: 1, max: 100 }).optional(),
});

export const targetGroupGetLeaderboard = targetGroupBeyond.get(
  'api_gateway/intouch-api-v3/v3.1/leaderboards/targetGroups/{targetGroupId}',
  {
    tool: 'target_group_get_leaderboard',
    title: 'Get top ranked users of a target group (leaderboard)',
    summary:
      'Ranks the customers of one target by what they achieved in a period, with their names and contacts; only for groups with leaderboardEnabled. For the rank of one customer use target_get_rank_for_user.',
    version: 'v3',
    inInventory: false,
    accessGroup: null,
    path: groupId,
    query: () => ({
      ...targetId(),
      periodId: idOf('targetPeriod', integer('Default the running one')).optional(),
      ...ranked(),
    }),
    headers: () => optionalScope(['SELF', 'OTHER', 'ALL']),
    answer: answers.targetGroupGetLeaderboardAnswer,
    effect: 'read',
    response: PAGES_COUNTED,
    whenEmpty: 'nobody is enrolled in the target: target_enroll_customer enrols a customer.',
    limits: { pagination: 'pageSize, pageOffset, pageLimit (max 100 pages)' },
    example: { targetGroupId: 88, targetId: 512 },
    sources: [
      'https://docs.capillarytech.com/reference/get-top-ranked-users',
      'Get top ranked users, API gateway, documentation of July 2026',
    ],
    keywords: [
      'who leads the contest',
      'who is second in the milestone',
      'who is ahead in the challenge',
      'top ten spenders of the milestone',
      'leaderboard of a contest',
      'ranking of members in a streak',
      'winners of the spring competition',
      'best customers in the goal',
      'high score list',
      'top ten of a challenge',
      'show the leaderboard of a milestone',
      'who has done best in the streak',
      'who is ahead in a challenge',
    ],
  },
);

export const targetGetRankForUser = targetGroupBeyond.get(
  'api_gateway/intouch-api-v3/v3.1/leaderboards/user/{userId}',
  {
    tool: 'target_get_rank_for_user',
    title: 'Get user rank across target groups (leaderboard)',
    summary:
      "One customer's rank, value and number of competitors in up to 25 targets; a GET with a body. Only groups with leaderboardEnabled are ranked; for the top of one use target_group_get_leaderboard.",
    version: 'v3',
    inInventory: false,
    accessGroup: null,
    path: userId,
    headers: () => optionalScope(['SELF', 'OTHER', 'ALL']),
    body: ranksBody,
    answer: answers.targetGetRankForUserAnswer,
    effect: 'read',
    limits: { batch: '25 targets' },
    example: { userId: 418400001, body: [{ targetGroupId: 88, targetRuleId: 512 }] },
    sources: [
      'https://docs.capillarytech.com/reference/get-user-ranks-across-target-groups',
      'Get user ranks across target groups, API gateway, documentation of July 2026: a list in the samples, an object in the OpenAPI file',
    ],
    keywords: [
      'what place is the member in',
      'my position on the leaderboard',
      'rank of a customer in the contest',
      'how many compete against her',
      'is he in the top ten of the challenge',
      'standing of a shopper in several challenges',
      'what place has this customer among all competitors',
      'rank of a member on the leaderboard',
    ],
  },
);
