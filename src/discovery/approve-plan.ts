/** Carries out a plan for the view that shows it: the call that any client makes by the plan's number, and no other. */
import type { OutcomeData } from '../apps/contract.js';
import { APPROVE_PLAN } from '../apps/contract.js';
import type { CallContext } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { ErrorFields } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import { parseJsonText } from './json-text.js';
import { createRefusal } from './refusal.js';

export interface ApproveOptions {
  /** The tool of a plan; undefined if this caller has no such plan. */
  toolOfPlan: (number: string, context: CallContext) => Promise<string | undefined>;
  /** Calls a tool as the client would. */
  call: (tool: string, args: Record<string, unknown>, context: CallContext) => Promise<ToolResult>;
}

/** @param args - only `plan` is read */
export async function approvePlan(
  { toolOfPlan, call }: ApproveOptions,
  { plan }: Readonly<Record<string, unknown>>,
  { views, ...context }: CallContext,
): Promise<ToolResult> {
  const tool = typeof plan === 'string' ? await toolOfPlan(plan, context) : undefined;
  if (tool === undefined) {
    const refused = refuse();
    views?.take(toOutcome(APPROVE_PLAN, refused));
    return refused;
  }
  const result = await call(tool, { plan }, { ...context, isFromView: true });
  if (!result.inputRequired) views?.take(toOutcome(tool, result));
  return result;
}

const refuse = (): ToolResult =>
  createRefusal({
    kind: 'conflict',
    message: 'Nothing was sent: there is no such plan of this caller, or no longer.',
    hint: 'Ask for a new preview of the call.',
    outcome: 'not_sent',
  });

/** What became of the call. Its first block is JSON that this server wrote. */
function toOutcome(tool: string, { content, isError }: ToolResult): OutcomeData {
  const answer = parseJsonText(content[0]?.text);
  if (isError) {
    const { error }: { error?: ErrorFields } = JSON.parse(content[0]?.text ?? '{}');
    const { outcome = 'unknown', message, hint } = error ?? {};
    return {
      view: 'outcome',
      tool,
      outcome,
      ...(message !== undefined && { message }),
      ...(hint !== undefined && { hint }),
    };
  }
  // A server that runs dry only describes the call again.
  const preview = isObject(answer) ? answer['preview'] : undefined;
  if (isObject(preview)) return { view: 'outcome', tool, outcome: 'not_sent', message: String(preview['note']) };
  return { view: 'outcome', tool, outcome: 'applied' };
}
