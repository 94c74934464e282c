/** Every argument and every field of a body says what it is, unless its name or its only value does. */
import { describe, expect, it } from 'vitest';
import { toMcpTool } from '../../src/presentation/tool-list.js';
import { definitions } from '../../src/tools/catalogue.js';
import { inputJsonSchema, type Json } from '../../src/tools/input.js';

/** Names that need no words. Add one only if nobody would have to ask about form, unit or meaning. */
const SELF_EXPLAINING: readonly string[] = [
  ...['body', 'root'],
  ...['email', 'firstName', 'firstname', 'lastName', 'lastname', 'landline', 'latitude', 'longitude'],
  ...['title', 'subject', 'description', 'longDescription', 'long_description', 'imageUrl', 'img_url', 'altText'],
  ...['comment', 'comments', 'note', 'notes', 'reason', 'termsAndConditions', 'filename', 'contentType'],
];

const TIME_NAME = /(Date|Time|_date|_time|ISO|(created|Updated|expires|start|invited_|requested_|registered_)[oO]n)$/;
const TIME_FORM =
  /ISO 8601 (with offset|UTC)|organization's time zone|epoch (milli)?seconds|(format|unit)( is)? not documented|leave out/i;

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Property {
  path: string;
  name: string;
  schema: Node;
  /** The object has this property only, as in `custom_fields: { field: […] }`, and is described itself. */
  isWrapped: boolean;
}

/** All properties of a schema, at any depth. */
function propertiesOf(schema: Json | undefined, path: string): Property[] {
  if (!isNode(schema)) return [];
  const alternatives = [schema['items'], ...(Array.isArray(schema['anyOf']) ? schema['anyOf'] : [])];
  const deeper = alternatives.flatMap((each) => propertiesOf(each, path));
  if (!isNode(schema['properties'])) return deeper;
  const entries = Object.entries(schema['properties']);
  const own = entries.flatMap(([name, value]): Property[] => {
    if (!isNode(value)) return [];
    const property = { path: `${path}.${name}`, name, schema: value, isWrapped: entries.length === 1 };
    return [property, ...propertiesOf(value, property.path)];
  });
  return [...deeper, ...own];
}

const describes = ({ description, anyOf }: Node): boolean =>
  typeof description === 'string' ||
  (Array.isArray(anyOf) && anyOf.some((each) => isNode(each) && typeof each['description'] === 'string'));

const hasOneValue = (schema: Node): boolean => Array.isArray(schema['enum']) && schema['enum'].length === 1;

/** Options that are called after a date, such as what to sort by. */
const hasNoTime = ({ type, enum: values }: Node): boolean => type === 'boolean' || values !== undefined;

const isContainer = ({ type, anyOf }: Node): boolean => type === 'array' || type === 'object' || anyOf !== undefined;

const needsWords = ({ name, schema, isWrapped }: Property): boolean =>
  !SELF_EXPLAINING.includes(name) && !hasOneValue(schema) && !(isWrapped && isContainer(schema));

describe('every property', () => {
  it.each([
    ['in full', (definition: (typeof definitions)[number]): Json => inputJsonSchema(definition)],
    ['as listed', (definition: (typeof definitions)[number]) => toMcpTool(definition).inputSchema as Json],
  ])('has a description unless its name says it all (%s)', (_, schemaOf) => {
    const silent = definitions
      .flatMap((definition) => propertiesOf(schemaOf(definition), definition.tool))
      .filter((property) => !describes(property.schema) && needsWords(property));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('that is a time says its form and zone, or its unit', () => {
    const times = definitions
      .flatMap((definition) => propertiesOf(inputJsonSchema(definition), definition.tool))
      .filter(({ name, schema }) => TIME_NAME.test(name) && !isContainer(schema) && !hasNoTime(schema));
    expect(times.length).toBeGreaterThan(200);
    const unclear = times.filter(({ schema }) => !TIME_FORM.test(String(schema['description'])));
    expect(unclear.map(({ path }) => path)).toEqual([]);
  });

  it('is described in at most a few words', () => {
    const long = definitions
      .flatMap((definition) => propertiesOf(inputJsonSchema(definition), definition.tool))
      .filter(({ schema }) => String(schema['description'] ?? '').length > 260);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe('the names that need no description', () => {
  it('are all in use', () => {
    const used = new Set(
      definitions.flatMap((definition) =>
        propertiesOf(inputJsonSchema(definition), definition.tool)
          .filter(({ schema }) => !describes(schema))
          .map(({ name }) => name),
      ),
    );
    expect(SELF_EXPLAINING.filter((name) => !used.has(name))).toEqual([]);
  });
});
