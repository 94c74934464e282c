/** `find_tools`: turns requests in everyday words into tools that an agent can call at once. */
import { type ToolResult, textResult } from '../call/result.js';
import { encodedLength } from '../call/text.js';
import {
  describeTool,
  FACT_BUDGETS,
  formatSignature,
  formatSignatures,
  OMISSION_MARK,
  SIGNATURE_BUDGETS,
} from '../presentation/signature.js';
import type { IsEnabled } from '../presentation/sources.js';
import { describeConditions } from '../tools/called-risk.js';
import { renamedTools } from '../tools/current-names.js';
import { type Definition, risk } from '../tools/define.js';
import { exampleOf } from '../tools/examples.js';
import { findExact, toToolName, writtenName } from './exact.js';
import { type FindRequest, parseFindRequest } from './find-request.js';
import { parseIntent } from './intent.js';
import { CALLERS, FIND_TOOLS } from './meta-tools.js';
import { refuseHiddenTool } from './refusal.js';
import { type SearchResults, searchOf } from './search.js';
import { type HidingFilter, isReadsOnly, type Selection } from './selection.js';

/** What was found for one query. */
interface Findings {
  /** The tools to show with all details; these come first. */
  full: readonly Definition[];
  /** The tools to show in short, best first. */
  short: readonly Definition[];
  /** What to say instead of or beside the tools. */
  notes: readonly string[];
  /** The tool that the query names and that a filter hides. */
  hidden?: { definition: Definition; hiding: HidingFilter };
}

/**
 * Finds enabled tools for each query, best first. Each result starts on a new line with its signature, and the next line
 * says what the tool does. A query that is an exact tool name, API path or title shows that tool in full.
 */
export async function findTools(
  definitions: readonly Definition[],
  selection: Selection,
  args: Record<string, unknown>,
  maxCharacters: number,
): Promise<ToolResult> {
  const request = parseFindRequest(args, definitions);
  if ('refusal' in request) return request.refusal;
  const found = request.queries.map((query) => findFor(query, request, definitions, selection));
  const [only, ...others] = found;
  if (only?.hidden && others.length === 0) return refuseHiddenTool(only.hidden.definition, only.hidden.hiding);
  const isEnabled = canName(definitions, selection);
  const details = await describeAll(found, { selection, isEnabled });
  const printing = { definitions, selection, isEnabled, details };
  const printed = print(found, request, { ...printing, enums: 'shared' });
  const fits = encodedLength([...printed.blocks, ...printed.closing].join('\n'), maxCharacters) <= maxCharacters;
  // Where results are left out, their types would take the space of others.
  const { blocks, closing } = fits ? printed : print(found, request, { ...printing, enums: 'inline' });
  return textResult(blocks, [...closing, ...request.notes], maxCharacters);
}

function findFor(
  query: string,
  request: FindRequest,
  definitions: readonly Definition[],
  selection: Selection,
): Findings {
  const { passes, limit, full } = request;
  const renamed = renamedTools([writtenName(query)]);
  const exact = findExact(query, definitions);
  const named = exact.find((definition) => definition.tool === toToolName(query));
  const hiding = named && selection.hiddenBy(named);
  if (named && hiding) return { full: [], short: [], notes: renamed, hidden: { definition: named, hiding } };
  const isShown = (definition: Definition): boolean => passes(definition) && !selection.hiddenBy(definition);
  const [first, ...others] = exact.filter(isShown);
  const inForm = (matches: readonly Definition[]): Pick<Findings, 'full' | 'short'> =>
    full ? { full: matches, short: [] } : { full: [], short: matches };
  if (first) {
    const rest = inForm(others.slice(0, limit - 1));
    return { full: [first, ...rest.full], short: rest.short, notes: renamed };
  }

  const results = searchOf(definitions)(query);
  const ranked = results.map(({ definition }) => definition);
  const matches = firstOf(ranked, limit, isShown);
  if (matches.length === 0) {
    const enabled = ranked.filter((definition) => !selection.hiddenBy(definition));
    return { full: [], short: [], notes: [...renamed, noMatchText(enabled, definitions, selection)] };
  }
  if (!results.fits) return { full: [], short: [], notes: [...renamed, noFitText(matches)] };
  const hidden = hiddenNote(results, matches[0], passes, selection);
  const outside = outsideNote(results, matches[0], request, selection);
  const many = manyNote(query, matches[0], selection);
  const notes = [hidden, outside, many].filter((note) => note !== undefined);
  return { ...inForm(matches), notes: [...renamed, ...notes] };
}

