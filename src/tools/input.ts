/** A definition's arguments as one schema: to validate with, and to show. Built on first use, then kept. */
import { z } from 'zod';
import type { Definition } from './define.js';

const schemas = new WeakMap<Definition, z.ZodObject>();
const jsonSchemas = new WeakMap<Definition, JsonSchema>();

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON Schema object (2020-12). */
export interface JsonSchema {
  [key: string]: Json;
  type: 'object';
  properties: { [name: string]: Json };
}

/** Path, query and header parameters beside each other, and `body`. Unknown arguments are refused. */
export function inputSchema(definition: Definition): z.ZodObject {
  const known = schemas.get(definition);
  if (known) return known;
  const schema = z.strictObject({
    ...definition.pathParameters(),
    ...definition.query(),
    ...definition.headers(),
    ...(definition.body && { body: definition.body() }),
  });
  schemas.set(definition, schema);
  return schema;
}

/** The same as JSON Schema 2020-12, without what says nothing. */
export function inputJsonSchema(definition: Definition): JsonSchema {
  const known = jsonSchemas.get(definition);
  if (known) return known;
  const schema = z.toJSONSchema(inputSchema(definition), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.propertyNames;
      const rest = jsonSchema.additionalProperties;
      if (typeof rest === 'object' && Object.keys(rest).length === 0) delete jsonSchema.additionalProperties;
    },
  }) as JsonSchema;
  delete schema['$schema'];
  jsonSchemas.set(definition, schema);
  return schema;
}
