/** What `tools/list` shows. */
import type { Tool } from '@modelcontextprotocol/server';
import type { ListedTool, ToolFacts } from '../presentation/tool-list.js';
import { type Risk, risk } from '../tools/define.js';
import { DESCRIBE_CONNECTION, META_TOOLS, PREVIEW_CALL, riskOfCaller } from './meta-tools.js';
import { isReadsOnly, type Selection } from './selection.js';

/** The tools that a selection lists, meta-tools first. @param tools - the whole catalogue */
export function createList(selection: Selection, tools: readonly ListedTool[]): Tool[] {
  const enabled = tools.filter(({ facts }) => !selection.hiddenBy(facts));
  const listed = enabled
    .filter(({ facts }) => selection.lists(facts))
    .map(({ facts, tool }) => (isReadsOnly(facts, selection) ? toReadTool(tool) : tool));
  const risks = new Set(enabled.flatMap(({ facts }) => risksOf(facts, selection)));
  const metaTools = META_TOOLS.filter(({ name }) => {
    const hasWrites = risks.has('write') || risks.has('destructive');
    if (name === PREVIEW_CALL) return hasWrites;
    if (!selection.listsMetaTools) return name === DESCRIBE_CONNECTION;
    const risk = riskOfCaller(name);
    // A caller with nothing to call would only mislead.
    return risk === undefined || risks.has(risk);
  });
  return [...metaTools, ...listed];
}

/** The tool as listed where only those of its calls are enabled that are reads. */
const toReadTool = ({ annotations, ...tool }: Tool): Tool => ({
  ...tool,
  annotations: { ...annotations, readOnlyHint: true, destructiveHint: false, idempotentHint: true },
});

/** The risks that enabled calls of an enabled tool may have. */
function risksOf(facts: ToolFacts, selection: Selection): Risk[] {
  if (!facts.readUnless) return [risk(facts)];
  return isReadsOnly(facts, selection) ? ['read'] : ['read', risk(facts)];
}