/** The best result, if it is a write and no details were requested. */
function bestWrite({ full, short: [best] }: Pick<Findings, 'full' | 'short'>): Definition | undefined {
  return full.length === 0 && best && risk(best) !== 'read' ? best : undefined;
}

/** How many times the score of the best match a tool has that the filters leave out, if it fits clearly better. */
const CLEAR_MARGIN = 1.25;

/** Names the tool that fits clearly better than the best match, if the domain or version leaves it out. */
function outsideNote(
  results: SearchResults,
  match: Definition | undefined,
  { hasEffect, scope }: FindRequest,
  selection: Selection,
): string | undefined {
  if (scope === '') return undefined;
  const best = results.find(({ definition }) => hasEffect(definition) && !selection.hiddenBy(definition));
  if (!best || !fitsClearlyBetter(best, match, results)) return undefined;
  return `(outside ${scope}: ${best.definition.tool} fits better)`;
}

function fitsClearlyBetter({ score }: SearchResults[number], match: Definition | undefined, results: SearchResults) {
  const own = results.find(({ definition }) => definition === match);
  return own !== undefined && score >= CLEAR_MARGIN * own.score;
}

/** Says that one call can do the same for many, in answer to a request that is about many. */
function manyNote(query: string, match: Definition | undefined, selection: Selection): string | undefined {
  if (!match || !selection.listsMetaTools || parseIntent(query).number !== 'many') return undefined;
  return `(a tool for one also serves many, in one call: ${CALLERS[risk(match)]} with calls)`;
}

/** The first `count` items that match, without looking at the others. */
function firstOf<T>(items: readonly T[], count: number, matches: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === count) break;
    if (matches(item)) found.push(item);
  }
  return found;
}

/** Whether a tool may be named as the source of an argument. */
const canName =
  (definitions: readonly Definition[], selection: Selection): IsEnabled =>
  (tool) => {
    const definition = definitions.find((each) => each.tool === tool);
    return definition !== undefined && !selection.hiddenBy(definition);
  };

/** Characters of details in an answer, about 3,000 tokens. Results that do not fit are shown in short. */
const DETAILS_BUDGET = 12_000;
/** Characters of details that are shown without being requested: hardly more than a signature with its facts. */
const MAX_BEST_LENGTH = 2_000;
/** The same for results of a single query behind the best one, which are read for comparison. */
const OTHERS_BUDGET = 6_000;

/** What decides how tools are written. */
interface Printing {
  definitions: readonly Definition[];
  selection: Selection;
  isEnabled: IsEnabled;
  /** The tools that are shown with all details. */
  details: ReadonlyMap<Definition, string>;
  /** Whether long enums are written once for all tools. */
  enums: 'shared' | 'inline';
}

