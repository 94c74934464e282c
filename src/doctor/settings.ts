/** What is set where, and what is wrong with it. Values of secrets are never shown. */
import { fileVariable, nonEmpty, readSettingValues, type SettingTexts } from '../config/read.js';
import {
  flagName,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type SettingScope,
  type SettingValues,
  settingLabel,
} from '../config/table.js';
import { checkVariables, knownVariables } from '../config/unknown-variables.js';
import { settingAliases } from '../tools/current-names.js';
import { type Finding, fail, ok, warn } from './finding.js';

export interface Sources {
  env: NodeJS.ProcessEnv;
  /** The flags of the command line. */
  flags: SettingTexts;
}

export interface ReadSettings {
  /** The valid ones that are set. */
  values: Partial<SettingValues>;
  findings: Finding[];
}

const SCOPES: readonly SettingScope[] = ['connection', 'tools', 'server', 'hosting'];
const CHECK = 'settings';

/** All settings, with a finding for each that is set and for each that is wrong. */
export function readSettings({ env, flags }: Sources): ReadSettings {
  const { values, problems } = readSettingValues(SCOPES, env, flags);
  const unknown = checkVariables(env, { tenants: values.tenantsFile !== undefined });
  const set = SETTING_NAMES.flatMap((name) => describe(name, values, { env, flags }));
  const wrong = [...unknown.problems, ...problems].map((problem) => fail(CHECK, problem));
  const allDefaults = ok(CHECK, 'nothing is set: the embedded sandbox is used, and all defaults apply');
  return {
    values,
    findings: [
      ...wrong,
      ...unknown.warnings.map((warning) => warn(CHECK, warning, 'Unset it, or correct its name.')),
      ...placeholders(env),
      ...suspicious(values),
      ...withoutHttp(values),
      ...(set.length + wrong.length > 0 ? set : [allDefaults]),
    ],
  };
}

function describe(name: SettingName, values: Partial<SettingValues>, sources: Sources): Finding[] {
  const source = sourceOf(name, sources);
  if (source === undefined || values[name] === undefined) return [];
  const setting = SETTINGS[name];
  const isHidden = setting.secret || name === 'clientKey';
  const shown = isHidden || source.text === undefined ? 'is set (hidden)' : `is ${source.text}`;
  return [ok(CHECK, `${setting.env} ${shown}, from ${source.origin}`)];
}

/** Where a setting gets its value: a flag, the environment, or the file with a secret, whose text is not read. */
function sourceOf(name: SettingName, { env, flags }: Sources): { origin: string; text?: string } | undefined {
  const setting = SETTINGS[name];
  const flag = nonEmpty(flags[name]);
  if (flag !== undefined) return { origin: `the flag ${flagName(setting) ?? ''}`, text: flag };
  const variables = [setting.env, ...settingAliases(setting.env).map(({ from }) => from)];
  for (const variable of variables) {
    const text = nonEmpty(env[variable]);
    const origin = variable === setting.env ? 'the environment' : `its old variable ${variable}`;
    if (text !== undefined) return { origin, text };
  }
  // Only secrets have a value for which no variable is set.
  return setting.secret ? { origin: `the file that ${fileVariable(setting)} names` } : undefined;
}

/** Hosts pass `${NAME}` as it is where they do not know the variable; such a value counts as not set. */
function placeholders(env: NodeJS.ProcessEnv): Finding[] {
  return knownVariables()
    .filter((name) => /^\s*\$\{.+\}\s*$/.test(env[name] ?? ''))
    .map((name) =>
      warn(
        CHECK,
        `${name} is a placeholder that nobody has replaced, so it counts as not set`,
        "Set the variable that it names where the host can read it, or write the value into the host's configuration.",
      ),
    );
}

const QUOTED = /^(["']).*\1$/s;
const HASHES = { md5: /^[\da-f]{32}$/i, sha256: /^[\da-f]{64}$/i } as const;

/** Source: the API reference, 'Attribution'. */
const ATTRIBUTION_TYPES = /^(TILL(_CODE)?|STORE_(CODE|NAME|EXTERNAL_ID(_[12])?))$/i;

/** Values that are valid, but hardly meant. */
function suspicious(values: Partial<SettingValues>): Finding[] {
  const { password, username, baseUrl, attributionType } = values;
  const quoted = SETTING_NAMES.filter((name) => QUOTED.test(String(values[name] ?? '')));
  return [
    ...quoted.map((name) =>
      warn(
        CHECK,
        `${settingLabel(name)} begins and ends with a quotation mark`,
        'Remove the marks: they are part of the value.',
      ),
    ),
    ...(password !== undefined && looksHashed(password) ? [warn(CHECK, HASHED, USE_PASSWORD)] : []),
    ...(username?.includes(':')
      ? [
          fail(
            CHECK,
            `${settingLabel('username')} contains a colon, which Basic authentication does not allow`,
            'Set the name alone, without the password.',
          ),
        ]
      : []),
    ...(attributionType !== undefined && !ATTRIBUTION_TYPES.test(attributionType)
      ? [
          warn(
            CHECK,
            `${settingLabel('attributionType')} is ${attributionType}, which the API does not document`,
            'Use TILL, TILL_CODE, STORE_CODE, STORE_NAME or STORE_EXTERNAL_ID.',
          ),
        ]
      : []),
    ...(baseUrl !== undefined && new URL(baseUrl).pathname !== '/'
      ? [
          warn(
            CHECK,
            `${settingLabel('baseUrl')} has a path, which is put before the path of every endpoint`,
            'Remove it, unless a gateway expects it: the API host alone is enough.',
          ),
        ]
      : []),
  ];
}

/** Whether a password is a hash already. */
export const looksHashed = (password: string): boolean => Object.values(HASHES).some((hash) => hash.test(password));
const HASHED = `${SETTINGS.password.env} looks like a hash (32 or 64 hexadecimal digits), and would be hashed again`;
/** What to do about a hash in place of a password. */
export const USE_PASSWORD =
  'Set the password itself: Basic authentication sends its MD5, and this server computes it. With curl, you do that yourself.';

/** Settings of the HTTP server, without it. */
function withoutHttp(values: Partial<SettingValues>): Finding[] {
  const unused = SETTING_NAMES.filter((name) => SETTINGS[name].scope === 'hosting' && values[name] !== undefined);
  if (values.http === true || unused.length === 0) return [];
  const names = unused.map((name) => SETTINGS[name].env).join(', ');
  return [
    warn(CHECK, `${names}: used only with ${settingLabel('http')}, which is not set`, 'Set that too, or unset these.'),
  ];
}
