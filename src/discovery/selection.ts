/** Which tools are enabled and which are listed: toolsets and filters, composed over the catalogue. */
import { nearestNames } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { currentToolName } from '../tools/current-names.js';
import { risk } from '../tools/define.js';
import { createToolsetMatcher, isInDomain, listDomainNames, listToolsetNames } from './toolsets.js';

/** Toolsets and filters, as set; an absent one restricts nothing. */
export interface Filters {
  toolsets?: readonly string[];
  tools?: readonly string[];
  excludeTools?: readonly string[];
  domains?: readonly string[];
  readOnly?: boolean;
  accessGroups?: readonly string[];
  versions?: readonly string[];
}

export type FilterName = keyof Filters;

/** A name in a filter that does not exist. */
export interface UnknownFilterValue {
  filter: FilterName;
  name: string;
  /** The most similar valid names, best first; all of them if there are only a few. */
  nearest: string[];
}

/** The filter that hides a tool. */
export interface HidingFilter {
  filter: FilterName;
  /** Names the filter to the person who can change it, such as `--read-only (CAPILLARY_READ_ONLY)`. */
  setting: string;
}

export interface Selection {
  /** Whether no filter is set: every tool is enabled that needs no filter to be, and the default tools are listed. */
  isUnfiltered: boolean;
  /**
   * The filter that hides a tool; undefined if the tool is enabled. A hidden tool cannot be called or found. For a call,
   * pass the definition as `asCalled()` returns it, as some tools are enabled for reads only.
   */
  hiddenBy(tool: ToolFacts): HidingFilter | undefined;
  /** Whether `tools/list` shows the tool if it is enabled. */
  lists(tool: ToolFacts): boolean;
  /** The filters in force, each as it was set: the operator's, then those of the request. */
  filters: readonly Filters[];
  /** Whether `tools/list` shows the tools that find and call others. Only the toolset `all` does without them. */
  listsMetaTools: boolean;
}

/** Whether arguments decide if a call is a read, and only calls that are reads are enabled. */
export function isReadsOnly({ readUnless, ...worst }: ToolFacts, selection: Pick<Selection, 'hiddenBy'>): boolean {
  return readUnless !== undefined && selection.hiddenBy(worst) !== undefined;
}

const NO_ACCESS_GROUP = 'none';
const accessGroupOf = ({ effectiveAccessGroup }: ToolFacts): string => slug(effectiveAccessGroup ?? NO_ACCESS_GROUP);

/**
 * For each filter, makes the predicate that tells whether it hides a tool. A tool whose arguments decide whether it is a
 * read is not hidden as long as calls that are reads are allowed.
 */
const HIDING_RULES: { [name in FilterName]: (filters: Filters) => (tool: ToolFacts) => boolean } = {
  excludeTools: ({ excludeTools = [] }) => {
    const excluded = new Set(excludeTools.map(currentToolName));
    return ({ tool }) => excluded.has(tool);
  },
  readOnly: ({ readOnly }) => {
    return readOnly ? (tool) => !tool.readUnless && risk(tool) !== 'read' : hidesNothing;
  },
  domains: ({ domains }) => {
    if (!domains) return hidesNothing;
    const allowed = domains.map(slug);
    return (tool) => !allowed.some((name) => isInDomain(name, tool));
  },
  accessGroups: ({ accessGroups }) => {
    if (!accessGroups) return hidesNothing;
    const allowed = new Set(accessGroups.map(slug));
    return (tool) => !allowed.has(accessGroupOf(tool));
  },
  versions: ({ versions }) => {
    return versions ? ({ version }) => !versions.includes(version) : hidesNothing;
  },
  // Tools that hand over or test secrets must be asked for explicitly.
  toolsets: ({ toolsets = DEFAULT_TOOLSETS, tools = [] }) => {
    const all = toolsets.includes('all');
    const named = new Set(tools.map(currentToolName));
    return ({ tool, sensitive, readUnless }) => sensitive && !readUnless && !all && !named.has(tool);
  },
  tools: () => hidesNothing,
};
const hidesNothing = (): boolean => false;

