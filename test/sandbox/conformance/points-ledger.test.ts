import { conform } from './conform.js';
import { ASHA, asha, eventOf } from './people.js';

conform('Points ledger', {
  points_ledger_get_balance: { args: asha },
  points_ledger_get_entries: {
    args: asha,
  },
  points_ledger_explode: {
    args: (world) => ({ ...asha(), eventIds: String(eventOf(world, ASHA, 'TransactionAdd').id) }),
  },
});
