import { conform } from './conform.js';
import { asha } from './people.js';
import type { Do } from './sample.js';

const bought = (run: Do) =>
  run('transaction_add', { ...asha(), body: { type: 'REGULAR', billNumber: 'log-1', billAmount: 100 } });

conform('Event logs', {
  event_log_get_by_request_id: {
    args: async (world, run) => {
      await bought(run);
      return { requestId: world.notifications.at(-1)?.requestId };
    },
  },
  event_log_get_by_reference_id: {
    args: async (world, run) => {
      await bought(run);
      return { refId: world.notifications.at(-1)?.refId };
    },
  },
  event_log_get_by_event_id: {
    args: async (world, run) => {
      await bought(run);
      return { eventId: world.notifications.at(-1)?.eventId };
    },
  },
});
