/** The note on the time zone of times that an answer writes without one. */
import { isObject } from '../lib/json.js';
import type { LocalZone } from '../tools/built-leaf-facts.js';
import type { Definition } from '../tools/define.js';
import { leafFactsOf } from '../tools/leaf-facts.js';
import { MAX_DEPTH } from './truncate.js';

/** A day and a time without `Z` and without an offset. A day alone is the same everywhere. */
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;

/** Values that are looked at: times are in the first rows, if in any. */
const MAX_EXAMINED = 2_000;

const ZONES: Readonly<Record<LocalZone, string>> = {
  organization: "in the organization's time zone",
  server: "in the time zone of the API's servers, usually UTC, not in the organization's",
  utc: 'in UTC',
};

/**
 * Empty if the answer has no time without an offset. The type of the answer says in which zone the times of a member are;
 * where it says nothing, they are in the usual zone of the API layer.
 */
export function timeNotes(definition: Definition, value: unknown): string[] {
  const zones = zonesOf(definition);
  const times = new LocalTimes(definition.response.times, zones === undefined);
  times.visit(value, '', zones, 0);
  const [first, ...others] = times.found;
  if (!first) return [];
  return [
    `Times without an offset are ${ZONES[first[0]]}.`,
    ...others.map(([zone, names]) => `Those of ${[...names].join(', ')} are ${ZONES[zone]}.`),
  ];
}

/** The members of a part of an answer whose times are not in the usual zone, or that have such members. */
interface Zones {
  zone?: LocalZone;
  readonly members: Map<string, Zones>;
}

const cached = new WeakMap<Definition, Zones>();

/** Undefined if all times are in the usual zone. */
function zonesOf(definition: Definition): Zones | undefined {
  const entries = Object.entries(leafFactsOf(definition).zones);
  if (entries.length === 0) return undefined;
  const known = cached.get(definition);
  if (known) return known;
  const root: Zones = { members: new Map() };
  for (const [path, zone] of entries) {
    let part = root;
    for (const name of path.split('.')) {
      const next = part.members.get(name) ?? { members: new Map() };
      part.members.set(name, next);
      part = next;
    }
    part.zone = zone;
  }
  cached.set(definition, root);
  return root;
}

/** Finds the first times without an offset, and in which zones they are. */
class LocalTimes {
  /** The names of members by the zone of their times. */
  readonly found = new Map<LocalZone, Set<string>>();
  readonly #usual: LocalZone;
  /** Whether the first time that is found says it for all. */
  readonly #isUniform: boolean;
  /** Values that may still be looked at. */
  #left = MAX_EXAMINED;

  constructor(usual: LocalZone, isUniform: boolean) {
    this.#usual = usual;
    this.#isUniform = isUniform;
  }

  /** Runs for every answer, so it does no more than it must. */
  visit(value: unknown, name: string, zones: Zones | undefined, depth: number): void {
    this.#left -= 1;
    if (typeof value === 'string') {
      if (value.length <= 29 && LOCAL_TIME.test(value)) this.#add(zones?.zone ?? this.#usual, name);
    } else if (depth >= MAX_DEPTH || this.#isDone()) {
      return;
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length && !this.#isDone(); index += 1)
        this.visit(value[index], name, zones, depth + 1);
    } else if (isObject(value)) {
      for (const key in value) {
        if (this.#isDone()) return;
        this.visit(value[key], key, zones?.members.get(key), depth + 1);
      }
    }
  }

  #isDone(): boolean {
    return this.#left < 0 || (this.#isUniform && this.found.size > 0);
  }

  #add(zone: LocalZone, name: string): void {
    const names = this.found.get(zone) ?? new Set();
    this.found.set(zone, names.add(name));
  }
}
