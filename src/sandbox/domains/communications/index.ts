/** Messages to customers. */
import type { Domain } from '../domain.js';
import { onErase } from './reactions.js';
import { emptyMessageState } from './state.js';

export const communications: Domain = {
  name: 'communications',
  state: emptyMessageState,
  ids: { message: 55010 },
  handlers: async () => (await import('./endpoints.js')).communicationEndpoints,
  onErase,
};
