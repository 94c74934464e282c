/** Requests that wait for approval. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyRequestState } from './state.js';

export const requests: Domain = {
  name: 'requests',
  state: emptyRequestState,
  ids: { request: 13044001 },
  handlers: async () => (await import('./endpoints.js')).requestsEndpoints,
  onErase,
  onMerge,
};
