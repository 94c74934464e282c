/** State of tasks of store staff: entries with their history, reminders, and names of statuses. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends TaskState {}
}

export type TaskSystemStatus = 'OPEN' | 'IN_PROGRESS' | 'CLOSED' | 'NONE';
export type TaskAction = 'sms' | 'email' | 'call' | 'none';

/** A staff member of the brand. */
export interface Associate {
  id: number;
  username: string;
  name: string;
  role: 'manager' | 'cashier';
  mobile: string;
  email: string;
  /** Null for head office. */
  storeId: number | null;
}

/** A target audience of campaigns: the customers in a tier. */
interface AudienceGroup {
  id: number;
  name: string;
  tier: number;
}

/** The organization's own name for a status. */
export interface TaskStatusMapping {
  id: number;
  value: TaskSystemStatus;
  label: string;
}

/** A status: the system's or, with `mappingId`, the organization's own name for it. */
export interface TaskStatus {
  system: TaskSystemStatus;
  mappingId: number | null;
}

export interface Task {
  id: number;
  localId: string;
  title: string;
  body: string;
  type: 'MEMO' | 'TASK';
  startDate: Instant | null;
  endDate: Instant | null;
  expiryDate: Instant | null;
  action: { type: TaskAction; template: string };
  creator: { type: 'manager' | 'cashier' | 'associate'; associateId: number };
  targetType: 'CASHIER' | 'CUSTOMER';
  /** The customers it is about; none for CASHIER. */
  customerIds: number[];
  executableByType: 'cashier' | 'store';
  executeByAll: boolean;
  possibleStatuses: TaskStatus[];
  tags: string;
  createdOn: Instant;
}

/** The work of one executor for one customer. */
export interface TaskEntry {
  id: number;
  taskId: number;
  customerId: number | null;
  /** Null if any cashier of the store may do it. */
  associateId: number | null;
  /** Null for head office. */
  storeId: number | null;
  status: TaskStatus;
}

/** A change of an entry's status. */
export interface TaskLog {
  taskId: number;
  entryId: number;
  associateId: number | null;
  updatedOn: Instant;
  status: TaskStatus;
}

export interface TaskReminder {
  id: number;
  taskId: number;
  localId: string;
  time: Instant;
  createdBy: number;
  remindeeId: number;
  template: string;
}

export interface TaskState {
  associates: Record<number, Associate>;
  audienceGroups: Record<number, AudienceGroup>;
  tasks: Record<number, Task>;
  taskEntries: Record<number, TaskEntry>;
  taskLogs: TaskLog[];
  taskReminders: Record<number, TaskReminder>;
  taskStatusMappings: Record<number, TaskStatusMapping>;
}

export const emptyTaskState = (): TaskState => ({
  associates: {},
  audienceGroups: {},
  tasks: {},
  taskEntries: {},
  taskLogs: [],
  taskReminders: {},
  taskStatusMappings: {},
});
