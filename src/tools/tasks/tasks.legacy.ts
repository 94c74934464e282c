/** Tasks, InTouch layers: tasks of store staff (calls, messages, other work), and reminders. */
import { section } from '../define.js';
import { format } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, text } from '../schemas/values.js';
import { TASKS } from './tasks.defaults.js';
import * as answers from './tasks.legacy.answers.js';
import {
  setRemindersBody,
  taskAddBody,
  taskUpdateBody,
  updateStatusMappingsInTouchBody,
} from './tasks.legacy.bodies.js';
import { taskFilters } from './tasks.queries.js';

export const tasksLegacy = section('Tasks', TASKS);

/** In this section the inventory names the access group for the v1 twins too. */
const v1 = { accessGroup: 'Task' };

const DOCUMENTED = 'https://docs.capillarytech.com/reference/task';

const onlyForStores = () => ({
  only_for_stores: boolean('true covers only the reminders of stores').optional(),
});

export const taskAdd = tasksLegacy.inTouch.post('task/add', {
  tool: 'task_add',
  title: 'Add Tasks',
  summary:
    "Assigns tasks or memos (call, SMS, email or other work) to cashiers or stores, about customers or not, optionally with reminders. With a task's id it updates its entries instead; to edit a task use task_update_v1_1.",
  v1,
  query: () => ({
    format: format(),
  }),
  body: taskAddBody,
  answer: answers.taskAddAnswer,
  effect: 'create',
  checkedBy: ['task_get_metadata'],
  evidence: 'a task with this title and these dates',
  destructive: true,
  limits: { batch: 'several tasks per call' },
  sources: [
    'https://docs.capillarytech.com/reference/add-tasks',
    DOCUMENTED,
    'Create Tasks, v1.1 documentation 2021',
    'Response Codes, v1.1 documentation 2021',
  ],
  keywords: [
    'have the cashiers phone our lapsed members',
    'assign work to a shop',
    'ask store 12 to clean up the display by friday',
    'send a memo to all outlets',
    'give an associate a list of shoppers to call back',
    'to-do for every cashier about the new offer',
    'plan a follow-up with high spenders through staff',
    'delegate birthday calls to salespeople',
    'give work to the shop',
    'new task for associates',
    'ask staff to call customers',
    'create a to-do',
    'give stores something to do',
  ],
});

export const taskUpdate = tasksLegacy.inTouch.post('task/update', {
  tool: 'task_update',
  title: 'Update Tasks',
  summary:
    "Sets the status of a task's entry, or changes the task itself: title, dates, action, more executors (they cannot be removed). For new tasks use task_add_v1_1; find tasks with store_get_tasks_v1_1 and task_get_metadata.",
  v1,
  query: () => ({
    format: format(),
  }),
  body: taskUpdateBody,
  answer: answers.taskUpdateAnswer,
  effect: 'update',
  checkedBy: ['task_get_metadata', 'task_get_logs'],
  evidence: 'the values you sent, or a change of status at the time of the call',
  idempotent: true,
  limits: { batch: 'several tasks per call' },
  sources: ['Update Tasks, v1.1 documentation 2021', DOCUMENTED],
  keywords: [
    'i called the customer, tick it off',
    'mark a store job as finished',
    'move the deadline of an assignment to next week',
    'put another cashier on the job',
    'set the follow-up to in progress',
    'reword the instructions given to shops',
    'reopen work that was closed too early',
    'extend a calling campaign of the outlets',
    'work is done, note it',
    'change a task',
    'associate completed her job',
    'other title or dates for a to-do',
    'task is done',
  ],
});

export const taskGetMetadata = tasksLegacy.inTouch.get('task/metadata', {
  tool: 'task_get_metadata',
  title: 'Get Tasks Metadata',
  summary:
    "Lists store task definitions (title, dates, action, creator, possible statuses) by filters; page with batch_size and start_id. For each store's progress use store_get_tasks_v1_1, for changes task_get_logs_v1_1.",
  v1,
  query: () => ({
    ...taskFilters(),
    asoc: boolean('Another spelling of assoc').optional(),
    format: format(),
  }),
  answer: answers.taskGetMetadataAnswer,
  effect: 'read',
  supersededBy: 'task_get_metadata',
  limits: { pagination: 'batch_size, start_id, end_id' },
  sources: [
    'Retrieve List of Tasks, v1.1 documentation 2021',
    'Get Tasks Metadata, OpenAPI file September 2025',
    DOCUMENTED,
  ],
  keywords: [
    'intouch list of staff assignments',
    'legacy pos screen with all jobs',
    'old api: what work did head office plan',
    'job definitions with action and template',
    'memos made by a cashier, classic layer',
    'email assignments since a certain day',
    'work meant for every associate',
    'list of tasks with title and dates',
    'which tasks exist',
    'task definitions',
  ],
});

