/** Section Tasks, all layers: tasks of store staff. */
import { defined } from '../../../lib/defined.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import {
  taskGetLogs,
  taskGetMetadata,
  taskGetStatusMappings,
  taskUpdateStatusMappings,
} from '../../../tools/tasks/tasks.js';
import {
  taskAdd,
  taskGetLogs as taskGetLogsInTouch,
  taskGetMetadata as taskGetMetadataInTouch,
  taskGetReminders,
  taskGetStatusMappings as taskGetStatusMappingsInTouch,
  taskSetReminders,
  taskUpdate,
  taskUpdateStatusMappings as taskUpdateStatusMappingsInTouch,
} from '../../../tools/tasks/tasks.legacy.js';
import { booleanOf, objectOf, objectsOf, partsOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { itemStatus, TEXT_CODES } from '../../http/replies.js';
import { handleRows, type RowCall } from '../../http/rows.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  addTask,
  type EntryChange,
  findReminders,
  findTasks,
  logsOf,
  type NewReminder,
  type NewTask,
  setEntries,
  setReminder,
  type TaskFilter,
  type TaskUpdate,
  taskById,
  updateTask,
} from './rules.js';
import {
  timeText,
  toLogJson,
  toMetadataJson,
  toReminderJson,
  toStatusJson,
  toTaskJson,
  toUpdatedJson,
} from './serializers.js';
import type { Task } from './state.js';
import { mapStatus } from './statuses.js';

const INVALID = 5205;
const NO_TASK = 5203;

/** What all calls with rows have in common: the section's codes are texts, and a call needs rows. */
const ROWS = { code: INVALID, verdicts: TEXT_CODES, batch: { none: { code: 400, httpStatus: 400 } } } as const;

type SentTask = Body<typeof taskAdd.v1_1>['root']['task'][number];
type SentUpdate = Body<typeof taskUpdate.v1_1>['root']['task'][number];
type Filters = Parameters<(typeof taskGetMetadataInTouch.v1_1)['query']>;

function newTask(row: SentTask, raw: RowCall<typeof taskAdd.v1_1, SentTask>['raw']): NewTask {
  const { action = {}, creator, customer_ids = '' } = row;
  const sentReminders = objectsOf(raw.row['reminder']);
  return {
    localId: row.local_id ?? '',
    title: row.title,
    body: row.body ?? '',
    type: row.type ?? 'TASK',
    startDate: row.start_date ?? null,
    endDate: row.end_date ?? null,
    expiryDate: row.expiry_date ?? null,
    action: { type: action.type ?? 'none', template: action.template ?? '' },
    creator: creator?.id === undefined ? null : { type: creator.type ?? 'manager', id: creator.id },
    targetType: row.target_type ?? (customer_ids === '' ? 'CASHIER' : 'CUSTOMER'),
    customerIds: partsOf(customer_ids),
    audienceGroupIds: partsOf(row.selected_audience_groups),
    executableByType: row.executable_by_type ?? 'cashier',
    executableByIds: partsOf(row.executable_by_ids),
    executeByAll: row.execute_by_all ?? false,
    possibleStatuses: statusesIn(row.possible_statuses),
    tags: row.tags ?? '',
    // The 2021 documentation writes the flag as an attribute.
    reminders: (row.reminder ?? [])
      .filter(({ create }, index) => create ?? booleanOf(sentReminders[index]?.['-create']))
      .map(newReminder),
  };
}

/** `OPEN,CLOSED`, or the object that answers have in its place. */
function statusesIn(sent: SentTask['possible_statuses']): string[] {
  const shown = objectsOf(objectOf(sent)['status']).map((status) => textOf(status['value']));
  return shown.length > 0 ? shown : partsOf(sent);
}

const newReminder = ({ time, template = '' }: NonNullable<SentTask['reminder']>[number]): NewReminder => ({
  time: time ?? fail(INVALID, 'The time of the reminder is missing'),
  template,
});

const entryChange = (row: Pick<SentUpdate, 'entry_id' | 'customer_id' | 'associate_id' | 'status'>): EntryChange => ({
  entryId: row.entry_id ?? '',
  customerId: row.customer_id ?? '',
  associateId: row.associate_id ?? '',
  status: row.status ?? '',
});

