/**
 * Journals in files, which survive the end of the process and of the machine. A journal is a folder; each of its writers
 * creates a file there that must not exist yet, so that there is one at a time, and nobody ever removes a lock.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { JOURNAL_MS, type Journal, type Journals, type JournalWriter, SILENCE_MS } from './journals.js';

export interface FileJournalsOptions {
  /** Created with the first journal. */
  folder: string;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
  /** More journals than this are not kept. */
  maxJournals?: number;
}

const MAX_JOURNALS = 500;

/** The last line of a writer that was closed. What follows arrived late. */
const CLOSED = 'closed';
const CALLS = 'calls';

/** Tells this process from an earlier one with the same number. */
const PROCESS = randomUUID();

/** Who writes, in the first line of a file. */
const THIS_WRITER = { host: hostname(), pid: process.pid, process: PROCESS };

const writerSchema = z.object({ host: z.string(), pid: z.number(), process: z.string() });

export class FileJournals implements Journals {
  readonly #options: Required<FileJournalsOptions>;

  constructor(options: FileJournalsOptions) {
    this.#options = { now: Date.now, maxJournals: MAX_JOURNALS, ...options };
  }

  async read(name: string): Promise<Journal | 'unavailable' | undefined> {
    try {
      const numbers = await this.#numbers(name);
      return numbers.length === 0 ? undefined : await this.#journal(name, numbers);
    } catch {
      return 'unavailable';
    }
  }

  /** @throws the error of the system */
  async write(name: string): Promise<JournalWriter | 'busy'> {
    const folder = join(this.#options.folder, name);
    const numbers = await this.#numbers(name);
    if (numbers.length === 0) await this.#makeFolder(folder);
    const last = numbers.at(-1);
    if (last !== undefined && (await this.#isWriting(join(folder, String(last))))) return 'busy';
    const number = (last ?? 0) + 1;
    const handle = await createOnce(join(folder, String(number)), `${JSON.stringify(THIS_WRITER)}\n`);
    if (!handle) return 'busy';
    await syncFolder(folder);
    return new FileWriter(folder, number, handle, await this.#journal(name, numbers));
  }

  /** The numbers of the writers so far, in order. A journal that has expired is removed. */
  async #numbers(name: string): Promise<number[]> {
    const folder = join(this.#options.folder, name);
    const names = await readdir(folder).catch(ignoreMissing);
    const numbers = (names ?? []).map(Number).filter((number) => number > 0);
    numbers.sort((one, other) => one - other);
    if (numbers.length === 0 || (await this.#ageOf(folder, numbers)) < JOURNAL_MS) return numbers;
    await rm(folder, { recursive: true, force: true });
    return [];
  }

  async #ageOf(folder: string, numbers: readonly number[]): Promise<number> {
    const times = await Promise.all(numbers.map((number) => stat(join(folder, String(number)))));
    return this.#options.now() - Math.max(...times.map(({ mtimeMs }) => mtimeMs));
  }

  async #journal(name: string, numbers: readonly number[]): Promise<Journal> {
    const folder = join(this.#options.folder, name);
    const texts = await Promise.all(numbers.map((number) => readFile(join(folder, String(number)), 'utf8')));
    const calls = await readFile(join(folder, CALLS), 'utf8').catch(ignoreMissing);
    return { lines: texts.flatMap(linesOf).filter((line) => line !== CLOSED), calls };
  }

  /** Whether the writer of a file can still write to it. */
  async #isWriting(path: string): Promise<boolean> {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (linesOf(text).includes(CLOSED) || this.#options.now() - mtimeMs > SILENCE_MS) return false;
    const [first] = text.split('\n');
    const writer = writerSchema.safeParse(parseLine(first)).data;
    if (!writer || writer.host !== hostname()) return true;
    return writer.pid === process.pid ? writer.process === PROCESS : isRunning(writer.pid);
  }

  async #makeFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await readdir(this.#options.folder);
    const journals = await Promise.all(names.map((name) => this.#describe(name)));
    const kept = journals.flatMap((each) => each ?? []);
    if (kept.length < this.#options.maxJournals) return;
    // What is not finished is needed.
    const [oldest] = kept.filter(({ isFinished }) => isFinished).sort((one, other) => other.ageMs - one.ageMs);
    if (!oldest) throw new Error('too many batches are under way');
    await rm(join(this.#options.folder, oldest.name), { recursive: true, force: true });
  }

  async #describe(name: string) {
    const numbers = await this.#numbers(name);
    if (numbers.length === 0) return undefined;
    const folder = join(this.#options.folder, name);
    const [ageMs, calls] = await Promise.all([
      this.#ageOf(folder, numbers),
      stat(join(folder, CALLS)).catch(ignoreMissing),
    ]);
    return { name, ageMs, isFinished: calls === undefined };
  }
}

class FileWriter implements JournalWriter {
  readonly journal: Journal;
  readonly #folder: string;
  readonly #path: string;
  readonly #next: string;
  readonly #handle: FileHandle;
  #isEmpty = true;

  constructor(folder: string, number: number, handle: FileHandle, journal: Journal) {
    this.journal = journal;
    this.#folder = folder;
    this.#path = join(folder, String(number));
    this.#next = join(folder, String(number + 1));
    this.#handle = handle;
  }

  async append(line: string): Promise<void> {
    if (await stat(this.#next).catch(ignoreMissing)) throw new Error('there is another writer by now');
    this.#isEmpty = false;
    await this.#write(this.#handle, line);
  }

  async appendLate(line: string): Promise<void> {
    // Without the file, the journal is gone.
    const handle = await open(this.#path, 'r+');
    try {
      const { size } = await handle.stat();
      await handle.write(`${line}\n`, size);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  async keepCalls(calls: string): Promise<void> {
    const path = join(this.#folder, CALLS);
    const handle = await open(`${path}.new`, 'w', 0o600);
    try {
      await handle.writeFile(calls);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${path}.new`, path);
    await syncFolder(this.#folder);
  }

  async dropCalls(): Promise<void> {
    await rm(join(this.#folder, CALLS), { force: true });
  }

  async close(): Promise<void> {
    if (!this.#isEmpty) await this.#write(this.#handle, CLOSED).finally(() => this.#handle.close());
    else await this.#remove();
  }

  /** A writer that wrote nothing leaves nothing behind. */
  async #remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
    // Fails if there are others.
    await rmdir(this.#folder).catch(() => undefined);
  }

  async #write(handle: FileHandle, line: string): Promise<void> {
    await handle.appendFile(`${line}\n`);
    await handle.datasync();
  }
}

/** Creates a file with its first line in it. @returns undefined if there is such a file */
async function createOnce(path: string, firstLine: string): Promise<FileHandle | undefined> {
  const draft = `${path}.${randomUUID()}`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.appendFile(firstLine);
    await handle.datasync();
    // A name for what is written already: nobody ever finds the file empty.
    await link(draft, path);
    return handle;
  } catch (error) {
    await handle.close();
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The lines that a writer has finished, without the first, which says who it is. */
const linesOf = (text: string): string[] => text.split('\n').slice(1, -1);

function parseLine(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It may belong to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Makes new names in a folder last. Windows knows no such thing. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
