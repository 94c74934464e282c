/** A value that is read when it is needed, shared by those who need it at the same time, and kept for a while. */

/** What a read found, and when it was made, in milliseconds since 1970. */
export interface Reading<T> {
  readonly value: T;
  readonly readAt: number;
}

export class CachedRead<T> {
  readonly #read: () => Promise<T>;
  readonly #now: () => number;
  #last: Reading<T> | undefined;
  #pending: Promise<Reading<T>> | undefined;

  /** @param now - milliseconds since 1970 */
  constructor(read: () => Promise<T>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /**
   * The last value if it is recent enough, or else a new one.
   *
   * @param maxAgeMs - how old the value may be, which may depend on the value
   * @throws what the read throws; a failure is not kept
   */
  async get(maxAgeMs: (value: T) => number): Promise<Reading<T>> {
    const last = this.#last;
    if (last && this.#now() - last.readAt < maxAgeMs(last.value)) return last;
    this.#pending ??= this.#readNow().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #readNow(): Promise<Reading<T>> {
    const value = await this.#read();
    this.#last = { value, readAt: this.#now() };
    return this.#last;
  }
}
