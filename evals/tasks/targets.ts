/** Tasks about targets and streaks. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

/** The last period of "Cup a week", with another end. */
const fourthWeek = (groupId: unknown, id: unknown, changes: object) => ({
  groupId,
  body: [{ id, description: 'W4', startDate: '2026-04-27', endDate: '2026-05-10T23:59:59+08:00', ...changes }],
});
const CUP_A_WEEK = '{2.data.targetGroups.0.id}';

const SPRING = { targetGroupId: '{1.data.0.id}', targetId: '{1.data.0.targets.0.id}' };
const DIVYA = '919800000011';

export const targetTasks = tasksOf('targets', [
  {
    id: 'cups-in-a-row',
    brand: 'coffee',
    kind: 'look-up',
    prompt:
      'Chloe Wong (6581000005) asks about "Cup a week": how many visits do we count in its third week, the one of 20 April? And has she done all four weeks?',
    expect: { answer: [2, /\byes\b|\ball four\b|\bcompleted?\b/i, { none: /\bnot\b|n't/i }], unchanged: true },
    reference: [
      ['customer_get_id', byMobile('6581000005')],
      ['target_group_get_for_user', { userId: '{1.entity}', includeInactive: true, fields: ['data.targetGroups'] }],
      '{2.data.targetGroups.0.targets[periodRefCode=W3].targetAchievedValue} visits. The four weeks are {2.data.targetGroups.0.streaks[streakId=62].status}.',
    ],
    // Without the past periods, the answer has only this week.
    wrong: [
      ['customer_get_id', byMobile('6581000005')],
      ['target_group_get_for_user', { userId: '{1.entity}', fields: ['data.targetGroups'] }],
      'Yes, all four, with {2.data.targetGroups.0.targets.0.targetAchievedValue} visit in the third week.',
    ],
  },
  {
    id: 'fourth-week-is-longer',
    brand: 'coffee',
    kind: 'write',
    prompt:
      'Because of the holiday, the fourth week of "Cup a week" lasts until the end of Sunday, 10 May (our time) instead of 4 May. Please change that, and nothing else about it: it stays the fourth week, with its code W4. Chloe Wong (6581000005) is one of those who take part, if that helps you to find it.',
    expect: {
      state: {
        // The API speaks in dates; the bare date is the beginning of that day.
        'targetGroups.88.periods[id=7104]': {
          endsOn: /^2026-05-(09T16:00:00|10)/,
          refCode: 'W4',
          description: 'W4',
          active: true,
        },
        'targetGroups.88.periods.*.#': '+0',
      },
      unchanged: ['targetGroups.88.periods[id!=7104]', 'targetGroups.88.targets', 'targetGroups.88.streaks', 'members'],
    },
    reference: [
      ['customer_get_id', byMobile('6581000005')],
      ['target_group_get_for_user', { userId: '{1.entity}' }],
      ['target_group_get_periods', { targetGroupId: CUP_A_WEEK }],
      ['target_group_update_period', fourthWeek(CUP_A_WEEK, '{3.data[refCode=W4].id}', { refCode: 'W4' })],
    ],
    // What is left out is emptied: the week has no code any more.
    wrong: [
      ['target_group_get_periods', { targetGroupId: 88 }],
      ['target_group_update_period', fourthWeek(88, '{1.data[refCode=W4].id}', {})],
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Chloe' }],
        ['target_group_get_for_user', { userId: '{1.data.0.userId}' }],
        ['target_group_get', { targetGroupId: CUP_A_WEEK, includePeriods: true }],
        [
          'target_group_update_period',
          fourthWeek(CUP_A_WEEK, 7104, { refCode: 'W4', endDate: '2026-05-10', active: true }),
        ],
      ],
    ],
  },
  {
    id: 'prizes-for-spring',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'We give prizes for "Spring spenders", the milestone for spending 10,000. Who is second at the moment, and with how much? And in which place is Divya Krishnan (919800000011)?',
    expect: { answer: ['Vikram Menon', 32_892, 15], unchanged: true },
    reference: [
      ['target_group_list', { name: 'Spring spenders' }],
      ['target_group_get_leaderboard', { ...SPRING, pageSize: 3 }],
      ['customer_get_id', byMobile(DIVYA)],
      [
        'target_get_rank_for_user',
        { userId: '{3.entity}', body: [{ targetGroupId: SPRING.targetGroupId, targetRuleId: SPRING.targetId }] },
      ],
      'Second is {2.data.rankings.1.userEnrichmentDetails.first_name} {2.data.rankings.1.userEnrichmentDetails.last_name} with {2.data.rankings.1.achievedValue}. Divya is number {4.data.userRanks.0.rank}.',
    ],
    // Only the first page: she seems to be the last on it.
    wrong: [
      ['target_group_list', {}],
      ['target_group_get_leaderboard', { targetGroupId: 88, targetId: 512 }],
      'Second is Vikram Menon with {2.data.rankings.1.achievedValue}; Divya is not among the first ten, so she has place 11.',
    ],
    otherWays: [
      [
        ['target_group_list', { status: 'LIVE' }],
        ['target_group_get_leaderboard', { targetGroupId: 88, targetId: 512, pageSize: 100 }],
        '{2.data.rankings[rank=2].userEnrichmentDetails.first_name} Menon ({2.data.rankings[rank=2].achievedValue}); Divya is {2.data.rankings[userEnrichmentDetails.mobile=919800000011].rank}th.',
      ],
    ],
  },
]);
