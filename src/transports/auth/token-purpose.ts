/** Tells access tokens from tokens that the same issuer signs for other purposes. */
import type { JWTHeaderParameters, JWTPayload } from 'jose';

/** Common issuers give access tokens one of these types, or none. Source: RFC 9068 §2.1 and RFC 7519 §5.1. */
const ACCEPTED_TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt']);
const ACCESS_TOKEN_TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt']);

/** Claims that only other tokens have. Sources: OpenID Connect Core §2, RFC 8417 §2.2. */
const FOREIGN_CLAIMS: Readonly<Record<string, string>> = {
  nonce: 'an ID token',
  at_hash: 'an ID token',
  c_hash: 'an ID token',
  events: 'a security event token',
};

/** Claims that RFC 9068 §2.2 requires besides `iss`, `aud` and `exp`. */
const REQUIRED_CLAIMS = ['sub', 'client_id', 'iat', 'jti'] as const;

/**
 * Why a token is not an access token for bearers, in ASCII; undefined if it is one.
 *
 * @param options.strict - whether it must be as RFC 9068 requires
 */
export function explainWrongPurpose(
  { typ }: Pick<JWTHeaderParameters, 'typ'>,
  claims: JWTPayload,
  { strict }: { strict: boolean },
): string | undefined {
  const type = typ?.toLowerCase();
  if (strict && !ACCESS_TOKEN_TYPES.has(type ?? '')) return 'The token must have the type at+jwt (RFC 9068).';
  if (type !== undefined && !ACCEPTED_TYPES.has(type)) return 'The token has a type that no access token has.';
  for (const [claim, kind] of Object.entries(FOREIGN_CLAIMS)) {
    if (claims[claim] !== undefined) return `The token is ${kind}, not an access token: it has the claim ${claim}.`;
  }
  // Keycloak names the purpose in the payload: Bearer, ID, Refresh, Offline, Logout.
  const purpose = claims['typ'];
  if (purpose !== undefined && String(purpose).toLowerCase() !== 'bearer') return 'The token is not an access token.';
  // RFC 9449 §7.1: without a proof of possession, whoever stole the token could use it.
  if (claims['cnf'] !== undefined) return 'The token is bound to a key; this server takes bearer tokens only.';
  const missing = strict ? REQUIRED_CLAIMS.find((claim) => claims[claim] === undefined) : undefined;
  return missing && `The token has no claim ${missing}, which RFC 9068 requires.`;
}
