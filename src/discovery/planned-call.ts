/** Calls that name a plan instead of arguments. */
import type { CallContext } from '../call/call.js';
import { failureResult, type ToolResult } from '../call/result.js';
import { CapillaryError } from '../client/errors.js';
import type { OpenPlan } from '../safety/permits.js';
import type { Definition } from '../tools/define.js';
import { createRefusal } from './refusal.js';

type Args = Record<string, unknown>;

const MAX_CHARACTERS = 1_700;

/** The call with the arguments of the plan that it names, or as it is if it names none. */
export async function withPlan(
  openPlan: OpenPlan | undefined,
  definition: Definition,
  args: Args,
  context: CallContext | undefined,
): Promise<{ args: Args; context: CallContext | undefined } | { refusal: ToolResult }> {
  const { plan: number, fields, again, ...others } = args;
  if (number === undefined || !openPlan) return { args, context };
  if (typeof number !== 'string' || Object.keys(others).length > 0) return { refusal: refuseForm(definition) };
  try {
    const { args: planned, plan } = await openPlan(definition, number, context);
    const own = { ...(fields !== undefined && { fields }), ...(again !== undefined && { again }) };
    return { args: { ...planned, ...own }, context: { ...context, plan } };
  } catch (error) {
    if (error instanceof CapillaryError) return { refusal: failureResult(error, MAX_CHARACTERS) };
    throw error;
  }
}

const refuseForm = ({ tool }: Definition): ToolResult =>
  createRefusal({
    kind: 'invalid_arguments',
    message: `${tool} was not called: plan takes the place of the arguments, so nothing but fields goes with it.`,
    hint: 'Pass the plan alone to make exactly the call that was previewed, or the arguments without a plan.',
    outcome: 'not_sent',
  });
