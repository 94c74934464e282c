/** The result of a tool call: a block of pure JSON, followed by a block of notes if there are any. */
import type { CapillaryError } from '../client/errors.js';
import { hideInText } from '../client/secret-text.js';
import { isObject, stringifyJson } from '../lib/json.js';
import { lazy } from '../lib/lazy.js';
import type { Definition } from '../tools/define.js';
import { compact } from './compact.js';
import { project, selectedBy } from './project.js';
import { hasDanglingPointers } from './repeats.js';
import { abbreviate, encodedLength, shorten } from './text.js';
import { timeNotes } from './times.js';
import { MAX_DEPTH, type Truncated, type Truncation, Truncator } from './truncate.js';
import { visibleJson, visibleText } from './visible.js';

export interface ToolResult {
  content: { type: 'text'; text: string }[];
  isError?: true;
  /** The call was not made: the client has to ask its user, and call again with the state. */
  inputRequired?: { readonly question: string; readonly state: string };
  [key: string]: unknown;
}

export const inputRequiredResult = ({ question, state }: NonNullable<ToolResult['inputRequired']>): ToolResult => ({
  content: [],
  inputRequired: { question, state },
});

/** About 8,000 tokens of JSON. Common MCP hosts refuse results above 25,000 tokens. */
export const DEFAULT_MAX_RESULT_CHARACTERS = 28_000;

/** What a call answered, before it is made to fit into a result. */
export interface Answer {
  value: unknown;
  /** Shown in a block of their own. */
  notes: readonly string[];
  /** Whether the value is the JSON of an error. */
  isError?: true;
  /** Characters of the response that it is made of, if that is known. */
  length?: number;
  /** How to get what does not fit. */
  advice?: () => string;
  /** What has been left out of the value already. */
  truncations?: readonly Truncation[];
  /** Makes the same with all repetitions, if the value has pointers in their place. */
  plain?: () => Pick<Answer, 'value' | 'truncations'>;
}

export interface SuccessOptions {
  /** Paths that select parts of the value. */
  fields?: readonly string[];
  notes?: readonly string[];
  length?: number | undefined;
  /** The limit for the result, if the value is to be compacted. */
  compactTo?: number | undefined;
  /** Whether compacting leaves empty members in. */
  keepsEmpty?: boolean | undefined;
  /** Makes the value fit the output schema of its tool, instead of compacting it. */
  adapt?: (value: unknown) => Pick<Answer, 'value' | 'notes'>;
}

/** In a shorter answer, what could be left out is hardly longer than the note that says so. */
const MIN_COMPACTED = 400;

/** The answer of a successful call, projected by `fields` and compacted. */
export function successAnswer(
  definition: Definition,
  data: unknown,
  { fields, notes = [], length, compactTo, keepsEmpty, adapt }: SuccessOptions,
): Answer {
  const projected = fields ? project(data, fields) : { value: data, notes: [] };
  const value = projected.value ?? {};
  const isShort = length !== undefined && length < MIN_COMPACTED;
  const shown = adapt
    ? adapt(projected.value)
    : compactTo === undefined || isShort
      ? { value, notes: [] }
      : compact(value, fields && selectedBy(fields), compactTo, keepsEmpty);
  return {
    // Before what is spread: V8 adds a property behind it many times more slowly.
    advice: () => pagingAdvice(definition),
    ...(length !== undefined && { length }),
    ...shown,
    notes: [...notes, ...projected.notes, ...timeNotes(definition, value), ...shown.notes],
  };
}

export const failureAnswer = (error: CapillaryError, notes: readonly string[] = []): Answer => ({
  value: error.toJSON(),
  notes,
  isError: true,
});

/**
 * The result of one answer: truncated, if necessary, with notes that say what is missing and how to get it. Value and
 * notes together have at most `maxCharacters`.
 */
export function toResult(answer: Answer, maxCharacters: number): ToolResult {
  const short = shortContent(answer, maxCharacters);
  if (short) return { content: short };
  const { notes, isError, advice } = answer;
  const content = fitTogether(notes, maxCharacters, (room) => {
    const truncate = createTruncate(answer, room);
    return (budget, isTrial) => {
      const { truncations, ...fitted } = truncate(budget, isTrial);
      return { ...fitted, notes: truncationNotes(truncations, advice) };
    };
  });
  return { content, ...(isError && { isError }) };
}

/** Truncates a value to a budget. What is cut in a trial will not be shown. */
type Truncate<T> = (budget: number, isTrial?: boolean) => T;

