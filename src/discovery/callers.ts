/** The three callers. Each calls tools of one risk class by name, and refuses tools of the other classes. */
import { z } from 'zod';
import { MAX_VALUES } from '../call/bounds.js';
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import { parseJson } from '../lib/json.js';
import { hasMoreValues } from '../lib/json-values.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { asCalled, describeConditions, escalatingConditions } from '../tools/called-risk.js';
import { type Definition, type Risk, risk } from '../tools/define.js';
import { CALLERS, FIND_TOOLS, riskOfCaller } from './meta-tools.js';
import { createRefusal, refuseArguments, refuseHiddenCall, refuseUnknownTool, unsentOutcome } from './refusal.js';
import type { Selection } from './selection.js';
import { findCall, withNotes, withoutPrefix } from './tool-name.js';

/** Some models write the arguments as JSON text. */
function parseJsonObject(value: unknown): unknown {
  if (typeof value !== 'string' || hasMoreValues(Buffer.from(value), MAX_VALUES)) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

const CALL = z.strictObject({
  name: z.string('required: the name of a tool, as find_tools shows it'),
  arguments: z
    .preprocess(parseJsonObject, z.record(z.string(), z.unknown(), "expected an object, as in the tool's signature"))
    .nullish(),
});
/** Reads also take `fields`; the call itself checks its value. */
const READ_CALL = CALL.extend({ fields: z.unknown().optional() });

/**
 * Calls the tool that `args.name` names, exactly as a direct call would.
 *
 * @param options.caller - the risk class of the caller
 */
export async function callByName(
  options: { caller: Risk; catalogue: ToolCatalogue; callTool: CallTool; selection: Selection },
  args: Record<string, unknown>,
  context?: CallContext,
): Promise<ToolResult> {
  const { caller, catalogue, callTool, selection } = options;
  const call = (caller === 'read' ? READ_CALL : CALL).safeParse(args);
  if (!call.success) {
    const names = Object.keys(READ_CALL.shape).filter((name) => caller === 'read' || name !== 'fields');
    return refuseArguments(call.error, {
      tool: CALLERS[caller],
      names,
      unknown: "unknown argument; put the tool's own arguments into 'arguments'",
      hint: `Pass ${names.join(', ')}: {"name": "tool_name", "arguments": {…}}.`,
    });
  }
  const { name, arguments: givenArguments, ...rest } = call.data;
  const current = await findCall(catalogue, name, givenArguments ?? {});
  if (!current) {
    const metaTool = withoutPrefix(name);
    return metaTool === FIND_TOOLS || riskOfCaller(metaTool)
      ? createRefusal({
          kind: 'invalid_arguments',
          message: `${metaTool} must be called directly, not through ${CALLERS[caller]}.`,
          hint: `Call ${metaTool} itself.`,
        })
      : refuseUnknownTool(name, await catalogue.definitions(), selection);
  }
  const { definition, args: toolArguments, notes } = current;
  const called = asCalled(definition, toolArguments);
  const hidden = selection.hiddenBy(called);
  if (hidden) return refuseHiddenCall(definition, toolArguments, hidden);
  // The caller of what the tool is marked as is always right: it asks the user for the worst case.
  if (caller !== risk(called) && caller !== risk(definition)) {
    return refuseCaller(caller, definition, toolArguments);
  }
  const withFields = { ...toolArguments, ...('fields' in rest && { fields: rest.fields }) };
  return callTool(called, withFields, withNotes(context, notes));
}

function refuseCaller(caller: Risk, definition: Definition, args: Record<string, unknown>): ToolResult {
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
