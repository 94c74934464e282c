/** How an agent makes a call when the server lists only some of its tools. */
import { CALLERS } from '../../src/discovery/meta-tools.js';
import { riskOf } from '../../src/tools/called-risk.js';
import { findDefinition } from '../../src/tools/catalogue.js';

type Args = Record<string, unknown>;

/**
 * The call with the listed tools: directly, or through the caller of its risk; undefined if neither is listed.
 */
export function toListedCall(listed: ReadonlySet<string>, tool: string, args: Args): [string, Args] | undefined {
  if (listed.has(tool)) return [tool, args];
  const definition = findDefinition(tool);
  const caller = definition && CALLERS[riskOf(definition, args)];
  return caller && listed.has(caller) ? [caller, { name: tool, arguments: args }] : undefined;
}
