/** Points and tiers: lots, ledger, redemptions, transfers. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { seedHistoricalPoints } from './seed.js';
import { emptyPointsState } from './state.js';
import { seedTiers } from './tier-seed.js';

export const points: Domain = {
  name: 'points',
  state: emptyPointsState,
  ids: {
    event: 30263001,
    ledgerEntry: 1,
    lot: 1,
    redemption: 1420001,
    transfer: 6601,
    historicalPoints: 91001,
    tier: 25635,
    tierRecord: 1,
  },
  handlers: async () => (await import('./endpoints.js')).pointsEndpoints,
  seed: {
    fashion: (world) => {
      seedHistoricalPoints(world);
      seedTiers(world);
    },
  },
  onErase,
  onMerge,
};
