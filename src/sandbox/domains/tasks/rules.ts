/** Tasks of store staff: assigning, changing, completing entries, and reminders. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Associate, Task, TaskAction, TaskEntry, TaskLog, TaskReminder, TaskStatus } from './state.js';
import { sameStatus, statusNamed } from './statuses.js';

export interface NewReminder {
  time: Instant;
  template: string;
}

export interface NewTask {
  localId: string;
  title: string;
  body: string;
  type: Task['type'];
  startDate: Instant | null;
  endDate: Instant | null;
  expiryDate: Instant | null;
  action: Task['action'];
  /** An associate's id, or username for type associate; without it the manager of the calling store. */
  creator: { type: Task['creator']['type']; id: string } | null;
  targetType: Task['targetType'];
  customerIds: readonly string[];
  audienceGroupIds: readonly string[];
  executableByType: Task['executableByType'];
  executableByIds: readonly string[];
  executeByAll: boolean;
  /** Names of statuses; if empty, all but NONE. */
  possibleStatuses: readonly string[];
  tags: string;
  reminders: readonly NewReminder[];
}

/** The executor of an entry. */
interface Executor {
  associateId: number | null;
  storeId: number | null;
}

const associatesOf = (world: World): Associate[] => Object.values(world.associates);

/**
 * Finds a task by id.
 * @throws 5204 if the task does not exist
 */
export function taskById(world: World, id: string): Task {
  return world.tasks[Number(id)] ?? failUnknown(5204, 'Task', id);
}

export const entriesOf = (world: World, task: Task): TaskEntry[] =>
  Object.values(world.taskEntries).filter((entry) => entry.taskId === task.id);

export const remindersOf = (world: World, task: Task): TaskReminder[] =>
  Object.values(world.taskReminders).filter((reminder) => reminder.taskId === task.id);

/**
 * Creates a task with an entry for each executor and customer.
 * @throws 5205 if the title is missing
 * @throws 5207 if a status is unknown
 * @throws 5208 if the end is not after the start
 * @throws 5209 if the expiry is not after the end
 * @throws 5212 if an executor or customer does not exist
 * @throws 5213 if the creator does not exist
 */
export function addTask(world: World, input: NewTask, storeId: number): Task {
  if (input.title === '') fail(5205, 'The title is missing');
  checkDates(input);
  const creator = creatorOf(world, input.creator, storeId);
  const customerIds = customersAsked(world, input);
  const executors = executorsAsked(world, input, storeId);
  const names = input.possibleStatuses.length > 0 ? input.possibleStatuses : ['OPEN', 'IN_PROGRESS', 'CLOSED'];
  const possibleStatuses = names.map((name) => statusNamed(world, name));

  const { reminders, audienceGroupIds: _groups, executableByIds: _ids, ...rest } = input;
  const task: Task = {
    ...rest,
    id: nextId(world, 'task'),
    creator,
    customerIds,
    possibleStatuses,
    createdOn: now(world),
  };
  world.tasks[task.id] = task;
  addEntries(world, task, executors);
  for (const reminder of reminders) remindAll(world, task, reminder);
  return task;
}

function checkDates({ startDate, endDate, expiryDate }: Pick<Task, 'startDate' | 'endDate' | 'expiryDate'>): void {
  if (startDate !== null && endDate !== null && endDate <= startDate) fail(5208, 'The end must be after the start');
  if (endDate !== null && expiryDate !== null && expiryDate <= endDate) fail(5209, 'The expiry must be after the end');
}

function creatorOf(world: World, given: NewTask['creator'], storeId: number): Task['creator'] {
  const associate = associatesOf(world).find((each) => {
    if (given === null) return each.role === 'manager' && each.storeId === storeId;
    if (given.type === 'associate') return each.username === given.id;
    return each.role === given.type && String(each.id) === given.id;
  });
  if (!associate)
    return given === null
      ? fail(5213, 'The store has no manager; name a creator')
      : failUnknown(5213, 'Creator', given.id);
  return { type: given?.type ?? 'manager', associateId: associate.id };
}

