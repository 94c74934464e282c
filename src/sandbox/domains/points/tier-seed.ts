/** A tier that is being edited, and a new one that waits for approval. */
import type { World } from '../../world/world.js';
import { changeTier, draftTier, submitTier } from './tier-set-up.js';

const TILL = 5001101;
const SILVER = '25212';

export function seedTiers(world: World): void {
  const by = { tillId: TILL, programId: world.organisation.program.id };
  changeTier(world, SILVER, { description: 'From ₹12,000 in a year', eligibility: { threshold: 12_000 } }, by);
  const { objectId } = draftTier(
    world,
    {
      name: 'Diamond',
      description: 'By invitation of the house',
      color: '#B9F2FF',
      eligibility: { kpiType: 'CUMULATIVE_PURCHASES', threshold: 500_000, upgradeType: 'LAZY' },
      validity: { periodType: 'SLAB_UPGRADE', periodValue: 24, unit: 'NUM_MONTHS' },
    },
    { tillId: TILL, requestKey: '' },
  );
  submitTier(world, objectId, TILL);
}
