/** Badges: what customers can earn and show. */
import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';
import { emptyBadgeState } from './state.js';

export const badges: Domain = {
  name: 'badges',
  state: emptyBadgeState,
  ids: { badge: 41 },
  handlers: async () => (await import('./endpoints.js')).badgeEndpoints,
  onMerge,
};
