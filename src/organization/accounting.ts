/** Accounting for tool calls: limits their number, and reports each one. */
import type { CallContext, CallTool } from '../call/call.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import type { RateBudget } from '../client/types.js';
import { type Definition, risk } from '../tools/define.js';

/** A signal that never aborts. */
const NEVER = new AbortController().signal;

/** A call that ended, without its arguments and its answer. */
export interface ToolCallEvent {
  tool: string;
  risk: ReturnType<typeof risk>;
  /** `success`, or the kind of the failure. */
  result: string;
  /** The outcome of a write that failed. */
  outcome?: string;
  ms: number;
  subject?: string;
}

export interface AccountingOptions {
  /** Budget of calls that agents may make; unlimited if absent. */
  calls?: RateBudget;
  /** Notified of each call that ended. */
  onCall?: (event: ToolCallEvent) => void;
}

/** Wraps `callTool` so that calls stay within the budget and each call is reported. */
export function withAccounting(callTool: CallTool, { calls, onCall }: AccountingOptions): CallTool {
  return async (definition, args, context = {}) => {
    const started = performance.now();
    // A call over the budget is refused at once instead of waiting.
    const exceeded = await calls?.take(NEVER, 0);
    const result = exceeded ? refuseOverBudget(definition, exceeded) : await callTool(definition, args, context);
    onCall?.(toCallEvent(definition, result, context, performance.now() - started));
    return result;
  };
}

function toCallEvent(definition: Definition, result: ToolResult, { subject }: CallContext, ms: number): ToolCallEvent {
  // The first block of a failure is JSON that this server wrote.
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

function refuseOverBudget({ tool, effect }: Definition, { retryAfterMs }: { retryAfterMs: number }): ToolResult {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return failureResult(
    new CapillaryError({
      kind: 'rate_limited',
      message: `${tool} was not called: the limit of calls per minute is reached.`,
      hint: `Wait ${retryAfterSeconds} s, then call again. Make fewer, larger calls.`,
      retryable: true,
      ...(effect !== 'read' && { outcome: 'not_sent' as const }),
      details: { retryAfterSeconds },
    }),
    8_000,
  );
}
