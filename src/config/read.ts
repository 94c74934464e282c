/** Reads settings from flags, environment and files. What is wrong is collected, so that one start reports all of it. */
import { ConfigError, isSystemError } from '../lib/config-error.js';
import { readSecretFile } from './secret-file.js';
import {
  flagName,
  type Scope,
  SETTING_NAMES,
  SETTINGS,
  type Setting,
  type SettingName,
  type Settings,
  type SettingValues,
  settingLabel,
} from './table.js';

/** Settings as given, by name. */
export type SettingTexts = Partial<Record<SettingName, string>>;

/** Settings that were given and are right, and a sentence on each that is wrong. */
export interface ParsedSettings {
  values: Partial<SettingValues>;
  problems: string[];
}

/**
 * The settings of some scopes.
 *
 * @param flags - settings given as flags; they win over the environment
 */
export function readSettings(scopes: readonly Scope[], env: NodeJS.ProcessEnv, flags: SettingTexts): ParsedSettings {
  const texts: SettingTexts = {};
  const unreadable: string[] = [];
  for (const name of scopes.flatMap(namesIn)) {
    const found = readText(name, env, flags);
    if (found && 'problem' in found) unreadable.push(`${fileVariable(SETTINGS[name])}: ${found.problem}.`);
    else if (found) texts[name] = found.text;
  }
  const { values, problems } = parseSettings(texts);
  return { values, problems: [...unreadable, ...problems] };
}

function readText(
  name: SettingName,
  env: NodeJS.ProcessEnv,
  flags: SettingTexts,
): { text: string } | { problem: string } | undefined {
  const setting = SETTINGS[name];
  const text = given(flags[name]) ?? given(env[setting.env]);
  const path = setting.secret && given(env[fileVariable(setting)]);
  if (path === undefined) return text === undefined ? undefined : { text };
  return text === undefined ? readSecretFile(path) : { problem: `${setting.env} is set too; set one of them` };
}

/** Whether a setting is given, right or wrong. */
export const isGiven = (name: SettingName, env: NodeJS.ProcessEnv, flags: SettingTexts): boolean =>
  readText(name, env, flags) !== undefined;

/** The variable that names the file with a secret. */
export const fileVariable = ({ env }: Setting): string => `${env}_FILE`;

/** A value that says something: hosts pass '' or the unfilled placeholder for an optional field that was left empty. */
export function given(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === '' || /^\$\{.*\}$/.test(text) ? undefined : text;
}

/** @param label - how messages name a setting */
export function parseSettings(
  texts: SettingTexts,
  label: (name: SettingName) => string = settingLabel,
): ParsedSettings {
  const values: Partial<SettingValues> = {};
  const problems: string[] = [];
  const parse = <Name extends SettingName>(name: Name, text: string): void => {
    const parsed = SETTINGS[name].schema().safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${label(name)}: ${parsed.error.issues[0]?.message}.`);
  };
  for (const name of SETTING_NAMES) {
    const text = texts[name];
    if (text !== undefined) parse(name, text);
  }
  return { values, problems };
}

/**
 * The settings of a scope, with defaults for those that were not given.
 *
 * @param http - whether the server serves HTTP: some defaults differ
 */
export function withDefaults<S extends Scope>(
  scope: S,
  values: Partial<SettingValues>,
  { http = false } = {},
): Settings<S> {
  const complete: Partial<SettingValues> = {};
  const assign = <Name extends SettingName>(name: Name): void => {
    const setting = SETTINGS[name];
    const value = values[name] ?? (http ? setting.httpDefault : undefined) ?? setting.default;
    if (value !== undefined) complete[name] = value;
  };
  for (const name of namesIn(scope)) assign(name);
  if (isComplete(scope, complete)) return complete;
  throw new Error('A default is missing.');
}

const namesIn = (scope: Scope): readonly SettingName[] =>
  SETTING_NAMES.filter((name) => SETTINGS[name].scope === scope);

const isComplete = <S extends Scope>(
  scope: S,
  values: Partial<SettingValues>,
): values is Partial<SettingValues> & Settings<S> =>
  namesIn(scope).every((name) => SETTINGS[name].default === undefined || values[name] !== undefined);

/** The first setting of a scope that was given as a flag, as the user wrote it. */
export const firstFlag = (scope: Scope, flags: SettingTexts): string | undefined => {
  const name = namesIn(scope).find((each) => flags[each] !== undefined);
  return name && flagName(SETTINGS[name]);
};

/**
 * Opens what a setting names, such as a file.
 *
 * @throws ConfigError with the system's message, which names no setting by itself
 */
export async function openNamed<T>(name: SettingName, opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    throw isSystemError(error) ? new ConfigError(`${settingLabel(name)}: ${error.message}`) : error;
  }
}
