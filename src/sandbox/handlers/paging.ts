/** Pages and days that v2's listings are asked for. */
import { given, type JsonObject, numberOf, textOf } from '../arguments.js';
import { fail } from '../failure.js';

/** A page, as it is asked for and as the answer tells it. */
export interface Page {
  limit: number;
  offset: number;
}

/** `limit`, `offset` and `page`, which counts from 1 and wins over `offset`. `code` is what to fail with. */
export function pageAsked(query: JsonObject, defaultLimit: number, code: number): Page {
  const whole = (name: string, least: number, absent: number): number => {
    if (!given(query[name])) return absent;
    const number = numberOf(query[name]);
    return number !== null && Number.isInteger(number) && number >= least
      ? number
      : fail(code, `${name} must be a whole number from ${least}`);
  };
  const limit = whole('limit', 1, defaultLimit);
  return { limit, offset: given(query['page']) ? (whole('page', 1, 1) - 1) * limit : whole('offset', 0, 0) };
}

/** The rows of a page. */
export const pageRows = <T>(rows: readonly T[], { limit, offset }: Page): T[] => rows.slice(offset, offset + limit);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day as `YYYY-MM-DD`, also where a time follows; undefined where it is absent. `code` is what to fail with. */
export function dayAsked(value: unknown, code: number): string | undefined {
  if (!given(value)) return undefined;
  const day = textOf(value).slice(0, 10);
  const exists = DAY.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  return exists ? day : fail(code, `${textOf(value)} is not a day in the form YYYY-MM-DD`);
}
