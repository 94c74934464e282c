/** Answers with the values in place of the pointers that stand for them, as an agent reads them. */

const POINTER = /^\(same as (\S+)\)$/;

/** Follows the pointers in an answer, such as `(same as data[0].issuedAt)`. Other texts stay. */
export function followPointers(value: unknown, root: unknown = value): unknown {
  if (typeof value === 'string') {
    const path = POINTER.exec(value)?.[1];
    const target = path === undefined ? undefined : valueAt(root, path.match(/[^.[\]]+/g) ?? []);
    return target === undefined ? value : followPointers(target, root);
  }
  if (Array.isArray(value)) return value.map((part) => followPointers(part, root));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, followPointers(part, root)]));
}

function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    root,
  );
}
