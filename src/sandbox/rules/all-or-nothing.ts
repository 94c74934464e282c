/** Calls made of several changes: either all of them happen or none. */
import type { World } from '../world.js';

/**
 * Runs `act`; where it throws, the world is put back as it was. For what consists of several rules, each of which
 * checks only itself. What `act` read from the world before it threw is no longer part of it.
 */
export function allOrNothing<T>(world: World, act: () => T): T {
  const before = structuredClone(world);
  try {
    return act();
  } catch (error) {
    Object.assign(world, before);
    throw error;
  }
}
