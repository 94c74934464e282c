/** The tenants that one server serves: reads their file, reloads it when it changes, and finds the tenant of a caller. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readSecretFile } from '../../config/secret-file.js';
import { ConfigError } from '../../lib/config-error.js';
import { type Observable, observable } from '../../lib/observable.js';
import { FileWatch } from '../../lib/watch-file.js';
import type { AuthenticatedCaller } from '../../transports/auth/authenticator.js';
import { refusalResponse } from '../../transports/refusal.js';
import { type ReadTenantsOptions, readTenants, type TenantSettings, type TenantsFile } from './file.js';

/** The tenants by id. A tenant that a reload does not change stays the same object. */
export interface Tenants extends Observable<ReadonlyMap<string, TenantSettings>> {
  /** Whether a caller whose credential names no tenant may choose one with X-Capillary-Tenant. */
  chosenByHeader(): boolean;
  close(): void;
}

export interface TenantsOptions extends ReadTenantsOptions {
  /** Called with the reason when a changed file is not used. */
  warn: (message: string) => void;
}

/**
 * Opens the tenants file. It is reloaded when it changes, or when a secret file that it refers to changes. If it is then
 * invalid, the previous tenants stay.
 *
 * @throws ConfigError naming the tenant and the field if the file is invalid; a system error if it cannot be read
 */
export async function openTenants(options: TenantsOptions): Promise<Tenants> {
  const tenants = new WatchedTenants(options);
  try {
    tenants.open();
  } catch (error) {
    tenants.close();
    throw error;
  }
  return tenants;
}

class WatchedTenants implements Tenants {
  readonly #options: TenantsOptions;
  readonly #files = new FileWatch({ onEvent: () => this.#reload() });
  readonly #tenants = observable<ReadonlyMap<string, TenantSettings>>(new Map());
  #chosenByHeader = false;
  /** The text of the file when it was last read, valid or not. */
  #text: string | undefined;
  /** The secret files at that time, by path. */
  #secrets = new Map<string, SecretFile>();

  constructor(options: TenantsOptions) {
    this.#options = options;
  }

  readonly current = this.#tenants.current;
  readonly subscribe = this.#tenants.subscribe;

  chosenByHeader(): boolean {
    return this.#chosenByHeader;
  }

  close(): void {
    this.#files.close();
  }

  open(): void {
    // Watched before it is read: otherwise a change in between would be missed.
    this.#files.add(this.#options.path);
    this.#text = readFileSync(this.#options.path, 'utf8');
    this.#apply(this.#read(this.#text));
  }

  #reload(): void {
    const { path, warn } = this.#options;
    let text: string | undefined;
    try {
      text = readFileSync(path, 'utf8');
      if (text === this.#text && !this.#secretsChanged()) return;
      this.#apply(this.#read(text));
    } catch (error) {
      // Warns once per state of the file, however often it is checked.
      if (text !== undefined || this.#text !== undefined) {
        warn(
          `${error instanceof ConfigError ? error.message : `${path}: could not be read.`} The previous tenants stay in force.`,
        );
      }
    } finally {
      this.#text = text;
    }
  }

  #secretsChanged(): boolean {
    return [...this.#secrets].some(([path, before]) => !isDeepStrictEqual(readSecretFile(path), before));
  }

  #read(text: string): TenantsFile {
    const secrets = new Map<string, SecretFile>();
    this.#secrets = secrets;
    const readSecret = (path: string): SecretFile => {
      this.#files.add(path);
      const content = secrets.get(path) ?? readSecretFile(path);
      secrets.set(path, content);
      return content;
    };
    return readTenants(text, { ...this.#options, readSecret });
  }

  #apply({ tenants, chosenByHeader }: TenantsFile): void {
    this.#files.keep([this.#options.path, ...this.#secrets.keys()]);
    this.#chosenByHeader = chosenByHeader;
    const before = this.#tenants.current();
    const next = new Map([...tenants].map(([id, settings]) => [id, reuseIfEqual(before.get(id), settings)]));
    const isUnchanged = next.size === before.size && [...next].every(([id, settings]) => settings === before.get(id));
    if (!isUnchanged) this.#tenants.set(next);
  }
}

type SecretFile = ReturnType<typeof readSecretFile>;

const reuseIfEqual = (before: TenantSettings | undefined, next: TenantSettings): TenantSettings =>
  before && isDeepStrictEqual(before, next) ? before : next;

/**
 * The tenant that serves a caller. It is the one that the credential names; otherwise, if the tenants file allows it, the
 * one that the request names; otherwise the only one. A request that names a different tenant is refused, because it
 * would act on the wrong brand.
 *
 * @returns the tenant, or a refusal that does not reveal whether a tenant of that name exists
 */
export function tenantOf(
  { tenant: bound }: AuthenticatedCaller,
  request: Request,
  tenants: Pick<Tenants, 'current' | 'chosenByHeader'>,
): TenantSettings | Response {
  const available = tenants.current();
  const named = request.headers.get('x-capillary-tenant')?.trim() || undefined;
  const [only] = available.size === 1 ? available.keys() : [];
  const id = bound ?? (tenants.chosenByHeader() ? named : undefined) ?? only;
  const tenant = id === undefined || (named !== undefined && named !== id) ? undefined : available.get(id);
  return (
    tenant ??
    refusalResponse(
      403,
      'No tenant matches this request: ask the operator which credentials to use, or which tenant to name in X-Capillary-Tenant.',
    )
  );
}
