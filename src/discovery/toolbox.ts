/** The tools of one selection: what is listed, and what a call by any name comes to. */
import type { Tool } from '@modelcontextprotocol/server';
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { ListedTool, ToolCatalogue } from '../presentation/tool-list.js';
import { risk } from '../tools/define.js';
import { callByName } from './callers.js';
import { CALLERS, callerRisk, FIND_TOOLS, META_TOOLS } from './meta-tools.js';
import { hiddenTool, unknownToolIn } from './refusal.js';
import type { Selection } from './selection.js';

export interface Toolbox {
  /** What `tools/list` shows; made once a selection, then kept. */
  list(selection: Selection): Promise<readonly Tool[]>;
  /** Calls a tool or a meta-tool by name. Never throws; a hidden tool is an error that says which setting hides it. */
  call(selection: Selection, name: string, args: Record<string, unknown>, context?: CallContext): Promise<ToolResult>;
}

export function createToolbox({ catalogue, callTool }: { catalogue: ToolCatalogue; callTool: CallTool }): Toolbox {
  const lists = new WeakMap<Selection, Promise<readonly Tool[]>>();
  return {
    list: (selection) => {
      const known = lists.get(selection);
      if (known) return known;
      const made = catalogue.listed().then((tools) => listOf(selection, tools));
      // A failure is not kept.
      lists.set(selection, made);
      made.catch(() => lists.delete(selection));
      return made;
    },
    call: async (selection, name, args, context) => {
      const definition = await catalogue.find(name);
      if (definition && !selection.hiddenBy(definition)) return callTool(definition, args, context);
      if (name === FIND_TOOLS) {
        // Loaded by the first search: start-up must stay that of a bare server.
        const { findTools } = await import('./find.js');
        return findTools(await catalogue.definitions(), selection, args);
      }
      const caller = callerRisk(name);
      if (caller) return callByName({ caller, catalogue, callTool, selection }, args, context);
      const hidden = definition && selection.hiddenBy(definition);
      return hidden ? hiddenTool(definition, hidden) : unknownToolIn(name, await catalogue.definitions(), selection);
    },
  };
}

function listOf(selection: Selection, tools: readonly ListedTool[]): Tool[] {
  const enabled = tools.filter(({ facts }) => !selection.hiddenBy(facts));
  const shown = enabled.filter(({ facts }) => selection.lists(facts)).map(({ tool }) => tool);
  if (!selection.listsMetaTools) return shown;
  // A caller with nothing to call would only mislead.
  const risks = new Set<string>(enabled.map(({ facts }) => CALLERS[risk(facts)]));
  return [...META_TOOLS.filter(({ name }) => name === FIND_TOOLS || risks.has(name)), ...shown];
}
