/** `fields`: selects parts of a response, so that an agent reads three values instead of thirty kilobytes. */

import { isObject } from '../lib/json.js';
import { describeMissing } from './outline.js';

/** A part of a response that paths lead to. */
export interface Selected {
  /** The parts of it that paths lead to; `*` stands for every key. */
  readonly parts: ReadonlyMap<string, Selected>;
}

/** A part of a response that paths lead to, and what was found there. */
interface Step extends Selected {
  readonly parts: Map<string, Step>;
  /** Whether a path ends here, so that the whole value is wanted. */
  isEnd: boolean;
  /** Whether the response has a value here. */
  isFound: boolean;
}

/** Deeper parts are not looked for; a result does not show them either. */
const MAX_DEPTH = 64;

/**
 * Keeps only the parts that `paths` name. A path is dotted (`customer.profiles[].firstName`); `[]` after an array is
 * optional; `*` matches every key. Reads the value once, for all paths together.
 *
 * @returns the projected value, and a note on the paths that match nothing, which lists the existing fields
 */
export function project(value: unknown, paths: readonly string[]): { value: unknown; notes: string[] } {
  const parsed = paths.map((path) => ({ path, parts: parsePath(path) }));
  const root = createRoot(parsed.map(({ parts }) => parts));
  const projected = pick(value, root, 0);
  const missing = parsed
    .map(({ path, parts }) => ({ path, keys: parts, found: countFound(root, parts) }))
    .filter(({ keys, found }) => found < keys.length);
  return { value: projected, notes: missing.length === 0 ? [] : [describeMissing(value, missing)] };
}

/** What the paths lead to. */
export const selectedBy = (paths: readonly string[]): Selected => createRoot(paths.map(parsePath));

function parsePath(path: string): string[] {
  return path
    .split('.')
    .map((part) => {
      let name = part.trim();
      while (name.endsWith('[]')) name = name.slice(0, -2);
      return name;
    })
    .filter((part) => part !== '');
}

const createStep = (): Step => ({ parts: new Map(), isEnd: false, isFound: false });

function createRoot(paths: readonly (readonly string[])[]): Step {
  const root = createStep();
  for (const path of paths) addPath(root, path);
  return root;
}

function addPath(root: Step, path: readonly string[]): void {
  let step = root;
  for (const part of path) {
    const next = step.parts.get(part) ?? createStep();
    step.parts.set(part, next);
    step = next;
  }
  step.isEnd = true;
}

function pick(value: unknown, step: Step, depth: number): unknown {
  step.isFound = true;
  if (step.isEnd && step.parts.size === 0) return value;
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => pick(item, step, depth + 1));
    if (step.isEnd) return value;
    return items.length > 0 && items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? {});
  }
  if (!isObject(value)) return step.isEnd ? value : undefined;
  const picked: [string, unknown][] = [];
  for (const key of Object.keys(value)) {
    const part = step.parts.get(key) ?? step.parts.get('*');
    const item = part && pick(value[key], part, depth + 1);
    if (item !== undefined) picked.push([key, item]);
  }
  if (step.isEnd) return value;
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

/** How many keys of a path lead to something, from its beginning on. */
function countFound(root: Step, path: readonly string[]): number {
  let step = root;
  for (const [index, part] of path.entries()) {
    const next = step.parts.get(part);
    if (!next?.isFound) return index;
    step = next;
  }
  return path.length;
}
