/** Answers to surveys when accounts are merged and when a person is forgotten. */
import { blank } from '../../rules/personal-texts.js';
import type { World } from '../../world.js';
import type { Erasure, Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export const onMerge = (world: World, merge: Merge): void => reassign(Object.values(world.surveyResponses), merge);

export function onErase(world: World, { customer, isPersonal }: Erasure): void {
  const theirs = Object.values(world.surveyResponses).filter(({ customerId }) => customerId === customer.id);
  blank(theirs, ['fieldValue'], isPersonal);
}
