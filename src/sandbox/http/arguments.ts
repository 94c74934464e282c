/** Reads arguments as leniently as the API: numbers and booleans may be texts, and a list may be a single object. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one if the value is not an object. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The list; a single value becomes a list of one, an absent one an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The objects of a list. */
export const objectsOf = (value: unknown): readonly JsonObject[] => listOf(value).filter(isObject);

/** Text, or a number as text; empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A number, which may be a text; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** True for true, "true", 1 and "1". */
export function booleanOf(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1)$/i.test(value.trim()));
}

/** One of the values, ignoring case; null for any other. */
export function oneOf<T extends string>(values: readonly T[], value: unknown): T | null {
  const given = textOf(value).toLowerCase();
  return values.find((each) => each.toLowerCase() === given) ?? null;
}

/** The entry of a table under a name from a request; undefined for unknown names, including `__proto__`. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Whether a parameter was given and is not blank. */
export const given = (value: unknown): boolean => value !== undefined && value !== null && textOf(value) !== '';

/**
 * `[{name, value}]`, directly or under `field`, as v1.1 sends custom and extended fields. A plain object is accepted
 * too.
 */
export function fieldsOf(value: unknown): Record<string, unknown> {
  const rows = Array.isArray(value) ? value : isObject(value) && 'field' in value ? listOf(value['field']) : null;
  if (rows === null) return { ...objectOf(value) };
  return Object.fromEntries(rows.filter(isObject).map((each) => [textOf(each['name']), each['value']]));
}

/** The parts of a comma-separated list. */
export const partsOf = (value: unknown): string[] =>
  textOf(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
