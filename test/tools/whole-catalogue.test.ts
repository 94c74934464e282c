/** What must hold for every tool there is; a definition that breaks it fails the build. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { surfaceReport } from '../../bench/lib/surface-report.mjs';
import type { ShownTool } from '../../bench/lib/tokens.mjs';
import { answersMarkdown } from '../../scripts/answers.mjs';
import { META_TOOLS } from '../../src/discovery/meta-tools.js';
import { DEFAULT_TOOLS } from '../../src/discovery/toolsets.js';
import { abbreviate } from '../../src/presentation/abbreviate.js';
import { toolsetsMarkdown, toolsMarkdown } from '../../src/presentation/markdown.js';
import { createOpenApiDocument } from '../../src/presentation/openapi.js';
import { createToolsManifest, toMcpTool } from '../../src/presentation/tool-list.js';
import { definitions } from '../../src/tools/catalogue.js';
import { inputJsonSchema, type Json } from '../../src/tools/input.js';
import { answerJsonSchema } from '../../src/tools/output.js';
import { overviews } from '../../src/tools/overviews/overviews.js';

const repository = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('every tool', () => {
  it('covers the inventory, 434 of 434', () => {
    expect(definitions.filter(({ inInventory }) => inInventory)).toHaveLength(434);
  });

  it('has arguments that are valid JSON Schema 2020-12, both in full and abbreviated', () => {
    // The code that it makes is never run, so it need be neither good nor able to explain anything.
    const ajv = new Ajv2020({ strict: true, allErrors: true, code: { optimize: false }, messages: false });
    const toolOf = new Map<string, string>();
    for (const definition of definitions) {
      toolOf.set(JSON.stringify(inputJsonSchema(definition)), definition.tool);
      toolOf.set(JSON.stringify(toMcpTool(definition).inputSchema), definition.tool);
    }
    // Equal schemas are equally valid: most twins have them, and what is short enough is not abbreviated.
    for (const [schema, tool] of toolOf) expect(() => ajv.compile(JSON.parse(schema)), tool).not.toThrow();
  }, 60_000);

  it('shows every required field of its body, and names the others', () => {
    for (const definition of definitions) {
      const whole = inputJsonSchema(definition);
      expectCovered(whole, toMcpTool(definition).inputSchema as Json, definition.tool);
    }
  });

  // Validating all of it takes seconds, and more on a busy machine.
  it('is in the OpenAPI document, which is valid, under its method and path', { timeout: 60_000 }, async () => {
    const document = createOpenApiDocument(definitions, '1.0.0');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    const named = JSON.stringify(document);
    for (const { tool } of definitions) expect(named).toContain(`"${tool}"`);
    expectResolved(document, named);
  });

  it('has an answer that is valid JSON Schema 2020-12, in which nothing is required and everything may be null', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, code: { optimize: false }, messages: false });
    const toolOf = new Map(definitions.map((each) => [JSON.stringify(answerJsonSchema(each)), each.tool]));
    for (const [schema, tool] of toolOf) {
      expect(() => ajv.compile(JSON.parse(schema)), tool).not.toThrow();
      expect(schema, tool).not.toContain('"required":[');
      expect(schema, tool).not.toContain('x-leaf');
      expect(schema, tool).not.toContain('"properties":{}');
    }
  }, 60_000);
});

/** Expects that each reference of the document leads to a component, whose name is that of a type. */
function expectResolved({ components }: Record<string, Json>, text: string): void {
  const schemas = Object.keys((components as { schemas: object }).schemas);
  for (const name of schemas) expect(name).toMatch(/^[A-Z]\w+$/);
  const referred = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
  expect([...referred].sort()).toEqual(schemas.sort());
}

describe('generated files', () => {
  it('are current: run `npm run generate`', () => {
    expect(JSON.parse(repository('manifest/tools.json'))).toEqual(
      JSON.parse(JSON.stringify(createToolsManifest([...definitions, ...overviews]))),
    );
    expect(repository('docs/tools.md')).toBe(toolsMarkdown(definitions, overviews));
    expect(repository('docs/answers.md')).toBe(answersMarkdown());
    expect(repository('docs/toolsets.md')).toBe(toolsetsMarkdown(definitions, DEFAULT_TOOLS));
  });
});

describe('the public interface of each tool', () => {
  const all = [...definitions, ...overviews];
  const sections = [...new Set(all.map(({ section }) => section))];
  it.each(sections)('in %s is as reviewed', async (section) => {
    const tools = all
      .filter((definition) => definition.section === section)
      .map((definition) => ({
        ...toMcpTool(definition),
        // The annotations are then the worst case.
        ...(definition.readUnless && { readUnless: definition.readUnless }),
      }));
    await expectReviewed(section.toLowerCase().replace(/[^a-z0-9]+/g, '-'), tools);
  });

  it('of the meta-tools is as reviewed', () => expectReviewed('meta-tools', META_TOOLS));
});

