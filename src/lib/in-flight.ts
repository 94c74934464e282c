/** Tracks work that has started and not ended yet. */
import { withTimeout } from './timeout.js';

export class InFlight {
  readonly #pending = new Set<Promise<unknown>>();

  get size(): number {
    return this.#pending.size;
  }

  /** Tracks the work until it settles. @returns the same promise */
  track<T>(work: Promise<T>): Promise<T> {
    const remove = (): boolean => this.#pending.delete(work);
    this.#pending.add(work);
    work.then(remove, remove);
    return work;
  }

  /** Resolves when all work now in flight has settled, or after the limit, if any. Never rejects. */
  async settled(limitMs?: number): Promise<void> {
    const all = Promise.allSettled(this.#pending);
    await (limitMs === undefined ? all : withTimeout(limitMs, all));
  }
}
