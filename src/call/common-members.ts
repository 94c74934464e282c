/** What the elements of a list have in common with its first one. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import { isEqual } from './repeats.js';
import { MAX_DEPTH } from './truncate.js';

export interface CommonMembers {
  first: Readonly<Record<string, unknown>>;
  /** The members that are the same in the first element and in others. */
  keys: ReadonlySet<string>;
  /** The other members of the first element that are not empty. */
  own: ReadonlySet<string>;
  /** The JSON of the common members is not shorter. */
  size: number;
}

/** Elements that are compared to find out which members are the same in most. */
const MAX_SAMPLES = 6;
/** To say that something is as in the first element takes about half as many characters. */
const MIN_SIZE = 48;
/** The size need not be exact above this. */
const MAX_MEASURED = 1_000;

/** The common members; undefined if they are too short to be worth anything. */
export function commonMembers(items: readonly unknown[]): CommonMembers | undefined {
  const [first, second] = items;
  if (!isObject(first) || !isObject(second)) return undefined;
  const samples = samplesOf(items);
  const keys = new Set<string>();
  const own = new Set<string>();
  let size = 0;
  for (const key in first) {
    const item = first[key];
    const itemSize = sizeOf(item, MAX_MEASURED);
    if (itemSize === 0) continue;
    if (!samples.every((sample) => isObject(sample) && isEqual(sample[key], item))) {
      own.add(key);
      continue;
    }
    keys.add(key);
    size += key.length + 4 + itemSize;
  }
  return size >= MIN_SIZE ? { first, keys, own, size } : undefined;
}

/** The second element, and some of the others. */
function samplesOf(items: readonly unknown[]): unknown[] {
  const samples: unknown[] = [];
  const step = Math.max(1, Math.floor((items.length - 1) / MAX_SAMPLES));
  for (let index = 1; index < items.length && samples.length < MAX_SAMPLES; index += step) samples.push(items[index]);
  return samples;
}

/**
 * Whether an element has all the common members, and no member of the first element is absent: it would seem to be as
 * there.
 */
export function isLikeFirst(item: unknown, { first, keys, own }: CommonMembers): item is Record<string, unknown> {
  if (!isObject(item)) return false;
  for (const key of keys) if (!isEqual(item[key], first[key])) return false;
  for (const key of own) if (!Object.hasOwn(item, key)) return false;
  return true;
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
