/** Custom and extended fields of the organization. */
import type { Domain } from '../domain.js';
import { emptyFieldState } from './state.js';

export const customFields: Domain = {
  name: 'custom-fields',
  state: emptyFieldState,
  ids: { customField: 2210, extendedField: 25 },
  handlers: async () => (await import('./handlers.js')).fieldHandlers,
};