/** Writes what was found. Each tool is written only once, where it is found first. */
function print(
  found: readonly Findings[],
  { queries }: FindRequest,
  { definitions, selection, isEnabled, details, enums }: Printing,
): { blocks: string[]; closing: string[] } {
  const isAlone = found.length === 1;
  // Several requests share the space: the second result of each is shown as the third of a single one is.
  const places = new Map<Definition, number>();
  for (const { full, short } of found) {
    for (const [position, definition] of [...full, ...short].entries())
      if (!details.has(definition) && !places.has(definition))
        places.set(definition, isAlone ? position : 2 * position);
  }
  const { lines, types } = formatSignatures(
    [...places].map(([definition, place]) => ({
      definition,
      budget: SIGNATURE_BUDGETS[place] ?? SIGNATURE_BUDGETS.at(-1) ?? 0,
      factBudget: FACT_BUDGETS[place] ?? 0,
    })),
    isEnabled,
    enums,
  );
  const texts = new Map(details);
  const isKnown = (definition: Definition): boolean =>
    places.has(definition) || details.has(definition) || selection.lists(definition);
  for (const [index, [definition, place]] of [...places].entries()) {
    const line = lines[index] ?? '';
    const sources = place === 0 ? describeSources(line, definitions, isKnown) : [];
    texts.set(definition, [line, `  ${describeMatch(definition, selection, place)}`, ...sources].join('\n'));
  }

  for (const best of found.map(bestWrite)) {
    const text = best && details.get(best);
    if (!best || text === undefined) continue;
    const signature = formatSignature(best, SIGNATURE_BUDGETS[0], isEnabled, new Map(), FACT_BUDGETS[0]);
    texts.set(best, [text, ...describeSources(signature, definitions, isKnown)].join('\n'));
  }

  const blocks: string[] = [];
  const printed = new Set<Definition>();
  for (const [index, { full, short, notes, hidden }] of found.entries()) {
    const tools = [...full, ...short].map((definition) => {
      if (printed.has(definition)) return `${definition.tool}(…)\n  as above`;
      printed.add(definition);
      return texts.get(definition) ?? '';
    });
    const refusal = hidden && `(${hidden.definition.tool} is not enabled here: ${hidden.hiding.setting} hides it)`;
    const group = [...tools, ...(isAlone ? [] : notes), ...(refusal ? [refusal] : [])];
    const heading = isAlone ? '' : `For "${excerpt(queries[index] ?? '')}":\n`;
    blocks.push(...group.map((text, position) => (position === 0 ? `${heading}${text}` : text)));
  }
  const notes = isAlone ? found.flatMap((each) => each.notes) : [];
  // A cut keeps the first block, so there must be one.
  if (blocks.length === 0) return { blocks: notes.slice(-1), closing: notes.slice(0, -1) };
  return { blocks, closing: [...types, ...legendFor(lines), ...notes] };
}

const MAX_HEADING_LENGTH = 60;
const excerpt = (query: string): string =>
  query.length <= MAX_HEADING_LENGTH ? query : `${query.slice(0, MAX_HEADING_LENGTH)}…`;

/**
 * The details of as many of the tools to show in full as fit into the budgets; at least of one. Of several queries, only the
 * best result of each has details. Writes that fit best have them, too, if they are short: an agent would look them up next.
 */
async function describeAll(
  found: readonly Findings[],
  { selection, isEnabled }: Pick<Printing, 'selection' | 'isEnabled'>,
): Promise<Map<Definition, string>> {
  const texts = new Map<Definition, string>();
  let size = 0;
  const addWithin = async (definitions: readonly Definition[], budget: number): Promise<void> => {
    for (const definition of definitions) {
      if (texts.has(definition)) continue;
      const text = await describeWhole(definition, { selection, isEnabled });
      if (texts.size > 0 && size + text.length > budget) continue;
      texts.set(definition, text);
      size += text.length;
    }
  };
  await addWithin(
    found.flatMap(({ full }) => full.slice(0, 1)),
    DETAILS_BUDGET,
  );
  await addWithin(
    found.flatMap(({ full }) => full.slice(1)),
    found.length === 1 ? OTHERS_BUDGET : 0,
  );
  for (const best of found.map(bestWrite)) {
    if (!best || texts.has(best)) continue;
    const text = await describeWhole(best, { selection, isEnabled });
    if (text.length <= MAX_BEST_LENGTH) texts.set(best, text);
  }
  return texts;
}

async function describeWhole(
  definition: Definition,
  { selection, isEnabled }: Pick<Printing, 'selection' | 'isEnabled'>,
): Promise<string> {
  const example = await exampleOf(definition);
  return describeTool(definition, {
    call: describeCall(definition, selection),
    isEnabled,
    ...(example && { example }),
  });
}

/** All that is known of a tool, as `find_tools` shows it for an exact name. */
export const referenceOf = (
  definition: Definition,
  definitions: readonly Definition[],
  selection: Selection,
): Promise<string> => describeWhole(definition, { selection, isEnabled: canName(definitions, selection) });

/** The risk class, and what to call the tool with: `destructive: call it with call_destructive_tool`. */
function describeCall(definition: Definition, selection: Selection): string {
  const { readUnless } = definition;
  const readsOnly = isReadsOnly(definition, selection);
  const riskClass = readsOnly ? 'read' : risk(definition);
  const callers = [
    ...(selection.lists(definition) ? ['directly'] : []),
    ...(selection.listsMetaTools ? [`with ${CALLERS[riskClass]}`] : []),
  ];
  const condition = readUnless && describeConditions(readUnless);
  const unless = readsOnly ? `; disabled here if ${condition}` : `; a read (${CALLERS.read}) unless ${condition}`;
  return `${riskClass}: call it ${callers.join(', or ')}${condition === undefined ? '' : unless}`;
}

