/** Listed schemas in hosts that check calls against them: whatever a call accepts, they must let through. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import { META_TOOLS } from '../../src/discovery/meta-tools.js';
import { toHostSchema } from '../../src/presentation/host-schema.js';
import { isSchemaNode, type SchemaNode } from '../../src/presentation/schema-node.js';
import { toMcpTool } from '../../src/presentation/tool-list.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { inputJsonSchema, inputSchema, type Json } from '../../src/tools/input.js';
import { nodesOf, propertiesOf, requiredNames } from './schema-nodes.js';

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

interface Call {
  tool: string;
  args: { [name: string]: Json };
}
const examples = fixture<Record<string, Json>>('body-examples');

const listedSchema = (definition: Definition): Json => JSON.parse(JSON.stringify(toMcpTool(definition).inputSchema));

const NULLABLE = { anyOf: [{ type: 'string', description: 'A text' }, { type: 'null' }] };

const isAbbreviated = ({ description }: SchemaNode): boolean => /(^|\. )Further fields: /.test(String(description));

describe('a listed schema', () => {
  it('is open wherever something is left out or the content is free', () => {
    for (const definition of definitions) {
      for (const { path, node } of nodesOf(listedSchema(definition), definition.tool)) {
        if (node['type'] !== 'object') continue;
        expect(node['additionalProperties'], path).toBeDefined();
        if (isAbbreviated(node) || !isSchemaNode(node['properties'])) {
          expect(node['additionalProperties'], path).not.toBe(false);
        }
      }
    }
  });

  it('is abbreviated only where that costs fewer tokens', () => {
    const tokens = (schema: Json | undefined): number => countTokens(JSON.stringify(schema));
    let abbreviated = 0;
    for (const definition of definitions) {
      const { properties, ...rest } = inputJsonSchema(definition);
      const listed = nodesOf(listedSchema(definition), definition.tool);
      const fields = listed.find(({ path }) => path === `${definition.tool}.fields`);
      const wholeSchema = { ...rest, properties: { ...properties, ...(fields && { fields: fields.node }) } };
      const whole = new Map(nodesOf(toHostSchema(wholeSchema), definition.tool).map(({ path, node }) => [path, node]));
      for (const { path, node } of listed) {
        if (!isAbbreviated(node)) continue;
        abbreviated += 1;
        expect(tokens(node), path).toBeLessThan(tokens(whole.get(path)));
      }
    }
    expect(abbreviated).toBeGreaterThan(100);
  });

  it('does not mention null in optional properties, where a call takes it anyway', () => {
    expect(listedSchema(required('cart_promotion_evaluate'))).not.toMatchObject({
      properties: { body: { properties: { promoCodes: { anyOf: expect.anything() } } } },
    });
    expect(toHostSchema({ type: 'object', properties: { a: NULLABLE, b: NULLABLE }, required: ['a'] })).toEqual({
      type: 'object',
      properties: { a: NULLABLE, b: { type: 'string', description: 'A text' } },
      required: ['a'],
      additionalProperties: true,
    });
  });

  it('describes the first of several alternatives, because some providers want anyOf to stand alone', () => {
    const [first, second] = [{ type: 'string', description: 'A text' }, { type: 'number' }];
    expect(toHostSchema({ description: 'Text or number', anyOf: [first, second] })).toEqual({
      anyOf: [{ type: 'string', description: 'Text or number' }, second],
    });
    expect(toHostSchema({ anyOf: [first, second] })).toEqual({ anyOf: [first, second] });
  });

  it('only mentions optional headers, because some providers refuse hyphens in names', () => {
    const properties = (tool: string) => Object.keys(toMcpTool(required(tool)).inputSchema.properties ?? {});
    expect(properties('customer_update_v1_1').filter((name) => name.includes('-'))).toEqual([]);
    expect(toMcpTool(required('customer_update_v1_1')).inputSchema['description']).toContain(
      'USER-CONTEXT-ENTITY-TYPE',
    );
    expect(properties('staff_get')).toContain('X-CAP-API-ACCESS-TOKEN');
  });
});

describe('a host that checks calls against the listed schemas', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const errors = (schema: Json, value: unknown): ErrorObject[] => {
    const check = ajv.compile(isSchemaNode(schema) ? schema : {});
    return check(value) ? [] : [...(check.errors ?? [])];
  };

  it.each(definitions.filter(takesFile).map(({ tool }) => tool))('lets an upload with %s through', (tool) => {
    const definition = required(tool);
    const contents = [{ text: 'a,b\n1,2' }, { base64: 'YSxi' }, { contentType: 'text/csv', text: '' }];
    for (const content of contents) {
      const body = { ...requiredValues(inputJsonSchema(definition).properties['body']) };
      const args = { ...requiredArguments(definition), body: { ...body, file: { filename: 'f.csv', ...content } } };
      expect(inputSchema(definition).safeParse(args).error?.issues ?? []).toEqual([]);
      expect(errors(listedSchema(definition), args)).toEqual([]);
    }
  });

  it('sees every file field whole: five tools have one', () => {
    const tools = definitions.filter(takesFile);
    expect(tools.length).toBeGreaterThanOrEqual(5);
    for (const definition of tools) {
      for (const { path, node } of nodesOf(listedSchema(definition), definition.tool).filter(isFile)) {
        expect(Object.keys(propertiesOf(node)), path).toContain('text');
        expect(isAbbreviated(node), path).toBe(false);
      }
    }
  });

  it('lets any arguments through to a caller', () => {
    for (const { name, inputSchema: schema } of META_TOOLS.filter((tool) => tool.name.startsWith('call_'))) {
      const properties = schema.properties ?? {};
      expect(properties['arguments'], name).toMatchObject({ type: 'object', additionalProperties: true });
    }
  });

  it('lets undocumented fields through wherever the call sends them', () => {
    const definition = required('customer_update');
    const args = {
      userId: 1,
      source: 'INSTORE',
      body: { newField: 1, profiles: [{ newField: { a: 1 } }] },
      newFilter: 'x',
    };
    expect(errors(listedSchema(definition), args)).toEqual([]);
  });

  it('refuses documented examples only for a second form of the same value', () => {
    const bodies = Object.entries(examples).map(([tool, body]) => {
      const { properties = {} } = toMcpTool(required(tool)).inputSchema;
      return { schema: JSON.parse(JSON.stringify(properties['body'])), value: body };
    });
    const forms = { 'a number as text': 11, 'text as a number': 1, 'a list of one as its element': 2 };
    expect(countForms(bodies)).toEqual(forms);
  });

  it('refuses what tills and connectors send only for a second form of the same value', () => {
    const calls = [...fixture<Call[]>('integration-calls'), ...fixture<Call[]>('gateway-calls')];
    const forms = countForms(calls.map(({ tool, args }) => ({ schema: listedSchema(required(tool)), value: args })));
    expect(Object.keys(forms).filter((form) => !SECOND_FORMS.includes(form))).toEqual([]);
  });

  /** The number of values that are refused for each form. */
  function countForms(values: readonly { schema: Json; value: Json }[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { schema, value } of values) {
      const forms = new Set(errors(schema, value).map((error) => formOf(error, value)));
      for (const form of forms) counts[form] = (counts[form] ?? 0) + 1;
    }
    return counts;
  }
});

