/** The operator's selection of tools, and what a single request narrows of it. */
import { z } from 'zod';
import { ConfigError } from '../lib/config-error.js';
import { nameList } from '../lib/name-list.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import {
  type FilterName,
  type Filters,
  narrow,
  type Selection,
  select,
  type UnknownName,
  unknownNames,
} from './selection.js';

const names = z.array(z.string().min(1)).min(1).optional();

/** What a filters file holds, and what a tenant may be given. */
export const FILTERS_SHAPE = z.strictObject({
  toolsets: names,
  tools: names,
  excludeTools: names,
  domains: names,
  readOnly: z.boolean().optional(),
  accessGroups: names,
  versions: names,
});

/** What the operator allows, as filters and as the selection they make. */
export interface Allowed {
  filters: Filters;
  selection: Selection;
}

/**
 * Filters of known names as a selection.
 *
 * @param settingOf - the words that name a filter to whoever gave it
 * @throws ConfigError naming the unknown name and its nearest
 */
export function allow(
  filters: Filters,
  facts: readonly ToolFacts[],
  settingOf: (filter: FilterName) => string,
): Allowed {
  refuseUnknown(filters, facts, settingOf);
  return { filters, selection: select(filters, settingOf) };
}

function refuseUnknown(filters: Filters, facts: readonly ToolFacts[], settingOf: (filter: FilterName) => string): void {
  const unknown = unknownNames(filters, facts);
  if (unknown.length > 0) throw new ConfigError(unknown.map((each) => explain(each, settingOf)).join(' '));
}

const explain = ({ filter, name, nearest }: UnknownName, settingOf: (filter: FilterName) => string): string =>
  `${settingOf(filter)}: there is no '${name.slice(0, 60)}'${nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : ''}.`;

/** zod leaves keys out that were not given, but its types do not say so. */
export const withoutUndefined = (filters: z.output<typeof FILTERS_SHAPE>): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

/** What further filters leave of what is allowed. @param settingOf - the words that name a filter to whoever gave it */
export function narrowed(allowed: Allowed, filters: Filters, settingOf: (filter: FilterName) => string): Allowed {
  const { toolsets, tools } = filters;
  return {
    // What a further narrowing lists by default.
    filters: { ...allowed.filters, ...(toolsets && { toolsets }), ...(tools && { tools }) },
    selection: narrow(allowed, filters, settingOf),
  };
}

/** The same, kept: callers and requests narrow in few ways, and ask each time. */
export function memoizedNarrowing(make: (allowed: Allowed, filters: Filters) => Allowed): typeof make {
  const kept = new WeakMap<Allowed, Map<string, Allowed>>();
  return (allowed, filters) => {
    const narrowings = kept.get(allowed) ?? new Map<string, Allowed>();
    kept.set(allowed, narrowings);
    const key = JSON.stringify(filters);
    const made = narrowings.get(key) ?? make(allowed, filters);
    const [oldest] = narrowings.keys();
    if (!narrowings.has(key) && narrowings.size >= MOST_KEPT && oldest !== undefined) narrowings.delete(oldest);
    narrowings.set(key, made);
    return made;
  };
}

/** So many different narrowings are kept; each costs a request nothing but a look-up. */
const MOST_KEPT = 200;

/** What a request may say, as header and as query parameter; the header wins. */
const REQUEST_NAMES: { [filter in FilterName]: { header: string; query: string } } = {
  toolsets: { header: 'x-mcp-toolsets', query: 'toolsets' },
  tools: { header: 'x-mcp-tools', query: 'tools' },
  excludeTools: { header: 'x-mcp-exclude-tools', query: 'exclude-tools' },
  domains: { header: 'x-mcp-domains', query: 'domains' },
  readOnly: { header: 'x-mcp-readonly', query: 'read-only' },
  accessGroups: { header: 'x-mcp-access-groups', query: 'access-groups' },
  versions: { header: 'x-mcp-versions', query: 'versions' },
};
const FILTER_NAMES = Object.keys(REQUEST_NAMES) as FilterName[];

/** What a request asks for; undefined where it asks for nothing. */
export function requestFilters({ headers, url }: { headers: Headers; url: string }): Filters | undefined {
  const query = url.includes('?') ? new URL(url).searchParams : undefined;
  const filters: Filters = {};
  for (const filter of FILTER_NAMES) {
    const { header, query: parameter } = REQUEST_NAMES[filter];
    const value = (headers.get(header) ?? query?.get(parameter))?.trim();
    if (value === undefined || value === '') continue;
    // Whatever is not a plain no means read-only: a request may only narrow.
    if (filter === 'readOnly') filters.readOnly = !/^(false|0|no|off)$/i.test(value);
    else filters[filter] = nameList(value) ?? [];
  }
  return Object.keys(filters).length > 0 ? filters : undefined;
}

/**
 * Narrows what is allowed by what a request asks for.
 *
 * @throws ConfigError naming an unknown name and its nearest
 */
export const requestNarrowing = (facts: readonly ToolFacts[]): ((allowed: Allowed, asked: Filters) => Allowed) =>
  memoizedNarrowing((allowed, asked) => {
    refuseUnknown(asked, facts, requestSetting);
    return narrowed(allowed, asked, requestSetting);
  });

const requestSetting = (filter: FilterName): string => {
  const { header, query } = REQUEST_NAMES[filter];
  return `the request's ${query} (${header})`;
};
