/** Which Capillary host to connect to, with which credentials. An incomplete connection is an error, never a guess. */
import type { Credentials } from '../client/types.js';
import { ConfigError } from '../lib/config-error.js';
import type { SandboxWorld, UpstreamTarget } from '../organization/upstream.js';
import { CLUSTERS } from './clusters.js';
import { withDefaults } from './read.js';
import type { SettingName, SettingValues } from './table.js';

/** How messages name a setting. */
export type SettingLabel = (name: SettingName) => string;

type Values = Partial<SettingValues>;

/**
 * Reads the target from the settings that are set.
 *
 * @throws ConfigError naming settings, never values
 */
export function readTarget(values: Values, label: SettingLabel): Exclude<UpstreamTarget, { kind: 'unconfigured' }> {
  const { baseUrl, inTouchBaseUrl } = readHosts(values, label);
  const credentials = readCredentials(values, label);
  if (baseUrl === undefined && !credentials) {
    rejectStraySettings(values, label);
    return sandboxTarget(values);
  }
  const mixed = SANDBOX_SETTINGS.find((name) => values[name] !== undefined);
  if (mixed) {
    throw new ConfigError(
      `${label(mixed)} is for the embedded sandbox, but a host or credentials are set: unset either.`,
    );
  }
  if (baseUrl === undefined) {
    throw new ConfigError(`Credentials are set but no host: set ${label('baseUrl')} or ${label('cluster')}.`);
  }
  if (!credentials) throw new ConfigError(`A host is set but no credentials: set ${eitherCredentials(label)}.`);
  const { attributionCode, passwordHash } = values;
  if (passwordHash !== undefined && credentials.kind !== 'basic') throw incomplete('passwordHash', 'password', label);
  const admin = readPair(values, [SECRET_OF.adminOrgId, 'adminOrgId'], label);
  if (values.attributionType !== undefined && attributionCode === undefined) {
    throw incomplete('attributionType', 'attributionCode', label);
  }
  return {
    kind: 'capillary',
    baseUrl,
    credentials,
    ...(passwordHash !== undefined && { passwordHash }),
    ...(inTouchBaseUrl !== undefined && { inTouchBaseUrl }),
    ...(admin && { admin: { key: admin[0], orgId: admin[1] } }),
    ...(attributionCode !== undefined && {
      attribution: { entityType: withDefaults('connection', values).attributionType, entityCode: attributionCode },
    }),
  };
}

/** Each secret with the name or id that it belongs to: both are set, or neither. */
export const SECRET_OF = {
  username: 'password',
  clientKey: 'clientSecret',
  adminOrgId: 'adminKey',
} as const satisfies { readonly [name in SettingName]?: SettingName };

export const SANDBOX_SETTINGS = ['sandboxBrand', 'sandboxState', 'sandboxSeed', 'sandboxClock'] as const;

function sandboxTarget(values: Values): Extract<UpstreamTarget, { kind: 'sandbox' }> {
  const { sandboxBrand, sandboxState, sandboxSeed, sandboxClock } = values;
  const world: SandboxWorld = {
    ...(sandboxBrand !== undefined && { brand: sandboxBrand }),
    ...(sandboxState !== undefined && { state: sandboxState }),
    ...(sandboxSeed !== undefined && { seed: sandboxSeed }),
    ...(sandboxClock !== undefined && { clock: sandboxClock }),
  };
  return { kind: 'sandbox', ...(Object.keys(world).length > 0 && { world }) };
}

/** The hosts that are set by URL, or those of the cluster. */
function readHosts(
  { baseUrl, cluster, inTouchBaseUrl }: Values,
  label: SettingLabel,
): { baseUrl: string | undefined; inTouchBaseUrl: string | undefined } {
  if (cluster === undefined) return { baseUrl, inTouchBaseUrl };
  if (baseUrl !== undefined) throw new ConfigError(`Set ${label('baseUrl')} or ${label('cluster')}, not both.`);
  const { apiHost, inTouchHost } = CLUSTERS[cluster];
  return { baseUrl: `https://${apiHost}`, inTouchBaseUrl: inTouchBaseUrl ?? `https://${inTouchHost}` };
}

function readCredentials(values: Values, label: SettingLabel): Credentials | undefined {
  const basic = readPair(values, ['username', SECRET_OF.username], label);
  const oauth = readPair(values, ['clientKey', SECRET_OF.clientKey], label);
  if (basic && oauth) {
    throw new ConfigError(`Two kinds of credentials are set: keep either ${eitherCredentials(label)}.`);
  }
  if (basic) return { kind: 'basic', username: basic[0], password: basic[1] };
  if (oauth) return { kind: 'oauth', key: oauth[0], secret: oauth[1] };
  return undefined;
}

const eitherCredentials = (label: SettingLabel): string =>
  `${label('username')} and ${label('password')}, or ${label('clientKey')} and ${label('clientSecret')}`;

/** Settings that need a real host must not be silently ignored when the sandbox is used. */
function rejectStraySettings(values: Values, label: SettingLabel): void {
  const stray = (
    ['passwordHash', 'inTouchBaseUrl', 'adminKey', 'adminOrgId', 'attributionType', 'attributionCode'] as const
  ).find((name) => values[name] !== undefined);
  if (stray) {
    throw new ConfigError(
      `${label(stray)} is set without a host and credentials: set those too, or unset it to use the sandbox.`,
    );
  }
}

type TextSetting = { [name in SettingName]: SettingValues[name] extends string ? name : never }[SettingName];

/** Two settings that must be set together. */
function readPair(
  values: Values,
  [firstName, secondName]: readonly [TextSetting, TextSetting],
  label: SettingLabel,
): [string, string] | undefined {
  const [first, second] = [values[firstName], values[secondName]];
  if (first !== undefined && second !== undefined) return [first, second];
  if (first !== undefined) throw incomplete(firstName, secondName, label);
  if (second !== undefined) throw incomplete(secondName, firstName, label);
  return undefined;
}

const incomplete = (present: SettingName, absent: SettingName, label: SettingLabel): ConfigError =>
  new ConfigError(`${label(present)} is set but ${label(absent)} is not: set both or neither.`);
