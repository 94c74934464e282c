/** Target group: milestones and streaks, from configuration to a customer's progress. */
import { section } from '../define.js';
import { customerId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, text } from '../schemas/values.js';
import * as answers from './target-group.answers.js';
import {
  communicationBody,
  periodCreateBody,
  periodUpdateBody,
  targetCreateBody,
  targetGroupCreateBody,
  targetUpdateBody,
} from './target-group.bodies.js';
import { TARGET_GROUP } from './target-group.defaults.js';

export const targetGroup = section('Target group', TARGET_GROUP);

const SEVERAL = 'several a call, maximum not documented';

const aboutGroup = 'Target group id; milestones and streaks are groups';
const aboutTarget = 'Target id, from target_list';

/** Paths call the group's id either `groupId` or `targetGroupId`. */
const groupId = () => ({ groupId: idOf('targetGroup', integer(aboutGroup)) });
const targetGroupId = () => ({ targetGroupId: idOf('targetGroup', integer(aboutGroup)) });
const targetId = () => ({ targetId: idOf('target', integer(aboutTarget)) });

export const targetDeactivate = targetGroup.delete('v3/targetGroups/{groupId}/targets/{targetId}', {
  tool: 'target_deactivate',
  title: 'Deactivate target',
  summary:
    'Switches off one target of a target group: customers no longer make progress on it, but the group and its other targets stay. To remove the whole group use target_group_delete, to change the goal target_update.',
  path: () => ({ ...groupId(), ...targetId() }),
  answer: answers.targetDeactivateAnswer,
  answerFrom: 'openapi',
  effect: 'delete',
  consent: 'always',
  question: 'Switch off target {targetId} of target group {groupId}?',
  undoneBy: 'nothing',
  subjects: [],
  watch: {
    tool: 'target_list',
    args: { targetGroupId: 'groupId' },
    row: { in: 'data[]', by: 'id', is: 'targetId' },
    fields: ['active', 'name'],
  },
  checkedBy: ['target_list'],
  evidence: 'the target with active false',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/get-all-target-groups',
    'Deactivate Target, documentation 2022 and September 2025',
  ],
  keywords: [
    'stop tracking one goal of a milestone',
    'take a single challenge out of a campaign',
    'switch off the quantity goal but keep the spend goal',
    'retire one goal from a bundle of goals',
    'that goal was set up wrong, disable it',
    'customers should not collect towards this goal any more',
    'end goal 512 in group 88',
    'stop one goal',
    'goal no longer counts',
    'end a single target but keep the rest',
  ],
});

export const targetGroupCreate = targetGroup.post('v3/targetGroups', {
  tool: 'target_group_create',
  title: 'Create target groups',
  summary:
    'Creates a milestone or streak with its periods, targets and levels. By default it tracks nobody and nothing: give targets with defaultValues (the goals) and enrolmentMethod TRANSACTION. It gives no reward: loyalty_promotion_create does; to add to a group use target_create, target_group_create_period.',
  body: targetGroupCreateBody,
  answer: answers.targetGroupCreateAnswer,
  effect: 'create',
  example: {
    body: {
      name: 'Spend 500 in May',
      trackingType: 'DEFAULT',
      targetEvaluationType: 'FIXED_CALENDAR_WINDOW',
      frequencyType: 'MONTHLY',
      frequency: 1,
      totalPeriods: 1,
      recurringCycles: 1,
      periods: [{ refCode: 'MAY26', startDate: '2026-05-01T00:00:00+05:30', endDate: '2026-05-31T23:59:59+05:30' }],
      targets: [
        {
          name: 'Spend 500',
          targetEntity: 'TRANSACTION',
          targetType: 'SALES',
          enrolmentMethod: 'TRANSACTION',
          defaultValues: [{ defaultValue: 500 }],
        },
      ],
    },
  },
  checkedBy: ['target_group_list'],
  evidence: 'a group with this name',
  nextStep:
    'reaching a goal gives nothing yet; loyalty_promotion_create rewards it. Where enrolmentMethod is IMPORT, target_enroll_customer lets customers in. target_set_communication sets the messages.',
  sources: [
    'https://docs.capillarytech.com/reference/create-target-groups',
    'https://docs.capillarytech.com/reference/create-streak',
    'https://docs.capillarytech.com/reference/create-target-based-on-alternate-currencies',
    'https://docs.capillarytech.com/reference/create-target-group-based-on-behavioural-event',
    'https://docs.capillarytech.com/reference/create-target-based-on-emf-eventss',
    'Create Target Groups, documentation 2022',
  ],
  keywords: [
    'set up a spend 500 a month challenge',
    'reward customers who buy five weeks in a row',
    'new milestone for the spring campaign',
    'start a streak with bronze, silver and gold levels',
    'gamify visits: ten visits in a quarter',
    'launch a leaderboard contest',
    'quarterly purchase goal for members',
    'cap what counts in each cycle',
    'marketer wants a goal based on an app event',
    'new challenge for members',
    'build a milestone or streak',
    'goals that customers should reach over months',
    'new challenge for customers',
  ],
});

