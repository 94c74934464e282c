/** A node of a JSON Schema, and what its description says beyond the schema. */
import type { Json } from '../tools/input.js';

export type SchemaNode = { [key: string]: Json };

export const isSchemaNode = (value: Json | undefined): value is SchemaNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The description of the schema itself, or else of the items of a list or of an alternative. */
export function descriptionOf(schema: Json | undefined): string {
  if (!isSchemaNode(schema)) return '';
  if (typeof schema['description'] === 'string') return schema['description'];
  const children = Array.isArray(schema['anyOf']) ? schema['anyOf'] : [schema['items']];
  return children.map(descriptionOf).find((each) => each !== '') ?? '';
}

/** Parts that the API has but nobody should set, such as the format of the answer. */
export const isToLeaveOut = (schema: Json): boolean => /(^|; )leave out(:|$)/i.test(descriptionOf(schema));

/** The JSON Schema shows only text or a number; the description says that it is a date or time. */
const DATE_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/epoch milliseconds/i, 'epochMilliseconds'],
  [/ISO 8601|YYYY-MM-DDT/i, 'dateTime'],
  [/YYYY-MM-DD HH:MM:SS/i, '"YYYY-MM-DD HH:MM:SS"'],
  [/YYYY-MM-DD/, 'date'],
];

/** @returns undefined if the description is not that of a date or time */
export const dateFormatOf = (description: string): string | undefined =>
  DATE_FORMATS.find(([pattern]) => pattern.test(description))?.[1];

/** `default false`, or `default: INSTORE`, at the end of a clause. */
const DEFAULT = /(?:^|[;,(] ?)default:? (true|false|\d+|[A-Z][A-Z_0-9]+)(?=$|[;,.)])/;

/** The value that a parameter has if it is left out, where its description names it. */
export const defaultOf = (schema: Json): string | undefined => DEFAULT.exec(descriptionOf(schema))?.[1];

/** The values at the end of a description, as `commaList` writes them; the schema itself does not list them. */
const VALUES_IN_DESCRIPTION = /^[^(]*: (\w+(?:, \w+)+)$/;

export const valuesInDescription = (schema: SchemaNode): string[] | undefined =>
  schema['type'] === 'string' ? VALUES_IN_DESCRIPTION.exec(descriptionOf(schema))?.[1]?.split(', ') : undefined;
