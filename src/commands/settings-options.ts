/** The settings as command-line options, and as `--help` shows them. */
import { type Command, Help, Option } from 'commander';
import type { SettingTexts } from '../config/read.js';
import {
  describeSetting,
  SETTING_NAMES,
  SETTINGS,
  type Setting,
  type SettingName,
  settingLabel,
} from '../config/table.js';
import { ConfigError } from '../lib/config-error.js';
import { describeAlias, settingAliases } from '../tools/current-names.js';

/** A flag without a value means true, but it also takes a value: `--read-only=false`. */
const OPTIONAL_VALUE = ' [boolean]';

const flagsOf = (flag: string): string => (flag.includes(' ') ? flag : `${flag}${OPTIONAL_VALUE}`);

const OPTIONS = SETTING_NAMES.flatMap((name) => {
  const setting = SETTINGS[name];
  if (setting.flag === undefined) return [];
  const option = new Option(flagsOf(setting.flag), `${describeSetting(setting)} [${setting.env}]`);
  return [{ name, option: option.helpGroup(groupOf(setting)) }];
});

/** Old flags, which `--help` does not show. */
const OLD_OPTIONS = SETTING_NAMES.flatMap((name) =>
  settingAliases(SETTINGS[name].env)
    .filter(({ from }) => from.startsWith('--'))
    .map((alias) => ({ name, alias, option: new Option(`${alias.from} [value]`).hideHelp() })),
);

/** One option for each setting that has a flag, and one for each old flag. */
export const settingsOptions: readonly Option[] = [...OPTIONS, ...OLD_OPTIONS].map(({ option }) => option);

/** Options for some settings, of which `--help` shows the everyday ones. */
export const settingsOptionsOf = (names: readonly SettingName[], group: string): Option[] =>
  names.flatMap((name) => {
    const setting = SETTINGS[name];
    if (setting.flag === undefined) return [];
    const option = new Option(flagsOf(setting.flag), `${describeSetting(setting)} [${setting.env}]`).helpGroup(group);
    return [setting.everyday ? option : option.hideHelp()];
  });

/** The same for a command that takes all of them, but lists none in its help. */
export const hiddenSettingsOptions = (): Option[] =>
  settingsOptions.map(({ flags, description }) => new Option(flags, description).hideHelp());

/** What to tell the operator about old flags that are used. */
export const describeOldFlags = (options: Readonly<Record<string, unknown>>): string[] =>
  OLD_OPTIONS.filter(({ option }) => options[option.attributeName()] !== undefined).map(({ alias }) =>
    describeAlias(alias),
  );

/**
 * The settings that were set by flags.
 *
 * @param options - values by commander's names for the flags
 * @throws ConfigError if the next flag was taken for the value of one
 */
export function readSettingFlags(options: Readonly<Record<string, unknown>>): SettingTexts {
  const texts: SettingTexts = {};
  for (const { name, option } of [...OLD_OPTIONS, ...OPTIONS]) {
    const value = options[option.attributeName()];
    if (typeof value === 'string' && settingsOptions.some(({ long }) => long === value.split('=')[0])) {
      throw new ConfigError(`${settingLabel(name)} needs a value before ${value}: ${SETTINGS[name].description}.`);
    }
    if (value !== undefined) texts[name] = String(value);
  }
  return texts;
}

function groupOf({ everyday, scope }: Setting): string {
  if (everyday) return scope === 'hosting' ? 'With --http:' : 'Options:';
  return scope === 'hosting' ? 'Advanced, with --http:' : 'Advanced:';
}

/** An option as `--help` shows it. */
export const optionTerm = ({ flags }: Option): string => flags.replace(OPTIONAL_VALUE, '');

/** The help of the main command: everyday options first, then secrets and examples, then advanced options. */
export function formatHelp(command: Command, help: Help, examples: string): string {
  const isAdvanced = (section: string): boolean => section.startsWith('Advanced');
  const sections = Help.prototype.formatHelp.call(help, command, help).trimEnd().split('\n\n');
  return `${[
    ...sections.filter((section) => !isAdvanced(section)),
    formatSecrets(command, help),
    examples,
    ...sections.filter(isAdvanced),
    'Flags shown without a value also accept one: --read-only=false.',
  ].join('\n\n')}\n`;
}

function formatSecrets(command: Command, help: Help): string {
  const width = help.padWidth(command, help);
  const secrets = SETTING_NAMES.map((name) => SETTINGS[name]).filter(({ secret }) => secret);
  return [
    'Secrets (environment only, or a file: CAPILLARY_PASSWORD_FILE=<path>):',
    ...secrets.map(({ env, description }) => help.formatItem(env, width, description, help)),
  ].join('\n');
}
