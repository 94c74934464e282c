/** The configuration of the HTTP server: who may connect, as whom, and how much. Checked once, as one typed Hosting. */
import { ConfigError } from '../lib/config-error.js';
import { isLoopback } from '../lib/loopback.js';
import { readSettings, type SettingTexts, withDefaults } from './read.js';
import type { Config } from './server.js';
import { settingLabel as label, type Settings } from './table.js';

/** How callers are authenticated. */
export type Authentication =
  /** OAuth 2.1: access tokens of an authorization server. */
  | { kind: 'jwt'; issuer: string; audience: string; jwksUrl?: string; tenantClaim?: string }
  /** Static bearer tokens, kept as hashes in a file. */
  | { kind: 'tokens'; path: string };

type AuthSetting = Extract<keyof Settings<'hosting'>, `auth${string}`>;

/** The settings of the HTTP server, as src/config/table.ts describes them. */
export interface Hosting extends Omit<Settings<'hosting'>, AuthSetting | 'insecureNoAuth' | 'sandbox'> {
  authentication?: Authentication;
}

/**
 * @param config - the settings that every transport has
 * @throws ConfigError naming what is wrong; also for what would open the server to strangers
 */
export function readHosting(env: NodeJS.ProcessEnv, flags: SettingTexts, config: Pick<Config, 'target'>): Hosting {
  const { values, problems } = readSettings(['hosting'], env, flags);
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
  const isReal = hosting.tenantsFile !== undefined || config.target.kind === 'capillary';
  if (hosting.tenantsFile !== undefined && config.target.kind === 'capillary') {
    throw new ConfigError(
      `Hosts and credentials are in ${label('tenantsFile')}: unset ${label('baseUrl')}, ${label('cluster')} and the credentials.`,
    );
  }
  if (!isLoopback(hosting.host)) {
    refuseOpen({
      authenticated: authentication !== undefined || insecureNoAuth,
      hosts: hosting.allowedHosts !== undefined,
      real: isReal || sandbox,
    });
  }
  return { ...hosting, ...(authentication && { authentication }) };
}

function refuseOpen({ authenticated, hosts, real }: { authenticated: boolean; hosts: boolean; real: boolean }): void {
  if (!authenticated) {
    throw new ConfigError(
      `Beyond loopback callers must be authenticated: set ${label('authIssuer')} or ${label('authTokensFile')}, or ${label('insecureNoAuth')} on purpose.`,
    );
  }
  if (!hosts) {
    throw new ConfigError(
      `Beyond loopback set ${label('allowedHosts')} to the names that clients use, such as mcp.example.com.`,
    );
  }
  if (!real) {
    throw new ConfigError(
      `No host and no credentials are set, so the embedded sandbox would be served beyond loopback: set them, or ${label('sandbox')} on purpose.`,
    );
  }
}

function readAuthentication(settings: Pick<Settings<'hosting'>, AuthSetting>): Authentication | undefined {
  const { authIssuer: issuer, authAudience: audience, authJwksUrl, authTenantClaim, authTokensFile: path } = settings;
  if (issuer !== undefined && path !== undefined) {
    throw new ConfigError(`Set ${label('authIssuer')} or ${label('authTokensFile')}, not both.`);
  }
  if (path !== undefined) return { kind: 'tokens', path };
  if (issuer !== undefined && audience !== undefined) {
    return {
      kind: 'jwt',
      issuer,
      audience,
      ...(authJwksUrl !== undefined && { jwksUrl: authJwksUrl }),
      ...(authTenantClaim !== undefined && { tenantClaim: authTenantClaim }),
    };
  }
  if (issuer !== undefined) {
    throw new ConfigError(`${label('authIssuer')} is set but ${label('authAudience')} is not: set both.`);
  }
  const stray = (['authAudience', 'authJwksUrl', 'authTenantClaim'] as const).find((name) => settings[name]);
  if (stray) throw new ConfigError(`${label(stray)} is set but ${label('authIssuer')} is not: set both.`);
  return undefined;
}
