/** What all rows of a list have in common. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import { isEqual } from './repeats.js';
import { MAX_DEPTH } from './truncate.js';

/** The members that are the same in all rows of a list. */
export interface CommonMembers {
  readonly names: ReadonlySet<string>;
  /** The sum of the least lengths of their JSON. */
  readonly size: number;
}

/** A longer member is compared with no other: that would take long, and a pointer can stand for it as well. */
const MAX_SIZE = 1_000;
/** An object with more members is no row. */
const MAX_MEMBERS = 100;
/** In a list of fewer, the words cost about what they save, and the reader has to look twice. */
const MIN_ITEMS = 3;

/** Whether a list has rows, and enough of them for a table. */
export const isOfRows = (items: readonly unknown[]): items is readonly Record<string, unknown>[] =>
  items.length >= MIN_ITEMS && items.every(isObject);

/**
 * The members that every row of a list has with the same value; undefined if the first one shows that the rows fit into no
 * table: it has too many members, or a name that could be mistaken for the path of a column.
 */
export function commonMembers(rows: readonly Record<string, unknown>[]): CommonMembers | undefined {
  const first = rows[0] ?? {};
  const names = new Set<string>();
  let members = 0;
  let size = 0;
  for (const key in first) {
    members += 1;
    if (members > MAX_MEMBERS || key.includes('.')) return undefined;
    const value = first[key];
    const valueSize = sizeOf(value, MAX_SIZE);
    if (valueSize === 0 || valueSize > MAX_SIZE) continue;
    if (!rows.every((row) => Object.hasOwn(row, key) && isEqual(row[key], value))) continue;
    names.add(key);
    size += key.length + 4 + valueSize;
  }
  return { names, size };
}

/** At most the length of a value's JSON without its empty members; 0 if nothing is left. */
export function sizeOf(value: unknown, limit: number, depth = 0): number {
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

/** Whether nothing of a value is shown, because all that it has is empty. What is too deep to be shown counts as something. */
export function isEmptyValue(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object' || value instanceof LosslessNumber || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if (!isEmptyValue(Reflect.get(value, key), depth + 1)) return false;
  return true;
}
