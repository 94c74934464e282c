/** The three callers. Each calls tools of one risk class by name, and refuses tools of the other classes. */
import type { CallContext } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { Risk } from '../tools/define.js';
import { callSeveral } from './batch.js';
import { CALLERS } from './meta-tools.js';
import { type CallerOptions, callNamed } from './named-call.js';
import { createRefusal } from './refusal.js';

/**
 * Calls the tool that `args.name` names. The caller of reads also makes several calls at once, those in `args.calls`.
 *
 * @param options.maxCharacters - maximum length of the common result of several calls, in characters of JSON
 */
export async function callByName(
  options: CallerOptions & { caller: Risk; maxCharacters: number },
  { calls, ...args }: Record<string, unknown>,
  context?: CallContext,
): Promise<ToolResult> {
  if (calls === undefined || calls === null) {
    const { askMetaTool: _, ...single } = options;
    return callNamed(single, args, context);
  }
  if (options.caller === 'read') return callSeveral(options, calls, args, context);
  return createRefusal({
    kind: 'invalid_arguments',
    message: `${CALLERS[options.caller]} makes one call at a time, so it takes no 'calls'. Nothing was sent.`,
    hint: `Pass name and arguments, and make one call after another. Only ${CALLERS.read} makes several at once.`,
    outcome: 'not_sent',
  });
}
