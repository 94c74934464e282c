/** Reads settings from flags, environment and files. It collects all problems, so that one start reports all of them. */
import { ConfigError, isSystemError } from '../lib/config-error.js';
import type { Attempt } from '../lib/system-error.js';
import { settingAliases } from '../tools/current-names.js';
import { readSecretFile } from './secret-file.js';
import {
  SETTING_NAMES,
  SETTINGS,
  type Setting,
  type SettingName,
  type SettingScope,
  type SettingTable,
  type SettingValues,
  settingLabel,
} from './table.js';

/** SettingTable as text, by name. */
export type SettingTexts = Partial<Record<SettingName, string>>;

/** The valid settings that are set, and a sentence on each invalid one. */
export interface ParsedSettings {
  values: Partial<SettingValues>;
  problems: string[];
}

/**
 * Reads the settings of some scopes.
 *
 * @param flags - settings from the command line; they win over the environment
 */
export function readSettingValues(
  scopes: readonly SettingScope[],
  env: NodeJS.ProcessEnv,
  flags: SettingTexts,
): ParsedSettings {
  const texts: SettingTexts = {};
  const unreadable: string[] = [];
  for (const name of scopes.flatMap(namesIn)) {
    const result = readText(name, env, flags);
    if (result && 'problem' in result) unreadable.push(`${fileVariable(SETTINGS[name])}: ${result.problem}.`);
    else if (result) texts[name] = result.text;
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
  const variables = [setting.env, ...settingAliases(setting.env).map(({ from }) => from)];
  const text = nonEmpty(flags[name]) ?? firstOf(env, variables);
  const path = setting.secret && firstOf(env, variables.map(toFileVariable));
  if (path === undefined) return text === undefined ? undefined : { text };
  return text === undefined ? readSecretFile(path) : { problem: `${setting.env} is also set; set only one of them` };
}

function firstOf(env: NodeJS.ProcessEnv, names: readonly string[]): string | undefined {
  const name = names.find((each) => nonEmpty(env[each]) !== undefined);
  return name === undefined ? undefined : nonEmpty(env[name]);
}

/** Where the value of a setting is: in a flag or a variable, or in the file that a variable names. */
export type SettingSource = { readonly text: string } | { readonly file: string };

/** Which of some settings are set, validly or not, with their text or with the file of a secret. */
export function readSettingSources(
  names: readonly SettingName[],
  env: NodeJS.ProcessEnv,
  flags: SettingTexts,
): Map<SettingName, SettingSource> {
  const sources = new Map<SettingName, SettingSource>();
  for (const name of names) {
    const setting = SETTINGS[name];
    const variables = [setting.env, ...settingAliases(setting.env).map(({ from }) => from)];
    const text = nonEmpty(flags[name]) ?? firstOf(env, variables);
    const file = setting.secret && firstOf(env, variables.map(toFileVariable));
    if (text !== undefined) sources.set(name, { text });
    else if (file !== undefined) sources.set(name, { file });
  }
  return sources;
}

/** Whether a setting is set, valid or not. */
export const isSet = (name: SettingName, env: NodeJS.ProcessEnv, flags: SettingTexts): boolean =>
  readText(name, env, flags) !== undefined;

/** The variable that names the file with a secret. */
export const fileVariable = ({ env }: Setting): string => toFileVariable(env);

const toFileVariable = (env: string): string => `${env}_FILE`;

/** The trimmed value, or undefined: for an optional field left empty, hosts pass '' or the placeholder itself. */
export function nonEmpty(value: string | undefined): string | undefined {
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
 * The settings of a scope, with defaults for those that are not set.
 *
 * @param http - whether the server serves HTTP: some defaults differ
 */
export function withDefaults<S extends SettingScope>(
  scope: S,
  values: Partial<SettingValues>,
  { http = false } = {},
): SettingTable<S> {
  const complete: Partial<SettingValues> = {};
  const assign = <Name extends SettingName>(name: Name): void => {
    const setting = SETTINGS[name];
    const value = values[name] ?? (http ? setting.httpDefault : undefined) ?? setting.default;
    if (value !== undefined) complete[name] = value;
  };
  for (const name of namesIn(scope)) assign(name);
  if (isComplete(scope, complete)) return complete;
  throw new Error(`A setting of the scope '${scope}' has no value although it has a default.`);
}

const namesIn = (scope: SettingScope): readonly SettingName[] =>
  SETTING_NAMES.filter((name) => SETTINGS[name].scope === scope);

const isComplete = <S extends SettingScope>(
  scope: S,
  values: Partial<SettingValues>,
): values is Partial<SettingValues> & SettingTable<S> =>
  namesIn(scope).every((name) => SETTINGS[name].default === undefined || values[name] !== undefined);

/** The first setting of a scope that is set on the command line. */
export const firstFlag = (scope: SettingScope, flags: SettingTexts): SettingName | undefined =>
  namesIn(scope).find((name) => flags[name] !== undefined);

/** How messages name the file of a setting: `--policy-file (CAPILLARY_POLICY_FILE): policy.json`. */
export const fileLabel = (name: SettingName, path: string): string => `${settingLabel(name)}: ${path}`;

/**
 * Awaits the opening of something that a setting names, such as a file or a port.
 *
 * @throws ConfigError that names the setting and says what to do, instead of a system error
 */
export async function openForSetting<T>(name: SettingName, opening: Promise<T>, attempt?: Attempt): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    // What is wrong with the content of a file begins with its path.
    if (error instanceof ConfigError && attempt?.path !== undefined && error.message.startsWith(attempt.path)) {
      throw new ConfigError(`${settingLabel(name)}: ${error.message}`);
    }
    if (!isSystemError(error)) throw error;
    const { explainSystemError } = await import('../lib/system-error.js');
    throw new ConfigError(`${settingLabel(name)}: ${explainSystemError(error, attempt)}`);
  }
}
