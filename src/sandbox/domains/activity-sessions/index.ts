/** Activity sessions: what an agent of customer care did with a customer. */
import type { Domain } from '../domain.js';
import { onErase } from './reactions.js';
import { emptyActivitySessionState } from './state.js';

export const activitySessions: Domain = {
  name: 'activity-sessions',
  state: emptyActivitySessionState,
  ids: { activitySession: 1001 },
  handlers: async () => (await import('./handlers.js')).activitySessionHandlers,
  onErase,
};
