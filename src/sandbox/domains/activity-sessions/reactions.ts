/** What agents did for a person, when the person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure } from '../domain.js';
import { blank } from '../personal-texts.js';

export function onErase(world: World, { customer, isAddress, isPersonal }: Erasure): void {
  for (const { activities, details } of Object.values(world.activitySessions)) {
    for (const activity of activities) {
      blank([activity], ['name', 'note'], activity.entityId === String(customer.id) ? isPersonal : isAddress);
    }
    blank(details, ['reason', 'comment'], isAddress);
  }
}
