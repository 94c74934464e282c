/** The sections of this domain. */
import { pointsLedger } from './ledger.js';
import { points } from './points.js';
import { pointsLegacy } from './points.legacy.js';

export const pointsSections = [pointsLedger, pointsLegacy, points];
