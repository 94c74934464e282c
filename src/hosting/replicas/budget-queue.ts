/** Requests that wait for the rate budget of one credential, in order of arrival. */
import type { ClientClock } from '../../client/clock.js';
import type { RateBudget } from '../../client/types.js';
import type { Stoppable } from '../../lib/stop-signal.js';
import type { Allowance, Grant } from './allowance.js';
import { estimateTurn } from './sliding-window.js';

interface Waiter {
  /** When it gives up waiting. */
  deadline: number;
  settle: (refused?: { retryAfterMs: number }) => void;
}

/** Waiters check again after this time at the latest: Redis may be back, or another replica may have gone. */
const MAX_SLEEP_MS = 5_000;

export class BudgetQueue {
  readonly #allowance: Allowance;
  readonly #clock: ClientClock;
  readonly #waiters: Waiter[] = [];
  /** Whether the loop that serves the waiters is running. */
  #isServing = false;
  /** While nothing is free: the last grant, and what ends the sleep. */
  #blocked: { grant: Grant; wake: AbortController } | undefined;

  constructor(allowance: Allowance, clock: ClientClock) {
    this.#allowance = allowance;
    this.#clock = clock;
  }

  /**
   * Waits for a turn, as {@link RateBudget} describes.
   *
   * @param limit - requests per window from now on, also for requests that already wait
   */
  take(limit: number, signal: Stoppable, maxWaitMs: number): ReturnType<RateBudget['take']> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#allowance.limit = limit;
      const now = this.#clock.now();
      const turn = this.#blocked ? this.#turnOf(this.#waiters.length + 1, this.#blocked.grant) : now;
      if (turn > now + maxWaitMs) return resolve({ retryAfterMs: turn - now });
      const onAbort = (): void => {
        this.#leave(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        deadline: now + maxWaitMs,
        settle: (refused) => {
          signal.removeEventListener('abort', onAbort);
          resolve(refused);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      if (!this.#isServing) void this.#serve();
    });
  }

  /** Whether no request waits, and nothing that was taken still counts. */
  isIdle(): boolean {
    return !this.#isServing && this.#waiters.length === 0 && this.#allowance.isUnused();
  }

  async #serve(): Promise<void> {
    this.#isServing = true;
    while (this.#waiters.length > 0) {
      const requested = this.#waiters.length;
      const grant = await this.#allowance.take(requested);
      // The turns of waiters that left in the meantime go to the next ones.
      for (const { settle } of this.#waiters.splice(0, grant.granted)) settle();
      if (grant.granted === requested || this.#waiters.length === 0) continue;
      this.#refuseOverdue(grant);
      if (this.#waiters.length > 0) await this.#waitUntilFree(grant);
    }
    this.#isServing = false;
  }

  /** Refuses at once the waiters whose turn would come after their deadline. */
  #refuseOverdue(grant: Grant): void {
    let position = 0;
    for (const waiter of [...this.#waiters]) {
      const turn = this.#turnOf(position + 1, grant);
      if (turn <= waiter.deadline) {
        position += 1;
        continue;
      }
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.settle({ retryAfterMs: turn - this.#clock.now() });
    }
  }

  async #waitUntilFree(grant: Grant): Promise<void> {
    const wake = new AbortController();
    this.#blocked = { grant, wake };
    const wait = Math.min(this.#turnOf(1, grant) - this.#clock.now(), MAX_SLEEP_MS);
    // Jitter, so that replicas that wait for the same moment do not ask at the same time.
    const jitter = this.#clock.random() * this.#allowance.slotMs;
    await this.#clock.sleep(Math.max(1, wait) + jitter, wake.signal).catch(() => {});
    this.#blocked = undefined;
  }

  #leave(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#waiters.length === 0) this.#blocked?.wake.abort();
  }

  /** @param position - 1 for the first in the queue */
  #turnOf(position: number, grant: Grant): number {
    return estimateTurn(position, { ...grant, now: this.#clock.now() });
  }
}
