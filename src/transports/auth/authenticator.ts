/** Who calls: the authenticators, and what each of them tells of a caller. */
import type { Filters } from '../../discovery/selection.js';

export interface AuthenticatedCaller {
  /** The JWT's `sub` or client id, or the name of a static token; `anonymous` without authentication. Never a secret. */
  subject: string;
  /** The tenant that the credential names, where it names one. */
  tenant?: string;
  /** What the scopes allow, as filters; undefined restricts nothing. */
  filters?: Filters;
  /** When the credential ends, in seconds since 1970; sessions end with it. */
  expiresAt?: number;
}

export interface Authenticator {
  /** @returns the caller, or the answer that refuses the request */
  authenticate(request: Request): Promise<AuthenticatedCaller | Response>;
  /** Routes to serve without authentication, by path: the metadata of RFC 9728, where there is any. */
  readonly publicRoutes: ReadonlyMap<string, () => Response>;
  /** Lets go of what it holds, such as a watched file. */
  close?(): void | Promise<void>;
}

/** Everybody is `anonymous`: for loopback, or where the operator says so on purpose. */
export const noAuthentication = (): Authenticator => ({
  authenticate: async () => ({ subject: 'anonymous' }),
  publicRoutes: new Map(),
});
