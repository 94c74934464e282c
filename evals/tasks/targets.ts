/** Tasks about targets and streaks. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

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
]);
