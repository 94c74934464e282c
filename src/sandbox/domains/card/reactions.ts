/** Cards when somebody registers or shops, when accounts are merged, and when a person is forgotten. */

import type { World } from '../../world/world.js';
import { moveIdentifiers } from '../customer/rules.js';
import type { CardSeries, Customer } from '../customer/state.js';
import type { Bill, Erasure, Merge, Registration } from '../domain.js';
import { giveNextCard, identifiersOf } from './rules.js';

/** Whoever registers gets a card of each series that is for all, or for the org unit of the store. */
export function onRegister(world: World, { customer, tillId }: Registration): void {
  const storeId = world.tills[tillId]?.storeId ?? 0;
  for (const series of seriesOf(world, storeId, ['REGISTRATION', 'OU_ID']))
    giveNextCard(world, customer, series, tillId);
}

/** Whoever shops at an org unit for the first time gets its card. */
export function onBill(world: World, { bill, customer }: Bill): void {
  for (const series of seriesOf(world, bill.storeId, ['OU_ID'])) {
    if (!hasCardOf(world, customer, series)) giveNextCard(world, customer, series, bill.tillId);
  }
}

/** The series that have one of the triggers and, if they are of an org unit, are of the store's. */
function seriesOf(world: World, storeId: number, triggers: readonly CardSeries['trigger'][]): CardSeries[] {
  const triggered = Object.values(world.cardSeries).filter(({ trigger }) => triggers.includes(trigger));
  if (triggered.length === 0) return triggered;
  const units = new Set<number>();
  let unit = world.concepts[world.stores[storeId]?.conceptId ?? 0];
  while (unit && !units.has(unit.id)) {
    units.add(unit.id);
    unit = world.concepts[unit.parentId ?? 0];
  }
  return triggered.filter(({ conceptId }) => conceptId === null || units.has(conceptId));
}

const hasCardOf = (world: World, customer: Customer, series: CardSeries): boolean =>
  customer.cardIds.some((id) => world.cards[id]?.seriesId === series.id);

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
