/** The signatures and details that an agent reads when it looks for tools. */
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { describeTool, formatSignature, formatSignatures, SIGNATURE_BUDGET } from '../../src/presentation/signature.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, type Shape, type Spec, section } from '../../src/tools/define.js';
import { inputJsonSchema, type Json } from '../../src/tools/input.js';
import { date, dateTime } from '../../src/tools/schemas/times.js';
import {
  boolean,
  choice,
  commaList,
  file,
  integer,
  keyValues,
  list,
  number,
  object,
  plainChoice,
  text,
} from '../../src/tools/schemas/values.js';

const SPEC: Omit<Spec, 'tool'> = {
  title: 'A title',
  summary: 'What it does.',
  answer: () => z.unknown(),
  effect: 'create',
  keywords: [],
  sources: [],
};

function define(spec: Partial<Spec>): Definition {
  const points = section('Points', { domain: 'Points Management', accessGroup: 'Points' });
  points.post('v2/things', { ...SPEC, tool: 'thing_add', ...spec });
  const [definition] = points.definitions;
  if (!definition) throw new Error('nothing was defined');
  return definition;
}

const withBody = (shape: Shape): Definition => define({ body: () => object(shape) });
const typeOf = (schema: z.ZodType): string =>
  formatSignature(define({ query: () => ({ x: schema }) })).slice('thing_add(x: '.length, -1);

describe('a signature', () => {
  it('says what an optional part is if it is left out, where its description does and there is room', () => {
    const definition = define({
      query: () => ({
        size: integer('Page size; default 10').optional(),
        isActive: boolean('Only active ones (default: true)').optional(),
        note: text('Default text of the organization').optional(),
      }),
    });
    expect(formatSignature(definition)).toBe('thing_add(size?: number = 10, isActive?: boolean = true, note?: string)');
    expect(formatSignature(definition, 55)).not.toContain('=');
  });

  it('names path, query and header arguments along with the body, required ones first at every level', () => {
    const definition = define({
      query: () => ({ source: text().optional(), id: integer() }),
      headers: () => ({ 'X-CAP-TILL': text().optional() }),
      body: () =>
        object({
          note: text().optional(),
          customer: object({ email: text().optional(), mobile: text() }),
          qty: number(),
        }),
    });
    expect(formatSignature(definition)).toBe(
      'thing_add(id: number, body: { customer: { mobile: string, email?: string }, qty: number, note?: string }, source?: string, "X-CAP-TILL"?: string)',
    );
  });

  it('is empty for a tool without arguments', () => {
    expect(formatSignature(define({}))).toBe('thing_add()');
  });

  it.each<[string, z.ZodType]>([
    ['number', integer('Id', { min: 1 })],
    ['boolean', boolean()],
    ['"A" | "B"', choice(['A', 'B'])],
    ['"mobile" | "email"', commaList(['mobile', 'email'], 'Kind of identifier')],
    ['7', z.literal(7)],
    ['number | null', number().nullable()],
    ['string | boolean', z.union([text(), boolean()])],
    ['string[]', list(text())],
    ['("A" | "B")[]', list(choice(['A', 'B']))],
    ['{ a: "A" | "B" }[]', list(object({ a: choice(['A', 'B']) }))],
    ['unknown', z.unknown()],
    ['Record<string, unknown>', keyValues()],
    ['Record<string, { a: number }>', z.record(z.string(), object({ a: number() }))],
    ['{ filename, contentType?, text | base64 }', file('A picture')],
    ['date', date('Joined from')],
    ['dateTime', dateTime({ zone: 'offset' }, 'Start')],
    ['"YYYY-MM-DD HH:MM:SS"', dateTime({ zone: 'organization' }, 'Now if absent')],
    ['epochMilliseconds', integer('Epoch milliseconds')],
  ])('shows %s', (expected, schema) => {
    expect(typeOf(schema)).toBe(expected);
  });

  it('does not offer what the definition says to leave out', () => {
    const format = plainChoice(['json', 'xml'], 'json or xml; leave out').optional();
    expect(formatSignature(define({ query: () => ({ id: integer(), format }) }))).toBe('thing_add(id: number)');
  });
});

