/** The tools of a selection: lists them, and calls any of them by name. */
import type { Tool } from '@modelcontextprotocol/server';
import type { CallContext, CallTool } from '../call/call.js';
import { DEFAULT_MAX_RESULT_CHARACTERS, type ToolResult } from '../call/result.js';
import type { ListedTool, ToolCatalogue } from '../presentation/tool-list.js';
import { risk } from '../tools/define.js';
import { callByName } from './callers.js';
import { CALLERS, FIND_TOOLS, META_TOOLS, riskOfCaller } from './meta-tools.js';
import { refuseHiddenTool, refuseUnknownTool } from './refusal.js';
import type { Selection } from './selection.js';
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
      const name = definition?.tool ?? withoutPrefix(requested);
      if (definition && !selection.hiddenBy(definition)) return callTool(definition, args, context);
      if (name === FIND_TOOLS) {
        // Loaded by the first search, to keep start-up as fast as a bare server's.
        const { findTools } = await import('./find.js');
        return findTools(await catalogue.definitions(), selection, args, maxCharacters);
      }
      const caller = riskOfCaller(name);
      if (caller) return callByName({ caller, catalogue, callTool, selection }, args, context);
      const hiding = definition && selection.hiddenBy(definition);
      return hiding
        ? refuseHiddenTool(definition, hiding)
        : refuseUnknownTool(requested, await catalogue.definitions(), selection);
    },
  };
}

function createList(selection: Selection, tools: readonly ListedTool[]): Tool[] {
  const enabled = tools.filter(({ facts }) => !selection.hiddenBy(facts));
  const listed = enabled.filter(({ facts }) => selection.lists(facts)).map(({ tool }) => tool);
  if (!selection.listsMetaTools) return listed;
  // A caller with nothing to call would only mislead.
  const usefulCallers = new Set<string>(enabled.map(({ facts }) => CALLERS[risk(facts)]));
  return [...META_TOOLS.filter(({ name }) => name === FIND_TOOLS || usefulCallers.has(name)), ...listed];
}
