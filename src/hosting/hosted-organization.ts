/** One organization on a hosted server: with metrics, an audit log, and tokens and budgets shared between replicas. */
import type { Credentials } from '../client/types.js';
import type { AuditFiles } from '../config/audit-file.js';
import type { Hosting } from '../config/hosting.js';
import type { Config } from '../config/server.js';
import { catalogueWith } from '../discovery/built-catalogue.js';
import type { ToolAccess } from '../discovery/filters.js';
import type { Log } from '../lib/log.js';
import { both, type MutableObservable, type Observable, observable } from '../lib/observable.js';
import type { ToolCallEvent } from '../organization/accounting.js';
import { type Organization, openOrganization } from '../organization/organization.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import type { WrittenPolicy } from '../safety/written-policy.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import type { TenantService } from '../transports/authenticated-request.js';
import type { Metrics } from './metrics.js';
import { credentialId, tenantKey } from './replicas/credential.js';
import type { ReplicaState } from './replicas/replica-state.js';
import type { TenantSettings } from './tenants/file.js';

/** What all organizations of one process share. */
export interface HostingContext {
  config: Config;
  hosting: Hosting;
  facts: readonly ToolFacts[];
  log: Log;
  metrics: Metrics;
  replicas: ReplicaState;
  /** The policy of the server, which holds for all organizations. */
  policy: Observable<WrittenPolicy>;
  auditFiles: AuditFiles;
  telemetry: Telemetry | undefined;
}

/** A served organization, with what must be closed when its tenant is removed. */
export interface HostedOrganization extends TenantService {
  settings: TenantSettings;
  organization: Organization;
  allowed: MutableObservable<ToolAccess>;
  /** Of the tenant alone. */
  policy: MutableObservable<WrittenPolicy>;
}

export function openHostedOrganization(
  { config, log, metrics, replicas, policy: serverPolicy, auditFiles, telemetry }: HostingContext,
  settings: TenantSettings,
  allowed: MutableObservable<ToolAccess>,
): HostedOrganization {
  const { id, target, limits } = settings;
  const perMinute = limits.requestsPerMinute ?? config.requestsPerMinute;
  // Calls by agents are limited like requests to the API: by one budget for all replicas.
  const key = tenantKey(id, target.kind === 'capillary' ? target : undefined);
  const { callsPerMinute } = limits;
  const calls = callsPerMinute === undefined ? undefined : replicas.budget(`calls:${key}`, callsPerMinute);
  const policy = observable(settings.policy ?? {});
  const audit = auditFiles.of(settings.auditFile ?? config.auditFile);
  const organization = openOrganization({
    policy: both(serverPolicy, policy),
    name: key,
    counters: replicas.counters,
    tickets: replicas.tickets,
    holds: replicas.holds(target.kind === 'capillary' ? target.credentials : undefined),
    plans: replicas.plans,
    journals: async () => replicas.journals ?? (await import('../config/state-folder.js')).openJournals(config),
    confirm: settings.confirm ?? config.confirm,
    confirmFallback: settings.confirmFallback ?? config.confirmFallback,
    requirePlan: config.requirePlan,
    dryRun: config.dryRun,
    telemetry: telemetry?.of(id),
    ...(audit && { audit: { ...audit, tenant: id } }),
    catalogue: catalogueWith(config.schemas),
    target,
    answers: config.answers,
    outputSchemas: config.outputSchemas ? config.schemas : undefined,
    maxResultTokens: limits.maxResultTokens ?? config.maxResultTokens,
    deadlineMs: limits.deadlineMs ?? config.deadlineMs,
    concurrency: limits.concurrency ?? config.concurrency,
    defaultSource: settings.defaultSource ?? config.defaultSource,
    shared: (target) => sharedByReplicas(replicas, target, perMinute),
    log: (level, message, fields) => log(level, message, { tenant: id, ...fields }),
    onCall: (event) => {
      metrics.onCall({ tenant: id, ...event });
      logWrite(log, id, event);
    },
    onRequest: (event) => metrics.onUpstream(id, event),
    ...(calls && { calls }),
  });
  return {
    id,
    settings,
    organization,
    allowed,
    policy,
    createServer: organization.createServer,
    withCredentials: organization.withCredentials,
    bus: replicas.bus(`tools:${key}`),
    idle: organization.idle,
  };
}

/** Each credential has its own token and its own rate budget. */
function sharedByReplicas(
  replicas: ReplicaState,
  target: { baseUrl: string; credentials: Credentials },
  perMinute: number,
) {
  const { baseUrl, credentials } = target;
  return {
    ...(credentials.kind === 'oauth' && { tokenShare: replicas.tokens({ baseUrl, ...credentials }) }),
    budget: replicas.budget(credentialId(target), perMinute),
  };
}

/** Logs who did what: every write with its outcome, and never its arguments. */
function logWrite(log: Log, tenant: string, event: ToolCallEvent): void {
  if (event.risk !== 'read') log('info', 'audit', { tenant, ...event });
}
