/**
 * Spreads requests that arrive together over several turns of the event loop. Without it, hundreds of small requests
 * that arrive at once are all processed before anything else is, and before any of their answers can leave.
 */

/** How long requests may be started in one turn. */
const MAX_MS = 20;

export class LoopTurns {
  /** When the first request of this turn was started; undefined if there was none. */
  #startedAt: number | undefined;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when a request may be started; undefined if that is now. */
  next(): Promise<void> | undefined {
    const now = performance.now();
    if (this.#startedAt === undefined) {
      this.#startedAt = now;
      setImmediate(this.#onTurnEnd);
      return undefined;
    }
    if (this.#waiting.length === 0 && now - this.#startedAt < MAX_MS) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Starts one of the requests that wait. */
  readonly #onTurnEnd = (): void => {
    const start = this.#waiting.shift();
    if (!start) {
      this.#startedAt = undefined;
      return;
    }
    this.#startedAt = performance.now();
    setImmediate(this.#onTurnEnd);
    start();
  };
}
