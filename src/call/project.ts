/** `fields`: selects parts of a response, so that an agent reads three values instead of thirty kilobytes. */

import { isObject } from '../lib/json.js';

/** The selected keys of a value; `true` selects the whole value. */
type Selection = Map<string, Selection> | true;

/**
 * Keeps only the parts that `paths` name. A path is dotted (`customer.profiles[].firstName`); `[]` after an array is
 * optional; `*` matches every key.
 *
 * @returns the projected value, and a note for each path that matches nothing, which lists the existing fields
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
    let node = root;
    for (const [index, part] of path.entries()) {
      const child = node.get(part);
      if (child === true) break;
      if (index === path.length - 1) {
        node.set(part, true);
      } else {
        const next = child ?? new Map<string, Selection>();
        node.set(part, next);
        node = next;
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
  const forEveryKey = selection.get('*');
  const picked: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const keySelection = selection.get(key) ?? forEveryKey;
    const part = keySelection === undefined ? undefined : pick(item, keySelection);
    if (part !== undefined) picked.push([key, part]);
  }
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

/** Undefined if the path matches at least once; otherwise the existing fields at the place where it ends. */
function explainMissing(value: unknown, path: readonly string[]): string | undefined {
  let values = flatten([value]);
  for (const [index, part] of path.entries()) {
    const objects = values.filter(isObject);
    const next = objects.flatMap((item) =>
      part === '*' ? Object.values(item) : Object.hasOwn(item, part) ? [item[part]] : [],
    );
    if (next.length === 0) {
      const place = index === 0 ? 'the response' : `'${path.slice(0, index).join('.')}'`;
      const keys = [...new Set(objects.flatMap((item) => Object.keys(item)))];
      if (keys.length === 0) return `${place} has no fields`;
      const listed = keys.slice(0, 30).join(', ');
      return `${place} has: ${listed}${keys.length > 30 ? `, and ${keys.length - 30} more` : ''}`;
    }
    values = flatten(next);
  }
  return undefined;
}

/** Flattens arrays at any depth. */
const flatten = (values: readonly unknown[]): unknown[] =>
  values.flatMap((value) => (Array.isArray(value) ? flatten(value) : [value]));
