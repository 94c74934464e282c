import type { Instant } from '../../lib/instant.js';

/** The last moment that the clock can start from or be advanced to. What is then created can still expire within four-digit years. */
export const LATEST: Instant = '2999-12-31T23:59:59Z';
