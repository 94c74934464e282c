/** The handlers of this domain. */
import type { Handlers } from '../../http/handler.js';
import { enrolmentHandlers } from './enrolment-handlers.js';
import { targetHandlers } from './handlers.js';
import { leaderboardHandlers } from './leaderboard-handlers.js';

export const targetEndpoints: Handlers = { ...targetHandlers, ...enrolmentHandlers, ...leaderboardHandlers };
