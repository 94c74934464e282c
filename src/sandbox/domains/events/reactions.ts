/** Behavioral events of customers when accounts are merged and when a person is forgotten. */
import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { reassign } from '../reassign.js';
import { announce } from './announce.js';

export function onMerge(world: World, merge: Merge): void {
  reassign(world.eventOccurrences, merge);
  announce(world, 'loyaltyCustomerMerge', merge.victim.id);
}

/** Refused events have no customer, but name one all the same. */
export function onErase(world: World, { customer, isAddress }: Erasure): void {
  for (const occurrence of world.eventOccurrences) {
    if (occurrence.customerId !== customer.id && !isAddress(occurrence.payload)) continue;
    Object.assign(occurrence, { payload: '', values: {} });
    if (isAddress(occurrence.problem)) occurrence.problem = 'The customer was deleted';
  }
}
