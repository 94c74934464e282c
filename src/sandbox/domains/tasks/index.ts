/** Tasks of store staff. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyTaskState } from './state.js';

export const tasks: Domain = {
  name: 'tasks',
  state: emptyTaskState,
  ids: { audienceGroup: 901, task: 301, taskEntry: 2201, taskReminder: 61 },
  handlers: async () => (await import('./handlers.js')).taskHandlers,
  onErase,
  onMerge,
};
