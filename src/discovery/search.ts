/** The search behind `find_tools`: scores definitions by matching words, then adjusts the scores to the intent. */
import type { Definition, Effect } from '../tools/define.js';
import { createScorer } from './bm25.js';
import { type Intent, parseIntent, removeExclusions } from './intent.js';
import { extractTerms, findConcept } from './terms.js';

interface SearchResult {
  definition: Definition;
  score: number;
}

/** @returns tools, best first */
export type Search = (request: string) => SearchResult[];

/** Weights of a match in the title, in the summary and in the keywords. */
const FIELD_WEIGHTS = [1, 1, 1.5];
/** Further terms of a request are ignored. */
const MAX_TERMS = 80;

/** Builds the index. This takes tens of milliseconds, so call it only on the first search. */
export function createSearch(definitions: readonly Definition[]): Search {
  // A v1 twin has the words of its v1.1 form, so both share a document; the layer fit decides between them.
  const documents = groupTwins(definitions);
  const score = createScorer(
    documents.map(([definition]) => toFields(definition)),
    FIELD_WEIGHTS,
    findConcept,
  );
  const candidates = documents.map((twins) => twins.map(toCandidate));
  return (request) => {
    const intent = parseIntent(request);
    const effectFits = fitsOfEffects(intent);
    const scores = score(extractTerms(removeExclusions(request)).slice(0, MAX_TERMS));
    const results: SearchResult[] = [];
    candidates.forEach((twins, number) => {
      const wordScore = scores[number] ?? 0;
      if (wordScore === 0) return;
      for (const candidate of twins) {
        const { definition } = candidate;
        results.push({ definition, score: wordScore * intentFit(candidate, intent, effectFits[definition.effect]) });
      }
    });
    return results.sort((a, b) => b.score - a.score);
  };
}

/** The definitions, with the v1.1 and v1 forms of an endpoint grouped. */
function groupTwins(definitions: readonly Definition[]): readonly (readonly [Definition, ...Definition[]])[] {
  const byTool = new Map(definitions.map((definition) => [definition.tool, definition]));
  const isOlder = ({ tool, version, legacy }: Definition) =>
    legacy && version === 'v1' && byTool.has(tool.replace(/_v1$/, '_v1_1'));
  return definitions
    .filter((definition) => !isOlder(definition))
    .map((definition) => {
      const older = byTool.get(definition.tool.replace(/_v1_1$/, '_v1'));
      return older === undefined || older === definition ? [definition] : [definition, older];
    });
}

/** The summary without the clauses that name another tool; they say what this tool is not for. */
const ownSummary = (summary: string): string =>
  summary
    .split(/[.;:,()]/)
    .filter((clause) => !/\w_\w/.test(clause))
    .join(' ');

const toFields = ({ tool, title, section, summary, keywords }: Definition): string[][] => [
  extractTerms(`${title} ${tool.replace(/_v1(_1)?$/, '').replaceAll('_', ' ')} ${section}`),
  extractTerms(ownSummary(summary)),
  extractTerms(keywords.join('\n')),
];

/** What the intent of a request is compared with, beside the definition itself. */
interface Candidate {
  readonly definition: Definition;
  readonly takesCustomerId: boolean;
  readonly takesIdentifier: boolean;
  readonly isBulk: boolean;
}

/** Judged by the path: building the schemas of all tools to look at their arguments would dominate the first search. */
function toCandidate(definition: Definition): Candidate {
  const { tool, title, path } = definition;
  return {
    definition,
    takesCustomerId: /^v2\/customers\/\{|\{(customerId|userId)\}/.test(path),
    takesIdentifier: path.includes('lookup'),
    isBulk: /bulk|batch/i.test(`${tool} ${title} ${path}`),
  };
}

/** How well a tool's effect (column) fits the requested effect (row). */
const EFFECT_FIT: { [requested in Effect]: { [actual in Effect]: number } } = {
  read: { read: 1, action: 0.7, create: 0.55, update: 0.55, delete: 0.55 },
  create: { create: 1, action: 0.9, update: 0.75, delete: 0.55, read: 0.55 },
  update: { update: 1, action: 0.9, create: 0.75, delete: 0.7, read: 0.55 },
  delete: { delete: 1, action: 0.9, update: 0.9, create: 0.55, read: 0.55 },
  action: { action: 1, create: 0.95, update: 0.9, delete: 0.75, read: 0.55 },
};
/** Fit of a write when the request names no effect: such requests are mostly look-ups. */
const WRITE_WITHOUT_VERB = 0.9;

/** The factor that adjusts a tool's score to the intent of the request. */
const intentFit = (candidate: Candidate, intent: Intent, effectFit: number): number =>
  layerFit(candidate.definition, intent) * effectFit * keyFit(candidate, intent) * numberFit(candidate, intent);

/** How well each effect fits the request. */
function fitsOfEffects({ effects }: Intent): { readonly [actual in Effect]: number } {
  const fitOf = (actual: Effect): number => {
    if (effects.length > 0) return Math.max(...effects.map((requested) => EFFECT_FIT[requested][actual]));
    return actual === 'read' ? 1 : WRITE_WITHOUT_VERB;
  };
  return {
    read: fitOf('read'),
    create: fitOf('create'),
    update: fitOf('update'),
    delete: fitOf('delete'),
    action: fitOf('action'),
  };
}

function keyFit({ takesIdentifier, takesCustomerId }: Candidate, { customerKey }: Intent): number {
  if (customerKey === undefined) return 1;
  return (customerKey === 'id' ? takesIdentifier : takesCustomerId) ? 0.65 : 1;
}

/** How well a bulk call fits. Calls for one row are not adjusted: they also serve requests for many. */
const BULK_FIT = { many: 1.15, one: 0.7, unspecified: 0.85 };
const numberFit = ({ isBulk }: Candidate, { number }: Intent): number =>
  isBulk ? BULK_FIT[number ?? 'unspecified'] : 1;

/** Puts recommended layers first, unless the request names another. */
function layerFit(
  { version, legacy, supersededBy }: Definition,
  { versions, excludedVersions, wantsOlder }: Intent,
): number {
  if (excludedVersions.includes(version)) return 0.3;
  if (versions.length > 0) {
    if (!versions.includes(version)) return 0.5;
    // Some newer gateways also call their only layer v1 or v1.1, but a request that says v1.1 means InTouch.
    const meansInTouch = versions.includes('v1.1') || (versions.includes('v1') && excludedVersions.includes('v1.1'));
    return meansInTouch && !legacy ? 0.75 : 1.5;
  }
  if (legacy && version === 'v1') return wantsOlder ? 0.6 : 0.2;
  if (supersededBy !== undefined) return wantsOlder ? 1 : 0.7;
  return legacy ? 0.85 : 1;
}
