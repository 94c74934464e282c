/** Customers: who they are, what they want, and how accounts become one. */
import type { Domain } from '../domain.js';
import { emptyHierarchyState } from './hierarchy-state.js';
import { emptyCustomerLabelState } from './label-state.js';
import { onErase, onMerge } from './reactions.js';
import { emptyCustomerState } from './state.js';

export const customer: Domain = {
  name: 'customer',
  state: () => ({ ...emptyHierarchyState(), ...emptyCustomerLabelState(), ...emptyCustomerState() }),
  ids: {
    customer: 418400001,
    loyalty: 88120001,
    note: 4001,
    ticket: 5001,
    referral: 6001,
    customerLabel: 41,
    labelTag: 33501,
  },
  handlers: async () => (await import('./endpoints.js')).customerEndpoints,
  onErase,
  onMerge,
};
