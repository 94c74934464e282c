/** A toolbox over the whole catalogue that records calls instead of sending them. */
import type { Tool } from '@modelcontextprotocol/server';
import type { CallTool } from '../../src/call/call.js';
import type { ToolResult } from '../../src/call/result.js';
import { createList } from '../../src/discovery/list.js';
import type { Filters, Selection } from '../../src/discovery/selection.js';
import { createSelection } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { type ListedTool, type ToolCatalogue, toListedTool } from '../../src/presentation/tool-list.js';
import type { ServerOptions } from '../../src/server.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { overviews } from '../../src/tools/overviews/overviews.js';

let listed: ListedTool[] | undefined;

const all = [...definitions, ...overviews];

export const catalogue: ToolCatalogue = {
  listed: async () => {
    listed ??= all.map(toListedTool);
    return listed;
  },
  listedByDefault: async () => createList(selection(), await catalogue.listed()),
  find: async (name) => findDefinition(name) ?? overviews.find(({ tool }) => tool === name),
  definitions: async () => all,
};

export const selection = (filters: Filters = {}): Selection => createSelection(filters, (filter) => `--${filter}`);

/** The toolbox of a server, and the content that goes with it. */
export function serverParts(callTool: CallTool): Pick<ServerOptions, 'toolbox' | 'content'> {
  const toolbox = createToolbox({ catalogue, callTool });
  return { toolbox, content: { catalogue, call: toolbox.call } };
}

export interface RecordingToolbox {
  list(): Promise<readonly Tool[]>;
  names(): Promise<string[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolResult>;
  /** The calls that would have reached the API, in order. */
  calls: { tool: string; args: Record<string, unknown> }[];
}

export function createRecordingToolbox(selected: Selection): RecordingToolbox {
  const calls: RecordingToolbox['calls'] = [];
  const toolbox = createToolbox({
    catalogue,
    callTool: async ({ tool }, args) => {
      calls.push({ tool, args });
      return { content: [{ type: 'text', text: '{}' }] };
    },
  });
  return {
    list: () => toolbox.list(selected),
    names: async () => (await toolbox.list(selected)).map(({ name }) => name),
    call: (name, args = {}) => toolbox.call(selected, name, args),
    calls,
  };
}

/** The error in a result, or undefined if it is a success. */
export function errorOf({
  content,
  isError,
}: ToolResult): { kind: string; message: string; hint: string; outcome?: string } | undefined {
  return isError ? JSON.parse(content[0]?.text ?? '').error : undefined;
}

export const textOf = ({ content }: ToolResult): string => content.map(({ text }) => text).join('\n');
