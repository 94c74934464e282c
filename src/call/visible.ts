/** Text that an agent reads contains no characters that people cannot see. */
import { hideInText } from '../client/secret-text.js';
import { parsePortableJson, stringifyJson } from '../lib/json.js';

/**
 * Control characters, characters without width, and those that change the direction of text: with them, a text by
 * customers or staff could show people one thing and tell a model another. Also tags and the additional variation
 * selectors, which can spell hidden text. Source: Unicode 16, general categories Cc and Cf, and Technical Report 36.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this expression searches for control characters
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;

/** An escape in JSON, whole, so that a backslash that is escaped itself begins none. */
const ESCAPE = /\\(?:u00[01][\da-f]|.)/gi;

/** The escapes of control characters that are ordinary in text: tab, line feed, carriage return. */
const ORDINARY = /^\\(?:u0009|u000a|u000d|(?!u00|[bf]).)$/i;

/** Most text is plain, and this is found out faster than what to remove. */
const IS_PLAIN = /^[\n -~]*$/;

/** A text without invisible characters. */
export const visibleText = (text: string): string => (IS_PLAIN.test(text) ? text : text.replace(INVISIBLE, ''));

/** JSON text, as `stringifyJson` writes it, without invisible characters. */
export function visibleJson(json: string): string {
  const visible = visibleText(json);
  if (!visible.includes('\\')) return visible;
  return visible.replace(ESCAPE, (spelling) => (ORDINARY.test(spelling) ? spelling : ''));
}

/** Data for a program that draws it: like an answer, without invisible characters and credentials; long integers are text. */
export const visibleData = <T extends object>(data: T): T =>
  JSON.parse(JSON.stringify(parsePortableJson(stringifyJson(data))), (_, value: unknown) =>
    typeof value === 'string' ? visibleText(hideInText(value)) : value,
  );