function customersAsked(world: World, { targetType, customerIds, audienceGroupIds }: NewTask): number[] {
  if (targetType === 'CASHIER') return [];
  const named = customerIds.map(
    (id) => findCustomer(world, 'id', id)?.id ?? fail(5212, `No customer has the id ${id}`),
  );
  const grouped = audienceGroupIds.flatMap((id) => {
    const group = world.audienceGroups[Number(id)] ?? fail(5212, `No audience group has the id ${id}`);
    return Object.values(world.customers)
      .filter((customer) => customer.mergedInto === null && customer.tier === group.tier)
      .map((customer) => customer.id);
  });
  const all = [...new Set([...named, ...grouped])];
  return all.length > 0 ? all : fail(5212, 'A customer task requires customers');
}

/** The named executors. Without names: every cashier if all must do it, else the calling store. */
function executorsAsked(
  world: World,
  asked: Pick<NewTask, 'executableByType' | 'executableByIds' | 'executeByAll'>,
  storeId: number,
): Executor[] {
  const { executableByType, executableByIds: ids, executeByAll } = asked;
  const cashiers = associatesOf(world).filter((each) => each.role === 'cashier');
  const executors = (list: readonly Associate[]): Executor[] =>
    list.map((each) => ({ associateId: each.id, storeId: each.storeId }));
  if (ids.length === 0) return executeByAll ? executors(cashiers) : [{ associateId: null, storeId }];
  if (executableByType === 'cashier') {
    return executors(ids.map((id) => world.associates[Number(id)] ?? fail(5212, `No associate has the id ${id}`)));
  }
  const stores = ids.map((id) => world.stores[Number(id)] ?? fail(5212, `No store has the id ${id}`));
  return executeByAll
    ? executors(cashiers.filter((each) => stores.some((store) => store.id === each.storeId)))
    : stores.map((store) => ({ associateId: null, storeId: store.id }));
}

function addEntries(world: World, task: Task, executors: readonly Executor[]): void {
  const status = task.possibleStatuses.find((each) => each.system === 'OPEN') ??
    task.possibleStatuses[0] ?? { system: 'OPEN', mappingId: null };
  const about = task.customerIds.length > 0 ? task.customerIds : [null];
  const there = entriesOf(world, task);
  for (const { associateId, storeId } of executors) {
    for (const customerId of about) {
      const known = there.some(
        (each) => each.associateId === associateId && each.storeId === storeId && each.customerId === customerId,
      );
      if (known) continue;
      const id = nextId(world, 'taskEntry');
      const entry = { id, taskId: task.id, customerId, associateId, storeId, status: { ...status } };
      world.taskEntries[id] = entry;
      there.push(entry);
    }
  }
}

/** Reminds each executor; for a store, its manager. */
function remindAll(world: World, task: Task, { time, template }: NewReminder): void {
  const managerOf = (storeId: number | null): number | undefined =>
    associatesOf(world).find((each) => each.role === 'manager' && each.storeId === storeId)?.id;
  const people = entriesOf(world, task).flatMap((entry) => entry.associateId ?? managerOf(entry.storeId) ?? []);
  for (const remindeeId of new Set(people)) {
    const id = nextId(world, 'taskReminder');
    const createdBy = task.creator.associateId;
    world.taskReminders[id] = { id, taskId: task.id, localId: '', time, createdBy, remindeeId, template };
  }
}

/** The entries of a task to change, and their new status. Empty texts match everything. */
export interface EntryChange {
  entryId: string;
  customerId: string;
  associateId: string;
  status: string;
}

interface CheckedChange {
  entries: TaskEntry[];
  status: TaskStatus;
  /** Who did it, if any cashier of the store could. */
  associateId: number | null;
}

