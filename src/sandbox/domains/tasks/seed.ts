/** A brand's staff and their tasks: calls to good customers, something to set up, a memo. */

import { hireStaff, type Staff } from '../../brands/associates.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import { addTask, entriesOf, type NewTask, setEntries } from './rules.js';
import { mapStatus } from './statuses.js';

const PLAIN: NewTask = {
  localId: '',
  title: '',
  body: '',
  type: 'TASK',
  startDate: null,
  endDate: null,
  expiryDate: null,
  action: { type: 'none', template: '' },
  creator: null,
  targetType: 'CASHIER',
  customerIds: [],
  audienceGroupIds: [],
  executableByType: 'cashier',
  executableByIds: [],
  executeByAll: false,
  possibleStatuses: [],
  tags: '',
  reminders: [],
};

/** Title and text of a task. */
interface Wording {
  title: string;
  body: string;
}

/** A brand's staff and what they have to do. */
export interface Work {
  staff: Staff;
  calls: Wording;
  /** For two stores. */
  display: Wording;
  /** For everybody. */
  memo: Wording;
}

/** Hires the staff and gives them their tasks, in the days before now. Draws nothing at random. */
export function seedTasks(world: World, { staff, ...wordings }: Work): void {
  const head = hireStaff(world, staff);
  for (const { name, number } of world.organisation.program.tiers) {
    const id = nextId(world, 'audienceGroup');
    world.audienceGroups[id] = { id, name: `${name} members`, tier: number };
  }
  mapStatus(world, { value: 'OPEN', label: 'NEW' });
  mapStatus(world, { value: 'IN_PROGRESS', label: 'PROCESSING' });
  mapStatus(world, { value: 'CLOSED', label: 'FINISHED' });
  giveTasks(world, { type: 'manager', id: String(head) }, wordings);
}

function giveTasks(
  world: World,
  creator: NewTask['creator'],
  { calls: toCall, display, memo }: Omit<Work, 'staff'>,
): void {
  const [first, second] = Object.values(world.stores);
  if (!first || !second) return;
  const { clock } = world;
  const present = now(world);
  const inDays = (days: number): Instant => later(present, days * DAY);
  const at = (days: number): void => {
    world.clock = { kind: 'fixed', now: inDays(days) };
  };
  const cashiers = Object.values(world.associates).filter(
    (each) => each.storeId === first.id && each.role === 'cashier',
  );
  const customers = Object.values(world.customers).slice(0, 3);
  at(-20);
  const calls = addTask(
    world,
    {
      ...PLAIN,
      ...toCall,
      startDate: inDays(-20),
      endDate: inDays(10),
      expiryDate: inDays(20),
      action: { type: 'call', template: 'Hello {name}, you have {points} points' },
      creator,
      targetType: 'CUSTOMER',
      customerIds: customers.map(({ id }) => String(id)),
      executableByIds: cashiers.slice(0, 1).map(({ id }) => String(id)),
      reminders: [{ time: inDays(2), template: 'Calls are due' }],
    },
    first.id,
  );
  at(-12);
  const [done, begun] = entriesOf(world, calls);
  for (const [entry, status] of [
    [done, 'CLOSED'],
    [begun, 'IN_PROGRESS'],
  ] as const) {
    if (entry) setEntries(world, calls, [{ entryId: String(entry.id), customerId: '', associateId: '', status }]);
  }
  at(-6);
  const executableByIds = [String(first.id), String(second.id)];
  addTask(
    world,
    { ...PLAIN, ...display, endDate: inDays(4), executableByType: 'store', executableByIds, creator },
    first.id,
  );
  at(-3);
  addTask(
    world,
    { ...PLAIN, ...memo, type: 'MEMO', executeByAll: true, possibleStatuses: ['OPEN', 'CLOSED'] },
    first.id,
  );
  world.clock = clock;
}
