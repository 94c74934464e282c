/** Carries out a way of doing a task: calls with values from earlier answers, and what is said at the end. */
import type { Environment } from './environment.js';
import { select } from './select.js';
import type { ToolAnswer } from './surfaces/surface.js';
import type { Way } from './task.js';

/** A call as it was made, and its answer. */
export interface PlayedCall {
  tool: string;
  args: Record<string, unknown>;
  answer: ToolAnswer;
}

export interface Played {
  calls: PlayedCall[];
  /** What was said to the user; empty if nothing was. */
  answer: string;
}

/** A placeholder that finds nothing. */
export class PlaceholderError extends Error {
  override name = 'PlaceholderError';
}

/** @throws PlaceholderError if a placeholder finds nothing in the answer that it names */
export async function play(environment: Pick<Environment, 'call'>, way: Way): Promise<Played> {
  const calls: PlayedCall[] = [];
  let answer = '';
  for (const step of way) {
    const answers = calls.map((call) => call.answer.json);
    const filled = fillStep(step, answers);
    if (typeof filled === 'string') {
      answer = filled;
      continue;
    }
    const [tool, args] = filled;
    calls.push({ tool, args, answer: await environment.call(tool, args) });
  }
  return { calls, answer };
}

/** A step with its placeholders replaced. @param answers - of the calls made so far, in order */
export function fillStep(step: Way[number], answers: readonly unknown[]): [string, Record<string, unknown>] | string {
  if (typeof step === 'string') return String(fill(step, answers));
  const [tool, args = {}] = step;
  return [tool, fillAll(args, answers)];
}

const fillAll = (args: Readonly<Record<string, unknown>>, answers: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, fillIn(value, answers)]));

function fillIn(value: unknown, answers: readonly unknown[]): unknown {
  if (typeof value === 'string') return fill(value, answers);
  if (Array.isArray(value)) return value.map((each) => fillIn(each, answers));
  return typeof value === 'object' && value !== null ? fillAll({ ...value }, answers) : value;
}

const PLACEHOLDER = /\{(\d+)(?:\.([^{}]+))?\}/g;

/** A text that is one placeholder becomes its value; placeholders among other text become text. */
function fill(text: string, answers: readonly unknown[]): unknown {
  const [only] = text.matchAll(PLACEHOLDER);
  if (only && only[0] === text) return valuesAt(only, answers)[0];
  return text.replaceAll(PLACEHOLDER, (...match) => valuesAt(match, answers).join(', '));
}

function valuesAt(placeholder: readonly unknown[], answers: readonly unknown[]): unknown[] {
  const [text, call, selector = ''] = placeholder.map((part) => (part === undefined ? undefined : String(part)));
  const found = select(answers[Number(call) - 1], selector).flat();
  if (found.length > 0 && found[0] !== undefined) return found;
  const answer = JSON.stringify(answers[Number(call) - 1])?.slice(0, 300) ?? 'missing';
  throw new PlaceholderError(`${text} finds nothing in the answer of call ${call}: ${answer}`);
}
