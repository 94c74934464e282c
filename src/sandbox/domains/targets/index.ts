/** Milestones and streaks. */
import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';
import { seedEnrolmentTargets } from './seed.js';
import { emptyTargetState } from './state.js';

export const targets: Domain = {
  name: 'targets',
  state: emptyTargetState,
  ids: { targetGroup: 88, targetPeriod: 7101, target: 512, targetGoal: 3301, streak: 61, targetMessage: 41 },
  handlers: async () => (await import('./endpoints.js')).targetEndpoints,
  seed: { fashion: seedEnrolmentTargets },
  onMerge,
};
