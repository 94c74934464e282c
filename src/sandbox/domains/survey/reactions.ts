/** Answers to surveys when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';

export const onMerge = (world: World, merge: Merge): void => reassign(Object.values(world.surveyResponses), merge);

export function onErase(world: World, { customer, isPersonal }: Erasure): void {
  const theirs = Object.values(world.surveyResponses).filter(({ customerId }) => customerId === customer.id);
  blank(theirs, ['fieldValue'], isPersonal);
}
