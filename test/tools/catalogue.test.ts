/** The catalogue as a whole: names, flags, and agreement with the inventory. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { documentedNames, inputJsonSchema, inputSchema } from '../../src/tools/input.js';
import { documentedBeyond } from '../documented.js';

interface InventoryRow {
  domain: string;
  section: string;
  id: string;
  title: string;
  version: string;
  method: string;
  listedPath: string;
  accessGroup: string | null;
}
const inventory: InventoryRow[] = JSON.parse(
  readFileSync(new URL('../fixtures/inventory.json', import.meta.url), 'utf8'),
);
const key = (row: { section: string; title: string; version: string }) => `${row.section}|${row.title}|${row.version}`;
const rows = new Map(inventory.map((row) => [key(row), row]));

const listed = definitions.filter(({ inInventory }) => inInventory);
const beyond = definitions.filter(({ inInventory }) => !inInventory);

describe('the catalogue', () => {
  it('has each endpoint of the inventory exactly once, with its listed method and path', () => {
    expect(listed.map(key).sort()).toEqual(inventory.map(key).sort());
    for (const definition of listed) {
      const row = rows.get(key(definition));
      expect({
        domain: definition.domain,
        method: definition.listedMethod,
        path: definition.listedPath,
        accessGroup: definition.accessGroup,
      }).toEqual({ domain: row?.domain, method: row?.method, path: row?.listedPath, accessGroup: row?.accessGroup });
    }
  });

  it('has no additional endpoint that the inventory already lists', () => {
    const places = new Set(listed.map(({ method, path }) => `${method} ${path}`));
    expect(beyond.filter(({ method, path }) => places.has(`${method} ${path}`)).map(({ tool }) => tool)).toEqual([]);
  });

  it('has every documented endpoint that the inventory lacks, with where it comes from and how sure that is', () => {
    const places = new Map(beyond.map((definition) => [`${definition.method} ${definition.path}`, definition]));
    expect(Object.keys(documentedBeyond).filter((place) => !places.has(place))).toEqual([]);
    expect(beyond.length).toBeGreaterThanOrEqual(120);
    for (const { tool, sources, confidence } of beyond) {
      expect(sources.join(''), tool).not.toBe('');
      expect(['documented', 'partial', 'inferred'], tool).toContain(confidence);
    }
  });

  it('has an example for every endpoint that the inventory lacks, and only examples that its schemas accept', () => {
    expect(beyond.filter(({ example }) => example === undefined).map(({ tool }) => tool)).toEqual([]);
    for (const definition of definitions) {
      if (!definition.example) continue;
      expect(inputSchema(definition).safeParse(definition.example).error?.issues ?? [], definition.tool).toEqual([]);
    }
  });

  it('gives every tool a unique, well-formed name of at most 48 characters', () => {
    const names = definitions.map((definition) => definition.tool);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{2,47}$/);
  });

  it('ends only legacy names with their version', () => {
    for (const { tool, legacy, version } of definitions) {
      expect(/_v1(_1)?$/.exec(tool)?.[0] ?? '').toBe(legacy ? (version === 'v1' ? '_v1' : '_v1_1') : '');
    }
  });

  it('declares every placeholder of a path, and no other path parameter', () => {
    for (const { path, pathParameters } of definitions) {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(pathParameters()).sort()).toEqual(placeholders.sort());
    }
  });

  it('only names existing tools as successors', () => {
    for (const { tool, supersededBy } of definitions) {
      if (supersededBy === undefined) continue;
      expect(findDefinition(supersededBy), `${tool} → ${supersededBy}`).toBeDefined();
      expect(supersededBy).not.toBe(tool);
    }
  });

  it('summarizes a tool in one or two sentences', () => {
    for (const { tool, summary } of definitions) {
      expect(summary.length, tool).toBeGreaterThan(20);
      expect(summary.length, tool).toBeLessThanOrEqual(340);
    }
  });

  it('names in each next step, and in advice on empty answers, tools that exist', () => {
    for (const definition of definitions) {
      const notes = definition.memberNotes?.map(({ note }) => note) ?? [];
      for (const advice of [definition.nextStep, definition.whenEmpty, ...notes]) {
        const names = advice?.match(/\b[a-z]+(_[a-z0-9]+)+\b/g) ?? [];
        const documented = documentedNames(definition);
        const tools = names.filter((name) => !documented.has(name));
        if (advice !== undefined && advice === definition.nextStep)
          expect(tools.length, definition.tool).toBeGreaterThan(0);
        for (const tool of tools) expect(findDefinition(tool), `${definition.tool}: ${tool}`).toBeDefined();
      }
    }
  });

  it('advises on empty answers only for reads, whose lists are what they found', () => {
    const advised = definitions.filter(({ whenEmpty }) => whenEmpty !== undefined);
    expect(advised.length).toBeGreaterThan(20);
    expect(advised.filter(({ effect }) => effect !== 'read').map(({ tool }) => tool)).toEqual([]);
  });

  it('has keywords and sources', () => {
    for (const { tool, keywords, sources } of definitions) {
      expect(keywords.length, tool).toBeGreaterThanOrEqual(6);
      expect(new Set(keywords).size, tool).toBe(keywords.length);
      expect(sources.length, tool).toBeGreaterThan(0);
    }
  });

  it('describes arguments by a JSON Schema that is open at the top, as undocumented arguments are sent', () => {
    for (const definition of definitions) {
      const schema = inputJsonSchema(definition);
      expect(schema.type, definition.tool).toBe('object');
      expect(schema['additionalProperties'], definition.tool).not.toBe(false);
    }
  });

  it('gives a v1 twin the access group of its v1.1 version', () => {
    for (const definition of definitions.filter(({ version, legacy }) => legacy && version === 'v1')) {
      const newer = findDefinition(`${definition.tool}_1`);
      expect(definition.effectiveAccessGroup).toBe(newer?.effectiveAccessGroup);
      expect(risk(definition)).toBe(newer && risk(newer));
    }
  });
});