const taskUpdateOf = (row: SentUpdate): TaskUpdate => ({
  ...defined({
    title: row.title || undefined,
    body: row.body || undefined,
    startDate: row.start_date,
    endDate: row.end_date,
    expiryDate: row.expiry_date,
    actionType: row.action_type,
    actionTemplate: row.action_template || undefined,
    tags: row.tags || undefined,
  }),
  executableByIds: partsOf(row.executable_by_ids),
  entry: row.status ? entryChange(row) : null,
});

const filterOf = (query: Filters, storeId: number): TaskFilter =>
  defined({
    status: query.status,
    actionType: query.action_type,
    associatesOfStoreId: (query.assoc ?? query.asoc) ? storeId : undefined,
    associateId: query.assoc_id,
    customerId: query.customer_id,
    storeId: query.all === false ? storeId : undefined,
    createdBy: query.created_by || undefined,
    createdByType: query.created_by_type,
    executeByAll: query.execute_by_all,
    customerTask: query.customer_task,
    startId: query.start_id,
    endId: query.end_id,
  });

/**
 * The requested definitions.
 * @throws 5211 if there are none
 */
function definitionsAsked(
  world: World,
  query: Filters,
  sent: Readonly<Record<string, string>>,
  storeId: number,
): Task[] {
  const { batch_size: most } = query;
  if (most !== undefined && most < 1) fail(INVALID, 'batch_size must be at least 1');
  const created = momentsAsked(world, sent['start_date'], sent['end_date'], INVALID);
  const found = findTasks(world, { ...filterOf(query, storeId), created }).slice(0, most);
  return found.length > 0 ? found : fail(5211, 'No tasks found');
}

/**
 * The requested task ids, each with its task if it exists.
 * @throws 5203 if there are no ids
 * @throws 5211 if all are unknown
 */
function tasksAsked(world: World, sent: string): { id: string; task: Task | undefined }[] {
  const ids = [...new Set(partsOf(sent))];
  if (ids.length === 0) fail(NO_TASK, 'The task id is missing');
  const asked = ids.map((id) => ({ id, task: world.tasks[Number(id)] }));
  return asked.some(({ task }) => task) ? asked : fail(5211, 'No tasks found');
}

const UNKNOWN_TASK = { code: 5204, message: 'Invalid task id' };

