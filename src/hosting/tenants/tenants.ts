/** The brands that one server serves: read from a file, read again when it changes, and which of them serves a caller. */
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../../lib/config-error.js';
import { type Live, live } from '../../lib/observable.js';
import { watchFile } from '../../lib/watch-file.js';
import type { Caller } from '../../transports/auth/authenticator.js';
import { refusal } from '../../transports/refusal.js';
import { type ReadOptions, readTenants, type TenantSettings, type TenantsFile } from './file.js';

export { requestCredentials } from './credentials.js';
export { type TenantSettings, tenantSetting } from './file.js';

/** The tenants by id. A tenant that a change leaves as it was stays the same object. */
export interface Tenants extends Live<ReadonlyMap<string, TenantSettings>> {
  /** Whether a caller whose credential names no tenant may name one in X-Capillary-Tenant. */
  chosenByHeader(): boolean;
  close(): void;
}

export interface TenantsOptions extends ReadOptions {
  /** Told why a changed file was not taken. */
  warn: (message: string) => void;
}

/**
 * The tenants of a file, read again, with the secrets it refers to, when its text changes. A changed file that is
 * wrong changes nothing.
 *
 * @throws ConfigError where the file is wrong, naming the tenant and the field; Error of the system where it cannot be read
 */
export async function openTenants({ warn, ...options }: TenantsOptions): Promise<Tenants> {
  const { path } = options;
  let closed = false;
  // One after the other, the first included, so that the file's last text is what counts in the end.
  let reading: Promise<unknown> = Promise.resolve();
  const reread = async (text: string): Promise<void> => {
    try {
      const next = await readTenants(text, options);
      if (!closed) take(next);
    } catch (error) {
      if (closed) return;
      warn(`${error instanceof ConfigError ? error.message : `${path}: could not be read.`} Nothing changed.`);
    }
  };
  const { text, stop } = await watchFile(
    path,
    (changed) => {
      reading = reading.then(() => reread(changed));
    },
    () => warn(`${path}: could not be read. Nothing changed.`),
  );
  const close = (): void => {
    closed = true;
    stop();
  };
  const first = readTenants(text, options);
  reading = first.catch(close);
  let file = await first;
  const tenants = live(file.tenants);
  function take(next: TenantsFile): void {
    const before = file.tenants;
    const kept = new Map([...next.tenants].map(([id, settings]) => [id, unchanged(before.get(id), settings)]));
    file = { ...next, tenants: kept };
    const same = kept.size === before.size && [...kept].every(([id, settings]) => settings === before.get(id));
    if (!same) tenants.set(kept);
  }
  return {
    ...tenants,
    chosenByHeader: () => file.chosenByHeader,
    close,
  };
}

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
  { tenant: bound }: Caller,
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
    refusal(
      403,
      'No tenant is open to you: ask the operator which credentials to use, or what to name in X-Capillary-Tenant.',
    )
  );
}
