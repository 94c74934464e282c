/** Search over all kinds of records, and simulated events. */
import type { Domain } from '../domain.js';

export const searchSimulation: Domain = {
  name: 'search-simulation',
  handlers: async () => (await import('./endpoints.js')).searchSimulationEndpoints,
};
