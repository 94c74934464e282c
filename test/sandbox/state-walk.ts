/** Where values stand in a world: the places at which it names a customer, or holds a text. */
import type { World } from '../../src/sandbox/world/world.js';

/**
 * A place in a world, with `*` for what an entity is kept under, such as `leads.*.customerId`, or `lotsByHolder.*`
 * where the key itself is meant.
 */
export type Place = string;

type Visit = (value: string | number, place: Place) => void;

/** Calls `visit` with every text, number and key in a world. */
function walk(world: World, visit: Visit): void {
  for (const [name, part] of Object.entries(world)) walkInto(part, name, visit);
}

/** The same, without parts that were not read since the world was made from a template. */
export function walkUsed(world: World, visit: Visit): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(world))) walkInto(value, name, visit);
}

/** The name of a field; everything else is what something is kept under. */
const FIELD = /^[a-z_]+$/i;

function walkInto(value: unknown, place: Place, visit: Visit): void {
  if (typeof value === 'string' || typeof value === 'number') visit(value, place);
  if (typeof value !== 'object' || value === null) return;
  const isEntity = place.includes('.') && !Array.isArray(value);
  for (const [key, each] of Object.entries(value)) {
    const isField = isEntity && FIELD.test(key);
    if (!isField && !Array.isArray(value)) visit(key, `${place}.*`);
    walkInto(each, isField ? `${place}.${key}` : `${place}.*`, visit);
  }
}

/** The ids of customers that a value names: it is one, or has one in it, as keys and references do. */
function idsIn(value: string | number, world: World): number[] {
  if (typeof value === 'number') return value in world.customers ? [value] : [];
  return (value.match(/\d{6,}/g) ?? []).map(Number).filter((id) => id in world.customers);
}

/** By customer: the places that name the customer. */
export function placesOfCustomers(world: World, walkThrough = walk): Map<number, Set<Place>> {
  const places = new Map<number, Set<Place>>();
  walkThrough(world, (value, place) => {
    for (const id of idsIn(value, world)) {
      const known = places.get(id);
      if (known) known.add(place);
      else places.set(id, new Set([place]));
    }
  });
  return places;
}

/** The places where one of some texts stands, in whatever case. */
export function placesOfTexts(world: World, texts: readonly string[]): Set<Place> {
  const wanted = texts.map((text) => text.toLowerCase());
  const places = new Set<Place>();
  walk(world, (value, place) => {
    const text = String(value).toLowerCase();
    if (wanted.some((each) => text.includes(each))) places.add(place);
  });
  return places;
}
