/** OAuth 2.1 resource server: accepts JWT access tokens that one issuer issued for this server (RFC 9068, RFC 9728). */
import { createHash } from 'node:crypto';
import {
  getOAuthProtectedResourceMetadataUrl,
  type OAuthProtectedResourceMetadata,
} from '@modelcontextprotocol/server';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { refusalResponse } from '../refusal.js';
import type { AuthenticatedCaller, Authenticator } from './authenticator.js';
import { insufficientScopeResponse, invalidTokenResponse, readBearerToken, type TokenAdvice } from './bearer.js';
import { type JwksSettings, RemoteJwks } from './jwks.js';
import { type Scopes, scopesWithPrefix } from './scopes.js';
import { explainWrongPurpose } from './token-purpose.js';

/** Never `none` or HS*: with those, anybody who knows the public keys could forge a token. */
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
  /** Must equal the tokens' `iss`, character by character. */
  issuer: string;
  /** This server's public URL: the tokens' `aud`, and the resource of the metadata. */
  audience: string;
  /** Taken from the issuer's metadata if absent. */
  jwksUrl?: string;
  /** Accepts only tokens that are as RFC 9068 requires. */
  strict?: boolean;
  /** The claim that names the tenant; a token without it is refused. */
  tenantClaim?: string;
  /** The prefix of all scopes, without the dot; `capillary` by default. */
  scopePrefix?: string;
  /** All asymmetric ones by default. */
  algorithms?: readonly AsymmetricAlgorithm[];
  jwks?: JwksSettings;
  /** Called with the reason when the issuer's keys cannot be fetched. */
  warn?: (message: string) => void;
  /** The time in milliseconds since 1970. */
  now?: () => number;
}

