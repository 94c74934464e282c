/** What is kept about questions that were asked and plans that were made, until somebody comes back with their number. */

export interface Tickets {
  /** Keeps a value for a while. @returns false if it cannot be kept now */
  put(number: string, value: string, ttlMs: number): Promise<boolean>;
  /** Looks a value up, which stays. @returns as `take` does */
  get(number: string): Promise<{ value: string } | 'unavailable' | undefined>;
  /**
   * Takes a value out, so that nobody else can.
   *
   * @returns undefined if there is none, or no longer; `unavailable` if nobody can say
   */
  take(number: string): Promise<{ value: string } | 'unavailable' | undefined>;
}

const MAX_TICKETS = 10_000;
/** Of all values together. */
const MAX_CHARACTERS = 8_000_000;

/** Keeps them in this process. When there are too many, the oldest are dropped. */
export class MemoryTickets implements Tickets {
  readonly #now: () => number;
  /** In the order in which they were put. */
  readonly #kept = new Map<string, { value: string; until: number }>();
  #characters = 0;

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async put(number: string, value: string, ttlMs: number): Promise<boolean> {
    for (const [oldest, { until }] of this.#kept) {
      const isFull = this.#kept.size >= MAX_TICKETS || this.#characters + value.length > MAX_CHARACTERS;
      if (until > this.#now() && !isFull) break;
      this.#remove(oldest);
    }
    this.#remove(number);
    this.#kept.set(number, { value, until: this.#now() + ttlMs });
    this.#characters += value.length;
    return true;
  }

  async get(number: string): Promise<{ value: string } | undefined> {
    const kept = this.#kept.get(number);
    return kept && kept.until > this.#now() ? { value: kept.value } : undefined;
  }

  async take(number: string): Promise<{ value: string } | undefined> {
    const kept = this.get(number);
    // Nothing else runs in between.
    this.#remove(number);
    return kept;
  }

  #remove(number: string): void {
    this.#characters -= this.#kept.get(number)?.value.length ?? 0;
    this.#kept.delete(number);
  }
}
