/** A queue in which callers take turns: a caller with many items in it does not delay one with few. */

interface Item {
  /** Whose item it is. */
  readonly subject: string;
}

export class FairQueue<T extends Item> {
  /** The items of each subject in order of arrival; the subject whose turn is next comes first. */
  readonly #bySubject = new Map<string, Set<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    const items = this.#bySubject.get(item.subject);
    if (items) items.add(item);
    else this.#bySubject.set(item.subject, new Set([item]));
    this.#size += 1;
  }

  /** Removes an item, if it is in the queue. */
  delete(item: T): void {
    const items = this.#bySubject.get(item.subject);
    if (!items?.delete(item)) return;
    this.#size -= 1;
    if (items.size === 0) this.#bySubject.delete(item.subject);
  }

  /** Removes an item because it is its turn: its subject's next turn comes after those of all others. */
  serve(item: T): void {
    this.delete(item);
    const rest = this.#bySubject.get(item.subject);
    if (!rest) return;
    this.#bySubject.delete(item.subject);
    this.#bySubject.set(item.subject, rest);
  }

  /** All items in the order of their turns: one of each subject, then another of each. Items may be removed meanwhile. */
  *inTurn(): Generator<T> {
    let queues = [...this.#bySubject.values()].map((items) => items.values());
    while (queues.length > 0) {
      const unfinished: typeof queues = [];
      for (const queue of queues) {
        const next = queue.next();
        if (next.done) continue;
        unfinished.push(queue);
        yield next.value;
      }
      queues = unfinished;
    }
  }

  /** The newest item of the subject with the most items, if the given subject would still have fewer with one more. */
  newestOfLargest(subject: string): T | undefined {
    let largest = new Set<T>();
    for (const items of this.#bySubject.values()) if (items.size > largest.size) largest = items;
    if (largest.size <= (this.#bySubject.get(subject)?.size ?? 0) + 1) return undefined;
    return [...largest].at(-1);
  }
}
