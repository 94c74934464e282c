/**
 * The values that definitions are made of. They check what the API would check and never convert: what was given is
 * what is sent. Numbers and booleans are also accepted as text (`"12"`, `"true"`), as the API itself accepts them; a
 * JSON Schema shows the plain type alone, so that an agent sees one way to write each value.
 */
import { z } from 'zod';
import type { Shape } from '../define.js';

/**
 * A custom check shown to agents as the plain JSON Schema given.
 *
 * @param values - the valid values, where they are a list, for errors to suggest from
 */
function value<T>(
  expected: string,
  accepts: (given: unknown) => boolean,
  schema: Record<string, unknown>,
  values?: readonly string[],
): z.ZodCustom<T> {
  return z.custom<T>(accepts, { error: `expected ${expected}`, ...(values && { params: { values } }) }).meta(schema);
}

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

const isInteger = (given: unknown): boolean =>
  Number.isSafeInteger(given) || (typeof given === 'string' && INTEGER.test(given));

const isNumber = (given: unknown): boolean =>
  Number.isFinite(given) || (typeof given === 'string' && NUMBER.test(given));

/** Text of any length up to `max` characters. */
export const text = (about?: string, max?: number): z.ZodString =>
  described(max === undefined ? z.string() : z.string().max(max), about);

/** A whole number. Ids beyond 2^53 travel as digit strings. */
export const integer = (about?: string, range: { min?: number; max?: number } = {}): z.ZodCustom<number | string> =>
  described(
    value(
      `an integer${rangeText(range)}`,
      (given) => isInteger(given) && within(given, range),
      jsonRange('integer', range),
    ),
    about,
  );

/** A number, decimals allowed. */
export const number = (about?: string, range: { min?: number; max?: number } = {}): z.ZodCustom<number | string> =>
  described(
    value(
      `a number${rangeText(range)}`,
      (given) => isNumber(given) && within(given, range),
      jsonRange('number', range),
    ),
    about,
  );

export const boolean = (about?: string): z.ZodCustom<boolean | string> =>
  described(
    value('true or false', (given) => typeof given === 'boolean' || given === 'true' || given === 'false', {
      type: 'boolean',
    }),
    about,
  );

/** One of the values listed, spelled exactly so. */
export const choice = <const T extends readonly [string, ...string[]]>(
  values: T,
  about?: string,
): z.ZodEnum<{ [K in T[number]]: K }> => described(z.enum(values), about);

/**
 * A value the API takes one or several of, separated by commas.
 *
 * @param values - what each part may be
 */
export const commaList = (values: readonly string[], about: string): z.ZodCustom<string> => {
  const names = values.join(', ');
  return value<string>(
    `one of ${names}, or several separated by commas`,
    (given) => typeof given === 'string' && given.split(',').every((part) => values.includes(part.trim())),
    { type: 'string', description: `${about}: ${names}` },
    values,
  );
};

/** One of the values, in upper or lower case alike; shown as listed. */
export const anyCase = (values: readonly [string, ...string[]], about?: string): z.ZodCustom<string> => {
  const known = new Set(values.map((each) => each.toLowerCase()));
  return described(
    value<string>(
      `one of ${values.join(', ')}`,
      (given) => typeof given === 'string' && known.has(given.toLowerCase()),
      { type: 'string', enum: values },
      values,
    ),
    about,
  );
};

/** One of the values, shown as plain text: for what agents should rather leave out. `about` names the values. */
export const plainChoice = (values: readonly [string, ...string[]], about: string): z.ZodCustom<string> =>
  value<string>(
    `one of ${values.join(', ')}`,
    (given) => typeof given === 'string' && values.includes(given),
    { type: 'string', description: about },
    values,
  );

/** Text that the API also takes as a bare number: ids, serials, values of fields. */
export const textOrNumber = (about?: string): z.ZodCustom<string | number> =>
  described(
    value('text or a number', (given) => typeof given === 'string' || Number.isFinite(given), { type: 'string' }),
    about,
  );

/** A calendar day, `YYYY-MM-DD`; a time after it is let through, since the API ignores or uses it. */
export const date = (about?: string): z.ZodCustom<string> =>
  described(value('a date, YYYY-MM-DD', isDate, { type: 'string' }), about);

/**
 * A moment in any form the API takes: ISO 8601 with `Z`, `+05:30` or `+0530`, with or without seconds and fractions;
 * `YYYY-MM-DD HH:MM:SS`; a bare day; or epoch milliseconds.
 */
export const dateTime = (about?: string): z.ZodCustom<string | number> =>
  described(value('a date and time such as 2026-01-31T18:30:00+05:30', isDateTime, { type: 'string' }), about);

/** An object with documented keys. Others pass: documentation lags behind the API. */
export const object = <S extends Shape>(shape: S, about?: string): z.ZodObject<S, z.core.$loose> =>
  described(z.looseObject(shape), about);

export const list = <T extends z.ZodType>(item: T, about?: string): z.ZodArray<T> => described(z.array(item), about);

/** Free-form pairs whose names the organisation configures: extended fields, custom fields, attributes. */
export const keyValues = (about?: string): z.ZodRecord<z.ZodString, z.ZodUnknown> =>
  described(z.record(z.string(), z.unknown()), about);

/** A file sent as one part of a multipart body; its content comes with the call, never from a local path. */
export const file = (about: string): z.ZodObject =>
  z
    .strictObject(
      {
        filename: z.string().min(1).max(255),
        contentType: z.string().max(100).optional(),
        text: z.string().optional().describe('Content as text'),
        base64: value<string>('base64', isBase64, { type: 'string' })
          .optional()
          .describe('Content as base64; give text or base64'),
      },
      {
        error: ({ code }) => (code === 'invalid_type' ? 'expected {filename, contentType?, text | base64}' : undefined),
      },
    )
    .refine((given) => (given.text === undefined) !== (given.base64 === undefined), {
      error: 'expected exactly one of text and base64',
    })
    .describe(about);

/** Anything shorter than the regular expression that zod's own check would put into every listed schema. */
const isBase64 = (given: unknown): boolean => z.base64().safeParse(given).success;

function described<T extends z.ZodType>(schema: T, about: string | undefined): T {
  return about === undefined ? schema : schema.describe(about);
}

function within(given: unknown, { min = -Infinity, max = Infinity }: { min?: number; max?: number }): boolean {
  const amount = Number(given);
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

const DAY = /^\d{4}-(1[0-2]|0?[1-9])-([12]\d|3[01]|0?[1-9])/;
const TIME = /^[T +]\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5})?$/i;

function isDateTime(given: unknown): boolean {
  if (typeof given === 'number') return Number.isSafeInteger(given) && given >= 0;
  if (typeof given !== 'string') return false;
  if (/^\d{10,14}$/.test(given)) return true;
  const day = DAY.exec(given)?.[0];
  if (day === undefined) return false;
  const rest = given.slice(day.length);
  return rest === '' || TIME.test(rest);
}

function isDate(given: unknown): boolean {
  return typeof given === 'string' && DAY.test(given) && isDateTime(given);
}
