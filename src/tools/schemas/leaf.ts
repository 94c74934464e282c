/** What a value means, beyond its type: kept in a registry of our own, so that no JSON Schema shows it. */
import { z } from 'zod';
import type { EntityName } from './entities.js';

/** An id, code or name of something that exists already. */
export interface Leaf {
  readonly is: 'id';
  readonly entity: EntityName;
}

const leaves = z.registry<Leaf>();

/**
 * Marks a parameter that holds an id, code or name of something that exists already. It changes neither what is accepted
 * nor what is sent: signatures and errors then name the tools that return such values.
 *
 * ```ts
 * storeId: idOf('store', integer('Store of the bill')).optional(),
 * ```
 */
export function idOf<T extends z.ZodType>(entity: EntityName, schema: T): T {
  leaves.add(schema, { is: 'id', entity });
  return schema;
}

/** What the schema itself was marked as, before or after it was described. */
export const ownLeaf = (schema: z.core.$ZodType): Leaf | undefined => leaves.get(schema);

/** What a value means, also if it is optional, one of several forms, or an element of a list. */
export function leafOf(schema: z.core.$ZodType): Leaf | undefined {
  const own = ownLeaf(schema);
  if (own) return own;
  for (const inner of innerSchemas(schema)) {
    const leaf = leafOf(inner);
    if (leaf) return leaf;
  }
  return undefined;
}

/** The schemas that a schema consists of, except for the properties of an object. */
export function innerSchemas(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out];
  if (schema instanceof z.ZodLazy) return [schema.unwrap()];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return [schema.unwrap()];
  return [];
}
