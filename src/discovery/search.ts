/**
 * The search behind `find_tools`: scores definitions by matching words and by their most similar phrase, then adjusts
 * the scores to the intent.
 */
import type { Definition, Effect, Version } from '../tools/define.js';
import { createScorer } from './bm25.js';
import { canBeVerb, type Intent, parseIntent } from './intent.js';
import { createPhraseScorer } from './phrases.js';
import { cleanRequest, shareOfUnknown, toSearchText, weighSubjects, weighTerms, withoutVerbs } from './request.js';
import { analyze, analyzeLines, extractTerms, findConcept, meaningOf } from './terms.js';

interface SearchResult {
  definition: Definition;
  score: number;
}

/** Tools, best first. */
export interface SearchResults extends ReadonlyArray<SearchResult> {
  /** Whether the best of them fits well. If not, probably no tool does what was asked for. */
  readonly fits: boolean;
}
export type Search = (request: string) => SearchResults;

/** Weights of a match in the title, in the summary and in the keywords. */
const FIELD_WEIGHTS = [1, 1, 1.5];
/** How much a tool's name and title can add to its score, as a multiple of its words. */
const NAME_WEIGHT = 3.6;
/** Longer requests resemble no name, so their names weigh less: up to this many subjects, they weigh in full. */
const NAME_SUBJECTS = 3;
/** How much the most similar keyword can add, as a multiple of the words. */
const KEYWORD_WEIGHT = 1.35;
/** How much a keyword that says nearly the same as the request adds to that. */
const KEYWORD_MATCH_WEIGHT = 1;

/**
 * The least score of a tool that fits, as a multiple of the weight of the request's terms. Calibrated on requests that a
 * tool serves and on foreign ones: `npm run bench:search` prints the share of each that is said not to fit.
 */
const MIN_FIT = 5;
/** A request with words that no tool knows ('book a *flight*') must fit better, by the share of known words to this power. */
const UNKNOWN_EXPONENT = 3;

/** The least similarity of a tool to what a request wants deleted. */
const MIN_NOUN_SIMILARITY = 0.2;

/** Builds the index. This takes tens of milliseconds, so call it only on the first search. */
export function createSearch(definitions: readonly Definition[]): Search {
  // A v1 twin has the words of its v1.1 form, so both share a document; the layer fit decides between them.
  const groups = groupTwins(definitions);
  const documents = groups.map(([definition]) => toDocument(definition));
  const scoreWords = createScorer(
    documents.map(({ words }) => words),
    FIELD_WEIGHTS,
    findConcept,
  );
  const scorePhrases = createPhraseScorer(
    documents.map(({ phrases }) => phrases),
    2,
  );
  const needs = createNeeds();
  const needsOf = groups.map(([definition]) => needs.numberOf(definition));
  const traits = createTraits();
  const candidates = groups.map((twins) =>
    twins.map((definition) => ({ definition, traits: traits.numberOf(definition) })),
  );
  return (written) => {
    const request = cleanRequest(written);
    const intent = parseIntent(request);
    const intentFits = traits.fits(intent);
    const text = toSearchText(request);
    const { scores: words, unknown } = scoreWords(weighTerms(text));
    const subjects = weighSubjects(text);
    const needsFits = needs.fits(subjects);
    const { similarities, weight } = scorePhrases(subjects);
    const [names, keywords] = similarities;
    const nameWeight = NAME_WEIGHT * Math.min(1, NAME_SUBJECTS / subjects.size);
    const results: SearchResult[] = [];
    candidates.forEach((twins, number) => {
      const wordScore = words[number] ?? 0;
      if (wordScore === 0) return;
      const name = (names?.[number] ?? 0) ** 2;
      const keyword = (keywords?.[number] ?? 0) ** 2;
      const resemblance =
        1 + nameWeight * name + KEYWORD_WEIGHT * keyword + KEYWORD_MATCH_WEIGHT * keyword * keyword * keyword * keyword;
      const score = wordScore * resemblance * (needsFits[needsOf[number] ?? 0] ?? 1);
      for (const { definition, traits } of twins) {
        results.push({ definition, score: score * (intentFits[traits] ?? 1) });
      }
    });
    results.sort((a, b) => b.score - a.score);
    // 'Delete' alone finds a tool that deletes something else.
    const isAboutSameThing = ({ definition }: SearchResult): boolean => {
      if (!intent.effects.includes('delete')) return true;
      const number = groups.findIndex((twins) => twins.includes(definition));
      const nouns = scorePhrases(withoutVerbs(subjects, text));
      return nouns.similarities.some((field) => (field[number] ?? 0) >= MIN_NOUN_SIMILARITY);
    };
    const [best] = results;
    const known = (1 - shareOfUnknown(request, text, unknown)) ** UNKNOWN_EXPONENT;
    const fits = best !== undefined && best.score * known >= MIN_FIT * weight && isAboutSameThing(best);
    return Object.assign(results, { fits });
  };
}

