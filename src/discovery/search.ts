/** The search behind `find_tools`: words against the definitions' own words, then what else the request says. */
import type { Definition, Effect } from '../tools/define.js';
import { createScorer } from './bm25.js';
import { type Cues, readCues, withoutUnwanted } from './cues.js';
import { conceptOf, terms } from './words.js';

interface Hit {
  definition: Definition;
  score: number;
}

/** @returns tools, best first */
export type Search = (request: string) => Hit[];

/** What a match in the title, the summary and the keywords is worth. */
const WEIGHTS = [1, 1, 1.5];
/** More than this says nothing new. */
const MOST_TERMS = 80;

/** Builds the index: some tens of milliseconds, so on the first search. */
export function createSearch(definitions: readonly Definition[]): Search {
  // A v1 twin has its v1.1 form's words: one document for both, and the request's words decide between them.
  const forms = withTwins(definitions);
  const score = createScorer(
    forms.map(([definition]) => fieldsOf(definition)),
    WEIGHTS,
    conceptOf,
  );
  return (request) => {
    const cues = readCues(request);
    const scores = score(terms(withoutUnwanted(request)).slice(0, MOST_TERMS));
    const hits: Hit[] = [];
    forms.forEach((twins, number) => {
      const matched = scores[number] ?? 0;
      if (matched === 0) return;
      for (const definition of twins) {
        hits.push({ definition, score: matched * suitability(definition, cues) });
      }
    });
    return hits.sort((a, b) => b.score - a.score);
  };
}

/** Definitions, those of an endpoint's v1.1 and v1 form together. */
function withTwins(definitions: readonly Definition[]): readonly (readonly [Definition, ...Definition[]])[] {
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

/** A summary without the clauses that name another tool: they tell what this one is not for. */
const ownSummary = (summary: string): string =>
  summary
    .split(/[.;:,()]/)
    .filter((clause) => !/\w_\w/.test(clause))
    .join(' ');

const fieldsOf = ({ tool, title, section, summary, keywords }: Definition): string[][] => [
  terms(`${title} ${tool.replace(/_v1(_1)?$/, '').replaceAll('_', ' ')} ${section}`),
  terms(ownSummary(summary)),
  terms(keywords.join('\n')),
];

/** What a path tells: building the schemas of all tools to look at their arguments would take longer than all else. */
const takesCustomerId = ({ path }: Definition): boolean => /^v2\/customers\/\{|\{(customerId|userId)\}/.test(path);
const takesIdentifier = ({ path }: Definition): boolean => path.includes('lookup');
const isBulk = ({ tool, title, path }: Definition): boolean => /bulk|batch/i.test(`${tool} ${title} ${path}`);

/** How well what a tool does fits what is wanted; rows: wanted, columns: done. */
const EFFECT_FIT: { [wanted in Effect]: { [done in Effect]: number } } = {
  read: { read: 1, action: 0.7, create: 0.55, update: 0.55, delete: 0.55 },
  create: { create: 1, action: 0.9, update: 0.75, delete: 0.55, read: 0.55 },
  update: { update: 1, action: 0.9, create: 0.75, delete: 0.7, read: 0.55 },
  delete: { delete: 1, action: 0.9, update: 0.9, create: 0.55, read: 0.55 },
  action: { action: 1, create: 0.95, update: 0.9, delete: 0.75, read: 0.55 },
};
/** Where no word tells what is wanted, it is mostly a look-up. */
const NOTHING_SAID = 0.9;

/** The factor by which a tool's score changes for what the request says besides its subject. */
function suitability(definition: Definition, cues: Cues): number {
  return (
    layerFit(definition, cues) * effectFit(definition, cues) * keyFit(definition, cues) * numberFit(definition, cues)
  );
}

function effectFit({ effect }: Definition, { effects }: Cues): number {
  if (effects.length > 0) return Math.max(...effects.map((wanted) => EFFECT_FIT[wanted][effect]));
  return effect === 'read' ? 1 : NOTHING_SAID;
}

function keyFit(definition: Definition, { by }: Cues): number {
  if (by === undefined) return 1;
  return (by === 'id' ? takesIdentifier(definition) : takesCustomerId(definition)) ? 0.65 : 1;
}

/** How well a bulk call fits; a call for one row does nearly as well for many. */
const BULK_FIT = { many: 1.15, one: 0.7, untold: 0.85 };
const numberFit = (definition: Definition, { number }: Cues): number =>
  isBulk(definition) ? BULK_FIT[number ?? 'untold'] : 1;

/** Recommended layers come first, unless the request names another. */
function layerFit({ version, legacy, supersededBy }: Definition, { versions, notVersions, older }: Cues): number {
  if (notVersions.includes(version)) return 0.3;
  if (versions.length > 0) {
    if (!versions.includes(version)) return 0.5;
    // v1 and v1.1 are also what some newer gateways call their only layer; whoever says v1.1 means InTouch.
    const inTouch = versions.includes('v1.1') || (versions.includes('v1') && notVersions.includes('v1.1'));
    return inTouch && !legacy ? 0.75 : 1.5;
  }
  if (legacy && version === 'v1') return older ? 0.6 : 0.2;
  if (supersededBy !== undefined) return older ? 1 : 0.7;
  return legacy ? 0.85 : 1;
}
