/** Tools that are listed with their whole schemas, for hosts that load tools on demand. */
import { describe, expect, it } from 'vitest';
import { catalogueWith } from '../../src/discovery/built-catalogue.js';
import type { Filters } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { toMcpTool } from '../../src/presentation/tool-list.js';
import { wholeTools } from '../../src/presentation/whole-tools.js';
import { definitions } from '../../src/tools/catalogue.js';
import { inputJsonSchema } from '../../src/tools/input.js';
import { selection } from '../discovery/toolboxes.js';
import { nodesOf, propertiesOf } from './schema-nodes.js';

const FURTHER = /(?:^|\. )Further fields: (.*)$/;
/** `a, b; c, d: number` */
const namesIn = (fields: string): string[] =>
  fields
    .split('; ')
    .flatMap((group) => group.replace(/: .*$/, '').split(', '))
    .filter((name) => name !== '');

describe('a tool with its whole schema', () => {
  it('lists every property at every level, except optional ones whose names providers refuse', () => {
    const unlisted = new Set<string>();
    for (const [index, definition] of definitions.entries()) {
      const { facts, tool } = wholeTools[index] ?? {};
      expect(facts?.tool).toBe(definition.tool);
      const schema = JSON.parse(JSON.stringify(tool?.inputSchema));
      const listed = new Set(nodesOf(schema, definition.tool).map(({ path }) => path));
      for (const { path } of nodesOf(inputJsonSchema(definition), definition.tool)) {
        // Null is left out where a call takes it anyway, and then there is but one alternative.
        if (!path.includes('|') && !listed.has(path)) unlisted.add(path.slice(path.lastIndexOf('.') + 1));
      }
      for (const { path, node } of nodesOf(schema, definition.tool)) {
        const [, names = ''] = FURTHER.exec(String(node['description'])) ?? [];
        for (const name of namesIn(names)) expect(name, path).toMatch(/\W/);
      }
    }
    expect([...unlisted].filter((name) => /^\w+$/.test(name))).toEqual([]);
  });

  it('differs in nothing else', () => {
    for (const [index, definition] of definitions.entries()) {
      const { inputSchema, ...short } = toMcpTool(definition);
      expect(wholeTools[index]?.tool).toMatchObject({ ...short, inputSchema: { type: 'object' } });
      const names = Object.keys(wholeTools[index]?.tool.inputSchema.properties ?? {});
      expect(names).toEqual(expect.arrayContaining(Object.keys(inputSchema.properties ?? {})));
    }
  });

  it('has a body with all its fields where the short form only names them', () => {
    const body = (form: 'short' | 'whole') => {
      const definition = definitions.find(({ tool }) => tool === 'transaction_add');
      if (!definition) throw new Error('no tool');
      const schema = JSON.parse(JSON.stringify(toMcpTool(definition, form).inputSchema));
      return schema.properties.body;
    };
    expect(body('short').description).toMatch(FURTHER);
    expect(body('whole').description ?? '').not.toMatch(FURTHER);
    expect(Object.keys(propertiesOf(body('whole'))).length).toBeGreaterThan(
      Object.keys(propertiesOf(body('short'))).length,
    );
  });
});

describe('the list with whole schemas', () => {
  const list = (form: 'short' | 'whole', filters: Filters) =>
    createToolbox({ catalogue: catalogueWith(form), callTool: async () => ({ content: [] }) }).list(selection(filters));

  it.each<[string, Filters]>([
    ['by default', {}],
    ['of all tools', { toolsets: ['all'] }],
    ['of reads', { toolsets: ['points'], readOnly: true }],
  ])('has the same tools: %s', async (_, filters) => {
    const [short, whole] = [await list('short', filters), await list('whole', filters)];
    expect(whole.map(({ name, annotations }) => [name, annotations])).toEqual(
      short.map(({ name, annotations }) => [name, annotations]),
    );
    expect(JSON.stringify(whole).length).toBeGreaterThan(JSON.stringify(short).length);
  });
});
