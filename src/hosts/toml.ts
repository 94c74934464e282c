/**
 * Edits of TOML files that keep everything else byte for byte. They work on lines; the parser checks that each result
 * says what it should. (toml-patch could edit too, but it touches blanks elsewhere, and that part of it is large.)
 */
import { isDeepStrictEqual } from 'node:util';
import { parse } from '@decimalturn/toml-patch';
import { FileFormError, FileSyntaxError } from './syntax-error.js';

type Table = Readonly<Record<string, unknown>>;

/** The names of a table and of one of its tables, such as `mcp_servers` and `capillary`. */
export type TablePath = readonly [table: string, name: string];

/** @throws FileSyntaxError */
export function readToml(text: string): Table {
  try {
    const root: unknown = parse(text);
    return isTable(root) ? root : {};
  } catch (error) {
    if (!isParseError(error)) throw error;
    const problem = error.message.split('\n').at(-1) ?? error.message;
    throw new FileSyntaxError(error.line, error.column + 1, problem);
  }
}

/**
 * The text with a value for a table of a table. Where there is one, only its members that differ are replaced.
 *
 * @param value - holds texts, lists of texts, and tables of texts; other values only if they are there already
 * @throws FileSyntaxError, FileFormError if the table is written within another, as in `mcp_servers = {…}`
 */
export function setInToml(text: string, path: TablePath, value: Table): string {
  const root = readToml(text);
  const old = tableAt(root, path);
  const result = isTable(old) ? change(text, path, old, value) : append(text, path, value);
  return checked(result, [withTable(root, path, value)], path);
}

/** The text without a table of a table. @throws FileSyntaxError, FileFormError as above */
export function removeFromToml(text: string, path: TablePath): string {
  const root = readToml(text);
  if (tableAt(root, path) === undefined) return text;
  // The outer table may have existed by this one alone.
  return checked(cut(text, path), [withTable(root, path, undefined), withoutOuter(root, path)], path);
}

function checked(text: string, expected: readonly (Table | undefined)[], [table, name]: TablePath): string {
  const result = tryToRead(text);
  if (expected.some((each) => each && isSame(result, each))) return text;
  throw new FileFormError(`the servers are not written as tables of their own, such as [${table}.${name}]`);
}

function tryToRead(text: string): Table | undefined {
  try {
    return readToml(text);
  } catch (error) {
    if (error instanceof FileSyntaxError) return undefined;
    throw error;
  }
}

function append(text: string, path: TablePath, value: Table): string {
  const eol = lineEnd(text);
  const isEmpty = text === '' || text === BOM;
  const end = isEmpty || text.endsWith('\n') ? '' : eol;
  const gap = isEmpty ? '' : eol;
  return `${text}${end}${gap}${printTable(path, value).join(eol)}${eol}`;
}

/** A table with its own members first, then its tables. */
function printTable(path: readonly string[], value: Table): string[] {
  const [tables, members] = [Object.entries(value).filter(isTableEntry), Object.entries(value)];
  return [
    `[${path.map(printKey).join('.')}]`,
    ...members.filter((entry) => !isTableEntry(entry)).map(([key, each]) => `${printKey(key)} = ${printValue(each)}`),
    ...tables.flatMap(([key, each]) => ['', ...printTable([...path, key], each)]),
  ];
}

const isTableEntry = (entry: [string, unknown]): entry is [string, Table] => isTable(entry[1]);

const printKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : printValue(key));

