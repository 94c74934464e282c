/** The sections of this domain. */
import { eventsBeyond } from '../beyond/events.js';
import { webhooks } from '../beyond/webhooks.js';
import { eventLogs } from './event-logs.js';
import { events } from './events.js';

export const eventsSections = [eventLogs, events, webhooks, eventsBeyond];
