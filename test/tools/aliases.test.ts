/** The table of old names: each leads somewhere, hides nothing, and is removed in time. */
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, SETTINGS } from '../../src/config/table.js';
import { META_TOOLS } from '../../src/discovery/meta-tools.js';
import { VERSION } from '../../src/lib/version.js';
import { ALIASES, type Alias } from '../../src/tools/aliases.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { describeAlias, endOf } from '../../src/tools/current-names.js';
import { documentedNames, inputSchema } from '../../src/tools/input.js';

const all: readonly Alias[] = [...ALIASES.tools, ...ALIASES.arguments, ...ALIASES.settings];

const numbers = (version: string): number[] => version.split('.').map(Number);
const isBefore = (one: string, other: string): boolean => {
  const [[a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]] = [numbers(one), numbers(other)];
  return a - x < 0 || (a === x && (b - y < 0 || (b === y && c < z)));
};

describe('old names', () => {
  it.each(all.map((alias): [string, Alias] => [alias.from, alias]))(
    '%s says in which version it changed, and has not outlived two minor versions',
    (_, alias) => {
      expect(alias.since).toMatch(/^\d+\.\d+\.0$/);
      expect(isBefore(VERSION, endOf(alias)), `remove this row: ${describeAlias(alias)}`).toBe(true);
    },
  );

  it('work in the minor version that changed them and the next one', () => {
    const end = endOf({ since: '0.2.0' });
    expect(['0.1.0', '0.2.0', '0.3.0', '0.3.9'].every((version) => isBefore(version, end))).toBe(true);
    expect(['0.4.0', '0.10.0', '1.0.0'].some((version) => isBefore(version, end))).toBe(false);
  });

  it('of tools lead to tools, and are not names of tools', () => {
    const names = [...definitions.map(({ tool }) => tool), ...META_TOOLS.map(({ name }) => name)];
    for (const { from, to } of ALIASES.tools) {
      expect(findDefinition(to), to).toBeDefined();
      expect(names).not.toContain(from);
      expect(from).toMatch(/^[a-z][a-z0-9_]{0,47}$/);
    }
  });

  it('of arguments lead to arguments, and are not names of arguments there', () => {
    for (const { tool, from, to } of ALIASES.arguments) {
      const definition = findDefinition(tool);
      if (!definition) throw new Error(`no tool ${tool}`);
      const [oldKeys, newKeys] = [from.split('.'), to.split('.')];
      expect(oldKeys.slice(0, -1), from).toEqual(newKeys.slice(0, -1));
      const isParameter = newKeys.length === 1;
      const known = isParameter ? Object.keys(inputSchema(definition).shape) : [...documentedNames(definition)];
      expect(known).toContain(newKeys.at(-1));
      expect(Object.keys(inputSchema(definition).shape)).not.toContain(from);
    }
  });

  it('of settings lead to settings, and are not names of settings', () => {
    const settings = SETTING_NAMES.map((name) => SETTINGS[name]);
    const variables: string[] = settings.map(({ env }) => env);
    const flags = settings.flatMap(({ flag }) => flag?.split(' ')[0] ?? []);
    for (const { from, to } of ALIASES.settings) {
      expect(variables).toContain(to);
      expect([...variables, ...flags]).not.toContain(from);
      expect(from).toMatch(/^(--[a-z][a-z-]+|CAPILLARY_[A-Z_]+)$/);
    }
  });

  it('are listed once', () => {
    const keys = [
      ...[...ALIASES.tools, ...ALIASES.settings].map(({ from }) => from),
      ...ALIASES.arguments.map(({ tool, from }) => `${tool} ${from}`),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
