/** Names that resemble each other: for suggestions, and for telling a misspelling from a name we do not know. */
import { distance } from 'fastest-levenshtein';

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The known names close enough to the one given to be worth suggesting, best first. */
export function nearestFew(given: string, known: Iterable<string>, most: number): string[] {
  const wanted = plain(given);
  const limit = Math.max(2, Math.floor(wanted.length / 2));
  return (
    [...known]
      .map((name) => ({ name, apart: apart(wanted, plain(name), limit) }))
      .filter((candidate) => candidate.apart < limit)
      // Of several that hold what was given, or are held by it, the one nearest in length.
      .sort(
        (a, b) => a.apart - b.apart || Math.abs(a.name.length - given.length) - Math.abs(b.name.length - given.length),
      )
      .slice(0, most)
      .map(({ name }) => name)
  );
}

/** The known name closest to the one given, if any is close enough to be worth suggesting. */
export const nearest = (given: string, known: Iterable<string>): string | undefined => nearestFew(given, known, 1)[0];

/** @param limit - a distance from which on the exact one does not matter */
function apart(wanted: string, candidate: string, limit: number): number {
  if (candidate === wanted) return -1;
  const within = candidate.includes(wanted) || (candidate.length > 2 && wanted.includes(candidate));
  if (within) return 1;
  // Long texts, such as a whole document in place of a name, are not worth comparing letter by letter.
  return Math.abs(wanted.length - candidate.length) >= limit ? limit : distance(wanted, candidate);
}

/**
 * Whether a key is so like a documented one that it must be a misspelling: the same but for case or separators, two
 * neighbouring letters swapped, or one letter off (two in longer names). Names that differ in digits alone
 * (`address1`, `address2`) are different names.
 */
export function misspells(given: string, known: string): boolean {
  if (given === known) return false;
  const [a, b] = [plain(given), plain(known)];
  if (a === b) return true;
  if (a.replace(/\d/g, '') === b.replace(/\d/g, '')) return false;
  if (a.length < 4 || a[0] !== b[0]) return false;
  if (a.length === b.length && swapped(a, b)) return true;
  const limit = Math.min(a.length, b.length) >= 8 ? 2 : 1;
  return Math.abs(a.length - b.length) <= limit && distance(a, b) <= limit;
}

function swapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