/** TOML's basic strings have the escapes of JSON; it also wants DEL escaped. */
function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`;
  if (!isTable(value)) return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
  const members = Object.entries(value).map(([key, each]) => `${printKey(key)} = ${printValue(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Replaces, adds and removes members, each by its lines. */
function change(text: string, path: readonly string[], old: Table, value: Table): string {
  let lines = text.split('\n');
  const eol = text.includes('\r\n') ? '\r' : '';
  for (const key of new Set([...Object.keys(old), ...Object.keys(value)])) {
    const [before, after] = [old[key], value[key]];
    if (isSame(before, after)) continue;
    const span = spanOfTable(lines, path);
    if (!span) return text;
    const inner = [...path, key];
    if (spanOfTable(lines, inner)) {
      lines =
        isTable(before) && isTable(after)
          ? change(lines.join('\n'), inner, before, after).split('\n')
          : cutLines(lines, inner);
      continue;
    }
    const [start, end] = spanOfMember(lines, span, key) ?? [span[1], span[1]];
    const comment = start < end ? commentOf(lines[end - 1] ?? '') : '';
    const added = after === undefined ? [] : [`${printKey(key)} = ${printValue(after)}${comment}${eol}`];
    // The last line of the file has no line end yet.
    if (start === lines.length && eol === '' && lines.at(-1) === '') lines.pop();
    lines.splice(start, end - start, ...added);
  }
  return lines.join('\n');
}

/** Cuts out the lines from each header of the table to its last key, and the blank line before it. */
function cut(text: string, path: TablePath): string {
  if (text.startsWith(BOM)) return `${BOM}${cut(text.slice(BOM.length), path)}`;
  return cutLines(text.split('\n'), path).join('\n');
}

function cutLines(all: readonly string[], path: readonly string[]): string[] {
  const lines = [...all];
  const isBlank = (index: number): boolean => /^\r?$/.test(lines[index] ?? '.');
  for (let span = spanOfTable(lines, path, true); span; span = spanOfTable(lines, path, true)) {
    const [at, end] = span;
    const start = at > 0 && isBlank(at - 1) && (end >= lines.length || isBlank(end)) ? at - 1 : at;
    lines.splice(start, end - start);
  }
  return lines;
}

/** The lines of a document from one to before another. */
type Span = readonly [start: number, end: number];

const BOM = '\uFEFF';
const HEADER = /^\s*\[/;

/** The lines from the header of a table to its last key. @param withInner - whether the tables of the table count too */
function spanOfTable(lines: readonly string[], path: readonly string[], withInner = false): Span | undefined {
  const free = freeLines(lines);
  const own = new RegExp(`^\\s*\\[\\s*${path.map(keyPattern).join('\\s*\\.\\s*')}\\s*${withInner ? '[.\\]]' : '\\]'}`);
  const start = lines.findIndex((line, index) => free[index] && own.test(line));
  if (start < 0) return undefined;
  const next = lines.findIndex((line, index) => index > start && free[index] && HEADER.test(line));
  const end = next < 0 ? lines.length : next;
  const last = lines.slice(0, end).findLastIndex((line, index) => !free[index] || /^\s*[^\s#]/.test(line));
  return [start, last + 1];
}

/** The lines of `key = …` in a table. */
function spanOfMember(lines: readonly string[], [from, to]: Span, key: string): Span | undefined {
  const free = freeLines(lines);
  const member = new RegExp(`^\\s*${keyPattern(key)}\\s*=`);
  const start = lines.findIndex((line, index) => index > from && index < to && free[index] && member.test(line));
  if (start < 0) return undefined;
  const next = free.indexOf(true, start + 1);
  return [start, next < 0 ? to : Math.min(next, to)];
}

const TOKEN = /"""|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#|[[\]{}]/;
const CLOSING: Readonly<Record<string, RegExp>> = {
  '"""': /^(?:[^"\\]|\\(?:.|$)|"(?!""))*"{3,5}/,
  "'''": /^(?:[^']|'(?!''))*'{3,5}/,
};

/** For each line, whether it begins outside of strings, lists and inline tables. */
function freeLines(lines: readonly string[]): boolean[] {
  let open: RegExp | undefined;
  let depth = 0;
  return lines.map((line) => {
    const free = open === undefined && depth === 0;
    for (let rest = line; rest !== ''; ) {
      const token = (open ?? TOKEN).exec(rest);
      if (!token || token[0] === '#') break;
      rest = rest.slice(token.index + token[0].length);
      if (open) open = undefined;
      else open = CLOSING[token[0]];
      if (token[0] === '[' || token[0] === '{') depth += 1;
      if (token[0] === ']' || token[0] === '}') depth -= 1;
    }
    return free;
  });
}

/** The comment at the end of the last line of a value, with the blanks before it. */
const commentOf = (line: string): string => /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#])*?(\s*#[^\r]*)/.exec(line)?.[1] ?? '';

/** A key as it may be written: bare, or in either kind of quotes. */
const keyPattern = (key: string): string => {
  const text = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `(?:${text}|"${text}"|'${text}')`;
};

const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function tableAt(root: Table, [table, name]: TablePath): unknown {
  const outer = root[table];
  if (outer !== undefined && !isTable(outer)) throw new FileFormError(`"${table}" is not a table`);
  return outer?.[name];
}

/** @param value - undefined removes it */
function withTable(root: Table, [table, name]: TablePath, value: Table | undefined): Table {
  const { [table]: outer, ...rest } = root;
  const { [name]: _, ...others } = isTable(outer) ? outer : {};
  return { ...rest, [table]: value === undefined ? others : { ...others, [name]: value } };
}

function withoutOuter(root: Table, [table, name]: TablePath): Table | undefined {
  const { [table]: outer, ...rest } = root;
  return isTable(outer) && Object.keys(outer).every((key) => key === name) ? rest : undefined;
}

/** Compares what two documents say; the parser's tables have no prototype. */
const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(toPlain(one), toPlain(other));

function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toPlain(each)])) : value;
}

const isParseError = (error: unknown): error is Error & { line: number; column: number } =>
  error instanceof Error && 'line' in error && 'column' in error;
