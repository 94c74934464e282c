/**
 * How closely a request resembles the phrases that describe a document. BM25 adds up words wherever they occur in a
 * document; a request that says nearly the same as one phrase fits better than one whose words are spread over many.
 */

/** The phrases that contain a term. */
interface Posting {
  /** Indexes of the phrases, ascending. */
  readonly phrases: number[];
  /** In how many documents the term occurs. */
  documents: number;
  /** The last of these documents. */
  last: number;
}

/** The terms of a request, with the weight of each relative to the others. */
type WeightedTerms = ReadonlyMap<string, number>;

interface Resemblance {
  /** Per field, for each document: from 0 to 1, the similarity of the phrase that resembles the request most. */
  readonly similarities: readonly Float64Array[];
  /** The weights of the request's terms, by their rarity, in total. */
  readonly weight: number;
}
export type PhraseScorer = (request: WeightedTerms) => Resemblance;

/** Weight of a term that no document has, relative to one that a single document has: it may be a mere name or value. */
const UNKNOWN_WEIGHT = 0.5;

/** @param documents - each is a list of fields, each field a list of phrases, and each phrase a list of terms */
export function createPhraseScorer(
  documents: readonly (readonly (readonly (readonly string[])[])[])[],
  fields: number,
): PhraseScorer {
  const postings = new Map<string, Posting>();
  /** For each phrase, where its best similarity is kept: its document's place in the field. */
  const places: number[] = [];
  documents.forEach((each, document) => {
    each.forEach((phrases, field) => {
      for (const phrase of phrases) {
        const number = places.push(field * documents.length + document) - 1;
        for (const term of phrase) addToPostings(postings, term, number, document);
      }
    });
  });
  const rarity = (count: number): number => Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  const rarityOfUnknown = UNKNOWN_WEIGHT * rarity(1);
  const weights = new Float64Array(places.length);
  for (const posting of postings.values()) {
    const weight = rarity(posting.documents);
    for (const phrase of posting.phrases) weights[phrase] = (weights[phrase] ?? 0) + weight;
  }
  const factors = weights.map((weight) => 1 / Math.sqrt(weight));
  /** What each phrase has in common with the request, all zero between requests: clearing a few is cheaper than all. */
  const common = new Float64Array(places.length);

  return (request) => {
    const touched: number[] = [];
    let weight = 0;
    for (const [term, factor] of request) {
      const posting = postings.get(term);
      const share = factor * (posting ? rarity(posting.documents) : rarityOfUnknown);
      weight += share;
      if (!posting) continue;
      for (const phrase of posting.phrases) {
        if (common[phrase] === 0) touched.push(phrase);
        common[phrase] = (common[phrase] ?? 0) + share;
      }
    }
    const factor = 1 / Math.sqrt(weight);
    const best = new Float64Array(fields * documents.length);
    for (const phrase of touched) {
      const similarity = (common[phrase] ?? 0) * (factors[phrase] ?? 0) * factor;
      const place = places[phrase] ?? 0;
      if (similarity > (best[place] ?? 0)) best[place] = similarity;
      common[phrase] = 0;
    }
    const similarities = Array.from({ length: fields }, (_, field) =>
      best.subarray(field * documents.length, (field + 1) * documents.length),
    );
    return { similarities, weight };
  };
}

function addToPostings(postings: Map<string, Posting>, term: string, phrase: number, document: number): void {
  const posting = postings.get(term);
  if (!posting) {
    postings.set(term, { phrases: [phrase], documents: 1, last: document });
    return;
  }
  if (posting.phrases.at(-1) !== phrase) posting.phrases.push(phrase);
  if (posting.last !== document) posting.documents++;
  posting.last = document;
}