/** The search over a catalogue, built by the first request. */
export function searchOf(definitions: readonly Definition[]): Search {
  const cached = searches.get(definitions);
  if (cached) return cached;
  const search = createSearch(definitions);
  searches.set(definitions, search);
  return search;
}
const searches = new WeakMap<readonly Definition[], Search>();

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

/** What is searched of a tool: the words of each field, and its phrases: names, and keywords. */
interface Document {
  words: (readonly string[])[];
  phrases: (readonly string[])[][];
}

function toDocument({ title, tool, section, summary, keywords }: Definition): Document {
  const names = [title, tool.replace(/_v1(_1)?$/, '').replaceAll('_', ' ')].map(analyze);
  const phrases = analyzeLines(keywords);
  return {
    words: [
      [...names.flatMap(({ terms }) => terms), ...extractTerms(section)],
      extractTerms(ownSummary(summary)),
      phrases.flatMap(({ terms }) => terms),
    ],
    phrases: [names, phrases].map((field) => field.map(({ subjects }) => subjects)),
  };
}

/** Entities that a request need not name: requests are about customers of the organization anyway. */
const IMPLIED_ENTITIES: ReadonlySet<string> = new Set(['~customer', '~brand', '~search']);
/** Fit of a tool whose entity the request does not name: 'send an OTP' means no OTP of the staff. */
const UNNAMED_ENTITY = 0.85;

/**
 * Fit of a tool that the inventory does not list: fewer organizations have it, and fewer requests mean it, so a tool of
 * the inventory comes first where scores are close.
 */
const BEYOND_INVENTORY = 0.9;
/** The same if the request does not name all of its entity: 'put the badge on hold' is about no group of badges. */
const UNNAMED_BEYOND_INVENTORY = 0.8;

/** What a tool is not for unless the request says so: 'points of a group' asks for no transfer. */
const ACTIONS: ReadonlySet<string | undefined> = new Set(
  'approve claim delete earn end enrol evaluate issue merge redeem reject resend retrigger return simulate suspend transfer undo unlink upload validate'
    .split(' ')
    .map((word) => meaningOf(word).subject),
);
/** Fit of a tool whose action the request does not name. */
const UNNAMED_ACTION = 0.9;

interface Needs {
  readonly entity: readonly string[];
  readonly action: readonly string[];
  readonly inInventory: boolean;
}

/**
 * What the names of tools say that a request should name as well: the entity, `user_group` of `user_group_get`, and the
 * action. Few of the combinations occur, so they are numbered.
 */
function createNeeds(): {
  numberOf(definition: Definition): number;
  /** @returns the fits of tools to the subjects of a request, by the number of their needs */
  fits(subjects: ReadonlyMap<string, number>): number[];
} {
  const combinations: Needs[] = [];
  const numbers = new Map<string, number>();
  return {
    numberOf({ tool, inInventory }) {
      const entity = toEntity(tool);
      const action = analyze(tool.replaceAll('_', ' ')).subjects.filter((subject) => ACTIONS.has(subject));
      const key = `${entity.join(' ')}|${action.join(' ')}|${inInventory}`;
      const number = numbers.get(key) ?? combinations.push({ entity, action, inInventory }) - 1;
      numbers.set(key, number);
      return number;
    },
    fits: (subjects) => combinations.map((needs) => needsFit(needs, subjects)),
  };
}

function needsFit({ entity, action, inInventory }: Needs, subjects: ReadonlyMap<string, number>): number {
  const isNamed = (names: readonly string[]): boolean => names.length === 0 || names.some((name) => subjects.has(name));
  const fit = (isNamed(entity) ? 1 : UNNAMED_ENTITY) * (isNamed(action) ? 1 : UNNAMED_ACTION);
  if (inInventory) return fit;
  return fit * (entity.every((name) => subjects.has(name)) ? BEYOND_INVENTORY : UNNAMED_BEYOND_INVENTORY);
}

/** The subjects of the words before the verb; none if they need not be named. */
function toEntity(tool: string): readonly string[] {
  const words = tool.split('_');
  const verb = words.findIndex((word, index) => index > 0 && canBeVerb(word));
  const { subjects } = analyze(words.slice(0, Math.max(verb, 1)).join(' '));
  return subjects.some((subject) => IMPLIED_ENTITIES.has(subject)) ? [] : subjects;
}

/** What the intent of a request is compared with. Few of the combinations occur. */
interface Traits {
  readonly effect: Effect;
  /** Whether some arguments make it a read. */
  readonly canRead: boolean;
  readonly version: Version;
  readonly legacy: boolean;
  readonly isSuperseded: boolean;
  readonly takesCustomerId: boolean;
  readonly takesIdentifier: boolean;
  readonly isBulk: boolean;
  /** Whether it says that it is for a single row. */
  readonly isSingle: boolean;
  /** Whether it also reaches connected organizations. */
  readonly crossesOrganizations: boolean;
  /** Whether it lists what there is. */
  readonly isList: boolean;
}

