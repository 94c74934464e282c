/** Tasks about requests that wait for a decision. */
import { tasksOf } from '../task.js';

const decide = (points: number, id = '{1.response.requests.goodwill.0.id}') => ({
  body: { root: { request: [{ id, type: 'GOODWILL', base_type: 'POINTS', points }] } },
});

export const requestTasks = tasksOf('requests', [
  {
    id: 'goodwill-for-the-wait',
    brand: 'fashion',
    kind: 'write',
    prompt:
      'There is one open goodwill request. I am fine with it, but it was our fault, so make it 100 points instead of 40. Approve it.',
    expect: {
      state: { 'requests.13044004.status': 'APPROVED', 'members[id=418400001].points': '+100' },
      unchanged: ['requests[id!=13044004]', 'members[id!=418400001]'],
    },
    reference: [
      ['request_get_v1_1', { status: 'PENDING', type: 'GOODWILL' }],
      ['request_approve_v1_1', decide(100)],
    ],
    wrong: [
      ['request_get_v1_1', { status: 'PENDING', type: 'GOODWILL' }],
      ['request_approve_v1_1', decide(40)],
    ],
  },
]);
