/**
 * The schema builders for definitions. They check what the API would check and never convert a value. Numbers and
 * booleans are also accepted as text (`"12"`, `"true"`), as in the API itself. JSON Schema shows only the plain type,
 * which gives agents one way to write each value.
 */
import { z } from 'zod';
import type { Shape } from '../define.js';
import { type DecodedAs, decodedAs, type ReceivedFile } from './reading.js';

/**
 * A custom check that agents see as plain JSON Schema.
 *
 * @param values - the valid values of an enumeration, from which error messages suggest
 */
export function custom<T>(
  expected: string,
  accepts: (input: unknown) => boolean,
  schema: Record<string, unknown>,
  values?: readonly string[],
): z.ZodCustom<T> {
  return z.custom<T>(accepts, { error: `expected ${expected}`, ...(values && { params: { values } }) }).meta(schema);
}

const BOOLEAN = /^(true|false|[01])$/i;
const INTEGER = /^ ?[+-]?\d+(\.0+)? ?$/;
const NUMBER = /^ ?[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)? ?$/i;

export const isInteger = (input: unknown): boolean =>
  Number.isSafeInteger(input) || (typeof input === 'string' && INTEGER.test(input));

const isBoolean = (input: unknown): boolean =>
  typeof input === 'boolean' || input === 0 || input === 1 || (typeof input === 'string' && BOOLEAN.test(input));

const isNumber = (input: unknown): boolean =>
  Number.isFinite(input) || (typeof input === 'string' && NUMBER.test(input));

/** Text of at most `max` characters, or of any length. */
export const text = (about?: string, max?: number): z.ZodString =>
  described(max === undefined ? z.string() : z.string().max(max), about);

/** A number, also as text. */
type Numeric = z.ZodCustom<number | string>;

/** A whole number. Ids above 2^53 must be strings of digits. */
export const integer = (about?: string, range: { min?: number; max?: number } = {}): DecodedAs<Numeric, number> =>
  described(
    decodedAs(
      { as: 'number' },
      custom(
        `an integer${rangeText(range)}`,
        (input) => isInteger(input) && inRange(input, range),
        jsonRange('integer', range),
      ),
    ),
    about,
  );

/** A number, with or without decimals. */
export const number = (about?: string, range: { min?: number; max?: number } = {}): DecodedAs<Numeric, number> =>
  described(
    decodedAs(
      { as: 'number' },
      custom(
        `a number${rangeText(range)}`,
        (input) => isNumber(input) && inRange(input, range),
        jsonRange('number', range),
      ),
    ),
    about,
  );

/** True or false, also as a text in any letter case, or as 1 or 0. */
export const boolean = (about?: string): DecodedAs<z.ZodCustom<boolean | string | number>, boolean> =>
  described(decodedAs({ as: 'boolean' }, custom('true or false', isBoolean, { type: 'boolean' })), about);

/** One of the values. */
export const choice = <const T extends readonly [string, ...string[]]>(
  values: T,
  about?: string,
): z.ZodEnum<{ [K in T[number]]: K }> => described(z.enum(values), about);

/** One or several of the values, separated by commas. They are read as a list. */
export const commaList = <const T extends readonly [string, ...string[]]>(
  values: T,
  about: string,
): DecodedAs<z.ZodCustom<string>, readonly T[number][]> =>
  decodedAs({ as: 'list', of: 'text', values }, commaText(values, about));

/** The same, read as the text that it is. */
export const commaText = (values: readonly string[], about: string): z.ZodCustom<string> => {
  const names = values.join(', ');
  return custom<string>(
    `one of ${names}, or several separated by commas`,
    (input) => typeof input === 'string' && input.split(',').every((part) => isOneOf(values, part.trim())),
    { type: 'string', description: `${about}: ${names}` },
    values,
  );
};

/**
 * Several of the values in a query, ignoring case: a list, or a text with commas, in which form the list is sent. Agents
 * see a list.
 */
export const severalOf = <const T extends readonly [string, ...string[]]>(
  values: T,
  about: string,
): DecodedAs<z.ZodCustom<Several>, readonly T[number][]> => {
  const known = new Set(values.map((each) => each.toLowerCase()));
  const accepts = (part: unknown): boolean => typeof part === 'string' && known.has(part.trim().toLowerCase());
  return decodedAs(
    { as: 'list', of: 'text', values },
    several({ expected: `one of ${values.join(', ')}`, accepts, values }, { type: 'string', enum: values }, about),
  );
};

/** Several ids or codes in a query, in the same forms. */
export const severalIds = <T extends 'string' | 'integer' = 'string'>(
  about: string,
  type?: T,
): DecodedAs<z.ZodCustom<Several>, readonly (T extends 'integer' ? number : string)[]> =>
  type === 'integer'
    ? decodedAs({ as: 'list', of: 'number' }, several({ expected: 'an integer', accepts: isInteger }, { type }, about))
    : decodedAs(
        { as: 'list', of: 'text' },
        several(
          { expected: 'text', accepts: (part) => typeof part === 'string' || isInteger(part) },
          { type: 'string' },
          about,
        ),
      );