/** `groupId: number /* user_group_search *\/` */
const MARKED_SOURCE = /\b(\w{1,60})\??: \w{1,40}(?:\[\])? \/\* ([a-z0-9_]{3,60}) \*\//g;
/** How many sources to show of the best result, and the maximum characters of each. */
const MAX_SOURCES = 2;
const SOURCE_BUDGET = 160;

/**
 * How to call the tools that return the ids which a result needs, if the agent does not know that yet: it would have to
 * look for them next.
 *
 * @param signature - that of the result
 */
function describeSources(
  signature: string,
  definitions: readonly Definition[],
  isKnown: (definition: Definition) => boolean,
): string[] {
  return [...signature.matchAll(MARKED_SOURCE)]
    .flatMap(([, argument, tool]) => {
      const source = definitions.find((each) => each.tool === tool);
      return source && !isKnown(source) ? [`  ${argument} from ${formatSignature(source, SOURCE_BUDGET)}`] : [];
    })
    .slice(0, MAX_SOURCES);
}

/** So many results have their whole summary; from the next on, a result has its first sentence. */
const SUMMARIES = 3;

/** A tool's risk class and purpose, on one line. @param place - its place in the results, from 0 */
function describeMatch(definition: Definition, selection: Selection, place: number): string {
  const { supersededBy, readUnless } = definition;
  const summary = place < SUMMARIES ? definition.summary : firstSentence(definition.summary);
  const newer = supersededBy === undefined ? '' : ` Superseded by ${supersededBy}.`;
  const readsOnly = isReadsOnly(definition, selection);
  const condition = readUnless
    ? ` ${readsOnly ? 'Disabled here if' : 'A read unless'} ${describeConditions(readUnless)}.`
    : '';
  return `${readsOnly ? 'read' : risk(definition)}: ${summary}${condition}${newer}`;
}

/** The first sentence of a summary. */
export const firstSentence = (text: string): string => text.split(/(?<=\.) (?=[A-Z])/, 1)[0] ?? text;

/** Names a hidden tool that fits clearly better; otherwise an agent would take the next best for the right one. */
function hiddenNote(
  results: SearchResults,
  match: Definition | undefined,
  passes: (definition: Definition) => boolean,
  selection: Selection,
): string | undefined {
  const best = results.find(({ definition }) => passes(definition));
  const hiding = best && selection.hiddenBy(best.definition);
  return hiding && fitsClearlyBetter(best, match, results)
    ? `(${best.definition.tool} fits better, but ${hiding.setting} hides it here)`
    : undefined;
}

/** Explains the mark of what is omitted, if there is one. */
const legendFor = (signatures: readonly string[]): string[] =>
  signatures.some((signature) => signature.includes(OMISSION_MARK))
    ? [`(${OMISSION_MARK}n: n more optional parts; ${FIND_TOOLS} with the exact name shows all)`]
    : [];

/** How many names to give when nothing fits well. */
const NEAREST = 3;

/** Says that nothing fits well, rather than showing tools that do something else. @param matches - best first */
function noFitText(matches: readonly Definition[]): string {
  const nearest = matches.slice(0, NEAREST).map(({ tool }) => tool);
  return `No tool seems to do that. Nearest: ${nearest.join(', ')} (${FIND_TOOLS} with a name shows it). Or say it in other words, one action at a time.`;
}

/** Says where to look when nothing matches. @param unfiltered - the enabled tools that match without the filters */
function noMatchText(
  unfiltered: readonly Definition[],
  definitions: readonly Definition[],
  selection: Selection,
): string {
  const near = unfiltered.length > 0 ? unfiltered : definitions.filter((definition) => !selection.hiddenBy(definition));
  const domains = [...new Set(near.map(({ toolset }) => toolset))];
  return unfiltered.length > 0
    ? `No tool fits that request with those filters. Without them, the closest domains: ${domains.slice(0, 3).join(', ')}.`
    : `No tool fits that request. Say it in other words, one action at a time. Domains: ${domains.join(', ')}.`;
}
