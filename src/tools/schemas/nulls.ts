/** Lets optional fields of a body be null, as in entities that were read and are written back. */
import { z } from 'zod';
import { isObject } from '../../lib/json.js';

/**
 * The same schema, except that each optional field, at any depth, may also be null, which counts as absent. Agents see
 * the plain schema, and null is sent as it was given.
 */
export const acceptNulls = <T extends z.ZodType>(schema: T) =>
  z.preprocess((input) => withoutOptionalNulls(schema, input), schema);

function withoutOptionalNulls(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return withoutOptionalNulls(schema.unwrap(), value);
  if (schema instanceof z.ZodPipe) return withoutOptionalNulls(schema.out, value);
  if (schema instanceof z.ZodArray) {
    const { element } = schema;
    // Some lists also accept a single element instead.
    return Array.isArray(value)
      ? value.map((item) => withoutOptionalNulls(element, item))
      : withoutOptionalNulls(element, value);
  }
  if (!(schema instanceof z.ZodObject) || !isObject(value)) return value;
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (item === null && field instanceof z.ZodOptional) return [];
    return [[key, field ? withoutOptionalNulls(field, item) : item]];
  });
  return Object.fromEntries(kept);
}
