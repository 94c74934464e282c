/** The entry of this server in the file of a host. */
import { fileVariable } from '../config/read.js';
import { SETTINGS, type SettingName } from '../config/table.js';
import type { Host, SecretPlace } from './hosts.js';
import type { Launch } from './launch.js';

/** What the host asks its user for, as VS Code names it. */
export interface SecretInput {
  readonly type: 'promptString';
  readonly id: string;
  readonly description: string;
  readonly password: true;
}

/** A secret and where it is: in a file, or wherever the host has it. */
export interface PlacedSecret {
  readonly name: SettingName;
  readonly place: SecretPlace;
  /** The file, if that is the place. */
  readonly file?: string;
}

export interface Entry {
  readonly type?: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Variables that the host forwards by their names, as Codex does. */
  readonly forwarded: readonly string[];
  readonly inputs: readonly SecretInput[];
}

/** @param settings - what is not secret, as text, by name @param server - the name of the entry */
export function entryOf(
  host: Pick<Host, 'hasType' | 'variable'>,
  launch: Launch,
  settings: ReadonlyMap<SettingName, string>,
  secrets: readonly PlacedSecret[],
  server: string,
): Entry {
  const env: Record<string, string> = { ...launch.env };
  const forwarded: string[] = [];
  const inputs: SecretInput[] = [];
  for (const [name, text] of settings) env[SETTINGS[name].env] = text;
  for (const { name, place, file } of secrets) {
    const setting = SETTINGS[name];
    if (place === 'file') env[fileVariable(setting)] = file ?? '';
    else if (place === 'host') {
      const input = inputOf(name, server);
      inputs.push(input);
      env[setting.env] = `\${input:${input.id}}`;
    } else if (typeof host.variable === 'function') env[setting.env] = host.variable(setting.env);
    else forwarded.push(setting.env);
  }
  const { command, args } = launch;
  return { ...(host.hasType && { type: 'stdio' }), command, args, env, forwarded, inputs };
}

function inputOf(name: SettingName, server: string): SecretInput {
  const { env, description } = SETTINGS[name];
  const id = `${server}-${env.replace('CAPILLARY_', '').toLowerCase().replaceAll('_', '-')}`;
  return { type: 'promptString', id, description: `Capillary: ${description}`, password: true };
}

/** Any entry of a host's file. */
export type StoredEntry = Readonly<Record<string, unknown>>;

/**
 * An entry as it is stored: what `wanted` says, with what its user has added to it, such as a timeout or a proxy.
 *
 * @param onlyCommand - whether the settings stay as they are
 */
export function storedEntry(old: StoredEntry | undefined, wanted: Entry, onlyCommand = false): StoredEntry {
  const { env: oldEnv, env_vars: oldForwarded, ...others } = old ?? {};
  const kept = Object.entries(textsOf(oldEnv)).filter(
    ([name]) => (onlyCommand || !name.startsWith('CAPILLARY_')) && !(name === 'PATH' && isPathOf(old)),
  );
  const env = { ...Object.fromEntries(kept), ...wanted.env };
  const forwarded = [
    ...listOf(oldForwarded).filter((name) => onlyCommand || !String(name).startsWith('CAPILLARY_')),
    ...wanted.forwarded,
  ];
  return {
    ...(wanted.type && { type: wanted.type }),
    command: wanted.command,
    args: wanted.args,
    ...(Object.keys(env).length > 0 && { env }),
    ...(forwarded.length > 0 && { env_vars: forwarded }),
    ...omit(others, ['type', 'command', 'args']),
  };
}

/** The command with its arguments, and the names of the variables, of an entry of unknown form. */
export function partsOf(entry: StoredEntry): { command: string[]; env: string[] } {
  const command = [entry['command'], ...listOf(entry['args'])].filter((part) => typeof part === 'string');
  return { command, env: [...Object.keys(textsOf(entry['env'])), ...listOf(entry['env_vars']).map(String)] };
}

/** The files that the variables of an entry name. */
export const namedFiles = (entry: StoredEntry | undefined): string[] =>
  Object.entries(textsOf(entry?.['env'])).flatMap(([name, text]) =>
    /^CAPILLARY_\w+_FILE$/.test(name) && typeof text === 'string' ? [text] : [],
  );

/** Whether `install` set its PATH, for npx. */
function isPathOf(entry: StoredEntry | undefined): boolean {
  const { command, env } = entry ?? {};
  const path = textsOf(env)['PATH'];
  return typeof command === 'string' && typeof path === 'string' && command === `${path.split(':')[0]}/npx`;
}

const textsOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const omit = (record: StoredEntry, names: readonly string[]): StoredEntry =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
