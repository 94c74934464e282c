/** The arguments that say when something ends. A day without a time is the beginning of that day, which often is not meant. */
import { z } from 'zod';
import type { Definition } from './define.js';
import { pathsWith } from './pointers.js';
import { innerSchemas } from './schemas/leaf.js';

/** A registry of our own, so that no JSON Schema shows it. */
const marks = z.registry<{ isEnd: true }>();

/** Marks a point in time at which something ends. */
export function markEnd<T extends z.ZodType>(schema: T): T {
  marks.add(schema, { isEnd: true });
  return schema;
}

const isEnd = (schema: z.core.$ZodType): true | undefined =>
  marks.get(schema)?.isEnd ?? (innerSchemas(schema).some(isEnd) || undefined);

const cached = new WeakMap<Definition, readonly string[]>();

/** The paths of the marked arguments, such as `body.items[].endDate`. Computed on first use. */
export function endsOf(definition: Definition): readonly string[] {
  const known = cached.get(definition);
  if (known) return known;
  const paths = [...pathsWith(definition, isEnd).keys()];
  cached.set(definition, paths);
  return paths;
}
