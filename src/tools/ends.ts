/** The arguments that say when something ends. A day without a time is the beginning of that day, which often is not meant. */
import type { z } from 'zod';
import type { Definition } from './define.js';
import { pathsWith } from './pointers.js';
import { leafOf } from './schemas/leaf.js';

function isEnd(schema: z.core.$ZodType): true | undefined {
  const leaf = leafOf(schema);
  return (leaf?.is === 'dateTime' && leaf.ends) || undefined;
}

const cached = new WeakMap<Definition, readonly string[]>();

/** The paths of the marked arguments, such as `body.items[].endDate`. Computed on first use. */
export function endsOf(definition: Definition): readonly string[] {
  const known = cached.get(definition);
  if (known) return known;
  const paths = [...pathsWith(definition, isEnd).keys()];
  cached.set(definition, paths);
  return paths;
}
