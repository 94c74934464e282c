import type { Zone } from './schemas/leaf.js';

/** The zone of a time without an offset. */
export type LocalZone = Exclude<Zone, 'offset'>;

/** What the schemas of a definition say that every call needs to know. */
export interface LeafFacts {
  /** Names of the members of the answer that hold secrets. */
  readonly secretMembers: readonly string[];
  /** Names of the arguments that are secrets. */
  readonly secretArguments: readonly string[];
  /**
   * In which time zone times without an offset are, by their path in the answer without the levels of lists, if it is not
   * the usual one of the API layer.
   */
  readonly zones: Readonly<Record<string, LocalZone>>;
}

/**
 * What the schemas of all definitions say, by tool; without those that say nothing. The build replaces this module with
 * its result (scripts/build/leaf-facts.ts). Without a build, `leaf-facts.ts` finds it on first use.
 */
export const builtLeafFacts: ReadonlyMap<string, LeafFacts> | undefined = undefined;
