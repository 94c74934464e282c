/** Shortens a large JSON Schema for `tools/list`: required fields stay in full, the others may only be named. */
import type { Json } from '../tools/input.js';
import { dateFormatOf, descriptionOf, isSchemaNode, type SchemaNode } from './schema-node.js';

/** Characters of JSON Schema for the arguments other than the body: about 130 tokens. */
export const ARGUMENTS_BUDGET = 450;
/** The same for a body; less if a newer tool serves the same need. */
export const BODY_BUDGET = 450;
export const SUPERSEDED_BODY_BUDGET = 220;

/**
 * Returns the schema unchanged if it fits into `budget` characters. Otherwise each level keeps all required fields, then
 * as many optional ones as fit, in the order of the definition, which has the common ones first. The description names
 * the others as further fields, with their type if it is short and not text. Fields that are kept keep their descriptions.
 *
 * An object that would hardly get shorter is listed whole, and so is a closed one, because some hosts check calls against
 * what is listed.
 */
export function abbreviate(schema: SchemaNode, budget: number): SchemaNode {
  if (schema['additionalProperties'] === false) return schema;
  if (size(schema) <= budget && unlistedNames(schema).length === 0) return schema;
  if (isSchemaNode(schema['items'])) {
    const overhead = size({ ...schema, items: {} });
    return { ...schema, items: abbreviate(schema['items'], Math.max(budget - overhead, MIN_BUDGET)) };
  }
  const alternatives = schema['anyOf'];
  if (Array.isArray(alternatives)) {
    const share = Math.max(Math.floor(budget / alternatives.length), MIN_BUDGET);
    return { ...schema, anyOf: alternatives.map((each) => (isSchemaNode(each) ? abbreviate(each, share) : each)) };
  }
  if (!isSchemaNode(schema['properties'])) return schema;
  const abbreviated = abbreviateObject(schema, schema['properties'], budget);
  const isWorthwhile = unlistedNames(schema).length > 0 || size(abbreviated) + MIN_SAVING < size(schema);
  return isWorthwhile ? abbreviated : schema;
}

/** With a smaller budget, nothing useful would be left. */
const MIN_BUDGET = 60;
/** Characters, about eight tokens. To save less is not worth an omission, and may even cost more tokens. */
const MIN_SAVING = 30;
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
    if (required.has(name) || !isListable(name)) continue;
    const cost = size(properties[name]) + name.length + 4;
    if (cost > remaining) continue;
    remaining -= cost;
    kept.set(name, properties[name] ?? {});
  }
  const first = names.find(isListable);
  // Some model providers refuse an object without properties.
  if (kept.size === 0 && first !== undefined) kept.set(first, shorten(properties[first], MIN_BUDGET));
  const further = names.filter((name) => !kept.has(name));
  const ordered = names.filter((name) => kept.has(name)).map((name) => [name, kept.get(name) ?? {}] as const);
  return { ...schema, ...describeFurther(schema, properties, further), properties: Object.fromEntries(ordered) };
}

/** Some model providers allow only letters, digits and underscores in names of parameters, but headers have hyphens. */
const isListable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** Names of optional properties that are only mentioned. */
function unlistedNames({ properties, required }: SchemaNode): string[] {
  if (!isSchemaNode(properties)) return [];
  const requiredNames: readonly Json[] = Array.isArray(required) ? required : [];
  return Object.keys(properties).filter((name) => !isListable(name) && !requiredNames.includes(name));
}

const shorten = (value: Json | undefined, budget: number): Json =>
  isSchemaNode(value) ? abbreviate(value, budget) : (value ?? {});

/** Fields of the same type are listed together: `code, note; limit, offset: number`. */
function describeFurther(
  schema: SchemaNode,
  properties: SchemaNode,
  names: readonly string[],
): { description?: string } {
  if (names.length === 0) return {};
  const byType = new Map<string, string[]>();
  for (const name of names.slice(0, MAX_NAMES)) {
    const type = shortType(properties[name]);
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  const groups = [...byType].map(([type, fields]) => fields.join(', ') + (type === TEXT ? '' : `: ${type}`));
  const uncounted = names.length - MAX_NAMES;
  const list = `${groups.join('; ')}${uncounted > 0 ? ` and ${uncounted} more` : ''}`;
  const own = typeof schema['description'] === 'string' ? `${schema['description']}. ` : '';
  return { description: `${own}Further fields: ${list}` };
}

const TEXT = 'string';
/** A longer type is not written. */
const MAX_TYPE_LENGTH = 30;

/** The type of a further field; a long one is written like text. */
function shortType(schema: Json | undefined): string {
  const type = briefType(schema);
  return type.length > MAX_TYPE_LENGTH ? TEXT : type;
}

/** The type without quotes and spaces, which cost tokens in JSON: `ASC|DESC`, `{mobile,email}[]`. */
function briefType(schema: Json | undefined): string {
  if (!isSchemaNode(schema)) return TEXT;
  const { enum: values, anyOf, items, properties, type } = schema;
  if (Array.isArray(values)) return values.join('|');
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(briefType))].filter((each) => each !== 'null').join('|');
  if (type === 'array') return `${briefType(items)}[]`;
  if (isSchemaNode(properties)) return bracesFor(Object.keys(properties));
  const format = dateFormatOf(descriptionOf(schema));
  if (format !== undefined && !format.includes(' ')) return format;
  return type === 'integer' ? 'number' : String(type ?? TEXT);
}

/** The names of an object's fields, if they are short. */
function bracesFor(names: readonly string[]): string {
  const text = `{${names.join(',')}}`;
  return text.length <= MAX_TYPE_LENGTH - '[]'.length ? text : 'object';
}

const size = (value: Json | undefined): number => JSON.stringify(value ?? null).length;
