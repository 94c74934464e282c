/** Reads and writes JSON without losing digits: integers above 2^53 keep their exact value. */
import { LosslessNumber, parse, stringify } from 'lossless-json';

/** Shorter integers fit a JavaScript number, so the fast parser suffices. */
const LONG_RUN_OF_DIGITS = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** The native writer turns a `LosslessNumber` into an object with this key; only then is the slower writer needed. */
const LOSSLESS_NUMBER_KEY = '"isLosslessNumber"';

/**
 * Parses JSON text. Integers that a JavaScript number cannot hold become `LosslessNumber`.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parseJson(text: string): unknown {
  if (!LONG_RUN_OF_DIGITS.test(text)) return JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) => {
      const value = Number(digits);
      return INTEGER.test(digits) && !Number.isSafeInteger(value) ? new LosslessNumber(digits) : value;
    },
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

/**
 * Writes a JSON value; a `LosslessNumber` becomes its digits. A value without a JSON form becomes `null`.
 *
 * @param space - indentation, as in `JSON.stringify`
 */
export function stringifyJson(value: unknown, space?: number): string {
  const text: string | undefined = JSON.stringify(value, undefined, space);
  if (text === undefined) return 'null';
  return text.includes(LOSSLESS_NUMBER_KEY) ? (stringify(value, undefined, space) ?? 'null') : text;
}

/** Whether a value is a JSON object, not an array or a `LosslessNumber`. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
