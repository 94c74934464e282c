/** Accounting: limits how much agents may request, and reports each tool call. */
import { ProtocolError } from '@modelcontextprotocol/server';
import type { CallContext, CallTool } from '../call/call.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import type { RateBudget } from '../client/types.js';
import { namedTools } from '../discovery/batch.js';
import { PREVIEW_CALL, riskOfCaller } from '../discovery/meta-tools.js';
import { findTool, withoutPrefix } from '../discovery/tool-name.js';
import type { Toolbox } from '../discovery/toolbox.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { type Definition, risk } from '../tools/define.js';

/** A signal that never aborts. */
const NEVER = new AbortController().signal;

type Exceeded = { retryAfterMs: number };

/** A call that ended, without its arguments and its answer. */
export interface ToolCallEvent {
  tool: string;
  risk: ReturnType<typeof risk>;
  /** `success`, `previewed`, the kind of the failure, or `input_required` if the user has to be asked first. */
  result: string;
  /** The outcome of a write that failed. */
  outcome?: string;
  ms: number;
  subject?: string;
}

export interface AccountingOptions {
  /** Budget of calls, searches and lists that agents may request; unlimited if absent. */
  calls?: RateBudget;
  /** Notified of each call that ended. */
  onCall?: (event: ToolCallEvent) => void;
}

/** Wraps `callTool` so that each call is reported. */
export function withReports(callTool: CallTool, { onCall }: Pick<AccountingOptions, 'onCall'>): CallTool {
  const callReported: CallTool = async (definition, args, context = {}) => {
    const started = performance.now();
    const result = await callTool(definition, args, context);
    report(toCallEvent(definition, result, context, performance.now() - started), context, onCall);
    return result;
  };
  return (...call) => (onCall || call[2]?.trace ? callReported : callTool)(...call);
}

function report(event: ToolCallEvent, { trace }: CallContext, onCall: AccountingOptions['onCall']): void {
  onCall?.(event);
  trace?.onCall(event);
}

/**
 * Wraps a toolbox so that everything that costs something stays within the budget: lists, searches, and calls, whether
 * or not the tool exists. Several calls at once count one by one. What exceeds the budget is refused at once instead of
 * waiting.
 */
export function withCallBudget(
  toolbox: Toolbox,
  { calls, onCall, catalogue }: AccountingOptions & { catalogue: Pick<ToolCatalogue, 'find'> },
): Toolbox {
  if (!calls) return toolbox;
  /** @param requested - the tools that are to be called, if `name` is a caller's */
  const refuse = async (name: string, requested: () => readonly string[], context: CallContext) => {
    const exceeded = await calls.take(NEVER, 0);
    if (!exceeded) return undefined;
    const found = await Promise.all(requested().map((tool) => findTool(catalogue, tool)));
    const definitions = found.filter((definition) => definition !== undefined);
    const [only] = definitions.length === 1 ? definitions : [];
    const result = refuseOverBudget(only ?? { tool: name.slice(0, 100), effect: 'read' }, exceeded);
    for (const definition of definitions) report(toCallEvent(definition, result, context, 0), context, onCall);
    return result;
  };
  return {
    list: async (selection) => {
      await chargeRequest(calls, 'list the tools again');
      return toolbox.list(selection);
    },
    call: async (selection, name, args, context = {}) => {
      const refuseFurther = (tool: string): Promise<ToolResult | undefined> => refuse(tool, () => [tool], context);
      const plainName = withoutPrefix(name);
      const isCaller = riskOfCaller(plainName) !== undefined || plainName === PREVIEW_CALL;
      const refusal = await refuse(name, () => (isCaller ? namedTools(args) : [name]), context);
      return refusal ?? toolbox.call(selection, name, args, { ...context, refuseFurther });
    },
  };
}

/**
 * Takes a request that calls no tool from the budget.
 *
 * @param remedy - what to do later, such as `list the tools again`
 * @throws ProtocolError if the budget is used up
 */
export async function chargeRequest(calls: RateBudget, remedy: string): Promise<void> {
  const exceeded = await calls.take(NEVER, 0);
  if (!exceeded) return;
  const wait = `Wait ${toSeconds(exceeded)} s, then ${remedy}.`;
  throw new ProtocolError(RATE_LIMITED, `The limit of calls per minute is reached. ${wait}`);
}

/** JSON-RPC leaves these codes to servers. */
const RATE_LIMITED = -32_000;

function toCallEvent(
  definition: Definition,
  result: ToolResult,
  { subject, preview }: CallContext,
  ms: number,
): ToolCallEvent {
  // The first block of a failure is JSON that this server wrote.
  const { error = {} }: { error?: Partial<ErrorFields> } = result.isError
    ? JSON.parse(result.content[0]?.text ?? '{}')
    : {};
  const { kind, outcome } = error;
  const success = preview ? 'previewed' : 'success';
  return {
    tool: definition.tool,
    risk: risk(definition),
    result: result.inputRequired ? 'input_required' : (kind ?? success),
    ...(outcome !== undefined && { outcome }),
    ms: Math.round(ms),
    ...(subject !== undefined && { subject }),
  };
}

const toSeconds = ({ retryAfterMs }: Exceeded): number => Math.max(1, Math.ceil(retryAfterMs / 1000));

function refuseOverBudget({ tool, effect }: Pick<Definition, 'tool' | 'effect'>, exceeded: Exceeded): ToolResult {
  const retryAfterSeconds = toSeconds(exceeded);
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
