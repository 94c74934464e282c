/**
 * Reads and writes JSON without losing digits: integers above 2^53 keep their exact value. Uses the native parser and
 * writer, because those of lossless-json are many times slower, and a response can have megabytes.
 */
import { randomBytes } from 'node:crypto';
import { LosslessNumber } from 'lossless-json';

/** Shorter integers fit a JavaScript number. */
const LONG_DIGITS = /\d{16}/;
const LONG_RUN_OF_DIGITS = /\d{16,}/g;
const WHITESPACE: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);
const BEFORE_VALUE: ReadonlySet<string> = new Set([...WHITESPACE, '[', ',', ':']);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Marks a text as the digits of a long integer. Random, so that no sender can write it. */
const MARK = `${randomBytes(16).toString('hex')}:`;
const MARKED_TEXT = new RegExp(`"${MARK}([^"]*)"`, 'g');

/** The native writer turns a `LosslessNumber` into an object with this key; only then does it have to write again. */
const LOSSLESS_NUMBER_KEY = '"isLosslessNumber"';

/**
 * Parses JSON text. Integers that a JavaScript number cannot hold become `LosslessNumber`.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parseJson(text: string): unknown {
  const marked = LONG_DIGITS.test(text) ? markLongIntegers(text) : undefined;
  return marked === undefined ? JSON.parse(text) : reviveMarked(JSON.parse(marked));
}

/**
 * Parses JSON text for programs that have no `LosslessNumber`: integers that a JavaScript number cannot hold become text.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parsePortableJson(text: string): unknown {
  const marked = LONG_DIGITS.test(text) ? markLongIntegers(text) : undefined;
  return JSON.parse(marked === undefined ? text : marked.replaceAll(`"${MARK}`, '"'));
}

/** The text with its long integers as marked strings; undefined if there are none. */
function markLongIntegers(text: string): string | undefined {
  const parts: string[] = [];
  /** Everything before it has been copied. */
  let copied = 0;
  const strings = new Strings(text);
  for (const { 0: run, index } of text.matchAll(LONG_RUN_OF_DIGITS)) {
    const start = text[index - 1] === '-' ? index - 1 : index;
    const end = index + run.length;
    if (!isValueAt(text, start, end) || Number.isSafeInteger(Number(run)) || strings.contain(start)) continue;
    parts.push(text.slice(copied, start), `"${MARK}${text.slice(start, end)}"`);
    copied = end;
  }
  return parts.length === 0 ? undefined : parts.join('') + text.slice(copied);
}

/**
 * Whether digits are an integer where JSON allows a value, unless they are inside a string. False for parts of a number,
 * for leading zeros, and where a key is expected: a string there would turn invalid JSON into valid JSON.
 */
function isValueAt(text: string, start: number, end: number): boolean {
  if (text[start] === '0' || text.startsWith('-0', start)) return false;
  const before = text[start - 1];
  if (before !== undefined && !BEFORE_VALUE.has(before)) return false;
  let next = end;
  while (WHITESPACE.has(text[next] ?? '')) next += 1;
  const after = text[next];
  return after === undefined || after === ',' || after === ']' || after === '}';
}

/** The string literals of a JSON text, found from left to right. */
class Strings {
  readonly #text: string;
  /** Everything before it has been read. */
  #position = 0;
  /** Whether the position is inside a string. */
  #inside = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a position is inside a string. Positions must be asked for in ascending order. */
  contain(position: number): boolean {
    const text = this.#text;
    let inside = this.#inside;
    let next = this.#position;
    for (; next < position; next += 1) {
      const code = text.charCodeAt(next);
      if (code === QUOTE) inside = !inside;
      else if (code === BACKSLASH) next += 1;
    }
    this.#position = next;
    this.#inside = inside;
    return inside;
  }
}

type Container = unknown[] | Record<string, unknown>;

/** Replaces the marked strings in a parsed value by their numbers. Without recursion: the sender chooses the depth. */
function reviveMarked(root: unknown): unknown {
  const top = [root];
  const pending: Container[] = [top];
  for (let container = pending.pop(); container; container = pending.pop()) {
    if (Array.isArray(container)) {
      for (let index = 0; index < container.length; index += 1) {
        const value = container[index];
        if (typeof value === 'string') container[index] = revive(value);
        else if (isContainer(value)) pending.push(value);
      }
    } else {
      for (const key in container) {
        const value = container[key];
        if (typeof value === 'string') {
          if (value.startsWith(MARK)) container[key] = revive(value);
        } else if (isContainer(value)) {
          pending.push(value);
        }
      }
    }
  }
  return top[0];
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const revive = (text: string): string | LosslessNumber =>
  text.startsWith(MARK) ? new LosslessNumber(text.slice(MARK.length)) : text;

/**
 * Writes a JSON value; a `LosslessNumber` becomes its digits. A value without a JSON form becomes `null`.
 *
 * @param space - indentation, as in `JSON.stringify`
 */
export function stringifyJson(value: unknown, space?: number): string {
  const text: string | undefined = JSON.stringify(value, undefined, space);
  if (text === undefined) return 'null';
  if (!text.includes(LOSSLESS_NUMBER_KEY)) return text;
  return JSON.stringify(value, markLosslessNumber, space).replace(MARKED_TEXT, '$1');
}

const markLosslessNumber = (_key: string, value: unknown): unknown =>
  value instanceof LosslessNumber ? MARK + value.value : value;

/** Whether a value is a JSON object, not an array or a `LosslessNumber`. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);

/** Sets a member of a JSON object. A plain assignment to `__proto__` would set none. */
export function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/** JSON whose text is the same for equal values, whatever the order of their members. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1))) : each,
  );
