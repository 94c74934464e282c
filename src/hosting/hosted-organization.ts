/** One organization as a hosted server serves it: metered, audited, and sharing tokens and budgets with other replicas. */
import type { Credentials } from '../client/types.js';
import type { Hosting } from '../config/hosting.js';
import type { Config } from '../config/server.js';
import type { Allowed } from '../discovery/filters.js';
import type { Log } from '../lib/log.js';
import type { MutableObservable } from '../lib/observable.js';
import type { CallEvent } from '../organization/accounting.js';
import { type Organization, openOrganization } from '../organization/organization.js';
import { catalogue } from '../presentation/built-catalogue.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import type { TenantService } from '../transports/authenticated-request.js';
import type { Metrics } from './metrics.js';
import { credentialId } from './replicas/credential.js';
import type { ReplicaState } from './replicas/replica-state.js';
import type { TenantSettings } from './tenants/file.js';

/** What all organizations of one process have in common. */
export interface HostingContext {
  config: Config;
  hosting: Hosting;
  facts: readonly ToolFacts[];
  log: Log;
  metrics: Metrics;
  shared: ReplicaState;
}

/** An organization that is served, with what must be closed when it is gone. */
export interface HostedOrganization extends TenantService {
  settings: TenantSettings;
  service: Organization;
  allowed: MutableObservable<Allowed>;
}

export function openHostedOrganization(
  { config, hosting, log, metrics, shared }: HostingContext,
  settings: TenantSettings,
  allowed: MutableObservable<Allowed>,
): HostedOrganization {
  const { id, target, limits } = settings;
  const perMinute = limits.requestsPerMinute ?? hosting.requestsPerMinute;
  // Agents' calls are counted as requests to the API are: in one budget for all replicas.
  const calls = limits.callsPerMinute === undefined ? undefined : shared.budget(`calls:${id}`, limits.callsPerMinute);
  const service = openOrganization({
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

/** A token and a rate belong to a credential: whoever has another credential has another of both. */
function sharedFor(shared: ReplicaState, target: { baseUrl: string; credentials: Credentials }, perMinute?: number) {
  const { baseUrl, credentials } = target;
  return {
    ...(credentials.kind === 'oauth' && { tokenShare: shared.tokens({ baseUrl, ...credentials }) }),
    ...(perMinute !== undefined && { budget: shared.budget(credentialId(target), perMinute) }),
  };
}

/** Who did what: each write, whatever its outcome, and never its arguments. */
function audit(log: Log, tenant: string, event: CallEvent): void {
  if (event.risk !== 'read') log('info', 'audit', { tenant, ...event });
}
