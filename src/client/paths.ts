/** Finds values in a response by the paths in definitions; `src/tools/response.ts` documents the path syntax. */
import { isObject } from '../lib/json.js';

export interface PathMatch {
  value: unknown;
  /** Position in the innermost list; 0 outside a list. */
  index: number;
  /** Number of elements in that list; absent outside a list. */
  count?: number;
}

/** Every value at a path. */
export function findAtPath(root: unknown, path: string): PathMatch[] {
  return parseSteps(path).reduce<PathMatch[]>(
    (matches, step) => matches.flatMap((match) => follow(match, step)),
    [{ value: root, index: 0 }],
  );
}

function follow(match: PathMatch, step: string): PathMatch[] {
  const { value } = match;
  if (step === '[]') {
    return Array.isArray(value) ? value.map((item, index) => ({ value: item, index, count: value.length })) : [];
  }
  return isObject(value) && value[step] !== undefined ? [{ ...match, value: value[step] }] : [];
}

/** Steps by path. All paths are in definitions, so there are few. */
const parsed = new Map<string, readonly string[]>();

/** Splits `data.rows[]` into `data`, `rows`, `[]`. */
function parseSteps(path: string): readonly string[] {
  const known = parsed.get(path);
  if (known) return known;
  const steps = path.match(/\[\]|[^.[\]]+/g) ?? [];
  parsed.set(path, steps);
  return steps;
}
