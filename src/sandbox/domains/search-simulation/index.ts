/** Search over all kinds of records, and simulated events. */
import type { Domain } from '../domain.js';
import { globalSearchHandlers } from './search-handlers.js';
import { simulationHandlers } from './simulation-handlers.js';

export const searchSimulation: Domain = {
  name: 'search-simulation',
  handlers: { ...globalSearchHandlers, ...simulationHandlers },
};
