/** Request bodies of Tasks, InTouch layers. */
import { envelope } from '../schemas/in-touch.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, choice, list, object, text, textOrNumber, textOrObject } from '../schemas/values.js';
import { statusMapping } from './tasks.bodies.js';

const ACTIONS = ['sms', 'email', 'call', 'none'] as const;

const action = () =>
  object({
    type: choice(ACTIONS, 'What the executor does').optional(),
    template: text('Message; {name} and {points} are filled in').optional(),
  });

const creator = () =>
  object({
    type: choice(['manager', 'cashier', 'associate'], 'What id is').optional(),
    id: idOf('associate', textOrNumber("Manager's or cashier's id, or the associate's username")).optional(),
  });

/** A reminder that is created with its task. */
const reminder = () =>
  object({
    create: boolean('Must be true to create a reminder').optional(),
    time: dateTime({ zone: 'organization' }, 'When to remind').optional(),
    template: text('Text of the reminder').optional(),
  });

/** One executor's work for one customer. Tasks consist of entries. */
const entry = () =>
  object({
    customer_id: idOf('customer', textOrNumber('Customer of the entry')).optional(),
    associate_id: idOf('associate', textOrNumber('Associate of the entry')).optional(),
    status: text('New status').optional(),
  });

const newTask = () =>
  object({
    title: text(),
    body: freeText('What to do').optional(),
    type: choice(['MEMO', 'TASK'], 'A note, or work to do').optional(),
    start_date: dateTime({ zone: 'organization' }, 'Start').optional(),
    end_date: dateTime({ zone: 'organization', ends: true }, 'End, after start_date').optional(),
    expiry_date: dateTime({ zone: 'organization', ends: true }, 'Expiry, after end_date').optional(),
    action: action().describe('Message or call to make').optional(),
    creator: creator().describe('Who creates it').optional(),
    target_type: choice(
      ['CASHIER', 'CUSTOMER'],
      'Subject of the task; CUSTOMER needs customer_ids or selected_audience_groups',
    ).optional(),
    customer_ids: idOf('customer', text('Customer ids, separated by commas')).optional(),
    selected_audience_groups: idOf('audienceGroup', text('Audience group ids, separated by commas')).optional(),
    executable_by_type: choice(['cashier', 'store'], 'Executor; store: any cashier of the store').optional(),
    executable_by_ids: idOf('associate', text('Ids of those cashiers or stores, separated by commas')).optional(),
    execute_by_all: boolean('true: every cashier must do it; default false').optional(),
    possible_statuses: textOrObject('Separated by commas, e.g. OPEN,IN_PROGRESS,CLOSED').optional(),
    reminder: list(reminder(), 'Reminders to create with the task').optional(),
    tags: text('Tags, separated by commas').optional(),
    id: idOf('task', textOrNumber("-1 or absent to create; a task's id updates its entries instead")).optional(),
    local_id: textOrNumber('Your own id').optional(),
    entries: object({ entry: list(entry()).optional() }, "Entries to update, if id is a task's").optional(),
  });

export const taskAddBody = () => envelope({ task: list(newTask(), 'Tasks') });

const changedTask = () =>
  object({
    id: idOf('task', textOrNumber('Task id')),
    entry_id: idOf('taskEntry', textOrNumber('Entry whose status changes')).optional(),
    status: text('New status of the entry, e.g. OPEN, IN_PROGRESS, CLOSED').optional(),
    customer_id: idOf('customer', textOrNumber('Customer of the entry')).optional(),
    associate_id: idOf('associate', textOrNumber('Associate of the entry')).optional(),
    title: text().optional(),
    body: freeText('What to do').optional(),
    start_date: date('New start').optional(),
    end_date: date('New end').optional(),
    expiry_date: date('New expiry').optional(),
    action_type: choice(ACTIONS, 'New action').optional(),
    action_template: text('New message').optional(),
    executable_by_ids: idOf('associate', text('Executors to add, separated by commas; none are removed')).optional(),
    tags: text('Tags, separated by commas').optional(),
  });

export const taskUpdateBody = () => envelope({ task: list(changedTask(), 'Tasks to change') });

export const updateStatusMappingsInTouchBody = () =>
  envelope({ status: list(statusMapping(), 'Mappings to add or rename') });

const newReminder = () =>
  object({
    task_id: idOf('task', textOrNumber('Task to remind of')),
    time: dateTime({ zone: 'organization' }, 'When to remind'),
    created_by: idOf('associate', textOrNumber('Associate id of the admin who sets it')),
    remindee_id: idOf('associate', textOrNumber('Associate to remind')),
    template: text('Text of the reminder').optional(),
    local_id: textOrNumber('Your own id').optional(),
  });

export const setRemindersBody = () => envelope({ reminder: list(newReminder(), 'Reminders') });
