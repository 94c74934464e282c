/** A definition's arguments as one schema: zod for validation, JSON Schema for agents. Built on first use, then cached. */
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

/** The same schema as JSON Schema 2020-12, without keywords that add no information. */
export function inputJsonSchema(definition: Definition): JsonSchema {
  const cached = jsonSchemas.get(definition);
  if (cached) return cached;
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
