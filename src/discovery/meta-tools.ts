/** The meta-tools as an agent sees them: three call tools, one per risk class; others find them, preview calls, and describe the connection. */
import type { Tool } from '@modelcontextprotocol/server';
import { type Risk, VERSIONS } from '../tools/define.js';
import { DOMAINS } from '../tools/domains.js';

export const FIND_TOOLS = 'find_tools';
export const DESCRIBE_CONNECTION = 'describe_connection';
export const PREVIEW_CALL = 'preview_call';

/** Whether a name is that of a meta-tool. */
export const isMetaTool = (name: string): boolean => TOOLS.some((tool) => tool.name === name);

/** The caller of each risk class. Hosts prompt by annotation: with a single caller they would ask always, or never. */
export const CALLERS = {
  read: 'call_read_tool',
  write: 'call_write_tool',
  destructive: 'call_destructive_tool',
} as const satisfies { [risk in Risk]: string };

/** The risk class of a caller; undefined if the name is not a caller's. */
export const riskOfCaller = (name: string): Risk | undefined =>
  (Object.keys(CALLERS) as Risk[]).find((risk) => CALLERS[risk] === name);

const arguments_ = { type: 'object', description: 'As in its signature', additionalProperties: true } as const;
const name = { type: 'string' } as const;
const object = { type: 'object' } as const;
/** The arguments of a write, whose `fields` are those of a read. */
const write = {
  name,
  arguments: { type: 'object', additionalProperties: true },
  calls: { type: 'array', description: 'Up to 100 {arguments}', items: object },
  fields: { type: 'string' },
  plan: { type: 'string' },
} as const;
const fields = { type: 'string', description: 'Paths to return, comma-separated, e.g. data[].id' } as const;

/** Claude loads these tools at once, even where it searches for all others. */
const ALWAYS_LOADED = { 'anthropic/alwaysLoad': true };

const TOOLS: readonly Tool[] = [
  {
    name: FIND_TOOLS,
    title: 'Find tools',
    description:
      'Finds Capillary tools for a request in everyday words, with signatures. An exact tool name shows all details. Call a result by name, else with the call_*_tool of its class.',
    inputSchema: {
      type: 'object',
      properties: {
        query: {
          type: 'string',
          description: 'One action a line, up to 5, e.g. "give points back for a returned bill"',
        },
        domain: { type: 'string', enum: Object.values(DOMAINS) },
        effect: { type: 'string', enum: ['read', 'create', 'update', 'delete', 'action'] },
        version: { type: 'string', enum: [...VERSIONS] },
        limit: { type: 'integer', description: 'Per action, default 5' },
        detail: { type: 'string', enum: ['full'] },
      },
      required: ['query'],
    },
    annotations: { title: 'Find tools', readOnlyHint: true, openWorldHint: false },
  },
  {
    name: DESCRIBE_CONNECTION,
    title: 'Describe the connection',
    description:
      'Describes the connection: sandbox or live, organization, currency, time zone, date there, till, store, programs, filters. Needed only for these and relative dates.',
    inputSchema: { type: 'object', properties: {} },
    annotations: { title: 'Describe the connection', readOnlyHint: true, openWorldHint: true },
  },
  {
    name: CALLERS.read,
    title: 'Call a read tool',
    description:
      'Calls a tool marked read, or one whose arguments make it a read. Pass name, or calls for several at once.',
    inputSchema: {
      type: 'object',
      properties: {
        name,
        arguments: arguments_,
        fields,
        calls: {
          type: 'array',
          description: 'Up to 20 of name, arguments, fields',
          items: { type: 'object', properties: { name }, required: ['name'], additionalProperties: true },
        },
      },
    },
    annotations: { title: 'Call a read tool', readOnlyHint: true, openWorldHint: true },
  },
  {
    name: PREVIEW_CALL,
    title: 'Preview a call',
    description:
      'Shows what a write or batch would do, and sends nothing: request, customers, question, limits left, API checks, undo; and a plan to pass instead of arguments.',
    inputSchema: {
      type: 'object',
      properties: {
        name,
        arguments: { type: 'object', additionalProperties: true },
        calls: { type: 'array', items: object },
      },
      required: ['name'],
    },
    annotations: { title: 'Preview a call', readOnlyHint: true, openWorldHint: true },
  },
  {
    name: CALLERS.write,
    title: 'Call a write tool',
    description: 'Calls a tool marked write: only adds.',
    inputSchema: { type: 'object', properties: write, required: ['name'] },
    annotations: { title: 'Call a write tool', readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  },
  {
    name: CALLERS.destructive,
    title: 'Call a destructive tool',
    description: 'Calls a tool marked destructive: overwrites, removes, redeems, gives or moves value, sends messages.',
    inputSchema: { type: 'object', properties: write, required: ['name'] },
    annotations: { title: 'Call a destructive tool', readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  },
];

export const META_TOOLS: readonly Tool[] = TOOLS.map((tool) => ({ ...tool, _meta: ALWAYS_LOADED }));
