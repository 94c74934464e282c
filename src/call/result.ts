/** The result of a tool call: a block of pure JSON, followed by a block of notes if there are any. */
import { CapillaryError } from '../client/errors.js';
import { hideInText } from '../client/secret-text.js';
import { stringifyJson } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { project } from './project.js';
import { abbreviate, encodedLength, shorten } from './text.js';
import { type Truncation, Truncator } from './truncate.js';
import { visibleJson, visibleText } from './visible.js';

export interface ToolResult {
  content: { type: 'text'; text: string }[];
  isError?: true;
  [key: string]: unknown;
}

/** About 8,000 tokens of JSON. Common MCP hosts refuse results above 25,000 tokens. */
export const DEFAULT_MAX_RESULT_CHARACTERS = 28_000;

/**
 * The result of a successful call: projected by `fields`, then truncated. The notes say what is missing and how to get
 * it. Value and notes together have at most `maxCharacters`.
 */
export function successResult(
  definition: Definition,
  data: unknown,
  options: { fields?: readonly string[]; notes?: readonly string[]; maxCharacters: number },
): ToolResult {
  const projected = options.fields ? project(data, options.fields) : { value: data, notes: [] };
  const notes = [...(options.notes ?? []), ...projected.notes];
  const advice = (): string => pagingAdvice(definition);
  return { content: fitTogether(projected.value ?? {}, notes, options.maxCharacters, advice) };
}

/** The result of a failed call. An error that exceeds the limit is truncated like any response, and notes say so. */
export function failureResult(error: CapillaryError, maxCharacters: number, notes: readonly string[] = []): ToolResult {
  return { content: fitTogether(error.toJSON(), notes, maxCharacters), isError: true };
}

/**
 * A result of text: as many of the blocks as fit, and then lines that are always shown. If not even the first block
 * fits, it is cut.
 */
export function textResult(blocks: readonly string[], closing: readonly string[], maxCharacters: number): ToolResult {
  const sizeOf = (content: string): number => encodedLength(content, Number.POSITIVE_INFINITY);
  const whole = [...blocks, ...closing].join('\n');
  if (sizeOf(whole) <= maxCharacters) return { content: [text(whole)] };
  const ending = [...closing, CUT_NOTE].map((line) => `\n${line}`).join('');
  const room = maxCharacters - sizeOf(ending);
  let shown = blocks.slice(0, 1).join('');
  for (const block of blocks.slice(1)) {
    const next = `${shown}\n${block}`;
    if (sizeOf(next) > room) break;
    shown = next;
  }
  return { content: [text(`${shorten(shown, room)}${ending}`)] };
}

const CUT_NOTE = '(cut here: the rest does not fit into the size limit for results)';

const text = (content: string): ToolResult['content'][number] => ({ type: 'text', text: content });

/** The part of the limit that notes may take if the value needs the rest. */
const NOTES_SHARE = 1 / 4;

/** The size of notes, as JSON, for which there is always room in a result, if they come first. */
export const roomForFirstNotes = (maxCharacters: number): number => notesRoom(maxCharacters) - LEFT_OUT_SIZE;

const notesRoom = (maxCharacters: number): number => Math.floor(maxCharacters * NOTES_SHARE);

/** Characters of the notes on what was truncated, where the limit has room for them. */
const TRUNCATION_NOTES_SIZE = 2_000;

/**
 * Makes a value and its notes fit into the limit together.
 *
 * @param advice - how to get what does not fit
 */
function fitTogether(
  whole: unknown,
  notes: readonly string[],
  maxCharacters: number,
  advice?: () => string,
): ToolResult['content'] {
  const share = notesRoom(maxCharacters);
  const safeNotes = notes.map(hideInText);
  const fitting = fitNotes(safeNotes, share);
  const room = maxCharacters - notesSize(fitting);
  const truncator = new Truncator(room);
  const first = truncator.truncate(whole, room);
  if (first.truncations.length === 0) {
    // A small value leaves more room for notes.
    return toContent(first.value, fitNotes(safeNotes, maxCharacters - first.size));
  }
  const { value, size, truncations } = truncator.truncate(whole, room - Math.min(TRUNCATION_NOTES_SIZE, share));
  return toContent(value, [...fitting, ...truncationNotes(truncations, advice?.(), room - size)]);
}

