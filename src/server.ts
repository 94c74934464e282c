/** The tools as an MCP server: one factory for every transport and both protocol eras. */
import { Server, type Tool } from '@modelcontextprotocol/server';
import type { CallTool } from './call/call.js';
import type { Definition } from './tools/define.js';

/** The catalogue, loaded when first needed: start-up must not grow with it. */
export interface Tools {
  /** What `tools/list` shows. */
  list: () => Promise<Tool[]>;
  find: (name: string) => Promise<Definition | undefined>;
  names: () => Promise<Iterable<string>>;
}

export interface ServerOptions {
  tools: Tools;
  callTool: CallTool;
  version: string;
  /** The embedded sandbox answers: name, title and instructions say so. */
  sandbox: boolean;
}

/** How long a client of the 2026 era may keep the list: it changes with this server's configuration only. */
const LIST_TTL_MS = 3_600_000;

/**
 * Makes the factory that transports call for each connection or request. Nothing in it grows with the catalogue.
 */
export function createServerFactory({ tools, callTool, version, sandbox }: ServerOptions): () => Server {
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
    server.setRequestHandler('tools/list', async () => ({ tools: await tools.list() }));
    server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
      const definition = await tools.find(params.name);
      if (definition) return callTool(definition, params.arguments ?? {}, { signal: mcpReq.signal });
      const { unknownTool } = await import('./call/result.js');
      return unknownTool(params.name, await tools.names());
    });
    return server;
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
