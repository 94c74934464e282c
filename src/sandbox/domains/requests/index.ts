/** Requests that wait for approval. */
import type { Domain } from '../domain.js';
import { requestsHandlers } from './handlers.js';
import { requestsInTouchHandlers } from './in-touch-handlers.js';
import { onErase, onMerge } from './reactions.js';
import { emptyRequestState } from './state.js';

export const requests: Domain = {
  name: 'requests',
  state: emptyRequestState,
  ids: { request: 13044001 },
  handlers: { ...requestsHandlers, ...requestsInTouchHandlers },
  onErase,
  onMerge,
};
