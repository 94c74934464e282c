/**
 * BM25 over documents with several fields (https://en.wikipedia.org/wiki/Okapi_BM25). Built for a catalogue: hundreds
 * of short documents that never change, and requests of about twenty words.
 */
import { distance } from 'fastest-levenshtein';

/** BM25's k1: how quickly repetitions of a word stop adding to the score. */
const K = 2;
/** BM25's b: how strongly long fields are penalized. */
const B = 0.7;
/** Weight of a match by a corrected spelling, relative to an exact match. */
const CORRECTION_WEIGHT = 0.8;

/** The documents that contain a word. */
interface Posting {
  /** Indexes of the documents, ascending. */
  documents: number[];
  /** For each of these documents, how often the word occurs in each field: `fields` numbers per document. */
  counts: number[];
  /** The score of each of these documents for the word. Computed by the first request with the word. */
  scores?: Float64Array;
}

/** What a request finds. */
interface Matches {
  /** One score per document, in document order; 0 if nothing matches. */
  readonly scores: Float64Array;
  /** The words that no document has, not even in another spelling. */
  readonly unknown: ReadonlySet<string>;
}
/** Takes the words of a request, with the weight of each. */
export type Scorer = (request: ReadonlyMap<string, number>) => Matches;

/**
 * @param documents - each is a list of fields, and each field a list of words
 * @param weights - weight of a match, per field
 * @param findConcept - the concept that a word belongs to, if any; a corrected word also matches its concept
 */
export function createScorer(
  documents: readonly (readonly (readonly string[])[])[],
  weights: readonly number[],
  findConcept: (word: string) => string | undefined,
): Scorer {
  const fields = weights.length;
  const postings = new Map<string, Posting>();
  documents.forEach((document, number) => {
    document.forEach((words, field) => {
      for (const word of words) countWord(postings, word, number, field, fields);
    });
  });
  const lengths = documents.map((document) => document.map((words) => words.length));
  const averages = weights.map(
    (_, field) => lengths.reduce((sum, each) => sum + (each[field] ?? 0), 0) / lengths.length,
  );
  /** The part of BM25's denominator that depends only on the length of the field. */
  const damping = lengths.map((each) =>
    each.map((length, field) => K * (1 - B + (B * length) / (averages[field] ?? 1))),
  );
  const vocabulary = groupByInitial(postings.keys());
  const scorePosting = ({ documents: numbers, counts }: Posting): Float64Array =>
    Float64Array.from(numbers, (number, position) => {
      let score = 0;
      for (let field = 0; field < fields; field++) {
        const frequency = counts[position * fields + field] ?? 0;
        if (frequency > 0)
          score += ((weights[field] ?? 0) * frequency * (K + 1)) / (frequency + (damping[number]?.[field] ?? K));
      }
      return score;
    });

  return (request) => {
    const scores = new Float64Array(documents.length);
    const matches = new Float64Array(documents.length);
    const unknown = new Set<string>();
    for (const [word, share] of request) {
      const exact = postings.get(word);
      const candidates = exact
        ? [word]
        : findCorrections(word, vocabulary).flatMap((other) => [other, findConcept(other) ?? []].flat());
      if (candidates.length === 0) unknown.add(word);
      for (const posting of candidates.flatMap((candidate) => postings.get(candidate) ?? [])) {
        const rarity = inverseDocumentFrequency(documents.length, posting.documents.length);
        const weight = share * rarity * (exact ? 1 : CORRECTION_WEIGHT);
        posting.scores ??= scorePosting(posting);
        for (let position = 0; position < posting.documents.length; position++) {
          const number = posting.documents[position] ?? 0;
          scores[number] = (scores[number] ?? 0) + weight * (posting.scores[position] ?? 0);
          matches[number] = (matches[number] ?? 0) + share;
        }
      }
    }
    // Two matching words say more than one matching word that is twice as rare.
    for (let number = 0; number < scores.length; number++) {
      scores[number] = (scores[number] ?? 0) * (matches[number] ?? 0);
    }
    return { scores, unknown };
  };
}

function countWord(postings: Map<string, Posting>, word: string, number: number, field: number, fields: number): void {
  let posting = postings.get(word);
  if (!posting) {
    posting = { documents: [], counts: [] };
    postings.set(word, posting);
  }
  if (posting.documents.at(-1) !== number) {
    posting.documents.push(number);
    for (let each = 0; each < fields; each++) posting.counts.push(0);
  }
  const index = posting.counts.length - fields + field;
  posting.counts[index] = (posting.counts[index] ?? 0) + 1;
}

/** The words by their first letter, by which alone misspellings are looked up. */
function groupByInitial(words: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const group = groups.get(word.charAt(0));
    if (group) group.push(word);
    else groups.set(word.charAt(0), [word]);
  }
  return groups;
}

const inverseDocumentFrequency = (total: number, matching: number): number =>
  Math.log(1 + (total - matching + 0.5) / (matching + 0.5));

/**
 * The known words that an unknown word may be a misspelling of: two adjacent letters are swapped, or one letter is wrong
 * (two in a long word). The first letter is taken to be right.
 */
function findCorrections(word: string, vocabulary: ReadonlyMap<string, readonly string[]>): string[] {
  if (word.length < 4) return [];
  const swapped = new Set<string>();
  for (let at = 1; at < word.length - 1; at++) {
    swapped.add(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));
  }
  const maxDistance = word.length < 8 ? 1 : 2;
  return (vocabulary.get(word.charAt(0)) ?? []).filter(
    (other) =>
      Math.abs(other.length - word.length) <= maxDistance &&
      (swapped.has(other) || distance(word, other) <= maxDistance),
  );
}
