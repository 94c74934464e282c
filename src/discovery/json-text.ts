/** Arguments that are written as JSON text. */
import { MAX_VALUES } from '../call/bounds.js';
import { parseJson } from '../lib/json.js';
import { hasMoreValues } from '../lib/json-values.js';

/** Some models write lists and objects as JSON text. @returns the parsed value, or what was given if it is no JSON */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string' || hasMoreValues(Buffer.from(value), MAX_VALUES)) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}
