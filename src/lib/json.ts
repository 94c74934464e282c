/** JSON in and out without losing digits: integers beyond 2^53 keep their exact value. */
import { LosslessNumber, parse, stringify } from 'lossless-json';

/** Numbers shorter than this fit a JavaScript number, so that the fast parser will do. */
const LONG_RUN_OF_DIGITS = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** The native writer shows such a number as an object with this key; only then is the slower writer needed. */
const SIGN_OF_LONG_NUMBER = '"isLosslessNumber"';

/**
 * Parses JSON text. Integers that a JavaScript number cannot hold become `LosslessNumber`.
 *
 * @throws SyntaxError where the text is not JSON
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
 * Writes a JSON value; a `LosslessNumber` becomes its digits. What JSON has no form for becomes `null`.
 *
 * @param space - indentation, as in `JSON.stringify`
 */
export function stringifyJson(value: unknown, space?: number): string {
  const text: string | undefined = JSON.stringify(value, undefined, space);
  if (text === undefined) return 'null';
  return text.includes(SIGN_OF_LONG_NUMBER) ? (stringify(value, undefined, space) ?? 'null') : text;
}

/** A JSON object, as opposed to an array or a number too long for JavaScript. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);
