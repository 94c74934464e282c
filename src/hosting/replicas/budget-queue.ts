/** Requests that wait for their turn at one credential's budget: first come, first served. */
import type { ClientClock } from '../../client/clock.js';
import type { RateBudget } from '../../client/types.js';
import type { Allowance, Grant } from './allowance.js';
import { turnAt } from './ledger.js';

interface Waiter {
  /** When it gives up. */
  until: number;
  settle: (refused?: { retryAfterMs: number }) => void;
}

/** Things may change while everybody waits: Redis is back, or another replica has gone. */
const LOOK_AGAIN_MS = 5_000;

export class BudgetQueue {
  readonly #allowance: Allowance;
  readonly #clock: ClientClock;
  readonly #waiters: Waiter[] = [];
  /** Whether the loop that serves the waiters is running. */
  #serving = false;
  /** While nothing is left: the grant that said so, and what ends the wait. */
  #blocked: { grant: Grant; wake: AbortController } | undefined;

  constructor(allowance: Allowance, clock: ClientClock) {
    this.#allowance = allowance;
    this.#clock = clock;
  }

  /**
   * Waits for a turn, as {@link RateBudget} says.
   *
   * @param limit - requests per window from now on, for whoever waits already too
   */
  take(limit: number, signal: AbortSignal, withinMs: number): ReturnType<RateBudget['take']> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#allowance.limit = limit;
      const now = this.#clock.now();
      const turn = this.#blocked ? this.#turnOf(this.#waiters.length + 1, this.#blocked.grant) : now;
      if (turn > now + withinMs) return resolve({ retryAfterMs: turn - now });
      const onAbort = (): void => {
        this.#leave(waiter);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        until: now + withinMs,
        settle: (refused) => {
          signal.removeEventListener('abort', onAbort);
          resolve(refused);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      if (!this.#serving) void this.#serve();
    });
  }

  /** Whether nobody waits, and nothing that was taken counts any more. */
  isIdle(): boolean {
    return !this.#serving && this.#waiters.length === 0 && this.#allowance.isUntouched();
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    while (this.#waiters.length > 0) {
      const want = this.#waiters.length;
      const grant = await this.#allowance.take(want);
      // Whoever has left in the meantime leaves its turn to the next.
      for (const { settle } of this.#waiters.splice(0, grant.granted)) settle();
      if (grant.granted === want || this.#waiters.length === 0) continue;
      this.#refuseLate(grant);
      if (this.#waiters.length > 0) await this.#untilFree(grant);
    }
    this.#serving = false;
  }

  /** Refuses at once whoever would give up before its turn. */
  #refuseLate(grant: Grant): void {
    let place = 0;
    for (const waiter of [...this.#waiters]) {
      const turn = this.#turnOf(place + 1, grant);
      if (turn <= waiter.until) {
        place += 1;
        continue;
      }
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.settle({ retryAfterMs: turn - this.#clock.now() });
    }
  }

  async #untilFree(grant: Grant): Promise<void> {
    const wake = new AbortController();
    this.#blocked = { grant, wake };
    const wait = Math.min(this.#turnOf(1, grant) - this.#clock.now(), LOOK_AGAIN_MS);
    // Replicas that wait for the same moment do not ask at the same time.
    const jitter = this.#clock.random() * this.#allowance.slotMs;
    await this.#clock.sleep(Math.max(1, wait) + jitter, wake.signal).catch(() => {});
    this.#blocked = undefined;
  }

  #leave(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#waiters.length === 0) this.#blocked?.wake.abort();
  }

  /** @param place - 1 for the first in the queue */
  #turnOf(place: number, grant: Grant): number {
    return turnAt(place, { ...grant, now: this.#clock.now() });
  }
}
