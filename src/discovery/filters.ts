/** The tools that the operator allows, and how a single request narrows them. */
import { z } from 'zod';
import { ConfigError } from '../lib/config-error.js';
import { nameList } from '../lib/name-list.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { renamedTools } from '../tools/current-names.js';
import {
  createSelection,
  type FilterName,
  type Filters,
  findUnknownValues,
  narrowSelection,
  type Selection,
  type UnknownFilterValue,
} from './selection.js';

const names = z.array(z.string().min(1)).min(1).optional();

/** The content of a filters file, and of a tenant's `filters`. */
export const FILTERS_SCHEMA = z.strictObject({
  toolsets: names,
  tools: names,
  excludeTools: names,
  domains: names,
  readOnly: z.boolean().optional(),
  accessGroups: names,
  versions: names,
});

/** The tools that somebody may use: the filters, and the selection made from them. */
export interface ToolAccess {
  filters: Filters;
  selection: Selection;
}

/**
 * Checks the names in the filters and makes the selection.
 *
 * @param settingOf - names a filter to the person who set it
 * @throws ConfigError if a name is unknown; it suggests the nearest names
 */
export function createToolAccess(
  filters: Filters,
  facts: readonly ToolFacts[],
  settingOf: (filter: FilterName) => string,
): ToolAccess {
  refuseUnknown(filters, facts, settingOf);
  return { filters, selection: createSelection(filters, settingOf) };
}

function refuseUnknown(filters: Filters, facts: readonly ToolFacts[], settingOf: (filter: FilterName) => string): void {
  const unknown = findUnknownValues(filters, facts);
  if (unknown.length > 0) throw new ConfigError(unknown.map((each) => explain(each, settingOf)).join(' '));
}

const explain = ({ filter, name, nearest }: UnknownFilterValue, settingOf: (filter: FilterName) => string): string =>
  `${settingOf(filter)}: unknown name '${name.slice(0, 60)}'${nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : ''}.`;

/** zod leaves out keys that are absent from the input, but its types allow undefined values. */
export const omitUndefined = (filters: z.output<typeof FILTERS_SCHEMA>): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

/** What to tell the operator about old names of tools in the filters. */
export function describeRenamed(filters: Filters, settingOf: (filter: FilterName) => string): string[] {
  const lists = ['tools', 'excludeTools'] as const;
  return lists.flatMap((filter) => renamedTools(filters[filter] ?? []).map((note) => `${settingOf(filter)}: ${note}`));
}

/** Narrows the allowed tools by further filters. @param settingOf - names a filter to the person who set it */
export function narrowToolAccess(
  allowed: ToolAccess,
  filters: Filters,
  settingOf: (filter: FilterName) => string,
): ToolAccess {
  const { toolsets, tools } = filters;
  return {
    // A later narrowing falls back to these for what it lists.
    filters: { ...allowed.filters, ...(toolsets && { toolsets }), ...(tools && { tools }) },
    selection: narrowSelection(allowed, filters, settingOf),
  };
}

/** Caches the results of `narrow`: requests use few different filters, and each request narrows. */
export function memoizeNarrowing(narrow: (allowed: ToolAccess, filters: Filters) => ToolAccess): typeof narrow {
  const cache = new WeakMap<ToolAccess, Map<string, ToolAccess>>();
  return (allowed, filters) => {
    const results = cache.get(allowed) ?? new Map<string, ToolAccess>();
    cache.set(allowed, results);
    const key = JSON.stringify(filters);
    const result = results.get(key) ?? narrow(allowed, filters);
    const [oldest] = results.keys();
    if (!results.has(key) && results.size >= MAX_CACHED && oldest !== undefined) results.delete(oldest);
    results.set(key, result);
    return result;
  };
}

/** Narrowings cached per {@link ToolAccess}. */
const MAX_CACHED = 200;

/** The filters that a request may set, by header or query parameter; the header wins. */
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

/** The filters in a request; undefined if it has none. */
export function readRequestFilters({ headers, url }: { headers: Headers; url: string }): Filters | undefined {
  const query = url.includes('?') ? new URL(url).searchParams : undefined;
  const filters: Filters = {};
  for (const filter of FILTER_NAMES) {
    const { header, query: parameter } = REQUEST_NAMES[filter];
    const value = (headers.get(header) ?? query?.get(parameter))?.trim();
    if (value === undefined || value === '') continue;
    // Anything but a plain no means read-only, because a request may only narrow.
    if (filter === 'readOnly') filters.readOnly = !/^(false|0|no|off)$/i.test(value);
    else filters[filter] = nameList(value) ?? [];
  }
  return Object.keys(filters).length > 0 ? filters : undefined;
}

/**
 * Makes a function that narrows the allowed tools by the filters of a request. The function throws a ConfigError that
 * suggests the nearest names if a name is unknown.
 */
export const createRequestNarrowing = (
  facts: readonly ToolFacts[],
): ((allowed: ToolAccess, requested: Filters) => ToolAccess) =>
  memoizeNarrowing((allowed, requested) => {
    refuseUnknown(requested, facts, requestSetting);
    return narrowToolAccess(allowed, requested, requestSetting);
  });

const requestSetting = (filter: FilterName): string => {
  const { header, query } = REQUEST_NAMES[filter];
  return `the request's ${query} (${header})`;
};
