/**
 * Truncates a JSON value to a size: between elements of arrays, never inside a value that can be kept whole. Hides the
 * credentials in texts at the same time, because that changes sizes, and only what is kept needs it.
 */
import { hideInText } from '../client/secret-text.js';
import { isObject, stringifyJson } from '../lib/json.js';
import { Table } from './table.js';
import { encodedLength, shorten } from './text.js';

/** What was left out at one place. */
export interface Truncation {
  /** Dotted path; `[]` stands for an element of an array; empty for the value itself. */
  path: string;
  kept: number;
  total: number;
  unit: 'elements' | 'fields' | 'characters' | 'levels';
}

/** Deeper parts are left out: no API nests so deep, and whoever reads a result would not either. */
export const MAX_DEPTH = 64;
/** Stands for what was left out of a text, or for a part that is too deep. */
const ELLIPSIS = '…';
/** The length of a text that contains only the ellipsis. */
const ELLIPSIS_SIZE = 3;
/** A smaller part would tell the reader nothing; rather leave out keys than shorten it further. */
const MIN_PART_SIZE = 16;
/** Longer credentials need not be recognized as a whole. */
const MAX_CREDENTIAL_LENGTH = 5_000;
/** Shorter numbers are never shortened. */
const MAX_WHOLE_NUMBER = 32;

/**
 * Keeps as much of a value as fits into `budget` characters of JSON, and never more. Small parts stay whole, and the
 * large parts share the remaining space. Arrays lose elements at the end. Objects lose their last keys, and texts and
 * long numbers are shortened, only if nothing else can be left out.
 *
 * @param budget - at least 4
 */
export const truncate = (value: unknown, budget: number): Truncated => new Truncator(budget).truncate(value, budget);

/** What was kept of a value, and what was left out. */
export interface Truncated {
  value: unknown;
  /** The length of its JSON. */
  size: number;
  truncations: Truncation[];
}

/** A value that fits, and the length of its JSON. */
interface Part {
  value: unknown;
  size: number;
}

/** A place in the value. */
interface Place {
  path: string;
  depth: number;
}

/** Truncates values, and measures each part of them only once. */
export class Truncator {
  readonly #maxBudget: number;
  /** Sizes of arrays and objects. Each is measured only until it exceeds the budget. */
  readonly #sizes = new Map<object, number>();
  readonly #keys = new Map<object, readonly string[]>();
  #truncations: Truncation[] = [];
  #foundDeep = false;
  #foundCredential = false;

  /** @param maxBudget - no value will be truncated to more characters than this */
  constructor(maxBudget: number) {
    this.#maxBudget = maxBudget;
  }

