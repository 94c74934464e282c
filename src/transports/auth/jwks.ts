/** The issuer's signing keys (JWKS): fetched when needed, cached, and fetched again when a token names an unknown key. */
import { createRemoteJWKSet, customFetch } from 'jose';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { z } from 'zod';
import { isLoopback } from '../../lib/loopback.js';

/** When the keys are fetched, in milliseconds. */
export interface JwksSettings {
  /** How long keys are cached; 600,000 by default. */
  maxAgeMs?: number;
  /** Minimum time between two fetches caused by unknown keys; 30,000 by default. */
  cooldownMs?: number;
  /** How long to wait after a failed fetch; 5,000 by default. */
  retryMs?: number;
  /** Time limit for a fetch; 5,000 by default. */
  timeoutMs?: number;
}

/** The keys are not available, so the token cannot be judged. */
class JwksUnavailableError extends Error {
  override readonly name = 'JwksUnavailableError';
}

const MAX_BYTES = 1_000_000;

const KEY_SET = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const METADATA = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

export interface RemoteJwksOptions {
  issuer: string;
  /** If absent, read from the issuer's metadata each time keys are fetched. */
  jwksUrl?: string;
  /** Called with the reason when keys cannot be fetched. */
  warn?: (message: string) => void;
}

export class RemoteJwks {
  /** For jose's `jwtVerify`. @throws JwksUnavailableError if the keys cannot be fetched; JOSEError if none matches */
  readonly getKey: ReturnType<typeof createRemoteJWKSet>;
  readonly #options: RemoteJwksOptions;
  readonly #retryMs: number;
  readonly #dispatcher = new EnvHttpProxyAgent({ maxResponseSize: MAX_BYTES });
  /** No fetch before this time: set after a failure. */
  #retryAt = 0;

  constructor(
    options: RemoteJwksOptions,
    { maxAgeMs = 600_000, cooldownMs = 30_000, retryMs = 5_000, timeoutMs = 5_000 }: JwksSettings = {},
  ) {
    this.#options = options;
    this.#retryMs = retryMs;
    this.getKey = createRemoteJWKSet(new URL(options.jwksUrl ?? options.issuer), {
      cacheMaxAge: maxAgeMs,
      cooldownDuration: cooldownMs,
      timeoutDuration: timeoutMs,
      [customFetch]: (_, { signal }) => this.#fetchKeys(signal),
    });
  }

  close(): Promise<void> {
    return this.#dispatcher.close();
  }

  async #fetchKeys(signal: AbortSignal): Promise<Response> {
    const { issuer, jwksUrl, warn } = this.#options;
    // Anybody can cause a fetch, so a failing issuer must not be asked again for each request.
    if (performance.now() < this.#retryAt) throw new JwksUnavailableError();
    try {
      const url = jwksUrl ?? (await discoverJwksUrl(issuer, (metadataUrl) => this.#getJson(metadataUrl, signal)));
      return Response.json(KEY_SET.parse(await this.#getJson(url, signal)));
    } catch (error) {
      this.#retryAt = performance.now() + this.#retryMs;
      warn?.(`The signing keys of ${issuer} could not be fetched: ${describeFailure(error)}.`);
      throw new JwksUnavailableError();
    }
  }

  async #getJson(url: string, signal: AbortSignal): Promise<unknown> {
    const response = await fetch(url, {
      signal,
      dispatcher: this.#dispatcher,
      redirect: 'error',
      headers: { accept: 'application/json' },
    });
    if (response.status === 200) return response.json();
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
}

/** The `jwks_uri` of the issuer's metadata: RFC 8414 first, then OpenID Connect Discovery. */
async function discoverJwksUrl(issuer: string, getJson: (url: string) => Promise<unknown>): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const metadataUrls = new Set([
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]);
  let failure: unknown;
  for (const url of metadataUrls) {
    try {
      const metadata = METADATA.parse(await getJson(url));
      // RFC 8414 §3.3: a document that names another issuer must not be used.
      if (metadata.issuer !== issuer) throw new Error('its metadata names another issuer');
      const { protocol, hostname } = new URL(metadata.jwks_uri);
      if (protocol === 'https:' || isLoopback(hostname)) return metadata.jwks_uri;
      throw new Error('its jwks_uri is not https');
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function describeFailure(error: unknown): string {
  if (error instanceof z.ZodError) return 'the response is not a key set, or has no jwks_uri';
  if (!(error instanceof Error)) return 'unknown error';
  // undici says only "fetch failed" and keeps the reason as the cause.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
