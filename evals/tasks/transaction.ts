/** Tasks about bills. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const MOBILE = '919800000004';
const returned = (body: object) => ({
  ...byMobile(MOBILE),
  body: { type: 'RETURN', returnType: 'FULL', ...body },
});
/** All of a shirt that the catalogue lacks. */
const linenShirt = (brandCode: string, categoryCode: string) => ({
  body: [{ sku: 'LINEN-09', description: 'Linen shirt', price: 2499, brandCode, categoryCode }],
});
const APRIL = { startDate: '2026-04-01 00:00:00', endDate: '2026-04-30 23:59:59' };

const EMMA = 418400013;
const coffees = (billNumber: string, billAmount: number, more: object = {}) =>
  [
    'transaction_add',
    { ...byMobile('6581000013'), ...more, body: { type: 'REGULAR', billNumber, billAmount } },
  ] as const;
const judged = (transactionNumber: string) => ({ body: { search: { transactionNumber } } });

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
  {
    id: 'bill-with-an-unknown-shirt',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Asha Rao (919800000001) misses the points for a bill of 27 April. IT says it was turned away because a shirt was not in the catalogue. Put the shirt in (a linen shirt of Northline, category Shirts, ₹2,499), have that bill booked, and tell me how many points she got for it. Another bill was turned away too; that one can wait.',
    expect: {
      state: {
        'products[sku=LINEN-09]': { price: 2499, brandId: 1302, categoryId: 2203, active: true },
        'transactions[billNumber=BLR-R-1001]': { customerId: 418400001, amount: 2499, type: 'REGULAR' },
        'rejectedTransactions[posting.billNumber=BLR-R-1001].status': /^(?!OPEN|PERMANENT_FAILED)/,
        'members[id=418400001].points': '+599',
      },
      answer: [{ anyOf: [599, /\b499\b.*\b100\b/s] }],
      unchanged: [
        'rejectedTransactions[posting.billNumber!=BLR-R-1001]',
        'members[id!=418400001]',
        'products[sku!=LINEN-09]',
      ],
    },
    reference: [
      ['transaction_rejection_list', {}],
      ['product_search_skus', { q: 'category:SHIRTS' }],
      ['product_add_skus', linenShirt('{2.data.0.brand.code}', '{2.data.0.category.code}')],
      ['transaction_rejection_retrigger', { body: { transactionNumber: ['{1.data[userId=418400001].billNumber}'] } }],
      [
        'transaction_get_by_bill_number',
        { billNumber: '{1.data[userId=418400001].billNumber}', mlp: true, points_breakup: true },
      ],
      'It is booked. She got {5.data.0.loyaltiesPointDetails.0.issuedPoints} points.',
    ],
    // Gives her the points of the bill, but leaves it turned away.
    wrong: [
      ['product_add_skus', linenShirt('NORTHLINE', 'SHIRTS')],
      [
        'transaction_add',
        {
          ...byMobile('919800000001'),
          body: {
            type: 'REGULAR',
            billNumber: 'BLR-R-1001',
            billAmount: 2499,
            billingDate: '2026-04-27T12:00:00+05:30',
            lineItemsV2: [{ itemCode: 'LINEN-09', qty: 1, rate: 2499, value: 2499, amount: 2499 }],
          },
        },
      ],
      'It is booked. She got 599 points.',
    ],
    otherWays: [
      [
        ['customer_get_id', byMobile('919800000001')],
        [
          'product_add_v1_1',
          {
            body: {
              root: {
                product: [
                  {
                    sku: 'LINEN-09',
                    price: 2499,
                    description: 'Linen shirt',
                    brand: { name: 'NORTHLINE' },
                    category: { name: 'SHIRTS' },
                  },
                ],
              },
            },
          },
        ],
        ['transaction_rejection_retrigger', { body: { userId: '{1.entity}' } }],
        'Booked: 499 points, and another 100 from the summer bonus.',
      ],
    ],
  },
  {
    id: 'diesel-of-april',
    brand: 'fuel',
    kind: 'look-up',
    prompt:
      'I manage the Palm Couriers fleet. How many litres of diesel did my driver Dinesh Perera fill up in April, and what did that diesel cost, without his coffee and AdBlue?',
    expect: { answer: [177, 513.3], unchanged: true },
    reference: [
      ['customer_search', { q: 'Perera' }],
      [
        'customer_get_transactions',
        {
          id: '{1.data.0.userId}',
          ...APRIL,
          includeLineItemDetails: true,
          fields: [
            'data[].lineItems[].details.itemCode',
            'data[].lineItems[].details.qty',
            'data[].lineItems[].details.amount',
          ],
        },
      ],
      '177 litres for AED 513.30.',
    ],
    // The whole bills, and every item of the baskets as a litre.
    wrong: [
      ['customer_get_transactions_v1_1', { mobile: '971501000007', start_date: '2026-04-01', end_date: '2026-04-30' }],
      '189 litres for AED 825.30.',
    ],
    otherWays: [
      [
        ['user_group_search', { q: 'Palm' }],
        [
          'user_group_get_primary_and_secondary',
          { source: 'INSTORE', identifierName: 'id', identifierValue: '{1.data.0.groupId}' },
        ],
        [
          'customer_get_transactions',
          { id: '{2.data[firstName=Dinesh].fleetUserId}', ...APRIL, includeLineItemDetails: true },
        ],
        'Dinesh filled up 177 l of diesel. At AED 2.90 a litre that was 513.3.',
      ],
    ],
  },
  {
    id: 'one-of-three-bags',
    brand: 'coffee',
    kind: 'ambiguous',
    prompt:
      'Hana Sato (6581000010) brings back a bag of house beans that she bought in April. She has not got the receipt. Please book the return.',
    expect: {
      answer: [
        {
          anyOf: [
            'three',
            '3',
            'several',
            'more than one',
            /cb-00863.*cb-00874|cb-00874.*cb-00863|cb-00877.*cb-008[67]/s,
          ],
        },
        { anyOf: ['cb-00863', '2026-04-21'] },
        { anyOf: ['cb-00877', 'cb-00874', '2026-04-24'] },
        QUESTION,
      ],
      unchanged: true,
    },
    reference: [
      ['customer_get_id', byMobile('6581000010')],
      ['customer_get_transactions', { id: '{1.entity}', ...APRIL, includeLineItemDetails: true }],
      'She bought three bags in April, with the bills {2.data[lineItems.details.itemCode=BEANS-250].billNumber}. Which one is it?',
    ],
    wrong: [
      ['customer_get_id', byMobile('6581000010')],
      ['customer_get_transactions', { id: '{1.entity}', ...APRIL, includeLineItemDetails: true }],
      [
        'transaction_add',
        {
          ...byMobile('6581000010'),
          body: {
            type: 'RETURN',
            returnType: 'LINE_ITEM',
            billNumber: 'cb-00877',
            billAmount: 18,
            purchaseTime: '2026-04-24T01:06:00Z',
            lineItemsV2: [{ itemCode: 'BEANS-250', qty: 1, rate: 18, value: 18, amount: 18 }],
          },
        },
      ],
      'The bag of bill cb-00877 is returned; she gets S$18 back.',
    ],
  },
  {
    id: 'no-points-for-this-bill',
    brand: 'coffee',
    kind: 'look-up',
    prompt:
      'Emma Clarke (6581000013) was at our till twice today. Her bill cb-01002 of S$18.50 gave no points at all, though cb-01003, which was smaller, did. What is the reason, according to the log of the loyalty rules? And how many points did cb-01003 give?',
    setup: [coffees('cb-01002', 18.5, { 'SKIP-DOWNSTREAM': true }), coffees('cb-01003', 12.7)],
    expect: {
      answer: [
        127,
        /(never|not|n't) (been )?(evaluated|judged|processed|reach|seen|checked|run|logged|passed|went|go )|no (evaluation )?log|skipp|without (being )?(evaluat|process)|ignor/i,
      ],
      unchanged: true,
    },
    reference: [
      ['transaction_search_evaluation_log', judged('cb-01002')],
      ['transaction_search_evaluation_log', judged('cb-01003')],
      ['transaction_get_earning', { transactionId: '{2.0.transactionId}' }],
      'The rules never evaluated cb-01002: there is no log of it. cb-01003 gave {3.billDetails.pointsEarningEntities.billPoints.0.issuedPointsSummary.redeemablePointsIssued} points.',
    ],
    wrong: [
      ['customer_get_transactions', { id: EMMA, limit: 2 }],
      'cb-01002 was paid with a voucher, so the program gives no points for it. cb-01003 gave 120.',
    ],
    otherWays: [
      [
        ['customer_get_transactions', { id: EMMA, limit: 5 }],
        ['transaction_get', { id: '{1.data[billNumber=cb-01002].id}' }],
        ['transaction_search_evaluation_log', judged('cb-01003')],
        'Loyalty processing was skipped for the first (ignorePoints is {2.ignorePoints}); the second gave 127 points.',
      ],
    ],
  },
]);