describe('a signature that exceeds its budget', () => {
  it('first shortens enums, and says how many more values exist', () => {
    const codes = Array.from({ length: 40 }, (_, index) => `VALUE_${index + 10}`);
    const definition = withBody({ code: z.enum(codes), note: text().optional() });
    const written = formatSignature(definition, 250);
    expect(written).toContain('"VALUE_10" | "VALUE_11" | ');
    expect(written).toContain('"VALUE_21" | …+28, note?: string');
  });

  it('counts the optional parts that do not fit, and keeps the common first ones', () => {
    const rest = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`rare_field_${index}`, text().optional()]),
    );
    const definition = withBody({ id: integer(), common: text().optional(), ...rest });
    expect(formatSignature(definition, 80)).toBe(
      'thing_add(body: { id: number, common?: string, rare_field_0?: string, …+8 })',
    );
  });

  it('fills objects evenly, and shortens an optional one that is too long to `object`', () => {
    const wide = (name: string): Shape =>
      Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${name}_field_${index}`, text()]));
    const definition = withBody({
      customer: object({ id: integer().optional(), mobile: text().optional(), email: text().optional() }),
      lines: list(object(wide('line'))).optional(),
      note: text().optional(),
    });
    expect(formatSignature(definition, 105)).toBe(
      'thing_add(body: { customer: { id?: number, mobile?: string, …+1 }, lines?: object[], note?: string })',
    );
  });

  it('shortens deep levels to `object` rather than drop a required part', () => {
    const long = (prefix: string, inside?: z.ZodType): z.ZodType =>
      object({ [`${prefix}_first_field`]: text(), [`${prefix}_second_field`]: inside ?? text() });
    const definition = withBody({ a: long('one', long('two', long('three', long('four', long('five'))))) });
    const written = formatSignature(definition, 150);
    expect(written).toMatch(/two_second_field: object \} \} \}\)$/);
    expect(formatSignature(definition, 10)).toBe('thing_add(body: { a: object })');
  });

  it('omits headers first', () => {
    const definition = define({
      headers: () => ({ 'X-CAP-TILL': text().optional() }),
      body: () => object({ a: text().optional(), b: text().optional(), c: text().optional() }),
    });
    expect(formatSignature(definition, 70)).toBe('thing_add(body: { a?: string, b?: string, c?: string }, …+1)');
  });
});

describe('signatures that are shown together', () => {
  const channels = ['INSTORE', 'FACEBOOK', 'WEB_ENGAGE', 'WECHAT', 'MARTJACK'];
  const definitionOf = (tool: string, values: string[]): Definition =>
    define({ tool, query: () => ({ id: integer(), source: z.enum(values).optional() }) });
  const together = (definitions: Definition[], enums?: 'inline') =>
    formatSignatures(
      definitions.map((definition) => ({ definition, budget: 300 })),
      () => true,
      enums,
    );

  it('write a long enum once, whatever the order of its values', () => {
    const definitions = [definitionOf('thing_add', channels), definitionOf('thing_get', channels.toReversed())];
    const shared = 'Source = "INSTORE" | "FACEBOOK" | "WEB_ENGAGE" | "WECHAT" | "MARTJACK"';
    const lines = ['thing_add(id: number, source?: Source)', 'thing_get(id: number, source?: Source)'];
    expect(together(definitions)).toEqual({ lines, types: [shared] });
    expect(together(definitions, 'inline').lines[0]).toContain('source?: "INSTORE"');
  });

  it('name a type after what the names of its properties have in common', () => {
    const one = (name: string): Definition => define({ query: () => ({ [name]: z.enum(channels) }) });
    const names = (...properties: string[]) => together(properties.map(one)).types.map((each) => each.split(' = ')[0]);
    expect(names('fromCustomerSource', 'toCustomerSource')).toEqual(['CustomerSource']);
    expect(names('bill_source', 'source')).toEqual(['Source']);
    expect(names('addOns', 'comboParts')).toEqual(['AddOns']);
  });

  it('give different enums different names, and none to those that occur once or are short', () => {
    const others = [...channels, 'LINE'];
    const definitions = [
      definitionOf('thing_add', channels),
      definitionOf('thing_get', others),
      definitionOf('thing_put', channels),
      definitionOf('thing_list', others),
      definitionOf('thing_find', [...channels, 'JD']),
      definitionOf('thing_sort', ['ASC', 'DESC']),
      definitionOf('thing_sort_all', ['ASC', 'DESC']),
    ];
    const { lines, types } = together(definitions);
    expect(types.map((each) => each.split(' = ')[0])).toEqual(['Source', 'Source2']);
    expect(lines[3]).toBe('thing_list(id: number, source?: Source2)');
    expect(lines[4]).toContain('"JD"');
    expect(lines[6]).toContain('"ASC" | "DESC"');
  });
});

describe('the signatures of the catalogue', () => {
  it('are one line each, starting with the name', () => {
    for (const definition of definitions) {
      const written = formatSignature(definition);
      expect(written.startsWith(`${definition.tool}(`), written).toBe(true);
      expect(written).not.toContain('\n');
      expect(written.length, definition.tool).toBeLessThanOrEqual(SIGNATURE_BUDGET);
    }
  });

  it('name every required argument and every required field of the body', () => {
    for (const definition of definitions) {
      const schema = inputJsonSchema(definition);
      const { body } = schema.properties;
      const fields = isObject(body) && isObject(body['items']) ? body['items'] : body;
      const written = formatSignature(definition);
      for (const name of [...required(schema), ...required(fields)]) expect(written).toMatch(named(name, ''));
    }
  });

  it('cost few tokens', () => {
    const tokens = definitions.map((definition) => countTokens(formatSignature(definition))).sort((a, b) => a - b);
    expect(tokens[Math.floor(tokens.length / 2)]).toBeLessThanOrEqual(budgets.tokens.signature.median);
    expect(tokens.at(-1)).toBeLessThanOrEqual(budgets.tokens.signature.max);
  });
});

describe('the full description of a tool', () => {
  it('shows every argument with its description, then everything else that is known', () => {
    const definition = define({
      query: () => ({ format: text('json; leave out').optional() }),
      body: () =>
        object({
          note: text('Why', 50).optional(),
          lines: list(object({ sku: text(), qty: number('Pieces', { max: 9 }) }), 'Items bought'),
        }),
      auth: 'oauth',
      limits: { batch: '20 a call', rate: '1,000 a minute' },
      supersededBy: 'thing_add_bulk',
      confidence: 'partial',
    });
    expect(describeTool(definition, { call: 'write: call it with call_write_tool', example: { body: {} } })).toBe(
      `
thing_add(…)
  write: call it with call_write_tool
  What it does.
Arguments:
  body: {
    lines: { // Items bought
      sku: string
      qty: number // Pieces; at most 9
    }[]
    note?: string // Why; at most 50 characters
  }
  format?: string // json; leave out
Returns: unknown
Example: {"body":{}}
Limits: batch: 20 a call; rate: 1,000 a minute
Auth: OAuth only
Endpoint: POST v2/things, access group Points
Superseded by: thing_add_bulk
Confidence: partial`.slice(1),
    );
  });

  it('does not mention what is the default', () => {
    expect(describeTool(define({ accessGroup: null }))).toBe(
      'thing_add()\n  What it does.\nReturns: unknown\nEndpoint: POST v2/things, access group none',
    );
  });

  it('writes a type once that occurs repeatedly', () => {
    const combo = () =>
      list(object({ sku: text('Stock keeping unit'), role: choice(['PARENT', 'ITEM']), qty: number() }));
    const definition = withBody({
      comboParts: combo().optional(),
      addOns: combo().optional(),
      note: text().optional(),
    });
    expect(describeTool(definition)).toContain(
      `
Arguments:
  body: {
    comboParts?: AddOns[]
    addOns?: AddOns[]
    note?: string
  }
AddOns = {
  sku: string // Stock keeping unit
  role: "PARENT" | "ITEM"
  qty: number
}
Returns:`,
    );
  });

  it('names every property of every schema, and omits none', () => {
    for (const definition of definitions) {
      const written = describeTool(definition);
      expect(written.startsWith(`${definition.tool}(`), definition.tool).toBe(true);
      expect(written, definition.tool).not.toContain('…+');
      for (const [name, optional] of properties(inputJsonSchema(definition))) {
        expect(written, definition.tool).toMatch(named(name, optional ? '\\?' : ''));
      }
    }
  });
});

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const required = (schema: Json | undefined): string[] =>
  isObject(schema) && Array.isArray(schema['required']) ? schema['required'].map(String) : [];

const named = (name: string, mark: string): RegExp => new RegExp(`[ ({]"?${name}"?${mark}: `);

/** Every property at any depth, and whether it is optional. Those of a file are skipped: files have their own notation. */
function properties(schema: Json | undefined): [string, boolean][] {
  if (Array.isArray(schema)) return schema.flatMap(properties);
  if (!isObject(schema)) return [];
  const here = isObject(schema['properties']) ? schema['properties'] : {};
  if ('base64' in here) return [];
  return [
    ...Object.entries(here).flatMap(([name, inside]): [string, boolean][] => [
      [name, !required(schema).includes(name)],
      ...properties(inside),
    ]),
    ...properties(schema['items']),
    ...properties(schema['anyOf']),
  ];
}
