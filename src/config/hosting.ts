/** Settings of the HTTP server: who may connect, as whom, and how much. Checked once, as one typed Hosting. */

import { ConfigError } from '../lib/config-error.js';
import { isLoopback } from '../lib/loopback.js';
import { nameList } from '../lib/name-list.js';
import type { Config } from './server.js';
import { type Get, getter, type Setting, truth, wholeNumber } from './settings.js';

/** How callers are told from strangers. */
export type Authentication =
  /** OAuth 2.1: access tokens of an authorization server. */
  | { kind: 'jwt'; issuer: string; audience: string; jwksUrl?: string; tenantClaim?: string }
  /** Static bearer tokens, kept as hashes in a file. */
  | { kind: 'tokens'; path: string };

export interface Hosting {
  host: string;
  /** 0 takes a free one. */
  port: number;
  opsHost: string;
  /** Health and metrics; not served without it. */
  opsPort?: number;
  /** Values of Host that are answered, without port; localhost's on loopback. */
  allowedHosts?: string[];
  /** Hostnames of Origin that are answered; on loopback localhost's, otherwise none unless named. */
  allowedOrigins?: string[];
  authentication?: Authentication;
  tenantsFile?: string;
  redisUrl?: string;
  /** Replicas there are at least: what rate budgets are divided by where Redis cannot be asked. */
  replicas: number;
  /** 2025-era clients get sessions, which live in this process. */
  sessions: boolean;
  /** The HTTP+SSE transport of 2024 as well. */
  sse: boolean;
  maxBodyBytes: number;
  /** For a request to arrive in full. */
  requestTimeoutMs: number;
  maxConnections: number;
  /** For calls under way when the server is told to stop. */
  shutdownMs: number;
  /** To the API, by one credential, all replicas together. */
  requestsPerMinute?: number;
}

