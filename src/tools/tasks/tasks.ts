/** Tasks: definitions and history of store tasks. Not documented publicly; modelled on the InTouch layers. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { text } from '../schemas/values.js';
import * as answers from './tasks.answers.js';
import { updateStatusMappingsBody } from './tasks.bodies.js';
import { TASKS } from './tasks.defaults.js';
import { taskFilters } from './tasks.queries.js';

export const tasks = section('Tasks', TASKS);

export const taskGetLogs = tasks.get('v2/task/log', {
  tool: 'task_get_logs',
  title: 'Get Task Logs',
  summary:
    'Shows the status changes of store tasks by id: who made each, in which store, when; unpaged. For the tasks themselves use task_get_metadata; for the documented version use task_get_logs_v1_1.',
  query: () => ({
    task_id: idOf('task', text('Task ids, separated by commas')),
  }),
  answer: answers.taskGetLogsAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'inferred',
  sources: ['not documented; after its sibling task_get_logs_v1_1 (Retrieve Task Logs, v1.1 documentation 2021)'],
  keywords: [
    'which associate finished the follow-up calls and when',
    'timeline of a store assignment',
    'who marked job 318 as done',
    'how did the to-do move from open to closed',
    'track progress of work given to shops',
    'when was a customer follow-up ticked off',
    'status trail for several assignments',
    'history of tasks',
    'who moved a to-do to another state',
    'log of state changes for tasks',
  ],
});

export const taskGetMetadata = tasks.get('v2/task/metadata', {
  tool: 'task_get_metadata',
  title: 'Get Tasks Metadata',
  summary:
    "Lists store task definitions (title, dates, action, creator, possible statuses) by filters; page with batch_size and start_id. For each store's progress use store_get_tasks_v1_1, for changes task_get_logs; for the documented version use task_get_metadata_v1_1.",
  query: taskFilters,
  answer: answers.taskGetMetadataAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  limits: { pagination: 'batch_size, start_id, end_id' },
  confidence: 'inferred',
  sources: [
    'not documented; after its sibling task_get_metadata_v1_1 (Retrieve List of Tasks, v1.1 documentation 2021)',
    'Get Tasks Metadata, OpenAPI file September 2025',
  ],
  keywords: [
    'what assignments have managers given the shops',
    'all calling campaigns for store staff',
    'which memos were sent out in june',
    'find the job about lapsed members',
    'assignments that ask associates to text customers',
    'deadline and instructions of a store to-do',
    'work set up by one manager',
    'assignments still in progress across the chain',
    'list tasks given to shops',
    'which to-dos did we create',
    'titles and dates of tasks',
  ],
});

export const taskUpdateStatusMappings = tasks.post('v2/task/statusmapping', {
  tool: 'task_update_status_mappings',
  title: 'Update Status Mappings',
  summary:
    "Adds the organization's own names for task statuses (rows without id) or renames existing ones (with id); no task changes. Read them first with task_get_status_mappings; for the documented version use task_update_status_mappings_v1_1.",
  body: updateStatusMappingsBody,
  answer: answers.taskStatuses,
  answerFrom: 'inferred',
  effect: 'update',
  checkedBy: ['task_get_status_mappings'],
  evidence: 'the names you sent',
  confidence: 'inferred',
  sources: [
    'not documented; after its sibling task_update_status_mappings_v1_1 (Update Status Mappings, v1.1 documentation 2021)',
  ],
  keywords: [
    'call open tasks new in our organisation',
    'rename closed to finished for store staff',
    'define our own words for how far a to-do is',
    'add a custom stage called processing',
    'set up labels of assignment stages',
    'change wording of progress states',
    'configure which word means in progress',
    'own words for task states',
    'rename a to-do state',
    'change what we call open or closed work',
  ],
});

export const taskGetStatusMappings = tasks.get('v2/task/statusmapping', {
  tool: 'task_get_status_mappings',
  title: 'Get Status Mappings',
  summary:
    "Lists the organization's own names for task statuses with the system's; unpaged. Change them with task_update_status_mappings; for the documented version use task_get_status_mappings_v1_1.",
  answer: answers.taskStatuses,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'inferred',
  sources: [
    'not documented; after its sibling task_get_status_mappings_v1_1 (Retrieve Status Mappings, v1.1 documentation 2021)',
  ],
  keywords: [
    'what do our names for to-do stages mean',
    'which label stands for closed',
    'allowed progress states of store work',
    'translate finished into the system state',
    'our custom stages of assignments',
    'is processing counted as open',
    'check the wording before renaming a stage',
    'words used for task states',
    'list names of to-do states',
    'our task status names',
  ],
});
