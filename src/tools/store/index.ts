/** The sections of this domain. */
import { staff } from './staff.js';
import { storeLegacy } from './store.legacy.js';

export const storeSections = [staff, storeLegacy];
