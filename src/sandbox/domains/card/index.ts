/** Loyalty cards: stock, series, links to customers. */
import type { Domain } from '../domain.js';
import { onBill, onErase, onMerge, onRegister } from './reactions.js';
import { emptyCardState } from './state.js';

export const card: Domain = {
  name: 'card',
  state: emptyCardState,
  ids: { card: 71001, cardSeries: 501, cardGeneration: 46, cardStatusChange: 2701 },
  handlers: async () => (await import('./handlers.js')).cardHandlers,
  onBill,
  onErase,
  onMerge,
  onRegister,
};
