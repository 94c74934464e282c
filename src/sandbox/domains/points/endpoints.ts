/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { pointsAdjustmentHandlers } from './adjustment-handlers.js';
import { pointsHandlers } from './handlers.js';
import { pointsInTouchHandlers } from './in-touch-handlers.js';
import { pointsLedgerHandlers } from './ledger-handlers.js';
import { pointsRedemptionHandlers } from './redemption-handlers.js';
import { tierHandlers } from './tier-set-up-handlers.js';

export const pointsEndpoints: Handlers = {
  ...pointsHandlers,
  ...pointsInTouchHandlers,
  ...pointsLedgerHandlers,
  ...pointsRedemptionHandlers,
  ...pointsAdjustmentHandlers,
  ...tierHandlers,
};
