import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args, Do } from './sample.js';

const cashier = (world: World): string => String(first(world.associates, ({ role }) => role === 'cashier').id);
const manager = (world: World): string => String(first(world.associates, ({ role }) => role === 'manager').id);
const calls = (world: World) => first(world.tasks, ({ title }) => title === 'Call our best customers');
const root = (name: string, row: Args): Args => ({ body: { root: { [name]: [row] } } });

const memo = (world: World, run: Do): Promise<unknown> =>
  run('task_add_v1_1', root('task', { title: 'Stock the shelves', creator: { type: 'manager', id: manager(world) } }));

/** An entry done, so that there is more to tell than before. */
const done = (world: World, run: Do): Promise<unknown> => {
  const entry = first(
    world.taskEntries,
    ({ taskId, status }) => taskId === calls(world).id && status.system === 'OPEN',
  );
  return run(
    'task_update_v1_1',
    root('task', { id: String(entry.taskId), entry_id: String(entry.id), status: 'CLOSED' }),
  );
};

const mapped = (_: World, run: Do): Promise<unknown> =>
  run('task_update_status_mappings', { body: [{ value: 'OPEN', label: 'FRESH' }] });

const reminder = (world: World): Args =>
  root('reminder', {
    task_id: String(calls(world).id),
    time: '2026-05-06 09:00:00',
    created_by: manager(world),
    remindee_id: cashier(world),
    template: 'calls today',
  });

const logs = (world: World): Args => ({ task_id: String(calls(world).id) });

conform('Tasks', {
  task_add_v1_1: {
    args: (world) =>
      root('task', {
        id: '-1',
        title: 'Call lapsed members',
        body: 'Offer double points',
        start_date: '2026-05-05 10:00:00',
        end_date: '2026-05-12 20:00:00',
        action: { type: 'call', template: 'Hello' },
        creator: { type: 'manager', id: manager(world) },
        target_type: 'CUSTOMER',
        customer_ids: String(ASHA),
        executable_by_type: 'cashier',
        executable_by_ids: cashier(world),
        possible_statuses: 'OPEN,IN_PROGRESS,CLOSED',
      }),
  },
  task_update_v1_1: {
    args: (world) => {
      const entry = first(world.taskEntries, ({ taskId }) => taskId === calls(world).id);
      return root('task', {
        id: String(entry.taskId),
        entry_id: String(entry.id),
        status: 'CLOSED',
        title: 'Call lapsed members',
        end_date: '2026-05-14',
      });
    },
  },
  task_get_metadata_v1_1: { args: () => ({}), meanwhile: memo },
  task_get_logs_v1_1: { args: logs, meanwhile: done },
  task_update_status_mappings_v1_1: { args: () => root('status', { value: 'OPEN', label: 'FRESH' }) },
  task_get_status_mappings_v1_1: { args: () => ({}), meanwhile: mapped },
  task_get_reminders_v1_1: {
    args: () => ({}),
    meanwhile: (world, run) => run('task_set_reminders_v1_1', reminder(world)),
  },
  task_set_reminders_v1_1: { args: reminder },
  task_get_logs: { args: logs, meanwhile: done },
  task_get_metadata: { args: () => ({}), meanwhile: memo },
  task_update_status_mappings: { args: () => ({ body: [{ value: 'OPEN', label: 'FRESH' }] }) },
  task_get_status_mappings: { args: () => ({}), meanwhile: mapped },
});
