/** `capillary-mcp --http`: serves MCP over HTTP, one organisation or many. */
import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from '../client/types.js';
import type { Authentication, Hosting } from '../config/hosting.js';
import type { Config } from '../config/server.js';
import { type Allowed, allow, narrowed, openFilters } from '../discovery/filters.js';
import { createMetrics, type Metrics } from '../hosting/metrics.js';
import { serveOps } from '../hosting/ops.js';
import { credentialId } from '../hosting/replicas/credential.js';
import { openShared, type Shared } from '../hosting/replicas/shared.js';
import {
  openTenants,
  requestCredentials,
  type TenantSettings,
  tenantOf,
  tenantSetting,
} from '../hosting/tenants/tenants.js';
import { createLog, type Log } from '../lib/log.js';
import { type Live, live, type Settable } from '../lib/observable.js';
import { VERSION } from '../lib/version.js';
import { type CallEvent, errorName, openService, type Service } from '../organization/organization.js';
import { catalogue } from '../presentation/built-catalogue.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import type { AdmissionOptions, Served } from '../transports/admission.js';
import {
  type Authenticator,
  jwtAuthentication,
  noAuthentication,
  staticTokens,
} from '../transports/auth/authenticator.js';
import { serveHttp } from '../transports/http.js';

/** An organisation that is served, with what must be closed when it is gone. */
interface Organisation extends Served {
  settings: TenantSettings;
  service: Service;
  allowed: Settable<Allowed>;
}

/** Writes under way when a tenant goes. */
const DRAIN_MS = 60_000;

