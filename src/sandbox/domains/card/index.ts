/** Loyalty cards: stock, series, links to customers. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyCardState } from './state.js';

export const card: Domain = {
  name: 'card',
  state: emptyCardState,
  ids: { card: 71001, cardSeries: 501, cardGeneration: 46, cardStatusChange: 2701 },
  handlers: async () => (await import('./handlers.js')).cardHandlers,
  onErase,
  onMerge,
};
