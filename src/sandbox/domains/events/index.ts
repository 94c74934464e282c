/** Behavioral events, their webhooks, and notifications. */
import type { Domain } from '../domain.js';
import { behaviourHandlers } from './handlers.js';
import { onErase, onMerge } from './reactions.js';
import { emptyBehaviourState } from './state.js';

export const events: Domain = {
  name: 'events',
  state: emptyBehaviourState,
  handlers: behaviourHandlers,
  onErase,
  onMerge,
};
