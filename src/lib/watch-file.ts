/**
 * Detects changes to files. Folders are watched, not files: editors and orchestrators replace files instead of writing
 * to them, or replace a symbolic link in their path, as Kubernetes does with `..data`.
 */
import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Events come in bursts, and some arrive before the new text is complete. */
const SETTLE_MS = 50;
/** The longest delay in a folder with continuous events. */
const MAX_WAIT_MS = 1_000;
/** Some changes cause no event: those on network file systems, and the replacement of the folder itself. */
const POLL_MS = 60_000;

export interface FileWatchOptions {
  /** Called when any of the files may have changed, and periodically in case an event was missed. */
  onEvent: () => void;
  /** Interval of the periodic calls; 60,000 by default. */
  pollMs?: number;
}

/** Watches a set of files. Watching does not keep the process alive. */
export class FileWatch {
  readonly #onEvent: () => void;
  readonly #folders = new Map<string, FSWatcher | undefined>();
  readonly #poll: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  /** When the first event that is not reported yet occurred. */
  #pendingSince: number | undefined;

  constructor({ onEvent, pollMs = POLL_MS }: FileWatchOptions) {
    this.#onEvent = onEvent;
    this.#poll = setInterval(() => this.#reopen(), pollMs).unref();
  }

  /** Watches this file too, starting before the call returns. The file need not exist. */
  add(path: string): void {
    const folder = dirname(path);
    if (this.#folders.get(folder) === undefined) this.#folders.set(folder, this.#open(folder));
  }

  /** Stops watching all files except these. */
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

  /** @returns undefined if the folder cannot be watched now, for example because it does not exist */
  #open(folder: string): FSWatcher | undefined {
    try {
      return watch(folder, { persistent: false }, () => this.#scheduleEvent()).on('error', () => {});
    } catch {
      return undefined;
    }
  }

  #reopen(): void {
    for (const [folder, watcher] of this.#folders) {
      watcher?.close();
      this.#folders.set(folder, this.#open(folder));
    }
    this.#scheduleEvent();
  }

  #scheduleEvent(): void {
    const now = performance.now();
    this.#pendingSince ??= now;
    if (this.#timer && now - this.#pendingSince > MAX_WAIT_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#pendingSince = undefined;
      this.#onEvent();
    }, SETTLE_MS).unref();
  }
}

/**
 * Reads a file now and whenever it changes.
 *
 * @param onText - called with the new text after each change
 * @param onError - called when reading fails, once until it succeeds again
 * @returns the current text, and a function that stops watching
 * @throws the error of the system if the file cannot be read now
 */
export async function watchFile(
  path: string,
  onText: (text: string) => void,
  onError: (error: Error) => void,
): Promise<{ text: string; stop: () => void }> {
  let text: string | undefined;
  let hasFailed = false;
  const reload = async (): Promise<void> => {
    try {
      const current = await readFile(path, 'utf8');
      hasFailed = false;
      if (text === undefined || current === text) return;
      text = current;
      onText(current);
    } catch (error) {
      if (!hasFailed) onError(error instanceof Error ? error : new Error(String(error)));
      hasFailed = true;
    }
  };
  // Reads run one after the other, so the last text that is reported is the newest.
  let reloading = Promise.resolve();
  const files = new FileWatch({
    onEvent: () => {
      reloading = reloading.then(reload);
    },
  });
  const stop = (): void => files.close();
  // Watch before reading: otherwise a change between the two would be missed.
  files.add(path);
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    stop();
    throw error;
  }
  return { text, stop };
}
