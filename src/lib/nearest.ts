/** Finds similar names, for suggestions and to distinguish a misspelling from an unknown name. */
import { distance } from 'fastest-levenshtein';

/** A longer text is no misspelt name, and comparing it letter by letter would take too long. */
const MAX_NAME_LENGTH = 100;

const normalize = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The known names that are close enough to a name to be worth suggesting, best first. A name of more than 100 characters
 * has none.
 */
export function nearestNames(name: string, known: Iterable<string>, max: number): string[] {
  if (name.length > MAX_NAME_LENGTH) return [];
  const normalized = normalize(name);
  const limit = Math.max(2, Math.floor(normalized.length / 2));
  return (
    [...known]
      .map((candidate) => ({ candidate, score: scoreOf(normalized, normalize(candidate), limit) }))
      .filter(({ score }) => score < limit)
      // Among candidates with an equal score, the nearest in length comes first.
      .sort(
        (a, b) =>
          a.score - b.score || Math.abs(a.candidate.length - name.length) - Math.abs(b.candidate.length - name.length),
      )
      .slice(0, max)
      .map(({ candidate }) => candidate)
  );
}

/** The closest known name, if any is close enough to be worth suggesting. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => nearestNames(name, known, 1)[0];

/**
 * The edit distance, or less if the names are equal or one contains the other.
 *
 * @param limit - larger distances need not be exact
 */
function scoreOf(name: string, candidate: string, limit: number): number {
  if (candidate === name) return -1;
  const isContained = candidate.includes(name) || (candidate.length > 2 && name.includes(candidate));
  if (isContained) return 1;
  return Math.abs(name.length - candidate.length) >= limit ? limit : distance(name, candidate);
}

/**
 * Whether a key that misspells a documented one does so even if that one is given beside it: it differs only in case or
 * separators, two adjacent letters are swapped, or one letter is wrong. A plural is another name.
 */
export function clearlyMisspells(name: string, known: string): boolean {
  const [a, b] = [normalize(name), normalize(known)];
  if (`${a}s` === b || a === `${b}s`) return false;
  return misspells(name, known) && (distance(a, b) <= 1 || isSwapped(a, b));
}

/**
 * Whether a key is so similar to a documented one that it must be a misspelling: it differs only in case or separators,
 * two adjacent letters are swapped, or one letter is wrong (two in longer names). Names that differ only in digits
 * (`address1`, `address2`) are different names, and so are those with a different word (`startTime`, `startType`), and a
 * thing and its id (`language`, `languageId`). A key of more than 100 characters is never a misspelling.
 */
export function misspells(name: string, known: string): boolean {
  if (name === known || name.length > MAX_NAME_LENGTH) return false;
  const [a, b] = [normalize(name), normalize(known)];
  if (a === b) return true;
  if (a.length < 4 || a.replace(/\d/g, '') === b.replace(/\d/g, '') || `${a}id` === b) return false;
  if (!isSimilar(a, b)) return false;
  const [words, knownWords] = [wordsOf(name), wordsOf(known)];
  if (words.length !== knownWords.length) return true;
  return words.every((word, index) => word === knownWords[index] || isSimilar(word, knownWords[index] ?? ''));
}

function isSimilar(a: string, b: string): boolean {
  if (Math.max(a.length, b.length) < 4 || a[0] !== b[0]) return false;
  if (a.length === b.length && isSwapped(a, b)) return true;
  const limit = Math.min(a.length, b.length) >= 8 ? 2 : 1;
  return Math.abs(a.length - b.length) <= limit && distance(a, b) <= limit;
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

function isSwapped(a: string, b: string): boolean {
  const start = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[start] === b[start + 1] && a[start + 1] === b[start] && a.slice(start + 2) === b.slice(start + 2);
}
