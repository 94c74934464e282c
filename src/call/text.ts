/** Texts as JSON encodes them. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: this expression searches for what JSON escapes
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * The length of a text as JSON, with its quotes and escapes.
 *
 * @param limit - the length need not be exact if it is above this
 */
export const encodedLength = (text: string, limit: number): number =>
  text.length + 2 > limit || !ESCAPED.test(text) ? text.length + 2 : JSON.stringify(text).length;

/**
 * The beginning of a text whose JSON, without the quotes, has at most `max` characters. Does not split a surrogate pair.
 */
export function shorten(text: string, max: number): string {
  let end = 0;
  let size = 0;
  // An iterator over a text yields surrogate pairs whole.
  for (const character of text) {
    size += JSON.stringify(character).length - 2;
    if (size > max) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The text, or its beginning and an ellipsis if its JSON, without the quotes, has more than `max` characters. */
export const abbreviate = (text: string, max: number): string =>
  encodedLength(text, max + 2) <= max + 2 ? text : `${shorten(text, max - 1)}…`;
