/** Bounds on the arguments that are examined: an agent's bodies are far smaller, and anybody may send more. */

/** Values in all arguments together, keys and elements alike. Documented batches have at most 100 rows. */
export const MAX_VALUES = 25_000;
/** Objects in lists, such as the bills of a bulk call. */
const MAX_ROWS = 2_000;
/** Levels of lists and objects. */
const MAX_DEPTH = 32;

/** An argument that is too large to be examined. */
interface ExceededBound {
  argument: string;
  problem: string;
}

/** Finds the argument that exceeds a bound, if any. Stops counting there. */
export const findExceededBound = (args: Readonly<Record<string, unknown>>): ExceededBound | undefined =>
  findExceededBoundOfAll([args]);

/** The same for several calls, to which the bounds apply together. */
export function findExceededBoundOfAll(calls: readonly Readonly<Record<string, unknown>>[]): ExceededBound | undefined {
  const count = { values: 0, rows: 0 };
  for (const args of calls) {
    for (const [argument, value] of Object.entries(args)) {
      const problem = exceed(count, value);
      if (problem !== undefined) return { argument: argument.slice(0, 100), problem };
    }
  }
  return undefined;
}

/** Counts a value and its parts. Uses no recursion, because the depth is not known yet. */
function exceed(count: { values: number; rows: number }, root: unknown): string | undefined {
  count.values += 1;
  if (!isContainer(root)) return count.values > MAX_VALUES ? tooMany('values', MAX_VALUES) : undefined;
  const pending = [{ container: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { container, depth } = next;
    if (depth >= MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    const isList = Array.isArray(container);
    const parts: readonly unknown[] = isList ? container : Object.values(container);
    count.values += parts.length;
    if (count.values > MAX_VALUES) return tooMany('values', MAX_VALUES);
    const containers = parts.filter(isContainer);
    if (isList) count.rows += containers.length;
    if (count.rows > MAX_ROWS) return tooMany('rows', MAX_ROWS);
    for (const part of containers) pending.push({ container: part, depth: depth + 1 });
  }
  return count.values > MAX_VALUES ? tooMany('values', MAX_VALUES) : undefined;
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const tooMany = (unit: string, max: number): string =>
  `too many ${unit}; a call may contain at most ${max.toLocaleString('en')}, so split it into several calls`;
