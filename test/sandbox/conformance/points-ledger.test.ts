import { conform } from './conform.js';
import { ASHA, asha, eventOf } from './people.js';

conform('Points ledger', {
  points_ledger_get_balance: { args: asha },
  points_ledger_get_entries: {
    args: asha,
    differs: { 'ledgerEntries[].customerDetails': 'only what a member did for a group names the member' },
  },
  points_ledger_explode: {
    args: (world) => ({ ...asha(), eventIds: String(eventOf(world, ASHA, 'TransactionAdd').id) }),
  },
});
