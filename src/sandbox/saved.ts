/** A world that survives a restart: one JSON file, replaced in one step, so that a crash leaves the old or the new. */
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asLookups, type World } from './world.js';

const FORMAT = 'capillary-mcp sandbox';
/** Raised whenever a world of an older kind can no longer be read. */
const FORMAT_VERSION = 4;
/** Changes come in bursts; so long after the first of them all are written. */
const SETTLE_MS = 200;

/** A file that holds no world this sandbox can go on with. */
export class SavedWorldError extends Error {
  override name = 'SavedWorldError';
}

/**
 * @param fresh - an unused world: what a saved one must have
 * @returns undefined where there is no such file yet
 * @throws SavedWorldError for a file that holds something else
 */
export async function loadWorld(path: string, fresh: World): Promise<World | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const { version, world } = parse(path, text);
  const missing = Object.keys(fresh).some((part) => !(part in world));
  if (missing || version !== FORMAT_VERSION) {
    throw new SavedWorldError(`${path}: saved by an older version; name another file, or remove this one.`);
  }
  return asLookups(world);
}

function parse(path: string, text: string): { version?: unknown; world: World } {
  try {
    const saved: { format?: unknown; version?: unknown; world: World } = JSON.parse(text);
    if (saved.format === FORMAT) return saved;
  } catch {
    // Not JSON is as wrong as other JSON.
  }
  throw new SavedWorldError(`${path}: not a world saved by this sandbox; name another file, or remove this one.`);
}

/** Writes a world beside the file, forces it to the disk, then puts it in the file's place. */
async function saveWorld(path: string, world: World): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, world })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

export interface Saver {
  /** Something may have changed. */
  changed(): void;
  /** Writes what is not written yet, and ends. */
  close(): Promise<void>;
}

/** Saves a world soon after it changed, one writing at a time. */
export function createSaver(path: string, world: () => World, onError: (error: Error) => void): Saver {
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (!dirty) return;
      dirty = false;
      await saveWorld(path, world()).catch(onError);
    });
    return writing;
  };
  return {
    changed: () => {
      dirty = true;
      timer ??= setTimeout(() => void write(), SETTLE_MS);
    },
    close: write,
  };
}
