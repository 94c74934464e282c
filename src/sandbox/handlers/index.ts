/** All handlers of the sandbox, by tool name. */
import type { Handlers } from './handler.js';
import { pointsHandlers } from './points.js';
import { pointsLedgerHandlers } from './points-ledger.js';

export const handlers: Handlers = {
  ...pointsHandlers,
  ...pointsLedgerHandlers,
};
