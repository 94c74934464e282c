/** Behavioral events, their webhooks, and notifications. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyBehaviourState } from './state.js';
import { seedWebhooks } from './webhook-seed.js';

export const events: Domain = {
  name: 'events',
  state: emptyBehaviourState,
  handlers: async () => (await import('./endpoints.js')).eventsEndpoints,
  seed: { fashion: seedWebhooks, fuel: seedWebhooks, coffee: seedWebhooks },
  onErase,
  onMerge,
};
