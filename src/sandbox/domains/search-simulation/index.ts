/** Search over all kinds of records, and simulated events. */
import type { Domain } from '../domain.js';
import { seedSearch } from './seed.js';
import { emptySearchState } from './state.js';

export const searchSimulation: Domain = {
  name: 'search-simulation',
  state: emptySearchState,
  handlers: async () => (await import('./endpoints.js')).searchSimulationEndpoints,
  seed: { fashion: seedSearch, fuel: seedSearch, coffee: seedSearch },
};
