/**
 * What an answer shows in place of a repetition. `(same as data[0].issuedAt)` stands for a value that is shown at that
 * path. It always points backwards, to a value that is not a pointer itself. The path is that in the answer of the API,
 * where a table is a list.
 */
import { LosslessNumber } from 'lossless-json';
import { isObject, stringifyJson } from '../lib/json.js';
import { Table } from './table.js';
import { MAX_DEPTH } from './truncate.js';

/** How a pointer begins. */
export const POINTER_BEGINNING = '(same as ';

/** A key that can be part of a path. */
const PATH_KEY = /^[A-Za-z_$][\w$-]{0,60}$/;
const MAX_PATH_LENGTH = 150;
/** A pointer with more than one step. Nobody writes such a text by chance. */
const POINTER = /^\(same as (?:\[\d+\]|[A-Za-z_$][\w$-]*)(?:\[\d+\]|\.[A-Za-z_$][\w$-]*)+\)$/;

/** Whether a text is a pointer of an answer: as an argument, it would overwrite the value that it stands for. */
export const isPointer = (text: string): boolean => text.startsWith(POINTER_BEGINNING) && POINTER.test(text);

/** Where a value is. */
export interface Place {
  depth: number;
  parent?: Place;
  /** Its key or index in its parent. */
  key?: string | number;
}

/** The pointer to a place; undefined if its path is none that a pointer could have. */
export function pointerTo(place: Place): string | undefined {
  let path = '';
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) {
    if (typeof at.key === 'string' && !PATH_KEY.test(at.key)) return undefined;
    path = `${typeof at.key === 'number' ? `[${at.key}]` : `.${at.key}`}${path}`;
  }
  if (path.length > MAX_PATH_LENGTH || path === '') return undefined;
  return `${POINTER_BEGINNING}${path.startsWith('.') ? path.slice(1) : path})`;
}

/** Whether two JSON values have the same JSON. Deep ones, which no result shows, never have. */
export function isEqual(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, index) => isEqual(item, other[index], depth + 1));
  }
  if (one instanceof LosslessNumber) return other instanceof LosslessNumber && one.value === other.value;
  if (!isObject(one) || !isObject(other)) return false;
  const otherKeys = Object.keys(other);
  let index = 0;
  for (const key in one) {
    if (key !== otherKeys[index] || !isEqual(one[key], other[key], depth + 1)) return false;
    index += 1;
  }
  return index === otherKeys.length;
}

/**
 * Whether a part of an answer has a pointer to something that is not shown as a whole.
 *
 * @param whole - the answer from which the part was taken
 */
export function hasDanglingPointers(shown: unknown, whole: unknown): boolean {
  const pointers = new Set<string>();
  collectPointers(shown, pointers, 0);
  for (const pointer of pointers) {
    const keys = pointer.slice(POINTER_BEGINNING.length, -1).match(/[^.[\]]+/g) ?? [];
    if (!isShown(valueAt(shown, keys), valueAt(whole, keys))) return true;
  }
  return false;
}

/** Whether a part of an answer is shown as a whole. Its credentials may be hidden. */
const isShown = (shown: unknown, whole: unknown): boolean =>
  shown === whole || (shown !== undefined && stringifyJson(shown) === stringifyJson(whole));

function collectPointers(value: unknown, pointers: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (value.startsWith(POINTER_BEGINNING)) pointers.add(value);
  } else if (typeof value !== 'object' || depth >= MAX_DEPTH) {
    return;
  } else if (Array.isArray(value)) {
    for (const item of value) collectPointers(item, pointers, depth + 1);
  } else if (isObject(value)) {
    for (const key in value) collectPointers(value[key], pointers, depth + 1);
  }
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (at instanceof Table) at = at.rowAt(Number(key));
    else if (!(Array.isArray(at) || isObject(at)) || !Object.hasOwn(at, key)) return undefined;
    else at = Reflect.get(at, key);
  }
  return at;
}