/** Every setting of the HTTP server, in the order `--help` shows them. */
export const HOSTING_SETTINGS = {
  host: { env: 'CAPILLARY_HTTP_HOST', flag: '--host <address>', about: 'address to listen on (default 127.0.0.1)' },
  port: { env: 'CAPILLARY_HTTP_PORT', flag: '--port <n>', about: 'port for --http; 0 takes a free one (default 3000)' },
  opsPort: {
    env: 'CAPILLARY_OPS_PORT',
    flag: '--ops-port <n>',
    about: 'port for /healthz, /readyz and /metrics; 0 takes a free one (default: not served)',
  },
  opsHost: { env: 'CAPILLARY_OPS_HOST', flag: '--ops-host <address>', about: 'address for it (default 127.0.0.1)' },
  allowedHosts: {
    env: 'CAPILLARY_ALLOWED_HOSTS',
    flag: '--allowed-hosts <list>',
    about: 'values of Host to answer, such as mcp.example.com; needed beyond loopback',
  },
  allowedOrigins: {
    env: 'CAPILLARY_ALLOWED_ORIGINS',
    flag: '--allowed-origins <list>',
    about: 'hostnames of Origin to answer, for clients in browsers',
  },
  insecureNoAuth: {
    env: 'CAPILLARY_INSECURE_NO_AUTH',
    flag: '--insecure-no-auth',
    about: 'serve beyond loopback to anybody, on purpose',
  },
  sandbox: {
    env: 'CAPILLARY_SANDBOX',
    flag: '--sandbox',
    about: 'serve the embedded sandbox beyond loopback, on purpose',
  },
  authIssuer: {
    env: 'CAPILLARY_AUTH_ISSUER',
    flag: '--auth-issuer <url>',
    about: 'OAuth authorization server whose access tokens are taken',
  },
  authAudience: {
    env: 'CAPILLARY_AUTH_AUDIENCE',
    flag: '--auth-audience <url>',
    about: 'what they must be issued for: the public URL of this server, such as https://mcp.example.com/mcp',
  },
  authJwksUrl: {
    env: 'CAPILLARY_AUTH_JWKS_URL',
    flag: '--auth-jwks-url <url>',
    about: 'keys they are signed with (default: as the issuer says)',
  },
  authTenantClaim: {
    env: 'CAPILLARY_AUTH_TENANT_CLAIM',
    flag: '--auth-tenant-claim <name>',
    about: 'claim that names the tenant',
  },
  authTokensFile: {
    env: 'CAPILLARY_AUTH_TOKENS_FILE',
    flag: '--auth-tokens-file <path>',
    about: 'static bearer tokens as hashes (see the command token); read again when it changes',
  },
  tenantsFile: {
    env: 'CAPILLARY_TENANTS_FILE',
    flag: '--tenants-file <path>',
    about: 'brands to serve, each with host, credentials, filters and limits; read again when it changes',
  },
  redisUrl: {
    env: 'CAPILLARY_REDIS_URL',
    flag: '--redis <url>',
    about: 'Redis or Valkey that replicas share tokens, rate budgets and notifications through',
  },
  replicas: {
    env: 'CAPILLARY_REPLICAS',
    flag: '--replicas <n>',
    about: 'how many there are at least: rate budgets are divided by it where Redis cannot be asked (default 1)',
  },
  requestsPerMinute: {
    env: 'CAPILLARY_REQUESTS_PER_MINUTE',
    flag: '--requests-per-minute <n>',
    about: 'requests to the API by one credential, all replicas together (default: no limit)',
  },
  sessions: {
    env: 'CAPILLARY_SESSIONS',
    flag: '--sessions',
    about: 'sessions for clients of the 2025 revisions; needs affinity',
  },
  sse: { env: 'CAPILLARY_SSE', flag: '--sse', about: 'the HTTP+SSE transport of 2024 too; needs affinity' },
  maxBodyBytes: {
    env: 'CAPILLARY_MAX_BODY_BYTES',
    flag: '--max-body-bytes <n>',
    about: 'larger requests are refused (default 4194304)',
  },
  requestTimeoutSeconds: {
    env: 'CAPILLARY_REQUEST_TIMEOUT_SECONDS',
    flag: '--request-timeout-seconds <n>',
    about: 'a request must have arrived within (default 30)',
  },
  maxConnections: {
    env: 'CAPILLARY_MAX_CONNECTIONS',
    flag: '--max-connections <n>',
    about: 'connections at a time (default 20000)',
  },
  shutdownSeconds: {
    env: 'CAPILLARY_SHUTDOWN_SECONDS',
    flag: '--shutdown-seconds <n>',
    about: 'calls under way may take so long when the server is stopped (default 30)',
  },
} as const satisfies Record<string, Setting>;

export type HostingName = keyof typeof HOSTING_SETTINGS;

/**
 * @param config - the settings that every transport has
 * @throws ConfigError naming the variable and what it takes; also for what would open the server to strangers
 */
