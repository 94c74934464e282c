/** Answers with the values in place of what stands for them, as an agent reads them: pointers and tables. */
import { isObject, setMember } from '../../src/lib/json.js';

const POINTER = /^\(same as (\S+)\)$/;

/**
 * Writes out the tables in an answer as the lists that they stand for, and follows its pointers, such as
 * `(same as data[0].issuedAt)`. Other texts stay.
 */
export function followPointers(answer: unknown): unknown {
  const root = withLists(answer);
  return follow(root, root);
}

function follow(value: unknown, root: unknown): unknown {
  if (typeof value === 'string') {
    const path = POINTER.exec(value)?.[1];
    const target = path === undefined ? undefined : valueAt(root, path.match(/[^.[\]]+/g) ?? []);
    return target === undefined ? value : follow(target, root);
  }
  if (Array.isArray(value)) return value.map((part) => follow(part, root));
  return isObject(value) ? withValues(value, (part) => follow(part, root)) : value;
}

/** The same with a list of objects in place of each table. */
export function withLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLists);
  if (!isObject(value)) return value;
  const whole = withValues(value, withLists);
  const { everyRow = {}, columns, rows } = whole;
  if (!Array.isArray(rows) || !isObject(everyRow) || !(columns || whole['everyRow'])) return whole;
  return rows.map((row: unknown) => {
    if (!Array.isArray(columns)) return { ...everyRow, ...(isObject(row) ? row : {}) };
    const cells = columns.map((name, at): [string, unknown] => [
      String(name),
      Array.isArray(row) ? row[at] : undefined,
    ]);
    const filled = cells.filter(([, cell]) => cell !== null);
    return withPaths([...Object.entries(everyRow), ...filled]);
  });
}

/** An object with members at paths such as `till.code`. */
function withPaths(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of members) {
    const [name = '', ...inner] = path.split('.');
    const known = Object.hasOwn(whole, name) ? whole[name] : undefined;
    const member = inner.length === 0 ? value : { ...(isObject(known) ? known : {}), [inner.join('.')]: value };
    setMember(whole, name, member);
  }
  return whole;
}

const withValues = (value: Record<string, unknown>, change: (part: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));

function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    root,
  );
}
