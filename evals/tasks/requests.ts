/** Tasks about requests that wait for a decision. */
import { QUESTION } from '../grading/answer.js';
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const decide = (points: number, id = '{1.response.requests.goodwill.0.id}') => ({
  body: { root: { request: [{ id, type: 'GOODWILL', base_type: 'POINTS', points }] } },
});
const turnDown = (id: unknown) => ({
  body: { root: { request: [{ id, type: 'CHANGE_IDENTIFIER', base_type: 'MOBILE' }] } },
});
const bookClaim = (id: unknown) => ({
  body: [{ id, type: 'TRANSACTION', baseType: 'REGULAR_TXN_ADD', status: 'APPROVED' }],
});
const ARJUN = '919800000006';
const goodwill = (points: number, reason: string) => ({
  body: {
    root: { request: [{ type: 'GOODWILL', base_type: 'POINTS', customer: { mobile: '6581000012' }, points, reason }] },
  },
});
/** Who is to get points in one go. */
const MANY = Array.from({ length: 12 }, (_, index) => `9198000000${String(index + 1).padStart(2, '0')}`);
const sorry = (mobiles: readonly string[]) => ({
  client_auto_approve: true,
  body: {
    root: {
      request: mobiles.map((mobile) => ({
        type: 'GOODWILL',
        base_type: 'POINTS',
        customer: { mobile },
        points: 25,
        reason: 'The till was down',
      })),
    },
  },
});
const erase = (identifierValue: string, options = {}) => ({
  body: {
    type: 'CUSTOMER',
    baseType: 'DELETE',
    customerIdentificationInfo: { identifierType: 'mobile', identifierValue, source: 'INSTORE' },
  },
  ...options,
});
const IVAN = '971501000022';

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
  {
    id: 'a-receipt-and-a-number',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'Two of the requests that wait for us: the receipt that Arjun Nair sent in (slip-20551, ₹1,499) is genuine, so let it through. And Rohan Kulkarni never asked for another mobile number, so turn that down. Leave the rest for Monday. How many points has Arjun got then?',
    expect: {
      state: {
        'requests.13044005.status': 'REJECTED',
        'requests.13044007.status': 'APPROVED',
        'transactions[billNumber=slip-20551]': { customerId: 418400006, amount: 1499 },
      },
      answer: [{ found: 'members[id=418400006].points' }],
      unchanged: ['requests[id<13044005]', 'requests.13044006', 'members[id!=418400006]'],
    },
    reference: [
      ['request_get_v1_1', { status: 'PENDING', type: 'CHANGE_IDENTIFIER' }],
      ['request_get_details', { requestType: 'TRANSACTION', requestSubType: 'REGULAR_TXN_ADD', status: 'PENDING' }],
      ['request_reject_v1_1', turnDown('{1.response.requests.change_identifier.0.id}')],
      ['request_update', bookClaim('{2.data.0.id}')],
      ['customer_lookup_get_points_balance', byMobile(ARJUN)],
      'Both are done. Arjun has {5.mainPoints} points.',
    ],
    // Books the bill by hand, so that the claim waits on.
    wrong: [
      ['request_get_v1_1', { status: 'PENDING', type: 'CHANGE_IDENTIFIER' }],
      ['request_reject_v1_1', turnDown('{1.response.requests.change_identifier.0.id}')],
      [
        'transaction_add',
        { ...byMobile(ARJUN), body: { type: 'REGULAR', billNumber: 'slip-20551', billAmount: 1499 } },
      ],
      ['customer_lookup_get_points_balance', byMobile(ARJUN)],
      'Both are done. Arjun has {4.mainPoints} points.',
    ],
    otherWays: [
      [
        [
          'request_get_details',
          {
            requestType: 'TRANSACTION',
            requestSubType: 'REGULAR_TXN_ADD',
            source: 'INSTORE',
            identifierName: 'mobile',
            identifierValue: ARJUN,
          },
        ],
        ['request_update', bookClaim('{1.data[transaction.billNumber=slip-20551].id}')],
        ['customer_get_v1_1', { mobile: ARJUN }],
        ['request_get_v1_1', { mobile: '919800000004' }],
        ['request_reject_v1_1', turnDown('{4.response.requests.change_identifier.0.id}')],
        '{2.response.0.entityId} is through, so Arjun has 149 points. The new number is turned down.',
      ],
    ],
  },
  {
    id: 'siti-complained',
    brand: 'coffee',
    kind: 'ambiguous',
    prompt:
      'Siti Aminah complained, and the shop has asked for goodwill points for her. I agree, so approve the request.',
    setup: [
      ['request_add_v1_1', goodwill(50, 'Waited for twenty minutes')],
      ['request_add_v1_1', goodwill(120, 'Wrong milk in her latte')],
    ],
    expect: {
      answer: [
        { anyOf: ['two', 'both', '2', 'several', 'more than one', /\bor\b/] },
        { anyOf: [50, /waited/i] },
        { anyOf: [120, /milk/i] },
        QUESTION,
      ],
      unchanged: true,
    },
    reference: [
      ['request_get_v1_1', { status: 'PENDING', type: 'GOODWILL' }],
      'Two requests wait, with these reasons: {1.response.requests.goodwill.reason}. Which one do you agree with?',
    ],
    wrong: [
      ['request_get_v1_1', { status: 'PENDING', type: 'GOODWILL' }],
      ['request_approve_v1_1', decide(50)],
      'Approved: Siti has 50 more points.',
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Siti' }],
        ['request_get_v1_1', { user_id: '{1.data.0.userId}', type: 'GOODWILL' }],
        'There are 2: one over 50 points and one over 120. Shall I approve both?',
      ],
    ],
  },
  {
    id: 'erase-after-legal',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'Ivan Petrov (971501000022) writes that we are to delete all data that we have about him. Please file that in the system, so that it is recorded as asked for today. Our legal department looks at it next week and decides then.',
    expect: {
      state: {
        'requests[customerId=418400022]': { type: 'PII_DELETE', status: 'PENDING' },
        'requests.*.#': '+1',
      },
      unchanged: ['members[id!=418400022]', 'customers[id!=418400022]', 'identifierIndex'],
    },
    reference: [['pii_deletion_request', erase(IVAN)]],
    // Decides in place of the legal department.
    wrong: [['pii_deletion_request', erase(IVAN, { client_auto_approve: true })]],
    otherWays: [
      [
        ['customer_search', { q: 'Petrov' }],
        ['pii_deletion_request', erase(IVAN, { client_auto_approve: false })],
        ['pii_deletion_get_requests', { requestType: 'CUSTOMER', requestSubType: 'DELETE', status: 'PENDING' }],
      ],
    ],
  },
  {
    id: 'points-for-everybody',
    brand: 'fashion',
    kind: 'write',
    prompt: `The till was down on Saturday, and these members stood in line for nothing: ${MANY.join(', ')}. Give each of them 25 points as goodwill, at once, and without anybody having to approve it.`,
    expect: {
      state: Object.fromEntries(MANY.map((mobile) => [`members[mobile=${mobile}].points`, '+25'])),
    },
    reference: MANY.map((mobile) => ['request_add_v1_1', sorry([mobile])]),
    wrong: MANY.slice(1).map((mobile) => ['request_add_v1_1', sorry([mobile])]),
    otherWays: [
      [
        [
          'call_destructive_tool',
          { name: 'request_add_v1_1', calls: MANY.map((mobile) => ({ arguments: sorry([mobile]) })) },
        ],
      ],
    ],
  },
]);
