/** Groups of customers who share their points or their tier. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const userGroup: Domain = {
  name: 'user-group',
  ids: { userGroup: 2600 },
  handlers: async () => (await import('./endpoints.js')).userGroupEndpoints,
  onErase,
  onMerge,
};
