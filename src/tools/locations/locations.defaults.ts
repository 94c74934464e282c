/** Defaults of all endpoints in the section Locations. */
import type { SectionDefaults } from '../define.js';

export const LOCATIONS: SectionDefaults = { domain: 'Locations', accessGroup: 'Organization' };