export const targetGroupGet = targetGroup.get('v3/targetGroups/{targetGroupId}', {
  tool: 'target_group_get',
  title: 'Get target groups',
  summary:
    "Reads the configuration of one target group (milestone or streak) by id: tracking, cycles, dates. For its goals use target_list, for its periods target_group_get_periods, for a customer's progress target_group_get_for_user.",
  path: targetGroupId,
  query: () => ({
    includePeriods: boolean('true adds the periods').optional(),
    includeUserCreatedTargetGroups: boolean('true includes groups that customers created; default false').optional(),
    includeOnlyActive: boolean('true leaves out inactive ones').optional(),
  }),
  answer: answers.targetGroupGetAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-target-groups-id',
    'https://docs.capillarytech.com/reference/get-target-groups-all',
    'Get Target Groups, documentation 2022',
  ],
  keywords: [
    'configuration of milestone 88',
    'is this streak still active',
    'how often does the challenge repeat',
    'monthly or quarterly cycle of a milestone',
    'does the contest have a leaderboard',
    'which till are milestone points booked to',
    'look at a challenge before changing it',
    'streak or plain milestone',
    'how is a challenge set up',
    'settings of a streak',
    'a milestone by id',
  ],
});

export const targetGroupGetPeriods = targetGroup.get('v3/targetGroups/{targetGroupId}/targetPeriods', {
  tool: 'target_group_get_periods',
  title: 'Get target periods',
  summary:
    'Lists all periods (cycles) of a target group with dates, code and status; goals and target_group_update_period refer to their ids. The goals themselves come from target_list; not paged.',
  path: targetGroupId,
  answer: answers.targetPeriodsAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-target-periods', 'Get Target Periods, documentation 2022'],
  keywords: [
    'start and end dates of each milestone cycle',
    'which cycle of the challenge is running now',
    'when does the next round of the streak start',
    'id of the april period',
    'has this round ended already',
    'calendar of challenge windows',
    'how many rounds are left',
    'cycles of a challenge',
    'dates of each round',
    'time windows of a milestone',
  ],
});

export const targetList = targetGroup.get('v3/targetGroups/{targetGroupId}/targets', {
  tool: 'target_list',
  title: 'Get targets details',
  summary:
    "Lists the targets (goals) of a target group: what is measured, condition, stores, goal value of each period; not paged. For the group's settings use target_group_get, for a customer's progress target_group_get_for_user.",
  path: targetGroupId,
  answer: answers.targetListAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-targets', 'Get Target Details, documentation 2022'],
  keywords: [
    'what must customers do to complete the milestone',
    'goal value for each cycle',
    'how much spend does this challenge ask for',
    'which stores count towards the goal',
    'find the id of a goal inside a milestone',
    'rules and kpi behind a streak',
    'is enrolment automatic or by upload',
    'conditions of every goal in group 88',
    'goals in a challenge',
    'what has to be reached',
    'list targets of a milestone',
  ],
});

export const targetGetCommunication = targetGroup.get(
  'v3/targetGroups/{targetGroupId}/targets/{targetId}/communications',
  {
    tool: 'target_get_communication',
    title: 'Get target communication template',
    summary:
      'Lists the message templates (start, finish, change, reminder) of one target, by channel. To add or change them use target_set_communication; it does not show sent messages.',
    path: () => ({ ...targetGroupId(), ...targetId() }),
    answer: answers.targetCommunicationAnswer,
    effect: 'read',
    sources: ['Get Target Communication Template, documentation 2022'],
    keywords: [
      'what text do customers get when they finish a milestone',
      'reminder wording of a challenge',
      'does this goal send an sms or an email',
      'read congratulation message of the streak',
      'check sender id of milestone messages',
      'how many days before the end goes the nudge out',
      'are goal notifications switched on',
      'messages of a challenge goal',
      'texts sent when a goal is reached',
      'reminder templates',
    ],
  },
);

