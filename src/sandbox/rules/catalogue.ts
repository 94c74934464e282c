/** What everything in the catalogue has in common: organisation units, codes, and being made and changed. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import { type CatalogueEntry, ORG_LEVEL } from '../state/product.js';
import { nextId, type World } from '../world.js';

/** The organisation unit that a code means: a concept; the organisation itself for none. 10001 (unknown), 10002 (off). */
export function unitOf(world: World, code: string): number {
  if (code === '') return ORG_LEVEL;
  if (!world.organisation.settings.conceptProducts) fail(10002, 'Concepts have no products of their own here');
  const concept = Object.values(world.concepts).find((each) => sameCode(each.code, code));
  return concept?.id ?? fail(10001, `There is no organisation unit ${code}`);
}

/** Whether two codes are the same, whatever their case. */
export const sameCode = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The entry with a code, in one organisation unit or, failing that, in the whole organisation. */
export function entryByCode<T extends CatalogueEntry>(
  entries: Readonly<Record<number, T>>,
  code: string,
  ouId: number,
): T | undefined {
  const found = Object.values(entries).filter((each) => sameCode(each.code, code));
  return found.find((each) => each.ouId === ouId) ?? found.find((each) => each.ouId === ORG_LEVEL);
}

/** The entry with a code that belongs to exactly this organisation unit. */
export const ownEntry = <T extends CatalogueEntry>(
  entries: Readonly<Record<number, T>>,
  code: string,
  ouId: number,
): T | undefined => Object.values(entries).find((each) => each.ouId === ouId && sameCode(each.code, code));

/** What something new says of itself. */
export interface NewEntry {
  code: string;
  name: string;
  ouId: number;
  active: boolean;
}

/** The common part of something new; `kind` is the kind of its id. */
export function newEntry(world: World, kind: string, { code, name, ouId, active }: NewEntry): CatalogueEntry {
  const time = now(world);
  return { id: nextId(world, kind), ouId, code, name, active, createdOn: time, modifiedOn: time };
}

/** What of an entity is to change; what is undefined stays. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined };

/** Changes what is given and notes when. */
export function changeEntry<T extends { modifiedOn: string }>(
  world: World,
  entry: T,
  change: Change<NoInfer<T>>,
): void {
  for (const [name, value] of Object.entries(change)) {
    if (value !== undefined) Reflect.set(entry, name, value);
  }
  entry.modifiedOn = now(world);
}
