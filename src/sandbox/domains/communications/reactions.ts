/** Sent messages when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure } from '../domain.js';
import { blank } from '../personal-texts.js';

/** Messages to the person go; in those to others, the person is not named. */
export function onErase(world: World, { isAddress }: Erasure): void {
  for (const message of Object.values(world.sentMessages)) {
    if (isAddress(message.to)) delete world.sentMessages[message.id];
    else blank([message], ['cc', 'bcc', 'subject', 'body', 'attachments'], isAddress);
  }
}
