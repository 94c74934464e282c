/** Section Tasks, all layers: tasks of store staff. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Call, type Handler, type Handlers, inTouch, writing } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import {
  type Item,
  inTouchReply,
  item,
  itemStatus,
  type Reply,
  reply,
  TEXT_CODES,
  v2List,
} from '../../http/replies.js';
import type { Instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { partsOf } from '../coupon/serializers.js';
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
import { logFace, mappingFace, metadataFace, reminderFace, taskFace, timeText } from './serializers.js';
import type { Task, TaskEntry, TaskStatusMapping } from './state.js';
import { mapStatus, SYSTEM_STATUSES, statusText } from './statuses.js';

const INVALID = 5205;
const ACTIONS = ['sms', 'email', 'call', 'none'] as const;

/**
 * The rows of `root.<name>`.
 * @throws 400 if there are none
 */
function rowsOf(body: unknown, name: string): readonly JsonObject[] {
  const rows = objectsOf(objectOf(objectOf(body)['root'])[name]);
  return rows.length > 0 ? rows : fail(400, `root.${name} is empty`, 400);
}

/** One row as an object, several as a list. */
const oneOrAll = (items: readonly Item[]): unknown =>
  items.length === 1 ? items[0]?.fields : items.map(({ fields }) => fields);

/**
 * One of the values, or `absent`.
 * @throws 5205 for any other value
 */
function choice<T extends string>(values: readonly T[], value: unknown, absent: T): T {
  return given(value) ? (oneOf(values, value) ?? fail(INVALID, `${textOf(value)} is not one of ${values}`)) : absent;
}

/**
 * A date; null if absent.
 * @throws 5205 if the text is not a date
 */
function dateAsked(world: World, value: unknown): Instant | null {
  if (!given(value)) return null;
  const date = readDate(textOf(value), world.organisation.timezone);
  return date ?? fail(INVALID, `${textOf(value)} is not a date`);
}

function readTask(world: World, row: JsonObject): NewTask {
  const action = objectOf(row['action']);
  const creator = objectOf(row['creator']);
  return {
    localId: textOf(row['local_id']),
    title: textOf(row['title']),
    body: textOf(row['body']),
    type: choice(['MEMO', 'TASK'], row['type'], 'TASK'),
    startDate: dateAsked(world, row['start_date']),
    endDate: dateAsked(world, row['end_date']),
    expiryDate: dateAsked(world, row['expiry_date']),
    action: { type: choice(ACTIONS, action['type'], 'none'), template: textOf(action['template']) },
    creator: given(creator['id'])
      ? { type: choice(['manager', 'cashier', 'associate'], creator['type'], 'manager'), id: textOf(creator['id']) }
      : null,
    targetType: choice(
      ['CASHIER', 'CUSTOMER'],
      row['target_type'],
      given(row['customer_ids']) ? 'CUSTOMER' : 'CASHIER',
    ),
    customerIds: partsOf(row['customer_ids']),
    audienceGroupIds: partsOf(row['selected_audience_groups']),
    executableByType: choice(['cashier', 'store'], row['executable_by_type'], 'cashier'),
    executableByIds: partsOf(row['executable_by_ids']),
    executeByAll: booleanOf(row['execute_by_all']),
    possibleStatuses: statusesIn(row['possible_statuses']),
    tags: textOf(row['tags']),
    // The 2021 documentation writes the flag as an attribute.
    reminders: objectsOf(row['reminder'])
      .filter((each) => booleanOf(each['create'] ?? each['-create']))
      .map((each) => readReminder(world, each)),
  };
}

/** `OPEN,CLOSED`, or the object that answers have in its place. */
function statusesIn(value: unknown): string[] {
  const shown = objectsOf(objectOf(value)['status']).map((status) => textOf(status['value']));
  return shown.length > 0 ? shown : partsOf(value);
}

function readReminder(world: World, row: JsonObject): NewReminder {
  const time = dateAsked(world, row['time']) ?? fail(INVALID, 'The time of the reminder is missing');
  return { time, template: textOf(row['template']) };
}

const readEntry = (row: JsonObject): EntryChange => ({
  entryId: textOf(row['entry_id']),
  customerId: textOf(row['customer_id']),
  associateId: textOf(row['associate_id']),
  status: textOf(row['status']),
});

function add({ world, body, till }: Call): Reply {
  const items = rowsOf(body, 'task').map((row) => {
    const id = textOf(row['id']);
    return item({ id, title: textOf(row['title']) }, () => {
      if (id === '' || id === '-1') {
        const task = addTask(world, readTask(world, row), till.storeId);
        return { fields: taskFace(world, task), code: 200, message: 'Task added' };
      }
      const task = taskById(world, id);
      setEntries(world, task, objectsOf(objectOf(row['entries'])['entry']).map(readEntry));
      return { fields: taskFace(world, task), code: 200, message: 'Task updated' };
    });
  });
  return inTouchReply(items, { tasks: { task: oneOrAll(items) } });
}

