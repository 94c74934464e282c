/** The sections of this domain. */
import { locations } from './locations.js';

export const locationsSections = [locations];
