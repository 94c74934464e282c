/** The record of one attempt: a line of a run's attempts.jsonl. */
import { namedTools } from '../../src/discovery/batch.js';
import { FIND_TOOLS, riskOfCaller } from '../../src/discovery/meta-tools.js';
import { isObject } from '../../src/lib/json.js';
import type { PlayedCall } from '../play.js';
import { select } from '../select.js';
import type { SurfaceName } from '../surfaces/surface.js';
import { callsOf, type Task } from '../task.js';

export interface AttemptRecord {
  model: string;
  surface: SurfaceName;
  task: string;
  domain: string;
  brand: string;
  kind: string;
  /** Counts from 1. */
  run: number;
  passed: boolean;
  failures: string[];
  /** Tools called, in order; those called through a meta-tool by their own name. */
  tools: string[];
  /** All calls, with those of find_tools, and the reference's. */
  calls: number;
  referenceCalls: number;
  inputTokens: number;
  outputTokens: number;
  /** Tokens of printed tools, where they are not part of what the model read. */
  listTokens?: number;
  /** Calls that failed: the tool, and the kind of error. */
  errors: { tool: string; kind: string }[];
  answer: string;
  milliseconds: number;
}

/** What was done in an attempt, by a model or a person. */
export interface Work {
  calls: readonly PlayedCall[];
  answer: string;
  inputTokens: number;
  outputTokens: number;
  listTokens?: number;
  milliseconds: number;
}

export function toRecord(
  about: Pick<AttemptRecord, 'model' | 'surface' | 'run'>,
  task: Task,
  { passed, failures }: Pick<AttemptRecord, 'passed' | 'failures'>,
  { calls, ...work }: Work,
): AttemptRecord {
  return {
    ...about,
    task: task.id,
    domain: task.domain,
    brand: task.brand,
    kind: task.kind,
    passed,
    failures,
    tools: calls.flatMap(calledTools),
    calls: calls.length,
    referenceCalls: callsOf(task.reference).length,
    errors: calls.flatMap(failuresIn),
    ...work,
  };
}

/** The tools that a call is for: the named ones if they were called through a meta-tool. */
function calledTools({ tool, args }: PlayedCall): string[] {
  const named = riskOfCaller(tool) ? namedTools(args) : [];
  return named.length > 0 ? named : [tool];
}

/** What failed in a call: each of several calls that it made, or the call itself. */
function failuresIn(played: PlayedCall): AttemptRecord['errors'] {
  const { json, text, isError } = played.answer;
  const tools = calledTools(played);
  if ('calls' in played.args && Array.isArray(json)) {
    return json.flatMap((entry, index) =>
      isObject(entry) && 'error' in entry ? [{ tool: tools[index] ?? played.tool, kind: kindOf(entry, text) }] : [],
    );
  }
  return isError ? [{ tool: tools.join(', '), kind: kindOf(json, text) }] : [];
}

/** The kind of an error, as our server reports it; otherwise the HTTP status in the text, or `error`. */
function kindOf(json: unknown, text: string): string {
  const [kind] = select(json, 'error.kind');
  return typeof kind === 'string' ? kind : (/\b[45]\d\d\b/.exec(text)?.[0] ?? 'error');
}

export const isSearch = (tool: string): boolean => tool === FIND_TOOLS;
