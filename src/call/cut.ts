/** Cuts a JSON value to a size: between elements of arrays, never inside a value that could be kept whole. */
import { isObject, stringifyJson } from '../lib/json.js';

/** What was left out at one place. */
export interface Cut {
  /** Dotted path; `[]` marks an array that was passed through; empty for the answer itself. */
  path: string;
  kept: number;
  of: number;
  what: 'elements' | 'fields' | 'characters';
}

/**
 * Keeps as much of a value as fits into `budget` characters of JSON. Small parts stay whole; what room is left is
 * shared between the large ones; arrays lose elements at their end, objects lose their last keys only when nothing
 * else can go, texts are shortened last.
 */
export function cut(value: unknown, budget: number): { value: unknown; cuts: Cut[] } {
  const cuts: Cut[] = [];
  return { value: shrink(value, budget, '', cuts), cuts };
}

const size = (value: unknown): number => stringifyJson(value)?.length ?? 0;

function shrink(value: unknown, budget: number, path: string, cuts: Cut[]): unknown {
  if (size(value) <= budget) return value;
  if (Array.isArray(value)) return shrinkArray(value, budget, path, cuts);
  if (isObject(value)) return shrinkObject(value, budget, path, cuts);
  if (typeof value !== 'string') return value;
  const kept = value.slice(0, Math.max(0, budget - 3));
  cuts.push({ path, kept: kept.length, of: value.length, what: 'characters' });
  return `${kept}…`;
}

function shrinkArray(items: readonly unknown[], budget: number, path: string, cuts: Cut[]): unknown[] {
  const whole = countFitting(items.map(size), budget - 2);
  const kept = Math.max(whole, 1);
  if (kept < items.length) cuts.push({ path, kept, of: items.length, what: 'elements' });
  return whole > 0 ? items.slice(0, whole) : [shrink(items[0], budget - 2, `${path}[]`, cuts)];
}

function shrinkObject(value: Record<string, unknown>, budget: number, path: string, cuts: Cut[]): object {
  const entries = Object.entries(value).map(([key, item]) => ({ key, item, own: size(key) + 2, size: size(item) }));
  const room = budget - entries.reduce((sum, entry) => sum + entry.own, 2);
  const share = fairShare(
    entries.map((entry) => entry.size),
    Math.max(room, 0),
  );
  const shrunk = entries.map(({ key, item, size: full }) => {
    const below = path === '' ? key : `${path}.${key}`;
    return { key, item: full <= share ? item : shrink(item, Math.max(share, LEAST), below, cuts) };
  });
  const kept = Math.max(
    countFitting(
      shrunk.map(({ key, item }) => size(key) + 1 + size(item)),
      budget - 2,
    ),
    1,
  );
  if (kept < shrunk.length) cuts.push({ path, kept, of: shrunk.length, what: 'fields' });
  return Object.fromEntries(shrunk.slice(0, kept).map(({ key, item }) => [key, item]));
}

/** Below this a part says nothing: rather drop keys than shorten further. */
const LEAST = 16;

/** How many parts, from the first on, fit beside each other. */
function countFitting(sizes: readonly number[], room: number): number {
  let used = 0;
  const over = sizes.findIndex((each) => {
    used += each + 1;
    return used > room + 1;
  });
  return over === -1 ? sizes.length : over;
}

/** The most that each large part may take so that all parts together fit: small ones whole, large ones alike. */
function fairShare(sizes: readonly number[], budget: number): number {
  let room = budget;
  const ascending = [...sizes].sort((a, b) => a - b);
  for (const [index, each] of ascending.entries()) {
    const share = Math.floor(room / (ascending.length - index));
    if (each > share) return Math.max(share, 0);
    room -= each;
  }
  return budget;
}
