/** The tools of a selection: lists them, and calls any of them by name. */
import type { Tool } from '@modelcontextprotocol/server';
import type { CallContext, CallTool } from '../call/call.js';
import { DEFAULT_MAX_RESULT_CHARACTERS, type ToolResult } from '../call/result.js';
import type { ListedTool, ToolCatalogue, ToolFacts } from '../presentation/tool-list.js';
import { asCalled } from '../tools/called-risk.js';
import { type Risk, risk } from '../tools/define.js';
import { callByName } from './callers.js';
import { CALLERS, FIND_TOOLS, META_TOOLS, riskOfCaller } from './meta-tools.js';
import { refuseHiddenCall, refuseUnknownTool } from './refusal.js';
import { isReadsOnly, type Selection } from './selection.js';
import { findTool, withoutPrefix } from './tool-name.js';

export interface Toolbox {
  /** What `tools/list` shows; cached per selection. */
  list(selection: Selection): Promise<readonly Tool[]>;
  /** Calls a tool or a meta-tool by name. Never throws; for a hidden tool, the error names the setting that hides it. */
  call(selection: Selection, name: string, args: Record<string, unknown>, context?: CallContext): Promise<ToolResult>;
}

export interface ToolboxOptions {
  catalogue: ToolCatalogue;
  callTool: CallTool;
  /** Maximum length of what `find_tools` answers, in characters of JSON. */
  maxCharacters?: number;
}

export function createToolbox({
  catalogue,
  callTool,
  maxCharacters = DEFAULT_MAX_RESULT_CHARACTERS,
}: ToolboxOptions): Toolbox {
  const lists = new WeakMap<Selection, Promise<readonly Tool[]>>();
  return {
    list: (selection) => {
      const cached = lists.get(selection);
      if (cached) return cached;
      const list = catalogue.listed().then((tools) => createList(selection, tools));
      lists.set(selection, list);
      // A failure is not cached.
      list.catch(() => lists.delete(selection));
      return list;
    },
    call: async (selection, requested, args, context) => {
      const definition = await findTool(catalogue, requested);
      if (definition) {
        const called = asCalled(definition, args);
        const hiding = selection.hiddenBy(called);
        return hiding ? refuseHiddenCall(definition, args, hiding) : callTool(called, args, context);
      }
      const name = withoutPrefix(requested);
      if (name === FIND_TOOLS) {
        // Loaded by the first search, to keep start-up as fast as a bare server's.
        const { findTools } = await import('./find.js');
        return findTools(await catalogue.definitions(), selection, args, maxCharacters);
      }
      const caller = riskOfCaller(name);
      if (caller) return callByName({ caller, catalogue, callTool, selection }, args, context);
      return refuseUnknownTool(requested, await catalogue.definitions(), selection);
    },
  };
}

function createList(selection: Selection, tools: readonly ListedTool[]): Tool[] {
  const enabled = tools.filter(({ facts }) => !selection.hiddenBy(facts));
  const listed = enabled
    .filter(({ facts }) => selection.lists(facts))
    .map(({ facts, tool }) => (isReadsOnly(facts, selection) ? toReadTool(tool) : tool));
  if (!selection.listsMetaTools) return listed;
  // A caller with nothing to call would only mislead.
  const usefulCallers = new Set<string>(
    enabled.flatMap(({ facts }) => risksOf(facts, selection).map((each) => CALLERS[each])),
  );
  return [...META_TOOLS.filter(({ name }) => name === FIND_TOOLS || usefulCallers.has(name)), ...listed];
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
