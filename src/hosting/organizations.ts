/** The organizations that one process serves: the one that the settings name, or the tenants of a file. */
import { isDeepStrictEqual } from 'node:util';
import { openFilters } from '../config/filters-file.js';
import { openForSetting } from '../config/read.js';
import { filterSetting } from '../config/server.js';
import { createToolAccess, describeRenamed, narrowToolAccess, type ToolAccess } from '../discovery/filters.js';
import { type MutableObservable, type Observable, observable } from '../lib/observable.js';
import { summarizeError } from '../organization/organization.js';
import type { AuthenticationOptions } from '../transports/authenticated-request.js';
import { type HostedOrganization, type HostingContext, openHostedOrganization } from './hosted-organization.js';
import { readRequestCredentials } from './tenants/credentials.js';
import { type TenantSettings, tenantSetting } from './tenants/file.js';
import { openTenants, type Tenants, tenantOf } from './tenants/tenants.js';

export interface Organizations extends Pick<AuthenticationOptions, 'serviceFor'> {
  /** The organizations that are served now. */
  readonly services: Observable<readonly HostedOrganization[]>;
  /** Waits for writes in flight, then closes everything that was opened. */
  close(): Promise<void>;
}

/** Grace period for calls in flight when a tenant is removed. */
const DRAIN_MS = 60_000;

/** @throws ConfigError if the settings, the filters file or the tenants file are invalid */
export function openOrganizations(context: HostingContext): Promise<Organizations> {
  const { tenantsFile } = context.hosting;
  return tenantsFile === undefined ? openSingleOrganization(context) : openTenantOrganizations(context, tenantsFile);
}

async function openSingleOrganization(context: HostingContext): Promise<Organizations> {
  const { config, facts, log } = context;
  const filters = await openFilters(config, facts, (message) => log('warn', message));
  const settings: TenantSettings = { id: 'default', target: config.target, filters: config.filters, limits: {} };
  const service = openHostedOrganization(context, settings, filters.allowed);
  return {
    services: observable<readonly HostedOrganization[]>([service]),
    serviceFor: (_, request) => {
      const credentials = readRequestCredentials(request.headers, false);
      return credentials instanceof Response ? credentials : { service };
    },
    close: async () => {
      filters.close();
      await service.organization.close();
    },
  };
}

async function openTenantOrganizations(context: HostingContext, path: string): Promise<Organizations> {
  const { config, facts, log } = context;
  const opening = openTenants({
    path,
    facts,
    warn: (message) => log('warn', message),
    env: process.env,
    needsAuditFile: config.auditRequired && config.auditFile === undefined,
  });
  const tenants = await openForSetting('tenantsFile', opening, { path });
  return new TenantOrganizations(context, tenants);
}

const withoutFilters = (settings: TenantSettings): TenantSettings => ({ ...settings, filters: {}, policy: undefined });

/** The tenants of a file. When the file changes, only the tenants that changed are opened or closed. */
class TenantOrganizations implements Organizations {
  readonly services: MutableObservable<readonly HostedOrganization[]>;
  readonly #context: HostingContext;
  readonly #tenants: Tenants;
  /** What the server's own settings allow: a tenant can only narrow it. */
  readonly #serverAllowed: ToolAccess;
  readonly #opened = new Map<string, HostedOrganization>();
  readonly #closing = new Set<Promise<void>>();

  constructor(context: HostingContext, tenants: Tenants) {
    this.#context = context;
    this.#tenants = tenants;
    this.#serverAllowed = createToolAccess(context.config.filters, context.facts, filterSetting);
    for (const note of describeRenamed(context.config.filters, filterSetting)) context.log('warn', note);
    this.services = observable(this.#refresh());
    tenants.subscribe(() => this.services.set(this.#refresh()));
  }

  readonly serviceFor: Organizations['serviceFor'] = (caller, request) => {
    const settings = tenantOf(caller, request, this.#tenants);
    if (settings instanceof Response) return settings;
    const service = this.#opened.get(settings.id);
    if (!service) throw new Error(`The tenant '${settings.id}' is not open.`);
    const credentials = readRequestCredentials(request.headers, settings.perRequestCredentials === true);
    if (credentials instanceof Response) return credentials;
    return { service, ...(credentials && { credentials }) };
  };

  async close(): Promise<void> {
    this.#tenants.close();
    await Promise.all([
      ...this.#closing,
      ...[...this.#opened.values()].map(({ organization }) => organization.close()),
    ]);
  }

  #refresh(): readonly HostedOrganization[] {
    for (const service of this.#opened.values()) this.#update(service);
    for (const [id, settings] of this.#tenants.current()) {
      if (this.#opened.has(id)) continue;
      this.#opened.set(id, openHostedOrganization(this.#context, settings, observable(this.#allowedFor(settings))));
    }
    return [...this.#opened.values()];
  }

  /** Brings an open organization in line with the file: leaves, changes or closes it. */
  #update(service: HostedOrganization): void {
    const settings = this.#tenants.current().get(service.id);
    if (settings === service.settings) return;
    if (settings && isDeepStrictEqual(withoutFilters(settings), withoutFilters(service.settings))) {
      // Only the filters or the policy differ: clients stay connected and are notified.
      service.settings = settings;
      service.policy.set(settings.policy ?? {});
      service.allowed.set(this.#allowedFor(settings));
      return;
    }
    this.#opened.delete(service.id);
    this.#drain(service);
  }

  #drain({ id, idle, organization }: HostedOrganization): void {
    const { log, metrics } = this.#context;
    const closed = idle(DRAIN_MS)
      .then(() => organization.close())
      .then(() => (this.#opened.has(id) ? undefined : metrics.forget(id)))
      .catch((error: unknown) => log('error', 'closing a tenant failed', { tenant: id, error: summarizeError(error) }))
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #allowedFor({ id, filters }: TenantSettings): ToolAccess {
    for (const note of describeRenamed(filters, tenantSetting(id))) this.#context.log('warn', note);
    return narrowToolAccess(this.#serverAllowed, filters, tenantSetting(id));
  }
}
