/** What a tool call returns: one block of pure JSON, then a block of notes where there is something to say. */
import { CapillaryError } from '../client/errors.js';
import { stringifyJson } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { type Cut, cut } from './cut.js';
import { project } from './project.js';

export interface ToolResult {
  content: { type: 'text'; text: string }[];
  isError?: true;
  [key: string]: unknown;
}

/** About 8,000 tokens of JSON. Common hosts refuse results past 25,000 tokens. */
const DEFAULT_MAX_RESULT_CHARACTERS = 28_000;

/**
 * A successful answer: projected by `fields`, then cut to `maxCharacters`; the notes say what is missing and how to
 * get it.
 */
export function success(
  definition: Definition,
  data: unknown,
  options: { fields?: readonly string[]; notes?: readonly string[]; maxCharacters: number },
): ToolResult {
  const projected = options.fields ? project(data, options.fields) : { value: data, notes: [] };
  const { value, cuts } = cut(projected.value ?? {}, options.maxCharacters);
  const notes = [...(options.notes ?? []), ...projected.notes, ...cutNotes(definition, cuts)];
  return { content: [text(stringifyJson(value)), ...(notes.length > 0 ? [text(notes.join('\n'))] : [])] };
}

/** A failed call, for an agent to act on. Details that would burst the limit are cut like any answer. */
export function failure(error: CapillaryError, maxCharacters: number): ToolResult {
  const { value } = cut(error.toJSON(), maxCharacters);
  return { content: [text(stringifyJson(value))], isError: true };
}

const text = (content: string): { type: 'text'; text: string } => ({ type: 'text', text: content });

const PAGING = ['offset', 'page', 'startId', 'start_id', 'cursor'] as const;

function cutNotes(definition: Definition, cuts: readonly Cut[]): string[] {
  if (cuts.length === 0) return [];
  const lines = cuts.map(
    ({ path, kept, of, what }) => `Cut to fit: ${path || 'the answer'} shows ${kept} of ${of} ${what}.`,
  );
  const query = definition.query();
  const paging = PAGING.find((name) => name in query);
  const ways = [
    ...(paging !== undefined
      ? [`ask for the rest with ${paging}${'limit' in query ? ' and a smaller limit' : ''}`]
      : []),
    'name what you need in fields',
    'narrow the request',
  ];
  return [...lines, `To see more: ${ways.join(', or ')}.`];
}

/** A name that is no tool: what it may have meant. */
export function unknownTool(name: string, known: Iterable<string>): ToolResult {
  const near = nearest(name, known);
  const error = new CapillaryError({
    kind: 'unknown_tool',
    message: `There is no tool '${name.slice(0, 80)}'.`,
    hint: near === undefined ? 'See tools/list for the names.' : `Did you mean ${near}?`,
    retryable: false,
    ...(near !== undefined && { details: { nearest: near } }),
  });
  return failure(error, DEFAULT_MAX_RESULT_CHARACTERS);
}
