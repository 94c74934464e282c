/** Locations: stores, zones, concepts and tills. */
import type { Domain } from '../domain.js';
import { emptyLocationState } from './state.js';

export const locations: Domain = {
  name: 'locations',
  state: emptyLocationState,
  ids: { zone: 30101, concept: 40101, store: 50101, till: 5100001 },
  handlers: async () => (await import('./handlers.js')).locationHandlers,
};
