/** What was taken of a budget lately, by slots of time: never more than the limit in any window. */

/** Units that are taken, and when they are free again. */
export interface Taken {
  /** Milliseconds, by the clock of the process. */
  freeAt: number;
  count: number;
}

export class Ledger {
  readonly #slotMs: number;
  /** Units by the slot they were taken in, in the order of time. */
  readonly #counts = new Map<number, number>();

  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  add(now: number, count: number): void {
    const slot = this.#slotAt(now);
    if (count > 0) this.#counts.set(slot, (this.#counts.get(slot) ?? 0) + count);
  }

  /** Forgets what no longer counts. @param slots - how many slots the window spans */
  prune(now: number, slots: number): void {
    const oldest = this.#slotAt(now) - slots;
    for (const slot of this.#counts.keys()) if (slot <= oldest) this.#counts.delete(slot);
  }

  /** What still counts, oldest first; the rest is forgotten. @param slots - how many slots the window spans */
  taken(now: number, slots: number): Taken[] {
    this.prune(now, slots);
    return [...this.#counts].map(([slot, count]) => ({ freeAt: (slot + slots) * this.#slotMs, count }));
  }

  /** By age in whole slots, youngest last. */
  ages(now: number): { age: number; count: number }[] {
    return [...this.#counts].map(([slot, count]) => ({ age: this.#slotAt(now) - slot, count }));
  }

  clear(): void {
    this.#counts.clear();
  }

  #slotAt(now: number): number {
    return Math.floor(now / this.#slotMs);
  }
}

export const total = (taken: readonly Taken[]): number => taken.reduce((sum, { count }) => sum + count, 0);

/**
 * When somebody in the queue has a turn, as far as can be foreseen: others may come in between.
 *
 * @param place - 1 for the first in the queue
 * @param taken - oldest first
 */
export function turnAt(
  place: number,
  { taken, limit, windowMs, now }: { taken: readonly Taken[]; limit: number; windowMs: number; now: number },
): number {
  const rounds = Math.floor((place - 1) / limit);
  let due = place - rounds * limit + Math.max(0, total(taken) - limit);
  for (const { freeAt, count } of taken) {
    due -= count;
    if (due <= 0) return Math.max(now, freeAt) + rounds * windowMs;
  }
  return now + rounds * windowMs;
}
