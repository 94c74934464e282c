/** `find_tools`: from a request in everyday words to tools that can be called at once. */
import { z } from 'zod';
import type { ToolResult } from '../call/result.js';
import { nearestNames } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import { detail, LEFT_OUT, signature } from '../presentation/signature.js';
import { type Definition, EFFECTS, risk, VERSIONS } from '../tools/define.js';
import { FIND_TOOLS } from './meta-tools.js';
import { hiddenTool, refusalResult, wrongArguments } from './refusal.js';
import { createSearch, type Search } from './search.js';
import type { Selection } from './selection.js';
import { domainNames, isOf } from './toolsets.js';

const DEFAULT_LIMIT = 5;
const MOST = 25;
/** A request longer than this is no request; the rest of it would only blur the first. */
const LONGEST_QUERY = 1_000;

const REQUEST = z.strictObject({
  query: z
    .string('required: what you want to do, in everyday words')
    .refine((query) => query.trim() !== '', 'is empty: say what you want to do, in everyday words'),
  domain: z.string('expected the name of a domain, such as points').optional(),
  effect: z.enum(EFFECTS, `expected one of ${EFFECTS.join(', ')}`).optional(),
  version: z.enum(VERSIONS, `expected one of ${VERSIONS.join(', ')}`).optional(),
  limit: z
    .preprocess(
      (given) => (typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given),
      z.int('expected a whole number').min(1, 'at least 1').max(MOST, `at most ${MOST}`),
    )
    .optional(),
});

/**
 * Enabled tools for a request, best first. Each begins at a line's start with its signature; the line below says what
 * it does. An exact tool name, API path or title gives that tool in full.
 */
export function findTools(
  definitions: readonly Definition[],
  selection: Selection,
  args: Record<string, unknown>,
): ToolResult {
  const parsed = REQUEST.safeParse(args);
  if (!parsed.success) {
    const names = Object.keys(REQUEST.shape);
    const hint = `It takes ${names.join(', ')}; only query is required.`;
    return wrongArguments(parsed.error, { tool: FIND_TOOLS, names, unknown: 'unknown argument', hint });
  }
  const { query, domain, effect, version, limit = DEFAULT_LIMIT } = parsed.data;
  if (domain !== undefined && !domainNames(definitions).includes(slug(domain)))
    return unknownDomain(domain, definitions);

  const wanted = (definition: Definition): boolean =>
    (domain === undefined || isOf(slug(domain), definition)) &&
    (effect === undefined || definition.effect === effect) &&
    (version === undefined || definition.version === version);
  const exact = exactly(query, definitions);
  const named = exact.find((definition) => definition.tool === toolName(query));
  const hidden = named && selection.hiddenBy(named);
  if (named && hidden) return hiddenTool(named, hidden);
  const open = exact.filter((definition) => wanted(definition) && !selection.hiddenBy(definition));
  if (open[0]) return answer([detail(open[0]), ...open.slice(1, limit).map(block)]);

  const search = searchOver(definitions);
  const hits = search(query.slice(0, LONGEST_QUERY)).map((hit) => hit.definition);
  const enabled = hits.filter((definition) => !selection.hiddenBy(definition));
  const found = enabled.filter(wanted);
  if (found.length === 0) return nothing(enabled, definitions, selection);
  const best = hits.find(wanted);
  return answer(found.slice(0, limit).map(block), best && hiddenNote(best, selection));
}

/** One search for a catalogue, built by the first request. */
function searchOver(definitions: readonly Definition[]): Search {
  const known = searches.get(definitions);
  if (known) return known;
  const made = createSearch(definitions);
  searches.set(definitions, made);
  return made;
}
const searches = new WeakMap<readonly Definition[], Search>();

/** A tool as a result: its signature, then its risk class and purpose on one line. */
function block(definition: Definition): string {
  const { summary, supersededBy } = definition;
  const newer = supersededBy === undefined ? '' : ` Superseded by ${supersededBy}.`;
  return `${signature(definition)}\n  ${risk(definition)}: ${summary}${newer}`;
}

