/**
 * Lets one process at a time use a state file. The lock is a file next to it with the process id and the host name; if
 * that process has ended, the lock is taken over.
 *
 * Not `proper-lockfile`: it decides by a time stamp that must be renewed every few seconds. A sandbox that was killed
 * could then not start again at once, and a busy one could lose its lock.
 */

import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Who holds a lock. */
const HOLDER = z.object({ pid: z.int().min(1), host: z.string() });
type Holder = z.output<typeof HOLDER>;

/** The state file is used by another sandbox. */
export class StateInUseError extends Error {
  override readonly name = 'StateInUseError';
}

/** Locks of this process. After a restart in a container, another process may have had the same id. */
const held = new Set<string>();

const TAKEOVERS = 3;

/**
 * Locks a state file.
 * @returns releases the lock
 * @throws StateInUseError if another sandbox uses the file
 */
export async function lockState(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`;
  for (let attempt = 0; attempt < TAKEOVERS; attempt++) {
    if (held.has(lock)) break;
    if (await create(lock)) return () => release(lock);
    const text = await read(lock);
    if (text !== undefined && isInUse(text)) throw inUse(path, lock, text);
    if (text !== undefined) await removeStale(lock, text);
  }
  throw (await findTakeover(path, lock)) ?? inUse(path, lock, await read(lock));
}

/** Held while a lock is taken over. It is never taken over itself: a process holds it for a millisecond. */
const guardOf = (lock: string): string => `${lock}.takeover`;

/** Why a state file cannot be locked now; undefined if it can. The lock is left as it is. */
export async function findUse(path: string): Promise<StateInUseError | undefined> {
  const lock = `${resolve(path)}.lock`;
  const text = await read(lock);
  if (text !== undefined && (held.has(lock) || isInUse(text))) return inUse(path, lock, text);
  return findTakeover(path, lock);
}

/** Why a lock cannot be taken over; undefined if it can. */
async function findTakeover(path: string, lock: string): Promise<StateInUseError | undefined> {
  const guard = guardOf(lock);
  const text = await read(guard);
  return text === undefined ? undefined : inUse(path, guard, text);
}

async function create(lock: string): Promise<boolean> {
  // The id tells this lock from a stale one of the same process id.
  const holder: Holder & { id: string } = { pid: process.pid, host: hostname(), id: randomUUID() };
  try {
    await writeFile(lock, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  held.add(lock);
  return true;
}

async function release(lock: string): Promise<void> {
  if (held.delete(lock)) await rm(lock, { force: true });
}

async function read(lock: string): Promise<string | undefined> {
  try {
    return await readFile(lock, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** In doubt, yes: a lock of another host or with other content is left for a person to remove. */
function isInUse(text: string): boolean {
  const holder = parse(text);
  if (!holder || holder.host !== hostname()) return true;
  return holder.pid !== process.pid && isAlive(holder.pid);
}

function parse(text: string): Holder | undefined {
  try {
    return HOLDER.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}

/** Removes a lock that nobody holds, unless somebody else does so now. Another one that takes its place is left as it is. */
async function removeStale(lock: string, stale: string): Promise<void> {
  const guard = guardOf(lock);
  if (!(await create(guard))) return;
  try {
    if ((await read(lock)) === stale) await rm(lock, { force: true });
  } finally {
    await release(guard);
  }
}

function inUse(path: string, lock: string, text: string | undefined): StateInUseError {
  const holder = parse(text ?? '');
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new StateInUseError(
    `${path}: another sandbox uses this file (${who}). Stop it or choose another file. If none is running, remove ${lock}.`,
  );
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
