/** A definition's answer as JSON Schema. Built on first use, then cached. */
import type { z } from 'zod';
import type { Definition } from './define.js';
import { type Json, toMarkedJsonSchema } from './input.js';

const jsonSchemas = new WeakMap<z.core.$ZodType, { [key: string]: Json }>();

/**
 * The answer of a successful call, as JSON Schema 2020-12. Nothing is required, and others than the listed properties may
 * be there. `leafOfNode` says what a value means.
 */
export function answerJsonSchema(definition: Definition): { [key: string]: Json } {
  const answer = definition.answer();
  const cached = jsonSchemas.get(answer);
  if (cached) return cached;
  const schema = toMarkedJsonSchema(answer);
  foldNull(schema);
  jsonSchemas.set(answer, schema);
  return schema;
}

/** Writes `{ anyOf: [{ type: 'string' }, { type: 'null' }] }` as `{ type: ['string', 'null'] }`, in place. */
function foldNull(node: Json | undefined): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) foldNull(child);
  if (Array.isArray(node) || !Array.isArray(node['anyOf'])) return;
  const [only, ...others] = node['anyOf'].filter((each) => !isNull(each));
  if (others.length > 0 || typeof only !== 'object' || only === null || Array.isArray(only)) return;
  if (only['enum'] !== undefined || only['const'] !== undefined || typeof only['type'] !== 'string') {
    // Whatever the value may be, null is one of its values already.
    if (Object.keys(only).length === 0) delete node['anyOf'];
    return;
  }
  delete node['anyOf'];
  const { type, ...rest } = only;
  Object.assign(node, { type: [type, 'null'] }, rest, node);
}

const isNull = (node: Json): boolean =>
  typeof node === 'object' && node !== null && !Array.isArray(node) && node['type'] === 'null';
