/** Answers to surveys when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export const onMerge = (world: World, merge: Merge): void => reassign(Object.values(world.surveyResponses), merge);
