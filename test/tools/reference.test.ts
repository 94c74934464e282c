/** Definitions against the documented parameters: each at its place, required where the API requires it. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definitions } from '../../src/tools/catalogue.js';
import { apiJsonSchema, inputSchema, type JsonSchema } from '../../src/tools/input.js';
import { beyondOf, type DocumentedParameters, documentedBodies, readFixture } from '../documented.js';

const parameters: Readonly<Record<string, DocumentedParameters | undefined>> = {
  ...Object.fromEntries(definitions.map((definition) => [definition.tool, beyondOf(definition)?.parameters])),
  ...readFixture<Record<string, DocumentedParameters>>('parameters'),
};
/** What the documentation says more of than its name does. */
const described: Record<string, string[]> = readFixture('described');
/** Deliberate differences, each with its reason: `tool argument`, `tool body.field`, or these with ` description`. */
const differences: Record<string, string> = readFixture('differences');

describe('a definition against the documentation', () => {
  it.each(definitions.map((definition) => [definition.tool, definition] as const))('%s', (tool, definition) => {
    const documented = parameters[tool];
    expect(documented, 'has documented parameters in the fixture').toBeDefined();
    if (!documented) return;
    const schema = apiJsonSchema(definition);
    const requiredNames = Array.isArray(schema['required']) ? schema['required'] : [];
    const mismatches: string[] = [];
    for (const place of ['path', 'query', 'headers'] as const) {
      const own = place === 'path' ? definition.pathParameters() : definition[place]();
      for (const [name, required] of Object.entries(documented[place])) {
        if (!(name in own)) mismatches.push(`${tool} ${name}: missing from ${place}`);
        else if (requiredNames.includes(name) !== required) mismatches.push(`${tool} ${name}: required ${required}`);
      }
    }
    if (documented.body && !schema.properties['body']) mismatches.push(`${tool} body: missing`);
    for (const [field, required] of Object.entries(documented.body ?? {})) {
      const problem = bodyField(schema, field, required);
      if (problem) mismatches.push(`${tool} body.${field}: ${problem}`);
    }
    for (const field of described[tool] ?? []) {
      const at = nodeAt(schema, field);
      if (at && !at.description) mismatches.push(`${tool} ${field} description: missing`);
    }
    expect(mismatches.filter((line) => !differences[line.slice(0, line.indexOf(':'))])).toEqual([]);
  });

  it.each(Object.keys(documentedBodies).map((tool) => [tool]))('%s accepts its documented example', (tool) => {
    const definition = definitions.find((candidate) => candidate.tool === tool);
    if (!definition?.body) throw new Error(`${tool} takes no body`);
    const result = z.safeParse(definition.body(), documentedBodies[tool]);
    expect(result.success ? [] : result.error.issues).toEqual([]);
  });

  it('differs only for a recorded reason, and every recorded difference still exists', () => {
    for (const [difference, reason] of Object.entries(differences)) {
      expect(reason.length, difference).toBeGreaterThan(10);
      expect(
        definitions.some(({ tool }) => tool === difference.split(' ')[0]),
        difference,
      ).toBe(true);
    }
  });

  it('has no empty argument schema if parameters are documented', () => {
    for (const definition of definitions) {
      const documented = parameters[definition.tool];
      const any =
        documented && Object.keys({ ...documented.path, ...documented.query, ...documented.headers }).length > 0;
      if (any || documented?.body) expect(Object.keys(inputSchema(definition).shape), definition.tool).not.toEqual([]);
    }
  });
});

interface Node {
  anyOf?: Node[];
  properties?: Record<string, Node>;
  items?: Node;
  required?: string[];
  description?: string;
}

/** The schema of an argument, or of a dotted field of the body (`body.a[].b`). */
function nodeAt(schema: JsonSchema, field: string): Node | undefined {
  const [first = '', ...rest] = field.split('.');
  const argument = schema.properties[first] as Node | undefined;
  return rest.reduce<Node | undefined>((at, part) => {
    const inside = at?.items && !at.properties ? at.items : at;
    const name = part.replace(/\[\]$/, '');
    return name === '' ? inside : inside?.properties?.[name];
  }, argument);
}

/** The list or object that a value is, if it is not null. */
const withoutNull = (node: Node | undefined): Node | undefined =>
  node?.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;

/** Walks a dotted field name (`a[].b`) down a JSON Schema; says what is wrong, or nothing. */
function bodyField(schema: JsonSchema, field: string, required: boolean): string | undefined {
  const parts = field.split('.');
  let at: Node | undefined = schema.properties['body'] as Node;
  for (const [index, part] of parts.entries()) {
    const name = part.replace(/\[\]$/, '');
    if (name === '') {
      at = at?.items;
      continue;
    }
    const parent: Node | undefined = at;
    at = withoutNull(parent?.properties?.[name]);
    if (!at) return 'missing';
    const last = index === parts.length - 1;
    if (last && (parent?.required ?? []).includes(name) !== required) return `required ${required}`;
    if (!last && (part.endsWith('[]') || at.items)) at = at.items ?? at;
  }
  return undefined;
}
