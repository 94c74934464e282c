/** The note on the time zone of times that an answer writes without one. */
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import type { TimeZoneOf } from '../tools/response.js';
import { MAX_DEPTH } from './truncate.js';

/** A day and a time without `Z` and without an offset. A day alone is the same everywhere. */
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?$/;

/** Values that are looked at: times are in the first rows, if in any. */
const MAX_EXAMINED = 2_000;

const NOTES: Readonly<Record<TimeZoneOf, string>> = {
  organization: "Times without an offset are in the organization's time zone.",
  server: "Times without an offset are in the time zone of the API's servers, usually UTC, not in the organization's.",
};

/** Empty if the answer has no time without an offset. */
export function timeNotes({ response }: Definition, value: unknown): string[] {
  return hasLocalTime(value, 0, { left: MAX_EXAMINED }) ? [NOTES[response.times]] : [];
}

function hasLocalTime(value: unknown, depth: number, budget: { left: number }): boolean {
  budget.left -= 1;
  if (typeof value === 'string') return value.length <= 29 && LOCAL_TIME.test(value);
  if (depth >= MAX_DEPTH || budget.left < 0) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && budget.left >= 0; index += 1) {
      if (hasLocalTime(value[index], depth + 1, budget)) return true;
    }
  } else if (isObject(value)) {
    for (const key in value) {
      if (budget.left < 0) return false;
      if (hasLocalTime(value[key], depth + 1, budget)) return true;
    }
  }
  return false;
}
