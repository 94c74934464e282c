/** What is kept about questions that were asked and plans that were made, until somebody comes back with their number. */

export interface Tickets {
  /** Keeps a value for a while. @returns false if it cannot be kept now */
  put(number: string, value: string, ttlMs: number): Promise<boolean>;
  /**
   * Takes a value out, so that nobody else can.
   *
   * @returns undefined if there is none, or no longer; `unavailable` if nobody can say
   */
  take(number: string): Promise<{ value: string } | 'unavailable' | undefined>;
}

const MAX_TICKETS = 10_000;

/** Keeps them in this process. When there are too many, the oldest are dropped. */
export class MemoryTickets implements Tickets {
  readonly #now: () => number;
  /** In the order in which they were put. */
  readonly #kept = new Map<string, { value: string; until: number }>();

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async put(number: string, value: string, ttlMs: number): Promise<boolean> {
    for (const [oldest, { until }] of this.#kept) {
      if (until > this.#now() && this.#kept.size < MAX_TICKETS) break;
      this.#kept.delete(oldest);
    }
    this.#kept.set(number, { value, until: this.#now() + ttlMs });
    return true;
  }

  async take(number: string): Promise<{ value: string } | undefined> {
    const kept = this.#kept.get(number);
    this.#kept.delete(number);
    return kept && kept.until > this.#now() ? { value: kept.value } : undefined;
  }
}
