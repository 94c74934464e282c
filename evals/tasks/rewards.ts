/** Tasks about the catalogue of rewards. */
import { tasksOf } from '../task.js';

const BRAND = 79;
const WITHOUT_CODE = { username: 'tbr01.till01', skip_validation: true };
const POINTS_ONLY = '{1.rewardList[name=House beans].paymentConfigs[paymentMode=POINTS].id}';
const HOUSE_BEANS = '{1.rewardList[name=House beans].id}';

/** Of the fuel brand. */
const HALDEN = 78;
const inJune = (rewardIds: unknown, times: readonly [string, string]) => ({
  body: {
    brandId: `${HALDEN}`,
    startTime: times[0],
    endTime: times[1],
    discountType: 'PERCENTAGE',
    discountValue: 20,
    rewardIds,
    languageSpecificInfo: [
      { languageCode: 'en', name: 'June offer', description: '20% fewer points in June', enabled: true },
    ],
    enabled: true,
  },
});
const LOCAL = ['2026-06-01T00:00:00+04:00', '2026-06-30T23:59:59+04:00'] as const;
const UTC = ['2026-06-01T00:00:00Z', '2026-06-30T23:59:59Z'] as const;
const EMMA = '6581000013';
const forEmma = (rewardId: unknown) => ({
  rewardId,
  ...WITHOUT_CODE,
  body: { brand: 'Corner Bean', mobile: EMMA, transactionNumber: 'e-2' },
});

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
  {
    id: 'fewer-points-in-june',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'In June, from the first to the last minute of the month here in the Emirates, the car wash and the road kit from our rewards (brand 78 of the rewards catalog) cost 20% fewer points. Please set that up as a "June offer" and have it switched on. From July on, they cost as much as now.',
    expect: {
      state: {
        [`catalogPromotions[brandId=${HALDEN}]`]: {
          discountType: 'PERCENTAGE',
          discountValue: 20,
          enabled: true,
          startTime: '2026-05-31T20:00:00Z',
          endTime: /^2026-06-30T(19:59|20:00:00)/,
        },
        'catalogPromotions.*.rewards.rewardId': [98101, 98102],
      },
      unchanged: ['rewards', 'loyaltyPromotions', 'cartPromotions'],
    },
    reference: [
      ['reward_list_for_brand', { brandId: HALDEN }],
      [
        'reward_create_promotion',
        inJune(['{1.rewardList[name=Car wash].id}', '{1.rewardList[name=Road kit].id}'], LOCAL),
      ],
    ],
    // Four hours late.
    wrong: [
      ['reward_list_for_brand', { brandId: HALDEN }],
      ['reward_create_promotion', inJune(['{1.rewardList.0.id}', '{1.rewardList.1.id}'], UTC)],
    ],
    otherWays: [
      [
        ['reward_list_for_user', { brandName: 'Halden Energy' }],
        ['reward_create_promotion', inJune(['{1.rewardList[name=Road kit].id}'], LOCAL)],
        ['reward_create_promotion', inJune(['{1.rewardList[name=Car wash].id}'], LOCAL)],
      ],
    ],
  },
  {
    id: 'no-class-for-emma',
    brand: 'coffee',
    kind: 'refuse',
    prompt:
      'Emma Clarke (6581000013) would like a place in the cupping class from the rewards of Corner Bean. She is at till tbr01.till01 and has shown her ID, so no code is needed. Give it to her if she may have it. If she may not, give her nothing and tell me whom it is for.',
    expect: { answer: [/\bpot\b/i], unchanged: true },
    reference: [
      ['reward_list_for_brand', { brandId: BRAND }],
      ['reward_issue', forEmma('{1.rewardList[name~cupping].id}')],
      'She may not: that class is for the Pot tier only.',
    ],
    wrong: [
      ['reward_list_for_brand', { brandId: BRAND }],
      ['reward_issue', forEmma('{1.rewardList[name=Second cup].id}')],
      'The class is for the Pot tier only, so I gave her a second cup instead.',
    ],
    otherWays: [
      [
        ['customer_lookup_get_tier', { source: 'INSTORE', identifierName: 'mobile', identifierValue: EMMA }],
        ['reward_list_for_user', { brandName: 'Corner Bean' }],
        'No: Emma is a Cup member. {2.rewardList[name~cupping].name} is meant for members of the tier "Pot".',
      ],
    ],
  },
]);