const toContent = (value: unknown, notes: readonly string[]): ToolResult['content'] => [
  text(visibleJson(stringifyJson(value))),
  ...(notes.length > 0 ? [text(visibleText(notes.join('\n')))] : []),
];

/** No note needs more; it may quote a caller or the API. */
const MAX_NOTE_LENGTH = 1_000;

/** The first notes, as many as fit into `room` characters of JSON, and how many were left out. */
function fitNotes(notes: readonly string[], room: number): string[] {
  const shortNotes = notes.map((note) => abbreviate(note, MAX_NOTE_LENGTH));
  if (notesSize(shortNotes) <= room) return shortNotes;
  const fitting: string[] = [];
  let left = room;
  for (const [index, short] of shortNotes.entries()) {
    const rest = notes.length - index - 1;
    const needed = notesSize([short]) + (rest > 0 ? notesSize([leftOut(rest)]) : 0);
    if (needed > left) {
      const last = leftOut(rest + 1);
      return notesSize([last]) > left ? fitting : [...fitting, last];
    }
    fitting.push(short);
    left -= notesSize([short]);
  }
  return fitting;
}

/** Enough for any count. */
const LEFT_OUT_SIZE = 40;

const leftOut = (count: number): string => `${count} more notes were left out.`;

/** The length of notes as JSON; each ends with a line break, which JSON escapes. */
const notesSize = (notes: readonly string[]): number =>
  notes.reduce((sum, note) => sum + encodedLength(note, Number.POSITIVE_INFINITY), 0);

const PAGING = ['offset', 'page', 'startId', 'start_id', 'cursor'] as const;

/** How to get what a response of this endpoint has beyond the limit. */
function pagingAdvice(definition: Definition): string {
  const query = definition.query();
  const paging = PAGING.find((name) => name in query);
  const alternatives = [
    ...(paging !== undefined
      ? [`request the rest with ${paging}${'limit' in query ? ' and a smaller limit' : ''}`]
      : []),
    'select the fields you need with fields',
    'narrow the request',
  ];
  return `To see more: ${alternatives.join(', or ')}.`;
}

/** What was truncated and how to get it, in at most `room` characters. */
function truncationNotes(truncations: readonly Truncation[], advice: string | undefined, room: number): string[] {
  const lines = truncations.slice(0, MAX_TRUNCATION_LINES).map(describeTruncation);
  const others = truncations.length - lines.length;
  if (others > 0) lines.push(`Truncated: ${others} more places.`);
  const fitting = fitNotes([...lines, ...(advice === undefined ? [] : [advice])], room);
  return fitting.length > 0 ? fitting : fitNotes(['Truncated.'], room);
}

const MAX_TRUNCATION_LINES = 10;
const MAX_PATH_LENGTH = 100;

function describeTruncation({ path, kept, total, unit }: Truncation): string {
  const place = abbreviate(path, MAX_PATH_LENGTH) || 'the response';
  if (unit === 'levels') return `Truncated: ${place} is nested too deeply to be shown.`;
  return `Truncated: ${place} shows ${kept} of ${total} ${unit}.`;
}

/** The result for an unknown tool name, with the nearest known name. */
export function unknownToolResult(name: string, known: Iterable<string>): ToolResult {
  const suggestion = nearest(name, known);
  const error = new CapillaryError({
    kind: 'unknown_tool',
    message: `Unknown tool '${shorten(name, 80)}'.`,
    hint: suggestion === undefined ? 'Call tools/list for the names of all tools.' : `Did you mean ${suggestion}?`,
    retryable: false,
    ...(suggestion !== undefined && { details: { nearest: suggestion } }),
  });
  return failureResult(error, DEFAULT_MAX_RESULT_CHARACTERS);
}
