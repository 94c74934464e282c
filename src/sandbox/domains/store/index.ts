/** What a store reports about itself, and its staff. */
import type { Domain } from '../domain.js';
import { emptyStaffState } from './staff-state.js';
import { emptyStoreState } from './state.js';

export const store: Domain = {
  name: 'store',
  state: () => ({ ...emptyStaffState(), ...emptyStoreState() }),
  ids: { storeLog: 861, staff: 50034401, associate: 7701 },
  handlers: async () => (await import('./endpoints.js')).storeEndpoints,
};
