/** Makes it explicit that the objects of a listed schema are open. */
import type { Json } from '../tools/input.js';
import { isSchemaNode } from './abbreviate.js';

/**
 * Adds `additionalProperties: true` to each object of a schema that does not close itself. In JSON Schema this changes
 * nothing, but some hosts convert listed schemas to their own form, and then refuse or drop whatever is not listed: the
 * content of a free-form object, the fields that an abbreviation leaves out, and undocumented fields of an entity that is
 * written back as it was read.
 */
export function openObjects(schema: Json): Json {
  if (!isSchemaNode(schema)) return schema;
  const { type, properties, items, anyOf, additionalProperties } = schema;
  return {
    ...schema,
    ...(isSchemaNode(properties) && { properties: openEach(properties) }),
    ...(items !== undefined && { items: openObjects(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(openObjects) }),
    ...(type === 'object' && { additionalProperties: openObjects(additionalProperties ?? true) }),
  };
}

/** Opens the objects in each of several named schemas. */
export const openEach = (schemas: Readonly<Record<string, Json>>): Record<string, Json> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, openObjects(schema)]));
