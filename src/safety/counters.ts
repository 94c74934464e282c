/** Counters that limits are kept with. */

/** One amount that counts against one limit. */
export interface Count {
  /** Names the limit, the period and whose it is. Names no customer. */
  readonly key: string;
  readonly add: number;
  readonly max: number;
  /** How long the counter is kept: longer than its period. */
  readonly ttlMs: number;
}

/** A count that would exceed its limit. */
export interface Exceeded {
  readonly count: Count;
  readonly used: number;
}

export interface Counters {
  /**
   * Adds all counts, or none if one of them would exceed its limit.
   *
   * @returns the first that would; `unavailable` if nobody can say
   */
  take(counts: readonly Count[]): Promise<Exceeded | 'unavailable' | undefined>;
  /** What is used of each counter; undefined if nobody can say. */
  used(counts: readonly Count[]): Promise<readonly number[] | undefined>;
  /** Takes back what was added for a call that changed nothing. */
  giveBack(counts: readonly Count[]): Promise<void>;
}

/** More counters than this are of no honest use. */
const MAX_COUNTERS = 100_000;

/** Counts in this process. */
export class MemoryCounters implements Counters {
  readonly #now: () => number;
  readonly #used = new Map<string, { used: number; until: number }>();

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async take(counts: readonly Count[]): Promise<Exceeded | 'unavailable' | undefined> {
    if (this.#used.size + counts.length > MAX_COUNTERS) this.#dropExpired();
    if (this.#used.size + counts.length > MAX_COUNTERS) return 'unavailable';
    for (const count of counts) {
      const used = this.#usedOf(count.key);
      if (used + count.add > count.max) return { count, used };
    }
    for (const { key, add, ttlMs } of counts) {
      this.#used.set(key, { used: this.#usedOf(key) + add, until: this.#now() + ttlMs });
    }
    return undefined;
  }

  async used(counts: readonly Count[]): Promise<readonly number[]> {
    return counts.map(({ key }) => this.#usedOf(key));
  }

  async giveBack(counts: readonly Count[]): Promise<void> {
    for (const { key, add } of counts) {
      const counter = this.#used.get(key);
      if (counter) counter.used = Math.max(0, counter.used - add);
    }
  }

  #usedOf(key: string): number {
    const counter = this.#used.get(key);
    return counter && counter.until > this.#now() ? counter.used : 0;
  }

  #dropExpired(): void {
    for (const [key, { until }] of this.#used) if (until <= this.#now()) this.#used.delete(key);
  }
}
