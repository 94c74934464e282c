/** Finds values in a response at the paths that definitions name; `src/tools/response.ts` says how paths are written. */
import { isObject } from '../lib/json.js';

export interface Found {
  value: unknown;
  /** Position in the innermost list; 0 outside a list. */
  index: number;
  /** Number of elements in that list; absent outside a list. */
  of?: number;
}

/** Every value at a path. */
export function findAt(whole: unknown, path: string): Found[] {
  return steps(path).reduce<Found[]>(
    (found, step) => found.flatMap((each) => follow(each, step)),
    [{ value: whole, index: 0 }],
  );
}

function follow(found: Found, step: string): Found[] {
  const { value } = found;
  if (step === '[]') {
    return Array.isArray(value) ? value.map((item, index) => ({ value: item, index, of: value.length })) : [];
  }
  return isObject(value) && value[step] !== undefined ? [{ ...found, value: value[step] }] : [];
}

/** `data.rows[]` as `data`, `rows`, `[]`. */
const steps = (path: string): string[] => path.match(/\[\]|[^.[\]]+/g) ?? [];
