/** A hosted server, built from the settings: authentication, organizations, MCP over HTTP, health and metrics. */
import { openAuditFiles } from '../config/audit-file.js';
import { announceFallback, checkPlans } from '../config/consent.js';
import type { Authentication, Hosting } from '../config/hosting.js';
import { openPolicyFile } from '../config/policy-file.js';
import { openForSetting } from '../config/read.js';
import type { Config } from '../config/server.js';
import { type SettingName, settingLabel } from '../config/table.js';
import { catalogue } from '../discovery/built-catalogue.js';
import { limitHeapGrowth } from '../lib/heap-growth.js';
import { createLog } from '../lib/log.js';
import { isLive, summarizeError } from '../organization/organization.js';
import { openTelemetry } from '../telemetry/open.js';
import { type Authenticator, noAuthentication } from '../transports/auth/authenticator.js';
import { JwtAuthenticator } from '../transports/auth/jwt.js';
import { openStaticTokens } from '../transports/auth/static-tokens.js';
import { serveHttp } from '../transports/http.js';
import { describeSseEnd } from '../transports/sse-end.js';
import type { HostingContext } from './hosted-organization.js';
import { Metrics } from './metrics.js';
import { type OpsServer, serveOps } from './ops.js';
import { type Organizations, openOrganizations } from './organizations.js';
import { openReplicaState } from './replicas/replica-state.js';

export interface HostedServer {
  /** Where MCP clients connect. */
  url: string;
  /** Where health and metrics are served; undefined if they are off. */
  opsUrl?: string;
  /** Whether the embedded sandbox answers for at least one organization. */
  hasSandbox: boolean;
  /** Waits for calls in flight and closes everything, in an order that loses nothing. Further calls do nothing. */
  stop(): Promise<void>;
}

/** @throws ConfigError if settings, or the files and ports they name, are invalid or cannot be used */
export async function startHostedServer(config: Config, hosting: Hosting): Promise<HostedServer> {
  limitHeapGrowth();
  checkPlans(config, hosting);
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log('warn', warning);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
  const metrics = new Metrics(facts.map(({ tool }) => tool));
  const replicas = openReplicaState({
    ...(hosting.redisUrl !== undefined && { url: hosting.redisUrl }),
    minReplicas: hosting.replicas,
    log,
  });
  const policyFile = await openPolicyFile(config.policyFile, facts, (message) => log('warn', message));
  const auditFiles = await openAuditFiles(config, { tenants: hosting.tenantsFile !== undefined });
  const { policy } = policyFile;
  const telemetry = await openTelemetry(process.env, {
    transport: 'tcp',
    onError: (error) => log('warn', 'telemetry was not sent', { error: summarizeError(error) }),
  });
  const context: HostingContext = { config, hosting, facts, log, metrics, replicas, policy, auditFiles, telemetry };
  const authenticator = await openAuthenticator(hosting.authentication, (message) => log('warn', message));
  const organizations = await openOrganizations(context);
  metrics.setInFlightSource(() =>
    organizations.services.current().map(({ id, organization }) => [id, organization.inFlight]),
  );

  let notReadyReason: string | undefined = 'starting';
  // First, so that a port in use stops the start before anything is served.
  const ops = await openOps(context, () => notReadyReason);
  const server = await listening('host', 'port', serveMcp(context, authenticator, organizations)).catch(
    async (error: unknown) => {
      await ops?.close();
      throw error;
    },
  );
  notReadyReason = undefined;
  if (hosting.sse) log('warn', describeSseEnd(settingLabel('sse')));
  if (hosting.tenantsFile !== undefined || isLive(config.target)) announceFallback(config, log);
  return {
    url: server.url,
    ...(ops && { opsUrl: ops.url }),
    hasSandbox: organizations.services.current().some(({ settings }) => settings.target.kind === 'sandbox'),
    stop: async () => {
      if (notReadyReason !== undefined) return;
      notReadyReason = 'stopping';
      log('info', 'stopping');
      await server.close();
      await organizations.close();
      policyFile.close();
      await auditFiles.close();
      await authenticator.close?.();
      await replicas.close();
      await ops?.close();
      await telemetry?.close();
    },
  };
}

const serveMcp = (
  { config, hosting, facts, log, metrics, telemetry }: HostingContext,
  authenticator: Authenticator,
  organizations: Organizations,
) =>
  serveHttp({
    ...hosting,
    maxBodyBytes: config.maxBodyBytes,
    authenticator,
    serviceFor: organizations.serviceFor,
    services: organizations.services,
    facts,
    onError: (error) => log('warn', 'protocol error', { error: summarizeError(error) }),
    onAnswer: (method, status) => metrics.onHttp(method, status),
    onRefused: (reason) => metrics.onRefused(reason),
    onSlowReader: () => metrics.onSlowReader(),
    onSession: (change, durationMs) => {
      metrics.onSession(change);
      if (durationMs !== undefined) telemetry?.onSessionEnded(durationMs);
    },
  });

async function openOps(
  { hosting, metrics }: HostingContext,
  notReadyReason: () => string | undefined,
): Promise<OpsServer | undefined> {
  if (hosting.opsPort === undefined) return undefined;
  const opening = serveOps({
    host: hosting.opsHost,
    port: hosting.opsPort,
    ...(hosting.allowedHosts && { allowedHosts: hosting.allowedHosts }),
    metrics,
    notReadyReason,
  });
  return listening('opsHost', 'opsPort', opening);
}

/** Errors of listening that are about the address. The others are about the port. */
const ADDRESS_ERRORS: readonly unknown[] = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'];

/** @throws ConfigError that names the setting of the host or the port, if it cannot be listened on */
function listening<T>(host: SettingName, port: SettingName, opening: Promise<T>): Promise<T> {
  return opening.catch((error: unknown) => {
    const isAboutAddress = error instanceof Error && 'code' in error && ADDRESS_ERRORS.includes(error.code);
    return openForSetting<T>(isAboutAddress ? host : port, Promise.reject(error));
  });
}

async function openAuthenticator(
  authentication: Authentication | undefined,
  warn: (message: string) => void,
): Promise<Authenticator> {
  if (!authentication) return noAuthentication();
  return authentication.kind === 'jwt'
    ? new JwtAuthenticator({ ...authentication, warn })
    : openForSetting('authTokensFile', openStaticTokens({ path: authentication.path, warn }), authentication);
}
