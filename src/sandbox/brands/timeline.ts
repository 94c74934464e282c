/** Replays a past, moment by moment, with the rules that live calls use. */

import { compareInstants } from '../../lib/instant.js';
import { runDue } from '../domains/due.js';
import { DAY, HOUR, type Instant, later, now } from '../world/clock.js';
import type { World } from '../world/world.js';

/** Something that happens at a moment. Earlier ones first; equal ones as they were planned. */
export interface Happening {
  at: Instant;
  happens: () => void;
}

/** A number of days and hours before now; after now if negative. */
export type Ago = (days: number, hours?: number) => Instant;

/** The moments before a world's present. */
export function agoIn(world: World): Ago {
  const present = now(world);
  return (days, hours = 0) => later(present, -days * DAY - hours * HOUR);
}

/** Replays events in order, then restores the clock. */
export function live(world: World, happenings: readonly Happening[]): void {
  const { clock } = world;
  for (const { at, happens } of happenings.toSorted((a, b) => compareInstants(a.at, b.at))) {
    world.clock = { kind: 'fixed', now: at };
    runDue(world);
    happens();
  }
  world.clock = clock;
  runDue(world);
}
