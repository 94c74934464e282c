/** Work that has begun and has not ended yet. */
import { withTimeout } from './timeout.js';

export class InFlight {
  readonly #pending = new Set<Promise<unknown>>();

  get size(): number {
    return this.#pending.size;
  }

  /** Counts the work until it settles. @returns the same promise */
  track<T>(work: Promise<T>): Promise<T> {
    const remove = (): boolean => this.#pending.delete(work);
    this.#pending.add(work);
    work.then(remove, remove);
    return work;
  }

  /** Resolves when all work that is in flight now has settled, or at the limit, if there is one. Never rejects. */
  async settled(limitMs?: number): Promise<void> {
    const all = Promise.allSettled(this.#pending);
    await (limitMs === undefined ? all : withTimeout(limitMs, all));
  }
}
