/** The arguments of `find_tools`, read as leniently as their meaning is clear. */
import { z } from 'zod';
import type { ToolResult } from '../call/result.js';
import { type Definition, EFFECTS, VERSIONS } from '../tools/define.js';
import { type DomainFilter, parseDomain } from './domain-filter.js';
import { parseJsonText } from './json-text.js';
import { FIND_TOOLS } from './meta-tools.js';
import { createRefusal, refuseArguments } from './refusal.js';

/** Requests that one call can make. */
const MAX_QUERIES = 5;
/** Characters of a query that are read; more text would only blur the first part. */
const MAX_QUERY_LENGTH = 1_000;
const MAX_LIMIT = 25;
/** Results per request, by default: of one request, of several, and with all details. */
const DEFAULT_LIMITS = { one: 5, several: 3, full: 2 };

/** What to find. */
export interface FindRequest {
  /** At least one; each is a request of its own. */
  queries: readonly string[];
  /** Whether a tool passes the filters `domain`, `effect` and `version`. */
  passes: (definition: Definition) => boolean;
  /** Whether it passes the filter `effect`. */
  hasEffect: (definition: Definition) => boolean;
  /** The other filters as the request names them, such as `domain tasks`; empty if there are none. */
  scope: string;
  /** Results per query. */
  limit: number;
  /** Whether each result is shown with all its details. */
  full: boolean;
  /** What was read otherwise than it was written. */
  notes: readonly string[];
}

const toLowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** A text has one query a line. Some models write a list as JSON text. */
function toQueries(value: unknown): unknown {
  const parsed = typeof value === 'string' && value.trimStart().startsWith('[') ? parseJsonText(value) : value;
  const isText = (each: unknown): each is string => typeof each === 'string';
  const texts = Array.isArray(parsed) && parsed.every(isText) ? parsed : isText(value) ? [value] : undefined;
  if (!texts) return value;
  // A query may be long; its beginning is enough to see where the lines are.
  const lines = texts.flatMap((each) => each.trim().split(/[\r\n]+/, MAX_QUERIES + 1));
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}

const REQUEST = z.strictObject({
  query: z.preprocess(
    toQueries,
    z
      .array(z.string('expected text'), 'required: what you want to do, in everyday words')
      .min(1, 'is empty; say what you want to do, in everyday words'),
  ),
  domain: z.string('expected the name of a domain, such as points').nullish(),
  effect: z.preprocess(toLowerCase, z.enum(EFFECTS, `expected one of ${EFFECTS.join(', ')}`).nullish()),
  version: z.preprocess(toLowerCase, z.enum(VERSIONS, `expected one of ${VERSIONS.join(', ')}`).nullish()),
  limit: z
    .preprocess(
      toNumber,
      z
        .number('expected a whole number')
        .refine(Number.isInteger, 'expected a whole number')
        .min(1, 'must be at least 1'),
    )
    .nullish(),
  detail: z.preprocess(toLowerCase, z.enum(['full', 'short'], 'expected full, or nothing')).nullish(),
});

/** @returns the request, or the refusal of arguments that are wrong */
export function parseFindRequest(
  args: Record<string, unknown>,
  definitions: readonly Definition[],
): FindRequest | { refusal: ToolResult } {
  const parsed = REQUEST.safeParse(args);
  if (!parsed.success) {
    const names = Object.keys(REQUEST.shape);
    const hint = `Arguments: ${names.join(', ')}. Only query is required.`;
    return { refusal: refuseArguments(parsed.error, { tool: FIND_TOOLS, names, unknown: 'unknown argument', hint }) };
  }
  const { query, domain, effect, version, limit, detail } = parsed.data;
  const filter = typeof domain === 'string' ? parseDomain(domain, definitions) : undefined;
  if (typeof domain === 'string' && !filter) return { refusal: refuseDomain(domain, definitions) };
  const full = detail === 'full';
  const hasEffect = (definition: Definition): boolean =>
    typeof effect !== 'string' || definition.effect === effect || (effect === 'read' && !!definition.readUnless);
  const defaultLimit = query.length > 1 ? DEFAULT_LIMITS.several : DEFAULT_LIMITS.one;
  return {
    queries: query.slice(0, MAX_QUERIES).map((each) => each.slice(0, MAX_QUERY_LENGTH)),
    passes: (definition) =>
      (filter?.has(definition) ?? true) &&
      hasEffect(definition) &&
      (typeof version !== 'string' || definition.version === version),
    hasEffect,
    scope: [domain && `domain ${domain.slice(0, 60)}`, version && `version ${version}`].filter(Boolean).join(', '),
    limit: Math.min(limit ?? (full ? DEFAULT_LIMITS.full : defaultLimit), MAX_LIMIT),
    full,
    notes: [...noteLengths(query), ...noteDomain(domain, filter), ...noteLimit(limit)],
  };
}

function noteLengths(queries: readonly string[]): string[] {
  const isCut = queries.some((query) => query.length > MAX_QUERY_LENGTH);
  return [
    ...(isCut ? [`(only the first ${MAX_QUERY_LENGTH.toLocaleString('en')} characters of the query were read)`] : []),
    ...(queries.length > MAX_QUERIES ? [`(only the first ${MAX_QUERIES} requests were read)`] : []),
  ];
}

const noteDomain = (domain: string | null | undefined, filter: DomainFilter | undefined): string[] =>
  filter?.takenFor === undefined ? [] : [`(domain '${domain?.slice(0, 60)}' was taken for ${filter.takenFor})`];

const noteLimit = (limit: number | null | undefined): string[] =>
  typeof limit === 'number' && limit > MAX_LIMIT ? [`(limit ${limit} was taken as ${MAX_LIMIT}, the maximum)`] : [];

function refuseDomain(name: string, definitions: readonly Definition[]): ToolResult {
  const domains = [...new Set(definitions.map(({ toolset }) => toolset))];
  return createRefusal({
    kind: 'invalid_arguments',
    message: `domain: unknown name '${name.slice(0, 60)}'.`,
    hint: `Leave domain out, or pass one of ${domains.join(', ')}, a section, or the beginning of tool names.`,
    details: { arguments: [{ argument: 'domain', problem: 'unknown' }] },
  });
}
