/** Tasks about bills. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const MOBILE = '919800000004';
const returned = (body: object) => ({
  ...byMobile(MOBILE),
  body: { type: 'RETURN', returnType: 'FULL', ...body },
});

export const transactionTasks = tasksOf('transaction', [
  {
    id: 'last-bill-comes-back',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Rohan Kulkarni (919800000004) brings back everything from his last purchase. Book the full return, and tell me what he gets back and how many points he has now.',
    expect: {
      state: {
        'transactions[customerId=418400004,type=RETURN].billNumber': 'pnq01-00218',
        'transactions[customerId=418400004,type=RETURN].amount': 1679.2,
      },
      answer: [1679.2, { found: 'members[id=418400004].points' }],
      unchanged: ['members[id!=418400004]'],
    },
    reference: [
      ['customer_get_id', byMobile(MOBILE)],
      ['customer_get_transactions', { id: '{1.entity}' }],
      [
        'transaction_add',
        returned({
          billNumber: '{2.data.0.billNumber}',
          billAmount: '{2.data.0.amount}',
          purchaseTime: '{2.data.0.billingTime}',
        }),
      ],
      ['customer_lookup_get_points_balance', byMobile(MOBILE)],
      'He gets ₹{2.data.0.amount} back and has {4.mainPoints} points now.',
    ],
    wrong: [
      [
        'transaction_add',
        returned({ billNumber: 'pnq01-00172', billAmount: 7097, purchaseTime: '2026-02-27T06:03:00Z' }),
      ],
      ['customer_lookup_get_points_balance', byMobile(MOBILE)],
      'He gets ₹7,097 back and has {2.mainPoints} points now.',
    ],
    otherWays: [
      [
        ['transaction_get_by_bill_number', { billNumber: 'pnq01-00218' }],
        [
          'transaction_add_v1_1',
          {
            body: {
              root: {
                transaction: [
                  {
                    type: 'return',
                    return_type: 'FULL',
                    number: 'pnq01-00218',
                    amount: 1679.2,
                    billing_time: '2026-05-03 12:00:00',
                    purchase_time: '2026-04-23 08:45:00',
                    customer: { mobile: MOBILE },
                  },
                ],
              },
            },
          },
        ],
        ['customer_lookup_get_points_balance', byMobile(MOBILE)],
        'Refund ₹1,679.20. Points left: {3.mainPoints}.',
      ],
    ],
  },
]);
