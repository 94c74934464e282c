/** The sections of this domain. */
import { searchCriteria } from '../beyond/search-criteria.js';
import { globalSearch } from './global-search.js';
import { simulation } from './simulation.js';

export const searchSimulationSections = [globalSearch, simulation, searchCriteria];