type Several = string | number | readonly unknown[];

function several(
  item: { expected: string; accepts: (part: unknown) => boolean; values?: readonly string[] },
  schema: Record<string, unknown>,
  about: string,
): z.ZodCustom<Several> {
  const { expected, accepts, values } = item;
  const isSeveral = (input: unknown): boolean =>
    typeof input === 'string' || typeof input === 'number' || Array.isArray(input);
  return z
    .custom<Several>(isSeveral, { error: `expected a list; each ${expected}` })
    .superRefine((input, context) => {
      const parts: readonly unknown[] = Array.isArray(input) ? input : String(input).split(',');
      for (const [index, part] of parts.entries()) {
        if (accepts(part)) continue;
        const path = Array.isArray(input) ? [index] : [];
        context.addIssue({ code: 'custom', message: `expected ${expected}`, path, params: { values: values ?? [] } });
      }
    })
    .meta({ type: 'array', items: schema, description: about });
}

/** One of the values, shown to agents as plain text because they should leave the argument out. `about` names them. */
export const plainChoice = (values: readonly [string, ...string[]], about: string): z.ZodCustom<string> =>
  custom<string>(
    `one of ${values.join(', ')}`,
    (input) => typeof input === 'string' && isOneOf(values, input),
    { type: 'string', description: about },
    values,
  );

/** Text that the API also accepts as a number: ids, serial numbers, field values. */
export const textOrNumber = (about?: string): DecodedAs<Numeric, string> =>
  described(
    decodedAs(
      { as: 'text' },
      custom('text or a number', (input) => typeof input === 'string' || Number.isFinite(input), { type: 'string' }),
    ),
    about,
  );

/** Text that answers show as an object, such as a code with its name. What was read is accepted in place of the text. */
export const textOrObject = (about?: string): z.ZodCustom<unknown> =>
  described(
    custom(
      'text, or the object that answers have in its place',
      (input) => typeof input === 'string' || (typeof input === 'object' && input !== null && !Array.isArray(input)),
      { type: 'string' },
    ),
    about,
  );

/** The value of a named field: anything but an object. `null` clears it or counts as absent, as the field decides. */
export const fieldValue = (about?: string): z.ZodCustom<unknown> =>
  described(
    custom(
      'text or a number',
      (input) => ['string', 'number', 'boolean'].includes(typeof input) || input === null || Array.isArray(input),
      { type: 'string' },
    ),
    about,
  );

/** An object with the documented keys. Other keys are accepted, because the documentation lags behind the API. */
export const object = <S extends Shape>(shape: S, about?: string): z.ZodObject<S, z.core.$loose> =>
  described(z.looseObject(shape), about);

export const list = <T extends z.core.$ZodType>(item: T, about?: string): z.ZodArray<T> =>
  described(z.array(item), about);

/** Name-value pairs whose names the organization configures: extended fields, custom fields, attributes. */
export const keyValues = (about?: string): z.ZodRecord<z.ZodString, z.ZodUnknown> =>
  described(z.record(z.string(), z.unknown()), about);

/** A file, sent as one part of a multipart body. The call contains its content; local paths are never read. */
export const file = (about: string): DecodedAs<z.ZodObject, ReceivedFile> =>
  decodedAs(
    { as: 'file' },
    z
      .strictObject(
        {
          filename: z.string().min(1).max(255),
          contentType: z.string().max(100).optional(),
          text: z.string().optional().describe('Content as text'),
          base64: custom<string>('base64', isBase64, { type: 'string' })
            .optional()
            .describe('Content as base64; give text or base64'),
        },
        {
          error: ({ code }) =>
            code === 'invalid_type' ? 'expected {filename, contentType?, text | base64}' : undefined,
        },
      )
      .refine((input) => (input.text === undefined) !== (input.base64 === undefined), {
        error: 'expected exactly one of text and base64',
      })
      .describe(about),
  );

/** A custom check, because zod's own would put its long regular expression into every listed schema. */
const isBase64 = (input: unknown): boolean => z.base64().safeParse(input).success;

/** Whether a text is one of the values, in any letter case. */
const isOneOf = (values: readonly string[], input: string): boolean =>
  values.some((each) => each.toLowerCase() === input.toLowerCase());

function described<T extends { describe(about: string): T }>(schema: T, about: string | undefined): T {
  return about === undefined ? schema : schema.describe(about);
}

function inRange(input: unknown, { min = -Infinity, max = Infinity }: { min?: number; max?: number }): boolean {
  const amount = Number(input);
  return amount >= min && amount <= max;
}

function rangeText({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return `, at least ${min}`;
  return max === undefined ? '' : `, at most ${max}`;
}

function jsonRange(type: 'integer' | 'number', { min, max }: { min?: number; max?: number }): Record<string, unknown> {
  return { type, ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
}
