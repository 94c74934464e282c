/** Behavioral events, their webhooks, and notifications. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyBehaviourState } from './state.js';

export const events: Domain = {
  name: 'events',
  state: emptyBehaviourState,
  handlers: async () => (await import('./handlers.js')).behaviourHandlers,
  onErase,
  onMerge,
};
