/** The sections of this domain. */
import { eventLogs } from './event-logs.js';
import { events } from './events.js';

export const eventsSections = [eventLogs, events];
