/** The sections of this domain. */
import { locationsBeyond } from '../beyond/locations.js';
import { locations } from './locations.js';

export const locationSections = [locations, locationsBeyond];
