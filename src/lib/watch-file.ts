/**
 * Notices changes of files. Folders are watched, not files: editors and orchestrators replace files instead of writing
 * them, or replace a link on the way to them, as Kubernetes does with `..data`.
 */
import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Events come in bursts, some before the new text is whole. */
const SETTLE_MS = 50;
/** In a folder where something happens all the time, a file is looked at this often. */
const MAX_WAIT_MS = 1_000;
/** Not every change is an event: not on network file systems, and not where a folder itself is replaced. */
const POLL_MS = 60_000;

export interface FileWatchOptions {
  /** Called when any of the files may have changed, and from time to time in case an event was missed. */
  onEvent: () => void;
  /** How often to look without an event; 60,000 by default. */
  pollMs?: number;
}

/** Watches a set of files that may change. Watching alone keeps no process alive. */
export class FileWatch {
  readonly #onEvent: () => void;
  readonly #folders = new Map<string, FSWatcher | undefined>();
  readonly #poll: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  /** When the first event came that nobody was told of yet. */
  #waitingSince: number | undefined;

  constructor({ onEvent, pollMs = POLL_MS }: FileWatchOptions) {
    this.#onEvent = onEvent;
    this.#poll = setInterval(() => this.#reopen(), pollMs).unref();
  }

  /** Also watches this file, from before the call returns. It need not exist. */
  add(path: string): void {
    const folder = dirname(path);
    if (this.#folders.get(folder) === undefined) this.#folders.set(folder, this.#open(folder));
  }

  /** Watches these files and no others. */
  keep(paths: Iterable<string>): void {
    const folders = new Set([...paths].map((path) => dirname(path)));
    for (const [folder, watcher] of this.#folders) {
      if (folders.has(folder)) continue;
      watcher?.close();
      this.#folders.delete(folder);
    }
  }

  close(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
    this.keep([]);
  }

  /** @returns undefined where the folder cannot be watched now, for instance because it does not exist */
  #open(folder: string): FSWatcher | undefined {
    try {
      return watch(folder, { persistent: false }, () => this.#settle()).on('error', () => {});
    } catch {
      return undefined;
    }
  }

  #reopen(): void {
    for (const [folder, watcher] of this.#folders) {
      watcher?.close();
      this.#folders.set(folder, this.#open(folder));
    }
    this.#settle();
  }

  #settle(): void {
    const now = performance.now();
    this.#waitingSince ??= now;
    if (this.#timer && now - this.#waitingSince > MAX_WAIT_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#waitingSince = undefined;
      this.#onEvent();
    }, SETTLE_MS).unref();
  }
}

/**
 * Reads a file, now and whenever it changes.
 *
 * @param onText - called with the text after each change that left the file readable
 * @param onError - called with what reading failed with, once until it succeeds again
 * @returns the text now, and how to stop watching
 * @throws Error of the system where the file cannot be read now
 */
export async function watchFile(
  path: string,
  onText: (text: string) => void,
  onError: (error: Error) => void,
): Promise<{ text: string; stop: () => void }> {
  let text: string | undefined;
  let failed = false;
  const look = async (): Promise<void> => {
    try {
      const now = await readFile(path, 'utf8');
      failed = false;
      if (text === undefined || now === text) return;
      text = now;
      onText(now);
    } catch (error) {
      if (!failed) onError(error instanceof Error ? error : new Error(String(error)));
      failed = true;
    }
  };
  // One after the other, so that the text that was read last is the last one.
  let looking = Promise.resolve();
  const files = new FileWatch({
    onEvent: () => {
      looking = looking.then(look);
    },
  });
  const stop = (): void => files.close();
  // Watched before it is read, or a change between the two would be missed.
  files.add(path);
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    stop();
    throw error;
  }
  return { text, stop };
}