/** Better told than guessed: an agent would take the next best for the right one. */
function hiddenNote(best: Definition, selection: Selection): string | undefined {
  const hidden = selection.hiddenBy(best);
  return hidden && `(${best.tool} fits better, but ${hidden.setting} hides it here)`;
}

function answer(blocks: readonly string[], note?: string): ToolResult {
  const shortened = blocks.some((each) => each.includes(LEFT_OUT));
  const more = shortened ? [`(${LEFT_OUT}n: n more optional parts; ${FIND_TOOLS} with the exact name shows all)`] : [];
  return { content: [{ type: 'text', text: [...blocks, ...more, ...(note ? [note] : [])].join('\n') }] };
}

const toolName = (query: string): string => query.trim().toLowerCase().replace(/\(.*$/s, '');

/** Tools that a query names: by tool name, by API path (with or without method and host), or by title. */
function exactly(query: string, definitions: readonly Definition[]): Definition[] {
  const name = toolName(query);
  const byName = definitions.filter(({ tool }) => tool === name);
  if (byName.length > 0) return byName;
  const called = /^\s*(?:(get|post|put|patch|delete)\s+)?(?:https?:\/\/[^/\s]+)?\/?([\w.]+\/[^\s?#]+)/i.exec(query);
  const text = query.trim().toLowerCase();
  return definitions
    .filter(({ title, method, path, listedMethod, listedPath }) => {
      if (title.toLowerCase() === text) return true;
      if (!called?.[2] || /\s\S/.test(query.trim().replace(/^\w+\s+/, ''))) return false;
      const [, verb, given] = called;
      const fits = (itsMethod: string, itsPath: string): boolean =>
        (verb === undefined || verb.toUpperCase() === itsMethod) && samePath(given, itsPath);
      return fits(method, path) || fits(listedMethod, listedPath);
    })
    .sort((a, b) => age(a) - age(b));
}

/** Recommended tools first. */
const age = ({ legacy, supersededBy, version }: Definition): number =>
  (supersededBy !== undefined ? 2 : 0) + (legacy ? 1 : 0) + (version === 'v1' && legacy ? 1 : 0);

function samePath(given: string, template: string): boolean {
  const [own, its] = [given, template].map((path) => path.replace(/\/+$/, '').split('/'));
  return (
    own !== undefined &&
    its !== undefined &&
    own.length === its.length &&
    its.every((part, index) => part.startsWith('{') || part.toLowerCase() === own[index]?.toLowerCase())
  );
}

/** Nothing serves: say where to look. */
function nothing(
  elsewhere: readonly Definition[],
  definitions: readonly Definition[],
  selection: Selection,
): ToolResult {
  const near = elsewhere.length > 0 ? elsewhere : definitions.filter((definition) => !selection.hiddenBy(definition));
  const domains = [...new Set(near.map(({ toolset }) => toolset))];
  const told = elsewhere.length > 0 ? domains.slice(0, 3) : domains;
  const text =
    elsewhere.length > 0
      ? `No tool fits that request with those filters. Without them, the closest domains: ${told.join(', ')}.`
      : `No tool fits that request. Say it in other words, one action at a time. Domains: ${told.join(', ')}.`;
  return { content: [{ type: 'text', text }] };
}

function unknownDomain(given: string, definitions: readonly Definition[]): ToolResult {
  const near = nearestNames(given, domainNames(definitions), 3);
  const domains = [...new Set(definitions.map(({ toolset }) => toolset))];
  return refusalResult({
    kind: 'invalid_arguments',
    message: `domain: there is no '${given.slice(0, 60)}'${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`,
    hint: `Leave it out, or pass one of ${domains.join(', ')}.`,
    details: { arguments: [{ argument: 'domain', problem: 'unknown', nearest: near }] },
  });
}
