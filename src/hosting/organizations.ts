/** The organizations that one process serves: the one of the settings, or the tenants of a file. */
import { isDeepStrictEqual } from 'node:util';
import { openFilters } from '../config/filters-file.js';
import { openNamed } from '../config/read.js';
import { filterSetting } from '../config/server.js';
import { type Allowed, allow, narrowed } from '../discovery/filters.js';
import { type MutableObservable, type Observable, observable } from '../lib/observable.js';
import { errorName } from '../organization/organization.js';
import type { AuthenticationOptions } from '../transports/authenticated-request.js';
import { type HostedOrganization, type HostingContext, openHostedOrganization } from './hosted-organization.js';
import { requestCredentials } from './tenants/credentials.js';
import { type TenantSettings, tenantSetting } from './tenants/file.js';
import { openTenants, type Tenants, tenantOf } from './tenants/tenants.js';

export interface Organizations extends Pick<AuthenticationOptions, 'servedFor'> {
  /** All that are served now. */
  readonly served: Observable<readonly HostedOrganization[]>;
  /** Lets writes in flight finish, then closes what was opened. */
  close(): Promise<void>;
}

/** Grace period for calls in flight when a tenant goes. */
const DRAIN_MS = 60_000;

/** @throws ConfigError where the settings, the filters file or the tenants file are wrong */
export function openOrganizations(context: HostingContext): Promise<Organizations> {
  const { tenantsFile } = context.hosting;
  return tenantsFile === undefined ? openSingleOrganization(context) : openTenantOrganizations(context, tenantsFile);
}

async function openSingleOrganization(context: HostingContext): Promise<Organizations> {
  const { config, facts, log } = context;
  const filters = await openFilters(config, facts, (message) => log('warn', message));
  const settings: TenantSettings = { id: 'default', target: config.target, filters: config.filters, limits: {} };
  const organization = openHostedOrganization(context, settings, filters.allowed);
  return {
    served: observable<readonly HostedOrganization[]>([organization]),
    servedFor: (_, request) => {
      const given = requestCredentials(request.headers, false);
      return given instanceof Response ? given : { served: organization };
    },
    close: async () => {
      filters.close();
      await organization.service.close();
    },
  };
}

async function openTenantOrganizations(context: HostingContext, path: string): Promise<Organizations> {
  const { facts, log } = context;
  const opening = openTenants({ path, facts, warn: (message) => log('warn', message), env: process.env });
  const tenants = await openNamed('tenantsFile', opening);
  return new TenantOrganizations(context, tenants);
}

/** The tenants of a file. What changes in the file is opened and closed while the other tenants go on. */
class TenantOrganizations implements Organizations {
  readonly served: MutableObservable<readonly HostedOrganization[]>;
  readonly #context: HostingContext;
  readonly #tenants: Tenants;
  /** What the server's own settings hide, no tenant can show. */
  readonly #operator: Allowed;
  readonly #opened = new Map<string, HostedOrganization>();
  readonly #closing = new Set<Promise<void>>();

  constructor(context: HostingContext, tenants: Tenants) {
    this.#context = context;
    this.#tenants = tenants;
    this.#operator = allow(context.config.filters, context.facts, filterSetting);
    this.served = observable(this.#refresh());
    tenants.subscribe(() => this.served.set(this.#refresh()));
  }

  readonly servedFor: Organizations['servedFor'] = (caller, request) => {
    const settings = tenantOf(caller, request, this.#tenants);
    if (settings instanceof Response) return settings;
    const served = this.#opened.get(settings.id);
    if (!served) throw new Error('a tenant that is not open');
    const given = requestCredentials(request.headers, settings.perRequestCredentials === true);
    if (given instanceof Response) return given;
    return { served, ...(given && { credentials: given }) };
  };

  async close(): Promise<void> {
    this.#tenants.close();
    await Promise.all([...this.#closing, ...[...this.#opened.values()].map(({ service }) => service.close())]);
  }

  #refresh(): readonly HostedOrganization[] {
    for (const organization of this.#opened.values()) this.#update(organization);
    for (const [id, settings] of this.#tenants.current()) {
      if (this.#opened.has(id)) continue;
      this.#opened.set(id, openHostedOrganization(this.#context, settings, observable(this.#allowedFor(settings))));
    }
    return [...this.#opened.values()];
  }

  /** Keeps, changes or closes an open organization, as the file now says. */
  #update(organization: HostedOrganization): void {
    const settings = this.#tenants.current().get(organization.id);
    if (settings === organization.settings) return;
    if (settings && isDeepStrictEqual({ ...settings, filters: {} }, { ...organization.settings, filters: {} })) {
      // Only the filters differ: whoever is connected stays connected, and is notified.
      organization.settings = settings;
      organization.allowed.set(this.#allowedFor(settings));
      return;
    }
    this.#opened.delete(organization.id);
    this.#drain(organization);
  }

  #drain({ id, idle, service }: HostedOrganization): void {
    const { log, metrics } = this.#context;
    const closed = idle(DRAIN_MS)
      .then(() => service.close())
      .then(() => (this.#opened.has(id) ? undefined : metrics.forget(id)))
      .catch((error: unknown) =>
        log('error', 'a tenant was not closed cleanly', { tenant: id, error: errorName(error) }),
      )
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
  }

  #allowedFor({ id, filters }: TenantSettings): Allowed {
    return narrowed(this.#operator, filters, tenantSetting(id));
  }
}
