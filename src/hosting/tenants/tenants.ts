/** The brands that one server serves: read from a file, read again when it changes, and which of them serves a caller. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readSecretFile } from '../../config/secret-file.js';
import { ConfigError } from '../../lib/config-error.js';
import { type Observable, observable } from '../../lib/observable.js';
import { FileWatch } from '../../lib/watch-file.js';
import type { AuthenticatedCaller } from '../../transports/auth/authenticator.js';
import { refusalResponse } from '../../transports/refusal.js';
import { type ReadOptions, readTenants, type TenantSettings, type TenantsFile } from './file.js';

/** The tenants by id. A tenant that a change leaves as it was stays the same object. */
export interface Tenants extends Observable<ReadonlyMap<string, TenantSettings>> {
  /** Whether a caller whose credential names no tenant may name one in X-Capillary-Tenant. */
  chosenByHeader(): boolean;
  close(): void;
}

export interface TenantsOptions extends ReadOptions {
  /** Told why a changed file was not taken. */
  warn: (message: string) => void;
}

/**
 * The tenants of a file. They are read again when the file changes, or a file with a secret that it refers to. A change
 * that leaves something wrong changes nothing.
 *
 * @throws ConfigError where the file is wrong, naming the tenant and the field; Error of the system where it cannot be read
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
  readonly #files = new FileWatch({ onEvent: () => this.#look() });
  readonly #tenants = observable<ReadonlyMap<string, TenantSettings>>(new Map());
  #chosenByHeader = false;
  /** What the file said when it was last read, right or wrong. */
  #text: string | undefined;
  /** What the files that it refers to said then, by path. */
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
    // Watched before it is read, or a change between the two would be missed.
    this.#files.add(this.#options.path);
    this.#text = readFileSync(this.#options.path, 'utf8');
    this.#take(this.#read(this.#text));
  }

  #look(): void {
    const { path, warn } = this.#options;
    let text: string | undefined;
    try {
      text = readFileSync(path, 'utf8');
      if (text === this.#text && !this.#secretsChanged()) return;
      this.#take(this.#read(text));
    } catch (error) {
      // Once is enough, however often the file is looked at.
      if (text !== undefined || this.#text !== undefined) {
        warn(`${error instanceof ConfigError ? error.message : `${path}: could not be read.`} Nothing changed.`);
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

  #take({ tenants, chosenByHeader }: TenantsFile): void {
    this.#files.keep([this.#options.path, ...this.#secrets.keys()]);
    this.#chosenByHeader = chosenByHeader;
    const before = this.#tenants.current();
    const kept = new Map([...tenants].map(([id, settings]) => [id, unchanged(before.get(id), settings)]));
    const same = kept.size === before.size && [...kept].every(([id, settings]) => settings === before.get(id));
    if (!same) this.#tenants.set(kept);
  }
}

type SecretFile = ReturnType<typeof readSecretFile>;

const unchanged = (before: TenantSettings | undefined, now: TenantSettings): TenantSettings =>
  before && isDeepStrictEqual(before, now) ? before : now;

/**
 * The tenant that serves a caller: the one that the credential names; or else, where the tenants file allows it, the one
 * that the request names; or else the only one there is. A request that names another than that is refused: its caller
 * would act on a brand it does not mean.
 *
 * @returns otherwise an answer, the same whether or not a tenant of that name exists
 */
export function tenantOf(
  { tenant: bound }: AuthenticatedCaller,
  request: Request,
  tenants: Pick<Tenants, 'current' | 'chosenByHeader'>,
): TenantSettings | Response {
  const known = tenants.current();
  const named = request.headers.get('x-capillary-tenant')?.trim() || undefined;
  const [only] = known.size === 1 ? known.keys() : [];
  const id = bound ?? (tenants.chosenByHeader() ? named : undefined) ?? only;
  const found = id === undefined || (named !== undefined && named !== id) ? undefined : known.get(id);
  return (
    found ??
    refusalResponse(
      403,
      'No tenant is open to you: ask the operator which credentials to use, or what to name in X-Capillary-Tenant.',
    )
  );
}
