/** Listed schemas, made fit for hosts that check calls, and for model providers that take only a part of JSON Schema. */
import type { Json } from '../tools/input.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';

/**
 * The same schema, in a form that more hosts and model providers take:
 * - Each object that does not close itself gets `additionalProperties: true`. In JSON Schema this changes nothing, but
 *   some hosts convert listed schemas to their own form, and then refuse or drop whatever is not listed: the content of a
 *   free-form object, the fields that an abbreviation leaves out, and undocumented fields of an entity that is written
 *   back as it was read.
 * - An optional property does not mention `null`, which some model providers refuse. Calls take it for any of them.
 * - `anyOf` stands alone, as Vertex AI requires: its description moves to the first alternative.
 */
export function toHostSchema(schema: Json): Json {
  if (!isSchemaNode(schema)) return schema;
  const { type, properties, required, items, anyOf, additionalProperties } = schema;
  if (Array.isArray(anyOf))
    return { anyOf: anyOf.map((each, index) => toHostSchema(index === 0 ? describe(each, schema) : each)) };
  return {
    ...schema,
    ...(isSchemaNode(properties) && { properties: toHostProperties(properties, required) }),
    ...(items !== undefined && { items: toHostSchema(items) }),
    ...(type === 'object' && { additionalProperties: toHostSchema(additionalProperties ?? true) }),
  };
}

/** @param required - the names of the required properties, as in the schema that has the properties */
export function toHostProperties(properties: SchemaNode, required: Json | undefined): Record<string, Json> {
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  return Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, toHostSchema(isRequired(name) ? each : withoutNull(each))]),
  );
}

/** Gives an alternative the description of the schema that has the alternatives, if there is one. */
const describe = (alternative: Json, { description }: SchemaNode): Json =>
  isSchemaNode(alternative) && description !== undefined ? { ...alternative, description } : alternative;

function withoutNull(schema: Json): Json {
  if (!isSchemaNode(schema) || !Array.isArray(schema['anyOf'])) return schema;
  const { anyOf, ...rest } = schema;
  const [option, ...others] = anyOf.filter((each) => !(isSchemaNode(each) && each['type'] === 'null'));
  return others.length === 0 && isSchemaNode(option) ? { ...option, ...rest } : schema;
}
