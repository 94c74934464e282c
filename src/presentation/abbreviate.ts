/** Shortens a large JSON Schema for `tools/list`: what a call needs stays, the rest is named. */
import type { Json } from '../tools/input.js';

export type Node = { [key: string]: Json };

export const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Characters of JSON Schema for the arguments beside a body: about 130 tokens. */
export const ARGUMENTS_BUDGET = 450;
/** The same for a body; less where a newer tool serves the same need. */
export const BODY_BUDGET = 450;
export const SUPERSEDED_BODY_BUDGET = 220;

/**
 * The same schema where it fits into `budget` characters. Otherwise, at every level: all required fields, then the
 * optional ones in the order of the definition (the common ones come first there) as long as they fit; the others are
 * named in the description as further fields. Descriptions of what is shown stay.
 */
export function abbreviate(schema: Node, budget: number): Node {
  if (size(schema) <= budget) return schema;
  if (isNode(schema['items'])) {
    const around = size({ ...schema, items: {} });
    return { ...schema, items: abbreviate(schema['items'], Math.max(budget - around, LEAST)) };
  }
  const alternatives = schema['anyOf'];
  if (Array.isArray(alternatives)) {
    const share = Math.max(Math.floor(budget / alternatives.length), LEAST);
    return { ...schema, anyOf: alternatives.map((each) => (isNode(each) ? abbreviate(each, share) : each)) };
  }
  return isNode(schema['properties']) ? abbreviateObject(schema, schema['properties'], budget) : schema;
}

/** Less than this shows nothing. */
const LEAST = 60;
/** Names of further fields beyond these are only counted. */
const MOST_NAMES = 24;

function abbreviateObject(schema: Node, properties: Node, budget: number): Node {
  const names = Object.keys(properties);
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const needed = names.filter((name) => required.has(name));
  const around = size({ ...schema, properties: {} }) + Math.min(names.length, MOST_NAMES) * 4;
  let room = budget - around;
  const shown = new Map<string, Json>();
  for (const [index, name] of needed.entries()) {
    const share = Math.max(Math.floor(room / (needed.length - index)), LEAST);
    const kept = shorten(properties[name], share);
    room -= size(kept) + name.length + 4;
    shown.set(name, kept);
  }
  for (const name of names) {
    if (required.has(name)) continue;
    const cost = size(properties[name]) + name.length + 4;
    if (cost > room) continue;
    room -= cost;
    shown.set(name, properties[name] ?? {});
  }
  const rest = names.filter((name) => !shown.has(name));
  const ordered = names.filter((name) => shown.has(name)).map((name) => [name, shown.get(name) ?? {}] as const);
  return { ...schema, ...described(schema, rest), properties: Object.fromEntries(ordered) };
}

const shorten = (value: Json | undefined, budget: number): Json =>
  isNode(value) ? abbreviate(value, budget) : (value ?? {});

function described(schema: Node, rest: readonly string[]): { description?: string } {
  if (rest.length === 0) return {};
  const more = rest.length - MOST_NAMES;
  const named = `${rest.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const own = typeof schema['description'] === 'string' ? `${schema['description']}. ` : '';
  return { description: `${own}Further fields: ${named}` };
}

const size = (value: Json | undefined): number => JSON.stringify(value ?? null).length;
