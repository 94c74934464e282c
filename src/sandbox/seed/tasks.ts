/** The staff of Meridian Threads and their tasks: calls to good customers, a display, a memo. */
import { DAY, type Instant, later, now } from '../clock.js';
import { mapStatus } from '../rules/task-statuses.js';
import { addTask, entriesOf, type NewTask, setEntries } from '../rules/tasks.js';
import { nextId, type World } from '../world.js';

/** A manager and two cashiers a store, in the stores' order. */
const STAFF = [
  ['Lakshmi Hegde', 'Arjun Shetty', 'Nisha Bhat'],
  ['Karthik Subramanian', 'Divya Raman', 'Suresh Babu'],
  ['Farah Khan', 'Rohan Kadam', 'Tanvi Sawant'],
  ['Sameer Joshi', 'Pooja Patil', 'Amit Kulkarni'],
  ['Harpreet Gill', 'Neeraj Verma', 'Ritu Saini'],
] as const;

function hire(world: World, name: string, role: 'manager' | 'cashier', storeId: number | null): number {
  const id = nextId(world, 'associate');
  const username = name.toLowerCase().replace(' ', '.');
  const mobile = `9180001${String(id).padStart(5, '0')}`;
  world.associates[id] = { id, username, name, role, mobile, email: `${username}@meridian.example.com`, storeId };
  return id;
}

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

/** Hires the staff and gives them their tasks, in the days before now. Draws nothing at random. */
export function seedTasks(world: World): void {
  const head = hireAll(world);
  for (const { name, number } of world.organisation.program.tiers) {
    const id = nextId(world, 'audienceGroup');
    world.audienceGroups[id] = { id, name: `${name} members`, tier: number };
  }
  mapStatus(world, { id: '', value: 'OPEN', label: 'NEW' });
  mapStatus(world, { id: '', value: 'IN_PROGRESS', label: 'PROCESSING' });
  mapStatus(world, { id: '', value: 'CLOSED', label: 'FINISHED' });
  giveTasks(world, { type: 'manager', id: String(head) });
}

/** Hires the manager of all stores, then the staff of each. @returns the manager's id */
function hireAll(world: World): number {
  const head = hire(world, 'Priya Menon', 'manager', null);
  for (const [index, { id }] of Object.values(world.stores).entries()) {
    for (const [place, name] of (STAFF[index] ?? []).entries()) {
      hire(world, name, place === 0 ? 'manager' : 'cashier', id);
    }
  }
  return head;
}

function giveTasks(world: World, creator: NewTask['creator']): void {
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
      title: 'Call our best customers',
      body: 'Invite them to the preview of the festive collection',
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
  const display = { title: 'Set up the monsoon display', body: 'Front window, by the weekend', endDate: inDays(4) };
  addTask(world, { ...PLAIN, ...display, executableByType: 'store', executableByIds, creator }, first.id);
  at(-3);
  const memo = { title: 'New return policy', body: 'Returns are taken for 30 days now', type: 'MEMO' as const };
  addTask(world, { ...PLAIN, ...memo, executeByAll: true, possibleStatuses: ['OPEN', 'CLOSED'] }, first.id);
  world.clock = clock;
}
