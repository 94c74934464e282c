/** Who calls: the headers that say so, and the access token behind them. */
import { createHash } from 'node:crypto';
import type { Definition } from '../tools/define.js';
import { CapillaryError } from './errors.js';
import type { ClientOptions, Credentials } from './types.js';

/** A new access token and the seconds it lives. */
export interface IssuedToken {
  token: string;
  ttlSeconds: number;
}

export interface Authenticator {
  /**
   * Headers for one request. Under OAuth this may fetch a token first; one fetch serves all that wait for it.
   *
   * @throws CapillaryError of kind `authentication`, or what fetching the token failed with
   */
  headers(definition: Definition): Promise<Record<string, string>>;
  /** The API refused these headers: forget the token in them. Tells whether trying again makes sense. */
  refused(headers: Record<string, string>): boolean;
}

const TOKEN_HEADER = 'x-cap-api-oauth-token';

/** A token is renewed this long before it ends, or after nine tenths of its life if that is sooner. */
const MARGIN_MS = 60_000;

/** Basic: `base64(username:md5hex(password))`. Source: the API reference, 'Authentication'. */
export function basicHeader(username: string, password: string): string {
  const md5 = createHash('md5').update(password).digest('hex');
  return `Basic ${Buffer.from(`${username}:${md5}`).toString('base64')}`;
}

/**
 * @param fetchToken - exchanges key and secret for a token
 * @param now - milliseconds, for the token's life
 */
export function createAuthenticator(
  { credentials, admin, attribution }: Pick<ClientOptions, 'credentials' | 'admin' | 'attribution'>,
  fetchToken: (credentials: Extract<Credentials, { kind: 'oauth' }>) => Promise<IssuedToken>,
  now: () => number = () => performance.now(),
): Authenticator {
  const token = credentials.kind === 'oauth' ? tokenKeeper(() => fetchToken(credentials), now) : undefined;
  const basic = credentials.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
  const booked = attribution && {
    'x-cap-api-attribution-entity-type': attribution.entityType,
    'x-cap-api-attribution-entity-code': attribution.entityCode,
  };
  return {
    headers: async (definition) => {
      requireKind(definition, credentials.kind, admin !== undefined);
      return {
        ...(basic !== undefined && { authorization: basic }),
        ...(token && { [TOKEN_HEADER]: await token.get() }),
        ...(definition.auth === 'admin' &&
          admin && { 'x-cap-api-auth-key': admin.key, 'x-cap-api-auth-org-id': admin.orgId }),
        ...booked,
      };
    },
    refused: (headers) => {
      const used = headers[TOKEN_HEADER];
      if (!token || used === undefined) return false;
      token.forget(used);
      return true;
    },
  };
}

/** One token at a time, fetched by the first who needs it while the others wait for the same fetch. */
function tokenKeeper(fetchToken: () => Promise<IssuedToken>, now: () => number) {
  let current: { token: string; renewAt: number } | undefined;
  let fetching: Promise<string> | undefined;
  return {
    get: async (): Promise<string> => {
      if (current && now() < current.renewAt) return current.token;
      fetching ??= fetchToken()
        .then(({ token, ttlSeconds }) => {
          const life = ttlSeconds * 1000;
          current = { token, renewAt: now() + Math.max(life - MARGIN_MS, life * 0.9) };
          return token;
        })
        .finally(() => {
          fetching = undefined;
        });
      return fetching;
    },
    /** Does nothing if another call has renewed it already. */
    forget: (used: string): void => {
      if (current?.token === used) current = undefined;
    },
  };
}

function requireKind({ tool, auth, effect, headers }: Definition, kind: Credentials['kind'], admin: boolean): void {
  const needs =
    auth === 'oauth' && kind !== 'oauth'
      ? 'OAuth credentials (CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET)'
      : auth === 'basic' && kind !== 'basic'
        ? 'Basic credentials (CAPILLARY_USERNAME and CAPILLARY_PASSWORD)'
        : auth === 'admin' && !admin && !('X-CAP-API-AUTH-KEY' in headers())
          ? 'an admin key (CAPILLARY_ADMIN_KEY and CAPILLARY_ADMIN_ORG_ID)'
          : undefined;
  if (needs === undefined) return;
  throw new CapillaryError({
    kind: 'authentication',
    message: `${tool} needs ${needs}; this server runs with others. Nothing was sent.`,
    hint: 'Ask the person who configured this server to add them.',
    retryable: false,
    ...(effect !== 'read' && { outcome: 'not_sent' as const }),
  });
}
