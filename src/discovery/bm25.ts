/**
 * BM25 over documents of several fields (https://en.wikipedia.org/wiki/Okapi_BM25). Made for a catalogue: hundreds of
 * short documents that never change, requests of some twenty words.
 */
import { distance } from 'fastest-levenshtein';

/** How soon repeating a word stops to count, and how much a long field is held against it. */
const K = 2;
const B = 0.7;
/** A misspelt word is worth this much of what it was meant to be. */
const NEARLY = 0.8;

/** Documents that have a word: their numbers, and for each how often each field has it, one after the other. */
interface Posting {
  documents: number[];
  counts: number[];
}

/** @returns one score a document, in the order of the documents; 0 where nothing matches */
export type Scorer = (request: readonly string[]) => Float64Array;

/**
 * @param documents each a list of fields, each a list of words
 * @param weights what a match is worth by its field
 * @param synonym the word that stands for a word and its synonyms, if there is one: looked up beside a corrected word
 */
export function createScorer(
  documents: readonly (readonly (readonly string[])[])[],
  weights: readonly number[],
  synonym: (word: string) => string | undefined,
): Scorer {
  const fields = weights.length;
  const postings = new Map<string, Posting>();
  documents.forEach((document, number) => {
    document.forEach((words, field) => {
      for (const word of words) count(postings, word, number, field, fields);
    });
  });
  const lengths = documents.map((document) => document.map((words) => words.length));
  const averages = weights.map(
    (_, field) => lengths.reduce((sum, each) => sum + (each[field] ?? 0), 0) / lengths.length,
  );
  /** The part of BM25's denominator that only the length of the field decides. */
  const damping = lengths.map((each) =>
    each.map((length, field) => K * (1 - B + (B * length) / (averages[field] ?? 1))),
  );
  const vocabulary = [...postings.keys()];

  return (request) => {
    const scores = new Float64Array(documents.length);
    const matches = new Uint16Array(documents.length);
    for (const word of new Set(request)) {
      const exact = postings.get(word);
      const meant = exact ? [word] : near(word, vocabulary).flatMap((other) => [other, synonym(other) ?? []].flat());
      const found = meant.flatMap((each) => postings.get(each) ?? []);
      for (const posting of found) {
        const value = rarity(documents.length, posting.documents.length) * (exact ? 1 : NEARLY);
        posting.documents.forEach((number, at) => {
          let score = 0;
          for (let field = 0; field < fields; field++) {
            const times = posting.counts[at * fields + field] ?? 0;
            if (times > 0)
              score += ((weights[field] ?? 0) * times * (K + 1)) / (times + (damping[number]?.[field] ?? K));
          }
          scores[number] = (scores[number] ?? 0) + value * score;
          matches[number] = (matches[number] ?? 0) + 1;
        });
      }
    }
    // Two words found say more than one word found that is twice as rare.
    return scores.map((score, number) => score * (matches[number] ?? 0));
  };
}

function count(postings: Map<string, Posting>, word: string, number: number, field: number, fields: number): void {
  let posting = postings.get(word);
  if (!posting) {
    posting = { documents: [], counts: [] };
    postings.set(word, posting);
  }
  if (posting.documents.at(-1) !== number) {
    posting.documents.push(number);
    for (let each = 0; each < fields; each++) posting.counts.push(0);
  }
  const at = posting.counts.length - fields + field;
  posting.counts[at] = (posting.counts[at] ?? 0) + 1;
}

const rarity = (all: number, having: number): number => Math.log(1 + (all - having + 0.5) / (having + 0.5));

/**
 * The words an unknown one may be a misspelling of: two neighbours are swapped, or a letter is wrong, or two in a long
 * word; never the first.
 */
function near(word: string, vocabulary: readonly string[]): string[] {
  if (word.length < 4) return [];
  const swapped = new Set<string>();
  for (let at = 1; at < word.length - 1; at++) {
    swapped.add(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));
  }
  const most = word.length < 8 ? 1 : 2;
  return vocabulary.filter(
    (other) =>
      other[0] === word[0] &&
      Math.abs(other.length - word.length) <= most &&
      (swapped.has(other) || distance(word, other) <= most),
  );
}
