/** The sections of this domain. */
import { globalSearch } from './global-search.js';
import { simulation } from './simulation.js';

export const searchSimulationSections = [globalSearch, simulation];
