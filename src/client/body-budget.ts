/**
 * Bounds the memory and time that large response bodies take. All clients of a process share one budget of bytes, and
 * large bodies are decoded and parsed one after another.
 */

/** Enough for two of the largest responses at once; all others fit many times. */
const MAX_BYTES_PER_PROCESS = 10_000_000;
/** A body up to this size never waits, so that a small response is not held up by large ones. */
const SMALL_BYTES = 65_536;

/** Reads one body. */
export interface BodyReader {
  /** Called after the reader had to wait, when it may read on. */
  resume(): void;
}

export class BodyBudget {
  readonly #maxBytes: number;
  /** Bytes that each reader holds. */
  readonly #held = new Map<BodyReader, number>();
  /** Their sum. */
  #total = 0;
  /** Readers that wait, the first to wait first. */
  readonly #waiting = new Set<BodyReader>();
  /** The one reader that may exceed the budget, so that there is always one that can finish. */
  #privileged: BodyReader | undefined;
  /** Resolves when the last body so far has had its turn. */
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(maxBytes = MAX_BYTES_PER_PROCESS) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of bodies that were read and not released. */
  get total(): number {
    return this.#total;
  }

  /**
   * Counts bytes that a reader has received.
   *
   * @returns whether it may read on; if not, it must stop until it is resumed
   */
  take(reader: BodyReader, bytes: number): boolean {
    const held = (this.#held.get(reader) ?? 0) + bytes;
    this.#held.set(reader, held);
    this.#total += bytes;
    if (held <= SMALL_BYTES || this.#mayRead(reader)) return true;
    this.#waiting.add(reader);
    return false;
  }

  /** Returns all bytes of a reader that has finished or failed. */
  release(reader: BodyReader): void {
    this.#total -= this.#held.get(reader) ?? 0;
    this.#held.delete(reader);
    this.#waiting.delete(reader);
    if (this.#privileged === reader) this.#privileged = undefined;
    // A reader can read, wait again or finish while it is resumed; a set is iterated as it then is.
    for (const waiting of this.#waiting) {
      if (!this.#mayRead(waiting)) return;
      this.#waiting.delete(waiting);
      waiting.resume();
    }
  }

  #mayRead(reader: BodyReader): boolean {
    if (this.#total <= this.#maxBytes) return true;
    this.#privileged ??= reader;
    return this.#privileged === reader;
  }

  /**
   * Resolves when a body of this size may be decoded and parsed: immediately, or for a large one in a turn of the event
   * loop of its own, so that several large bodies that arrive together do not block everything else for their sum.
   */
  turn(bytes: number): Promise<void> | undefined {
    if (bytes <= SMALL_BYTES) return undefined;
    this.#lastTurn = this.#lastTurn.then(nextLoopTurn);
    return this.#lastTurn;
  }

  /**
   * Decodes a body of unknown size when all large bodies before it have been processed; those after it wait.
   *
   * @param decode - also hands the decoded body over
   */
  decodeAlone(decode: () => Promise<void>): Promise<void> {
    const decoded = this.#lastTurn.then(decode);
    this.#lastTurn = decoded.then(nextLoopTurn, nextLoopTurn);
    return decoded;
  }
}

const nextLoopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The budget of this process. */
export const processBodyBudget = new BodyBudget();
