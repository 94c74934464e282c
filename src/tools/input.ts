/** A definition's arguments as one schema: zod for validation, JSON Schema for agents. Built on first use, then cached. */
import { z } from 'zod';
import { type Definition, risk } from './define.js';
import { type ConnectionParameter, connectionParametersOf } from './schemas/from-connection.js';
import { type Leaf, ownLeaf } from './schemas/leaf.js';

const schemas = new WeakMap<Definition, z.ZodObject>();
const jsonSchemas = new WeakMap<Definition, JsonSchema>();
const connectionParametersByDefinition = new WeakMap<Definition, readonly ConnectionParameter[]>();

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON Schema object (2020-12). */
export interface JsonSchema {
  [key: string]: Json;
  type: 'object';
  properties: { [name: string]: Json };
}

/** Path, query and header parameters side by side, and `body`. Unknown arguments are rejected. */
export function inputSchema(definition: Definition): z.ZodObject {
  const cached = schemas.get(definition);
  if (cached) return cached;
  const schema = z.strictObject({
    ...definition.pathParameters(),
    ...definition.query(),
    ...definition.headers(),
    ...(definition.body && { body: definition.body() }),
  });
  schemas.set(definition, schema);
  return schema;
}

const names = new WeakMap<readonly Definition[], ReadonlySet<string>>();

/** All names of arguments, body keys and fields of answers that the section of a definition documents anywhere. */
export function documentedNames({ siblings }: Definition): ReadonlySet<string> {
  const cached = names.get(siblings());
  if (cached) return cached;
  const found = new Set<string>();
  for (const sibling of siblings()) {
    addNames(inputSchema(sibling), found);
    addNames(sibling.answer(), found);
  }
  names.set(siblings(), found);
  return found;
}

function addNames(schema: z.core.$ZodType, found: Set<string>): void {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) addNames(schema.unwrap(), found);
  else if (schema instanceof z.ZodPipe) addNames(schema.out, found);
  else if (schema instanceof z.ZodArray) addNames(schema.element, found);
  else if (schema instanceof z.ZodRecord) addNames(schema.valueType, found);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) addNames(option, found);
  else if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries<z.core.$ZodType>(schema.shape)) {
      found.add(name);
      addNames(part, found);
    }
  }
}

/** The parameters that a call may leave out if the connection knows their values. */
export function connectionParameters(definition: Definition): readonly ConnectionParameter[] {
  const cached = connectionParametersByDefinition.get(definition);
  if (cached) return cached;
  const found = connectionParametersOf(inputSchema(definition));
  connectionParametersByDefinition.set(definition, found);
  return found;
}

/**
 * Whether a parameter is filled in without a setting of the operator. The source of a write is not: with a wrong one the
 * write would reach the customer's profile in another channel, or create a second profile.
 */
export const isFilledInByDefault = (definition: Definition, { value }: ConnectionParameter): boolean =>
  value !== 'source' || risk(definition) === 'read';

/**
 * The arguments that agents pass, as JSON Schema 2020-12: what the API requires, except that the parameters that the
 * connection fills in are optional.
 */
export function inputJsonSchema(definition: Definition): JsonSchema {
  const cached = jsonSchemas.get(definition);
  if (cached) return cached;
  const schema = apiJsonSchema(definition);
  for (const parameter of connectionParameters(definition)) {
    if (isFilledInByDefault(definition, parameter)) makeOptional(schema, parameter.path);
  }
  if (isWholeBodyFilledIn(definition, schema)) withoutRequired(schema, 'body');
  jsonSchemas.set(definition, schema);
  return schema;
}

/**
 * Whether a call can leave out the body, because the connection knows all that is required in it. Only of reads: nobody
 * changes something by a call without arguments.
 *
 * @param schema - the arguments that agents pass
 */
export function isWholeBodyFilledIn(definition: Definition, schema: JsonSchema): boolean {
  const { body } = schema.properties;
  if (risk(definition) !== 'read') return false;
  const inBody = connectionParameters(definition).filter(({ path, isRequired }) => path[0] === 'body' && isRequired);
  return inBody.some(({ path }) => path.length === 2) && isNode(body) && body['required'] === undefined;
}

/** Changes the schema in place. */
function withoutRequired(schema: { [key: string]: Json }, name: string): void {
  const { required } = schema;
  if (!Array.isArray(required)) return;
  schema['required'] = required.filter((each) => each !== name);
  if (schema['required'].length === 0) delete schema['required'];
}

/** Changes the schema in place. */
function makeOptional(schema: Json | undefined, [name, ...rest]: readonly string[]): void {
  if (name === undefined || !isNode(schema)) return;
  const alternatives = schema['anyOf'];
  if (Array.isArray(alternatives)) for (const each of alternatives) makeOptional(each, [name, ...rest]);
  const { properties } = schema;
  const property = name === '[]' ? schema['items'] : isNode(properties) ? properties[name] : undefined;
  if (rest.length > 0) {
    makeOptional(property, rest);
    return;
  }
  if (isNode(property)) {
    const about = typeof property['description'] === 'string' ? `${property['description']} ` : '';
    property['description'] = `${about}(default: the connection's)`;
  }
  withoutRequired(schema, name);
}

const isNode = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same as the API takes them. Made anew each time. */
export function apiJsonSchema(definition: Definition): JsonSchema {
  const schema = toMarkedJsonSchema(inputSchema(definition)) as JsonSchema;
  // Unknown arguments are judged by the call, which sends most of them.
  delete schema['additionalProperties'];
  return schema;
}

/**
 * A schema as JSON Schema, without keywords that add no information; {@link leafOfNode} knows what its values mean.
 *
 * @param adjust - changes a node of the JSON Schema in place, knowing what it was made from
 */
export function toMarkedJsonSchema(
  zodType: z.core.$ZodType,
  adjust?: (node: z.core.JSONSchema.BaseSchema, zodType: z.core.$ZodType) => void,
): { [key: string]: Json } {
  const leaves: Leaf[] = [];
  const schema = z.toJSONSchema(zodType, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const leaf = ownLeaf(zodSchema);
      if (leaf) jsonSchema[LEAF_MARK] = leaves.push(leaf) - 1;
      delete jsonSchema.propertyNames;
      const rest = jsonSchema.additionalProperties;
      if (typeof rest === 'object' && Object.keys(rest).length === 0) delete jsonSchema.additionalProperties;
      adjust?.(jsonSchema, zodSchema);
    },
  }) as { [key: string]: Json };
  delete schema['$schema'];
  takeMarks(schema, leaves);
  return schema;
}

/** Carries the meaning of a value through the conversion, as an index; the JSON Schema does not keep it. */
const LEAF_MARK = 'x-leaf';

const nodeLeaves = new WeakMap<object, Leaf>();

function takeMarks(node: Json | undefined, leaves: readonly Leaf[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node) && LEAF_MARK in node) {
    const leaf = leaves[Number(node[LEAF_MARK])];
    if (leaf) nodeLeaves.set(node, leaf);
    delete node[LEAF_MARK];
  }
  for (const child of Object.values(node)) takeMarks(child, leaves);
}

/** What a value means, by its node in a schema of `inputJsonSchema`; also if it is one of several forms, or a list. */
export function leafOfNode(node: Json | undefined): Leaf | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
  const own = nodeLeaves.get(node);
  if (own) return own;
  const { anyOf, items } = node;
  for (const each of Array.isArray(anyOf) ? anyOf : [items]) {
    const leaf = leafOfNode(each);
    if (leaf) return leaf;
  }
  return undefined;
}