/** The clocks of two machines may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;
const MAX_SUBJECT_LENGTH = 200;
const RETRY_AFTER_SECONDS = 5;
const WELL_KNOWN = '/.well-known/oauth-protected-resource';

export class JwtAuthenticator implements Authenticator {
  readonly publicRoutes: ReadonlyMap<string, () => Response>;
  readonly #options: JwtOptions;
  readonly #scopes: Scopes;
  /** For clients whose token is missing, wrong or allows nothing. */
  readonly #advice: TokenAdvice;
  readonly #jwks: RemoteJwks;

  constructor(options: JwtOptions) {
    const resource = new URL(options.audience);
    this.#options = options;
    this.#scopes = scopesWithPrefix(options.scopePrefix);
    this.#advice = {
      metadataUrl: getOAuthProtectedResourceMetadataUrl(resource),
      scopes: [this.#scopes.read],
    };
    this.#jwks = new RemoteJwks(options, options.jwks);
    // A proxy may rewrite the path, so the resource's path can differ from /mcp.
    const paths = ['', '/mcp', resource.pathname.replace(/\/$/, '')];
    const metadata = () => this.#metadata();
    this.publicRoutes = new Map(paths.map((path) => [`${WELL_KNOWN}${path}`, metadata]));
  }

  async authenticate(request: Request): Promise<AuthenticatedCaller | Response> {
    const token = readBearerToken(request, this.#advice);
    if (token instanceof Response) return token;
    const claims = await this.#verify(token);
    return claims instanceof Response ? claims : this.#callerOf(claims);
  }

  close(): Promise<void> {
    return this.#jwks.close();
  }

  /** The metadata of RFC 9728, which tells clients which authorization server issues tokens. */
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

  /** @returns the token's claims, or the response that refuses it */
  async #verify(token: string): Promise<JWTPayload | Response> {
    const { issuer, audience, algorithms = ALGORITHMS, strict = false, now = Date.now } = this.#options;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#jwks.getKey, {
        issuer,
        audience: trailingSlashVariants(audience),
        algorithms: [...algorithms],
        requiredClaims: ['exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      const wrong = explainWrongPurpose(protectedHeader, payload, { strict });
      return wrong === undefined ? payload : invalidTokenResponse(wrong, this.#advice);
    } catch (error) {
      const fault = faultOf(error);
      return fault === undefined
        ? refusalResponse(
            503,
            'The token cannot be verified because the signing keys of its issuer are unavailable; try again shortly.',
            {
              'retry-after': String(RETRY_AFTER_SECONDS),
            },
          )
        : invalidTokenResponse(fault, this.#advice);
    }
  }

  /** @returns the caller that the claims name, or the response that refuses them */
  #callerOf(claims: JWTPayload): AuthenticatedCaller | Response {
    const { tenantClaim } = this.#options;
    const { read, write } = this.#scopes;
    const subject = subjectOf(claims);
    if (subject === undefined)
      return invalidTokenResponse('The token has none of the claims `sub`, `client_id` and `azp`.', this.#advice);
    const filters = this.#scopes.toFilters([...scopeNames(claims['scope']), ...scopeNames(claims['scp'])]);
    if (!filters) {
      const description = `The token needs the scope ${read} to read, or ${write} to read and write.`;
      return insufficientScopeResponse(description, this.#advice);
    }
    const tenant = tenantClaim === undefined ? undefined : claims[tenantClaim];
    // Otherwise a token without a tenant could use the only tenant, or pick one by header.
    if (tenantClaim !== undefined && (typeof tenant !== 'string' || tenant === '')) {
      return refusalResponse(403, `The token must name a tenant in the claim '${tenantClaim}'.`);
    }
    return {
      subject,
      ...(typeof tenant === 'string' && { tenant }),
      ...(Object.keys(filters).length > 0 && { filters }),
      ...(filters.readOnly && {
        refuseWrite: () =>
          insufficientScopeResponse(`The token allows reads only; this call needs the scope ${write}.`, {
            ...this.#advice,
            scopes: [write],
          }),
      }),
      ...(claims.exp !== undefined && { expiresAt: claims.exp }),
    };
  }
}

/** `https://mcp.example.com` and `https://mcp.example.com/` are the same resource, and clients use either spelling. */
const trailingSlashVariants = (url: string): string[] => [url, url.endsWith('/') ? url.slice(0, -1) : `${url}/`];

const { JWTExpired, JWTClaimValidationFailed, JWKSNoMatchingKey, JWKSMultipleMatchingKeys } = errors;

/** What is wrong with the token, to help debug the client; undefined if the token is not to blame. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof JWTExpired) return 'The token has expired.';
  if (error instanceof JWTClaimValidationFailed) {
    return CLAIM_FAULTS[error.claim] ?? 'A claim of the token is not accepted.';
  }
  if (error instanceof JWKSNoMatchingKey) return 'The token was signed with a key that its issuer does not publish.';
  if (error instanceof JWKSMultipleMatchingKeys)
    return 'The token needs a `kid`: several keys of its issuer could have signed it.';
  return TOKEN_FAULTS.some((kind) => error instanceof kind) ? 'The token cannot be verified.' : undefined;
}

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  aud: 'The token was not issued for this server.',
  iss: 'The token was not issued by the issuer that this server trusts.',
  nbf: 'The token is not valid yet.',
  exp: '`exp` is missing or is not a number.',
};

const TOKEN_FAULTS = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
] as const;

const isName = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';

/**
 * The `sub`, or the client where the issuer names only that in the tokens of machines. Different callers never have the
 * same: a client has a prefix, as anybody may be called like a client, and a long name ends with its hash.
 */
function subjectOf({ sub, client_id: clientId, azp }: JWTPayload): string | undefined {
  if (isName(sub)) return shortName(/^(sub|client):/.test(sub) ? `sub:${sub}` : sub);
  const client = [clientId, azp].find(isName);
  return client === undefined ? undefined : shortName(`client:${client}`);
}

function shortName(name: string): string {
  if (name.length <= MAX_SUBJECT_LENGTH) return name;
  const hash = createHash('sha256').update(name).digest('base64url');
  return `${name.slice(0, MAX_SUBJECT_LENGTH - hash.length - 1)}~${hash}`;
}

/** Scopes come as one text, separated by spaces, or as a list. */
function scopeNames(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((name) => name !== '');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
