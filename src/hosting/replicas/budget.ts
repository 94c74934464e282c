/**
 * Requests per minute and credential, all replicas together: counted in Redis, in slots of a second, so that no minute
 * has more than the budget, wherever it begins. Without Redis each replica has its part of it.
 */
import { systemClock } from '../../client/clock.js';
import type { RateBudget } from '../../client/types.js';
import { Allowance, type AllowanceOptions } from './allowance.js';
import { BudgetQueue } from './budget-queue.js';

/** A window is a minute, but shorter for tests. */
export type BudgetOptions = Pick<AllowanceOptions, 'redis' | 'replicas'> &
  Partial<Pick<AllowanceOptions, 'clock' | 'windowMs'>>;

/** Beyond this many credentials, those with nothing counted are forgotten. */
const MAX_IDLE = 1_000;

export class RateBudgets {
  readonly #options: AllowanceOptions;
  /** By credential. */
  readonly #queues = new Map<string, BudgetQueue>();

  constructor({ clock = systemClock, windowMs = 60_000, ...options }: BudgetOptions) {
    this.#options = { ...options, clock, windowMs };
  }

  /**
   * The budget of one credential. Where the same credential is given several limits, the last one counts.
   *
   * @param credential - names it in Redis, so it must reveal nothing about it
   */
  of(credential: string, requestsPerMinute: number): RateBudget {
    return { take: (signal, withinMs) => this.#queueOf(credential).take(requestsPerMinute, signal, withinMs) };
  }

  #queueOf(credential: string): BudgetQueue {
    const known = this.#queues.get(credential);
    if (known) return known;
    if (this.#queues.size >= MAX_IDLE) this.#forgetIdle();
    const queue = new BudgetQueue(new Allowance(credential, this.#options), this.#options.clock);
    this.#queues.set(credential, queue);
    return queue;
  }

  #forgetIdle(): void {
    for (const [credential, queue] of this.#queues) if (queue.isIdle()) this.#queues.delete(credential);
  }
}
