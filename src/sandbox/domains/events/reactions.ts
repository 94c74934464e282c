/** Behavioral events of customers when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export const onMerge = (world: World, merge: Merge): void => reassign(world.eventOccurrences, merge);
