/** Reached goals when accounts are merged. */
import { handOverReached } from '../../rules/targets.js';
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';

/** Goals that only both accounts together have reached are recorded with the next bill, as their rewards follow bills. */
export const onMerge = (world: World, { victim, survivor }: Merge): void =>
  handOverReached(world, victim.id, survivor.id);
