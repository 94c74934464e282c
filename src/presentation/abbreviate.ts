/** Shortens a large JSON Schema for `tools/list`: required fields stay in full, the others may only be named. */
import type { Json } from '../tools/input.js';

export type SchemaNode = { [key: string]: Json };

export const isSchemaNode = (value: Json | undefined): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Characters of JSON Schema for the arguments other than the body: about 130 tokens. */
export const ARGUMENTS_BUDGET = 450;
/** The same for a body; less if a newer tool serves the same need. */
export const BODY_BUDGET = 450;
export const SUPERSEDED_BODY_BUDGET = 220;

/**
 * Returns the schema unchanged if it fits into `budget` characters. Otherwise each level keeps all required fields, then
 * as many optional ones as fit, in the order of the definition, which has the common ones first. The description names
 * the others as further fields. Fields that are kept keep their descriptions.
 */
export function abbreviate(schema: SchemaNode, budget: number): SchemaNode {
  if (size(schema) <= budget) return schema;
  if (isSchemaNode(schema['items'])) {
    const overhead = size({ ...schema, items: {} });
    return { ...schema, items: abbreviate(schema['items'], Math.max(budget - overhead, MIN_BUDGET)) };
  }
  const alternatives = schema['anyOf'];
  if (Array.isArray(alternatives)) {
    const share = Math.max(Math.floor(budget / alternatives.length), MIN_BUDGET);
    return { ...schema, anyOf: alternatives.map((each) => (isSchemaNode(each) ? abbreviate(each, share) : each)) };
  }
  return isSchemaNode(schema['properties']) ? abbreviateObject(schema, schema['properties'], budget) : schema;
}

/** With a smaller budget, nothing useful would be left. */
const MIN_BUDGET = 60;
/** At most this many further fields are named; the rest are counted. */
const MAX_NAMES = 24;

function abbreviateObject(schema: SchemaNode, properties: SchemaNode, budget: number): SchemaNode {
  const names = Object.keys(properties);
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const requiredNames = names.filter((name) => required.has(name));
  const overhead = size({ ...schema, properties: {} }) + Math.min(names.length, MAX_NAMES) * 4;
  let remaining = budget - overhead;
  const kept = new Map<string, Json>();
  for (const [index, name] of requiredNames.entries()) {
    const share = Math.max(Math.floor(remaining / (requiredNames.length - index)), MIN_BUDGET);
    const property = shorten(properties[name], share);
    remaining -= size(property) + name.length + 4;
    kept.set(name, property);
  }
  for (const name of names) {
    if (required.has(name)) continue;
    const cost = size(properties[name]) + name.length + 4;
    if (cost > remaining) continue;
    remaining -= cost;
    kept.set(name, properties[name] ?? {});
  }
  const further = names.filter((name) => !kept.has(name));
  const ordered = names.filter((name) => kept.has(name)).map((name) => [name, kept.get(name) ?? {}] as const);
  return { ...schema, ...describeFurther(schema, further), properties: Object.fromEntries(ordered) };
}

const shorten = (value: Json | undefined, budget: number): Json =>
  isSchemaNode(value) ? abbreviate(value, budget) : (value ?? {});

function describeFurther(schema: SchemaNode, names: readonly string[]): { description?: string } {
  if (names.length === 0) return {};
  const uncounted = names.length - MAX_NAMES;
  const list = `${names.slice(0, MAX_NAMES).join(', ')}${uncounted > 0 ? ` and ${uncounted} more` : ''}`;
  const own = typeof schema['description'] === 'string' ? `${schema['description']}. ` : '';
  return { description: `${own}Further fields: ${list}` };
}

const size = (value: Json | undefined): number => JSON.stringify(value ?? null).length;
