/**
 * Limits requests per minute and credential, across all replicas. Counts are in Redis, in slots of one second, so that
 * no period of a minute exceeds the budget. While Redis is unreachable, each replica has its share of the budget.
 */
import { systemClock } from '../../client/clock.js';
import type { RateBudget } from '../../client/types.js';
import { Allowance, type AllowanceOptions } from './allowance.js';
import { BudgetQueue } from './budget-queue.js';

/** The window is a minute; tests use shorter ones. */
export type BudgetOptions = Pick<AllowanceOptions, 'redis' | 'replicas'> &
  Partial<Pick<AllowanceOptions, 'clock' | 'windowMs'>>;

/** With more credentials than this, those without recent requests are dropped. */
const MAX_QUEUES = 1_000;

export class RateBudgets {
  readonly #options: AllowanceOptions;
  /** By credential. */
  readonly #queues = new Map<string, BudgetQueue>();

  constructor({ clock = systemClock, windowMs = 60_000, ...options }: BudgetOptions) {
    this.#options = { ...options, clock, windowMs };
  }

  /**
   * The budget of one credential. If a credential is used with several limits, the latest one applies.
   *
   * @param credential - its name in Redis, which must not reveal anything about it
   */
  of(credential: string, requestsPerMinute: number): RateBudget {
    return { take: (signal, maxWaitMs) => this.#queueOf(credential).take(requestsPerMinute, signal, maxWaitMs) };
  }

  #queueOf(credential: string): BudgetQueue {
    const existing = this.#queues.get(credential);
    if (existing) return existing;
    if (this.#queues.size >= MAX_QUEUES) this.#dropIdle();
    const queue = new BudgetQueue(new Allowance(credential, this.#options), this.#options.clock);
    this.#queues.set(credential, queue);
    return queue;
  }

  #dropIdle(): void {
    for (const [credential, queue] of this.#queues) if (queue.isIdle()) this.#queues.delete(credential);
  }
}
