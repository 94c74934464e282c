/** One call as a caller takes it: the name of a tool, and its arguments. */
import { z } from 'zod';
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import type { OpenPlan } from '../safety/permits.js';
import { asCalled, describeConditions, escalatingConditions } from '../tools/called-risk.js';
import { type Definition, type Risk, risk } from '../tools/define.js';
import { parseJsonText } from './json-text.js';
import { CALLERS, isMetaTool, PREVIEW_CALL } from './meta-tools.js';
import { withPlan } from './planned-call.js';
import { createRefusal, refuseArguments, refuseHiddenCall, unsentOutcome } from './refusal.js';
import type { Selection } from './selection.js';
import { findCall, withNotes, withoutPrefix } from './tool-name.js';

/** What a caller calls with. */
export interface CallerOptions {
  /** The risk class of the caller, or what previews calls of any. */
  caller: Risk | 'preview';
  catalogue: ToolCatalogue;
  callTool: CallTool;
  selection: Selection;
  /** Opens plans; without it, there are none. */
  openPlan?: OpenPlan | undefined;
  /** Answers a meta-tool that only reads, among several calls; undefined if the name is that of another. */
  askMetaTool?: (name: string, args: Record<string, unknown>) => Promise<ToolResult> | undefined;
}

const CALL = z.strictObject(
  {
    name: z.string('required: the name of a tool, as find_tools shows it'),
    arguments: z
      .preprocess(parseJsonText, z.record(z.string(), z.unknown(), "expected an object, as in the tool's signature"))
      .nullish(),
    plan: z.unknown().optional(),
    // The call itself checks its value.
    fields: z.unknown().optional(),
    again: z.unknown().optional(),
  },
  { error: ({ code }) => (code === 'invalid_type' ? 'expected an object with the name of a tool' : undefined) },
);
/**
 * Calls the tool that `call` names, exactly as a direct call would.
 *
 * @param callee - how messages name what was given the wrong arguments
 */
export async function callNamed(
  { caller, catalogue, callTool, selection, openPlan, askMetaTool }: CallerOptions,
  call: unknown,
  context?: CallContext,
  callee: string = nameOf(caller),
): Promise<ToolResult> {
  const parsed = CALL.safeParse(call);
  if (!parsed.success) {
    const names = Object.keys(CALL.shape).filter((name) => name !== 'again' && name !== 'plan');
    return refuseArguments(parsed.error, {
      tool: callee,
      names,
      unknown: "unknown argument; put the tool's own arguments into 'arguments'",
      hint: `Pass ${names.join(', ')}: {"name": "tool_name", "arguments": {…}}.`,
    });
  }
  const { name, arguments: givenArguments, ...rest } = parsed.data;
  const current = await findCall(catalogue, name, givenArguments ?? {});
  if (!current) {
    const metaTool = withoutPrefix(name);
    const answer = askMetaTool?.(metaTool, givenArguments ?? {});
    if (answer) return answer;
    return isMetaTool(metaTool)
      ? refuseMetaTool(metaTool, nameOf(caller))
      : refuseUnknown({ name, args: givenArguments }, catalogue, selection);
  }
  const { definition } = current;
  const given = 'plan' in rest ? { ...current.args, plan: rest.plan } : current.args;
  const planned = await withPlan(openPlan, definition, given, withNotes(context, current.notes));
  if ('refusal' in planned) return planned.refusal;
  const { args: toolArguments } = planned;
  const called = asCalled(definition, toolArguments);
  const hidden = selection.hiddenBy(called);
  if (hidden) return refuseHiddenCall(definition, toolArguments, hidden);
  // The caller of what the tool is marked as is always right: it asks the user for the worst case.
  if (caller !== 'preview' && caller !== risk(called) && caller !== risk(definition)) {
    return refuseCaller(caller, definition, toolArguments);
  }
  // What the server itself takes may be beside the arguments or among them.
  const { plan: _, ...own } = rest;
  const { context: plannedContext } = planned;
  const callContext: CallContext | undefined =
    caller === 'preview' ? { ...plannedContext, preview: true } : plannedContext;
  return callTool(called, { ...toolArguments, ...own }, callContext);
}

/** The caller as messages name it. */
export const nameOf = (caller: CallerOptions['caller']): string =>
  caller === 'preview' ? PREVIEW_CALL : CALLERS[caller];

/** Refuses a name that no tool has, and suggests tools. */
export async function refuseUnknown(
  call: { name: string; args: unknown },
  catalogue: ToolCatalogue,
  selection: Selection,
): Promise<ToolResult> {
  // Loaded by the first wrong name, like the search itself.
  const { refuseUnknownTool } = await import('./unknown-tool.js');
  return refuseUnknownTool(call, await catalogue.definitions(), selection);
}

const refuseMetaTool = (metaTool: string, caller: string): ToolResult =>
  createRefusal({
    kind: 'invalid_arguments',
    message: `${metaTool} must be called directly, not through ${metaTool === caller ? 'itself' : caller}.`,
    hint: metaTool === caller ? 'Name the tool that it is to call.' : `Call ${metaTool} itself.`,
  });

/** Refuses a call of another risk class than the caller's. */
export function refuseCaller(caller: Risk, definition: Definition, args: Record<string, unknown>): ToolResult {
  const called = asCalled(definition, args);
  const matchingCaller = CALLERS[risk(called)];
  const conditions = describeConditions(escalatingConditions(definition, args));
  const reason = conditions === '' ? `is marked ${risk(called)}` : `is ${risk(called)} if ${conditions}`;
  return createRefusal({
    kind: 'invalid_arguments',
    message: `${definition.tool} ${reason}; ${CALLERS[caller]} cannot call it. Nothing was sent.`,
    hint: `Call it through ${matchingCaller}, with the same arguments.`,
    ...unsentOutcome(called),
    details: { caller: matchingCaller },
  });
}
