/** Reached goals and enrolments when accounts are merged. */

import type { World } from '../../world/world.js';
import type { Merge } from '../domain.js';
import { handOverEnrolments } from './enrolment.js';
import { handOverReached } from './rules.js';

/** Goals that only both accounts together have reached are recorded with the next bill, as their rewards follow bills. */
export function onMerge(world: World, { victim, survivor }: Merge): void {
  handOverReached(world, victim.id, survivor.id);
  handOverEnrolments(world, victim.id, survivor.id);
}