export const targetSetCommunication = targetGroup.post(
  'v3/targetGroups/{groupId}/targets/{targetId}/communications/upsert',
  {
    tool: 'target_set_communication',
    title: 'Upsert target communication',
    summary:
      'Adds or replaces the message templates of one target: at the start, on completion, on a change, as a reminder. Nothing is sent by this call, but customers get the texts from then on; read them with target_get_communication.',
    path: () => ({ ...groupId(), ...targetId() }),
    body: communicationBody,
    answer: answers.targetCommunicationAnswer,
    effect: 'update',
    checkedBy: ['target_get_communication'],
    evidence: 'the templates you sent',
    idempotent: true,
    limits: { batch: SEVERAL },
    sources: [
      'Upsert Target Communications, documentation 2022',
      'Upsert target communication, documentation September 2025',
    ],
    keywords: [
      'remind customers two days before the challenge ends',
      'congratulate members who hit the milestone',
      'write the welcome text of a streak',
      'change the sms wording for goal completion',
      'set up push notification for a challenge',
      'switch off milestone reminders',
      'nudge shoppers who are almost there',
      'email when the goal changes',
      'write messages for a challenge goal',
      'text when a goal is reached',
      'change reminder of a milestone',
    ],
  },
);

export const targetGetChannels = targetGroup.get('v3/targetGroups/channels', {
  tool: 'target_get_channels',
  title: 'Get target channels',
  summary:
    'Lists the channels (SMS, email, mobile push) that messages of targets can use in this organization, with the ids that target_set_communication takes as channelId.',
  answer: answers.targetGetChannelsAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-target-channels', 'Get Target Channels, documentation 2022'],
  keywords: [
    'can milestone messages go by whatsapp or push',
    'channel id for email in challenges',
    'ways to notify customers about goals',
    'which media are enabled for streak reminders',
    'what number stands for sms',
    'notification options of milestones',
    'is push available for challenge messages',
    'how can we notify about challenges',
    'message channels for milestones',
    'sms, email or push for goals',
  ],
});

export const targetGroupDelete = targetGroup.delete('v3/targetGroups/{groupId}', {
  tool: 'target_group_delete',
  title: 'Delete target group',
  summary:
    'Removes a whole target group (milestone or streak) with its periods and targets; it cannot be restored. To switch off a single target use target_deactivate.',
  path: groupId,
  answer: answers.targetGroupDeleteAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'Delete target group {groupId} with its periods and targets?',
  undoneBy: 'nothing',
  subjects: [],
  watch: {
    tool: 'target_group_get',
    args: { targetGroupId: 'groupId' },
    fields: ['data.name', 'data.active', 'data.totalPeriods'],
  },
  checkedBy: ['target_group_get'],
  evidence: 'that the group is gone or inactive',
  idempotent: true,
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/delete-target-group', 'Delete Target Group, documentation 2022'],
  keywords: [
    'get rid of a milestone completely',
    'remove the test streak we created',
    'cancel the whole challenge',
    'drop a contest before it starts',
    'delete milestone 88',
    'erase an obsolete goal campaign',
    'scrap a streak with all its levels',
    'remove a challenge',
    'whole milestone should go',
    'delete a streak and its goals',
    'delete a challenge for ever',
    'end a challenge for good',
  ],
});

export const targetGroupCreatePeriod = targetGroup.post('v3/targetGroups/{groupId}/targetPeriods', {
  tool: 'target_group_create_period',
  title: 'Create target period',
  summary:
    "Adds periods (cycles) to an existing target group; the response lists all of the group's periods. To move the dates of existing ones use target_group_update_period.",
  path: groupId,
  body: periodCreateBody,
  answer: answers.targetPeriodsAnswer,
  effect: 'create',
  checkedBy: ['target_group_get_periods'],
  evidence: 'periods with these dates',
  limits: { batch: SEVERAL },
  sources: ['Create Target Periods, documentation 2022'],
  keywords: [
    'add another round to the challenge',
    'run the milestone in june too',
    'new cycle for an existing streak',
    'continue the contest next quarter',
    'one more time window for the goal',
    'plan may and june rounds of milestone 88',
    'repeat last month challenge',
    'more rounds for a challenge',
    'extend a milestone by another cycle',
    'new time window',
    'add a month to a challenge',
  ],
});

