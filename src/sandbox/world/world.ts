/**
 * The whole state of the sandbox: one plain object of records, lists and values, so that it can be shown, compared and
 * saved as JSON. Each domain has its part of it, which it adds to `World` in its `state.ts`:
 *
 * ```ts
 * declare module '../../world/world.js' {
 *   interface World extends LeadState {}
 * }
 * ```
 */
import { type ClockStart, type ClockState, startClock } from './clock.js';
import { type RandomState, startRandom } from './random.js';

export interface World extends ClockState, RandomState {
  /** The last id assigned, by kind. */
  ids: Record<string, number>;
}

/** The last id assigned to a kind of entity; before the first, the id that would precede it. */
export const lastId = (world: World, kind: string): number => world.ids[kind] ?? 0;

/** The next id of a kind of entity. Ids increase and are never reused. */
export function nextId(world: World, kind: string): number {
  const id = lastId(world, kind) + 1;
  world.ids[kind] = id;
  return id;
}

/** The same world with every part a lookup. */
export function asLookups(world: World): World {
  for (const part of Object.values(world)) asLookup(part);
  return world;
}

/**
 * A record without a prototype, so that lookups find only what was stored: `__proto__` and `constructor` are names like
 * any other, whatever a caller sends. Lists and plain values stay as they are.
 */
export function asLookup<T>(part: T): T {
  if (typeof part === 'object' && part !== null && !Array.isArray(part)) Object.setPrototypeOf(part, null);
  return part;
}

/** What a domain has in every world. */
interface Part {
  readonly state?: () => object;
  readonly ids?: Readonly<Record<string, number>>;
}

interface NewWorld {
  seed: number;
  /** Fixes the clock; by default the system clock counts. */
  now?: ClockStart;
  domains: readonly Part[];
}

/** A world in which every domain has its empty part, with what is given. */
export function createWorld(given: Partial<World>, { seed, now, domains }: NewWorld): World {
  const parts = domains.map(({ state }) => state?.());
  const own = { clock: startClock(now), random: startRandom(seed), ids: firstIds(domains) };
  return asLookups(Object.assign(own, ...parts, structuredClone(given)));
}

/** For each kind of entity in the domains, the id before the first. */
const firstIds = (domains: readonly Part[]): World['ids'] =>
  Object.fromEntries(domains.flatMap(({ ids = {} }) => Object.entries(ids).map(([kind, first]) => [kind, first - 1])));