export const taskGetLogs = tasksLegacy.inTouch.get('task/log', {
  tool: 'task_get_logs',
  title: 'Get Task Logs',
  summary:
    'Shows the status changes of store tasks by id: who made each, in which store, when; unpaged. Unknown ids come back as rows with error 5204; for the tasks themselves use task_get_metadata.',
  v1,
  query: () => ({
    task_id: idOf('task', text('Task ids, separated by commas')),
    format: format(),
  }),
  answer: answers.taskGetLogsAnswer,
  effect: 'read',
  supersededBy: 'task_get_logs',
  limits: { batch: 'several task ids per call' },
  sources: ['Retrieve Task Logs, v1.1 documentation 2021', DOCUMENTED],
  keywords: [
    'intouch history of a staff assignment',
    'old api: who closed the job',
    'audit of work done by salespeople',
    'legacy progress trail by job number',
    'at what time did the shop finish',
    'see each stage an assignment went through',
    'which outlet handled the call-back',
    'history of a task',
    'who changed the state of a to-do',
    'task log by id',
  ],
});

export const taskUpdateStatusMappings = tasksLegacy.inTouch.post('task/statusmapping', {
  tool: 'task_update_status_mappings',
  title: 'Update Status Mappings',
  summary:
    "Adds the organization's own names for task statuses (rows without id) or renames existing ones (with id); no task changes. Read them first with task_get_status_mappings.",
  v1,
  query: () => ({
    format: format(),
  }),
  body: updateStatusMappingsInTouchBody,
  answer: answers.taskStatuses,
  effect: 'update',
  checkedBy: ['task_get_status_mappings'],
  evidence: 'the names you sent',
  supersededBy: 'task_update_status_mappings',
  limits: { batch: 'several names per call' },
  sources: [
    'Update Status Mappings, v1.1 documentation 2021',
    'Update Status Mappings, OpenAPI file of v1.1',
    DOCUMENTED,
  ],
  keywords: [
    'intouch wording of to-do stages',
    'old api to rename a job state',
    'show done instead of closed on the pos',
    'legacy set-up of progress labels',
    'new stage name for staff work',
    'own vocabulary for open and closed jobs',
    'relabel assignment stages in bulk',
    'own names for task states',
    'rename task statuses',
    'custom wording for to-do states',
  ],
});

export const taskGetStatusMappings = tasksLegacy.inTouch.get('task/statusmapping', {
  tool: 'task_get_status_mappings',
  title: 'Get Status Mappings',
  summary:
    "Lists the organization's own names for task statuses with the system's; unpaged. Change them with task_update_status_mappings.",
  v1,
  query: () => ({
    format: format(),
  }),
  answer: answers.taskStatuses,
  effect: 'read',
  supersededBy: 'task_get_status_mappings',
  sources: ['Retrieve Status Mappings, v1.1 documentation 2021'],
  keywords: [
    'intouch names of job states',
    'old api: what are our progress words',
    'which of our labels counts as open',
    'legacy pos drop-down of work stages',
    'ids of stage labels before changing one',
    'stages an assignment can have here',
    'look up the meaning of a job state',
    'names of task states',
    'list custom task statuses',
    'how are to-do states called',
  ],
});

export const taskGetReminders = tasksLegacy.inTouch.get('task/reminder', {
  tool: 'task_get_reminders',
  title: 'Get Task Reminders',
  summary:
    'Lists the reminders set on store tasks: time, recipient and text; unpaged. Set them with task_set_reminders_v1_1; for open tasks of stores use store_get_tasks_v1_1.',
  v1,
  query: () => ({
    ...onlyForStores(),
    format: format(),
  }),
  answer: answers.taskReminders,
  effect: 'read',
  sources: ['Retrieve Task Reminders, v1.1 documentation 2021'],
  keywords: [
    'which alerts are coming up for staff',
    'nudges planned for the cashiers',
    'when will the associate be told about the calls again',
    'alarm times on store work',
    'who gets pinged about the open job',
    'has a prompt been set for tomorrow morning',
    'notifications scheduled for shops',
    'reminders of tasks',
    'which alerts are set on to-dos',
    'list task alarms',
  ],
});

export const taskSetReminders = tasksLegacy.inTouch.post('task/reminder', {
  tool: 'task_set_reminders',
  title: 'Create/Update Task Reminders',
  summary:
    'Sets or changes reminders on existing store tasks, each for one associate at a given time. To create them with a new task use task_add_v1_1, to list existing ones task_get_reminders_v1_1.',
  v1,
  query: () => ({
    ...onlyForStores(),
    format: format(),
  }),
  body: setRemindersBody,
  answer: answers.taskReminders,
  effect: 'create',
  checkedBy: ['task_get_reminders_v1_1'],
  evidence: 'the reminders you sent',
  destructive: true,
  limits: { batch: 'several reminders per call' },
  sources: ['Update Task Reminders, v1.1 documentation 2021', DOCUMENTED],
  keywords: [
    'nudge the cashier tomorrow at nine',
    'ping an associate about an unfinished job',
    'alert the salesperson before the deadline',
    'change the time of a staff alarm',
    'make sure the shop does not forget the calls',
    'schedule a prompt for a colleague',
    'notify the team member about a follow-up',
    'remind an employee about a task',
    'set an alarm on a to-do',
    'alert for a task',
    'remind staff of a task',
  ],
});
