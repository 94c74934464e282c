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
  const matches: PathMatch[] = [];
  visitAtPath(root, path, (value, index, count) => {
    matches.push(count === undefined ? { value, index } : { value, index, count });
  });
  return matches;
}

/** Gets a value at a path, and the other fields of a {@link PathMatch}. */
type Visit = (value: unknown, index: number, count: number | undefined) => void;

/** Calls back for every value at a path. A response can have a million of them, so nothing is created for each. */
export function visitAtPath(root: unknown, path: string, visit: Visit): void {
  follow(root, { steps: parseSteps(path), visit }, 0, 0, undefined);
}

interface Walk {
  steps: readonly string[];
  visit: Visit;
}

function follow(value: unknown, walk: Walk, depth: number, index: number, count: number | undefined): void {
  const step = walk.steps[depth];
  if (step === undefined) {
    walk.visit(value, index, count);
  } else if (step !== '[]') {
    const child = isObject(value) ? value[step] : undefined;
    if (child !== undefined) follow(child, walk, depth + 1, index, count);
  } else if (Array.isArray(value)) {
    for (let position = 0; position < value.length; position += 1) {
      follow(value[position], walk, depth + 1, position, value.length);
    }
  }
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
