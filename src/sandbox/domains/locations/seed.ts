/**
 * Details of the seed's stores, zones, concepts and tills: when each was last changed, and which tills have extra
 * roles.
 */
import { DAY, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { describeLocation, locationsOf } from './rules.js';

/** Before the first customer came. */
const DAYS_AGO = 600;

/** The first till of each store is its default one; the very first has admin access. */
export function describeLocations(world: World): void {
  const [admin] = Object.values(world.tills);
  const defaults = new Set(
    Object.values(world.stores).map(({ id }) => Object.values(world.tills).find((till) => till.storeId === id)?.id),
  );
  for (const [index, location] of locationsOf(world).entries()) {
    const isTill = location.type === 'TILL';
    describeLocation(world, location, {
      isAdmin: isTill && location.entity.id === admin?.id,
      isDefault: isTill && defaults.has(location.entity.id),
      updatedOn: later(now(world), (index - DAYS_AGO) * DAY),
    });
  }
}
