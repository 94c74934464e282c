/** One Capillary organisation as it is served: its client, its tools, its limits. A tenant is a service; so is stdio. */
import { createCallTool } from '../call/call.js';
import type { Credentials, RequestEvent } from '../client/types.js';
import { createToolbox } from '../discovery/toolbox.js';
import { InFlight } from '../lib/in-flight.js';
import type { Log } from '../lib/log.js';
import { VERSION } from '../lib/version.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { type CreateServer, createServerFactory } from '../server.js';
import { type AccountingOptions, accountedCalls } from './accounting.js';
import { CredentialPool } from './credential-pool.js';
import { refuseUnconfigured } from './unconfigured.js';
import { openUpstream, type Upstream, type UpstreamOptions, type UpstreamTarget } from './upstream.js';

const CHARACTERS_PER_TOKEN = 3.5;

export interface OrganizationOptions
  extends Required<Pick<UpstreamOptions, 'target' | 'deadlineMs' | 'concurrency'>>,
    Pick<UpstreamOptions, 'shared'>,
    AccountingOptions {
  /** Upper bound of a result, in tokens; characters are reckoned at 3.5 a token. */
  maxResultTokens: number;
  catalogue: ToolCatalogue;
  log: Log;
  /** Notified of each request to the API. */
  onRequest?: (event: RequestEvent) => void;
}

export interface Organization {
  createServer: CreateServer;
  /** The same tools, called with credentials that came with a request. The host is the service's own. */
  withCredentials(credentials: Credentials): CreateServer;
  /** Calls in flight. */
  readonly inFlight: number;
  /** Resolves when the calls that are in flight now have ended, or at the limit. */
  idle(limitMs: number): Promise<void>;
  /** Lets writes in flight finish, then closes what was opened. */
  close(): Promise<void>;
}

/** Nothing is opened before the first call. */
export function openOrganization({
  catalogue,
  log,
  onCall,
  onRequest,
  calls,
  ...options
}: OrganizationOptions): Organization {
  const { target, deadlineMs, concurrency, shared, maxResultTokens } = options;
  const settings: UpstreamOptions = {
    target,
    deadlineMs,
    concurrency,
    ...(shared && { shared }),
    log: (event) => {
      onRequest?.(event);
      log('debug', 'request', event);
    },
  };
  const inFlight = new InFlight();
  const accounting = { ...(calls && { calls }), ...(onCall && { onCall }) };
  const serve = (connection: Upstream): CreateServer => {
    const call =
      target.kind === 'unconfigured'
        ? refuseUnconfigured(target.problem)
        : createCallTool({
            client: connection.client,
            maxCharacters: Math.round(maxResultTokens * CHARACTERS_PER_TOKEN),
            onInternalError: (tool, thrown) => log('error', 'internal error', { tool, error: errorName(thrown) }),
          });
    const callTool = accountedCalls(call, accounting);
    return createServerFactory({
      toolbox: createToolbox({ catalogue, callTool: (...call) => inFlight.track(callTool(...call)) }),
      version: VERSION,
      sandbox: target.kind === 'sandbox',
      ...(target.kind === 'unconfigured' && { problem: target.problem }),
    });
  };

  const own = openUpstream(settings);
  const pool = new CredentialPool({
    open: (credentials) => {
      const connection = openUpstream({ ...settings, target: withCredentials(target, credentials) });
      return { connection, createServer: serve(connection) };
    },
    callsEnded: () => inFlight.settled(),
  });
  return {
    createServer: serve(own),
    withCredentials: (credentials) => pool.serverFor(credentials),
    get inFlight() {
      return inFlight.size;
    },
    idle: (limitMs) => inFlight.settled(limitMs),
    close: async () => {
      await Promise.all([own.close(), pool.close()]);
    },
  };
}

/** The same target with a caller's credentials, and without the admin key, which is the organisation's own. */
function withCredentials(target: UpstreamTarget, credentials: Credentials): UpstreamTarget {
  if (target.kind !== 'capillary') return target;
  const { admin, ...host } = target;
  return { ...host, credentials };
}

/** What kind of error it was and where, without its message, which may quote what was sent. */
export function errorName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  const at = /\n\s+at (.*)/.exec(thrown.stack ?? '')?.[1] ?? '';
  return `${thrown.name}${code}${at && ` at ${at.replace(/\(?(file:\/\/)?.*\/(?=[^/]+:\d+:\d+)/, '(')}`}`;
}