function readUpdate(world: World, row: JsonObject): TaskUpdate {
  const dates = {
    startDate: dateAsked(world, row['start_date']),
    endDate: dateAsked(world, row['end_date']),
    expiryDate: dateAsked(world, row['expiry_date']),
  };
  return {
    ...(given(row['title']) && { title: textOf(row['title']) }),
    ...(given(row['body']) && { body: textOf(row['body']) }),
    ...(dates.startDate !== null && { startDate: dates.startDate }),
    ...(dates.endDate !== null && { endDate: dates.endDate }),
    ...(dates.expiryDate !== null && { expiryDate: dates.expiryDate }),
    ...(given(row['action_type']) && { actionType: choice(ACTIONS, row['action_type'], 'none') }),
    ...(given(row['action_template']) && { actionTemplate: textOf(row['action_template']) }),
    ...(given(row['tags']) && { tags: textOf(row['tags']) }),
    executableByIds: partsOf(row['executable_by_ids']),
    entry: given(row['status']) ? readEntry(row) : null,
  };
}

/** The fields of the request with their current values, and the changed entry, if any. */
function updateFace(world: World, row: JsonObject, task: Task, entry: TaskEntry | undefined): object {
  const now = {
    title: task.title,
    body: task.body,
    start_date: timeText(world, task.startDate),
    end_date: timeText(world, task.endDate),
    expiry_date: timeText(world, task.expiryDate),
    action_type: task.action.type,
    action_template: task.action.template,
    tags: task.tags,
  };
  return {
    id: String(task.id),
    ...(entry
      ? {
          entry_id: String(entry.id),
          customer_id: textOf(entry.customerId),
          associate_id: textOf(entry.associateId),
          status: statusText(world, entry.status),
        }
      : given(row['status']) && { status: textOf(row['status']) }),
    ...Object.fromEntries(Object.entries(now).filter(([name]) => given(row[name]))),
  };
}

function update({ world, body }: Call): Reply {
  const items = rowsOf(body, 'task').map((row) =>
    item({ id: textOf(row['id']), entry_id: textOf(row['entry_id']) }, () => {
      const task = taskById(world, textOf(row['id']));
      const entry = updateTask(world, task, readUpdate(world, row));
      return { fields: updateFace(world, row, task, entry), code: 200, message: 'Task updated' };
    }),
  );
  return inTouchReply(items, { tasks: { task: oneOrAll(items) } });
}

/**
 * A whole number from 0; undefined if absent.
 * @throws 5205 for any other value
 */
function wholeAsked(query: JsonObject, name: string): number | undefined {
  if (!given(query[name])) return undefined;
  const number = numberOf(query[name]);
  return number !== null && Number.isInteger(number) && number >= 0
    ? number
    : fail(INVALID, `${name} must be a whole number from 0`);
}

function flagAsked(query: JsonObject, name: string): boolean | undefined {
  return given(query[name]) ? choice(['true', 'false'], query[name], 'false') === 'true' : undefined;
}

function filterAsked({ world, query, till }: Call): TaskFilter {
  const associateId = wholeAsked(query, 'assoc_id');
  const customerId = wholeAsked(query, 'customer_id');
  const executeByAll = flagAsked(query, 'execute_by_all');
  const customerTask = flagAsked(query, 'customer_task');
  const startId = wholeAsked(query, 'start_id');
  const endId = wholeAsked(query, 'end_id');
  const byAssociates = flagAsked(query, 'assoc') ?? flagAsked(query, 'asoc');
  return {
    ...(given(query['status']) && { status: choice(SYSTEM_STATUSES, query['status'], 'OPEN') }),
    ...(given(query['action_type']) && { actionType: choice(ACTIONS, query['action_type'], 'none') }),
    ...(byAssociates && { associatesOfStoreId: till.storeId }),
    ...(associateId !== undefined && { associateId }),
    ...(customerId !== undefined && { customerId }),
    ...(flagAsked(query, 'all') === false && { storeId: till.storeId }),
    ...(given(query['created_by']) && { createdBy: textOf(query['created_by']) }),
    ...(given(query['created_by_type']) && {
      createdByType: choice(['manager', 'cashier'], query['created_by_type'], 'manager'),
    }),
    ...(executeByAll !== undefined && { executeByAll }),
    ...(customerTask !== undefined && { customerTask }),
    created: momentsAsked(world, query['start_date'], query['end_date'], INVALID),
    ...(startId !== undefined && { startId }),
    ...(endId !== undefined && { endId }),
  };
}

/**
 * The requested definitions.
 * @throws 5211 if there are none
 */
function definitionsAsked(call: Call): object[] {
  const most = wholeAsked(call.query, 'batch_size');
  if (most === 0) fail(INVALID, 'batch_size must be at least 1');
  const found = findTasks(call.world, filterAsked(call)).slice(0, most);
  if (found.length === 0) fail(5211, 'No tasks found');
  return found.map((task) => metadataFace(call.world, task));
}

const inTouchMetadata = (call: Call): Reply => inTouchReply([], { tasks: { task: definitionsAsked(call) } });
const metadata = (call: Call): Reply => v2List(definitionsAsked(call));

