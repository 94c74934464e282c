/** A file of lines that is only appended to: a line is in it before its writer goes on. */
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface AuditFileOptions {
  path: string;
  /** A larger file is renamed, and a new one begun; 64 MiB by default. */
  maxBytes?: number;
  /** So is an older one; a day by default. */
  maxAgeMs?: number;
  /** How long renamed files are kept. */
  keepMs: number;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

const MAX_BYTES = 64 * 1_024 * 1_024;
const DAY_MS = 86_400_000;
const NEWLINE = 10;

interface Pending {
  line: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export class AuditFile {
  readonly #options: Required<AuditFileOptions>;
  #handle: FileHandle | undefined;
  #bytes = 0;
  #begunAt = 0;
  #pending: Pending[] = [];
  #writing: Promise<void> | undefined;

  constructor(options: AuditFileOptions) {
    this.#options = { maxBytes: MAX_BYTES, maxAgeMs: DAY_MS, now: Date.now, ...options };
  }

  /**
   * Resolves when the line is with the operating system: it survives a crash of this process. Lines that arrive in the same
   * turn of the event loop, or while others are written, are written together: a write costs more than what it writes.
   *
   * @throws the error of the system
   */
  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ line, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Opens the file, or begins it. @throws the error of the system */
  async open(): Promise<void> {
    await (this.#handle ?? this.#open());
  }

  /** Waits for all lines so far. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #writeAll(): Promise<void> {
    await endOfTurn();
    for (let lines = this.#pending.splice(0); lines.length > 0; lines = this.#pending.splice(0)) {
      try {
        await this.#write(Buffer.from(lines.map(({ line }) => `${line}\n`).join('')));
        for (const { resolve } of lines) resolve();
      } catch (error) {
        await this.#abandon();
        for (const { reject } of lines) reject(error);
      }
    }
    // With the last look at what is pending, so that no line can arrive in between.
    this.#writing = undefined;
  }

  async #write(bytes: Buffer): Promise<void> {
    const { maxBytes, maxAgeMs, now } = this.#options;
    const handle = this.#handle ?? (await this.#open());
    const isFull = this.#bytes > 0 && (this.#bytes + bytes.length > maxBytes || now() - this.#begunAt >= maxAgeMs);
    const current = isFull ? await this.#rotate() : handle;
    await writeWhole(current, bytes);
    this.#bytes += bytes.length;
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.#options.path, 'a+', 0o600);
    this.#handle = handle;
    const { size, birthtimeMs, mtimeMs } = await handle.stat();
    this.#bytes = size;
    this.#begunAt = size === 0 ? this.#options.now() : Math.min(birthtimeMs || mtimeMs, mtimeMs);
    // The process may have ended in the middle of a line.
    if (size > 0 && (await lastByte(handle, size)) !== NEWLINE) await handle.appendFile('\n');
    return handle;
  }

  async #rotate(): Promise<FileHandle> {
    const { path, now } = this.#options;
    await this.#abandon();
    await rename(path, await this.#freeName(new Date(now()).toISOString().replace(/[-:]/g, '').slice(0, 15)));
    const handle = await this.#open();
    await this.#removeOld();
    return handle;
  }

  /** `audit.jsonl.20261130T162017`, or with a number if there is such a file. */
  async #freeName(time: string, number = 0): Promise<string> {
    const name = `${this.#options.path}.${time}${number === 0 ? '' : `-${number}`}`;
    const isTaken = await stat(name).then(
      () => true,
      () => false,
    );
    return isTaken ? this.#freeName(time, number + 1) : name;
  }

  async #removeOld(): Promise<void> {
    const { path, keepMs, now } = this.#options;
    const folder = dirname(path);
    const isRotated = (name: string): boolean => ROTATED.test(name.slice(basename(path).length));
    const rotated = (await readdir(folder)).filter((name) => name.startsWith(basename(path)) && isRotated(name));
    for (const name of rotated) {
      const { mtimeMs } = await stat(join(folder, name));
      if (now() - mtimeMs > keepMs) await rm(join(folder, name), { force: true });
    }
  }

  async #abandon(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As `appendFile` does, which costs more. */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written);
    written += bytesWritten;
  }
}

const ROTATED = /^\.\d{8}T\d{6}(-\d+)?$/;

async function lastByte(handle: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0];
}
