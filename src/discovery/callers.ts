/** The three callers, which call tools of one risk class by name and refuse others, and the preview of calls of any. */
import type { CallContext } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import { callSeveral } from './batch.js';
import { type CallerOptions, callNamed } from './named-call.js';
import type { BatchCallerOptions } from './write-batch.js';

/**
 * Calls the tool that `args.name` names. The caller of reads also makes several calls at once, those in `args.calls`; the
 * callers of writes make those of a batch, and the preview describes it.
 *
 * @param options.maxCharacters - maximum length of the common result of several calls, in characters of JSON
 */
export async function callByName(
  options: BatchCallerOptions,
  args: Record<string, unknown>,
  context?: CallContext,
): Promise<ToolResult> {
  const { calls, ...single } = args;
  const hasCalls = calls !== undefined && calls !== null;
  const { caller } = options;
  const called = caller === 'preview' ? context : withoutView(context);
  if (caller === 'read')
    return hasCalls
      ? callSeveral(options, calls, single, called)
      : callNamed(withoutMetaTools(options), single, called);
  if (hasCalls || isBatch(args['plan'])) {
    const { callBatch } = await import('./write-batch.js');
    return callBatch(options, args, called);
  }
  return callNamed(caller === 'preview' ? withoutPlans(options) : withoutMetaTools(options), single, called);
}

/** Hosts show the view of the tool that they called, and callers have none. */
const withoutView = ({ views: _, ...context }: CallContext = {}): CallContext => context;

/** Numbers of batches begin unlike those of other plans. */
const isBatch = (plan: unknown): boolean => typeof plan === 'string' && plan.startsWith('b.');

/** Only several reads may contain a meta-tool. */
const withoutMetaTools = ({ askMetaTool: _, ...options }: CallerOptions): CallerOptions => options;

const withoutPlans = ({ openPlan: _, ...options }: CallerOptions): CallerOptions => withoutMetaTools(options);
