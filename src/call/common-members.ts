/** What all elements of a list have in common. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import { isEqual } from './repeats.js';
import { MAX_DEPTH } from './truncate.js';

/** The members that are the same in all elements of a list. */
export interface CommonMembers {
  readonly names: ReadonlySet<string>;
  /** The sum of the least lengths of their JSON. */
  readonly size: number;
}

/** To say that something is as in the first element takes about half as many characters. */
const MIN_SIZE = 40;
/** A longer member is compared with no other: that would take long, and a pointer can stand for it as well. */
const MAX_SIZE = 1_000;
/** An object with more members is no row. */
const MAX_MEMBERS = 100;
/** In a list of fewer, the words cost about what they save, and the reader has to look twice. */
const MIN_ITEMS = 3;
/** No result shows as many rows. */
const MAX_ITEMS = 1_000;

/**
 * The members that every element of a list has with the same value; undefined if they are not worth a word. All elements
 * must have the members of the first one: what is missing in another would seem to be as in the first, too.
 */
export function commonMembers(items: readonly unknown[]): CommonMembers | undefined {
  if (items.length < MIN_ITEMS || items.length > MAX_ITEMS) return undefined;
  const [first, ...others] = items;
  if (!isObject(first) || !others.every(isObject)) return undefined;
  const names = new Set<string>();
  let members = 0;
  let size = 0;
  for (const key in first) {
    members += 1;
    if (members > MAX_MEMBERS || !others.every((item) => Object.hasOwn(item, key))) return undefined;
    const value = first[key];
    const valueSize = sizeOf(value, MAX_SIZE);
    if (valueSize === 0 || valueSize > MAX_SIZE || !others.every((item) => isEqual(item[key], value))) continue;
    names.add(key);
    size += key.length + 4 + valueSize;
  }
  return size >= MIN_SIZE ? { names, size } : undefined;
}

/** At most the length of a value's JSON without its empty members; 0 if nothing is left. */
function sizeOf(value: unknown, limit: number, depth = 0): number {
  if (typeof value === 'string') return value === '' ? 0 : value.length + 2;
  if (typeof value !== 'object') return 1;
  if (value === null || depth > MAX_DEPTH) return 0;
  if (value instanceof LosslessNumber) return value.value.length;
  let size = 0;
  for (const key in value) {
    if (size > limit) break;
    const partSize = sizeOf(Reflect.get(value, key), limit - size, depth + 1);
    if (partSize > 0) size += partSize + (Array.isArray(value) ? 1 : key.length + 4);
  }
  return size;
}
