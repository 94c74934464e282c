/**
 * Stores a world across restarts: one JSON file, replaced atomically, so that a crash leaves either the old or the new
 * one.
 */
import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isObject } from '../http/arguments.js';
import { canAdvance } from './clock.js';
import { LATEST } from './clock-limit.js';
import { asLookups, type World } from './world.js';

const FORMAT = 'capillary-mcp sandbox';
/** Increased when worlds of older versions can no longer be read. */
export const FORMAT_VERSION = 8;
/** Changes come in bursts; all are written this long after the first of them. */
const SETTLE_MS = 200;

/** A file without a world that this sandbox can load. */
export class SavedWorldError extends Error {
  override name = 'SavedWorldError';
}

/**
 * @param fresh - an unused world, whose structure a saved one must have
 * @returns undefined if the file does not exist yet
 * @throws SavedWorldError if the file contains something else
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
  if (!isObject(world)) {
    throw new SavedWorldError(
      `${path}: 'world' must be an object; it is ${kindOf(world)}. Choose another file or remove this one.`,
    );
  }
  const missing = Object.keys(fresh).some((part) => !(part in world));
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    throw new SavedWorldError(
      `${path}: saved by a newer version, in format ${version}; this version reads format ${FORMAT_VERSION}. Choose another file or update.`,
    );
  }
  if (missing || version !== FORMAT_VERSION) {
    throw new SavedWorldError(
      `${path}: saved by an older version, in format ${String(version)}; this version reads format ${FORMAT_VERSION}. Choose another file or remove this one.`,
    );
  }
  checkClock(path, world);
  // Kinds of entities that it does not have yet get ids from where a new world has them.
  return asLookups({ ...world, ids: { ...fresh.ids, ...world.ids } });
}

/** @throws SavedWorldError if the clock shows no time, which no call could be answered with */
function checkClock(path: string, world: World): void {
  try {
    if (!canAdvance(world, 0)) throw new RangeError('out of range');
  } catch {
    throw new SavedWorldError(
      `${path}: the clock of the saved world is not a time until ${LATEST}. Choose another file or remove this one.`,
    );
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function parse(path: string, text: string): { version?: unknown; world: World } {
  try {
    const saved: { format?: unknown; version?: unknown; world: World } = JSON.parse(text);
    if (saved.format === FORMAT) return saved;
  } catch {
    // Invalid JSON is treated like any other wrong content.
  }
  throw new SavedWorldError(`${path}: not a world saved by this sandbox. Choose another file or remove this one.`);
}

/** The temporary files that a write uses: a hidden one next to the file. */
const besideOf = (path: string, id: string): string => join(dirname(path), `.${basename(path)}.${id}`);

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Removes what writes left behind that were interrupted, for example when the process was killed. Only for the process
 * that holds the lock of the file.
 */
export async function removeLeftovers(path: string): Promise<void> {
  const prefix = basename(besideOf(path, ''));
  for (const name of await readdir(dirname(path))) {
    if (name.startsWith(prefix) && UUID.test(name.slice(prefix.length))) {
      await rm(join(dirname(path), name), { force: true });
    }
  }
}

/** Writes a world next to the file, syncs it to disk, then renames it to the file. */
async function saveWorld(path: string, world: World): Promise<void> {
  const beside = besideOf(path, randomUUID());
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
  /** Called when something may have changed. */
  changed(): void;
  /** Writes pending changes and stops. */
  close(): Promise<void>;
}

/** Saves a world soon after it changes, with one write at a time. */
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
