/**
 * Arguments taken from a result that has something in place of the value: a hidden secret, or a pointer to where the value
 * is shown. Sent back, they would overwrite it.
 */
import { HIDDEN } from '../client/secret-text.js';
import type { ArgumentProblem } from './problems.js';
import { isPointer } from './repeats.js';

/**
 * Finds the first value that stands for another. Uses no recursion.
 *
 * @param args - within the bounds that are checked before
 */
export function findHidden(args: Readonly<Record<string, unknown>>): ArgumentProblem | undefined {
  const pending: { container: object; path: string }[] = [{ container: args, path: '' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { container, path } = next;
    for (const [key, value] of Object.entries(container)) {
      const problem = typeof value === 'string' ? findProblem(value) : undefined;
      if (problem === undefined && (typeof value !== 'object' || value === null)) continue;
      const place = Array.isArray(container) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (problem !== undefined) return { argument: place.slice(0, MAX_PATH_LENGTH), problem };
      pending.push({ container: value, path: place });
    }
  }
  return undefined;
}

function findProblem(text: string): string | undefined {
  if (text.includes(HIDDEN)) return HIDDEN_PROBLEM;
  return isPointer(text) ? POINTER_PROBLEM : undefined;
}

const MAX_PATH_LENGTH = 200;
const POINTER_PROBLEM = 'points to a value in an earlier answer; pass that value itself';
const HIDDEN_PROBLEM = 'stands for a secret that was hidden from you; leave it out, or ask the user for the value';
