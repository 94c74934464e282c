/** The issuer's signing keys: fetched when needed, kept for a while, fetched again for a key that is not among them. */
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { z } from 'zod';
import { isLoopback } from '../../lib/loopback.js';

/** How often the issuer is asked, in milliseconds. */
export interface KeySettings {
  /** How long keys are good without asking again; 600,000 by default. */
  maxAgeMs?: number;
  /** The shortest time between two fetches that unknown keys cause; 30,000 by default. */
  cooldownMs?: number;
  /** How long an issuer that failed is left alone; 5,000 by default. */
  retryMs?: number;
  /** What one fetch may take; 5,000 by default. */
  timeoutMs?: number;
}

/** The keys are not available, so nothing is known about the token. */
class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

const MAX_BYTES = 1_000_000;

const KEY_SET = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const METADATA = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

export interface IssuerKeysOptions {
  issuer: string;
  /** Read from the issuer's metadata each time keys are fetched, if absent. */
  jwksUrl?: string;
  /** Given the reason why keys could not be fetched. */
  warn?: (message: string) => void;
}

export class IssuerKeys {
  /** For jose. @throws KeysUnavailable if the issuer does not answer; JOSEError if it has no such key */
  readonly find: JWTVerifyGetKey;
  readonly #options: IssuerKeysOptions;
  readonly #retryMs: number;
  readonly #dispatcher = new EnvHttpProxyAgent({ maxResponseSize: MAX_BYTES });
  /** After a failure the issuer is not asked before this time. */
  #leftAloneUntil = 0;

  constructor(
    options: IssuerKeysOptions,
    { maxAgeMs = 600_000, cooldownMs = 30_000, retryMs = 5_000, timeoutMs = 5_000 }: KeySettings = {},
  ) {
    this.#options = options;
    this.#retryMs = retryMs;
    this.find = createRemoteJWKSet(new URL(options.jwksUrl ?? options.issuer), {
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
    // Strangers cause fetches too: a failing issuer must not be asked once for each of their requests.
    if (performance.now() < this.#leftAloneUntil) throw new KeysUnavailable();
    try {
      const url = jwksUrl ?? (await discover(issuer, (from) => this.#getJson(from, signal)));
      return Response.json(KEY_SET.parse(await this.#getJson(url, signal)));
    } catch (error) {
      this.#leftAloneUntil = performance.now() + this.#retryMs;
      warn?.(`The signing keys of ${issuer} could not be fetched: ${reason(error)}.`);
      throw new KeysUnavailable();
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
async function discover(issuer: string, getJson: (url: string) => Promise<unknown>): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = new Set([
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]);
  let failure: unknown;
  for (const place of places) {
    try {
      const metadata = METADATA.parse(await getJson(place));
      // RFC 8414 §3.3: a document that names another issuer is somebody else's.
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

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return 'the answer is no key set or has no jwks_uri';
  if (!(error instanceof Error)) return 'unknown';
  // undici says only "fetch failed" and keeps the reason as the cause.
  return error.cause instanceof Error ? error.cause.message : error.message;
}
