/** The tools as an MCP server. One factory serves every transport and both protocol eras. */
import { CLIENT_INFO_META_KEY, Server, type ServerContext } from '@modelcontextprotocol/server';
import type { Selection } from './discovery/selection.js';
import type { Toolbox } from './discovery/toolbox.js';
import { isObject } from './lib/json.js';

export interface ServerOptions {
  toolbox: Toolbox;
  version: string;
  /** Whether the embedded sandbox answers; name, title and instructions say so. */
  sandbox: boolean;
  /** What is wrong with the configuration, if calls cannot be made; title and instructions say so. */
  problem?: string;
  /** Milliseconds between progress notifications of a call in flight; 5,000 by default. */
  progressEveryMs?: number;
}

const PROGRESS_EVERY_MS = 5_000;

/** How long a client of the 2026 era may cache the list; it is notified of changes. */
const LIST_TTL_MS = 300_000;

/** The caller that a server serves. */
interface Session {
  /** Read at each list and call, because it may change. */
  selection: () => Selection;
  /** The caller's name in the audit log. */
  subject?: string;
}

/** Creates a server for one connection or request. */
export type CreateServer = (session: Session) => Server;

/**
 * Makes the factory that transports call for each connection or request. Its cost does not grow with the catalogue.
 */
export function createServerFactory({
  toolbox,
  version,
  sandbox,
  problem,
  progressEveryMs = PROGRESS_EVERY_MS,
}: ServerOptions): CreateServer {
  const info = {
    name: sandbox ? 'capillary-mcp-sandbox' : 'capillary-mcp',
    title: problem !== undefined ? 'Capillary (not configured)' : sandbox ? 'Capillary (sandbox)' : 'Capillary',
    version,
  };
  const cacheHints = { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const } };
  return ({ selection, subject }) => {
    const server = new Server(info, {
      capabilities: { tools: { listChanged: true } },
      instructions: problem === undefined ? instructions(sandbox, selection().listsMetaTools) : unconfigured(problem),
      cacheHints,
    });
    server.setRequestHandler('tools/list', async () => ({ tools: [...(await toolbox.list(selection()))] }));
    server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
      const stopProgress = reportProgress(mcpReq, progressEveryMs);
      try {
        const client = clientOf(server, mcpReq);
        return await toolbox.call(selection(), params.name, params.arguments ?? {}, {
          signal: mcpReq.signal,
          ...(client !== undefined && { client }),
          ...(subject !== undefined && { subject }),
        });
      } finally {
        stopProgress();
      }
    });
    return server;
  };
}

/** What the client calls itself: at its initialization, or with each request of the 2026 era. */
function clientOf(server: Server, { envelope }: ServerContext['mcpReq']): string | undefined {
  const info: unknown = server.getClientVersion() ?? (envelope && Reflect.get(envelope, CLIENT_INFO_META_KEY));
  return isObject(info) ? `${info['name']} ${info['version']}`.slice(0, 100) : undefined;
}

/** Sends progress to a caller that passed a progress token, so that hosts do not give up. @returns stops it */
function reportProgress({ _meta, notify }: ServerContext['mcpReq'], everyMs: number): () => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let progress = 0;
  const timer = setInterval(() => {
    progress += 1;
    const params = { progressToken, progress, message: 'Waiting for Capillary' };
    // Nothing to do if the caller has disconnected.
    notify({ method: 'notifications/progress', params }).catch(() => {});
  }, everyMs);
  return () => clearInterval(timer);
}

/** What an agent must know before its first call, in under 200 tokens. */
function instructions(sandbox: boolean, metaTools: boolean): string {
  return [
    sandbox
      ? 'Capillary loyalty API, answered by an embedded SANDBOX: an invented brand, nothing real changes.'
      : 'Capillary loyalty API of a live brand: customers, points, coupons, transactions.',
    ...(metaTools
      ? [
          'Only everyday tools are listed: find_tools finds one of over 430, call_*_tool calls it. call_read_tool makes several reads at once. describe_connection tells currency, time zone and till.',
        ]
      : []),
    'customer_lookup_* tools take a mobile (with country code), email or card; customer_get_* take the id that customer_get_id returns.',
    'Use the newest form that does it. _v1 and _v1_1 mark older forms; some (points_redeem_v1_1) have no newer one.',
    'Ask the user before redeeming, transferring, reversing, deleting. What is not allowed is refused and changes nothing. A write that succeeds is confirmed: read only for a figure that its answer lacks.',
    'Large answers are cut: name what you need in `fields`, or page. If an `outcome` is unknown, read before you repeat a write.',
  ].join('\n');
}

const unconfigured = (problem: string): string =>
  [
    'Capillary loyalty API, NOT CONFIGURED: until its configuration is corrected, every call fails.',
    problem,
    'Ask the user to correct it and restart this server. Until then, tools can be listed and found, but not called.',
  ].join('\n');
