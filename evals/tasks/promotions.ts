/** Tasks about promotions. */
import { tasksOf } from '../task.js';

export const promotionTasks = tasksOf('promotions', [
  {
    id: 'summer-bonus-terms',
    brand: 'fashion',
    kind: 'look-up',
    prompt:
      'For the newsletter: until when does our summer bonus run, and how many points can one customer collect with it at most?',
    expect: { answer: ['2026-06-22', 500], unchanged: true },
    reference: [
      ['loyalty_promotion_list', { searchText: 'summer' }],
      'Until {1.data.content.0.metadata.endDate}, at most {1.data.content.0.limits.0.limitValue} points.',
    ],
    wrong: [
      ['loyalty_promotion_list', {}],
      'Until {1.data.content.0.metadata.endDate}, a hundred points with each bill.',
    ],
    otherWays: [
      [
        ['loyalty_promotion_list', {}],
        ['loyalty_promotion_get', { promotionId: '{1.data.content.0.id}' }],
        'It runs until June 22, 2026, with up to 500 points for each customer.',
      ],
    ],
  },
]);
