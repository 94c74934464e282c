/** One-time codes when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

/** Whoever was sent a code as the merged account uses it as the survivor. */
export const onMerge = (world: World, merge: Merge): void => reassign(world.validationCodes, merge);