/** Fails with what differs from the reviewed snapshot, and what it costs. */
async function expectReviewed(name: string, tools: readonly ShownTool[]): Promise<void> {
  const file = new URL(`./snapshots/${name}.json`, import.meta.url);
  const reviewed: ShownTool[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const text = `${JSON.stringify(tools, null, 2)}\n`;
  const report = surfaceReport(reviewed, JSON.parse(text));
  const message = `review what clients see and what it costs, then run \`npx vitest run test/tools -u\`:\n${report}`;
  await expect(text, message).toMatchFileSnapshot(fileURLToPath(file));
}

describe('abbreviating', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'string', description: 'first' },
      b: { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } }, required: ['y'] },
      c: { type: 'string', description: 'x'.repeat(300) },
    },
    required: ['b'],
  };

  it('does not change a small schema', () => expect(abbreviate(schema, 10_000)).toEqual(schema));

  it('keeps the required fields at every level and names the rest', () => {
    const short = abbreviate(schema, 120);
    expect(short).toMatchObject({ properties: { b: { properties: { y: {} } } }, required: ['b'] });
    expect(JSON.stringify(short)).toMatch(/Further fields: .*c/);
  });

  it('keeps the first property if no other fits', () => {
    const long = { type: 'string', description: 'x'.repeat(99) };
    const properties = { a: long, b: long };
    const description = 'Which one of them: the first is used if both are given';
    expect(abbreviate({ type: 'object', description, properties }, 60)).toEqual({
      type: 'object',
      description: `${description}. Further fields: b`,
      properties: { a: long },
    });
  });

  it('names further fields by type', () => {
    const text = { type: 'string', description: 'x'.repeat(99) };
    const properties = {
      first: text,
      limit: { type: 'integer' },
      note: text,
      since: { type: 'string', description: 'From; YYYY-MM-DD' },
      offset: { type: 'integer' },
      order: { enum: ['ASC', 'DESC'] },
      buyer: { type: 'object', properties: { id: { type: 'integer' }, mobile: text } },
      lines: {
        type: 'array',
        items: { type: 'object', properties: { sku: text, price: text, quantity: text, serial_number: text } },
      },
    };
    expect(abbreviate({ type: 'object', properties }, 60)).toMatchObject({
      description:
        'Further fields: limit, offset: number; note; since: date; order: ASC|DESC; buyer: {id,mobile}; lines: object[]',
    });
  });

  it('keeps a closed object whole', () => {
    const closed = { ...schema, additionalProperties: false };
    expect(abbreviate(closed, 120)).toEqual(closed);
  });

  it('leaves nothing out to save only a few characters', () => {
    const properties = { a: { type: 'string' }, b: { type: 'string' }, name: { type: 'string' } };
    expect(abbreviate({ type: 'object', properties }, 60)).toEqual({ type: 'object', properties });
  });

  it('only mentions optional properties with hyphens, even in a small schema', () => {
    const properties = { a: { type: 'string' }, 'X-A': { type: 'string' }, 'X-B': { type: 'string' } };
    expect(abbreviate({ type: 'object', properties, required: ['X-A'] }, 10_000)).toEqual({
      type: 'object',
      description: 'Further fields: X-B',
      properties: { a: { type: 'string' }, 'X-A': { type: 'string' } },
      required: ['X-A'],
    });
  });
});

type Node = { [key: string]: Json };
const isSchemaNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** That each required property of `whole` stands in `listed`, and each other stands there or in its description. */
function expectCovered(whole: Json | undefined, listed: Json | undefined, where: string): void {
  if (!isSchemaNode(whole) || !isSchemaNode(listed)) return;
  expectCovered(whole['items'], listed['items'], `${where}[]`);
  const properties = whole['properties'];
  const shown = listed['properties'];
  if (!isSchemaNode(properties) || !isSchemaNode(shown)) return;
  const required = Array.isArray(whole['required']) ? whole['required'] : [];
  const described = typeof listed['description'] === 'string' ? listed['description'] : '';
  for (const [name, value] of Object.entries(properties)) {
    const own = shown[name];
    if (required.includes(name)) expect(own, `${where}.${name}`).toBeDefined();
    else if (own === undefined)
      expect(described, `${where}.${name}`).toMatch(new RegExp(`\\b${name}\\b|and \\d+ more`));
    expectCovered(value, own, `${where}.${name}`);
  }
}
