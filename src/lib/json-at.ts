/** Reads values out of JSON of which nobody knows for certain what is in it. */
import { isObject } from './json.js';

/** The value at a path; undefined if there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const name of path) inner = isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  return inner;
}

/** Longer texts are cut. */
const MAX_TEXT_LENGTH = 200;

/** A text or number as text of at most 200 characters; undefined if it is empty. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === 'object' && (found === null || isObject(found) || Array.isArray(found))) return undefined;
  const text = found === undefined ? '' : String(found).trim();
  if (text.length <= MAX_TEXT_LENGTH) return text === '' ? undefined : text;
  // A surrogate pair is not split.
  return `${text.slice(0, MAX_TEXT_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A number, which may be written as text; undefined if it is none. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const text = textAt(value, ...path);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A list; one element alone stands for a list of one. */
export function listAt(value: unknown, ...path: readonly string[]): unknown[] {
  const found = at(value, ...path);
  if (Array.isArray(found)) return found;
  return isObject(found) ? [found] : [];
}