export async function serveHosted(config: Config, hosting: Hosting): Promise<void> {
  const log = createLog(config.logLevel);
  const warn = (message: string): void => log('warn', message);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
  const metrics = createMetrics(facts.map(({ tool }) => tool));
  const shared = openShared({
    ...(hosting.redisUrl !== undefined && { url: hosting.redisUrl }),
    replicas: hosting.replicas,
    log,
  });
  const authenticator = await openAuthenticator(hosting.authentication, warn);
  const context: Context = { config, hosting, facts, log, metrics, shared };
  const {
    organisations,
    servedFor,
    close: closeOrganisations,
  } = await (hosting.tenantsFile === undefined ? openOne(context) : openMany(context, hosting.tenantsFile));

  metrics.inFlight(() => organisations.current().map(({ id, service }) => [id, service.inFlight]));
  let unready: string | undefined = 'starting';
  // First, so that a port that is taken stops the start before anybody is served.
  const ops =
    hosting.opsPort === undefined
      ? undefined
      : await serveOps({ host: hosting.opsHost, port: hosting.opsPort, metrics, ready: () => unready });
  const server = await serveHttp({
    ...hosting,
    authenticator,
    servedFor,
    served: organisations,
    facts,
    onError: (error) => log('warn', 'protocol error', { error: errorName(error) }),
    onAnswer: metrics.onHttp,
    onRefused: metrics.onRefused,
    onSession: metrics.sessions,
  }).catch(async (error: unknown) => {
    await ops?.close();
    throw error;
  });
  unready = undefined;
  const sandbox = organisations.current().some(({ settings }) => settings.target.kind === 'sandbox');
  console.error(`capillary-mcp ${VERSION}${sandbox ? ' (sandbox)' : ''} at ${server.url}`);
  if (ops) console.error(`health and metrics at ${ops.url}`);

  const stop = async (): Promise<void> => {
    if (unready !== undefined) return;
    unready = 'stopping';
    log('info', 'stopping');
    await server.close();
    await closeOrganisations();
    await authenticator.close?.();
    await shared.close();
    await ops?.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

interface Context {
  config: Config;
  hosting: Hosting;
  facts: readonly ToolFacts[];
  log: Log;
  metrics: Metrics;
  shared: Shared;
}

async function openAuthenticator(
  authentication: Authentication | undefined,
  warn: (message: string) => void,
): Promise<Authenticator & { close?: () => void | Promise<void> }> {
  if (!authentication) return noAuthentication();
  return authentication.kind === 'jwt'
    ? jwtAuthentication({ ...authentication, warn })
    : staticTokens({ path: authentication.path, warn });
}

interface Organisations extends Pick<AdmissionOptions, 'servedFor'> {
  organisations: Live<readonly Organisation[]>;
  close(): Promise<void>;
}

/** The organisation of the settings, with the filters file's changes. */
async function openOne(context: Context): Promise<Organisations> {
  const { config, facts, log } = context;
  const filters = await openFilters(config, facts, (message) => log('warn', message));
  const settings: TenantSettings = { id: 'default', target: config.target, filters: config.filters, limits: {} };
  const organisation = openOrganisation(context, settings, filters.allowed);
  return {
    organisations: live<readonly Organisation[]>([organisation]),
    servedFor: (_, request) => {
      const given = requestCredentials(request.headers, false);
      return given instanceof Response ? given : { served: organisation };
    },
    close: async () => {
      filters.close();
      await organisation.service.close();
    },
  };
}

/** The tenants of a file; what changes in it is opened and closed while the others go on. */
async function openMany(context: Context, path: string): Promise<Organisations> {
  const { facts, log, metrics, config } = context;
  const tenants = await openTenants({ path, facts, warn: (message) => log('warn', message), env: process.env });
  // What the server's own settings hide, no tenant can show.
  const operator = allow(config.filters, facts);
  const allowedFor = ({ id, filters }: TenantSettings): Allowed => narrowed(operator, filters, tenantSetting(id));
  const opened = new Map<string, Organisation>();
  const closing = new Set<Promise<void>>();
  const refresh = (): readonly Organisation[] => {
    for (const [id, organisation] of opened) {
      const settings = tenants.current().get(id);
      if (settings === organisation.settings) continue;
      if (settings && isDeepStrictEqual({ ...settings, filters: {} }, { ...organisation.settings, filters: {} })) {
        // Other filters alone: whoever is connected stays so, and is told.
        organisation.settings = settings;
        organisation.allowed.set(allowedFor(settings));
        continue;
      }
      opened.delete(id);
      const gone = organisation
        .idle(DRAIN_MS)
        .then(() => organisation.service.close())
        .then(() => (opened.has(id) ? undefined : metrics.forget(id)))
        .catch((error: unknown) =>
          log('error', 'a tenant was not closed well', { tenant: id, error: errorName(error) }),
        )
        .finally(() => closing.delete(gone));
      closing.add(gone);
    }
    for (const [id, settings] of tenants.current()) {
      if (opened.has(id)) continue;
      opened.set(id, openOrganisation(context, settings, live(allowedFor(settings))));
    }
    return [...opened.values()];
  };
  const organisations = live(refresh());
  tenants.subscribe(() => organisations.set(refresh()));
  return {
    organisations,
    servedFor: (caller, request) => {
      const settings = tenantOf(caller, request, tenants);
      if (settings instanceof Response) return settings;
      const served = opened.get(settings.id);
      if (!served) throw new Error('a tenant that is not open');
      const given = requestCredentials(request.headers, settings.perRequestCredentials === true);
      if (given instanceof Response) return given;
      return { served, ...(given && { credentials: given }) };
    },
    close: async () => {
      tenants.close();
      await Promise.all([...closing, ...[...opened.values()].map(({ service }) => service.close())]);
    },
  };
}

function openOrganisation(
  { config, hosting, log, metrics, shared }: Context,
  settings: TenantSettings,
  allowed: Settable<Allowed>,
): Organisation {
  const { id, target, limits } = settings;
  const perMinute = limits.requestsPerMinute ?? hosting.requestsPerMinute;
  // Calls by agents are counted as requests to the API are: in one budget for all replicas.
  const calls = limits.callsPerMinute === undefined ? undefined : shared.budget(`calls:${id}`, limits.callsPerMinute);
  const service = openService({
    catalogue,
    target,
    maxResultTokens: limits.maxResultTokens ?? config.maxResultTokens,
    deadlineMs: limits.deadlineMs ?? config.deadlineMs,
    concurrency: limits.concurrency ?? config.concurrency,
    shared: (target) => sharedFor(shared, target, perMinute),
    log: (level, message, fields) => log(level, message, { tenant: id, ...fields }),
    onCall: (event) => {
      metrics.onCall({ tenant: id, ...event });
      audit(log, id, event);
    },
    onRequest: (event) => metrics.onUpstream(id, event),
    ...(calls && { calls }),
  });
  return {
    id,
    settings,
    service,
    allowed,
    createServer: service.createServer,
    withCredentials: service.withCredentials,
    bus: shared.bus(`tools:${id}`),
    idle: service.idle,
  };
}

/** A token and a rate are a credential's: whoever has another credential has another of both. */
function sharedFor(shared: Shared, target: { baseUrl: string; credentials: Credentials }, perMinute?: number) {
  const { baseUrl, credentials } = target;
  return {
    ...(credentials.kind === 'oauth' && { tokenShare: shared.tokens({ baseUrl, ...credentials }) }),
    ...(perMinute !== undefined && { budget: shared.budget(credentialId(target), perMinute) }),
  };
}

/** Who did what: each write, whatever came of it. Never its arguments. */
function audit(log: Log, tenant: string, event: CallEvent): void {
  if (event.risk !== 'read') log('info', 'audit', { tenant, ...event });
}