export function readHosting(
  env: NodeJS.ProcessEnv,
  flags: Partial<Record<HostingName, string>>,
  config: Pick<Config, 'target'>,
): Hosting {
  const get = getter<HostingName>(HOSTING_SETTINGS, env, flags);
  const whole = (name: HostingName, byDefault: number, min: number, max: number): number =>
    wholeNumber({ env: HOSTING_SETTINGS[name].env, value: get(name) }, byDefault, min, max);
  const flag = (name: HostingName): boolean => truth({ env: HOSTING_SETTINGS[name].env, value: get(name) });

  const host = get('host') ?? '127.0.0.1';
  const allowedHosts = nameList(get('allowedHosts'));
  const allowedOrigins = nameList(get('allowedOrigins'));
  const authentication = readAuthentication(get);
  const tenantsFile = get('tenantsFile');
  const redisUrl = readRedisUrl(get);
  if (tenantsFile !== undefined && config.target.kind === 'capillary') {
    throw new ConfigError(
      'Hosts and credentials are in CAPILLARY_TENANTS_FILE: unset CAPILLARY_BASE_URL, CAPILLARY_CLUSTER and the credentials.',
    );
  }
  if (!isLoopback(host)) {
    refuseOpen({
      authenticated: authentication !== undefined || flag('insecureNoAuth'),
      hosts: allowedHosts !== undefined,
      real: tenantsFile !== undefined || config.target.kind === 'capillary' || flag('sandbox'),
    });
  }
  return {
    host,
    port: whole('port', 3000, 0, 65_535),
    opsHost: get('opsHost') ?? '127.0.0.1',
    ...(get('opsPort') !== undefined && { opsPort: whole('opsPort', 0, 0, 65_535) }),
    ...(allowedHosts && { allowedHosts }),
    ...(allowedOrigins && { allowedOrigins }),
    ...(authentication && { authentication }),
    ...(tenantsFile !== undefined && { tenantsFile }),
    ...(redisUrl !== undefined && { redisUrl }),
    replicas: whole('replicas', 1, 1, 10_000),
    sessions: flag('sessions'),
    sse: flag('sse'),
    maxBodyBytes: whole('maxBodyBytes', 4_194_304, 1_024, 104_857_600),
    requestTimeoutMs: whole('requestTimeoutSeconds', 30, 1, 600) * 1000,
    maxConnections: whole('maxConnections', 20_000, 1, 1_000_000),
    shutdownMs: whole('shutdownSeconds', 30, 0, 600) * 1000,
    ...(get('requestsPerMinute') !== undefined && { requestsPerMinute: whole('requestsPerMinute', 0, 1, 10_000_000) }),
  };
}

function refuseOpen({ authenticated, hosts, real }: { authenticated: boolean; hosts: boolean; real: boolean }): void {
  if (!authenticated) {
    throw new ConfigError(
      'Beyond loopback callers must be authenticated: set CAPILLARY_AUTH_ISSUER or CAPILLARY_AUTH_TOKENS_FILE, or --insecure-no-auth on purpose.',
    );
  }
  if (!hosts) {
    throw new ConfigError(
      'Beyond loopback set CAPILLARY_ALLOWED_HOSTS to the names clients use, such as mcp.example.com.',
    );
  }
  if (!real) {
    throw new ConfigError(
      'No host and no credentials are set, so the embedded sandbox would be served beyond loopback: set them, or --sandbox on purpose.',
    );
  }
}

function readAuthentication(get: Get<HostingName>): Authentication | undefined {
  const issuer = readUrl(get, 'authIssuer');
  const audience = readUrl(get, 'authAudience');
  const jwksUrl = readUrl(get, 'authJwksUrl');
  const tenantClaim = get('authTenantClaim');
  const path = get('authTokensFile');
  if (issuer && path) {
    throw new ConfigError('Set CAPILLARY_AUTH_ISSUER or CAPILLARY_AUTH_TOKENS_FILE, not both.');
  }
  if (path) return { kind: 'tokens', path };
  if (issuer && audience) {
    return { kind: 'jwt', issuer, audience, ...(jwksUrl && { jwksUrl }), ...(tenantClaim && { tenantClaim }) };
  }
  if (issuer) throw new ConfigError('CAPILLARY_AUTH_ISSUER is set but CAPILLARY_AUTH_AUDIENCE is not: set both.');
  const stray = (['authAudience', 'authJwksUrl', 'authTenantClaim'] as const).find((name) => get(name) !== undefined);
  if (stray) throw new ConfigError(`${HOSTING_SETTINGS[stray].env} is set but CAPILLARY_AUTH_ISSUER is not: set both.`);
  return undefined;
}

/** The text is kept as given: an issuer is compared character by character. */
function readUrl(get: Get<HostingName>, name: HostingName): string | undefined {
  const value = get(name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !safe || url.username || url.hash) {
    throw new ConfigError(`${HOSTING_SETTINGS[name].env}: expected an https URL, without user and fragment.`);
  }
  return value;
}

/** Its password must not show in an error. */
function readRedisUrl(get: Get<HostingName>): string | undefined {
  const value = get('redisUrl');
  if (value === undefined) return undefined;
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'redis:' || protocol === 'rediss:') return value;
  throw new ConfigError(`${HOSTING_SETTINGS.redisUrl.env}: expected a URL such as redis://redis.example.com:6379.`);
}
