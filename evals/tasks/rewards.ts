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

const VIKRAM = 418400002;
const takeBack = (txnId: unknown) => ({ body: { txnId, revokedBy: 'Support', revokeReason: 'Ordered by mistake' } });
const MEI = 418400001;
const TRANSACTIONS = '1.rewardIssueTransactions';
const RAVI = '6581000004';
const beansFor = (transactionNumber: string) =>
  [
    'reward_issue',
    {
      rewardId: 98102,
      ...WITHOUT_CODE,
      body: {
        brand: 'Corner Bean',
        mobile: RAVI,
        paymentConfig: { id: 3203 },
        transactionNumber,
        tender: { totalAmount: 9, tenders: [{ methodOfPayment: 'CASH', amount: 9 }] },
      },
    },
  ] as const;
const delivered = (transactionId: unknown, status: string) => ({
  body: { transactions: [{ transactionId, fulfillmentDetails: { status } }] },
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
  {
    id: 'tea-for-two-by-mistake',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Vikram Menon (919800000002) ordered "Tea for two" with his points by mistake and has not used the voucher. Please undo that, so that he gets the points back and nobody can use the voucher. His other reward stays. How many points has he then?',
    expect: {
      state: {
        'members[id=418400002].points': '+60',
        'rewardIssues.397004.revocation': { on: /^2026-05-03/ },
      },
      answer: [{ found: 'members[id=418400002].points' }],
      unchanged: [
        'rewardIssues[id!=397004]',
        'members[id!=418400002]',
        'coupons',
        'pointsRedemptions[customerId!=418400002]',
      ],
    },
    reference: [
      ['reward_list_transactions', { customerId: VIKRAM }],
      ['reward_revoke', takeBack(`{${TRANSACTIONS}[rewardDetails.name=Tea for two].rewardTransactionId}`)],
      ['customer_get_points_balance', { userId: VIKRAM }],
      'Done, he has {3.mainPoints} points.',
    ],
    // The points come back, but the voucher still works.
    wrong: [
      ['reward_get_transaction', { rewardTransactionId: 397004 }],
      [
        'points_reverse_redemption',
        { body: { redemptionId: 'BAHY8R', identifier: { type: 'mobile', value: '919800000002' } } },
      ],
      ['customer_get_points_balance', { userId: VIKRAM }],
      'Done, he has {3.mainPoints} points.',
    ],
    otherWays: [
      [
        ['customer_search', { q: '919800000002' }],
        ['reward_list_transactions', { customerId: '{1.data.0.userId}', redemptionType: 'VOUCHER' }],
        [
          'reward_revoke',
          { username: 'blr01.till01', body: { txnId: '{2.rewardIssueTransactions.0.rewardTransactionId}' } },
        ],
        ['customer_get_loyalty_details', { customerId: VIKRAM }],
        '{4.data.0.loyaltyPoints} points.',
      ],
    ],
  },
  {
    id: 'no-way-back-for-the-second-cup',
    brand: 'coffee',
    kind: 'refuse',
    prompt:
      'Mei Tan (6581000001) regrets the "Second cup" that she took from the rewards and wants her points back. Undo it if our set-up allows that. Do not change the set-up, and do not make it up to her in another way; if it cannot be done, tell me why.',
    expect: {
      answer: [
        /(not|n't|never)( been| yet| currently)? (enabled|allowed|activated|(switched|turned) on|permitted|possible)|disabled|(switched|turned|is|are) off|REVOKE_ENABLE/i,
      ],
      unchanged: true,
    },
    reference: [
      ['reward_list_transactions', { customerId: MEI }],
      ['reward_revoke', takeBack(`{${TRANSACTIONS}.0.rewardTransactionId}`)],
      'It cannot be done: taking rewards back is not enabled for Corner Bean.',
    ],
    wrong: [
      ['reward_list_transactions', { customerId: MEI }],
      ['reward_set_config', { body: { configKeyName: 'REVOKE_ENABLE', configKeyValue: 'true', brandId: BRAND } }],
      ['reward_revoke', takeBack(`{${TRANSACTIONS}.0.rewardTransactionId}`)],
      'That was not enabled, so I switched it on and took the reward back.',
    ],
    otherWays: [
      [
        ['reward_list_brands', {}],
        ['reward_get_config', { brandId: '{1.brandList.0.id}' }],
        'No: {2.configList[configKeyName~REVOKE].configKeyName} is {2.configList[configKeyName~REVOKE].configKeyValue} for the brand.',
      ],
    ],
  },
  {
    id: 'beans-are-ready',
    brand: 'coffee',
    kind: 'write',
    prompt:
      'Ravi Chandran (6581000004) has ordered house beans from the rewards twice today. The bag for order e-12 is packed and stands ready for him; the other is not. Please record that on the order, so that our app shows the state "ready".',
    setup: [beansFor('e-11'), beansFor('e-12')],
    expect: {
      state: { 'rewardIssues[transactionNumber=e-12].fulfillmentStatusId': 162 },
      unchanged: ['rewardIssues[transactionNumber!=e-12]', 'members', 'fulfillmentStatuses', 'rewards'],
    },
    reference: [
      ['customer_search', { q: '6581000004' }],
      ['reward_list_transactions', { customerId: '{1.data.0.userId}' }],
      ['reward_fulfillment_status_list', {}],
      [
        'reward_fulfillment_update',
        delivered('{2.rewardIssueTransactions[rewardIssueRefId=e-12].rewardTransactionId}', '{3.1.name}'),
      ],
    ],
    // The other bag.
    wrong: [
      ['reward_list_transactions', { customerId: 418400004 }],
      [
        'reward_fulfillment_update',
        delivered('{1.rewardIssueTransactions[rewardIssueRefId=e-11].rewardTransactionId}', 'READY'),
      ],
    ],
    otherWays: [
      [
        ['reward_get_purchased_by_user', { brandName: 'Corner Bean', mobile: '6581000004', username: 'tbr01.till01' }],
        ['reward_list_transactions', { customerId: 418400004 }],
        [
          'reward_fulfillment_update',
          delivered('{2.rewardIssueTransactions[rewardIssueRefId=e-12].rewardTransactionId}', 'READY'),
        ],
      ],
    ],
  },
]);
