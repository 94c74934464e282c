/** `find_tools`: turns a request in everyday words into tools that an agent can call at once. */
import { z } from 'zod';
import { type ToolResult, textResult } from '../call/result.js';
import { nearestNames } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import { describeTool, formatSignature, OMISSION_MARK, SIGNATURE_BUDGET } from '../presentation/signature.js';
import type { IsEnabled } from '../presentation/sources.js';
import { describeConditions } from '../tools/called-risk.js';
import { currentToolName, renamedTools } from '../tools/current-names.js';
import { type Definition, EFFECTS, risk, VERSIONS } from '../tools/define.js';
import { FIND_TOOLS } from './meta-tools.js';
import { createRefusal, refuseArguments, refuseHiddenTool } from './refusal.js';
import { createSearch, type Search } from './search.js';
import { isReadsOnly, type Selection } from './selection.js';
import { withoutPrefix } from './tool-name.js';
import { isInDomain, listDomainNames } from './toolsets.js';

const DEFAULT_LIMIT = 5;
const MAX_LIMIT = 25;
/** Characters of a query that are read; more text would only blur the first part. */
const MAX_QUERY_LENGTH = 1_000;

const toLowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

const REQUEST = z.strictObject({
  query: z
    .string('required: what you want to do, in everyday words')
    .refine((query) => query.trim() !== '', 'is empty; say what you want to do, in everyday words'),
  domain: z.string('expected the name of a domain, such as points').nullish(),
  effect: z.preprocess(toLowerCase, z.enum(EFFECTS, `expected one of ${EFFECTS.join(', ')}`).nullish()),
  version: z.preprocess(toLowerCase, z.enum(VERSIONS, `expected one of ${VERSIONS.join(', ')}`).nullish()),
  limit: z
    .preprocess(
      (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
      z.int('expected a whole number').min(1, 'must be at least 1').max(MAX_LIMIT, `must be at most ${MAX_LIMIT}`),
    )
    .nullish(),
});

/**
 * Finds enabled tools for a request, best first. Each result starts on a new line with its signature, and the next line
 * says what the tool does. A query that is an exact tool name, API path or title shows that tool in full.
 */
export function findTools(
  definitions: readonly Definition[],
  selection: Selection,
  args: Record<string, unknown>,
  maxCharacters: number,
): ToolResult {
  const toResult = (blocks: readonly string[], notes: readonly string[]): ToolResult =>
    textResult(blocks, [...legendFor(blocks), ...notes], maxCharacters);
  const format = (definition: Definition): string =>
    formatMatch(definition, selection, canName(definitions, selection));
  const parsed = REQUEST.safeParse(args);
  if (!parsed.success) {
    const names = Object.keys(REQUEST.shape);
    const hint = `Arguments: ${names.join(', ')}. Only query is required.`;
    return refuseArguments(parsed.error, { tool: FIND_TOOLS, names, unknown: 'unknown argument', hint });
  }
  const { domain, effect, version } = parsed.data;
  const limit = parsed.data.limit ?? DEFAULT_LIMIT;
  const query = parsed.data.query.trim().slice(0, MAX_QUERY_LENGTH);
  const notes = [
    ...(query.length < parsed.data.query.trim().length ? [CUT_NOTE] : []),
    ...renamedTools([writtenName(query)]),
  ];
  if (typeof domain === 'string' && !listDomainNames(definitions).includes(slug(domain)))
    return unknownDomain(domain, definitions);

  const matchesFilters = (definition: Definition): boolean =>
    (typeof domain !== 'string' || isInDomain(slug(domain), definition)) &&
    (typeof effect !== 'string' || definition.effect === effect) &&
    (typeof version !== 'string' || definition.version === version);
  const exact = findExact(query, definitions);
  const named = exact.find((definition) => definition.tool === toToolName(query));
  const hiding = named && selection.hiddenBy(named);
  if (named && hiding) return refuseHiddenTool(named, hiding);
  const [first, ...others] = exact.filter(
    (definition) => matchesFilters(definition) && !selection.hiddenBy(definition),
  );
  if (first)
    return toResult(
      [describeTool(first, canName(definitions, selection)), ...others.slice(0, limit - 1).map(format)],
      notes,
    );

  const search = searchOf(definitions);
  const ranked = search(query).map(({ definition }) => definition);
  const isEnabled = (definition: Definition): boolean => !selection.hiddenBy(definition);
  const matches = firstOf(ranked, limit, (definition) => matchesFilters(definition) && isEnabled(definition));
  if (matches.length === 0) return toResult([noMatchText(ranked.filter(isEnabled), definitions, selection)], notes);
  const best = ranked.find(matchesFilters);
  const hidden = best && hiddenNote(best, selection);
  return toResult(matches.map(format), [...notes, ...(hidden ? [hidden] : [])]);
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

const CUT_NOTE = `(only the first ${MAX_QUERY_LENGTH.toLocaleString('en')} characters of the query were read)`;

/** The search over a catalogue, built by the first request. */
export function searchOf(definitions: readonly Definition[]): Search {
  const cached = searches.get(definitions);
  if (cached) return cached;
  const search = createSearch(definitions);
  searches.set(definitions, search);
  return search;
}
const searches = new WeakMap<readonly Definition[], Search>();

/** Whether a tool may be named as the source of an argument. */
const canName =
  (definitions: readonly Definition[], selection: Selection): IsEnabled =>
  (tool) => {
    const definition = definitions.find((each) => each.tool === tool);
    return definition !== undefined && !selection.hiddenBy(definition);
  };

/** A tool in a list of results: its signature, then its risk class and purpose on one line. */
function formatMatch(definition: Definition, selection: Selection, isEnabled: IsEnabled): string {
  const { summary, supersededBy, readUnless } = definition;
  const newer = supersededBy === undefined ? '' : ` Superseded by ${supersededBy}.`;
  const readsOnly = isReadsOnly(definition, selection);
  const condition = readUnless
    ? ` ${readsOnly ? 'Disabled here if' : 'A read unless'} ${describeConditions(readUnless)}.`
    : '';
  return `${formatSignature(definition, SIGNATURE_BUDGET, isEnabled)}\n  ${readsOnly ? 'read' : risk(definition)}: ${summary}${condition}${newer}`;
}

/** Names the best match if it is hidden; otherwise an agent would take the next best for the right one. */
function hiddenNote(best: Definition, selection: Selection): string | undefined {
  const hiding = selection.hiddenBy(best);
  return hiding && `(${best.tool} fits better, but ${hiding.setting} hides it here)`;
}

/** Explains the mark of what is omitted, if there is one. */
const legendFor = (blocks: readonly string[]): string[] =>
  blocks.some((block) => block.includes(OMISSION_MARK))
    ? [`(${OMISSION_MARK}n: n more optional parts; ${FIND_TOOLS} with the exact name shows all)`]
    : [];

const toToolName = (query: string): string => currentToolName(writtenName(query));

const writtenName = (query: string): string => withoutHostPrefix(query.toLowerCase().split('(', 1)[0] ?? '');

/** The name after the prefix of a host, such as `mcp__capillary__`. Other queries, such as paths, stay as they are. */
const withoutHostPrefix = (name: string): string => (/^\w+$/.test(name) ? withoutPrefix(name) : name);

/** The tools that a query names exactly: by tool name, by API path (with or without method and host), or by title. */
function findExact(query: string, definitions: readonly Definition[]): Definition[] {
  const name = toToolName(query);
  const byName = definitions.filter(({ tool }) => tool === name);
  if (byName.length > 0) return byName;
  const endpoint = parseEndpoint(query);
  const text = query.toLowerCase();
  return definitions
    .filter(({ title, method, path, listedMethod, listedPath }) => {
      // Most titles differ in length, which is cheaper to see than their letters.
      if (title.length === text.length && title.toLowerCase() === text) return true;
      if (!endpoint) return false;
      const matches = (toolMethod: string, toolPath: string): boolean =>
        (endpoint.method === undefined || endpoint.method === toolMethod) && matchesPath(endpoint.segments, toolPath);
      return matches(method, path) || matches(listedMethod, listedPath);
    })
    .sort((a, b) => ageRank(a) - ageRank(b));
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Parses `GET /v2/customers/7?x=y`, where the method is optional, and scheme and host may precede the path. */
function parseEndpoint(query: string): { method?: string; segments: string[] } | undefined {
  const words = query.split(/\s+/);
  const url = words.pop() ?? '';
  const method = words[0]?.toUpperCase();
  if (words.length > 1 || (method !== undefined && !METHODS.includes(method))) return undefined;
  const [scheme = '', ...afterScheme] = url.split('://');
  const isAbsolute = ['http', 'https'].includes(scheme.toLowerCase()) && afterScheme.length > 0;
  const [path = ''] = (isAbsolute ? afterScheme.join('://') : url).split(/[?#]/, 1);
  const segments = path.split('/');
  // The host, or nothing before a leading slash.
  if (isAbsolute || segments[0] === '') segments.shift();
  while (segments.at(-1) === '') segments.pop();
  return segments.length < 2 ? undefined : { ...(method !== undefined && { method }), segments };
}

/** Sorts recommended tools first. */
const ageRank = ({ legacy, supersededBy, version }: Definition): number =>
  (supersededBy !== undefined ? 2 : 0) + (legacy ? 1 : 0) + (version === 'v1' && legacy ? 1 : 0);

function matchesPath(segments: readonly string[], template: string): boolean {
  const templateSegments = template.split('/').filter((segment) => segment !== '');
  return (
    segments.length === templateSegments.length &&
    templateSegments.every(
      (segment, index) => segment.startsWith('{') || segment.toLowerCase() === segments[index]?.toLowerCase(),
    )
  );
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

function unknownDomain(name: string, definitions: readonly Definition[]): ToolResult {
  const near = nearestNames(name, listDomainNames(definitions), 3);
  const domains = [...new Set(definitions.map(({ toolset }) => toolset))];
  return createRefusal({
    kind: 'invalid_arguments',
    message: `domain: unknown name '${name.slice(0, 60)}'${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`,
    hint: `Leave domain out, or pass one of ${domains.join(', ')}.`,
    details: { arguments: [{ argument: 'domain', problem: 'unknown', nearest: near }] },
  });
}
