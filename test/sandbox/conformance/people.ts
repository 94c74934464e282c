/** People and things of the world that the sandbox starts with. */

import { eventsOf } from '../../../src/sandbox/domains/points/ledger.js';
import type { LoyaltyEvent } from '../../../src/sandbox/domains/points/state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import type { Args } from './sample.js';

export const ASHA = 418400001;
export const ASHAS_MOBILE = '919800000001';

/** Asha, as calls by identifier name her. */
export const asha = (): Args => ({ identifierName: 'mobile', identifierValue: ASHAS_MOBILE, source: 'INSTORE' });

/** A customer's first event of a name. */
export function eventOf(world: World, customerId: number, name: LoyaltyEvent['name']): LoyaltyEvent {
  const found = eventsOf(world, customerId).find((each) => each.name === name);
  if (!found) throw new Error(`${customerId} has no ${name}`);
  return found;
}

/** The first of a kind of thing that passes, as the seed has it. */
export function first<T>(things: Readonly<Record<string, T>>, passes: (thing: T) => boolean = () => true): T {
  const found = Object.values(things).find(passes);
  if (!found) throw new Error('the seed has no such thing');
  return found;
}
