/** Transactions: bills, returns and exchanges. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyRejectionState } from './rejection-state.js';
import { emptyTransactionState } from './state.js';

export const transaction: Domain = {
  name: 'transaction',
  state: () => ({ ...emptyRejectionState(), ...emptyTransactionState() }),
  ids: {
    transaction: 910044001,
    lineItem: 410020001,
    paymentMode: 52001,
    rejectedTransaction: 1201,
    rejectionRetrigger: 31,
  },
  handlers: async () => (await import('./endpoints.js')).transactionEndpoints,
  onErase,
  onMerge,
};
