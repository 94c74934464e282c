/** Cards when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import { moveIdentifiers } from '../customer/rules.js';
import type { Erasure, Merge } from '../domain.js';
import { identifiersOf } from './rules.js';

/** Cards take their numbers along as identifiers, so that the survivor can also give them back. */
export function onMerge(world: World, { victim, survivor }: Merge): void {
  for (const id of victim.cardIds) {
    const card = world.cards[id];
    if (!card) continue;
    card.customerId = survivor.id;
    moveIdentifiers(world, victim, survivor, identifiersOf(card));
  }
  survivor.cardIds.push(...victim.cardIds);
  victim.cardIds = [];
}

/** A card keeps its number, which then leads to nobody. */
export function onErase(world: World, { customer }: Erasure): void {
  for (const id of customer.cardIds) Object.assign(world.cards[id] ?? {}, { customFields: {}, extendedFields: {} });
}