  /** See {@link truncate}. */
  truncate(root: unknown, budget: number): Truncated {
    this.#truncations = [];
    const top = { path: '', depth: 0 };
    const { value, size } = this.#shrink(root, budget, top) ?? { value: null, size: 4 };
    if (!this.#foundDeep) return { value, size, truncations: this.#truncations };
    const pruned = this.#prune(value, top);
    return { value: pruned, size: stringifyJson(pruned).length, truncations: this.#truncations };
  }

  /**
   * Truncates each element of a list instead of dropping any: small ones stay whole, and the large ones share the
   * remaining space. Paths are those inside the elements.
   *
   * @returns the elements, and the length of the JSON of all of them as a list
   */
  truncateEach(items: readonly unknown[], budget: number): { parts: Truncated[]; size: number } {
    // The brackets, and a comma before each element but the first.
    let left = budget - 1 - Math.max(items.length, 1);
    const share = fairShare(
      items.map((item) => this.#size(item, 0)),
      left,
    );
    const parts = items.map((item) => {
      const part = this.truncate(item, Math.min(left, Math.max(share, MIN_PART_SIZE)));
      left -= part.size;
      return part;
    });
    return { parts, size: budget - left };
  }

  /** The keys of an object. Listing those of a large object takes long. */
  #keysOf(value: Record<string, unknown>): readonly string[] {
    const known = this.#keys.get(value);
    if (known) return known;
    const keys = Object.keys(value);
    this.#keys.set(value, keys);
    return keys;
  }

  /** The length of a value's JSON; some number above the budget if it does not fit into that. */
  #size(value: unknown, depth: number): number {
    if (typeof value === 'string') {
      const { length } = value;
      return length > this.#maxBudget ? length : encodedLength(this.#shown(value), this.#maxBudget);
    }
    if (Number.isFinite(value) || typeof value === 'boolean') return String(value).length;
    if (!Array.isArray(value) && !isObject(value)) return stringifyJson(value).length;
    if (depth >= MAX_DEPTH) {
      this.#foundDeep = true;
      return ELLIPSIS_SIZE;
    }
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    const size = Array.isArray(value)
      ? this.#arraySize(value, depth)
      : value instanceof Table
        ? this.#headSize(value, depth) + this.#arraySize(value.rows, depth)
        : this.#objectSize(value, depth);
    this.#sizes.set(value, size);
    return size;
  }

  /** What is shown of a text. */
  #shown(text: string): string {
    // The rest of a longer text is cut in any case; a credential that begins before it is recognized as a whole.
    const examined = text.slice(0, this.#maxBudget + MAX_CREDENTIAL_LENGTH);
    const hidden = hideInText(examined);
    if (hidden !== examined) this.#foundCredential = true;
    return hidden;
  }

  /** A part that is kept whole. */
  #whole(value: unknown, depth: number): unknown {
    return this.#foundCredential ? hideInTexts(value, depth) : value;
  }

  #arraySize(items: readonly unknown[], depth: number): number {
    // The brackets, and a comma before each element but the first.
    let size = items.length === 0 ? 2 : 1;
    for (const item of items) {
      size += this.#size(item, depth + 1) + 1;
      if (size > this.#maxBudget) break;
    }
    return size;
  }

  /** The size of a table without its rows. */
  #headSize({ everyRow, frameSize }: Table, depth: number): number {
    return frameSize + (everyRow ? this.#size(everyRow, depth + 1) : 0);
  }