/**
 * The requested task ids, each with its task if it exists.
 * @throws 5203 if there are no ids
 * @throws 5211 if all are unknown
 */
function tasksAsked({ world, query }: Call): { id: string; task: Task | undefined }[] {
  const ids = [...new Set(partsOf(query['task_id']))];
  if (ids.length === 0) fail(5203, 'The task id is missing');
  const asked = ids.map((id) => ({ id, task: world.tasks[Number(id)] }));
  if (asked.every(({ task }) => !task)) fail(5211, 'No tasks found');
  return asked;
}

const INVALID_ID = { code: 5204, message: 'Invalid task id' };

function inTouchLogs(call: Call): Reply {
  const { world } = call;
  const log = tasksAsked(call).flatMap(({ id, task }) =>
    task
      ? logsOf(world, task).map((each) => logFace(world, each, (at) => timeText(world, at)))
      : [{ task_id: id, item_status: itemStatus(INVALID_ID.code, INVALID_ID.message, false) }],
  );
  return inTouchReply([], { tasks: { task: { log } } });
}

function logs(call: Call): Reply {
  const asked = tasksAsked(call);
  const rows = asked.flatMap(({ task }) =>
    task ? logsOf(call.world, task).map((each) => logFace(call.world, each, (at) => at)) : [],
  );
  const unknown = asked.filter(({ task }) => !task);
  return v2List(
    rows,
    {},
    unknown.map(({ id }) => ({ ...INVALID_ID, message: `${INVALID_ID.message}: ${id}` })),
  );
}

function mapOne(world: World, row: JsonObject): TaskStatusMapping {
  const value = oneOf(SYSTEM_STATUSES, row['value']);
  return mapStatus(world, { id: textOf(row['id']), value, label: textOf(row['label']) });
}

function inTouchMap({ world, body }: Call): Reply {
  const items = rowsOf(body, 'status').map((row) =>
    item({ id: textOf(row['id']), value: textOf(row['value']), label: textOf(row['label']) }, () => ({
      fields: mappingFace(mapOne(world, row)),
      code: 200,
      message: given(row['id']) ? 'Status updated' : 'Status added',
    })),
  );
  return inTouchReply(items, { tasks: { task_statuses: { status: items.map(({ fields }) => fields) } } });
}

/** Row by row. Status code 201 if some fail, 400 if all do. */
function map({ world, body }: Call): Reply {
  const rows = listOf(body);
  if (rows.length === 0) fail(INVALID, 'The body contains no statuses');
  const data: object[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    try {
      data.push(mappingFace(mapOne(world, objectOf(row))));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ status: false, code: error.code, message: error.message });
    }
  }
  return reply({ data, warnings: [], errors }, errors.length === 0 ? 200 : data.length > 0 ? 201 : 400);
}

const mappings = ({ world }: Call): object[] => Object.values(world.taskStatusMappings).map(mappingFace);

const inTouchMappings = (call: Call): Reply =>
  inTouchReply([], { tasks: { task_statuses: { status: mappings(call) } } });

function reminders({ world, query }: Call): Reply {
  const found = findReminders(world, flagAsked(query, 'only_for_stores') === true);
  return inTouchReply([], { tasks: { reminders: { reminder: found.map((each) => reminderFace(world, each)) } } });
}

function setReminders({ world, query, body }: Call): Reply {
  const onlyForStores = flagAsked(query, 'only_for_stores') === true;
  const items = rowsOf(body, 'reminder').map((row) => {
    const echo = {
      task_id: textOf(row['task_id']),
      created_by: textOf(row['created_by']),
      remindee_id: textOf(row['remindee_id']),
      time: textOf(row['time']),
      template: textOf(row['template']),
    };
    const localId = textOf(row['local_id']);
    return item(echo, () => {
      const input = {
        taskId: echo.task_id,
        localId,
        time: readDate(echo.time, world.organisation.timezone),
        createdBy: echo.created_by,
        remindeeId: echo.remindee_id,
        template: echo.template,
      };
      const fields = reminderFace(world, setReminder(world, input, onlyForStores));
      return {
        fields: { ...fields, ...(localId !== '' && { local_id: localId }) },
        code: 200,
        message: 'Reminder added',
      };
    });
  });
  return inTouchReply(items, { tasks: { reminders: { reminder: items.map(({ fields }) => fields) } } });
}

/** Both InTouch versions, whose codes are texts in this section. */
const inTexts = (tool: string, handler: Handler): Handlers => inTouch(tool, writing(TEXT_CODES, handler));

export const taskHandlers: Handlers = {
  ...inTexts('task_add', add),
  ...inTexts('task_update', update),
  ...inTexts('task_get_metadata', inTouchMetadata),
  ...inTexts('task_get_logs', inTouchLogs),
  ...inTexts('task_update_status_mappings', inTouchMap),
  ...inTexts('task_get_status_mappings', inTouchMappings),
  ...inTexts('task_get_reminders', reminders),
  ...inTexts('task_set_reminders', setReminders),
  task_get_metadata: metadata,
  task_get_logs: logs,
  task_update_status_mappings: map,
  task_get_status_mappings: (call) => v2List(mappings(call)),
};
