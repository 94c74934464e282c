/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { behaviourHandlers } from './handlers.js';
import { eventLogHandlers } from './log-handlers.js';
import { receivedEventHandlers } from './received-handlers.js';
import { webhookHandlers } from './webhook-handlers.js';

export const eventsEndpoints: Handlers = {
  ...behaviourHandlers,
  ...receivedEventHandlers,
  ...eventLogHandlers,
  ...webhookHandlers,
};
