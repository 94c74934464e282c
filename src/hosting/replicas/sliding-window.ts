/** Recent usage of a budget, counted in time slots, to keep every window within the limit. */

/** Units in use, and when they become free again. */
export interface Usage {
  /** In milliseconds, by the clock of the process. */
  freeAt: number;
  count: number;
}

export class SlidingWindow {
  readonly #slotMs: number;
  /** Units by the slot they were taken in, in chronological order. */
  readonly #counts = new Map<number, number>();
  /** The sum of the counts. */
  #total = 0;

  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  add(now: number, count: number): void {
    const slot = this.#slotAt(now);
    if (count <= 0) return;
    this.#counts.set(slot, (this.#counts.get(slot) ?? 0) + count);
    this.#total += count;
  }

  /** Drops what no longer counts. @param slots - how many slots the window spans */
  prune(now: number, slots: number): void {
    const oldest = this.#slotAt(now) - slots;
    for (const [slot, count] of this.#counts) {
      // The order is chronological.
      if (slot > oldest) return;
      this.#counts.delete(slot);
      this.#total -= count;
    }
  }

  /** How many units still count; drops the rest. @param slots - how many slots the window spans */
  total(now: number, slots: number): number {
    this.prune(now, slots);
    return this.#total;
  }

  /** What still counts, oldest first; drops the rest. @param slots - how many slots the window spans */
  usage(now: number, slots: number): Usage[] {
    this.prune(now, slots);
    return [...this.#counts].map(([slot, count]) => ({ freeAt: (slot + slots) * this.#slotMs, count }));
  }

  /** Counts by age in whole slots, oldest first. */
  ages(now: number): { age: number; count: number }[] {
    return [...this.#counts].map(([slot, count]) => ({ age: this.#slotAt(now) - slot, count }));
  }

  clear(): void {
    this.#counts.clear();
    this.#total = 0;
  }

  #slotAt(now: number): number {
    return Math.floor(now / this.#slotMs);
  }
}

export const sumUsage = (usage: readonly Usage[]): number => usage.reduce((sum, { count }) => sum + count, 0);

/**
 * Estimates when a position in the queue gets its turn; other replicas may take units in between.
 *
 * @param position - 1 for the first in the queue
 * @param usage - oldest first
 */
export function estimateTurn(
  position: number,
  { usage, limit, windowMs, now }: { usage: readonly Usage[]; limit: number; windowMs: number; now: number },
): number {
  const rounds = Math.floor((position - 1) / limit);
  let due = position - rounds * limit + Math.max(0, sumUsage(usage) - limit);
  for (const { freeAt, count } of usage) {
    due -= count;
    if (due <= 0) return Math.max(now, freeAt) + rounds * windowMs;
  }
  return now + rounds * windowMs;
}
