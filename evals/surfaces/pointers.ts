/** Answers with the values in place of the pointers that stand for them, as an agent reads them. */
import { isObject } from '../../src/lib/json.js';

const POINTER = /^\(same as (\S+)\)$/;

/** Stands for the members that an element of a list has in common with the first one. */
const REST = '...';
const AS_IN_FIRST = 'as in [0]';

/**
 * Follows the pointers in an answer, such as `(same as data[0].issuedAt)`, and writes out what elements have in common with
 * the first of their list. Other texts stay.
 */
export function followPointers(value: unknown, root: unknown = value): unknown {
  if (typeof value === 'string') {
    const path = POINTER.exec(value)?.[1];
    const target = path === undefined ? undefined : valueAt(root, path.match(/[^.[\]]+/g) ?? []);
    return target === undefined ? value : followPointers(target, root);
  }
  if (Array.isArray(value)) return value.map((part) => followPointers(withRest(part, value[0]), root));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, followPointers(part, root)]));
}

/** An element with what it has in common with the first one, in the first one's order. */
function withRest(element: unknown, first: unknown): unknown {
  if (!isObject(element) || !isObject(first) || element[REST] !== AS_IN_FIRST) return element;
  const { [REST]: _, ...own } = element;
  return { ...first, ...own };
}

function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    root,
  );
}
