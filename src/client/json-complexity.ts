/**
 * Estimates what it costs to parse and examine a JSON text, before it is parsed. A text of five megabytes usually takes
 * 50 ms; one that consists of empty objects or of different names takes seconds, and many times its size in memory.
 */

/** No shorter text is too complex. */
const MIN_LENGTH = 200_000;
/** Arrays and objects. The largest page in the documentation has fewer than 20,000. */
const MAX_CONTAINERS = 100_000;
/** One in so many names is looked at. */
const SAMPLE = 32;
/** Different names among those. Objects that are alike have the same names, so even a large response has few. */
const MAX_SAMPLED_NAMES = 2_000;
/** Longer names are compared only by their ends. */
const MAX_NAME_LENGTH = 40;

export function isTooComplex(json: string): boolean {
  if (json.length < MIN_LENGTH) return false;
  return hasMoreThan(json, ['[', '{'], MAX_CONTAINERS) || hasTooManyNames(json);
}

/** Counts brackets inside strings too, which are few. */
function hasMoreThan(json: string, brackets: readonly string[], limit: number): boolean {
  let count = 0;
  for (const bracket of brackets) {
    for (let at = json.indexOf(bracket); at !== -1; at = json.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > limit) return true;
    }
  }
  return false;
}

function hasTooManyNames(json: string): boolean {
  const names = new Set<string>();
  let count = 0;
  for (let end = json.indexOf('":'); end !== -1; end = json.indexOf('":', end + 2)) {
    count += 1;
    if (count % SAMPLE !== 0) continue;
    const start = json.lastIndexOf('"', end - 1) + 1;
    names.add(json.slice(Math.max(start, end - MAX_NAME_LENGTH), end));
    if (names.size > MAX_SAMPLED_NAMES) return true;
  }
  return false;
}
