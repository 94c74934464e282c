/** Bounds on the arguments that are examined: an agent's bodies are far smaller, and anybody may send more. */

/** Values in all arguments together, keys and elements alike. */
const MAX_VALUES = 50_000;
/** Objects in lists, such as the bills of a bulk call. */
const MAX_ROWS = 5_000;
/** Levels of lists and objects. */
const MAX_DEPTH = 32;

/** An argument that is too large to be examined. */
interface ExceededBound {
  argument: string;
  problem: string;
}

/** Finds the argument that exceeds a bound, if any. Stops counting there. */
export function findExceededBound(args: Readonly<Record<string, unknown>>): ExceededBound | undefined {
  const count = { values: 0, rows: 0 };
  for (const [argument, value] of Object.entries(args)) {
    const problem = exceed(count, value);
    if (problem !== undefined) return { argument: argument.slice(0, 100), problem };
  }
  return undefined;
}

/** Counts a value and its parts. Uses no recursion, because the depth is not known yet. */
function exceed(count: { values: number; rows: number }, root: unknown): string | undefined {
  const pending: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    count.values += 1;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    const isList = Array.isArray(value);
    const parts: readonly unknown[] = isList ? value : Object.values(value);
    if (count.values + parts.length > MAX_VALUES) return tooMany('values', MAX_VALUES);
    for (const part of parts) {
      if (isList && typeof part === 'object' && part !== null) count.rows += 1;
      pending.push({ value: part, depth: depth + 1 });
    }
    if (count.rows > MAX_ROWS) return tooMany('rows', MAX_ROWS);
  }
  return count.values > MAX_VALUES ? tooMany('values', MAX_VALUES) : undefined;
}

const tooMany = (unit: string, max: number): string =>
  `too many ${unit}; a call may contain at most ${max.toLocaleString('en')}, so split it into several calls`;