/** Truncates the value of an answer. If a pointer would point to what is cut, all repetitions are shown instead. */
function createTruncate({ value, plain }: Answer, maxBudget: number): Truncate<Truncated> {
  const truncator = new Truncator(maxBudget);
  const ofPlain = lazy(() => new Truncator(maxBudget));
  return (budget, isTrial = false) => {
    const truncated = truncator.truncate(value, budget);
    const isWhole = truncated.truncations.length === 0 || plain === undefined;
    if (isTrial || isWhole || !hasDanglingPointers(truncated.value, value)) return truncated;
    return ofPlain().truncate(plain().value, budget);
  };
}

/** Most answers are shorter. */
const SHORT_LENGTH = 4_000;

/**
 * The content of a short answer, written at once instead of measured part by part; undefined if something might have to be
 * cut or hidden.
 */
function shortContent({ value, notes, length = Number.POSITIVE_INFINITY }: Answer, maxCharacters: number) {
  if (length > SHORT_LENGTH) return undefined;
  const json = stringifyJson(value);
  const containers = json.split('{').length + json.split('[').length;
  if (json.length > maxCharacters || containers > MAX_DEPTH || hideInText(json) !== json) return undefined;
  if (notes.length === 0) return [text(visibleJson(json))];
  const safeNotes = notes.map(hideInText);
  const isShort = safeNotes.every((note) => note.length <= MAX_NOTE_LENGTH);
  if (!isShort || notesSize(safeNotes) > maxCharacters - json.length) return undefined;
  return [text(visibleJson(json)), text(visibleText(safeNotes.join('\n')))];
}

/**
 * The answer without what cannot be shown in any case. An answer that waits for others must not hold megabytes.
 *
 * @param maxCharacters - the limit for the result that the answer will be a part of
 */
export function withoutExcess(answer: Answer, maxCharacters: number): Answer {
  const { plain } = answer;
  const { value, truncations } = createTruncate(answer, maxCharacters)(maxCharacters);
  if (truncations.length === 0) return answer;
  if (!plain) return { ...answer, value, truncations };
  const truncatedPlain = truncatePlain(plain().value, maxCharacters);
  return { ...answer, value, truncations, plain: () => truncatedPlain };
}

function truncatePlain(whole: unknown, maxCharacters: number): Pick<Answer, 'value' | 'truncations'> {
  const { value, truncations } = new Truncator(maxCharacters).truncate(whole, maxCharacters);
  return { value, truncations };
}

/** The result of a successful call, as {@link successAnswer} and {@link toResult} make it. */
export const successResult = (
  definition: Definition,
  data: unknown,
  { maxCharacters, ...options }: SuccessOptions & { maxCharacters: number },
): ToolResult => toResult(successAnswer(definition, data, options), maxCharacters);

/** The result of a failed call. An error that exceeds the limit is truncated like any response, and notes say so. */
export const failureResult = (
  error: CapillaryError,
  maxCharacters: number,
  notes: readonly string[] = [],
): ToolResult => toResult(failureAnswer(error, notes), maxCharacters);

/**
 * The result of several answers: a list of `{"call": 1, "result": …}` or `{"call": 1, "error": …}` in the same order.
 * The limit is for all together. Small answers are whole, and the large ones share what remains. A note names the calls
 * that it is about, unless it is about all.
 *
 * @param notes - come first, and are about none of the calls
 */
export function toCombinedResult(
  answers: readonly Answer[],
  maxCharacters: number,
  notes: readonly string[] = [],
): ToolResult {
  const ownNotes = withNumbers(answers.map((answer) => answer.notes));
  const content = fitTogether([...notes, ...ownNotes], maxCharacters, (room) => {
    const truncateEach = createTruncateEach(answers, room);
    return (budget) => {
      const { shown, parts, size } = truncateEach(budget);
      const truncated = parts.map(({ truncations }, index) => {
        const answer = shown[index];
        return truncationNotes(addEarlier(answer ? truncationsOfEntry(answer) : [], truncations), answer?.advice);
      });
      return { value: parts.map(({ value }) => value), size, notes: withNumbers(truncated) };
    };
  });
  return { content, ...(answers.every(({ isError }) => isError) && { isError: true }) };
}

