/** How rules of other domains say that they changed something that webhooks are notified of. */
import type { World } from '../../world/world.js';
import type { Change } from './state.js';

/** Notes a change, which is notified when the current call ends. What a call creates is noticed without it. */
export function announce(world: World, name: Change['name'], id: number): void {
  if (!world.changes.some((each) => each.name === name && each.id === id)) world.changes.push({ name, id });
}
