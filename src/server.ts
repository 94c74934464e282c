/** The tools as an MCP server: one factory for every transport and both protocol eras. */
import { Server, type ServerContext } from '@modelcontextprotocol/server';
import type { Selection } from './discovery/selection.js';
import type { Toolbox } from './discovery/toolbox.js';

export interface ServerOptions {
  toolbox: Toolbox;
  version: string;
  /** The embedded sandbox answers: name, title and instructions say so. */
  sandbox: boolean;
  /** Why no call can be made: the configuration is incomplete or wrong. Title and instructions say so. */
  problem?: string;
  /** How often a caller who asked for progress hears that its call is still under way; 5,000 by default. */
  progressEveryMs?: number;
}

const PROGRESS_EVERY_MS = 5_000;

/** How long a client of the 2026 era may keep the list without asking; a change before that is notified. */
const LIST_TTL_MS = 300_000;

/** Whom a server serves. `selection` is asked at each list and call, since it may change. */
interface Session {
  selection: () => Selection;
  /** Who calls, for the audit. */
  subject?: string;
}

/** Makes a server for one connection or request. */
export type CreateServer = (session: Session) => Server;

/**
 * Makes the factory that transports call for each connection or request. Nothing in it grows with the catalogue.
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
      const done = reportProgress(mcpReq, progressEveryMs);
      try {
        return await toolbox.call(selection(), params.name, params.arguments ?? {}, {
          signal: mcpReq.signal,
          ...(subject !== undefined && { subject }),
        });
      } finally {
        done();
      }
    });
    return server;
  };
}

/** Tells a caller who gave a progress token that its call is under way, so that hosts do not give up. */
function reportProgress({ _meta, notify }: ServerContext['mcpReq'], everyMs: number): () => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let progress = 0;
  const timer = setInterval(() => {
    progress += 1;
    const params = { progressToken, progress, message: 'Waiting for Capillary' };
    // A caller that has gone needs no news.
    notify({ method: 'notifications/progress', params }).catch(() => {});
  }, everyMs);
  return () => clearInterval(timer);
}

/** Under 200 tokens: what an agent must know before its first call. */
function instructions(sandbox: boolean, metaTools: boolean): string {
  return [
    sandbox
      ? 'Capillary loyalty API, answered by an embedded SANDBOX: invented brand, nothing real changes.'
      : 'Capillary loyalty API of a live brand: customers, points, coupons, transactions.',
    ...(metaTools
      ? ['Only everyday tools are listed: find_tools finds the right one of 434, call_*_tool calls it.']
      : []),
    'Find the customer first: customer_lookup_* tools take a mobile (with country code), email or card; customer_get_* take the id that customer_get_id returns.',
    'Prefer tools without a _v1 or _v1_1 suffix; those are older forms.',
    'Check before you act (points_check_*, coupon_check_redeemable). Ask the user before redeeming, transferring, reversing or deleting.',
    'Large answers are cut: name what you need in `fields`, or page. An error says what to do next; when `outcome` is unknown, read before you repeat a write.',
  ].join('\n');
}

const unconfigured = (problem: string): string =>
  [
    'Capillary loyalty API, NOT CONFIGURED: until its configuration is corrected, every call fails.',
    problem,
    'Tell the user what to correct and to restart this server then. Tools can be listed and found until then, but not called.',
  ].join('\n');