export const targetGroupUpdatePeriod = targetGroup.put('v3/targetGroups/{groupId}/targetPeriods', {
  tool: 'target_group_update_period',
  title: 'Update target period',
  summary:
    'Changes periods of a target group by id: a running one can only get a new end date, a future one new dates, an ended one cannot change. An omitted refCode or active is reset, so send them as they are. Earlier purchases that a moved period now covers are not counted; new periods: target_group_create_period.',
  path: groupId,
  body: periodUpdateBody,
  answer: answers.targetPeriodsAnswer,
  effect: 'update',
  checkedBy: ['target_group_get_periods'],
  evidence: 'the dates you sent',
  idempotent: true,
  limits: { batch: SEVERAL },
  sources: [
    'https://docs.capillarytech.com/reference/update-target-period',
    'Update Target Period, documentation 2022',
  ],
  keywords: [
    'give customers five more days for the challenge',
    'postpone the next milestone round',
    'prolong the running cycle',
    'end this round early',
    'shift the dates of the april window',
    'correct the code of a challenge cycle',
    'deadline of the streak round was wrong',
    'change the dates of a round',
    "move a challenge's end date",
    'shift a milestone cycle',
  ],
});

export const targetCreate = targetGroup.post('v3/targetGroups/{groupId}/targets', {
  tool: 'target_create',
  title: 'Create targets',
  summary:
    'Adds targets (goals) to an existing target group: what is measured, where, and the value to reach in each period. Group and targets can also be created together with target_group_create; to change one use target_update.',
  path: groupId,
  body: targetCreateBody,
  answer: answers.targetCreateAnswer,
  effect: 'create',
  nextStep: 'where enrolmentMethod is IMPORT, nobody takes part before target_enroll_customer.',
  checkedBy: ['target_list'],
  evidence: 'targets with these names',
  limits: { batch: SEVERAL },
  sources: ['https://docs.capillarytech.com/reference/create-targets', 'Create Targets, documentation 2022'],
  keywords: [
    'add a second goal to the milestone',
    'buy 10 items goal in an existing challenge',
    'also count visits in this contest',
    'goal on number of app check-ins',
    'another condition customers must meet',
    'points collecting goal within a streak',
    'goal that counts only in two stores',
    'extend a unified milestone by one more task',
    'another goal for a challenge',
    'add a target to a milestone',
    'extra thing customers must reach',
  ],
});

export const targetUpdate = targetGroup.put('v3/targetGroups/{groupId}/targets/{targetId}', {
  tool: 'target_update',
  title: 'Modify targets',
  summary:
    'Changes one target (goal) of a group: condition, stores, goal values; for a streak only these. For dates use target_group_update_period, to switch it off target_deactivate.',
  path: () => ({ ...groupId(), ...targetId() }),
  body: targetUpdateBody,
  answer: answers.targetUpdateAnswer,
  answerFrom: 'openapi',
  effect: 'update',
  checkedBy: ['target_list'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/modify-target',
    'https://docs.capillarytech.com/reference/edit-streaks',
    'Modify Target, documentation 2022 and September 2025',
  ],
  keywords: [
    'raise the spend goal from 500 to 600',
    'make the challenge easier',
    'restrict the goal to selected stores',
    'edit the rule behind a streak',
    'lower the number of visits needed',
    'exclude a product category from the milestone',
    'different goal value for next month',
    'fix a wrong condition on a goal',
    'change a goal',
    'other value to reach in a milestone',
    'edit conditions of a target',
  ],
});

export const targetGroupGetForUser = targetGroup.get('v3/users/{userId}/targetGroups', {
  tool: 'target_group_get_for_user',
  title: 'Target group',
  summary:
    "A customer's progress, by customer id: every milestone and streak the customer is in, with goal and achieved value of each target and period, and the streak's state; not paged. For the configuration use target_group_get.",
  listed: 'GET v3/users/USERID/targetGroups',
  path: () => ({ userId: customerId() }),
  query: () => ({
    includeInactive: boolean('true adds past and future periods; default false, only the current one').optional(),
    targetRuleId: idOf('target', integer('Only this target, by its id in target_list')).optional(),
    includeInactiveTargets: boolean('true adds deactivated targets; default false').optional(),
    trackingDate: integer('Day to look at, epoch; unit not documented').optional(),
    excludedEntities: list(text(), 'Not documented; leave out').optional(),
  }),
  answer: answers.targetGroupGetForUserAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/getusertargetgroupdetails',
    'Milestones of inactive periods, release notes January to March 2023',
  ],
  keywords: [
    'how far is this customer from the milestone',
    'progress bar of a challenge in the app',
    'how much more must she spend to reach the goal',
    'did the member keep his streak',
    'which challenges is the shopper taking part in',
    'was the goal completed in april',
    'my goals page for a logged-in user',
    'customer says the milestone bonus is missing',
    'achieved versus required for one member',
    'how far is a member in the challenges',
    'progress towards goals by customer id',
    'what is still missing to reach a milestone',
    'progress of a customer in a challenge',
  ],
});
