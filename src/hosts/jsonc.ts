/**
 * Edits of JSON and JSONC files that keep everything else byte for byte: comments, order, indentation, line ends, a byte
 * order mark, trailing commas. The positions are jsonc-parser's; its own edits would reformat their neighbours.
 */
import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { syntaxErrorAt } from './syntax-error.js';

/** Names of members and indexes of elements, from the root. */
export type Path = readonly (string | number)[];

const BOM = '\uFEFF';

/** The value in the text, or undefined if the text is blank. @throws FileSyntaxError */
export function readJsonc(text: string): unknown {
  const root = parse(text);
  return root && getNodeValue(root);
}

/**
 * The text with a value at a path, whose missing objects are created. A value that is there is replaced.
 *
 * @throws FileSyntaxError, also if something on the path is not an object
 */
export function setInJsonc(text: string, path: Path, value: unknown): string {
  const root = parse(text);
  if (!root) return appendRoot(text, nest(path, value));
  let node = root;
  for (const [depth, key] of path.entries()) {
    const next = childOf(text, node, key);
    if (!next) return insert(text, node, key, nest(path.slice(depth + 1), value));
    node = next;
  }
  return splice(text, node.offset, node.offset + node.length, print(text, value, indentAt(text, node.offset), node));
}

/** The text without the member or element at a path, with its comma. @throws FileSyntaxError */
export function removeFromJsonc(text: string, path: Path): string {
  let node = parse(text);
  for (const key of path) node = node && childOf(text, node, key);
  const item = node && (node.parent?.type === 'property' ? node.parent : node);
  if (!item?.parent) return text;
  return remove(text, item, item.parent);
}

/** Whether an object or a list holds nothing: no member, no element, no comment. */
export function isBlankInJsonc(text: string, path: Path): boolean {
  let node = parse(text);
  for (const key of path) node = node && childOf(text, node, key);
  if (!node || (node.type !== 'object' && node.type !== 'array')) return false;
  return text.slice(node.offset + 1, node.offset + node.length - 1).trim() === '';
}

function parse(text: string): Node | undefined {
  const errors: ParseError[] = [];
  // The mark is a blank to the parser, so that positions stay those of the text.
  const root = parseTree(blankMark(text), errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error) throw syntaxErrorAt(text, error.offset, describe(error));
  if (root && root.type !== 'object') throw syntaxErrorAt(text, root.offset, 'expected an object');
  return root;
}

const blankMark = (text: string): string => (text.startsWith(BOM) ? ` ${text.slice(1)}` : text);

/** `CloseBraceExpected` as 'close brace expected'. */
const describe = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** Where a key occurs twice, the last one counts, as in JSON.parse. */
function childOf(text: string, node: Node, key: string | number): Node | undefined {
  const expected = typeof key === 'number' ? 'array' : 'object';
  if (node.type !== expected) throw syntaxErrorAt(text, node.offset, `expected an ${expected}`);
  if (typeof key === 'number') return node.children?.[key];
  return node.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1];
}

