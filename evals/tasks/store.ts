/** Tasks about stores and staff. */
import { tasksOf } from '../task.js';

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
]);
