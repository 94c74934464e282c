/** The configuration of the HTTP server: its address, authentication and limits, validated as one typed object. */
import { ConfigError } from '../lib/config-error.js';
import { isLoopback } from '../lib/loopback.js';
import { readSettingValues, type SettingTexts, withDefaults } from './read.js';
import type { Config } from './server.js';
import { settingLabel as label, type SettingTable } from './table.js';

/** How callers are authenticated. */
export type Authentication =
  /** OAuth 2.1: access tokens from an authorization server. */
  | { kind: 'jwt'; issuer: string; audience: string; jwksUrl?: string; tenantClaim?: string; strict: boolean }
  /** Static bearer tokens, stored as hashes in a file. */
  | { kind: 'tokens'; path: string };

type AuthSetting = Extract<keyof SettingTable<'hosting'>, `auth${string}`>;

/** The settings of the HTTP server, as src/config/table.ts describes them. */
export interface Hosting extends Omit<SettingTable<'hosting'>, AuthSetting | 'insecureNoAuth' | 'sandbox'> {
  authentication?: Authentication;
}

/**
 * Reads the settings of the HTTP server.
 *
 * @param config - the settings common to all transports
 * @throws ConfigError if settings are invalid, or would expose the server to strangers
 */
export function readHosting(env: NodeJS.ProcessEnv, flags: SettingTexts, config: Pick<Config, 'target'>): Hosting {
  const { values, problems } = readSettingValues(['hosting'], env, flags);
  if (problems.length > 0) throw new ConfigError(problems.join(' '));
  const settings = withDefaults('hosting', values);
  const {
    insecureNoAuth,
    sandbox,
    authIssuer,
    authAudience,
    authJwksUrl,
    authTenantClaim,
    authTokensFile,
    ...hosting
  } = settings;
  const authentication = readAuthentication(settings);
  const hasRealTarget = hosting.tenantsFile !== undefined || config.target.kind === 'capillary';
  if (hosting.tenantsFile !== undefined && config.target.kind === 'capillary') {
    throw new ConfigError(
      `${label('tenantsFile')} already defines hosts and credentials: unset ${label('baseUrl')}, ${label('cluster')} and the credentials.`,
    );
  }
  if (hosting.tenantsFile !== undefined && config.target.kind === 'sandbox' && config.target.world) {
    throw new ConfigError(`${label('tenantsFile')} defines what is served: unset the settings of the sandbox.`);
  }
  if (!isLoopback(hosting.host)) {
    requireProtection({
      isAuthenticated: authentication !== undefined || insecureNoAuth,
      hasAllowedHosts: hosting.allowedHosts !== undefined,
      mayServe: hasRealTarget || sandbox,
    });
  }
  return { ...hosting, ...(authentication && { authentication }) };
}

/** @throws ConfigError if the server must not listen beyond loopback with these settings */
function requireProtection({
  isAuthenticated,
  hasAllowedHosts,
  mayServe,
}: {
  isAuthenticated: boolean;
  hasAllowedHosts: boolean;
  /** Whether there is a real target, or the sandbox is explicitly allowed. */
  mayServe: boolean;
}): void {
  if (!isAuthenticated) {
    throw new ConfigError(
      `Listening beyond loopback requires authentication: set ${label('authIssuer')} or ${label('authTokensFile')}, or set ${label('insecureNoAuth')} to allow anybody.`,
    );
  }
  if (!hasAllowedHosts) {
    throw new ConfigError(
      `Listening beyond loopback requires ${label('allowedHosts')}: set it to the host names that clients use, such as mcp.example.com.`,
    );
  }
  if (!mayServe) {
    throw new ConfigError(
      `No host and no credentials are set, so the embedded sandbox would be served beyond loopback: set them, or set ${label('sandbox')} to allow that.`,
    );
  }
}

function readAuthentication(settings: Pick<SettingTable<'hosting'>, AuthSetting>): Authentication | undefined {
  const { authIssuer: issuer, authAudience: audience, authTokensFile: path } = settings;
  const { authJwksUrl, authTenantClaim, authRequireAtJwt: strict } = settings;
  if (issuer !== undefined && path !== undefined) {
    throw new ConfigError(`Set ${label('authIssuer')} or ${label('authTokensFile')}, not both.`);
  }
  if (path !== undefined) return { kind: 'tokens', path };
  if (issuer !== undefined && audience !== undefined) {
    return {
      kind: 'jwt',
      issuer,
      audience,
      strict,
      ...(authJwksUrl !== undefined && { jwksUrl: authJwksUrl }),
      ...(authTenantClaim !== undefined && { tenantClaim: authTenantClaim }),
    };
  }
  if (issuer !== undefined) {
    throw new ConfigError(`${label('authIssuer')} is set but ${label('authAudience')} is not: set both.`);
  }
  const stray = (['authAudience', 'authJwksUrl', 'authTenantClaim', 'authRequireAtJwt'] as const).find(
    (name) => settings[name],
  );
  if (stray) throw new ConfigError(`${label(stray)} is set but ${label('authIssuer')} is not: set both.`);
  return undefined;
}
