/** `fields`: takes the named parts out of an answer, so that an agent reads three values instead of thirty kilobytes. */

import { isObject } from '../lib/json.js';

/** Keys still to follow below a value; `true` where the whole value is wanted. */
type Selection = Map<string, Selection> | true;

/**
 * Keeps what `paths` name. A path is dotted (`customer.profiles[].firstName`); `[]` after an array may be left out;
 * `*` stands for every key.
 *
 * @returns the projected value, and a note for each path that matches nothing, saying what exists there
 */
export function project(value: unknown, paths: readonly string[]): { value: unknown; notes: string[] } {
  const segments = paths.map(parsePath);
  const notes = segments.flatMap((path, index) => {
    const missing = explainMissing(value, path);
    return missing === undefined ? [] : [`fields: nothing at '${paths[index]}'; ${missing}`];
  });
  return { value: pick(value, merge(segments)), notes };
}

function parsePath(path: string): string[] {
  return path
    .split('.')
    .map((part) => part.trim().replace(/(\[\])+$/, ''))
    .filter((part) => part !== '');
}

function merge(paths: readonly string[][]): Selection {
  const root = new Map<string, Selection>();
  for (const path of paths) {
    let at = root;
    for (const [index, part] of path.entries()) {
      const below = at.get(part);
      if (below === true) break;
      if (index === path.length - 1) {
        at.set(part, true);
      } else {
        const next = below ?? new Map<string, Selection>();
        at.set(part, next);
        at = next;
      }
    }
  }
  return paths.some((path) => path.length === 0) ? true : root;
}

function pick(value: unknown, selection: Selection): unknown {
  if (selection === true) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => pick(item, selection));
    return items.length > 0 && items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? {});
  }
  if (!isObject(value)) return undefined;
  const every = selection.get('*');
  const picked: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const own = selection.get(key) ?? every;
    const kept = own === undefined ? undefined : pick(item, own);
    if (kept !== undefined) picked.push([key, kept]);
  }
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

/** Undefined where the path leads to something in at least one place; otherwise what exists where it ends. */
function explainMissing(value: unknown, path: readonly string[]): string | undefined {
  let here = elements([value]);
  for (const [index, part] of path.entries()) {
    const objects = here.filter(isObject);
    const next = objects.flatMap((item) =>
      part === '*' ? Object.values(item) : Object.hasOwn(item, part) ? [item[part]] : [],
    );
    if (next.length === 0) {
      const place = index === 0 ? 'the answer' : `'${path.slice(0, index).join('.')}'`;
      const keys = [...new Set(objects.flatMap((item) => Object.keys(item)))];
      if (keys.length === 0) return `${place} has no fields`;
      const shown = keys.slice(0, 30).join(', ');
      return `${place} has: ${shown}${keys.length > 30 ? `, and ${keys.length - 30} more` : ''}`;
    }
    here = elements(next);
  }
  return undefined;
}

/** Values with arrays opened, however deep. */
const elements = (values: readonly unknown[]): unknown[] =>
  values.flatMap((value) => (Array.isArray(value) ? elements(value) : [value]));
