/** Tasks about stores and staff. */
import { tasksOf } from '../task.js';

/** Farid Rahman's staff account. */
const FARID = 50034402;

export const storeTasks = tasksOf('store', [
  {
    id: 'who-manages-chennai',
    brand: 'fashion',
    kind: 'look-up',
    prompt: 'Who manages our Chennai store, and on which mobile number do I reach them?',
    expect: { answer: ['Karthik Subramanian', '918000107705', { none: '918000107701' }], unchanged: true },
    reference: [
      ['location_list', { type: 'STORE', q: 'name:chennai' }],
      ['store_get_staff_v1_1', {}],
      'Karthik Subramanian, {2.response.store.staff.user[store_code=maa01,type=MANAGER].mobile}.',
    ],
    wrong: [
      ['store_get_staff_v1_1', {}],
      '{1.response.store.staff.user.0.firstname} Menon, {1.response.store.staff.user.0.mobile}.',
    ],
  },
  {
    id: 'points-of-april',
    brand: 'fuel',
    kind: 'look-up',
    prompt:
      'I run the Al Quoz station. How many points did we give out in April altogether, and on which day the most? It is for my monthly sheet.',
    expect: { answer: [1004, '2026-04-19'], unchanged: true },
    reference: [
      ['store_get_reports_v1_1', { type: 'loyalty', start_date: '2026-04-01', end_date: '2026-04-30' }],
      '1,004 points in April. The best day was 19 April with {1.response.report.loyalty.row[start_date~2026-04-19].points_issued}.',
    ],
    // Without dates, the report begins on 3 April.
    wrong: [
      ['store_get_reports_v1_1', { type: 'loyalty' }],
      'Your station gave out 943 points. The best day was 19 April.',
    ],
    otherWays: [
      [
        ['store_get_reports_v1_1', { start_date: '2026-04-01', end_date: '2026-04-15' }],
        ['store_get_reports_v1_1', { start_date: '2026-04-16', end_date: '2026-04-30' }],
        'Altogether 1004, and the most on Sunday, April 19.',
      ],
    ],
  },
  {
    id: 'farid-takes-over-katong',
    brand: 'coffee',
    kind: 'steps',
    prompt:
      'From today, Farid Rahman from Tiong Bahru works in our Katong shop, as its manager. Change both in the system.',
    expect: {
      state: {
        [`staffAccounts.${FARID}.title`]: /^(store |shop )?manager$/i,
        'tills[username=farid.rahman].storeId': 52014,
      },
      unchanged: [`staffAccounts[id!=${FARID}]`, 'tills[username!=farid.rahman]', 'customers'],
    },
    reference: [
      ['location_list', { type: 'STORE' }],
      ['staff_list_of_store', { storeCode: '{1.data[name=Tiong Bahru].code}' }],
      [
        'staff_transfer',
        { body: { username: '{2.entity[email~farid].username}', storeCode: '{1.data[name=Katong].code}' } },
      ],
      ['staff_edit', { body: { username: '{2.entity[email~farid].username}', title: 'Manager' } }],
    ],
    // Manager of the shop he was in.
    wrong: [
      ['staff_list_of_store', { storeCode: 'tbr01' }],
      ['staff_edit', { body: { username: '{1.entity[email~farid].username}', title: 'Manager' } }],
    ],
    otherWays: [
      [
        ['staff_list_of_store', { zoneCode: 'central' }],
        ['staff_edit', { body: { id: FARID, title: 'Manager' } }],
        ['staff_transfer', { body: { id: FARID, storeCode: 'kat01' } }],
      ],
    ],
  },
  {
    id: 'leila-has-left',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'Leila Nasser no longer works at our Al Quoz station. Please see to it that she cannot log in any more. Her colleague Imran stays.',
    expect: {
      state: { 'staffAccounts[firstname=Leila].active': false },
      unchanged: ['staffAccounts[firstname!=Leila]', 'tills[username!=leila.nasser]', 'customers'],
    },
    reference: [
      ['location_list', { type: 'STORE', q: 'name:dubai' }],
      ['staff_list_of_store', { storeCode: '{1.data[name~Quoz].code}' }],
      ['staff_remove', { body: { refId: '{2.entity[email~leila].id}' } }],
    ],
    // The first of the list is Imran.
    wrong: [
      ['staff_list_of_store', { storeCode: 'dxb01' }],
      ['staff_remove', { body: { refId: '{1.entity.0.id}' } }],
    ],
    otherWays: [
      [
        ['staff_list_of_store', { zoneCode: 'coast' }],
        ['staff_remove', { body: { username: 'leila.nasser' } }],
      ],
    ],
  },
]);
