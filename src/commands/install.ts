/** `capillary-mcp install`: adds this server to the configuration of a host, or removes it. */
import { createHash } from 'node:crypto';
import type { SettingSource, SettingTexts } from '../config/read.js';
import { SETTINGS, type SettingName } from '../config/table.js';
import { writeEntry } from '../hosts/document.js';
import { type Entry, entryOf, type PlacedSecret, storedEntry } from '../hosts/entry.js';
import {
  ANY_HOST,
  configFile,
  HOST_NAMES,
  HOSTS,
  type Host,
  type HostName,
  type Scope,
  SERVER_NAME,
  type SecretPlace,
  secretPlaces,
} from '../hosts/hosts.js';
import { type EntryAddress, findEntry, install, type SecretFile, uninstall } from '../hosts/install.js';
import { type Launch, launchOf } from '../hosts/launch.js';
import { findOrigin, findPlace, type Started } from '../hosts/origin.js';
import { type Place, pathsOf, settingsFolder } from '../hosts/place.js';
import { ConfigError } from '../lib/config-error.js';
import { VERSION } from '../lib/version.js';
import { askForHost, CancelledError, type Terminal } from './install-questions.js';
import { describeInstalled, describeRemoved, describeSecret } from './install-report.js';
import {
  type Choice,
  checkSettings,
  choosePlace,
  chooseSettings,
  neededSecrets,
  requireText,
} from './install-settings.js';

export interface InstallFlags {
  scope: Scope;
  /** The name of the server in the file. */
  name: string;
  file?: string;
  sandbox?: true;
  secrets?: SecretPlace;
  print?: true;
  uninstall?: true;
  force?: true;
}

/** Everything outside of this process that `install` depends on. */
export interface Surroundings {
  readonly place: Place;
  readonly started: Started;
  /** Undefined if there is nobody to ask. */
  readonly terminal: Terminal | undefined;
  readonly print: (text: string) => void;
  /** For what is not part of the output. */
  readonly note: (text: string) => void;
  readonly now: () => Date;
}

/** The exit code of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Adds this server to a host, or removes it.
 *
 * @param settings - the settings among the flags
 * @returns the exit code
 * @throws ConfigError
 */
export async function runInstall(
  name: HostName | undefined,
  flags: InstallFlags,
  settings: SettingTexts,
  around?: Surroundings,
): Promise<number> {
  try {
    await new Installation(flags, settings, around ?? (await theseSurroundings(flags))).run(name);
    return 0;
  } catch (error) {
    if (error instanceof CancelledError) return INTERRUPTED;
    throw error;
  }
}

async function theseSurroundings({ print, uninstall }: InstallFlags): Promise<Surroundings> {
  const { stdin, stdout } = process;
  // A terminal without a width, as some programs emulate it, cannot show questions.
  const asks = stdin.isTTY && stdout.isTTY && stdout.columns > 0 && !print && !uninstall;
  return {
    place: await findPlace(),
    started: { script: process.argv[1] ?? '', execPath: process.execPath },
    terminal: asks ? { input: stdin, output: stdout } : undefined,
    print: (text) => stdout.write(text),
    note: (text) => console.error(text),
    now: () => new Date(),
  };
}

class Installation {
  private readonly flags: InstallFlags;
  private readonly settings: SettingTexts;
  private readonly around: Surroundings;

  constructor(flags: InstallFlags, settings: SettingTexts, around: Surroundings) {
    this.flags = flags;
    this.settings = settings;
    this.around = around;
  }

  async run(given: HostName | undefined): Promise<void> {
    const { print, uninstall: remove } = this.flags;
    const name = given ?? (print ? undefined : await this.chooseHost());
    const host = name === undefined ? ANY_HOST : HOSTS[name];
    const { place, started } = this.around;
    const origin = await findOrigin(started, place);
    const address = this.address(name, host, origin.script);
    if (remove) {
      this.around.print(describeRemoved(host, address.server, await uninstall(address)));
      return;
    }
    const launch = launchOf(origin, place, this.flags.scope, VERSION);
    const choice = await this.choose(name, host, address);
    const { secrets, files } = this.placeSecrets(name, host, address, choice);
    if (!choice.onlyCommand) checkSettings(choice.sources, secrets);
    const entry = entryOf(host, launch, this.textsOf(choice), secrets, address.server);
    if (print) this.printEntry(host, address, entry, secrets);
    else await this.write(name, host, address, { launch, entry, choice, secrets, files });
  }

  private async chooseHost(): Promise<HostName> {
    const { terminal } = this.around;
    if (terminal) return askForHost(terminal);
    throw new ConfigError(
      `Name the host: ${HOST_NAMES.join(', ')}. For any other client, --print shows what to add to its file.`,
    );
  }

  private address(name: HostName | undefined, host: Host, script: string): EntryAddress {
    const { place, now } = this.around;
    const { scope, file: named, name: server, force = false } = this.flags;
    const { join, resolve } = pathsOf(place);
    const standard = name === undefined ? '' : configFile(name, scope, place);
    const file = named === undefined ? standard : resolve(place.cwd, named);
    if (file === undefined)
      throw new ConfigError(`${host.title} has no configuration of a project: leave out --scope.`);
    const secretsFolder = join(settingsFolder(place), 'capillary-mcp', 'secrets');
    return { host, file, server, script, force, shared: scope === 'project', secretsFolder, now };
  }

