/** Adds this server to the file of a host, and removes it again. */
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError, isSystemError } from '../lib/config-error.js';
import {
  type ConfigFile,
  deleteConfigFile,
  FileChangedError,
  readBackups,
  readConfigFile,
  replaceConfigFile,
  writeSecretFile,
} from './config-file.js';
import { earlierText, isEmptied, readEntry, removeEntry, writeEntry } from './document.js';
import { type Entry, namedFiles, partsOf, type StoredEntry, storedEntry } from './entry.js';
import type { Host } from './hosts.js';
import { startsThisServer } from './launch.js';
import { FileFormError, FileSyntaxError } from './syntax-error.js';

/** The entry of a host's file that is meant. */
export interface EntryAddress {
  readonly host: Pick<Host, 'title' | 'format' | 'servers'>;
  readonly file: string;
  /** The name of the server in the file. */
  readonly server: string;
  /** Absolute path of this cli.js. */
  readonly script: string;
  /** Whether an entry that starts another server may be replaced or removed. */
  readonly force: boolean;
  /** Whether others share the file. */
  readonly shared: boolean;
  /** The folder of the secret files that `install` writes. */
  readonly secretsFolder: string;
  readonly now: () => Date;
}

export interface SecretFile {
  readonly path: string;
  readonly text: string;
}

export interface Change {
  readonly kind: 'added' | 'updated' | 'unchanged' | 'removed' | 'absent';
  /** Where the file really is. */
  readonly file: string;
  readonly backup?: string;
  /** The file is gone, because nothing else was in it. */
  readonly deleted?: true;
}

/** The mode of files that others may read. */
const SHARED = 0o644;

/** How often another program may change the file in between. */
const ATTEMPTS = 3;

/** The entry that is there, if it is of this server. @throws ConfigError if the file cannot be read */
export async function findEntry(address: EntryAddress): Promise<StoredEntry | undefined> {
  const { text = '' } = await reading(address, () => readConfigFile(address.file));
  const entry = await reading(address, () => readEntry(text, address.host, address.server));
  return entry && isOwn(entry, address) ? entry : undefined;
}

/**
 * Adds the entry, or updates the one that is there. What else is in the file stays as it is.
 *
 * @param options.onlyCommand - whether the settings of the entry that is there stay
 * @throws ConfigError if the file cannot be understood or the entry is of another server; nothing is changed then
 */
export function install(
  address: EntryAddress,
  entry: Entry,
  { secrets, onlyCommand }: { secrets: readonly SecretFile[]; onlyCommand: boolean },
): Promise<Change> {
  return attempting(address, async (file) => {
    const { text = '' } = file;
    const old = readEntry(text, address.host, address.server);
    if (old) requireOwn(old, address);
    const stored = storedEntry(old && isOwn(old, address) ? old : undefined, entry, onlyCommand);
    const changed = writeEntry(text, address.host, address.server, stored, entry.inputs);
    for (const secret of secrets) await writeSecretFile(secret.path, secret.text);
    if (changed === text) return { kind: 'unchanged', file: file.path };
    const backup = await replaceConfigFile(file, changed, address.now());
    await deleteSecrets(address, old, stored);
    return { kind: old ? 'updated' : 'added', file: file.path, ...(backup !== undefined && { backup }) };
  });
}

/**
 * Removes the entry with its secret files, and gives the file back as it was before, where nobody has changed it since.
 *
 * @throws ConfigError if the file cannot be understood or the entry is of another server; nothing is changed then
 */
export function uninstall(address: EntryAddress): Promise<Change> {
  return attempting(address, async (file) => {
    const { text = '' } = file;
    const { host, server } = address;
    const old = readEntry(text, host, server);
    if (!old) return { kind: 'absent', file: file.path };
    requireOwn(old, address);
    const removed = removeEntry(text, host, server);
    const earlier = (await readBackups(file.path)).filter((each) => lacksEntry(each, address));
    const deleted = earlier.length === 0 && isEmptied(removed, host);
    const backup = deleted
      ? await deleteConfigFile(file, address.now())
      : await replaceConfigFile(file, earlierText(removed, host, earlier) ?? removed, address.now());
    await deleteSecrets(address, old);
    return {
      kind: 'removed',
      file: file.path,
      ...(backup !== undefined && { backup }),
      ...(deleted && { deleted }),
    };
  });
}

function lacksEntry(text: string, { host, server }: EntryAddress): boolean {
  try {
    return readEntry(text, host, server) === undefined;
  } catch (error) {
    if (error instanceof FileSyntaxError || error instanceof FileFormError) return false;
    throw error;
  }
}

async function attempting(address: EntryAddress, change: (file: ConfigFile) => Promise<Change>): Promise<Change> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await reading(address, async () =>
        change(await readConfigFile(address.file, address.shared ? SHARED : undefined)),
      );
    } catch (error) {
      if (!(error instanceof FileChangedError)) throw error;
      if (attempt === ATTEMPTS) throw new ConfigError(`${error.message}. Quit ${address.host.title} and try again.`);
    }
  }
}

/** Errors of reading and parsing name the file. */
async function reading<T>({ file, host }: EntryAddress, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const advice = 'Nothing was changed. Correct the file, or add the entry by hand: --print shows it.';
    if (error instanceof FileSyntaxError) throw new ConfigError(`${file} is not valid: ${error.message}. ${advice}`);
    if (error instanceof FileFormError) throw new ConfigError(`${file}: ${error.message}. ${advice}`);
    if (error instanceof TypeError && 'code' in error) throw new ConfigError(`${file} is not UTF-8. ${advice}`);
    if (isSystemError(error)) throw new ConfigError(`${host.title}: ${error.message}`);
    throw error;
  }
}

const isOwn = (entry: StoredEntry, { script }: EntryAddress): boolean => {
  const { command, env } = partsOf(entry);
  return startsThisServer(command, env, script);
};

function requireOwn(entry: StoredEntry, address: EntryAddress): void {
  if (address.force || isOwn(entry, address)) return;
  const { command } = partsOf(entry);
  throw new ConfigError(
    `${address.file} has a server '${address.server}' that is another one (${command.join(' ') || 'without a command'}): pass --name for another name, or --force to replace it.`,
  );
}

/** Deletes the secret files that an entry named and that the new one does not. */
async function deleteSecrets(address: EntryAddress, old: StoredEntry | undefined, now?: StoredEntry): Promise<void> {
  const kept = namedFiles(now);
  const dropped = namedFiles(old).filter((path) => dirname(path) === address.secretsFolder && !kept.includes(path));
  await Promise.all(dropped.map((path) => unlink(path).catch(() => undefined)));
}
