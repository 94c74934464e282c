/** Tasks about the catalogue of rewards. */
import { tasksOf } from '../task.js';

const BRAND = 79;
const WITHOUT_CODE = { username: 'tbr01.till01', skip_validation: true };
const POINTS_ONLY = '{1.rewardList[name=House beans].paymentConfigs[paymentMode=POINTS].id}';
const HOUSE_BEANS = '{1.rewardList[name=House beans].id}';

export const rewardTasks = tasksOf('rewards', [
  {
    id: 'beans-for-points-only',
    brand: 'coffee',
    kind: 'steps',
    prompt:
      'Ravi Chandran (6581000004) takes a bag of our house beans from the rewards and pays with points only, no cash. He stands at till tbr01.till01 and has shown his ID, so no code is needed. How many points are left?',
    expect: {
      state: { 'members[mobile=6581000004].points': '-1500', 'rewardIssues[customerId=418400004].rewardId': 98102 },
      answer: [{ found: 'members[mobile=6581000004].points' }],
      unchanged: ['members[id!=418400004]'],
    },
    reference: [
      ['reward_list_for_brand', { brandId: BRAND }],
      [
        'reward_issue',
        {
          rewardId: HOUSE_BEANS,
          ...WITHOUT_CODE,
          body: {
            brand: 'Corner Bean',
            mobile: '6581000004',
            paymentConfig: { id: POINTS_ONLY },
            transactionNumber: 'e-1',
          },
        },
      ],
      [
        'customer_lookup_get_points_balance',
        { source: 'INSTORE', identifierName: 'mobile', identifierValue: '6581000004' },
      ],
      'Done. He has {3.mainPoints} points left.',
    ],
    wrong: [
      ['reward_list_for_brand', { brandId: BRAND }],
      [
        'reward_issue',
        {
          rewardId: HOUSE_BEANS,
          ...WITHOUT_CODE,
          body: {
            brand: 'Corner Bean',
            mobile: '6581000004',
            paymentConfig: { id: '{1.rewardList[name=House beans].paymentConfigs[paymentMode=POINTS_CASH].id}' },
            transactionNumber: 'e-1',
            tender: { totalAmount: 9, tenders: [{ methodOfPayment: 'CASH', amount: 9 }] },
          },
        },
      ],
      'Done. He has 3,892 points left.',
    ],
    otherWays: [
      [
        ['reward_list_for_brand', { brandId: BRAND }],
        [
          'reward_issue_bulk',
          {
            ...WITHOUT_CODE,
            body: {
              brand: 'Corner Bean',
              mobile: '6581000004',
              rewards: [{ quantity: 1, rewardId: HOUSE_BEANS, paymentConfig: { id: POINTS_ONLY } }],
            },
          },
        ],
        '3,092 points are left.',
      ],
    ],
  },
]);
