/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { searchCriteriaHandlers } from './criteria-handlers.js';
import { globalSearchHandlers } from './search-handlers.js';
import { simulationHandlers } from './simulation-handlers.js';

export const searchSimulationEndpoints: Handlers = {
  ...globalSearchHandlers,
  ...searchCriteriaHandlers,
  ...simulationHandlers,
};
