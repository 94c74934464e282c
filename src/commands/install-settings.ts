/** The settings that `install` writes: from flags, the environment and answers, checked as the server would check them. */
import { SANDBOX_SETTINGS, SECRET_OF } from '../config/connection.js';
import { fileVariable, readSettingSources, type SettingSource, type SettingTexts } from '../config/read.js';
import { readConfig } from '../config/server.js';
import { SETTING_NAMES, SETTINGS, type SettingName, STDIO_SETTINGS, settingLabel } from '../config/table.js';
import { checkVariables } from '../config/unknown-variables.js';
import type { PlacedSecret } from '../hosts/entry.js';
import { SECRET_PLACES, type SecretPlace } from '../hosts/hosts.js';
import { ConfigError } from '../lib/config-error.js';
import { askForConnection, askForSandbox, type Terminal } from './install-questions.js';

type Sources = ReadonlyMap<SettingName, SettingSource>;

export interface Choice {
  readonly sources: Sources;
  /** Whether an entry that is there keeps its settings, because nothing was said about the connection. */
  readonly onlyCommand: boolean;
}

export interface ChoiceOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly flags: SettingTexts;
  /** Whether the sandbox was asked for. */
  readonly sandbox: boolean;
  /** Whether the host already has an entry of this server. */
  readonly installed: boolean;
  /** Whether nothing is written, so that the sandbox will do if nothing is set. */
  readonly print: boolean;
  /** Undefined if there is nobody to ask. */
  readonly terminal: Terminal | undefined;
  /** Whether the text of a secret is needed. */
  readonly needs: (secret: SettingName) => boolean;
}

/** @throws ConfigError if something is missing and cannot be asked for, CancelledError */
export async function chooseSettings(options: ChoiceOptions): Promise<Choice> {
  const { env, flags, sandbox, installed, print, terminal, needs } = options;
  const { problems } = checkVariables(env, { tenants: false });
  if (problems.length > 0) throw new ConfigError(problems.join(' '));
  const given = readSettingSources(STDIO_SETTINGS, env, flags);
  const kept = new Map([...given].filter(([name]) => !isLive(name)));
  if (sandbox) {
    const contradiction = SETTING_NAMES.find((name) => flags[name] !== undefined && isLive(name));
    if (contradiction === undefined) return { sources: kept, onlyCommand: false };
    throw new ConfigError(`--sandbox and ${settingLabel(contradiction)} exclude each other: pass one of them.`);
  }
  const ask = async (): Promise<Choice> => {
    if (!terminal) return { sources: given, onlyCommand: false };
    return { sources: await askForConnection(given, needs, terminal), onlyCommand: false };
  };
  const live = [...given.keys()].filter(isLive);
  // A secret may be in the environment for another use.
  if (live.some((name) => !SETTINGS[name].secret)) return ask();
  if (SANDBOX_SETTINGS.some((name) => given.has(name))) return { sources: kept, onlyCommand: false };
  if (installed) return { sources: kept, onlyCommand: true };
  if (print) return { sources: kept, onlyCommand: false };
  if (!terminal) throw new ConfigError(nothingSet());
  return (await askForSandbox(terminal)) ? { sources: kept, onlyCommand: false } : ask();
}

/** Whether a setting is about a live connection. */
const isLive = (name: SettingName): boolean =>
  SETTINGS[name].scope === 'connection' && !SANDBOX_SETTINGS.some((each) => each === name);

const nothingSet = (): string =>
  [
    'No connection is set: pass --sandbox for the embedded sandbox,',
    `or set ${settingLabel('cluster')} or ${settingLabel('baseUrl')},`,
    `with ${settingLabel('username')} and ${settingLabel('password')},`,
    `or with ${settingLabel('clientKey')} and ${settingLabel('clientSecret')}.`,
  ].join(' ');

/** The secrets that the settings need, each with the setting that it belongs to. */
export const neededSecrets = (sources: Sources): SettingName[] =>
  Object.entries(SECRET_OF)
    .filter(
      ([owner, secret]) => sources.has(secret) || SETTING_NAMES.some((name) => name === owner && sources.has(name)),
    )
    .map(([, secret]) => secret);

/** Where a secret will be. @param places - where the host can have it, the best first @throws ConfigError */
export function choosePlace(
  source: SettingSource | undefined,
  places: readonly SecretPlace[],
  wanted: SecretPlace | undefined,
  title: string,
): SecretPlace {
  if (wanted === undefined) return source && 'file' in source ? 'file' : (places[0] ?? 'file');
  if (places.includes(wanted)) return wanted;
  const why = wanted === 'env' ? 'does not read variables of its environment' : 'does not keep secrets';
  const others = SECRET_PLACES.filter((place) => places.includes(place));
  throw new ConfigError(`--secrets ${wanted}: ${title} ${why}. Use ${others.join(' or ')}.`);
}

/** @throws ConfigError that names the variables of a secret that is missing */
export function requireText(name: SettingName, source: SettingSource | undefined, canRefer: boolean): string {
  if (source && 'text' in source) return source.text;
  const setting = SETTINGS[name];
  const reference = canRefer ? ', or pass --secrets env to have the host read the variable whenever it starts' : '';
  throw new ConfigError(
    `${setting.env} is missing: set it, or set ${fileVariable(setting)} to a file with it${reference}.`,
  );
}

/**
 * Checks the settings as the server will, against each other too.
 *
 * @throws ConfigError
 */
export function checkSettings(sources: Sources, secrets: readonly PlacedSecret[]): void {
  const env: Record<string, string> = {};
  for (const [name, source] of sources) {
    if ('text' in source) env[SETTINGS[name].env] = source.text;
    else env[fileVariable(SETTINGS[name])] = source.file;
  }
  for (const { name, place } of secrets) {
    // The value is not known, but it will be there.
    if (place !== 'file' && !sources.has(name)) env[SETTINGS[name].env] = 'placeholder';
  }
  readConfig(env);
}
