/** Tasks about tasks of stores and their staff. */
import { tasksOf } from '../task.js';

const PRIYA_MENON = 7701;
const umbrellas = (executors: object) => ({
  body: {
    root: {
      task: [
        {
          title: 'Count the umbrellas',
          type: 'TASK',
          end_date: '2026-05-08',
          creator: { type: 'manager', id: `${PRIYA_MENON}` },
          action: { type: 'none' },
          ...executors,
        },
      ],
    },
  },
});
const close = (id: string, entry: object) => ({ body: { root: { task: [{ id, status: 'CLOSED', ...entry }] } } });
const ENTRIES = '1.response.store.tasks.task';
const CALLS = '{2.data[title~best customers].id}';

export const taskTasks = tasksOf('tasks', [
  {
    id: 'umbrellas-to-count',
    brand: 'fashion',
    kind: 'write',
    prompt:
      'Head office (Priya Menon) wants our stores in Chennai and Mumbai to count their umbrellas by Friday, 8 May. Set this up as a task from her, with the title "Count the umbrellas". Each of the two stores does it as a whole, whoever is there.',
    expect: {
      state: {
        'tasks[title~count the umbrellas]': {
          type: 'TASK',
          executableByType: 'store',
          executeByAll: false,
          'creator.associateId': PRIYA_MENON,
          // The beginning or the end of that day, in India.
          endDate: /^2026-05-0(7T18:30|8)/,
        },
        'tasks.*.#': '+1',
        'taskEntries[taskId>303].storeId': [50012, 50013],
      },
      unchanged: ['tasks[id<304]', 'taskEntries[taskId<304]'],
    },
    reference: [
      ['location_list', { type: 'STORE' }],
      ['store_get_staff_v1_1', {}],
      [
        'task_add_v1_1',
        umbrellas({
          executable_by_type: 'store',
          executable_by_ids: '{1.data[name~Chennai].id},{1.data[name~Mumbai].id}',
        }),
      ],
    ],
    // A task for each cashier of these stores.
    wrong: [
      ['store_get_staff_v1_1', {}],
      ['task_add_v1_1', umbrellas({ executable_by_type: 'cashier', executable_by_ids: '7706,7707,7709,7710' })],
    ],
    otherWays: [
      [
        ['task_add_v1_1', umbrellas({ executable_by_type: 'store', executable_by_ids: '50013' })],
        [
          'task_update_v1_1',
          { body: { root: { task: [{ id: '{1.response.tasks.task.id}', executable_by_ids: '50013,50012' }] } } },
        ],
      ],
    ],
  },
  {
    id: 'meera-was-reached',
    brand: 'fashion',
    kind: 'steps',
    prompt:
      'This is Arjun Shetty from the Bengaluru store. I have just had Meera Iyer on the phone about the preview, so please mark her as done on my list of best customers to call. Who is still left on it?',
    expect: {
      state: { 'taskEntries.2203.status.system': 'CLOSED' },
      answer: [/vikram|menon/i],
      unchanged: ['taskEntries[id!=2203]', 'tasks', 'taskReminders', 'members'],
    },
    reference: [
      ['store_get_tasks_v1_1', {}],
      ['task_get_metadata', {}],
      ['customer_search', { q: 'Meera' }],
      [
        'task_update_v1_1',
        close(CALLS, {
          customer_id: '{3.data.0.userId}',
          entry_id: `{${ENTRIES}[customer_id=418400003].entry_id}`,
          associate_id: `{${ENTRIES}[customer_id=418400003].associate_id}`,
        }),
      ],
      ['customer_get', { customerId: `{${ENTRIES}[status=IN_PROGRESS].customer_id}`, source: 'INSTORE' }],
      'Meera is done. Left: {5.profiles.0.firstName} {5.profiles.0.lastName}, in progress.',
    ],
    // Closes the next one on the list, who is somebody else.
    wrong: [
      ['store_get_tasks_v1_1', {}],
      ['task_get_metadata', {}],
      [
        'task_update_v1_1',
        close(CALLS, {
          customer_id: `{${ENTRIES}[status=IN_PROGRESS].customer_id}`,
          entry_id: `{${ENTRIES}[status=IN_PROGRESS].entry_id}`,
          associate_id: '7703',
        }),
      ],
      'Done. Only Vikram Menon is left.',
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Iyer' }],
        ['store_get_tasks_v1_1', { customer_id: 418400003 }],
        ['task_update_v1_1', close('301', { customer_id: '418400003', associate_id: '7703' })],
        ['store_get_tasks_v1_1', { assoc_id: 7703 }],
        'She is ticked off. Vikram Menon (919800000002) is still in progress; Asha Rao was done before.',
      ],
    ],
  },
]);
