/** All or nothing, for what is made of several steps of which a later one can be refused. */
import type { World } from '../world.js';

/** Does all of `act`, or, where it throws, nothing: the world is put back as it was. */
export function allOrNothing<T>(world: World, act: () => T): T {
  const before = structuredClone(world);
  try {
    return act();
  } catch (error) {
    Object.assign(world, before);
    throw error;
  }
}
