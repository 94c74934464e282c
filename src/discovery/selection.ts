/** What is enabled and what is listed: toolsets and filters, composed over the catalogue. */
import { nearestNames } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { risk } from '../tools/define.js';
import { domainNames, isOf, listedBy, toolsetNames } from './toolsets.js';

/** Toolsets and filters as given; what is left out restricts nothing. */
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

/** A value of a filter that names nothing there is. */
export interface UnknownName {
  filter: FilterName;
  name: string;
  /** The valid names most like it, best first; all of them where they are few. */
  nearest: string[];
}

/** What hides a tool: the filter, and the words that name it to whoever can change it. */
export interface Hidden {
  filter: FilterName;
  setting: string;
}

export interface Selection {
  /** What hides a tool; undefined where the tool is enabled. A hidden tool cannot be called or found. */
  hiddenBy(tool: ToolFacts): Hidden | undefined;
  /** Whether `tools/list` shows an enabled tool. */
  lists(tool: ToolFacts): boolean;
  /** Whether `tools/list` shows the meta-tools: all but `all` needs them. */
  listsMetaTools: boolean;
}

const NO_ACCESS_GROUP = 'none';
const groupOf = ({ effectiveAccessGroup }: ToolFacts): string => slug(effectiveAccessGroup ?? NO_ACCESS_GROUP);

/** One function a filter: whether it hides a tool. */
const HIDES: { [name in FilterName]: (filters: Filters) => (tool: ToolFacts) => boolean } = {
  excludeTools: ({ excludeTools = [] }) => {
    const excluded = new Set(excludeTools);
    return ({ tool }) => excluded.has(tool);
  },
  readOnly: ({ readOnly }) => {
    return readOnly ? (tool) => risk(tool) !== 'read' : hidesNothing;
  },
  domains: ({ domains }) => {
    if (!domains) return hidesNothing;
    const allowed = domains.map(slug);
    return (tool) => !allowed.some((name) => isOf(name, tool));
  },
  accessGroups: ({ accessGroups }) => {
    if (!accessGroups) return hidesNothing;
    const allowed = new Set(accessGroups.map(slug));
    return (tool) => !allowed.has(groupOf(tool));
  },
  versions: ({ versions }) => {
    return versions ? ({ version }) => !versions.includes(version) : hidesNothing;
  },
  // What hands over or tests secrets is there only for those who ask for it.
  toolsets: ({ toolsets = DEFAULT_TOOLSETS, tools = [] }) => {
    const all = toolsets.includes('all');
    return ({ tool, sensitive }) => sensitive && !all && !tools.includes(tool);
  },
  tools: () => hidesNothing,
};
const hidesNothing = (): boolean => false;

const DEFAULT_TOOLSETS = ['default'];

/**
 * The selection that filters of known names make. Check them with {@link unknownNames} first.
 *
 * @param settingOf - the words that name a filter where it was set, such as `--read-only (CAPILLARY_READ_ONLY)`
 */
export function select(filters: Filters, settingOf: (filter: FilterName) => string): Selection {
  const hides = (Object.keys(HIDES) as FilterName[]).map((filter) => ({ filter, hides: HIDES[filter](filters) }));
  const toolsets = (filters.toolsets ?? DEFAULT_TOOLSETS).map(slug);
  const inToolsets = listedBy(toolsets);
  const single = new Set(filters.tools);
  return {
    hiddenBy: (tool) => {
      const found = hides.find((rule) => rule.hides(tool));
      return found && { filter: found.filter, setting: settingOf(found.filter) };
    },
    lists: (tool) => single.has(tool.tool) || inToolsets(tool),
    listsMetaTools: !toolsets.includes('all'),
  };
}

/**
 * What one request asks for within what the operator allows: never more tools enabled, and never more listed than the
 * operator's toolsets list, where there are any.
 */
export function narrow(
  operator: { filters: Filters; selection: Selection },
  request: Filters,
  settingOf: (filter: FilterName) => string,
): Selection {
  const { filters, selection } = operator;
  const asked = select(
    {
      ...request,
      ...(!request.toolsets && {
        ...(filters.toolsets && { toolsets: filters.toolsets }),
        tools: [...(filters.tools ?? []), ...(request.tools ?? [])],
      }),
    },
    settingOf,
  );
  const unbounded = filters.toolsets === undefined;
  return {
    hiddenBy: (tool) => selection.hiddenBy(tool) ?? asked.hiddenBy(tool),
    lists: (tool) => (unbounded || selection.lists(tool)) && asked.lists(tool),
    listsMetaTools: asked.listsMetaTools || (!unbounded && selection.listsMetaTools),
  };
}

/** So many names are told all of them. */
const FEW = 6;

/** The names in `filters` that mean nothing. */
export function unknownNames(filters: Filters, facts: readonly ToolFacts[]): UnknownName[] {
  const valid: { [name in FilterName]?: () => string[] } = {
    toolsets: () => toolsetNames(facts),
    domains: () => domainNames(facts),
    tools: () => facts.map(({ tool }) => tool),
    excludeTools: () => facts.map(({ tool }) => tool),
    accessGroups: () => [...new Set(facts.map(groupOf)), NO_ACCESS_GROUP],
    versions: () => [...new Set(facts.map(({ version }) => version))],
  };
  return Object.entries(valid).flatMap(([key, names]) => {
    const filter = key as FilterName;
    const given = filters[filter];
    if (!Array.isArray(given) || given.length === 0) return [];
    const known = names();
    const plain =
      filter === 'toolsets' || filter === 'domains' || filter === 'accessGroups' ? slug : (name: string) => name;
    return given
      .filter((name) => !known.includes(plain(name)))
      .map((name) => ({ filter, name, nearest: known.length <= FEW ? known : nearestNames(name, known, 3) }));
  });
}
