/** A past, lived through moment by moment by the rules that live calls go through. */
import { DAY, HOUR, type Instant, later, now } from '../clock.js';
import { runDue } from '../rules/due.js';
import type { World } from '../world.js';

/** Something that happens at a moment. Earlier ones first; equal ones as they were planned. */
export interface Happening {
  at: Instant;
  happens: () => void;
}

/** So many days and hours before now; after it where they are negative. */
export type Ago = (days: number, hours?: number) => Instant;

/** The moments before a world's present. */
export function agoIn(world: World): Ago {
  const present = now(world);
  return (days, hours = 0) => later(present, -days * DAY - hours * HOUR);
}

/** Lives through happenings in order, then puts the clock back as it was. */
export function live(world: World, happenings: readonly Happening[]): void {
  const { clock } = world;
  for (const { at, happens } of happenings.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    world.clock = { kind: 'fixed', now: at };
    runDue(world);
    happens();
  }
  world.clock = clock;
  runDue(world);
}
