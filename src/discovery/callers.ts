/** The three callers: a tool by its name, each of one risk class, refusing what is another's. */
import { z } from 'zod';
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { type Risk, risk } from '../tools/define.js';
import { CALLERS, callerRisk, FIND_TOOLS } from './meta-tools.js';
import { hiddenTool, notSent, refusalResult, unknownToolIn, wrongArguments } from './refusal.js';
import type { Selection } from './selection.js';

const CALL = z.strictObject({
  name: z.string('required: the name of a tool, such as find_tools shows it'),
  arguments: z.record(z.string(), z.unknown(), 'expected an object, as in the signature of the tool').optional(),
});
/** Reads also take `fields`; what it may hold is the call's own business. */
const READ_CALL = CALL.extend({ fields: z.unknown().optional() });

/**
 * Calls the tool that `args.name` names, exactly as calling it directly would.
 *
 * @param of - the caller's risk class, the tools there are and what of them is enabled
 */
export async function callByName(
  of: { caller: Risk; catalogue: ToolCatalogue; callTool: CallTool; selection: Selection },
  args: Record<string, unknown>,
  context?: CallContext,
): Promise<ToolResult> {
  const { caller, catalogue, callTool, selection } = of;
  const call = (caller === 'read' ? READ_CALL : CALL).safeParse(args);
  if (!call.success) {
    const names = Object.keys(READ_CALL.shape).filter((name) => caller === 'read' || name !== 'fields');
    return wrongArguments(call.error, {
      tool: CALLERS[caller],
      names,
      unknown: "unknown argument; what the tool takes goes into 'arguments'",
      hint: `Pass ${names.join(', ')}: {"name": "tool_name", "arguments": {…}}.`,
    });
  }
  const { name, arguments: given = {}, ...rest } = call.data;
  const definition = await catalogue.find(name);
  if (!definition) {
    return name === FIND_TOOLS || callerRisk(name)
      ? refusalResult({
          kind: 'invalid_arguments',
          message: `${name} is called directly, not through ${CALLERS[caller]}.`,
          hint: `Call ${name} itself.`,
        })
      : unknownToolIn(name, await catalogue.definitions(), selection);
  }
  const hidden = selection.hiddenBy(definition);
  if (hidden) return hiddenTool(definition, hidden);
  const right = CALLERS[risk(definition)];
  if (right !== CALLERS[caller]) {
    return refusalResult({
      kind: 'invalid_arguments',
      message: `${name} is marked ${risk(definition)}: ${CALLERS[caller]} does not call it. Nothing was sent.`,
      hint: `Call it with ${right}, same arguments.`,
      ...notSent(definition),
      details: { caller: right },
    });
  }
  return callTool(definition, 'fields' in rest ? { ...given, fields: rest.fields } : given, context);
}