/** Like {@link createTruncate}, for the entries of several answers. Also returns the answers that are shown. */
function createTruncateEach(answers: readonly Answer[], maxBudget: number) {
  const truncator = new Truncator(maxBudget);
  const entries = answers.map(toEntry);
  const plain = lazy(() => {
    const shown = answers.map((answer) => ({ ...answer, ...answer.plain?.() }));
    return { shown, entries: shown.map(toEntry), truncator: new Truncator(maxBudget) };
  });
  return (budget: number) => {
    const truncated = truncator.truncateEach(entries, budget);
    const isDangling = truncated.parts.some(({ value, truncations }, index) => {
      const answer = answers[index];
      const result = isObject(value) ? value['result'] : undefined;
      return answer?.plain && truncations.length > 0 && hasDanglingPointers(result, answer.value);
    });
    if (!isDangling) return { shown: answers, ...truncated };
    return { shown: plain().shown, ...plain().truncator.truncateEach(plain().entries, budget) };
  };
}

function toEntry({ value, isError }: Answer, index: number): Record<string, unknown> {
  const call = index + 1;
  if (!isError) return { call, result: value };
  return isObject(value) ? { call, ...value } : { call, error: value };
}

/** What was left out of an answer earlier, by its place in the entry. */
const truncationsOfEntry = ({ truncations = [], isError }: Answer): Truncation[] =>
  truncations.map((each) =>
    isError ? each : { ...each, path: `result${/^(\[|$)/.test(each.path) ? '' : '.'}${each.path}` },
  );

/** What was left out in two steps. Where the second one continued the first, the total is that of the first. */
function addEarlier(earlier: readonly Truncation[], later: readonly Truncation[]): Truncation[] {
  const rest = [...earlier];
  const continued = later.map((each) => {
    // The ellipsis of a text counts as a character of what the first step kept.
    const before = each.total - (each.unit === 'characters' ? 1 : 0);
    const found = rest.findIndex(({ path, unit, kept }) => path === each.path && unit === each.unit && kept === before);
    const [first] = found === -1 ? [] : rest.splice(found, 1);
    return first ? { ...each, total: first.total } : each;
  });
  return [...continued, ...rest];
}

/** The notes on several calls, each note once, with the numbers of the calls that have it. */
function withNumbers(notes: readonly (readonly string[])[]): string[] {
  const numbers = new Map<string, Set<number>>();
  for (const [index, ofCall] of notes.entries()) {
    for (const note of ofCall) numbers.set(note, (numbers.get(note) ?? new Set()).add(index + 1));
  }
  return [...numbers].map(([note, calls]) => {
    if (calls.size === notes.length) return note;
    return `${calls.size === 1 ? 'Call' : 'Calls'} ${[...calls].join(', ')}: ${note}`;
  });
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

/** What was kept of a value, the length of its JSON, and notes on what was left out. */
interface Fitted {
  value: unknown;
  size: number;
  notes: readonly string[];
}

/**
 * Makes a value and its notes fit into the limit together.
 *
 * @param truncateTo - given the maximum of all budgets, makes the function that truncates the value to a budget
 */
function fitTogether(
  notes: readonly string[],
  maxCharacters: number,
  truncateTo: (maxBudget: number) => Truncate<Fitted>,
): ToolResult['content'] {
  const share = notesRoom(maxCharacters);
  const safeNotes = notes.map(hideInText);
  const fitting = fitNotes(safeNotes, share);
  const room = maxCharacters - notesSize(fitting);
  const truncate = truncateTo(room);
  const whole = truncate(room, true);
  if (whole.notes.length === 0) {
    // A small value leaves more room for notes.
    return toContent(whole.value, fitNotes(safeNotes, maxCharacters - whole.size));
  }
  const cut = truncate(room - Math.min(TRUNCATION_NOTES_SIZE, share));
  return toContent(cut.value, [...fitting, ...fitTruncationNotes(cut.notes, room - cut.size)]);
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

/** What was truncated and how to get it; empty if nothing was. */
function truncationNotes(truncations: readonly Truncation[], advice?: () => string): string[] {
  const lines = truncations.slice(0, MAX_TRUNCATION_LINES).map(describeTruncation);
  const others = truncations.length - lines.length;
  if (others > 0) lines.push(`Truncated: ${others} more places.`);
  return [...lines, ...(advice && lines.length > 0 ? [advice()] : [])];
}

function fitTruncationNotes(notes: readonly string[], room: number): string[] {
  const fitting = fitNotes(notes, room);
  return fitting.length > 0 ? fitting : fitNotes(['Truncated.'], room);
}

const MAX_TRUNCATION_LINES = 10;
const MAX_PATH_LENGTH = 100;

function describeTruncation({ path, kept, total, unit }: Truncation): string {
  const place = abbreviate(path, MAX_PATH_LENGTH) || 'the response';
  if (unit === 'levels') return `Truncated: ${place} is nested too deeply to be shown.`;
  return `Truncated: ${place} shows ${kept} of ${total} ${unit}.`;
}
