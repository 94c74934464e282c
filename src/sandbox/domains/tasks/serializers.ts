/** Tasks in the form of all layers: ids and booleans are texts. */
import type { Body, ElementOf, InTouchRowOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { taskGetLogs, taskGetMetadata, taskGetStatusMappings } from '../../../tools/tasks/tasks.js';
import type { taskAdd, taskGetReminders, taskUpdate } from '../../../tools/tasks/tasks.legacy.js';
import type { Instant } from '../../world/clock.js';
import { localDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { creatorId, entriesOf, remindersOf } from './rules.js';
import type { Task, TaskEntry, TaskLog, TaskReminder, TaskStatusMapping } from './state.js';
import { statusLabel, statusText } from './statuses.js';

const ACTION_NAMES = { sms: 'SMS', email: 'Email', call: 'Call', none: 'None' } as const;

export const idText = (id: number | null): string => (id === null ? '' : String(id));

/** `2026-05-03 17:30:00` in the organization's time zone; empty without a date. */
export const timeText = (world: World, at: Instant | null): string =>
  at === null ? '' : localDateTime(at, world.organisation.timezone);

type TaskJson = InTouchRowOf<typeof taskAdd.v1_1, 'tasks', 'task'>;
type UpdatedJson = InTouchRowOf<typeof taskUpdate.v1_1, 'tasks', 'task'>;
type ReminderJson = InTouchRowOf<typeof taskGetReminders.v1_1, 'tasks', 'reminders', 'reminder'>;
type EntryJson = ElementOf<PartOf<PartOf<TaskJson, 'entries'>, 'entry'>>;

function toMembersJson(world: World, task: Task) {
  return {
    id: String(task.id),
    title: task.title,
    body: task.body,
    start_date: timeText(world, task.startDate),
    end_date: timeText(world, task.endDate),
    expiry_date: timeText(world, task.expiryDate),
    cashier_task: String(task.executableByType === 'cashier' || task.executeByAll),
    customer_task: String(task.targetType === 'CUSTOMER'),
    execute_by_all: String(task.executeByAll),
    tags: task.tags,
  };
}

/** A task's definition, in lists. */
export function toMetadataJson(world: World, task: Task): RowOf<typeof taskGetMetadata> {
  return {
    ...toMembersJson(world, task),
    action: { type: ACTION_NAMES[task.action.type], template: task.action.template },
    task_type: task.type,
    creator: { type: task.creator.type, id: creatorId(world, task) },
    possible_statuses: {
      status: task.possibleStatuses.map((each) => ({ label: statusLabel(world, each), value: each.system })),
    },
  };
}

/** A task with its entries and reminders, as it is answered to its creator. */
export function toTaskJson(world: World, task: Task): TaskJson {
  const reminders = remindersOf(world, task);
  return {
    ...toMembersJson(world, task),
    ...(task.localId !== '' && { local_id: task.localId }),
    action: task.action,
    creator: {
      type: task.creator.type,
      id: creatorId(world, task),
      name: world.associates[task.creator.associateId]?.name ?? '',
    },
    entries: { entry: entriesOf(world, task).map((entry) => toEntryJson(world, task, entry)) },
    ...(reminders.length > 0 && {
      reminders: {
        reminder: reminders.map((each) => {
          const { task_id: _task, ...rest } = toReminderJson(world, each);
          return rest;
        }),
      },
    }),
  };
}

function toEntryJson(world: World, task: Task, entry: TaskEntry): EntryJson {
  return {
    entry_id: String(entry.id),
    customer_id: idText(entry.customerId),
    associate_id: idText(entry.associateId),
    associate_name: entry.associateId === null ? '' : (world.associates[entry.associateId]?.name ?? ''),
    store_id: idText(entry.storeId),
    status: statusText(world, entry.status),
    type: task.action.type,
  };
}

export function toReminderJson(world: World, reminder: TaskReminder): ReminderJson {
  return {
    id: String(reminder.id),
    task_id: String(reminder.taskId),
    created_by: String(reminder.createdBy),
    remindee_id: String(reminder.remindeeId),
    time: timeText(world, reminder.time),
    template: reminder.template,
  };
}

/** A change of status; `timeOf` writes its time as the layer does. */
export function toLogJson(world: World, log: TaskLog, timeOf: (at: Instant) => string): RowOf<typeof taskGetLogs> {
  const entry = world.taskEntries[log.entryId];
  return {
    task_id: String(log.taskId),
    task_status_id: String(log.entryId),
    customer_id: entry ? idText(entry.customerId) : '',
    associate_id: idText(log.associateId),
    store_id: idText(entry?.storeId ?? null),
    updated_time: timeOf(log.updatedOn),
    new_status: statusText(world, log.status),
  };
}

export const toStatusJson = ({ id, value, label }: TaskStatusMapping): RowOf<typeof taskGetStatusMappings> => ({
  id: String(id),
  value,
  label,
});

type SentUpdate = Body<typeof taskUpdate.v1_1>['root']['task'][number];

/** The fields of the request with their current values, and the changed entry, if any. */
export function toUpdatedJson(world: World, sent: SentUpdate, task: Task, entry: TaskEntry | undefined): UpdatedJson {
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
  const shown = (name: keyof typeof now): string | undefined => (sent[name] ? now[name] : undefined);
  return {
    id: String(task.id),
    ...(entry
      ? {
          entry_id: String(entry.id),
          customer_id: idText(entry.customerId),
          associate_id: idText(entry.associateId),
          status: statusText(world, entry.status),
        }
      : { status: sent.status || undefined }),
    title: shown('title'),
    body: shown('body'),
    start_date: shown('start_date'),
    end_date: shown('end_date'),
    expiry_date: shown('expiry_date'),
    action_type: shown('action_type'),
    action_template: shown('action_template'),
    tags: shown('tags'),
  };
}
