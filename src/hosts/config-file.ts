/** Reads and replaces the configuration file of a host, with backups beside it. Never leaves half a file. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

export interface ConfigFile {
  /** Where it really is, links resolved. */
  readonly path: string;
  /** Undefined if there is no such file. */
  readonly text: string | undefined;
  readonly mode: number;
}

/** The file was changed by another program between reading and writing. */
export class FileChangedError extends Error {
  override name = 'FileChangedError';
}

/** The oldest backup shows the file before the first change. */
const NEWEST_BACKUPS = 2;
const ONLY_OWNER = 0o600;

/** @param newMode - the mode of the file if it does not exist yet @throws TypeError if it is not UTF-8, and errors of the system */
export async function readConfigFile(path: string, newMode: number = ONLY_OWNER): Promise<ConfigFile> {
  const target = await resolveLinks(path);
  try {
    const [bytes, { mode }] = await Promise.all([readFile(target), stat(target)]);
    return { path: target, text: decode(bytes), mode: mode & 0o777 };
  } catch (error) {
    if (isMissing(error)) return { path: target, text: undefined, mode: newMode };
    throw error;
  }
}

/** A byte order mark stays. @throws TypeError */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

/**
 * Replaces the file at once, after a backup of it.
 *
 * @returns the path of the backup, if there was a file
 * @throws FileChangedError if it is no longer as it was read, and errors of the system
 */
export async function replaceConfigFile(file: ConfigFile, text: string, now: Date): Promise<string | undefined> {
  await mkdir(dirname(file.path), { recursive: true });
  const backup = await backUp(file, now);
  await writeAtomically(file.path, text, file.mode, () => checkUnchanged(file));
  return backup;
}

/** @returns the path of the backup @throws FileChangedError, and errors of the system */
export async function deleteConfigFile(file: ConfigFile, now: Date): Promise<string | undefined> {
  const backup = await backUp(file, now);
  await checkUnchanged(file);
  await unlink(file.path);
  return backup;
}

async function checkUnchanged({ path, text }: ConfigFile): Promise<void> {
  const current = await readConfigFile(path);
  if (current.text !== text) throw new FileChangedError(`${path} was changed by another program in the meantime`);
}

/** Writes a file that only its owner can read, in a folder that only its owner can enter. */
export async function writeSecretFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeAtomically(path, `${text}\n`, ONLY_OWNER);
}

async function writeAtomically(path: string, text: string, mode: number, check?: () => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeNew(temporary, text, mode);
    await check?.();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The process's mask does not apply.
  await chmod(path, mode);
}

async function backUp({ path, text, mode }: ConfigFile, now: Date): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const backup = `${backupPrefix(path)}${now.toISOString().replace(/[-:.]/g, '')}.bak`;
  await writeNew(backup, text, mode).catch((error: unknown) => {
    if (!(isSystemError(error) && error.code === 'EEXIST')) throw error;
  });
  const [, ...newer] = await listBackups(path);
  await Promise.all(newer.slice(0, -NEWEST_BACKUPS).map((old) => unlink(old)));
  return backup;
}

/** The backups of a file, the oldest first. */
async function listBackups(path: string): Promise<string[]> {
  const prefix = basename(backupPrefix(path));
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.bak'))
    .sort()
    .map((name) => join(dirname(path), name));
}

/** What the backups of a file contain, the newest first. */
export async function readBackups(path: string): Promise<string[]> {
  const texts = await Promise.all((await listBackups(path)).reverse().map((backup) => readConfigFile(backup)));
  return texts.flatMap(({ text }) => text ?? []);
}

const backupPrefix = (path: string): string => `${path}.capillary-mcp-`;

/** Also resolves a link to a file that does not exist yet. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? path : resolve(dirname(path), link);
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

const isMissing = (error: unknown): boolean => isSystemError(error) && error.code === 'ENOENT';
