/** Tasks about what support agents did, as recorded in sessions. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

export const activitySessionTasks = tasksOf('activity-sessions', [
  {
    id: 'who-changed-the-number',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'Asha Rao (919800000001) says that somebody in our support changed her mobile number in April without asking. Which agent was it (the user number), at what time (day, hour and minute, as on our clocks in India), and what comment did they leave?',
    expect: { answer: ['70011', '2026-04-21', /\b11[:.]42\b/, /on customer request/i], unchanged: true },
    reference: [
      ['customer_get_id', byMobile('919800000001')],
      ['activity_session_list', { entityId: '{1.entity}' }],
      'Agent {2.data.0.userId}, on 21 April 2026 at 11:42, with the comment "{2.data.0.activitySessionDetails.0.comment}".',
    ],
    // As recorded, which is the time in London.
    wrong: [
      ['customer_get_id', byMobile('919800000001')],
      ['activity_session_list', { entityId: '{1.entity}' }],
      'Agent {2.data.0.userId}, at {2.data.0.activities[name=MobileChanged].addedOn}: "{2.data.0.activitySessionDetails.0.comment}".',
    ],
    otherWays: [
      [
        ['activity_session_list', { startDate: '2026-04-01', endDate: '2026-04-30' }],
        '70011 did it on April 21 at 11:42 am (06:12 UTC). The comment: {1.data[activities.name=MobileChanged].activitySessionDetails.comment}.',
      ],
    ],
  },
]);
