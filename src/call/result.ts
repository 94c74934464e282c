/** The result of a tool call: a block of pure JSON, followed by a block of notes if there are any. */
import { CapillaryError } from '../client/errors.js';
import { stringifyJson } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';
import type { Definition } from '../tools/define.js';
import { project } from './project.js';
import { type Truncation, truncate } from './truncate.js';

export interface ToolResult {
  content: { type: 'text'; text: string }[];
  isError?: true;
  [key: string]: unknown;
}

/** About 8,000 tokens of JSON. Common MCP hosts refuse results above 25,000 tokens. */
const DEFAULT_MAX_RESULT_CHARACTERS = 28_000;

/**
 * The result of a successful call: projected by `fields`, then truncated to `maxCharacters`. The notes say what is
 * missing and how to get it.
 */
export function successResult(
  definition: Definition,
  data: unknown,
  options: { fields?: readonly string[]; notes?: readonly string[]; maxCharacters: number },
): ToolResult {
  const projected = options.fields ? project(data, options.fields) : { value: data, notes: [] };
  const { value, truncations } = truncate(projected.value ?? {}, options.maxCharacters);
  const notes = [...(options.notes ?? []), ...projected.notes, ...truncationNotes(definition, truncations)];
  return { content: [text(stringifyJson(value)), ...(notes.length > 0 ? [text(notes.join('\n'))] : [])] };
}

/** The result of a failed call. Details that exceed the limit are truncated like any response. */
export function failureResult(error: CapillaryError, maxCharacters: number): ToolResult {
  const { value } = truncate(error.toJSON(), maxCharacters);
  return { content: [text(stringifyJson(value))], isError: true };
}

const text = (content: string): { type: 'text'; text: string } => ({ type: 'text', text: content });

const PAGING = ['offset', 'page', 'startId', 'start_id', 'cursor'] as const;

function truncationNotes(definition: Definition, truncations: readonly Truncation[]): string[] {
  if (truncations.length === 0) return [];
  const lines = truncations.map(
    ({ path, kept, total, unit }) => `Truncated: ${path || 'the response'} shows ${kept} of ${total} ${unit}.`,
  );
  const query = definition.query();
  const paging = PAGING.find((name) => name in query);
  const alternatives = [
    ...(paging !== undefined
      ? [`request the rest with ${paging}${'limit' in query ? ' and a smaller limit' : ''}`]
      : []),
    'select the fields you need with fields',
    'narrow the request',
  ];
  return [...lines, `To see more: ${alternatives.join(', or ')}.`];
}

/** The result for an unknown tool name, with the nearest known name. */
export function unknownToolResult(name: string, known: Iterable<string>): ToolResult {
  const suggestion = nearest(name, known);
  const error = new CapillaryError({
    kind: 'unknown_tool',
    message: `Unknown tool '${name.slice(0, 80)}'.`,
    hint: suggestion === undefined ? 'Call tools/list for the names of all tools.' : `Did you mean ${suggestion}?`,
    retryable: false,
    ...(suggestion !== undefined && { details: { nearest: suggestion } }),
  });
  return failureResult(error, DEFAULT_MAX_RESULT_CHARACTERS);
}
