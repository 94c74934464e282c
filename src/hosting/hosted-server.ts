/** A hosted server: authentication, organizations, MCP over HTTP, health and metrics, composed from the settings. */
import type { Authentication, Hosting } from '../config/hosting.js';
import { openNamed } from '../config/read.js';
import type { Config } from '../config/server.js';
import { createLog } from '../lib/log.js';
import { errorName } from '../organization/organization.js';
import { catalogue } from '../presentation/built-catalogue.js';
import { type Authenticator, noAuthentication } from '../transports/auth/authenticator.js';
import { JwtAuthenticator } from '../transports/auth/jwt.js';
import { staticTokens } from '../transports/auth/tokens.js';
import { serveHttp } from '../transports/http.js';
import type { HostingContext } from './hosted-organization.js';
import { Metrics } from './metrics.js';
import { type OpsServer, serveOps } from './ops.js';
import { type Organizations, openOrganizations } from './organizations.js';
import { openReplicaState } from './replicas/replica-state.js';

export interface HostedServer {
  /** Where MCP clients connect. */
  url: string;
  /** Where health and metrics are served, if they are. */
  opsUrl?: string;
  /** Whether an organization is answered by the embedded sandbox. */
  sandbox: boolean;
  /** Drains and closes everything, in the order that loses nothing. Further calls do nothing. */
  stop(): Promise<void>;
}

/** @throws ConfigError where settings or the files they name are wrong; Error of the system, such as EADDRINUSE */
export async function startHostedServer(config: Config, hosting: Hosting): Promise<HostedServer> {
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log('warn', warning);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
  const metrics = new Metrics(facts.map(({ tool }) => tool));
  const shared = openReplicaState({
    ...(hosting.redisUrl !== undefined && { url: hosting.redisUrl }),
    replicas: hosting.replicas,
    log,
  });
  const context: HostingContext = { config, hosting, facts, log, metrics, shared };
  const authenticator = await openAuthenticator(hosting.authentication, (message) => log('warn', message));
  const organizations = await openOrganizations(context);
  metrics.inFlight(() => organizations.served.current().map(({ id, service }) => [id, service.inFlight]));

  let unready: string | undefined = 'starting';
  // First, so that a port in use stops the start before anybody is served.
  const ops = await openOps(context, () => unready);
  const server = await serveMcp(context, authenticator, organizations).catch(async (error: unknown) => {
    await ops?.close();
    throw error;
  });
  unready = undefined;
  return {
    url: server.url,
    ...(ops && { opsUrl: ops.url }),
    sandbox: organizations.served.current().some(({ settings }) => settings.target.kind === 'sandbox'),
    stop: async () => {
      if (unready !== undefined) return;
      unready = 'stopping';
      log('info', 'stopping');
      await server.close();
      await organizations.close();
      await authenticator.close?.();
      await shared.close();
      await ops?.close();
    },
  };
}

const serveMcp = (
  { hosting, facts, log, metrics }: HostingContext,
  authenticator: Authenticator,
  organizations: Organizations,
) =>
  serveHttp({
    ...hosting,
    authenticator,
    servedFor: organizations.servedFor,
    served: organizations.served,
    facts,
    onError: (error) => log('warn', 'protocol error', { error: errorName(error) }),
    onAnswer: (method, status) => metrics.onHttp(method, status),
    onRefused: (reason) => metrics.onRefused(reason),
    onSession: (change) => metrics.sessions(change),
  });

async function openOps(
  { hosting, metrics }: HostingContext,
  ready: () => string | undefined,
): Promise<OpsServer | undefined> {
  if (hosting.opsPort === undefined) return undefined;
  return serveOps({ host: hosting.opsHost, port: hosting.opsPort, metrics, ready });
}

async function openAuthenticator(
  authentication: Authentication | undefined,
  warn: (message: string) => void,
): Promise<Authenticator> {
  if (!authentication) return noAuthentication();
  return authentication.kind === 'jwt'
    ? new JwtAuthenticator({ ...authentication, warn })
    : openNamed('authTokensFile', staticTokens({ path: authentication.path, warn }));
}