/** Judged by the path: building the schemas of all tools to look at their arguments would dominate the first search. */
const toTraits = (definition: Definition): Traits => {
  const { tool, title, path, effect, version, legacy } = definition;
  return {
    effect,
    canRead: effect === 'read' || definition.readUnless !== undefined,
    version,
    legacy,
    isSuperseded: definition.supersededBy !== undefined,
    takesCustomerId: /^v2\/customers\/\{|\{(customerId|userId)\}/.test(path),
    takesIdentifier: path.includes('lookup'),
    isBulk: /bulk|batch|multiple|several/i.test(`${tool} ${title} ${path}`),
    isSingle: /single/i.test(title),
    crossesOrganizations: /_with_scope$/.test(tool),
    isList: /_list(_for_brand)?$/.test(tool),
  };
};

/** The combinations of traits that occur, numbered, so that a request is compared with each of them only once. */
function createTraits(): {
  numberOf(definition: Definition): number;
  /** @returns the factors that adjust the scores of tools to the intent of a request, by the number of their traits */
  fits(intent: Intent): number[];
} {
  const combinations: Traits[] = [];
  const numbers = new Map<string, number>();
  return {
    numberOf(definition) {
      const traits = toTraits(definition);
      const key = JSON.stringify(traits);
      const number = numbers.get(key) ?? combinations.push(traits) - 1;
      numbers.set(key, number);
      return number;
    },
    fits(intent) {
      const effectFits = fitsOfEffects(intent);
      return combinations.map((traits) => intentFit(traits, intent, effectFits));
    },
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
const WRITE_WITHOUT_VERB = 0.84;
/** Fit of a write to a look-up. It must never come before the reads that answer the request. */
const WRITE_FOR_LOOK_UP = 0.33;

/** The factor that adjusts a tool's score to the intent of the request. */
const intentFit = (traits: Traits, intent: Intent, effectFits: EffectFits): number =>
  layerFit(traits, intent) *
  effectFit(traits, effectFits) *
  keyFit(traits, intent) *
  numberFit(traits, intent) *
  (traits.crossesOrganizations && !intent.crossesOrganizations ? OWN_ORGANIZATION : 1) *
  (traits.isList && intent.wantsList ? LIST_FIT : 1);

type EffectFits = { readonly [actual in Effect]: number };

/** How well the effect fits: a tool that some arguments turn into a read is a read as well. */
const effectFit = ({ effect, canRead }: Traits, fits: EffectFits): number =>
  canRead ? Math.max(fits.read, fits[effect]) : fits[effect];

/** How well each effect fits the request. */
function fitsOfEffects({ effects }: Intent): EffectFits {
  const isLookUp = effects.length > 0 && effects.every((effect) => effect === 'read');
  const fitOf = (actual: Effect): number => {
    if (isLookUp) return actual === 'read' ? 1 : WRITE_FOR_LOOK_UP;
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

/** How well the way in which a tool takes the customer fits. Tools that take none are not adjusted. */
function keyFit({ takesIdentifier, takesCustomerId }: Traits, { customerKey }: Intent): number {
  if (customerKey === undefined || (!takesIdentifier && !takesCustomerId)) return 1;
  return (customerKey === 'id') === takesCustomerId ? 1.1 : 0.65;
}

/** How well a bulk call fits. */
const BULK_FIT = { many: 1.15, one: 0.6, unspecified: 0.75 };
/** How well a call fits a request for many if its title says that it is for one. */
const SINGLE_FOR_MANY = 0.6;

/** How well a tool that also reaches connected organizations fits a request that is not about them. */
const OWN_ORGANIZATION = 0.6;

/** How well a tool that lists what there is fits a request for that. */
const LIST_FIT = 1.5;

/** Other calls for one row are not adjusted: they also serve requests for many. */
function numberFit({ isBulk, isSingle }: Traits, { number }: Intent): number {
  if (isBulk) return BULK_FIT[number ?? 'unspecified'];
  return isSingle && number === 'many' ? SINGLE_FOR_MANY : 1;
}

/** Puts recommended layers first, unless the request names another. */
function layerFit(
  { version, legacy, isSuperseded }: Traits,
  { versions, excludedVersions, wantsOlder }: Intent,
): number {
  if (excludedVersions.includes(version)) return 0.3;
  if (versions.length > 0) {
    if (!versions.includes(version)) return 0.5;
    // Some newer gateways also call their only layer v1 or v1.1, but a request that says v1.1 means InTouch.
    const meansInTouch = versions.includes('v1.1') || (versions.includes('v1') && excludedVersions.includes('v1.1'));
    return meansInTouch && !legacy ? 0.75 : 1.5;
  }
  if (legacy && version === 'v1') return wantsOlder ? 0.6 : 0.05;
  if (isSuperseded) return wantsOlder ? 1 : 0.7;
  return legacy ? 0.85 : 1;
}
