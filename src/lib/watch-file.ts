/** Reads a file whenever it changes. Its folder is watched: editors and orchestrators replace files instead of writing them. */
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Events come in bursts, some before the new text is whole. */
const SETTLE_MS = 50;

/**
 * @param onText - given the text after each change that left the file readable
 * @param onError - given what reading failed with
 * @returns the text now, and how to stop watching; watching alone keeps no process alive
 */
export async function watchFile(
  path: string,
  onText: (text: string) => void,
  onError: (error: Error) => void,
): Promise<{ text: string; stop: () => void }> {
  let text: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      const now = await readFile(path, 'utf8');
      if (text === undefined || now === text) return;
      text = now;
      onText(now);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const lookSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLE_MS).unref();
  };
  // Watched before it is read, or a change between the two would be missed.
  const watcher = watch(dirname(path), { persistent: false }, lookSoon).on('error', onError);
  const stop = (): void => {
    clearTimeout(timer);
    watcher.close();
  };
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    stop();
    throw error;
  }
  return { text, stop };
}
