/** The tools of a selection: lists them, and calls any of them by name. */
import type { Tool } from '@modelcontextprotocol/server';
import type { CallContext, CallTool } from '../call/call.js';
import { DEFAULT_MAX_RESULT_CHARACTERS, type ToolResult } from '../call/result.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import type { Guard, OpenPlan } from '../safety/permits.js';
import { asCalled } from '../tools/called-risk.js';
import { risk } from '../tools/define.js';
import { callByName } from './callers.js';
import { createList } from './list.js';
import { DESCRIBE_CONNECTION, FIND_TOOLS, PREVIEW_CALL, riskOfCaller } from './meta-tools.js';
import { type CallerOptions, refuseUnknown } from './named-call.js';
import type { PartOptions } from './part-read.js';
import { withPlan } from './planned-call.js';
import { refuseBatch, refuseHiddenCall } from './refusal.js';
import type { Selection } from './selection.js';
import { findCall, withNotes, withoutPrefix } from './tool-name.js';

export interface Toolbox {
  /** What `tools/list` shows; cached per selection. */
  list(selection: Selection): Promise<readonly Tool[]>;
  /** Calls a tool or a meta-tool by name. Never throws; for a hidden tool, the error names the setting that hides it. */
  call(selection: Selection, name: string, args: Record<string, unknown>, context?: CallContext): Promise<ToolResult>;
}

export interface ToolboxOptions {
  catalogue: ToolCatalogue;
  callTool: CallTool;
  /** Answers `describe_connection`, which is unknown without it. Never throws. */
  describeConnection?: (selection: Selection) => Promise<ToolResult>;
  /** Opens the plans that calls name instead of arguments; without it, there are none. */
  openPlan?: OpenPlan;
  /** Opens what makes batches of writes; without it, there are none. */
  openBatches?: Guard['openBatches'];
  /** Told of each batch that is being made. */
  trackBatch?: (work: Promise<ToolResult>) => Promise<ToolResult>;
  /** Checks the calls of a batch and fills them in, unseen by those that record calls. */
  checkCall?: CallTool;
  /** Maximum length of what the meta-tools answer, in characters of JSON. */
  maxCharacters?: number;
}

export function createToolbox({
  catalogue,
  callTool,
  describeConnection,
  openPlan,
  openBatches,
  checkCall = callTool,
  trackBatch = (work) => work,
  maxCharacters = DEFAULT_MAX_RESULT_CHARACTERS,
}: ToolboxOptions): Toolbox {
  const lists = new WeakMap<Selection, Promise<readonly Tool[]>>();
  /** Answers the meta-tools that only read; undefined for any other name. */
  const askMetaTool = (
    selection: Selection,
    name: string,
    args: Record<string, unknown>,
  ): Promise<ToolResult> | undefined => {
    if (name === FIND_TOOLS) return find(catalogue, selection, args, maxCharacters);
    return name === DESCRIBE_CONNECTION ? describeConnection?.(selection) : undefined;
  };
  return {
    list: (selection) => {
      const cached = lists.get(selection);
      if (cached) return cached;
      const list = makeList(catalogue, selection);
      lists.set(selection, list);
      // A failure is not cached.
      list.catch(() => lists.delete(selection));
      return list;
    },
    call: async (selection, requested, args, callContext) => {
      const context = withSelection(callContext, { catalogue, callTool, selection });
      const current = await findCall(catalogue, requested, args);
      if (current) {
        const { definition, notes } = current;
        if (Array.isArray(args['calls']) && risk(definition) !== 'read') return refuseBatch(definition);
        const planned = await withPlan(openPlan, definition, current.args, withNotes(context, notes));
        if ('refusal' in planned) return planned.refusal;
        const called = asCalled(definition, planned.args);
        const hiding = selection.hiddenBy(called);
        if (hiding) return refuseHiddenCall(definition, planned.args, hiding);
        return callTool(called, planned.args, planned.context);
      }
      const name = withoutPrefix(requested);
      const answer = askMetaTool(selection, name, args);
      if (answer) return answer;
      const caller: CallerOptions['caller'] | undefined = name === PREVIEW_CALL ? 'preview' : riskOfCaller(name);
      if (caller) {
        const options = {
          caller,
          catalogue,
          callTool,
          selection,
          openPlan,
          maxCharacters,
          openBatches,
          checkCall,
          trackBatch,
        };
        return callByName({ ...options, askMetaTool: (...call) => askMetaTool(selection, ...call) }, args, context);
      }
      return refuseUnknown({ name: requested, args }, catalogue, selection);
    },
  };
}

/** Loads the search first, which keeps start-up as fast as a bare server's. */
async function find(
  catalogue: ToolCatalogue,
  selection: Selection,
  args: Record<string, unknown>,
  maxCharacters: number,
): Promise<ToolResult> {
  const { findTools } = await import('./find.js');
  return findTools(await catalogue.definitions(), selection, args, maxCharacters);
}

/** The context with what the selection lets hints name, and composed tools read. */
function withSelection(callContext: CallContext = {}, callee: Omit<PartOptions, 'context'>): CallContext {
  const { catalogue, selection } = callee;
  return {
    // Before what is spread: V8 adds a property behind it many times more slowly.
    canCall: async (name) => {
      const definition = await catalogue.find(name);
      return definition !== undefined && !selection.hiddenBy(definition);
    },
    readFor: async (...read) => (await import('./part-read.js')).readPart({ ...callee, context: callContext }, ...read),
    ...callContext,
  };
}

async function makeList(catalogue: ToolCatalogue, selection: Selection): Promise<readonly Tool[]> {
  return selection.isUnfiltered ? catalogue.listedByDefault() : createList(selection, await catalogue.listed());
}