/**
 * Finds the entries to change.
 * @throws 5203 if no entry, customer or associate is given and the task has several entries
 * @throws 5205 if no entry matches
 * @throws 5207 if the task cannot have the status
 */
function checkChange(world: World, task: Task, change: EntryChange): CheckedChange {
  const { entryId, customerId, associateId } = change;
  const status = statusNamed(world, change.status);
  if (!task.possibleStatuses.some((each) => sameStatus(each, status))) {
    fail(5207, `The task cannot have status ${change.status}`);
  }
  const all = entriesOf(world, task);
  if (entryId === '' && customerId === '' && associateId === '' && all.length > 1) {
    fail(5203, 'Pass an entry, customer or associate');
  }
  const customer = customerId === '' ? null : (findCustomer(world, 'id', customerId)?.id ?? -1);
  const associate = associateId === '' ? null : world.associates[Number(associateId)];
  const entries = all.filter(
    (entry) =>
      (entryId === '' || String(entry.id) === entryId) &&
      (customer === null || entry.customerId === customer) &&
      (associate === null || mayDo(entry, associate)),
  );
  if (entries.length === 0) fail(5205, 'The task has no matching entry');
  return { entries, status, associateId: associate?.id ?? null };
}

/** An entry of a whole store can be done by everybody who works there. */
const mayDo = (entry: TaskEntry, associate: Associate | undefined): boolean =>
  associate !== undefined &&
  (entry.associateId === null ? entry.storeId === associate.storeId : entry.associateId === associate.id);

function applyChange(world: World, { entries, status, associateId }: CheckedChange): void {
  for (const entry of entries) {
    entry.status = status;
    world.taskLogs.push({
      taskId: entry.taskId,
      entryId: entry.id,
      associateId: entry.associateId ?? associateId,
      updatedOn: now(world),
      status,
    });
  }
}

/**
 * Sets statuses of a task's entries, all or none.
 * @throws 5203 if no entry is given
 */
export function setEntries(world: World, task: Task, changes: readonly EntryChange[]): void {
  if (changes.length === 0) fail(5203, 'Pass at least one entry');
  const checked = changes.map((change) => checkChange(world, task, change));
  for (const change of checked) applyChange(world, change);
}

/** Changes to a task; undefined fields keep their value. */
export interface TaskUpdate {
  title?: string;
  body?: string;
  startDate?: Instant;
  endDate?: Instant;
  expiryDate?: Instant;
  actionType?: TaskAction;
  actionTemplate?: string;
  tags?: string;
  /** Executors to add; existing ones are kept. */
  executableByIds: readonly string[];
  entry: EntryChange | null;
}

/**
 * Changes a task, its entry, or both. Returns the changed entry, if any.
 * @throws 5021 if there is nothing to change
 */
export function updateTask(world: World, task: Task, update: TaskUpdate): TaskEntry | undefined {
  const { executableByIds, entry, actionType, actionTemplate, ...fields } = update;
  const isAction = actionType !== undefined || actionTemplate !== undefined;
  if (Object.keys(fields).length === 0 && executableByIds.length === 0 && entry === null && !isAction) {
    fail(5021, 'Task not updated: there is nothing to change');
  }
  checkDates({ ...task, ...fields });
  const executors = executableByIds.length === 0 ? [] : executorsAsked(world, { ...task, executableByIds }, 0);
  const change = entry === null ? null : checkChange(world, task, entry);

  Object.assign(task, fields);
  task.action = { type: actionType ?? task.action.type, template: actionTemplate ?? task.action.template };
  addEntries(world, task, executors);
  if (change) applyChange(world, change);
  return change?.entries.length === 1 ? change.entries[0] : undefined;
}

/** Criteria for finding tasks; undefined ones match everything. */
export interface TaskFilter {
  status?: TaskStatus['system'];
  actionType?: TaskAction;
  /** Tasks for associates of this store. */
  associatesOfStoreId?: number;
  associateId?: number;
  customerId?: number;
  storeId?: number;
  createdBy?: string;
  createdByType?: 'manager' | 'cashier';
  executeByAll?: boolean;
  customerTask?: boolean;
  created?: (at: Instant) => boolean;
  startId?: number;
  endId?: number;
}