  #objectSize(value: Record<string, unknown>, depth: number): number {
    const keys = this.#keysOf(value);
    let size = keys.length === 0 ? 2 : 1;
    for (const key of keys) {
      size += encodedLength(key, this.#maxBudget) + this.#size(value[key], depth + 1) + 2;
      if (size > this.#maxBudget) break;
    }
    return size;
  }

  /** As much of the value as fits; undefined if nothing does. */
  #shrink(value: unknown, budget: number, place: Place): Part | undefined {
    const size = this.#size(value, place.depth);
    if (size <= budget) return { value: this.#whole(value, place.depth), size };
    if (Array.isArray(value)) return budget < 2 ? undefined : this.#shrinkArray(value, budget, place);
    if (value instanceof Table) return budget < 2 ? undefined : this.#shrinkTable(value, budget, place);
    if (isObject(value)) return budget < 2 ? undefined : this.#shrinkObject(value, budget, place);
    const isText = typeof value === 'string';
    if (budget < ELLIPSIS_SIZE || (!isText && size <= MAX_WHOLE_NUMBER)) return undefined;
    // A number with fewer digits would be wrong, so it becomes a text.
    const text = isText ? value : stringifyJson(value);
    const kept = shorten(isText ? this.#shown(value) : text, budget - ELLIPSIS_SIZE);
    this.#truncations.push({ path: place.path, kept: kept.length, total: text.length, unit: 'characters' });
    return { value: `${kept}${ELLIPSIS}`, size: encodedLength(kept, budget) + 1 };
  }

  /** How many elements fit, and the length of the JSON of a list of them. */
  #fittingItems(items: readonly unknown[], budget: number, depth: number): { kept: number; size: number } {
    let size = 1;
    let kept = 0;
    for (const item of items) {
      const next = size + this.#size(item, depth + 1) + 1;
      if (next > budget) break;
      size = next;
      kept += 1;
    }
    return { kept, size };
  }

  /** A table loses rows at its end. If it cannot keep any, it becomes a list again, whose first row can be shortened. */
  #shrinkTable(table: Table, budget: number, place: Place): Part {
    const { path, depth } = place;
    const { everyRow, rows } = table;
    const headSize = this.#headSize(table, depth);
    const { kept, size } = this.#fittingItems(rows, budget - headSize, depth);
    if (kept === 0) return this.#shrinkArray(table.toList(), budget, place);
    this.#truncations.push({ path, kept, total: rows.length, unit: 'elements' });
    return { value: this.#whole(table.with(everyRow, rows.slice(0, kept)), depth), size: headSize + size };
  }

  #shrinkArray(items: readonly unknown[], budget: number, { path, depth }: Place): Part {
    const { kept, size } = this.#fittingItems(items, budget, depth);
    if (items.length > Math.max(kept, 1)) {
      this.#truncations.push({ path, kept: Math.max(kept, 1), total: items.length, unit: 'elements' });
    }
    if (kept > 0) return { value: this.#whole(items.slice(0, kept), depth), size };
    const first = this.#shrink(items[0], budget - 2, { path: `${path}[]`, depth: depth + 1 });
    return first ? { value: [first.value], size: first.size + 2 } : { value: [], size: 2 };
  }

  #shrinkObject(value: Record<string, unknown>, budget: number, { path, depth }: Place): Part {
    const keys = this.#keysOf(value);
    const entries = this.#fittingKeys(keys, budget).map((entry) => ({
      ...entry,
      item: value[entry.key],
      itemSize: this.#size(value[entry.key], depth + 1),
    }));
    const room = budget - entries.reduce((sum, { keySize }) => sum + keySize, 1);
    const share = fairShare(
      entries.map(({ itemSize }) => itemSize),
      Math.max(room, 0),
    );
    const kept: [string, unknown][] = [];
    let size = 1;
    for (const { key, keySize, item } of entries) {
      const left = budget - size - keySize;
      const itemPlace = { path: path === '' ? key : `${path}.${key}`, depth: depth + 1 };
      const part = this.#shrink(item, Math.min(left, Math.max(share, MIN_PART_SIZE)), itemPlace);
      if (!part) break;
      kept.push([key, part.value]);
      size += keySize + part.size;
    }
    if (kept.length < keys.length) {
      this.#truncations.push({ path, kept: kept.length, total: keys.length, unit: 'fields' });
    }
    return { value: Object.fromEntries(kept), size: Math.max(size, 2) };
  }

  /** The first keys that fit with the smallest values. The size of a key includes its colon and comma. */
  #fittingKeys(keys: readonly string[], budget: number): { key: string; keySize: number }[] {
    const fitting: { key: string; keySize: number }[] = [];
    let size = 1;
    for (const key of keys) {
      const keySize = encodedLength(key, budget) + 2;
      size += keySize + 1;
      if (size > budget) break;
      fitting.push({ key, keySize });
    }
    return fitting;
  }

  /** Replaces the parts that are too deep. */
  #prune(value: unknown, { path, depth }: Place): unknown {
    if (!Array.isArray(value) && !isObject(value)) return value;
    if (depth >= MAX_DEPTH) {
      this.#truncations.push({ path, kept: 0, total: 1, unit: 'levels' });
      return ELLIPSIS;
    }
    const part = { path: `${path}[]`, depth: depth + 1 };
    if (Array.isArray(value) || value instanceof Table) return value.map((item) => this.#prune(item, part));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        return [key, this.#prune(item, { path: path === '' ? key : `${path}.${key}`, depth: depth + 1 })];
      }),
    );
  }
}

function hideInTexts(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hideInText(value);
  // What is deeper is left out.
  if (depth >= MAX_DEPTH) return value;
  if (Array.isArray(value) || value instanceof Table) return value.map((item) => hideInTexts(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideInTexts(item, depth + 1)]));
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
