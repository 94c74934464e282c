/** Cuts a JSON value to a size: between elements of arrays, never inside a value that could be kept whole. */
import { stringifyJson } from '../client/json.js';
import { isObject } from './project.js';

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
  let room = budget - 2;
  let kept = 0;
  for (const item of items) {
    const needed = size(item) + 1;
    if (needed > room) break;
    room -= needed;
    kept += 1;
  }
  if (kept < items.length) cuts.push({ path, kept: Math.max(kept, 1), of: items.length, what: 'elements' });
  if (kept > 0) return items.slice(0, kept);
  return [shrink(items[0], budget - 2, `${path}[]`, cuts)];
}

function shrinkObject(value: Record<string, unknown>, budget: number, path: string, cuts: Cut[]): object {
  const entries = Object.entries(value).map(([key, item]) => ({ key, item, own: key.length + 4, size: size(item) }));
  const bones = entries.reduce((sum, entry) => sum + entry.own, 2);
  if (bones > budget) {
    const kept = entries.slice(0, Math.max(1, Math.floor((entries.length * budget) / (2 * bones))));
    cuts.push({ path, kept: kept.length, of: entries.length, what: 'fields' });
    return shrinkObject(Object.fromEntries(kept.map(({ key, item }) => [key, item])), budget, path, cuts);
  }
  const share = fairShare(
    entries.map((entry) => entry.size),
    budget - bones,
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const below = path === '' ? entry.key : `${path}.${entry.key}`;
      return [entry.key, entry.size <= share ? entry.item : shrink(entry.item, share, below, cuts)];
    }),
  );
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
