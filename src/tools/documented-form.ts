/** Forms of a value that the API accepts besides the documented one. */
import { z } from 'zod';
import {
  isArray,
  isEnum,
  isNullable,
  isObject,
  isOptional,
  isPipe,
  isRecord,
  isString,
  isUnion,
  once,
} from './schemas/kinds.js';

/**
 * Converts a value to the form that its schema documents, if the API also accepts the form it has:
 * - a key in other letter case
 * - a choice in another spelling, or as a number or boolean
 * - a number in place of a text
 * - a single value in place of a list of one
 * - `null`, an empty text or an empty list in place of an optional value that is absent
 * - in the InTouch layers, a list in place of a single value: callers that convert from XML repeat its element
 *
 * Any other value is returned as it is, whether or not it is valid.
 *
 * @param legacy - whether the endpoint belongs to the InTouch layers
 * @example toDocumentedForm(z.object({ status: z.enum(['OPEN']), rows: z.array(z.string()) }), { status: 'open', rows: 'a' })
 * // { status: 'OPEN', rows: ['a'] }
 */
export function toDocumentedForm(schema: z.core.$ZodType, value: unknown, legacy = false): unknown {
  if (isOptional(schema)) return optionalForm(schema.unwrap(), value, legacy);
  if (isNullable(schema)) return value === null ? null : toDocumentedForm(schema.unwrap(), value, legacy);
  if (isPipe(schema)) return toDocumentedForm(schema.out, value, legacy);
  if (isUnion(schema)) return unionForm(schema, value, legacy);
  if (isArray(schema)) return arrayForm(schema, value, legacy);
  const repeated = legacy ? repeatedForm(schema, value) : undefined;
  if (repeated !== undefined) return repeated;
  if (isObject(schema)) return objectForm(schema, value, legacy);
  if (isRecord(schema)) return changeParts(value, (key) => [key, schema.valueType], legacy);
  return choiceForm(schema, value);
}

/** The form of the first element of a list that stands for a single value; undefined if any element is invalid. */
function repeatedForm(schema: z.core.$ZodType, value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0 || z.safeParse(schema, value).success) return undefined;
  const forms = value.map((each) => (Array.isArray(each) ? each : toDocumentedForm(schema, each, true)));
  return forms.every((form) => z.safeParse(schema, form).success) ? forms[0] : undefined;
}

function optionalForm(schema: z.core.$ZodType, value: unknown, legacy: boolean): unknown {
  if (isEmpty(schema, value) && !z.safeParse(schema, value).success) return undefined;
  return toDocumentedForm(schema, value, legacy);
}

/**
 * Whether a value stands for an absent one. Callers that convert from XML send an empty element as an empty list, and
 * those in PHP an empty object; in a query null is a text.
 */
function isEmpty(schema: z.core.$ZodType, value: unknown): boolean {
  if (value === null || value === '' || value === 'null') return true;
  return Array.isArray(value) && value.length === 0 && (isString(schema) || isObject(schema) || isRecord(schema));
}

/** The form of the first option that accepts the value; a value that none accepts stays as it is. */
function unionForm(schema: z.ZodUnion, value: unknown, legacy: boolean): unknown {
  if (z.safeParse(schema, value).success) return value;
  for (const option of schema.options) {
    const form = toDocumentedForm(option, value, legacy);
    if (z.safeParse(option, form).success) return form;
  }
  return value;
}

function arrayForm({ element }: z.ZodArray, value: unknown, legacy: boolean): unknown {
  if (value === undefined || value === null) return value;
  if (!Array.isArray(value)) return [toDocumentedForm(element, value, legacy)];
  let forms: unknown[] | undefined;
  for (const [index, item] of value.entries()) {
    const form = toDocumentedForm(element, item, legacy);
    if (form === item) continue;
    forms ??= [...value];
    forms[index] = form;
  }
  return forms ?? value;
}

function objectForm({ shape }: z.ZodObject, value: unknown, legacy: boolean): unknown {
  if (!isPlainObject(value)) return value;
  const partOf = (key: string): Part => {
    const name = documentedName(shape, value, key);
    return name === undefined ? [key, undefined] : [name, shape[name]];
  };
  return changeParts(value, partOf, legacy);
}

/** The documented name of a key: the key itself, or a name in other letter case that the object does not have as well. */
export function documentedName(shape: Readonly<z.core.$ZodShape>, value: object, key: string): string | undefined {
  if (Object.hasOwn(shape, key)) return key;
  const name = namesByLowerCase(shape).get(key.toLowerCase());
  return name === undefined || Object.hasOwn(value, name) ? undefined : name;
}

const lowerCaseNames = new WeakMap<Readonly<z.core.$ZodShape>, ReadonlyMap<string, string>>();

function namesByLowerCase(shape: Readonly<z.core.$ZodShape>): ReadonlyMap<string, string> {
  const cached = lowerCaseNames.get(shape);
  if (cached) return cached;
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  lowerCaseNames.set(shape, names);
  return names;
}

/** The name of a part in the documented form, and its schema if it has one. */
type Part = readonly [name: string, schema: z.core.$ZodType | undefined];

function changeParts(value: unknown, partOf: (key: string) => Part, legacy: boolean): unknown {
  if (!isPlainObject(value)) return value;
  const keys = Object.keys(value);
  /** Most values have the documented form already: the parts are only listed from the first that has not. */
  let parts: [string, unknown][] | undefined;
  for (const [index, key] of keys.entries()) {
    const item = value[key];
    const [name, schema] = partOf(key);
    const form = schema ? toDocumentedForm(schema, item, legacy) : item;
    if (name !== key || form !== item) parts ??= keys.slice(0, index).map((each) => [each, value[each]]);
    parts?.push([name, form]);
  }
  return parts ? Object.fromEntries(parts.filter(([, form]) => form !== undefined)) : value;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function choiceForm(schema: z.core.$ZodType, value: unknown): unknown {
  if (isString(schema)) return Number.isFinite(value) ? String(value) : value;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return value;
  const values = choicesOf(schema);
  if (!values || values.includes(value)) return value;
  const word = wordOf(value);
  return values.find((each) => typeof each === 'string' && wordOf(each) === word) ?? value;
}

/** The values of a choice, also where they are only shown. */
const choicesOf = once((schema): readonly unknown[] | undefined => {
  if (isEnum(schema)) return schema.options;
  const shown = schema instanceof z.ZodType ? schema.meta()?.['enum'] : undefined;
  return Array.isArray(shown) ? shown : undefined;
});

/** What is the same in all spellings of a choice: `EXTERNAL_ID` and `externalId`, `COUPON` and `coupons`, 1 and `true`. */
function wordOf(value: unknown): string {
  const text = String(value);
  if (text === '1' || text === '0') return text === '1' ? 'true' : 'false';
  const word = text.toLowerCase().replace(/[_ -]/g, '');
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}
