/** The objects that several answers share, so that an OpenAPI document holds each once. */
import type { Json } from '../tools/input.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';
import { nameRepeatedTypes, schemasByName, type TypeNames } from './type-names.js';

/** A reference takes about as much room as a shorter schema. */
const MIN_LENGTH = 200;

export class Components {
  readonly #names: TypeNames;

  /** @param roots - all schemas that may refer to the same objects, each with its name */
  constructor(roots: ReadonlyMap<Json, string>) {
    this.#names = nameRepeatedTypes([...roots.keys()], objectKey, roots);
  }

  /** The shared objects by name, for `components.schemas`. */
  schemas(): { [name: string]: Json } {
    return Object.fromEntries(schemasByName(this.#names).map(([name, schema]) => [name, this.#withReferences(schema)]));
  }

  /** The schema with a reference in place of each shared object. */
  readonly shorten = (schema: Json): Json => {
    const name = this.#names.get(schema);
    return name === undefined ? this.#withReferences(schema) : { $ref: `#/components/schemas/${name}` };
  };

  #withReferences(schema: Json): Json {
    if (Array.isArray(schema)) return schema.map(this.shorten);
    if (!isSchemaNode(schema)) return schema;
    return Object.fromEntries(Object.entries(schema).map(([key, child]) => [key, this.shorten(child)]));
  }
}

function objectKey(schema: SchemaNode): string | undefined {
  if (!isSchemaNode(schema['properties'])) return undefined;
  const key = JSON.stringify(schema);
  return key.length < MIN_LENGTH ? undefined : key;
}
