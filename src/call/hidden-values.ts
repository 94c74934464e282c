/** Arguments taken from a result in which secrets were hidden: sent back, they would overwrite the secrets. */
import { HIDDEN } from '../client/secret-text.js';
import type { ArgumentProblem } from './problems.js';

/**
 * Finds the first value that stands for a hidden secret. Uses no recursion.
 *
 * @param args - within the bounds that are checked before
 */
export function findHidden(args: Readonly<Record<string, unknown>>): ArgumentProblem | undefined {
  const pending: { container: object; path: string }[] = [{ container: args, path: '' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { container, path } = next;
    for (const [key, value] of Object.entries(container)) {
      const isHidden = typeof value === 'string' && value.includes(HIDDEN);
      if (!isHidden && (typeof value !== 'object' || value === null)) continue;
      const place = Array.isArray(container) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      if (isHidden) return { argument: place.slice(0, MAX_PATH_LENGTH), problem: PROBLEM };
      pending.push({ container: value, path: place });
    }
  }
  return undefined;
}

const MAX_PATH_LENGTH = 200;
const PROBLEM = 'stands for a secret that was hidden from you; leave it out, or ask the user for the value';
