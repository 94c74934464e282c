/** The sections of this domain. */
import { pointsBeyond } from '../beyond/points.js';
import { pointsLedgerBeyond } from '../beyond/points-ledger.js';
import { tiers } from '../beyond/tiers.js';
import { pointsLedger } from './ledger.js';
import { points } from './points.js';
import { pointsLegacy } from './points.legacy.js';

export const pointsSections = [pointsLedger, pointsLegacy, points, pointsBeyond, pointsLedgerBeyond, tiers];
