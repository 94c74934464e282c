/** Truncates a JSON value to a size: between elements of arrays, never inside a value that can be kept whole. */
import { isObject, stringifyJson } from '../lib/json.js';

/** What was left out at one place. */
export interface Truncation {
  /** Dotted path; `[]` stands for an element of an array; empty for the value itself. */
  path: string;
  kept: number;
  total: number;
  unit: 'elements' | 'fields' | 'characters';
}

/**
 * Keeps as much of a value as fits into `budget` characters of JSON. Small parts stay whole, and the large parts share
 * the remaining space. Arrays lose elements at the end. Objects lose their last keys, and texts are shortened, only if
 * nothing else can be left out.
 */
export function truncate(value: unknown, budget: number): { value: unknown; truncations: Truncation[] } {
  const truncations: Truncation[] = [];
  return { value: shrink(value, budget, '', truncations), truncations };
}

const size = (value: unknown): number => stringifyJson(value)?.length ?? 0;

function shrink(value: unknown, budget: number, path: string, truncations: Truncation[]): unknown {
  if (size(value) <= budget) return value;
  if (Array.isArray(value)) return shrinkArray(value, budget, path, truncations);
  if (isObject(value)) return shrinkObject(value, budget, path, truncations);
  if (typeof value !== 'string') return value;
  const kept = value.slice(0, Math.max(0, budget - 3));
  truncations.push({ path, kept: kept.length, total: value.length, unit: 'characters' });
  return `${kept}…`;
}

function shrinkArray(items: readonly unknown[], budget: number, path: string, truncations: Truncation[]): unknown[] {
  const fitting = countFitting(items.map(size), budget - 2);
  const kept = Math.max(fitting, 1);
  if (kept < items.length) truncations.push({ path, kept, total: items.length, unit: 'elements' });
  return fitting > 0 ? items.slice(0, fitting) : [shrink(items[0], budget - 2, `${path}[]`, truncations)];
}

function shrinkObject(value: Record<string, unknown>, budget: number, path: string, truncations: Truncation[]): object {
  const entries = Object.entries(value).map(([key, item]) => ({ key, item, keySize: size(key) + 2, size: size(item) }));
  const room = budget - entries.reduce((sum, entry) => sum + entry.keySize, 2);
  const share = fairShare(
    entries.map((entry) => entry.size),
    Math.max(room, 0),
  );
  const shrunk = entries.map(({ key, item, size: itemSize }) => {
    const itemPath = path === '' ? key : `${path}.${key}`;
    return {
      key,
      item: itemSize <= share ? item : shrink(item, Math.max(share, MIN_PART_SIZE), itemPath, truncations),
    };
  });
  const kept = Math.max(
    countFitting(
      shrunk.map(({ key, item }) => size(key) + 1 + size(item)),
      budget - 2,
    ),
    1,
  );
  if (kept < shrunk.length) truncations.push({ path, kept, total: shrunk.length, unit: 'fields' });
  return Object.fromEntries(shrunk.slice(0, kept).map(({ key, item }) => [key, item]));
}

/** A smaller part would tell the reader nothing; rather leave out keys than shorten it further. */
const MIN_PART_SIZE = 16;

/** How many of the first parts fit together. */
function countFitting(sizes: readonly number[], room: number): number {
  let used = 0;
  const firstOver = sizes.findIndex((partSize) => {
    used += partSize + 1;
    return used > room + 1;
  });
  return firstOver === -1 ? sizes.length : firstOver;
}

/** The maximum size of each part so that all fit together: small ones whole, large ones of equal size. */
function fairShare(sizes: readonly number[], budget: number): number {
  let room = budget;
  const ascending = [...sizes].sort((a, b) => a - b);
  for (const [index, partSize] of ascending.entries()) {
    const share = Math.floor(room / (ascending.length - index));
    if (partSize > share) return Math.max(share, 0);
    room -= partSize;
  }
  return budget;
}
