/** Authentication: what an authenticator is, and what it reports about a caller. */
import type { Filters } from '../../discovery/selection.js';

export interface AuthenticatedCaller {
  /**
   * Identifies the caller among all callers of its tenant: the JWT's `sub`, `client:` and a client id, or the name of a
   * static token; `anonymous` without authentication. Never a secret.
   */
  subject: string;
  /** The tenant that the credential names, if it names one. */
  tenant?: string;
  /** What the scopes allow, as filters; undefined means no restriction. */
  filters?: Filters;
  /** Refuses a call that changes something, if the scopes allow reads only. */
  refuseWrite?: () => Response;
  /** When the credential expires, in seconds since 1970; sessions end at the same time. */
  expiresAt?: number;
}

export interface Authenticator {
  /** @returns the caller, or the response that refuses the request */
  authenticate(request: Request): Promise<AuthenticatedCaller | Response>;
  /** Routes to serve without authentication, by path, such as the metadata of RFC 9728. */
  readonly publicRoutes: ReadonlyMap<string, () => Response>;
  /** Releases resources, such as a watched file. */
  close?(): void | Promise<void>;
}

/** Every caller is `anonymous`: for loopback, or if the operator explicitly turns authentication off. */
export const noAuthentication = (): Authenticator => ({
  authenticate: async () => ({ subject: 'anonymous' }),
  publicRoutes: new Map(),
});
