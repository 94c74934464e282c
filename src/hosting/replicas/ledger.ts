/** What was taken of a budget lately, by slots of time: never more than the limit in any window. */

/** Units that are taken, and when they are free again. */
export interface Taken {
  /** Milliseconds, by the clock of the process. */
  freeAt: number;
  count: number;
}

export interface Ledger {
  add(now: number, count: number): void;
  /** What still counts, oldest first. @param slots - how many slots the window spans */
  taken(now: number, slots: number): Taken[];
  /** By age in whole slots, youngest last. */
  ages(now: number): { age: number; count: number }[];
  clear(): void;
}

export function createLedger(slotMs: number): Ledger {
  /** In the order of time. */
  const counts = new Map<number, number>();
  const slotOf = (now: number): number => Math.floor(now / slotMs);
  return {
    add: (now, count) => {
      if (count > 0) counts.set(slotOf(now), (counts.get(slotOf(now)) ?? 0) + count);
    },
    taken: (now, slots) => {
      const oldest = slotOf(now) - slots;
      for (const slot of counts.keys()) if (slot <= oldest) counts.delete(slot);
      return [...counts].map(([slot, count]) => ({ freeAt: (slot + slots) * slotMs, count }));
    },
    ages: (now) => [...counts].map(([slot, count]) => ({ age: slotOf(now) - slot, count })),
    clear: () => counts.clear(),
  };
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
