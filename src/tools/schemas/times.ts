/**
 * The schema builders for points in time. In an argument, which has a description, every form that the API accepts is
 * accepted, and nothing else. An answer may have any text: nobody knows all forms that the API writes.
 */
import type { z } from 'zod';
import { type Marked, mark, type Zone } from './leaf.js';
import { custom, integer, isInteger, text } from './values.js';

/** A calendar day of the organization in an answer, `YYYY-MM-DD`. */
export function date(): Marked<z.ZodString, { readonly is: 'date' }>;
/** The same as an argument. A time after it is accepted, because the API ignores or uses it. */
export function date(about: string): Marked<z.ZodCustom<string>, { readonly is: 'date' }>;
export function date(about?: string): z.core.$ZodType {
  if (about === undefined) return mark({ is: 'date' }, text());
  const description = `${about}; YYYY-MM-DD, organization's time zone`;
  return mark({ is: 'date' }, custom<string>('a date, YYYY-MM-DD', isDate, { type: 'string', description }));
}

interface TimeForm<Z extends Zone> {
  readonly zone: Z;
  /** Show agents ISO 8601 for a time of the organization, not `YYYY-MM-DD HH:MM:SS`. */
  readonly iso?: Z extends 'organization' ? boolean : never;
  /** Whether something ends at this time: a day alone is its beginning, which agents are told. */
  readonly ends?: boolean;
}

/** A point in time in an answer: ISO 8601, or `YYYY-MM-DD HH:MM:SS` in the zone of the organization or the servers. */
export function dateTime<const Z extends Zone>(
  form: TimeForm<Z>,
): Marked<z.ZodString, { readonly is: 'dateTime'; readonly zone: Z }>;
/**
 * A point in time as an argument. Agents see one form, which the documentation shows. Accepted is every format that the
 * API accepts: ISO 8601 with `Z`, `+05:30` or `+0530`, with or without seconds and fractions; `YYYY-MM-DD HH:MM:SS`; a
 * day alone; or epoch milliseconds.
 */
export function dateTime<const Z extends Zone>(
  form: TimeForm<Z>,
  about: string,
): Marked<z.ZodCustom<string | number>, { readonly is: 'dateTime'; readonly zone: Z }>;
/** The same in another form. */
export function dateTime<const Z extends Zone, T extends z.core.$ZodType>(
  form: { readonly zone: Z },
  schema: T,
): Marked<T, { readonly is: 'dateTime'; readonly zone: Z }>;
export function dateTime({ zone, iso, ends }: TimeForm<Zone>, about?: string | z.core.$ZodType): z.core.$ZodType {
  const leaf = { is: 'dateTime', zone, ...(ends && { ends }) } as const;
  if (typeof about !== 'string') return mark(leaf, about ?? text());
  const notation = iso ? "ISO 8601; organization's time zone if without offset" : NOTATIONS[zone];
  const description = `${about}; ${notation}${ends ? '; a day alone is its beginning' : ''}`;
  return mark(leaf, custom<string | number>(EXPECTED_TIME, isDateTime, { type: 'string', description }));
}

const EXPECTED_TIME = 'a date and time such as 2026-01-31T18:30:00+05:30';

const NOTATIONS: Readonly<Record<Zone, string>> = {
  offset: 'ISO 8601 with offset',
  utc: 'ISO 8601 UTC',
  organization: "YYYY-MM-DD HH:MM:SS, organization's time zone",
  server: "YYYY-MM-DD HH:MM:SS, time zone of the API's servers",
};

type Unit = 'seconds' | 'milliseconds';

interface EpochForm<U extends Unit> {
  readonly unit: U;
  /** Whether a number that is far too small for milliseconds is in seconds. */
  readonly orSeconds?: boolean;
}

/** A point in time in an answer, as a number since 1970. */
export function epoch<const U extends Unit>(form: {
  readonly unit: U;
}): Marked<ReturnType<typeof integer>, { readonly is: 'epoch'; readonly unit: U }>;
/** The same as an argument. Text is also accepted, in any form of a date. */
export function epoch<const U extends Unit>(
  form: EpochForm<U>,
  about: string,
): Marked<z.ZodCustom<number | string>, { readonly is: 'epoch'; readonly unit: U }>;
/** The same in another form, such as a number only. */
export function epoch<const U extends Unit, T extends z.core.$ZodType>(
  form: EpochForm<U>,
  schema: T,
): Marked<T, { readonly is: 'epoch'; readonly unit: U }>;
export function epoch({ unit, orSeconds }: EpochForm<Unit>, about?: string | z.core.$ZodType): z.core.$ZodType {
  const leaf = { is: 'epoch', unit, ...(orSeconds && { orSeconds }) } as const;
  if (typeof about !== 'string') return mark(leaf, about ?? integer());
  const description = `${about}; epoch ${unit}`;
  return mark(
    leaf,
    custom<number | string>('a time as an epoch number', (input) => isInteger(input) || isDateTime(input), {
      type: 'integer',
      description,
    }),
  );
}

const DAY = /^\d{4}[-/](1[0-2]|0?[1-9])[-/]([12]\d|3[01]|0?[1-9])/;
const TIME = /^[T +]\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(:?\d{2})?|[A-Z]{2,5})?$/i;

function isDateTime(input: unknown): boolean {
  if (typeof input === 'number') return Number.isSafeInteger(input) && input >= 0;
  if (typeof input !== 'string') return false;
  if (/^\d{10,14}$/.test(input)) return true;
  const day = DAY.exec(input)?.[0];
  if (day === undefined) return false;
  const rest = input.slice(day.length);
  return rest === '' || TIME.test(rest);
}

function isDate(input: unknown): boolean {
  return typeof input === 'string' && DAY.test(input) && isDateTime(input);
}
