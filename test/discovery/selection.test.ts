/** Toolsets and filters: what they mean together, and how unknown names are reported. */
import { describe, expect, it } from 'vitest';
import { createSelection, type Filters, findUnknownValues, narrowSelection } from '../../src/discovery/selection.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';

const definition = (tool: string) => {
  const found = findDefinition(tool);
  if (!found) throw new Error(`no tool ${tool}`);
  return found;
};
const settingOf = (filter: string) => `setting ${filter}`;
const narrowed = (operator: Filters, request: Filters) =>
  narrowSelection(
    { filters: operator, selection: createSelection(operator, settingOf) },
    request,
    (filter) => `request ${filter}`,
  );

describe('filters', () => {
  it('say which setting hides a tool', () => {
    const selection = createSelection({ readOnly: true, versions: ['v2'] }, settingOf);
    expect(selection.hiddenBy(definition('customer_add'))?.setting).toBe('setting readOnly');
    expect(selection.hiddenBy(definition('customer_get_v1_1'))?.setting).toBe('setting versions');
    expect(selection.hiddenBy(definition('customer_get'))).toBeUndefined();
  });

  it('enable sensitive tools only by all or by name', () => {
    const sensitive = definitions.find((each) => each.sensitive);
    if (!sensitive) throw new Error('no tool is sensitive');
    const enabled = (filters: Filters) => createSelection(filters, settingOf).hiddenBy(sensitive) === undefined;
    expect(enabled({})).toBe(false);
    expect(enabled({ toolsets: [sensitive.toolset, 'legacy'] })).toBe(false);
    expect(enabled({ toolsets: ['all'] })).toBe(true);
    expect(enabled({ tools: [sensitive.tool] })).toBe(true);
    expect(enabled({ tools: [sensitive.tool], readOnly: true })).toBe(false);
  });

  it('treat tools without an access group as the group none', () => {
    const without = definitions.find(({ effectiveAccessGroup }) => effectiveAccessGroup === null);
    if (!without) throw new Error('every tool has a group');
    expect(createSelection({ accessGroups: ['Points'] }, settingOf).hiddenBy(without)).toBeDefined();
    expect(createSelection({ accessGroups: ['none'] }, settingOf).hiddenBy(without)).toBeUndefined();
  });

  it('report unknown names with the nearest known ones', () => {
    const unknown = findUnknownValues(
      { toolsets: ['pionts'], tools: ['customer_ad'], accessGroups: ['Cupon'], versions: ['v4'], excludeTools: [] },
      definitions,
    );
    expect(unknown.map(({ filter, nearest }) => [filter, nearest[0]])).toEqual([
      ['toolsets', 'points'],
      ['tools', 'customer_add'],
      ['accessGroups', 'coupon'],
      ['versions', expect.stringMatching(/^v/)],
    ]);
  });
});

describe('a request', () => {
  it('narrows what the operator allows', () => {
    const selection = narrowed({}, { readOnly: true, excludeTools: ['customer_get'] });
    expect(selection.hiddenBy(definition('customer_add'))?.setting).toBe('request readOnly');
    expect(selection.hiddenBy(definition('customer_get'))?.setting).toBe('request excludeTools');
  });

  it.each<[string, Filters, Filters, string]>([
    ['read-only', { readOnly: true }, { readOnly: false, toolsets: ['all'] }, 'customer_add'],
    ['an exclusion', { excludeTools: ['customer_add'] }, { tools: ['customer_add'] }, 'customer_add'],
    ['access groups', { accessGroups: ['Points'] }, { accessGroups: ['Customer', 'Points'] }, 'customer_add'],
    ['versions', { versions: ['v1.1'] }, { versions: ['v2'] }, 'customer_add'],
    ['secrets', {}, { toolsets: ['all'] }, definitions.find(({ sensitive }) => sensitive)?.tool ?? ''],
    [
      'secrets by name',
      {},
      { tools: definitions.filter(({ sensitive }) => sensitive).map(({ tool }) => tool) },
      definitions.find(({ sensitive }) => sensitive)?.tool ?? '',
    ],
  ])('never widens it: %s', (_, operator, request, tool) => {
    expect(narrowed(operator, request).hiddenBy(definition(tool))).toBeDefined();
  });

  it('chooses what is listed, within the toolsets of the operator if there are any', () => {
    const lists = (operator: Filters, request: Filters, tool: string) =>
      narrowed(operator, request).lists(definition(tool));
    expect(lists({}, { toolsets: ['badges'] }, 'badge_create')).toBe(true);
    expect(lists({}, { toolsets: ['badges'] }, 'customer_get')).toBe(false);
    expect(lists({ toolsets: ['points'] }, { toolsets: ['badges', 'points'] }, 'badge_create')).toBe(false);
    expect(lists({ toolsets: ['points'] }, { toolsets: ['badges', 'points'] }, 'points_transfer')).toBe(true);
    expect(lists({ toolsets: ['points'] }, { readOnly: true }, 'points_get_transfers')).toBe(true);
    expect(narrowed({ toolsets: ['points'] }, { toolsets: ['all'] }).listsMetaTools).toBe(true);
    expect(narrowed({}, { toolsets: ['all'] }).listsMetaTools).toBe(false);
  });
});
