/** Several reads at once: made concurrently, and answered in order with one result. */
import { findExceededBoundOfAll } from '../call/bounds.js';
import type { CallContext } from '../call/call.js';
import { type Answer, type ToolResult, toCombinedResult, withoutExcess } from '../call/result.js';
import { isObject, stringifyJson } from '../lib/json.js';
import { parseJsonText } from './json-text.js';
import { CALLERS } from './meta-tools.js';
import { type CallerOptions, callNamed } from './named-call.js';
import { createRefusal } from './refusal.js';
import { withoutPrefix } from './tool-name.js';

const MAX_CALLS = 20;

/** The calls in the argument `calls`, which may be JSON text, as may each call; undefined if it is no list. */
function readCalls(calls: unknown): unknown[] | undefined {
  const list = parseJsonText(calls);
  if (!Array.isArray(list)) return undefined;
  // More are refused, so they need not be read.
  return list.length > MAX_CALLS ? list : list.map(readCall);
}

/** The tools that a call of a caller names: the one in `name`, or those in `calls`. */
export function namedTools(args: unknown): string[] {
  if (!isObject(args)) return [];
  const calls = readCalls(args['calls'])?.slice(0, MAX_CALLS) ?? [];
  return [args, ...calls].flatMap((call) => (isObject(call) && typeof call['name'] === 'string' ? call['name'] : []));
}

function readCall(text: unknown): unknown {
  const call = parseJsonText(text);
  return isObject(call) && 'arguments' in call ? { ...call, arguments: parseJsonText(call['arguments']) } : call;
}

/**
 * Makes several calls through the caller of reads. Each has a result or an error of its own; one that is not a read is
 * refused like a single one, and the others are made. Equal calls are made once.
 *
 * @param args - the other arguments of the caller, of which there should be none
 */
export async function callSeveral(
  options: CallerOptions & { maxCharacters: number },
  calls: unknown,
  args: Readonly<Record<string, unknown>>,
  context: CallContext = {},
): Promise<ToolResult> {
  const list = readCalls(calls);
  const problem = findProblem(list, args);
  if (problem !== undefined || !list) return refuse(problem ?? '');
  const batch = new Batch(options, context);
  const answers = await Promise.all(list.map((call) => batch.answer(call)));
  return toCombinedResult(answers, options.maxCharacters, batch.takeLateNotes());
}

/** Calls that are being made; equal ones share an answer. */
class Batch {
  readonly #options: CallerOptions & { maxCharacters: number };
  readonly #context: CallContext;
  readonly #answers = new Map<string, Promise<Answer>>();
  /** The notes are about the caller's writes, not about a call, so that the calls do not take them. */
  takeLateNotes: () => readonly string[] = () => [];

  constructor(options: CallerOptions & { maxCharacters: number }, context: CallContext) {
    this.#options = options;
    this.#context = context;
  }

  answer(call: unknown): Promise<Answer> {
    const key = keyOf(call);
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = this.#call(call, this.#answers.size === 0);
    this.#answers.set(key, answer);
    return answer;
  }

  /** @param isFirst - the budget has been charged for the first call when the batch arrived */
  async #call(call: unknown, isFirst: boolean): Promise<Answer> {
    const { refuseFurther } = this.#context;
    const refusal = isFirst ? undefined : await refuseFurther?.(nameOf(call));
    if (refusal) return toAnswer(refusal);
    let answer: Answer | undefined;
    const context: CallContext = {
      ...this.#context,
      onAnswer: (whole, takeLateNotes) => {
        answer = withoutExcess(whole, this.#options.maxCharacters);
        this.takeLateNotes = takeLateNotes;
      },
    };
    const result = await callNamed(this.#options, call, context, 'this call');
    return answer ?? toAnswer(result);
  }
}

/** The answer in a result that this server made without sending anything. Its first block is JSON. */
const toAnswer = ({ content: [value, notes], isError }: ToolResult): Answer => ({
  value: parseJsonText(value?.text),
  notes: notes ? notes.text.split('\n') : [],
  ...(isError && { isError }),
});

const nameOf = (call: unknown): string =>
  isObject(call) && typeof call['name'] === 'string' ? call['name'] : CALLERS.read;

/** The same for equal calls, however the host spells the name of the tool. */
function keyOf(call: unknown): string {
  if (!isObject(call) || typeof call['name'] !== 'string') return stringifyJson(call);
  const { name, arguments: args, fields, ...others } = call;
  return stringifyJson([withoutPrefix(name), args ?? {}, fields ?? null, others]);
}

/** What is wrong with the calls as a whole, so that none is made. */
function findProblem(
  calls: readonly unknown[] | undefined,
  args: Readonly<Record<string, unknown>>,
): string | undefined {
  if (!calls) return 'calls: expected a list';
  if (calls.length === 0) return 'calls: the list is empty';
  if (calls.length > MAX_CALLS) return `calls: ${calls.length} are too many; split them into several batches`;
  const others = Object.keys(args).filter((name) => args[name] !== undefined && args[name] !== null);
  if (others.length > 0) {
    const names = others.slice(0, 3).map((name) => name.slice(0, 100));
    return `${names.join(', ')}: not allowed beside 'calls'; put it into each call, or make a single call without 'calls'`;
  }
  const exceeded = findExceededBoundOfAll(calls.map(examinedArguments));
  return exceeded && `${exceeded.argument}: ${exceeded.problem}, counting all calls of the batch`;
}

function examinedArguments(call: unknown): Record<string, unknown> {
  if (!isObject(call)) return { calls: call };
  const { arguments: args, ...others } = call;
  return { ...others, ...(isObject(args) ? args : { arguments: args }) };
}

const refuse = (problem: string): ToolResult =>
  createRefusal({
    kind: 'invalid_arguments',
    message: `Wrong arguments, so ${CALLERS.read} did nothing: ${problem}`,
    hint: `Pass 1 to ${MAX_CALLS} calls: {"calls": [{"name": "tool_name", "arguments": {…}}, …]}.`,
  });
