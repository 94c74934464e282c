/** What is wrong with a command line, in one line for a newcomer: the flag, its variable, and what to write instead. */
import type { Command, CommanderError, Option } from 'commander';
import { fileVariable } from '../config/read.js';
import { flagName, SETTING_NAMES, SETTINGS, type SettingName, settingLabel } from '../config/table.js';
import { misspells, nearest } from '../lib/nearest.js';

/** Names that people try, and what they want. */
const SERVE = 'to serve over stdio, leave the command out; to serve over HTTP, use --http';
const OTHER_WORDS: Readonly<Record<string, string>> = {
  serve: SERVE,
  start: SERVE,
  run: SERVE,
  server: SERVE,
  mcp: SERVE,
  stdio: SERVE,
  http: 'use --http',
  version: 'use --version',
};

/** @param command - the command that refused its arguments */
export function explainUsageError(command: Command, { code, message }: CommanderError): string {
  const explain = EXPLANATIONS[code];
  return explain?.(command, message) ?? message.replace(/^error: /, '').replaceAll('\n', ' ');
}

const EXPLANATIONS: Readonly<Record<string, (command: Command, message: string) => string | undefined>> = {
  'commander.excessArguments': explainExcess,
  'commander.unknownOption': (command, message) => explainUnknownOption(command, quotedIn(message)),
  'commander.optionMissingArgument': (command, message) => {
    const option = optionIn(command, message);
    // Behind the description is the variable, which the label has already.
    const [about = ''] = option?.description.split(' [CAPILLARY_') ?? [];
    return option && `${labelOf(command, option)} needs a value: ${about}.`;
  },
  'commander.invalidArgument': explainInvalid,
  'commander.missingArgument': (command, message) =>
    `${command.name()} needs a ${quotedIn(message)}: ${callOf(command)} ${command.usage()}.`,
  'commander.conflictingOption': (_, message) => `${message.replaceAll(/error: |option |'/g, '')}.`,
};

/** The first text in single quotes, as commander quotes what it refuses. */
const quotedIn = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? '';

const optionIn = (command: Command, message: string): Option | undefined =>
  command.options.find(({ flags }) => flags === quotedIn(message));

/** How a command is written: `capillary-mcp sandbox`. */
const callOf = (command: Command): string =>
  command.parent ? `${callOf(command.parent)} ${command.name()}` : command.name();

const settingOf = (flag: string): SettingName | undefined =>
  SETTING_NAMES.find((name) => flagName(SETTINGS[name]) === flag);

/** A flag with its variable if it is that of a setting, and behind its command if it is that of one. */
function labelOf(command: Command, option: Option): string {
  const flag = option.long ?? option.flags;
  const name = settingOf(flag);
  const isSetting = name !== undefined && option.description.endsWith(`[${SETTINGS[name].env}]`);
  const label = isSetting ? settingLabel(name) : flag;
  return command.parent ? `${command.name()} ${label}` : label;
}

function explainExcess(command: Command): string {
  const [first = ''] = command.args;
  if (command.parent) return `${command.name()} takes no arguments, but got '${first}'. See ${callOf(command)} --help.`;
  const names = command.commands.map((each) => each.name());
  const near = nearest(first, names);
  const meant = OTHER_WORDS[first.toLowerCase()];
  const advice = meant === undefined ? (near === undefined ? '.' : `; did you mean ${near}?`) : `; ${meant}.`;
  return `'${first}' is not a command${advice} Commands: ${names.join(', ')}.`;
}

/** In this order: a secret, an option of the server or of another command, a misspelt one. */
function explainUnknownOption(command: Command, given: string): string {
  const flag = given.split('=')[0] ?? given;
  const wrong = command.parent ? `${command.name()} has no option ${flag}` : `there is no option ${flag}`;
  const program = command.parent ?? command;
  const isMisspelt = command.options.some(({ long }) => long !== undefined && misspells(flag, long));
  const advice =
    secretAdvice(flag) ??
    (isMisspelt ? undefined : (serverAdvice(command, flag) ?? otherCommandAdvice(command, program, flag)));
  return `${wrong}${advice ?? nearAdvice(command, flag)}`;
}

/** Secrets have no flag. */
function secretAdvice(flag: string): string | undefined {
  const setting = SETTING_NAMES.map((name) => SETTINGS[name]).find(
    ({ env, secret }) => secret && flagOfVariable(env) === flag,
  );
  return (
    setting &&
    `: secrets have no flag, because flags show in process lists. Set ${setting.env}, or ${fileVariable(setting)} to a file.`
  );
}

/** `--password` of CAPILLARY_PASSWORD. */
const flagOfVariable = (env: string): string => `--${env.replace('CAPILLARY_', '').toLowerCase().replaceAll('_', '-')}`;

/** What the server takes and a command does not. */
function serverAdvice(command: Command, flag: string): string | undefined {
  const name = command.parent ? settingOf(flag) : undefined;
  return name && `: ${settingLabel(name)} is an option of the server, capillary-mcp without a command.`;
}

/** What another command takes; with the setting of the server that does the same, if the server was called. */
function otherCommandAdvice(command: Command, program: Command, flag: string): string | undefined {
  const owners = program.commands.filter((each) => each !== command && each.options.some(({ long }) => long === flag));
  if (owners.length === 0) return undefined;
  const same = owners
    .map((owner) => settingOf(`--${owner.name()}-${flag.slice(2)}`))
    .find((name) => name !== undefined);
  const list = owners.map((owner) => `capillary-mcp ${owner.name()}`).join(' and ');
  const instead = same === undefined || command.parent ? '' : ` For the server, use ${settingLabel(same)}.`;
  return `: it is an option of ${list}.${instead}`;
}

/** A shorter flag is near to too many. */
const MIN_LENGTH = 5;

function nearAdvice(command: Command, flag: string): string {
  const flags = command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []));
  const near = flag.length < MIN_LENGTH ? undefined : nearest(flag, [...flags, '--help']);
  const name = near === undefined || command.parent ? undefined : settingOf(near);
  if (near === undefined) return `. See ${callOf(command)} --help.`;
  return `; did you mean ${name === undefined ? near : settingLabel(name)}?`;
}

function explainInvalid(command: Command, message: string): string | undefined {
  const [, , value = '', reason = ''] = /option '([^']*)' argument '([^']*)' is invalid\. (.*)/s.exec(message) ?? [];
  const option = optionIn(command, message);
  if (option) return `${labelOf(command, option)} '${value}': ${expected(value, option.argChoices, reason)}`;
  const argument = command.registeredArguments.find((each) => message.includes(`for argument '${each.name()}'`));
  const given = quotedIn(message);
  return argument?.argChoices && `${command.name()} '${given}': ${expected(given, argument.argChoices, '')}`;
}

function expected(value: string, choices: readonly string[] | undefined, otherwise: string): string {
  if (!choices) return `${otherwise}.`;
  const near = nearest(value, choices);
  return `expected one of ${choices.join(', ')}${near === undefined ? '.' : `; did you mean ${near}?`}`;
}
