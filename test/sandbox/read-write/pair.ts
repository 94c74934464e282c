/** What a pair of a read and a write is, and what is tried with it. */
import type fc from 'fast-check';
import type { World } from '../../../src/sandbox/world/world.js';

export type Fields = Record<string, unknown>;

/** Where entities of a kind are read. */
export interface Source {
  read: string;
  /** A write that makes an entity first, if the seeded world has none that a caller could read; null in a brand that cannot have one. */
  made?: readonly [tool: string, args: (world: World) => Fields | null];
  /** The arguments that read each entity that can be written back; none if a brand has none. */
  each: (world: World) => Fields[];
  /** The place of the entity in the answer, as `data.0`; the answer itself if empty. */
  at: string;
}

/** A read whose answer contains what a write takes. */
export interface Pair {
  from: Source;
  write: string;
  /** The arguments of the write: the entity as it was read, and what belongs in another place besides. */
  put: (entity: Fields, read: Fields, world: World) => Fields;
  /** A field, as `profiles.0.firstName`, and other values for it; absent if the write changes none that the read shows. */
  change?: readonly [path: string, values: fc.Arbitrary<unknown>];
  /** Present if the write creates: what the copy must have for itself, and how to read it. */
  copy?: Copy;
  /** Fields, by their paths, that the API changes by itself besides those of `CHANGED_BY_API`; `*` is any one key. */
  changes?: readonly string[];
  /** The code with which the API refuses a write that would change nothing. */
  refusesSame?: number;
}

export interface Copy {
  /** Values that may exist only once or must be new, by their paths in the entity. */
  as: (key: string, entity: Fields, world: World) => Fields;
  /** The arguments that read the copy; by default those that read the original. */
  read?: (key: string, answer: unknown, world: World) => Fields;
  /** The place of the copy in the answer; by default that of the original. `-1` is the last element of a list. */
  at?: string;
}

/** Fields that every write may change: who changed it when. */
export const CHANGED_BY_API =
  /(^|\.)(lastUpdated|lastModified|modified|autoUpdateTime|updated_on|auto_update_time)\w*$/i;

/** Fields that a copy has of its own: ids, who created it when, how the write or read of a row went. */
export const OWN_OF_COPY = /(^|\.)(\w*id|\w*_id|created\w*|added_on|addedOn|attribution\w*|item_status)(\.|$)/i;
