/** What all catalog entities have in common: organization units, codes, creating and changing. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { type CatalogueEntry, ORG_LEVEL } from './state.js';

/**
 * The id of the organization unit (concept) with a code; the organization itself without a code.
 * @throws 10002 if concepts cannot have products of their own
 * @throws 10001 if no concept has the code
 */
export function unitOf(world: World, code = ''): number {
  if (code === '') return ORG_LEVEL;
  if (!world.organisation.settings.conceptProducts)
    fail(10002, 'Product catalogs per concept are not enabled for the organization');
  const concept = Object.values(world.concepts).find((each) => sameCode(each.code, code));
  return concept?.id ?? failUnknown(10001, 'Organization unit', code);
}

/** Whether two codes are equal, ignoring case. */
export const sameCode = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The entry with a code in an organization unit, or else in the whole organization. */
export function entryByCode<T extends CatalogueEntry>(
  entries: Readonly<Record<number, T>>,
  code: string,
  ouId: number,
): T | undefined {
  const found = Object.values(entries).filter((each) => sameCode(each.code, code));
  return found.find((each) => each.ouId === ouId) ?? found.find((each) => each.ouId === ORG_LEVEL);
}

/** The entry with a code that belongs to exactly this organization unit. */
export const ownEntry = <T extends CatalogueEntry>(
  entries: Readonly<Record<number, T>>,
  code: string,
  ouId: number,
): T | undefined => Object.values(entries).find((each) => each.ouId === ouId && sameCode(each.code, code));

/** Settings of a new entity. */
export interface NewEntry {
  code: string;
  name: string;
  ouId: number;
  active: boolean;
}

/** The common part of a new entity; `kind` is the kind of its id. */
export function newEntry(world: World, kind: string, { code, name, ouId, active }: NewEntry): CatalogueEntry {
  const time = now(world);
  return { id: nextId(world, kind), ouId, code, name, active, createdOn: time, modifiedOn: time };
}

/** Changes to an entity; undefined fields keep their value. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined };

/** Applies the changes and notes the time. */
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