/** The forms of a value that a call accepts beside the one that is listed. */
const SECOND_FORMS = [
  'a number as text',
  'text as a number',
  'true or false as text',
  'a choice in other letter case',
  'a list of one as its element',
  'null for an absent value',
];

function required(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
}

const isFile = ({ node }: { node: SchemaNode }): boolean =>
  'filename' in propertiesOf(node) && 'base64' in propertiesOf(node);

function takesFile(definition: Definition): boolean {
  return nodesOf(inputJsonSchema(definition), definition.tool).some(isFile);
}

/** A value for each required argument except the body. */
function requiredArguments(definition: Definition): Record<string, Json> {
  const { body, ...values } = requiredValues(inputJsonSchema(definition));
  return values;
}

function requiredValues(schema: Json | undefined): Record<string, Json> {
  if (!isSchemaNode(schema)) return {};
  const properties = propertiesOf(schema);
  return Object.fromEntries(requiredNames(schema).map((name) => [name, sampleOf(properties[name])]));
}

function sampleOf(schema: Json | undefined): Json {
  if (!isSchemaNode(schema)) return 'a';
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  if (schema['type'] === 'object') return requiredValues(schema);
  if (schema['type'] === 'integer') return 1;
  // Text that lists its values, as `commaList` writes them.
  return /: (\w+)(?:, \w+)+$/.exec(String(schema['description']))?.[1] ?? '1';
}

/** What a refused value is, if the call accepts it as a second form of the listed one; otherwise the error. */
function formOf({ keyword, params, instancePath }: ErrorObject, root: Json): string {
  const keys = instancePath.split('/').slice(1);
  const value = keys.reduce<Json | undefined>((parent, key) => childOf(parent, key), root);
  const expected = keyword === 'type' ? String(params['type']) : keyword;
  if (value === null) return 'null for an absent value';
  if (['integer', 'number'].includes(expected) && Number.isFinite(Number(value))) return 'a number as text';
  if (expected === 'boolean' && /^(true|false|[01])$/i.test(String(value))) return 'true or false as text';
  if (expected === 'string' && typeof value === 'number') return 'text as a number';
  if (expected === 'array' && isSchemaNode(value)) return 'a list of one as its element';
  if (expected === 'enum' && isOtherCase(value, params['allowedValues'])) return 'a choice in other letter case';
  return `${keyword} at ${instancePath}`;
}

function childOf(parent: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(parent)) return parent[Number(key)];
  return isSchemaNode(parent) ? parent[key] : undefined;
}

const isOtherCase = (value: Json | undefined, allowed: unknown): boolean =>
  Array.isArray(allowed) && allowed.some((each) => String(each).toLowerCase() === String(value).toLowerCase());
