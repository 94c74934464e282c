/** What the elements of a list have in common with its first one. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import { isEqual } from './repeats.js';
import { MAX_DEPTH } from './truncate.js';

/** What a row need not show, because it is as in the first one. */
export interface CommonMembers {
  /** The members, each with the least length of its JSON. */
  sizes: ReadonlyMap<string, number>;
  /** The sum of their lengths. */
  size: number;
  /** What the row lacks and the first one has. */
  absent: readonly string[];
}

/** The first element of a list, and the members that are the same in most others. */
export interface FirstElement extends CommonMembers {
  value: Readonly<Record<string, unknown>>;
  /** The other members that are not empty. */
  own: ReadonlySet<string>;
}

/** Elements that are compared to find out which members are the same in most. */
const MAX_SAMPLES = 6;
/** In how many of them. */
const MIN_SHARE = 1 / 2;
/** To say that something is as in the first element takes about half as many characters. */
const MIN_SIZE = 40;
/** A longer member is compared with no other: that would take long, and a pointer can stand for it as well. */
const MAX_SIZE = 1_000;
/** An object with more members is no row. */
const MAX_MEMBERS = 100;

/** The first element; undefined if other elements have too little in common with it. */
export function firstElement(items: readonly unknown[]): FirstElement | undefined {
  const [value, second] = items;
  if (!isObject(value) || !isObject(second)) return undefined;
  const samples = samplesOf(items);
  const sizes = new Map<string, number>();
  const own = new Set<string>();
  let size = 0;
  for (const key in value) {
    const item = value[key];
    const itemSize = sizeOf(item, MAX_SIZE);
    if (itemSize === 0) continue;
    if (sizes.size + own.size === MAX_MEMBERS) return undefined;
    const isInMost =
      itemSize <= MAX_SIZE &&
      samples.filter((sample) => isObject(sample) && isEqual(sample[key], item)).length >= samples.length * MIN_SHARE;
    if (isInMost) {
      sizes.set(key, key.length + 4 + itemSize);
      size += key.length + 4 + itemSize;
    } else {
      own.add(key);
    }
  }
  return size >= MIN_SIZE ? { value, sizes, own, size, absent: [] } : undefined;
}

/** The second element, and some of the others. */
function samplesOf(items: readonly unknown[]): unknown[] {
  const samples: unknown[] = [];
  const step = Math.max(1, Math.floor((items.length - 1) / MAX_SAMPLES));
  for (let index = 1; index < items.length && samples.length < MAX_SAMPLES; index += step) samples.push(items[index]);
  return samples;
}

/** What an element has in common with the first one; undefined if it is not worth saying so. */
export function inCommon(item: Readonly<Record<string, unknown>>, first: FirstElement): CommonMembers | undefined {
  const { value, own } = first;
  let { size } = first;
  const others: string[] = [];
  const absent: string[] = [];
  for (const [key, keySize] of first.sizes) {
    if (isEqual(item[key], value[key])) continue;
    others.push(key);
    size -= keySize;
    if (!Object.hasOwn(item, key)) absent.push(key);
  }
  for (const key of own) if (!Object.hasOwn(item, key)) absent.push(key);
  const needed = absent.reduce((sum, key) => sum + sizeOfAbsent(key), MIN_SIZE);
  if (size < needed) return undefined;
  const sizes = others.length === 0 ? first.sizes : new Map([...first.sizes].filter(([key]) => !others.includes(key)));
  return { sizes, size, absent };
}

/** The characters of `"key":null,`. */
export const sizeOfAbsent = (key: string): number => key.length + 8;

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
