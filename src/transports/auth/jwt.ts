/** OAuth 2.1 resource server: access tokens are JWTs of one issuer, for this server (RFC 9068, RFC 9728). */
import {
  getOAuthProtectedResourceMetadataUrl,
  type OAuthProtectedResourceMetadata,
} from '@modelcontextprotocol/server';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { refusalResponse } from '../refusal.js';
import type { AuthenticatedCaller, Authenticator } from './authenticator.js';
import { bearerToken, insufficientScope, invalidToken } from './bearer.js';
import { IssuerKeys, type KeySettings } from './keys.js';
import { type Scopes, scopesOf } from './scopes.js';

/** Never `none` and never HS*: with those, whoever knows the public keys could sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

type AsymmetricAlgorithm = (typeof ALGORITHMS)[number];

export interface JwtOptions {
  /** As the tokens' `iss` has it, character by character. */
  issuer: string;
  /** This server's public URL: the tokens' `aud`, and the resource of the metadata. */
  audience: string;
  /** The issuer's metadata says it where absent. */
  jwksUrl?: string;
  /** The claim that names the tenant; a token without it is refused. */
  tenantClaim?: string;
  /** What every scope begins with, without the dot; `capillary` by default. */
  scopePrefix?: string;
  /** All asymmetric ones by default. */
  algorithms?: readonly AsymmetricAlgorithm[];
  keys?: KeySettings;
  /** Told why the issuer's keys could not be fetched. */
  warn?: (message: string) => void;
  /** The time in milliseconds since 1970. */
  now?: () => number;
}

/** Clocks of two machines differ by so many seconds. */
const TOLERANCE_SECONDS = 5;
const LONGEST_NAME = 200;
const RETRY_AFTER_SECONDS = 5;
const WELL_KNOWN = '/.well-known/oauth-protected-resource';

export class JwtAuthenticator implements Authenticator {
  readonly publicRoutes: ReadonlyMap<string, () => Response>;
  readonly #options: JwtOptions;
  readonly #metadataUrl: string;
  readonly #scopes: Scopes;
  readonly #keys: IssuerKeys;

  constructor(options: JwtOptions) {
    const resource = new URL(options.audience);
    this.#options = options;
    this.#metadataUrl = getOAuthProtectedResourceMetadataUrl(resource);
    this.#scopes = scopesOf(options.scopePrefix);
    this.#keys = new IssuerKeys(options, options.keys);
    // The path of the resource may be another than /mcp where a proxy rewrites it.
    const paths = ['', '/mcp', resource.pathname.replace(/\/$/, '')];
    const metadata = () => this.#metadata();
    this.publicRoutes = new Map(paths.map((path) => [`${WELL_KNOWN}${path}`, metadata]));
  }

  async authenticate(request: Request): Promise<AuthenticatedCaller | Response> {
    const token = bearerToken(request, this.#metadataUrl);
    if (token instanceof Response) return token;
    const claims = await this.#verify(token);
    return claims instanceof Response ? claims : this.#callerOf(claims);
  }

  close(): Promise<void> {
    return this.#keys.close();
  }

  /** RFC 9728: where clients learn which authorization server issues tokens. */
  #metadata(): Response {
    const metadata: OAuthProtectedResourceMetadata = {
      resource: this.#options.audience,
      authorization_servers: [this.#options.issuer],
      scopes_supported: [this.#scopes.read, this.#scopes.write],
      bearer_methods_supported: ['header'],
      resource_name: 'Capillary MCP server',
    };
    return Response.json(metadata, { headers: { 'access-control-allow-origin': '*' } });
  }

  /** @returns the token's claims, or the answer that refuses it */
  async #verify(token: string): Promise<JWTPayload | Response> {
    const { issuer, audience, algorithms = ALGORITHMS, now = Date.now } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys.find, {
        issuer,
        audience: spellings(audience),
        algorithms: [...algorithms],
        requiredClaims: ['exp'],
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      return payload;
    } catch (error) {
      const fault = faultOf(error);
      return fault === undefined
        ? refusalResponse(503, 'The keys that tokens are checked with cannot be had at the moment; try again.', {
            'retry-after': String(RETRY_AFTER_SECONDS),
          })
        : invalidToken(fault, this.#metadataUrl);
    }
  }

  /** @returns who the claims name, or the answer that refuses them */
  #callerOf(claims: JWTPayload): AuthenticatedCaller | Response {
    const { tenantClaim } = this.#options;
    const { read, write } = this.#scopes;
    const subject = nameOf(claims);
    if (subject === undefined)
      return invalidToken('The token names neither a subject nor a client.', this.#metadataUrl);
    const filters = this.#scopes.allow([...words(claims['scope']), ...words(claims['scp'])]);
    if (!filters) {
      const needed = `The token needs the scope ${read}, or ${write} for everything.`;
      return insufficientScope(needed, [read], this.#metadataUrl);
    }
    const tenant = tenantClaim === undefined ? undefined : claims[tenantClaim];
    // Without this, a token that its issuer bound to nothing could go where the sole tenant is, or choose.
    if (tenantClaim !== undefined && (typeof tenant !== 'string' || tenant === '')) {
      return refusalResponse(403, 'The token names no tenant.');
    }
    return {
      subject,
      ...(typeof tenant === 'string' && { tenant }),
      ...(Object.keys(filters).length > 0 && { filters }),
      ...(claims.exp !== undefined && { expiresAt: claims.exp }),
    };
  }
}

/** `https://mcp.example.com` and `https://mcp.example.com/` are one resource: clients print its URL either way. */
const spellings = (url: string): string[] => [url, url.endsWith('/') ? url.slice(0, -1) : `${url}/`];

const { JWTExpired, JWTClaimValidationFailed, JWKSNoMatchingKey, JWKSMultipleMatchingKeys } = errors;

/** The token's fault, in words for whoever debugs the client; undefined where the token is not at fault. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof JWTExpired) return 'The token has expired.';
  if (error instanceof JWTClaimValidationFailed) {
    return CLAIM_FAULTS[error.claim] ?? 'A claim of the token is not acceptable.';
  }
  if (error instanceof JWKSNoMatchingKey) return 'The token is signed with a key that its issuer does not publish.';
  if (error instanceof JWKSMultipleMatchingKeys) return 'The token does not say which of its issuer’s keys signed it.';
  return TOKEN_FAULTS.some((kind) => error instanceof kind) ? 'The token cannot be verified.' : undefined;
}

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  aud: 'The token was not issued for this server.',
  iss: 'The token is not from the issuer that this server trusts.',
  nbf: 'The token is not valid yet.',
  exp: 'The token says not, or not in seconds, when it ends.',
};

const TOKEN_FAULTS = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
] as const;

/** Tokens of people have a subject; those of machines, with some issuers, only a client. */
function nameOf({ sub, client_id: client, azp }: JWTPayload): string | undefined {
  const name = [sub, client, azp].find((each) => typeof each === 'string' && each !== '');
  return typeof name === 'string' ? name.slice(0, LONGEST_NAME) : undefined;
}

/** Words separated by spaces, or a list of them. */
function words(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}
