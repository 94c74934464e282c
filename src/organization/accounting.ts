/** Accounting for tool calls: how many may be made, and what became of each. */
import type { CallContext, CallTool } from '../call/call.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import type { RateBudget } from '../client/types.js';
import { type Definition, risk } from '../tools/define.js';

/** Aborts nothing. */
const NEVER = new AbortController().signal;

/** One call that ended, without its arguments and its answer. */
export interface CallEvent {
  tool: string;
  risk: ReturnType<typeof risk>;
  /** `success`, or the kind of the failure. */
  result: string;
  /** What became of a write that failed. */
  outcome?: string;
  ms: number;
  subject?: string;
}

export interface AccountingOptions {
  /** How many calls agents may make; unlimited without it. */
  calls?: RateBudget;
  /** Notified of each call that ended. */
  onCall?: (event: CallEvent) => void;
}

/** Calls tools within the budget, and reports each call. */
export function accountedCalls(callTool: CallTool, { calls, onCall }: AccountingOptions): CallTool {
  return async (definition, args, context = {}) => {
    const started = performance.now();
    // Nobody waits for a turn: an agent has better things to do.
    const over = await calls?.take(NEVER, 0);
    const result = over ? tooManyCalls(definition, over) : await callTool(definition, args, context);
    onCall?.(describe(definition, result, context, performance.now() - started));
    return result;
  };
}

function describe(definition: Definition, result: ToolResult, { subject }: CallContext, ms: number): CallEvent {
  // A failure's first block is our own JSON.
  const { error = {} }: { error?: Partial<ErrorFields> } = result.isError
    ? JSON.parse(result.content[0]?.text ?? '{}')
    : {};
  const { kind, outcome } = error;
  return {
    tool: definition.tool,
    risk: risk(definition),
    result: kind ?? 'success',
    ...(outcome !== undefined && { outcome }),
    ms: Math.round(ms),
    ...(subject !== undefined && { subject }),
  };
}

function tooManyCalls({ tool, effect }: Definition, { retryAfterMs }: { retryAfterMs: number }): ToolResult {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return failureResult(
    new CapillaryError({
      kind: 'rate_limited',
      message: `${tool} was not called: this server takes no more calls from you for now.`,
      hint: `Wait ${retryAfterSeconds} s, then call again; make fewer, larger calls.`,
      retryable: true,
      ...(effect !== 'read' && { outcome: 'not_sent' as const }),
      details: { retryAfterSeconds },
    }),
    8_000,
  );
}