export const taskHandlers: Handlers = {
  ...handleInTouchRows(
    taskAdd,
    {
      ...ROWS,
      sent: 'task',
      answered: ['tasks', 'task'],
      alone: true,
      optional: ['title'],
      echo: ({ id, title }) => ({ id: textOf(id), title: textOf(title) }),
    },
    ({ world, till, row, raw }) => {
      if (row.id === undefined || row.id === '-1') {
        const task = addTask(world, newTask({ ...row, title: row.title ?? '' }, raw), till.storeId);
        return { fields: toTaskJson(world, task), code: 200, message: 'Task added' };
      }
      const task = taskById(world, row.id);
      const sent = objectsOf(objectOf(raw.row['entries'])['entry']);
      const changes = (row.entries?.entry ?? []).map((entry, index) =>
        entryChange({ ...entry, entry_id: textOf(sent[index]?.['entry_id']) }),
      );
      setEntries(world, task, changes);
      return { fields: toTaskJson(world, task), code: 200, message: 'Task updated' };
    },
  ),
  ...handleInTouchRows(
    taskUpdate,
    {
      ...ROWS,
      sent: 'task',
      answered: ['tasks', 'task'],
      alone: true,
      codes: { id: { missing: NO_TASK } },
      echo: ({ id, entry_id }) => ({ id: textOf(id), entry_id: textOf(entry_id) }),
    },
    ({ world, row }) => {
      const task = taskById(world, row.id);
      const entry = updateTask(world, task, taskUpdateOf(row));
      return { fields: toUpdatedJson(world, row, task, entry), code: 200, message: 'Task updated' };
    },
  ),
  ...handle(
    taskGetMetadataInTouch,
    { envelope: 'inTouch', code: INVALID, verdicts: TEXT_CODES },
    ({ world, till, query, raw }) => ({
      rows: [],
      response: {
        tasks: {
          task: definitionsAsked(world, query, raw.query, till.storeId).map((task) => toMetadataJson(world, task)),
        },
      },
    }),
  ),
  ...handle(taskGetMetadata, { envelope: 'list', code: INVALID }, ({ world, till, query, raw }) =>
    definitionsAsked(world, query, raw.query, till.storeId).map((task) => toMetadataJson(world, task)),
  ),
  ...handle(
    taskGetLogsInTouch,
    { envelope: 'inTouch', codes: { task_id: NO_TASK }, verdicts: TEXT_CODES },
    ({ world, query }) => ({
      rows: [],
      response: {
        tasks: {
          task: {
            log: tasksAsked(world, query.task_id).flatMap(({ id, task }) =>
              task
                ? logsOf(world, task).map((log) => toLogJson(world, log, (at) => timeText(world, at)))
                : [{ task_id: id, item_status: itemStatus(UNKNOWN_TASK.code, UNKNOWN_TASK.message, false) }],
            ),
          },
        },
      },
    }),
  ),
  ...handle(taskGetLogs, { envelope: 'list', codes: { task_id: NO_TASK } }, ({ world, query, warn }) => {
    const asked = tasksAsked(world, query.task_id);
    const unknown = asked.filter(({ task }) => !task);
    warn(unknown.map(({ id }) => ({ ...UNKNOWN_TASK, message: `${UNKNOWN_TASK.message}: ${id}` })));
    return asked.flatMap(({ task }) =>
      task ? logsOf(world, task).map((log) => toLogJson(world, log, (at) => at)) : [],
    );
  }),
  ...handleInTouchRows(
    taskUpdateStatusMappingsInTouch,
    {
      ...ROWS,
      sent: 'status',
      answered: ['tasks', 'task_statuses', 'status'],
      codes: { value: 5208 },
      echo: ({ id, value, label }) => ({ id: textOf(id), value: textOf(value), label: textOf(label) }),
    },
    ({ world, row }) => ({
      fields: toStatusJson(mapStatus(world, row)),
      code: 200,
      message: row.id === undefined ? 'Status added' : 'Status updated',
    }),
  ),
  ...handleRows(
    taskUpdateStatusMappings,
    { envelope: 'partlyCreated', code: INVALID, codes: { value: 5208 }, batch: { none: INVALID } },
    ({ world, row }) => toStatusJson(mapStatus(world, row)),
  ),
  ...handle(taskGetStatusMappingsInTouch, { envelope: 'inTouch', verdicts: TEXT_CODES }, ({ world }) => ({
    rows: [],
    response: { tasks: { task_statuses: { status: Object.values(world.taskStatusMappings).map(toStatusJson) } } },
  })),
  ...handle(taskGetStatusMappings, { envelope: 'list' }, ({ world }) =>
    Object.values(world.taskStatusMappings).map(toStatusJson),
  ),
  ...handle(
    taskGetReminders,
    { envelope: 'inTouch', code: INVALID, verdicts: TEXT_CODES },
    ({ world, query: { only_for_stores = false } }) => ({
      rows: [],
      response: {
        tasks: {
          reminders: { reminder: findReminders(world, only_for_stores).map((each) => toReminderJson(world, each)) },
        },
      },
    }),
  ),
  ...handleInTouchRows(
    taskSetReminders,
    {
      ...ROWS,
      sent: 'reminder',
      answered: ['tasks', 'reminders', 'reminder'],
      codes: { task_id: NO_TASK, time: 5206, created_by: 5213, remindee_id: 5212 },
      first: ['task_id', 'time', 'created_by', 'remindee_id'],
      echo: ({ task_id, created_by, remindee_id, time, template }) => ({
        task_id: textOf(task_id),
        created_by: textOf(created_by),
        remindee_id: textOf(remindee_id),
        time: textOf(time),
        template: textOf(template),
      }),
    },
    ({ world, query: { only_for_stores = false }, row }) => ({
      fields: { ...toReminderJson(world, setReminder(world, row, only_for_stores)), local_id: row.local_id },
      code: 200,
      message: 'Reminder added',
    }),
  ),
};