const nest = (path: Path, value: unknown): unknown =>
  path.reduceRight((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

function appendRoot(text: string, value: unknown): string {
  const eol = lineEnd(text);
  const separator = text.trim() === '' || text.slice(text.trimEnd().length).includes('\n') ? '' : eol;
  return `${text}${separator}${JSON.stringify(value, null, 2).replaceAll('\n', eol)}${eol}`;
}

/** Adds a member or an element after the last one. */
function insert(text: string, node: Node, key: string | number, value: unknown): string {
  const list = node.type === 'array';
  const last = node.children?.at(-1);
  const name = list ? '' : `${JSON.stringify(key)}:${isCompact(text) ? '' : ' '}`;
  const item = (indent: string): string => `${name}${print(text, value, indent)}`;
  if (!last) return insertFirst(text, node, item);
  const end = last.offset + last.length;
  const next = nextToken(text, end);
  const hasComma = next.kind === ',';
  if (!text.slice(node.offset, end).includes('\n') && !text.slice(end, endOf(node)).includes('\n')) {
    const blank = isCompact(text) ? '' : ' ';
    return hasComma
      ? splice(text, next.end, next.end, `${blank}${item('')},`)
      : splice(text, end, end, `,${blank}${item('')}`);
  }
  const indent = indentAt(text, last.offset);
  const line = endOfItem(text, hasComma ? next.end : end);
  const added = `${text.slice(0, line)}${lineEnd(text)}${indent}${item(indent)}${hasComma ? ',' : ''}${text.slice(line)}`;
  return hasComma ? added : splice(added, end, end, ',');
}

function insertFirst(text: string, node: Node, item: (indent: string) => string): string {
  const start = node.offset + 1;
  const inner = text.slice(start, endOf(node) - 1);
  if (isCompact(text)) return splice(text, start, endOf(node) - 1, `${inner.trimEnd()}${item('')}`);
  const eol = lineEnd(text);
  const outer = indentAt(text, node.offset);
  const indent = `${outer}${indentUnit(text)}`;
  const added = `${eol}${indent}${item(indent)}${eol}${outer}`;
  // Comments that stand in it stay before the new member.
  return splice(text, start, endOf(node) - 1, inner.trim() === '' ? added : `${inner.trimEnd()}${added}`);
}

function remove(text: string, item: Node, container: Node): string {
  const siblings = container.children ?? [];
  const before = siblings[siblings.indexOf(item) - 1];
  const end = endOf(item);
  const next = nextToken(text, end);
  if (next.kind === ',') {
    const isLast = nextToken(text, next.end).kind === '}';
    const { start, ownLine } = startOfItem(text, item, container, before, next.end);
    if (ownLine) return splice(text, start, next.end, '');
    // The last of a line takes the blank before it along, the others the blank after them.
    if (isLast && before) return splice(text, trimmedEnd(text, start), next.end, '');
    const blanks = /^[ \t]*/.exec(text.slice(next.end))?.[0].length ?? 0;
    return splice(text, start, next.end + blanks, '');
  }
  const { start, ownLine } = startOfItem(text, item, container, before, end);
  if (!before) {
    const [from, to] = [container.offset + 1, endOf(container) - 1];
    const isAlone = `${text.slice(from, item.offset)}${text.slice(end, to)}`.trim() === '';
    return isAlone ? splice(text, from, to, '') : splice(text, start, end, '');
  }
  const comma = nextToken(text, endOf(before));
  const gap = text.slice(comma.end, start);
  return splice(text, comma.end - 1, end, ownLine || gap.trim() !== '' ? gap : '');
}

/** Where an item begins: at the end of the line before it, if it begins a line. @param end - where it ends */
function startOfItem(
  text: string,
  item: Node,
  container: Node,
  before: Node | undefined,
  end: number,
): { start: number; ownLine: boolean } {
  const lineFeed = text.lastIndexOf('\n', item.offset - 1);
  const ownLine = lineFeed > container.offset && text.slice(lineFeed + 1, item.offset).trim() === '';
  if (!ownLine) return { start: item.offset, ownLine };
  const gap = text.slice(before ? nextToken(text, endOf(before)).end : container.offset + 1, lineFeed);
  const comment = gap.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)?.at(-1);
  // What follows must not become part of a comment.
  const needsLine = comment?.startsWith('//') && gap.endsWith(comment) && !/^[ \t]*\r?\n/.test(text.slice(end));
  return { start: needsLine ? item.offset : endBefore(text, lineFeed), ownLine };
}

interface Token {
  /** What comes next besides blanks and comments. */
  kind: ',' | '}' | 'other';
  end: number;
}

function nextToken(text: string, offset: number): Token {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const found = text[scanner.getTokenOffset()];
  const end = scanner.getTokenOffset() + scanner.getTokenLength();
  return { kind: found === ',' ? ',' : found === '}' || found === ']' ? '}' : 'other', end };
}

/** The end of an item's line: comments that follow it there belong to it. */
function endOfItem(text: string, offset: number): number {
  const comments = /^(?:[ \t]*(?:\/\*(?:[^*\n]|\*(?!\/))*\*\/|\/\/[^\r\n]*))+/.exec(text.slice(offset));
  return offset + (comments?.[0].length ?? 0);
}

const print = (text: string, value: unknown, indent: string, node?: Node): string => {
  const oneLine = isCompact(text) || (node && !text.slice(node.offset, endOf(node)).includes('\n') && !isNested(value));
  if (oneLine) return JSON.stringify(value);
  return JSON.stringify(value, null, indentUnit(text)).replaceAll('\n', `${lineEnd(text)}${indent}`);
};

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const endOf = ({ offset, length }: Node): number => offset + length;

const splice = (text: string, start: number, end: number, added: string): string =>
  `${text.slice(0, start)}${added}${text.slice(end)}`;

const trimmedEnd = (text: string, end: number): number => text.slice(0, end).trimEnd().length;

/** The offset of the line end whose line feed is at `lineFeed`. */
const endBefore = (text: string, lineFeed: number): number => (text[lineFeed - 1] === '\r' ? lineFeed - 1 : lineFeed);

const lineEnd = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n');

/** Whether all of it is one line, as programs write it. */
const isCompact = (text: string): boolean => !text.trim().includes('\n') && !/^\uFEFF?\s*\{\s*\}\s*$/.test(text);

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';

const indentUnit = (text: string): string => /\n([ \t]+)["}]/.exec(text)?.[1] ?? '  ';
