/** Transactions: bills, returns and exchanges. */
import type { Domain } from '../domain.js';
import { transactionHandlers } from './handlers.js';
import { transactionInTouchHandlers } from './in-touch-handlers.js';
import { onErase, onMerge } from './reactions.js';

export const transactions: Domain = {
  name: 'transactions',
  handlers: { ...transactionHandlers, ...transactionInTouchHandlers },
  onErase,
  onMerge,
};
