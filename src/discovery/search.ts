/** The search behind `find_tools`: words against the definitions' own words, then what else the request says. */
import MiniSearch from 'minisearch';
import type { Definition, Effect } from '../tools/define.js';
import { type Cues, readCues } from './cues.js';
import { terms } from './words.js';

export interface Hit {
  definition: Definition;
  score: number;
}

/** @returns enabled tools, best first */
export type Search = (request: string, accept: (definition: Definition) => boolean) => Hit[];

/** What a match is worth by where it is. */
const BOOST = { title: 1, summary: 0.7, keywords: 1.3 };
/** A word no tool has is taken for a misspelling: up to a quarter of its letters may differ. */
const TYPOS = 0.25;
/** More than this says nothing new. */
const MOST_TERMS = 80;

/** Builds the index: a few tens of milliseconds, so on the first search. */
export function createSearch(definitions: readonly Definition[]): Search {
  // A v1 twin has its v1.1 form's words: one document for both, and the request's words decide between them.
  const byTool = new Map(definitions.map((definition) => [definition.tool, definition]));
  const twins = new Map<string, Definition>();
  for (const definition of definitions) {
    const newer = definition.version === 'v1' && definition.legacy ? newerTwin(definition, byTool) : undefined;
    if (newer) twins.set(newer.tool, definition);
  }
  const older = new Set([...twins.values()].map(({ tool }) => tool));
  const vocabulary = new Set<string>();
  const index = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: terms,
    processTerm: (term) => {
      vocabulary.add(term);
      return term;
    },
  });
  index.addAll(definitions.filter(({ tool }) => !older.has(tool)).map(document));

  const options = {
    boost: BOOST,
    tokenize: (text: string) => terms(text).slice(0, MOST_TERMS),
    processTerm: (term: string) => term,
    fuzzy: (term: string) => (vocabulary.has(term) || term.length < 4 ? false : TYPOS),
  };
  return (request, accept) => {
    const cues = readCues(request);
    return index
      .search(request, options)
      .flatMap(({ id, score }) => {
        const found = byTool.get(id);
        const twin = twins.get(id);
        return [found, twin].flatMap((definition) =>
          definition && accept(definition)
            ? [{ definition, score: score * fit(definition, cues) }]
            : [],
        );
      })
      .sort((a, b) => b.score - a.score);
  };
}

const newerTwin = ({ tool }: Definition, byTool: ReadonlyMap<string, Definition>): Definition | undefined =>
  byTool.get(tool.replace(/_v1$/, '_v1_1'));

const document = ({ tool, title, section, summary, keywords }: Definition) => ({
  id: tool,
  title: `${title} ${tool.replace(/_v1(_1)?$/, '').replaceAll('_', ' ')} ${section}`,
  summary,
  keywords: keywords.join('\n'),
});

/** What a path tells: building the schemas of all tools to look at their arguments would take longer than all else. */
const takesCustomerId = ({ path }: Definition): boolean =>
  /^v2\/customers\/\{|\{(customerId|userId)\}/.test(path);
const takesIdentifier = ({ path }: Definition): boolean => path.includes('lookup');
const isBulk = ({ tool, title, path }: Definition): boolean => /bulk|batch/i.test(`${tool} ${title} ${path}`);

/** How well what a tool does fits what is wanted; rows: wanted, columns: done. */
const EFFECT_FIT: { [wanted in Effect]: { [done in Effect]: number } } = {
  read: { read: 1, action: 0.75, create: 0.65, update: 0.65, delete: 0.65 },
  create: { create: 1, action: 0.95, update: 0.8, delete: 0.65, read: 0.65 },
  update: { update: 1, action: 0.95, create: 0.8, delete: 0.75, read: 0.65 },
  delete: { delete: 1, action: 0.95, update: 0.95, create: 0.65, read: 0.65 },
  action: { action: 1, create: 1, update: 0.9, delete: 0.8, read: 0.65 },
};

/** The factor by which a tool's score changes for what the request says besides its subject. */
function fit(definition: Definition, cues: Cues): number {
  return (
    layerFit(definition, cues) * effectFit(definition, cues) * keyFit(definition, cues) * numberFit(definition, cues)
  );
}

const effectFit = ({ effect }: Definition, { effects }: Cues): number =>
  effects.length === 0 ? 1 : Math.max(...effects.map((wanted) => EFFECT_FIT[wanted][effect]));

function keyFit(definition: Definition, { by }: Cues): number {
  if (by === undefined) return 1;
  return (by === 'id' ? takesIdentifier(definition) : takesCustomerId(definition)) ? 0.8 : 1;
}

const numberFit = (definition: Definition, { many }: Cues): number =>
  isBulk(definition) ? (many ? 1.15 : 0.85) : 1;

/** Recommended layers come first, unless the request names another. */
function layerFit({ version, legacy, supersededBy }: Definition, { versions, notVersions, older }: Cues): number {
  if (notVersions.includes(version)) return 0.3;
  if (versions.length > 0) {
    if (!versions.includes(version)) return 0.5;
    // v1 and v1.1 are also what some newer gateways call their only layer; whoever says v1.1 means InTouch.
    const inTouch = versions.includes('v1.1') || (versions.includes('v1') && notVersions.includes('v1.1'));
    return inTouch && !legacy ? 0.75 : 1.5;
  }
  if (legacy && version === 'v1') return older ? 0.6 : 0.4;
  if (supersededBy !== undefined) return older ? 1 : 0.7;
  return legacy ? 0.85 : 1;
}
