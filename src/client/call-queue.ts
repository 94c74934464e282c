/** Limits the number of concurrent calls. Calls wait in order of arrival, and leave the queue as soon as they stop. */
import type { ApiCall } from './call.js';
import type { ClientClock } from './clock.js';
import { CallStopped, queueFullError } from './failures.js';

export interface CallQueueOptions {
  /** Maximum number of calls that hold a slot. */
  concurrency: number;
  /** Maximum number of calls that wait for a slot; more are refused. */
  maxWaiting: number;
  /** A call with less time left than this is not started: it could hardly be answered. */
  minTimeLeftMs: number;
  clock: ClientClock;
}

/** The right to have one exchange in flight. */
export interface Slot {
  /** Gives the slot to the next call. Further calls of this function have no effect. */
  release(): void;
}

interface Waiter {
  call: ApiCall;
  /** When it joined the queue. */
  since: number;
  start(slot: Slot): void;
  fail(reason: unknown): void;
}

/** Used for estimates until calls have been measured. */
const INITIAL_AVERAGE_MS = 500;

export class CallQueue {
  readonly #options: CallQueueOptions;
  /** Number of slots in use. */
  #running = 0;
  /** In order of arrival. */
  readonly #waiting = new Set<Waiter>();
  /** Moving average of how long a call holds its slot. */
  #averageMs = INITIAL_AVERAGE_MS;

  constructor(options: CallQueueOptions) {
    this.#options = options;
  }

  /**
   * Waits for a slot.
   *
   * @throws CallStopped if the call is stopped first, or has too little time left to be sent
   * @throws CapillaryError of kind `rate_limited` if too many calls wait already
   */
  async enter(call: ApiCall): Promise<Slot> {
    call.signal.throwIfAborted();
    const { concurrency, maxWaiting } = this.#options;
    if (this.#running < concurrency && this.#waiting.size === 0) {
      this.#checkTimeLeft(call, 0);
      return this.#take();
    }
    if (this.#waiting.size >= maxWaiting) {
      throw queueFullError(call.definition, { waiting: this.#waiting.size, retryAfterMs: this.#estimateWaitMs() });
    }
    return this.#wait(call);
  }

  #wait(call: ApiCall): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const since = this.#options.clock.now();
      const onStop = (): void => waiter.fail(toQueuedStop(call.signal.reason, this.#options.clock.now() - since));
      const leave = (): void => {
        this.#waiting.delete(waiter);
        call.signal.removeEventListener('abort', onStop);
      };
      const waiter: Waiter = {
        call,
        since,
        start: (slot) => {
          leave();
          resolve(slot);
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
      };
      call.signal.addEventListener('abort', onStop, { once: true });
      this.#waiting.add(waiter);
    });
  }

  #take(): Slot {
    const { clock } = this.#options;
    const started = clock.now();
    this.#running += 1;
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#running -= 1;
        this.#averageMs += (clock.now() - started - this.#averageMs) / 10;
        this.#startNext();
      },
    };
  }

  #startNext(): void {
    for (const waiter of this.#waiting) {
      if (this.#running >= this.#options.concurrency) return;
      try {
        this.#checkTimeLeft(waiter.call, this.#options.clock.now() - waiter.since);
        waiter.start(this.#take());
      } catch (thrown) {
        waiter.fail(thrown);
      }
    }
  }

  #checkTimeLeft(call: ApiCall, queuedMs: number): void {
    if (call.remainingMs() < this.#options.minTimeLeftMs)
      throw new CallStopped('timeout', { for: 'slot', ms: queuedMs });
  }

  /** How long a call that joined now would wait. */
  #estimateWaitMs(): number {
    return (this.#averageMs * (this.#waiting.size + 1)) / this.#options.concurrency;
  }
}

const toQueuedStop = (reason: unknown, queuedMs: number): unknown =>
  reason instanceof CallStopped ? new CallStopped(reason.reason, { for: 'slot', ms: queuedMs }) : reason;
