/** The catalogue as an MCP server: one factory for every transport and both protocol eras. */
import { Server, type Tool } from '@modelcontextprotocol/server';
import type { CallTool } from './call/call.js';
import { unknownTool } from './call/result.js';
import { type Definition, risk } from './tools/define.js';
import { inputJsonSchema } from './tools/input.js';

export interface ServerOptions {
  definitions: readonly Definition[];
  callTool: CallTool;
  version: string;
  /** The embedded sandbox answers: name, title and instructions say so. */
  sandbox: boolean;
}

/** How long a client of the 2026 era may keep the list: it changes with this server's configuration only. */
const LIST_TTL_MS = 3_600_000;

/**
 * Makes the factory that transports call for each connection or request. Everything that depends on the catalogue is
 * made once here or on first use, so that a further server costs nothing.
 */
export function createServerFactory({ definitions, callTool, version, sandbox }: ServerOptions): () => Server {
  const byName = new Map(definitions.map((definition) => [definition.tool, definition]));
  let listed: Tool[] | undefined;
  const info = {
    name: sandbox ? 'capillary-mcp-sandbox' : 'capillary-mcp',
    title: sandbox ? 'Capillary (sandbox)' : 'Capillary',
    version,
  };
  const options = {
    capabilities: { tools: {} },
    instructions: instructions(sandbox),
    cacheHints: { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const } },
  };
  return () => {
    const server = new Server(info, options);
    server.setRequestHandler('tools/list', () => {
      listed ??= definitions.map(listTool);
      return { tools: listed };
    });
    server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => {
      const definition = byName.get(params.name);
      if (!definition) return unknownTool(params.name, byName.keys());
      return callTool(definition, params.arguments ?? {}, { signal: mcpReq.signal });
    });
    return server;
  };
}

const FIELDS = { type: 'array', items: { type: 'string' }, description: 'Return only these paths, e.g. data[].id' };

/** One definition as an agent sees it. Reads also take `fields`. */
export function listTool(definition: Definition): Tool {
  const { tool, title, summary, effect, idempotent } = definition;
  const schema = inputJsonSchema(definition);
  const kind = risk(definition);
  return {
    name: tool,
    title,
    description: summary,
    inputSchema: kind === 'read' ? { ...schema, properties: { ...schema.properties, fields: FIELDS } } : schema,
    annotations: {
      title,
      readOnlyHint: kind === 'read',
      destructiveHint: kind === 'destructive',
      idempotentHint: effect === 'read' || idempotent,
      openWorldHint: true,
    },
  };
}

/** Under 200 tokens: what an agent must know before its first call. */
function instructions(sandbox: boolean): string {
  return [
    sandbox
      ? 'Capillary loyalty API, answered by an embedded SANDBOX: invented brand, nothing real changes.'
      : 'Capillary loyalty API of a live brand: customers, points, coupons, transactions.',
    'Find the customer first: customer_lookup_* tools take a mobile (with country code), email or card; customer_get_* take the id that customer_get_id returns.',
    'Prefer tools without a _v1 or _v1_1 suffix; the suffixed ones are older forms.',
    'Check before you act (points_check_*, coupon_check_redeemable). Ask the user before redeeming, transferring, reversing or deleting.',
    'Large answers are cut: name what you need in `fields`, or page. An error says what to do next; when `outcome` is unknown, read before you repeat a write.',
  ].join('\n');
}