const DEFAULT_TOOLSETS = ['default'];

/**
 * Makes the selection from filters. Check their names with {@link findUnknownValues} first.
 *
 * @param settingOf - names a filter to the person who set it, such as `--read-only (CAPILLARY_READ_ONLY)`
 */
export function createSelection(filters: Filters, settingOf: (filter: FilterName) => string): Selection {
  const rules = (Object.keys(HIDING_RULES) as FilterName[]).map((filter) => ({
    filter,
    hides: HIDING_RULES[filter](filters),
  }));
  const toolsets = (filters.toolsets ?? DEFAULT_TOOLSETS).map(slug);
  const isInToolsets = createToolsetMatcher(toolsets);
  const singleTools = new Set(filters.tools?.map(currentToolName));
  return {
    filters: [filters],
    isUnfiltered: Object.values(filters).every((value) => value === undefined),
    hiddenBy: (tool) => {
      const hiding = rules.find((rule) => rule.hides(tool));
      return hiding && { filter: hiding.filter, setting: settingOf(hiding.filter) };
    },
    lists: (tool) => singleTools.has(tool.tool) || isInToolsets(tool),
    listsMetaTools: !toolsets.includes('all'),
  };
}

/**
 * Narrows the operator's selection by the filters of a request. The result never enables more tools, and never lists
 * more than the operator's toolsets do, if the operator set any.
 */
export function narrowSelection(
  operator: { filters: Filters; selection: Selection },
  request: Filters,
  settingOf: (filter: FilterName) => string,
): Selection {
  const { filters, selection } = operator;
  const requested = createSelection(
    {
      ...request,
      ...(!request.toolsets && {
        ...(filters.toolsets && { toolsets: filters.toolsets }),
        tools: [...(filters.tools ?? []), ...(request.tools ?? [])],
      }),
    },
    settingOf,
  );
  const listsAnything = filters.toolsets === undefined;
  return {
    filters: [...selection.filters, request],
    isUnfiltered: false,
    hiddenBy: (tool) => selection.hiddenBy(tool) ?? requested.hiddenBy(tool),
    lists: (tool) => (listsAnything || selection.lists(tool)) && requested.lists(tool),
    listsMetaTools: requested.listsMetaTools || (!listsAnything && selection.listsMetaTools),
  };
}

/** Lists with at most this many names are suggested in full. */
const MAX_SUGGESTED_IN_FULL = 6;

const NORMALIZERS: { [filter in FilterName]?: (name: string) => string } = {
  toolsets: slug,
  domains: slug,
  accessGroups: slug,
  tools: currentToolName,
  excludeTools: currentToolName,
};

/** Finds the names in `filters` that do not exist. */
export function findUnknownValues(filters: Filters, facts: readonly ToolFacts[]): UnknownFilterValue[] {
  const valid: { [name in FilterName]?: () => string[] } = {
    toolsets: () => listToolsetNames(facts),
    domains: () => listDomainNames(facts),
    tools: () => facts.map(({ tool }) => tool),
    excludeTools: () => facts.map(({ tool }) => tool),
    accessGroups: () => [...new Set(facts.map(accessGroupOf)), NO_ACCESS_GROUP],
    versions: () => [...new Set(facts.map(({ version }) => version))],
  };
  return Object.entries(valid).flatMap(([key, names]) => {
    const filter = key as FilterName;
    const values = filters[filter];
    if (!Array.isArray(values) || values.length === 0) return [];
    const known = names();
    const normalize = NORMALIZERS[filter] ?? ((name: string) => name);
    return values
      .filter((name) => !known.includes(normalize(name)))
      .map((name) => ({
        filter,
        name,
        nearest: known.length <= MAX_SUGGESTED_IN_FULL ? known : nearestNames(name, known, 3),
      }));
  });
}