const unlessGiven = <T>(wanted: T | undefined, matches: (wanted: T) => boolean): boolean =>
  wanted === undefined || matches(wanted);

/** Tasks by id. */
export function findTasks(world: World, filter: TaskFilter): Task[] {
  return Object.values(world.tasks).filter((task) => {
    const entries = entriesOf(world, task);
    return (
      unlessGiven(filter.status, (status) => entries.some((each) => each.status.system === status)) &&
      unlessGiven(filter.actionType, (type) => task.action.type === type) &&
      unlessGiven(filter.associatesOfStoreId, (id) =>
        entries.some((e) => e.storeId === id && e.associateId !== null),
      ) &&
      unlessGiven(filter.associateId, (id) => entries.some((each) => each.associateId === id)) &&
      unlessGiven(filter.customerId, (id) => entries.some((each) => each.customerId === id)) &&
      unlessGiven(filter.storeId, (id) => entries.some((each) => each.storeId === id)) &&
      unlessGiven(filter.createdBy, (id) => creatorId(world, task) === id || String(task.creator.associateId) === id) &&
      unlessGiven(filter.createdByType, (type) => world.associates[task.creator.associateId]?.role === type) &&
      unlessGiven(filter.executeByAll, (all) => task.executeByAll === all) &&
      unlessGiven(filter.customerTask, (about) => (task.targetType === 'CUSTOMER') === about) &&
      unlessGiven(filter.created, (within) => within(task.createdOn)) &&
      unlessGiven(filter.startId, (id) => task.id >= id) &&
      unlessGiven(filter.endId, (id) => task.id <= id)
    );
  });
}

/** The creator as it was named: by username for type associate. */
export function creatorId(world: World, { creator }: Task): string {
  return creator.type === 'associate'
    ? (world.associates[creator.associateId]?.username ?? '')
    : String(creator.associateId);
}

/** Changes of status of a task, oldest first. */
export const logsOf = (world: World, task: Task): TaskLog[] => world.taskLogs.filter((log) => log.taskId === task.id);

/** A reminder to set. Ids are texts. */
interface SentReminder {
  task_id: string;
  time: Instant;
  created_by: string;
  remindee_id: string;
  template?: string;
  local_id?: string;
}

/**
 * Sets a reminder. If the task already has one with the local id, it is changed.
 * @throws 5204 if the task does not exist
 * @throws 5213 if the creator does not exist
 * @throws 5212 if the remindee does not exist or, with `onlyForStores`, does not work in a store
 */
export function setReminder(world: World, sent: SentReminder, onlyForStores: boolean): TaskReminder {
  const { time, template = '', local_id: localId = '' } = sent;
  const task = taskById(world, sent.task_id);
  const creator = world.associates[Number(sent.created_by)] ?? failUnknown(5213, 'created_by', sent.created_by);
  const remindee = world.associates[Number(sent.remindee_id)] ?? failUnknown(5212, 'remindee_id', sent.remindee_id);
  if (onlyForStores && remindee.storeId === null) fail(5212, 'The remindee does not work in a store');
  const known = localId === '' ? undefined : remindersOf(world, task).find((each) => each.localId === localId);
  const id = known?.id ?? nextId(world, 'taskReminder');
  const people = { createdBy: creator.id, remindeeId: remindee.id };
  const reminder: TaskReminder = { id, taskId: task.id, localId, time, ...people, template };
  world.taskReminders[reminder.id] = reminder;
  return reminder;
}

/** All reminders, or only those of store staff. */
export function findReminders(world: World, onlyForStores: boolean): TaskReminder[] {
  return Object.values(world.taskReminders).filter(
    (each) => !onlyForStores || world.associates[each.remindeeId]?.storeId !== null,
  );
}
