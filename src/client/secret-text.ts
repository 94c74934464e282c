/** Hides credentials that are part of a text: in headers, URLs, and JSON, XML or CSV inside a text. */
import { secretNamed } from '../lib/secret-names.js';

/** How every text begins that takes the place of a secret. */
export const HIDDEN = '[hidden: a ';
export const HIDDEN_CREDENTIAL = `${HIDDEN}stored credential]`;

/** A text without a match contains no credential that could be recognized, except in a URL. */
const TRACE =
  /pass|pwd|secret|token|bearer|basic|authoriz|credential|cookie|(?:pi|ss|et|te|ng|on|ed|th|in)[-_ ]?key|\.eyJ|private key/i;

/** A name, what separates it from its value, and the value have more characters. */
const MIN_LENGTH = 8;

/** The scheme of an Authorization header and what follows it. */
const SCHEME = /\b(bearer|basic)(\s{1,3})([\w+/.~-]{8,4000}={0,2})/gi;
/** A run of characters that a JSON Web Token may consist of. */
const DOTTED = /[\w.-]{20,}/g;
const isWebToken = (text: string): boolean => text.startsWith('eyJ') && text.split('.', 4).length === 3;
/** What follows `://` in `https://user:password@host`. */
const USER_AND_PASSWORD = /^([^\s/:@"'<>]{1,100}:)[^\s/@"'<>]{1,200}(?=@)/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}/g;

/** The text with its credentials replaced. */
export function hideInText(text: string): string {
  const mayHaveUrl = text.includes('://') && text.includes('@');
  if (text.length < MIN_LENGTH || !(mayHaveUrl || TRACE.test(text))) return text;
  const hidden = text
    .replace(PRIVATE_KEY, HIDDEN_CREDENTIAL)
    .replace(DOTTED, (run) => (isWebToken(run) ? HIDDEN_CREDENTIAL : run))
    .replace(SCHEME, (match: string, scheme: string, space: string, value: string) =>
      isCredentialOf(scheme, value) ? `${scheme}${space}${HIDDEN_CREDENTIAL}` : match,
    );
  return hideNamedValues(hideUrlPasswords(hidden));
}

function hideUrlPasswords(text: string): string {
  const [beginning = '', ...rest] = text.split('://');
  return [beginning, ...rest.map((part) => part.replace(USER_AND_PASSWORD, `$1${HIDDEN_CREDENTIAL}`))].join('://');
}

/** A response that is not JSON, without credentials. Of a table with a column for them, only the header is left. */
export function hideInDocument(text: string): string {
  const [header = ''] = text.split('\n', 1);
  const columns = header.split(/[,;|\t]/);
  const isSecretTable = columns.length > 1 && columns.some((column) => secretNamed(column) !== undefined);
  return isSecretTable ? `${header}\n${HIDDEN_CREDENTIAL}` : hideInText(text);
}

/** `Basic` is followed by the Base64 of `user:password`, and `Bearer` by a token, unless they are ordinary words. */
function isCredentialOf(scheme: string, value: string): boolean {
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('latin1').includes(':');
  return isOpaque(value);
}

/** Whether a text is no ordinary word: it has a digit, or a capital letter inside. */
const isOpaque = (text: string): boolean => /\d|[a-z][A-Z]|[+/=$!#%^*]/.test(text);

const WORD = /[a-z][\w-]{1,60}/gi;
/** What separates a name from its value in JSON, XML, a header, a form or a URL. */
const SEPARATOR = /\\{0,3}["']?\s{0,3}(?:value\s?)?([:=>])\s{0,3}(?:\\{0,3}(["']))?/iy;
const QUOTED = /[^"'\\<>\r\n]+/y;
const LINE = /[^"'\\<>{}\r\n]+/y;
const UNQUOTED = /[^\s"'\\<>&,;{}]+/y;
/** Headers whose values contain spaces. */
const HEADER = /authorization|cookie/i;
/** What replaced a secret already. */
const REPLACED = /^(?:\w+ )?\[(?:hidden|redacted)|^\*+$/;

/** Hides what follows names of credentials, such as `"client_secret": "…"`, `<password>…</password>`, `api_key=…`. */
function hideNamedValues(text: string): string {
  const parts: string[] = [];
  /** Everything before it has been copied. */
  let copied = 0;
  for (const { 0: name, index } of text.matchAll(WORD)) {
    if (index < copied || secretNamed(name) === undefined) continue;
    const value = valueAfter(text, name, index + name.length);
    if (!value) continue;
    parts.push(text.slice(copied, value.start), HIDDEN_CREDENTIAL);
    copied = value.end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

/** The place of the value that belongs to a name; undefined if a sentence goes on there. */
function valueAfter(text: string, name: string, end: number): { start: number; end: number } | undefined {
  SEPARATOR.lastIndex = end;
  const [separators, sign, quote] = SEPARATOR.exec(text) ?? [];
  if (separators === undefined) return undefined;
  const start = end + separators.length;
  const pattern = quote !== undefined || sign === '>' ? QUOTED : HEADER.test(name) ? LINE : UNQUOTED;
  pattern.lastIndex = start;
  const [value] = pattern.exec(text) ?? [];
  if (value === undefined || REPLACED.test(value)) return undefined;
  // 'password: must be longer' explains, and 'Password: Hunter2' does not.
  if (sign === ':' && quote === undefined && !isOpaque(value)) return undefined;
  return { start, end: start + value.length };
}