  private async choose(name: HostName | undefined, host: Host, address: EntryAddress): Promise<Choice> {
    const { place, terminal } = this.around;
    const { sandbox = false, print = false, secrets, scope } = this.flags;
    const installed = !print && (await findEntry(address)) !== undefined;
    const places = placesOf(name, scope);
    const needs = (): boolean => choosePlace(undefined, places, secrets, host.title) === 'file';
    return chooseSettings({ env: place.env, flags: this.settings, sandbox, installed, print, terminal, needs });
  }

  private placeSecrets(
    name: HostName | undefined,
    host: Host,
    address: EntryAddress,
    { sources }: Choice,
  ): { secrets: PlacedSecret[]; files: SecretFile[] } {
    const { place } = this.around;
    const { scope, secrets: wanted } = this.flags;
    const places = placesOf(name, scope);
    const files: SecretFile[] = [];
    const secrets = neededSecrets(sources).map((secret): PlacedSecret => {
      const source = sources.get(secret);
      const at = choosePlace(source, places, wanted, host.title);
      if (at !== 'file') return { name: secret, place: at };
      if (source && 'file' in source) {
        return { name: secret, place: at, file: pathsOf(place).resolve(place.cwd, source.file) };
      }
      const path = this.secretFile(name, address, secret);
      files.push({ path, text: requireText(secret, source, places.includes('env')) });
      return { name: secret, place: at, file: path };
    });
    return { secrets, files };
  }

  private secretFile(
    name: HostName | undefined,
    { file, server, secretsFolder }: EntryAddress,
    secret: SettingName,
  ): string {
    const { place } = this.around;
    const isStandard = name === undefined || file === configFile(name, 'user', place);
    const digest = isStandard ? [] : [createHash('sha256').update(file).digest('hex').slice(0, 8)];
    const what = SETTINGS[secret].env.replace('CAPILLARY_', '').toLowerCase().replaceAll('_', '-');
    return pathsOf(place).join(secretsFolder, [name ?? 'client', server, ...digest, what].join('-'));
  }

  /** What is not secret, with absolute paths: hosts start servers in folders of their own. */
  private textsOf({ sources }: Choice): Map<SettingName, string> {
    const { cwd } = this.around.place;
    const { resolve } = pathsOf(this.around.place);
    const textOf = (name: SettingName, source: SettingSource): string | undefined =>
      'text' in source
        ? / <(?:path|file)>$/.test(SETTINGS[name].flag ?? '')
          ? resolve(cwd, source.text)
          : source.text
        : undefined;
    const texts = new Map<SettingName, string>();
    for (const [name, source] of sources) {
      const text = SETTINGS[name].secret ? undefined : textOf(name, source);
      if (text !== undefined) texts.set(name, text);
    }
    return texts;
  }

  private printEntry(host: Host, { file, server }: EntryAddress, entry: Entry, secrets: readonly PlacedSecret[]): void {
    const { print, note } = this.around;
    const { inputs } = entry;
    note(file === '' ? `For the configuration of ${host.title}:` : `For ${file}:`);
    print(writeEntry('', host, server, storedEntry(undefined, entry), inputs));
    for (const secret of secrets) {
      note(
        secret.place === 'file'
          ? `Put the secret into ${secret.file}, readable only by you.`
          : `Secret: ${describeSecret(secret, host)}.`,
      );
    }
  }

  private async write(
    name: HostName | undefined,
    host: Host,
    address: EntryAddress,
    { launch, entry, choice, secrets, files }: Prepared,
  ): Promise<void> {
    const { onlyCommand } = choice;
    const change = await install(address, entry, { secrets: files, onlyCommand });
    const { scope } = this.flags;
    const { local } = launch;
    const undo = this.undo(name, launch);
    this.around.print(
      describeInstalled({ host, server: address.server, scope, change, entry, secrets, onlyCommand, local, undo }),
    );
  }

  private undo(name: HostName | undefined, { command, args }: Launch): string {
    const { scope, name: server, file } = this.flags;
    const rest = [
      ...(scope === 'project' ? ['--scope', scope] : []),
      ...(server === SERVER_NAME ? [] : ['--name', server]),
      ...(file === undefined ? [] : ['--file', file]),
    ];
    const words = [command, ...args, 'install', ...(name === undefined ? [] : [name]), ...rest, '--uninstall'];
    return words.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(' ');
  }
}

/** What `write` needs besides the host. */
interface Prepared {
  readonly launch: Launch;
  readonly entry: Entry;
  readonly choice: Choice;
  readonly secrets: readonly PlacedSecret[];
  readonly files: readonly SecretFile[];
}

/** Any other client can be given a file. */
const placesOf = (name: HostName | undefined, scope: Scope): readonly SecretPlace[] =>
  name === undefined ? ['file'] : secretPlaces(name, scope);
