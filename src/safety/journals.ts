/** Where the progress of batches is recorded, so that it can be taken up again: in memory, in files, or in Redis. */

/** What is recorded of a batch. */
export interface Journal {
  /** In the order in which they were appended. */
  readonly lines: readonly string[];
  /** The calls of the batch; undefined once they have been dropped. */
  readonly calls: string | undefined;
}

export interface JournalWriter {
  /** What was recorded when this writer was opened. */
  readonly journal: Journal;
  /** Resolves when the line cannot be lost. @throws if it cannot be written, or if there is another writer by now */
  append(line: string): Promise<void>;
  /** The same for a line that arrives after the writer was closed. It may come to nothing. */
  appendLate(line: string): Promise<void>;
  /** Keeps the calls of the batch. @throws if they cannot be written */
  keepCalls(calls: string): Promise<void>;
  dropCalls(): Promise<void>;
  /** Lets others write. */
  close(): Promise<void>;
}

export interface Journals {
  /** @returns undefined if nothing is recorded under this name; `unavailable` if nobody can say */
  read(name: string): Promise<Journal | 'unavailable' | undefined>;
  /** Opens the only writer of a journal. @returns `busy` if there is one already */
  write(name: string): Promise<JournalWriter | 'busy' | 'unavailable'>;
}

/** How long a journal is kept after its last line. */
export const JOURNAL_MS = 86_400_000;

/** Longer than a batch runs. A writer that has written nothing for so long has ended without being closed. */
export const SILENCE_MS = 60_000;

const MAX_JOURNALS = 200;

interface Kept {
  lines: string[];
  calls: string | undefined;
  /** Milliseconds since 1970. */
  usedAt: number;
  isBusy: boolean;
}

/** Journals of this process, for an API that does not outlive it either. When there are too many, the oldest is dropped. */
export class MemoryJournals implements Journals {
  readonly #now: () => number;
  /** The least recently used first. */
  readonly #kept = new Map<string, Kept>();

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async read(name: string): Promise<Journal | undefined> {
    const kept = this.#find(name);
    return kept && { lines: [...kept.lines], calls: kept.calls };
  }

  async write(name: string): Promise<JournalWriter | 'busy'> {
    const kept = this.#find(name) ?? { lines: [], calls: undefined, usedAt: 0, isBusy: false };
    if (kept.isBusy) return 'busy';
    kept.isBusy = true;
    this.#use(name, kept);
    const append = async (line: string): Promise<void> => {
      kept.lines.push(line);
      this.#use(name, kept);
    };
    return {
      journal: { lines: [...kept.lines], calls: kept.calls },
      append,
      appendLate: append,
      keepCalls: async (calls) => {
        kept.calls = calls;
      },
      dropCalls: async () => {
        kept.calls = undefined;
      },
      close: async () => {
        kept.isBusy = false;
        if (kept.lines.length === 0) this.#kept.delete(name);
      },
    };
  }

  #find(name: string): Kept | undefined {
    const kept = this.#kept.get(name);
    return kept && this.#now() - kept.usedAt < JOURNAL_MS ? kept : undefined;
  }

  #use(name: string, kept: Kept): void {
    kept.usedAt = this.#now();
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    if (this.#kept.size <= MAX_JOURNALS) return;
    const oldest = [...this.#kept].find(([, each]) => !each.isBusy);
    if (oldest) this.#kept.delete(oldest[0]);
  }
}
